"""Ukrainian."""

from __future__ import annotations

from mlsysim_validators.sources.readers.tongues.terms.cyrillic import COUNTED

__all__ = ["COUNTED", "TERMS"]

TERMS = r"""
has: ма(?:є|ють)
memory bandwidth: пропускн\w+ здатн\w+ (?:відео)?пам['’ʼ]яті
bandwidth: пропускн\w+ здатн\w+
system memory: оперативн\w+ пам['’ʼ]ят\w+|ОЗП
memory: (?:відео)?пам['’ʼ]ят\w+
power: споживанн\w+|потужн\w+
weights: ваг(?:и|ами)?
measured: виміря\w+|реальн\w+
needs: потріб\w+|потребу\w+
up to: до(?= \d)
more than: понад|більше
less than: менше
at least: щонайменше|не менше
about: близько|приблизно
faster: швидше
total: всього|загалом
per second: на секунду|за секунду
per hour: на годину|за годину
per year: на рік
and: і(?= )|та(?= )
or: або
is: становить|складає
for: для
fits: поміща\w+|влаз\w+
savings: економі\w+
reduction: скороченн\w+|зниженн\w+
respectively: відповідно
model: модел\w+
at: при
"""
