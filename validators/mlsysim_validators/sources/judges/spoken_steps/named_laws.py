"""Numbers that a law of their own gives from what the sentences say: a battery, a layer, a sample, checkpoints."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, sqrt

from mlsysim_validators.sources.dimensions import ENERGY, POWER, TIME
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import TENS, Step, times_as
from mlsysim_validators.sources.patterns import regex

_TIMES = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}
_AT = regex(r"\b[Aa]t (?:about |only |just )?\W?$")
_LASTS = regex(
    r"(?: [a-z-]+){0,2}[,:]?(?: (?:that|it|this|which))? (?:is|lasts?|gives|runs|means|=|→)(?: [a-z]+){0,2} ?\W?"
)
_INPUTS = ("input", "pixel", "feature")
_OUTPUTS = ("neuron", "output", "unit")
_OPERATIONS = regex(r" ?(?:multiply-accumulates?|multiply-accumulate operations|MACs?|multiplications|multiplies)\b")
_PARAMETERS = regex(r" ?(?:parameters|weights)\b")
_SAMPLES = ("image", "sample", "example", "question", "prompt", "trial")
_SIGMA = regex(r"(?:\bsigma|σ|standard (?:deviation|error)) ?(?:=|is|of|:|≈) ?\W?$")
_FEWEST_SAMPLES = 20
_ROOT = regex(r"(?:√|\bsqrt|square root)")
_OF_LAYERS = regex(r" (?:activation )?(?:checkpoints|segments|boundaries) (?:for|of|in|on) (?:the |its |all )?")
_AHEAD = 24


def time_of_an_energy(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """How long an energy lasts at a power: "The cell has 660 mWh. At 0.5 mW, that is 1,320 hours"."""
    power, number = amounts[at - 1 : at + 1]
    hours = _TIMES.get(number.noun, 0.0) if number.dimension != TIME else 1.0
    if not hours or power.dimension != POWER or power.sentence != number.sentence:
        return None
    ahead = text[max(0, power.reading.start - _AHEAD) : power.reading.start]
    if not _AT.search(ahead) or not _LASTS.fullmatch(text, power.reading.end, number.reading.start):
        return None
    near = [one for one in amounts[max(0, at - 4) : at] if number.sentence - one.sentence <= 1]
    energies = [one for one in near if one.dimension == ENERGY]
    if len(energies) != 1 or not power.value:
        return None
    energy = energies[0]
    right = energy.value / power.value / hours
    unit = number.unit.factor if hours == 1.0 else 1.0
    slips = [(energy.reading.value * power.reading.value * unit, "that multiplies where it divides")]
    slips += times_as(right, "long", (*TENS, 60.0, 1 / 60, 3600.0, 1 / 3600))
    return Step("lasts", [(right, f"{energy.told()} / {power.told()}")], slips)


def operations_of_a_layer(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What one dense layer takes: "784 inputs, 128 neurons, 100,352 multiply-accumulates"; biases are no products."""
    if at < 2:
        return None
    inputs, outputs, number = amounts[at - 2 : at + 1]
    if inputs.sentence != number.sentence or inputs.noun not in _INPUTS or outputs.noun not in _OUTPUTS:
        return None
    behind, place = number.reading.text, number.reading.end
    products = inputs.value * outputs.value
    told = f"{inputs.told()} x {outputs.told()}"
    if "ultiply" in behind or "MAC" in behind or _OPERATIONS.match(text, place):
        slips = [(products + outputs.value, "that counts the biases, which are added")]
    elif _PARAMETERS.match(text, place):
        right = [(products + outputs.value, f"{told} + {outputs.told()}"), (products, told)]
        return Step("layer", right, [(products + inputs.value, "that has one bias per input")])
    else:
        return None
    slips += [(inputs.value + outputs.value, "that adds them")]
    slips += times_as(products, "many")
    printed_whole = "," in number.reading.text or number.reading.resolution == 1.0
    return Step("layer", [(products, told)], slips, exact=printed_whole)


def spread_of_a_sample(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """The deviation of how many of a sample are right: sigma = sqrt(n p (1 - p)), as a count or as a share."""
    number = amounts[at]
    if not _SIGMA.search(text, max(0, number.reading.start - _AHEAD), number.reading.start):
        return None
    before = [one for one in amounts[max(0, at - 8) : at] if number.sentence - one.sentence <= 4]
    counts = {one.value for one in before if one.noun in _SAMPLES and one.value >= _FEWEST_SAMPLES}
    shares = dict.fromkeys(one.value for one in before if one.unit.symbol == "%" and 0 < one.value < 1)
    if len(counts) != 1 or not shares:
        return None
    n = counts.pop()
    by_n = 1.0 / n if number.unit.symbol == "%" else 1.0
    right = [(by_n * sqrt(n * p * (1 - p)), f"sqrt({n:,g} x {p:g} x {1 - p:g})") for p in shares]
    slips = [(n * p * (1 - p), "that is the variance: its root is not taken") for p in shares]
    return Step("spread", right, slips + times_as(right[0][0], "much"))


def root_of_its_layers(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """How many are kept by the root of how many there are: "only the root of L (7 checkpoints for 48 layers)"."""
    if at + 1 >= len(amounts):
        return None
    number, layers = amounts[at : at + 2]
    if layers.noun != "layer" or not _OF_LAYERS.fullmatch(text, number.reading.end, layers.reading.start):
        return None
    if not _ROOT.search(text, max(0, number.reading.start - 2 * _AHEAD), number.reading.start):
        return None
    root = sqrt(layers.value)
    right = [(float(one), f"the root of {layers.told()}") for one in (round(root), ceil(root), floor(root))]
    return Step("root", right, [(number.value, "that is no root")] if number.value <= layers.value else [])
