"""Dutch."""

from __future__ import annotations

COUNTED = r"""
trillion: biljoen
billion: miljard
million: miljoen
thousand: duizend
s: seconden?
min: minuten
hours: uur|uren
days: dagen
months: maanden
years: jaar|jaren
tokens: tokens?
layers: lagen
times: keer
"%": procent
"""

TERMS = r"""
has: heeft|hebben|biedt
memory bandwidth: geheugenbandbreedte
bandwidth: bandbreedte
system memory: werkgeheugen|systeemgeheugen
memory: (?:video)?geheugen
power: (?:stroom)?verbruik|vermogen
weights: gewichten
measured: gemeten
needs: nodig|vereist
up to: tot(?= \d)
more than: meer dan
less than: minder dan
at least: minstens|minimaal
about: ongeveer
faster: sneller
total: in totaal|totaal
per second: per seconde
per hour: per uur
per year: per jaar
of: van(?= [~≈]?\d)
and: en(?= )
with: met
for: voor
fits: past|passen
savings: besparing(?:en)?
reduction: vermindering
"""
