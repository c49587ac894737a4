"""Spanish."""

from __future__ import annotations

COUNTED = r"""
trillion: billones(?: de)?
billion: (?:mil millones|mM)(?: de)?
million: mill(?:ones|ón)(?: de)?
thousand: mil
s: segundos?
min: minutos?
hours: horas?
days: días?|dias?
months: meses|mes
years: años?
tokens: fichas?|tokens?
parameters: parámetros?|parametros?
layers: capas?
times: veces|vez
"""

TERMS = r"""
has: tienen?|ofrecen?|dispone de|alcanzan?
memory bandwidth: ancho de banda de (?:la )?(?:memoria|HBM|VRAM)
bandwidth: ancho de banda
system memory: memoria (?:del sistema|principal)|RAM del sistema
memory: memoria
power: consumo|potencia
energy: energía
peak: pico|máxim[oa]
dense: dens[oa]s?
with sparsity: (?:con )?(?:dispersión|escasez|esparcidad)
without sparsity: sin (?:dispersión|escasez|esparcidad)
weights: pesos
activations: activaciones
gradients: gradientes
optimizer states: estados del optimizador
context: contexto
throughput: rendimiento
latency: latencia
measured: medid[oa]s?|real(?:es)?|en la práctica
effective: efectiv[oa]s?
needs: necesita[n]?|requieren?|exigen?|hacen? falta
uses: ocupan?|consumen?
remaining: quedan?|restantes?
free: libres?
up to: hasta
more than: más de
less than: menos de
at least: al menos|como mínimo|mínimo
about: unos|unas|aproximadamente|alrededor de|cerca de|aprox\.?
compared to: frente a|comparad[oa]s? con
instead of: en (?:lugar|vez) de
faster: más rápid[oa]s?
slower: más lent[oa]s?
bidirectional: bidireccional(?:es)?
per direction: por (?:dirección|sentido)|en cada (?:dirección|sentido)
total: en total
per second: por segundo
per hour: por hora|la hora
per year: por año|al año
per GPU: por (?:GPU|tarjeta)
per token: por (?:token|ficha)
node: nodos?
of: de(?= [~≈]?\d)
or: o(?= [a-z0-9])
is: es(?= )|son
with: con
for: para
fits: caben?|entran?
savings: ahorr\w+
reduction: reducción|reducciones
respectively: respectivamente
needed: necesari[oa]s?|requerid[oa]s?
model: modelos?
at: a(?= \d)
and: y(?= [\dA-Z])
reference: referencia
"""
