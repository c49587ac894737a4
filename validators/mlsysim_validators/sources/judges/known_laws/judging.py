"""The formulas of a document that say a known law wrong."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.judges.known_laws.equations import Equation, equations
from mlsysim_validators.sources.judges.known_laws.laws import LAWS
from mlsysim_validators.sources.judges.known_laws.quotients import quotient
from mlsysim_validators.sources.judges.known_laws.writing import factors
from mlsysim_validators.sources.texts.documents import Document

RULE = "arithmetic"
FIELD = "formula"


def judge(document: Document) -> Iterator[Claim]:
    """The claims on formulas that are wrong; what is right, or is no law that is known, is no claim."""
    for equation in equations(document):
        told = next((why for law in (*LAWS, quotient) if (why := law(equation))), "")
        if told:
            yield _told(document, equation, told)


def _told(document: Document, equation: Equation, why: str) -> Claim:
    written = equation.text.text[equation.begin : equation.end]
    product = factors(equation.formula)
    number = product.number if product is not None else 1.0
    reading = Reading(equation.begin, equation.end, number, 1.0, (ONE,), "", written)
    claim = Claim(document, Stated(reading, equation.text, equation.block, equation.place), "derived")
    claim.field = FIELD
    claim.decide("mismatch", why, rule=RULE, working=why)
    return claim
