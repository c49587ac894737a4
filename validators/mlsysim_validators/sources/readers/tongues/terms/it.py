"""Italian."""

from __future__ import annotations

COUNTED = r"""
trillion: (?:bilioni|mila miliardi|trilioni)(?: di)?
billion: miliard[oi](?: di)?
million: milion[ei](?: di)?
thousand: mila
s: second[oi]
min: minut[oi]
hours: or[ae]
days: giorn[oi]
months: mes[ei]
years: ann[oi]
tokens: token
parameters: parametri
layers: strati|layer
times: volte
"""

TERMS = r"""
has: ha|hanno|offr(?:e|ono)|dispone di|raggiung(?:e|ono)
memory bandwidth: (?:larghezza di )?banda (?:di|della) (?:memoria|HBM|VRAM)
bandwidth: larghezza di banda
system memory: memoria (?:di sistema|principale)|RAM di sistema
memory: memoria
power: consumo|potenza(?! di calcolo)
compute: potenza di calcolo
peak: picco
weights: pesi
activations: attivazioni
gradients: gradienti
context: contesto
latency: latenza
measured: misurat[oaie]|real[ei]|in pratica
effective: effettiv[oaie]
needs: richied(?:e|ono)|serv(?:e|ono)|necessita(?:no)?
uses: occupa(?:no)?|consuma(?:no)?
remaining: resta(?:no)?|rimanent[ei]
free: liber[oaie]
up to: fino a
more than: più di|oltre
less than: meno di
at least: almeno
about: circa
compared to: rispetto a
instead of: invece di
faster: più veloc[ei]
slower: più lent[oaie]
bidirectional: bidirezional[ei]
per direction: per direzione
total: in totale
per second: al secondo
per hour: all['’]ora
per year: all['’]anno
node: nod[oi]
of: di(?= [~≈]?\d)
is: è|sono
with: con
for: per(?= [a-z])
fits: ci sta(?:nno)?|entra(?:no)?
savings: risparmi\w*
reduction: riduzion[ei]
respectively: rispettivamente
needed: necessari[oaie]
model: modell[oi]
and: e(?= [\dA-Z])
"""
