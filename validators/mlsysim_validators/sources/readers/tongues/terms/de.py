"""German."""

from __future__ import annotations

COUNTED = r"""
billion: Milliarden?|Mrd\.?
million: Millionen|Mio\.?
trillion: Billionen?
thousand: Tausend
s: Sekunden?
min: Minuten
hours: Stunden?
days: Tagen?|Tage
months: Monaten?
years: Jahren?
tokens: Token
parameters: Parametern?
layers: Schichten
times: -?mal
"%": Prozent
watts: Watt
bytes: Bytes?
"""

TERMS = r"""
has: hat|haben|besitzt|bietet|verfügt über|liefert|erreicht
memory bandwidth: (?:Arbeits|Grafik)?[Ss]peicher[- ]?[Bb]andbreite
bandwidth: Bandbreite
system memory: Arbeitsspeicher|Hauptspeicher|System-RAM
memory: (?:Grafik|GPU-)?[Ss]peicher(?:kapazität|bedarf)?|Videospeicher
power: Leistungsaufnahme|Stromverbrauch|Energiebedarf|Verbrauch
energy: Energieverbrauch
peak: Spitzen(?:leistung)?
dense: dicht(?:e[rn]?)?
with sparsity: (?:mit )?(?:struktureller )?Sparsity|dünnbesetzt\w*
without sparsity: ohne (?:strukturelle )?Sparsity
weights: Gewichten?|Modellgewichten?
activations: Aktivierungen
gradients: Gradienten
optimizer states: Optimierer-?[Zz]ustände|Optimizer-?[Zz]ustände
context: Kontext(?:länge|fenster)?
throughput: Durchsatz
latency: Latenz
measured: gemessen\w*|real(?:e[rn]?|istisch\w*)?|in der Praxis
effective: effektiv\w*
needs: benötig(?:t|en)|braucht|brauchen|erforder(?:t|n)|verlang(?:t|en)
uses: beleg(?:t|en)|verbrauch(?:t|en)
remaining: verbleib\w+|übrig|bleiben
free: freie[rns]?
up to: bis zu
more than: mehr als|über(?= [~≈]?\d)
less than: weniger als|unter(?= [~≈]?\d)
at least: mindestens|ab(?= \d)
about: etwa|ca\.|rund(?= \d)|ungefähr|circa
compared to: gegenüber|im Vergleich zu|verglichen mit
instead of: statt
faster: schneller
slower: langsamer
bidirectional: bidirektional\w*|in beide Richtungen
per direction: (?:pro|je) Richtung
total: insgesamt|gesamt\w*|zusammen
per second: (?:pro|je) Sekunde
per hour: (?:pro|je) Stunde
per year: (?:pro|je|im) Jahr
per GPU: (?:pro|je) (?:GPU|Grafikkarte|Karte)
per token: (?:pro|je) Token
node: Knoten
of: von(?= [~≈]?\d)
and: und
or: oder
is: ist|sind|beträgt
with: mit
for: für
in: im
fits: pass(?:t|en)
savings: Einsparung(?:en)?|Ersparnis|spart|gespart
reduction: Reduktion|Reduzierung
respectively: jeweils
needed: nötig|notwendig
model: Modell\w{0,2}
at: bei
reference: Referenz|Ref\.
"""
