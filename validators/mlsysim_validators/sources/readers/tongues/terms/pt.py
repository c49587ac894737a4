"""Portuguese."""

from __future__ import annotations

COUNTED = r"""
trillion: trilh(?:ões|ão)(?: de)?
billion: (?:bilh(?:ões|ão)|mil milhões|bi)(?: de)?
million: milh(?:ões|ão)(?: de)?
thousand: mil
s: segundos?
min: minutos?
hours: horas?
days: dias?
months: meses|mês
years: anos?
parameters: parâmetros?
layers: camadas?
times: vezes|vez
"""

TERMS = r"""
has: têm|tem|oferecem?|alcançam?|atingem?
memory bandwidth: largura de banda (?:de|da) (?:memória|HBM|VRAM)
bandwidth: largura de banda
system memory: memória (?:do sistema|principal)|RAM do sistema
memory: memória
power: consumo|potência
energy: energia
peak: pico|máxim[oa]
dense: dens[oa]s?
with sparsity: (?:com )?esparsidade
without sparsity: sem esparsidade
weights: pesos
activations: ativações
gradients: gradientes
optimizer states: estados do otimizador
context: contexto
throughput: vazão|taxa de transferência
latency: latência
measured: medid[oa]s?|rea(?:l|is)|na prática
effective: efetiv[oa]s?
needs: precisam?|requer(?:em)?|necessitam?|exigem?
uses: ocupam?|consomem?
remaining: restam?|restantes?|sobram?
free: livres?
up to: até
more than: mais de
less than: menos de
at least: (?:pelo|no) (?:menos|mínimo)
about: cerca de|aproximadamente|em torno de|aprox\.?
compared to: comparad[oa]s? (?:a|com)
instead of: em vez de
faster: mais rápid[oa]s?
slower: mais lent[oa]s?
bidirectional: bidireciona(?:l|is)
per direction: por (?:direção|sentido)
total: no total
per second: por segundo
per hour: por hora
per year: por ano|ao ano
per GPU: por (?:GPU|placa)
per token: por token
node: nós?(?= )
of: de(?= [~≈]?\d)
or: ou
is: é|são
with: com
for: para
fits: cabem?
savings: economi\w+
reduction: redução|reduções
respectively: respectivamente
needed: necessári[oa]s?
model: modelos?
and: e(?= [\dA-Z])
reference: referência
"""
