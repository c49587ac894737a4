"""Turkish."""

from __future__ import annotations

COUNTED = r"""
trillion: trilyon
billion: milyar
million: milyon
thousand: bin
s: saniye
min: dakika
hours: saat
days: gün
months: ay
years: yıl
parameters: parametre
layers: katman
times: kat
"""

TERMS = r"""
has: sunar|sahip
memory bandwidth: bellek bant genişliği
bandwidth: bant genişliği
system memory: sistem belleği
memory: bellek|belleği
power: güç(?: tüketimi)?
weights: ağırlıklar\w*
measured: ölçülen|gerçek
needs: gerektirir|gerek\w*|ihtiyaç\w*
about: yaklaşık
at least: en az
faster: daha hızlı
total: toplam
"""
