"""Billions beside a model's name are its parameters, where no word says what they are: "Llama 3 8B (8.03 billion)"."""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.fields import Field
from mlsysim_validators.sources.reasons import products_of_its_name
from mlsysim_validators.sources.texts.surroundings import Surroundings

_BILLION = 1e9
_SIZES = ("parameters.total", "parameters.active")
# What else is counted in billions.
_OTHER_THINGS = AnyCase(
    r"\b(?:(?<!per )(?<!\ba )(?<!each )tokens?|transistors?|dollars?|users?|words?|images?|samples?|queries|requests?|"
    r"people|operations?|FLOPs?|MACs?|bytes|characters|documents|calls|downloads|draft|teacher|distilled)\b|[$€£]"
)
_OF_A_PART = AnyCase(
    r"\W*(?:are |is |sit |of (?:it|them) )?(?:in|for|of) (?:the |its )?(?:embed|vocab|attention|MLP|FFN|head|output)"
)
_NEAR = 60


def size_alone(claim: Claim, unit: Unit, model: Entry, around: Surroundings) -> Field | None:
    """The parameters of a model, all or those in use, that a number of billions states, or is mistaken for.

    None where it is neither right nor a product of the model's name: of the sizes of others many are spoken of.
    """
    near = f"{around.sentence_before[-_NEAR:]} | {around.after[:_NEAR]}"
    if unit.factor < _BILLION or claim.stated.cell is not None or _OTHER_THINGS.search(near):
        return None
    if _OF_A_PART.match(around.after):
        return None
    sizes = {path: spec.value for path in _SIZES if (spec := model.get(path)) is not None}
    for path, size in sizes.items():
        if agrees(claim.reading, unit.factor, size):
            return Field(path, "spec", True)
    if any(agrees(claim.reading, unit.factor, product) for product in products_of_its_name(model).values()):
        value = claim.reading.value * unit.factor
        return Field(min(sizes, key=lambda path: abs(value / sizes[path] - 1)), "spec", False)
    return None
