"""Polish."""

from __future__ import annotations

COUNTED = r"""
trillion: bilion(?:y|ów)?
billion: miliard(?:y|ów|a)?|mld
million: milion(?:y|ów|a)?|mln
thousand: tys\.?|tysi\w+
s: sekund\w*
min: minut\w*
hours: godzin\w*
days: dni|dzień
months: miesi\w+
years: lat|lata|roku?
tokens: token(?:y|ów)
parameters: parametr(?:y|ów)
layers: warstw\w*
times: razy|raza
"%": procent\w*
"""

TERMS = r"""
has: ma|mają|oferuje
memory bandwidth: przepustowoś\w+ pamięci
bandwidth: przepustowoś\w+
system memory: pamię\w+ operacyjn\w+
memory: pamię\w+(?: wideo)?
power: pob[óo]r\w* mocy|moc\b
peak: szczytow\w+
weights: wagi?|wag
context: kontekst\w*
measured: zmierzon\w+|rzeczywist\w+
effective: efektywn\w+
needs: wymaga(?:ją)?|potrzeb\w+
uses: zajmuj\w+
up to: do(?= \d)
more than: ponad|więcej niż
less than: poniżej|mniej niż
at least: co najmniej|minimum
about: około|ok\.
faster: szybsz\w+|szybciej
total: łącznie
per second: na sekundę
per hour: za godzinę|na godzinę
per year: rocznie
or: lub|albo
is: jest|to(?= \d)|wynosi
with: z(?= \d)
for: dla
fits: mieści|zmieści\w*
savings: oszczędnoś\w+
reduction: redukcj\w+|zmniejszeni\w+
respectively: odpowiednio
model: model(?:u|e|i)?
"""
