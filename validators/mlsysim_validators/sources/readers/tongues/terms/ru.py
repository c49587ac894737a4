"""Russian."""

from __future__ import annotations

from mlsysim_validators.sources.readers.tongues.terms.cyrillic import COUNTED

__all__ = ["COUNTED", "TERMS"]

TERMS = r"""
has: име(?:ет|ют)|обладает|оснащ[её]н\w*|да[её]т|выда[её]т|достигает
memory bandwidth: пропускн\w+ способност\w+ (?:видео)?памяти
bandwidth: пропускн\w+ способност\w+|ПСП
system memory: оперативн\w+ памят\w+|системн\w+ памят\w+|ОЗУ
memory: (?:видео)?памят\w+
power: энергопотреблени\w+|мощност\w+|потреблени\w+
energy: энерги[яию]
peak: пиков\w+
dense: плотн\w+
with sparsity: (?:с )?разреженн?\w+
without sparsity: без разреженн?\w+
weights: вес(?:а|ов|ами)
activations: активаци\w+
gradients: градиент\w*
optimizer states: состояни\w+ оптимизатора
context: контекст\w*
latency: задержк\w+
measured: измерен\w*|реальн\w+|на практике|фактическ\w+
effective: эффективн\w+
needs: требу\w+|нужн\w+|необходим\w*|понадоб\w+
uses: занима\w+
remaining: оста(?:ётся|ется|нется|льн\w+)
free: свободн\w+
up to: до(?= [~≈]?\d)
more than: более|больше|свыше
less than: менее|меньше
at least: не менее|минимум|как минимум|от(?= \d)
about: около|примерно|порядка(?= \d)
compared to: против(?= \d)|по сравнению с
instead of: вместо
faster: быстрее
slower: медленнее
bidirectional: двунаправленн\w+|в обе стороны
per direction: в (?:каждую|одну) сторону|в (?:каждом|одном) направлении
total: всего|суммарн\w+|в сумме
per second: в секунду
per hour: в час
per year: в год
per GPU: на (?:GPU|карту|видеокарту)
per token: на токен
node: узл\w+|узел
and: и(?= )
or: или
is: составля\w+|равн[аоы]?
with: с(?= \d)
for: для
fits: помеща\w+|влез\w+|вмеща\w+|поместит\w+
savings: экономи\w+
reduction: сокращени\w+|снижени\w+|уменьшени\w+
respectively: соответственно
model: модел\w+
at: при
"""
