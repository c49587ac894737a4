"""Prices of a device-hour, by which other numbers of a slide were computed: "the default is $2.24"."""

from __future__ import annotations

import re

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.texts.slides import Slide

_HIGHEST_PRICE = 100.0  # of a device-hour, in dollars


def is_a_price(claim: Claim, slide: Slide, facts: Facts) -> bool:
    """Whether an amount of money is a price of a device-hour that the slide states: "the default is $2.24"."""
    if claim.reading.units[0].symbol != "USD" or claim.reading.value >= _HIGHEST_PRICE:
        return False
    prices = {one.reading.value for one in slide.claims if one is not claim and one.field == "device_price"}
    return claim.reading.value in prices or facts.once(("price", claim.text), lambda: _is_told_per_hour(claim))


def _is_told_per_hour(claim: Claim) -> bool:
    """Whether the document has an amount as one per hour somewhere."""
    words = rf"{re.escape(claim.text)} ?(?:/|per|an?) ?(?:GPU|instance|device)?[- ]?h"
    return re.search(words, claim.document.source) is not None
