"""What a number of running text is by the words that lead to it from the numbers before.

Each step gives the values that are right, and slips that the words exclude: the contrary of the operation, a share
that was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil, floor

from mlsysim_validators.sources.judges.off_by import turns
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.by_formula import by_a_formula
from mlsysim_validators.sources.judges.spoken_steps.compared import (
    beyond_a_limit,
    factor_between_counts,
    loss_of_the_larger,
    overhead_of_a_preparation,
    saved_before_it_is_told,
)
from mlsysim_validators.sources.judges.spoken_steps.gaps import gap_of_the_last_two, return_to_one
from mlsysim_validators.sources.judges.spoken_steps.multiples import (
    factor_of_the_amount_behind,
    factor_of_two_counts,
)
from mlsysim_validators.sources.judges.spoken_steps.named_laws import (
    operations_of_a_layer,
    root_of_its_layers,
    spread_of_a_sample,
    time_of_an_energy,
)
from mlsysim_validators.sources.judges.spoken_steps.of_counts import (
    beyond_a_percentile,
    share_of_a_share,
    share_of_a_whole,
    share_of_what_was_counted,
)
from mlsysim_validators.sources.judges.spoken_steps.parts import at_a_duty_cycle, size_of_the_parts
from mlsysim_validators.sources.judges.spoken_steps.per_same import per_the_same
from mlsysim_validators.sources.judges.spoken_steps.removed import gained_of_a_whole, left_of_a_whole
from mlsysim_validators.sources.judges.spoken_steps.shares import paid_at_a_use, worth_of_a_share
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.patterns import regex

_SO = r"(?:so|hence|thus|therefore|i\.e\.|that is|→|rounded(?: up)?(?: to)?|which (?:means|makes)|call it|say)"
_ROUNDS = regex(rf"(?: [a-z]+)?[,;)]? ?(?:and )?{_SO},?(?: [a-zA-Z'-]+){{0,4}} \W?", re.IGNORECASE)
_DIVIDES = regex(r"\b[Dd]ivid(?:e|ed|ing)(?: (?:it|this|that|these|them|the [\w-]+))? by (?:the |our |all )?\W?$")
_TIMES = regex(
    r"\b(?:[Mm]ultipl(?:y|ied|ying)(?: (?:it|this|that|these|them|the [\w-]+))? by|[Tt]imes) (?:the |our )?\W?$"
)
_RESULTS = regex(
    r"(?: [\w-]+){0,4},? (?:and |we |you |it |this |that |which |the [\w-]+ )*"
    r"(?:gets?|gives?|is|are|makes?|holds?|yields?|leaves?|have|needs?|becomes?|come to|=)"
    r"(?: (?:about|some|roughly))? \W?"
)
_IN_USE = regex(
    r" (?:of (?:the |its |their )?)?(?:\w+ )?(?:occupan\w+|utili[sz]\w+|load|busy|capacity|full|in use|effici\w+)\b"
    r"|,? (?:and|so) (?:we|you|that|it)\b"
)
_IS_WORTH = regex(
    r"\b(?:equivalent|equals?|provid\w+|deliver\w+|giv(?:es?|ing)|yields?|leav(?:es?|ing)|worth|amounts? to)\b"
)
_LOADED = regex(r"\b(?:at|to|of|with|by)(?: (?:a|an|some|about|only|no more than))? \W?$")
_NEEDED = regex(r"\b(?:needs?|buy|takes?|requires?|so|hence|thus|becomes?|are|is|it)\b|[a-z] $")
_ANOTHER = regex(r"\b(?:instead|if|would|could|without|rather|unless|per|each|between|from)\b", re.IGNORECASE)
_PARTS = (2.0, 4.0, 8.0, 10.0, 0.5, 0.25, 0.125, 0.1)
_FARTHEST = 70  # characters
_LEAST_SHARE = 0.2


# What the numbers behind a number make of it.
_AHEAD_OF_THEIRS = (saved_before_it_is_told, root_of_its_layers)


def steps_to(at: int, amounts: Sequence[Amount], text: str) -> Iterator[Step]:
    """The steps that lead to a number from those around it."""
    for step in (
        _AHEAD_OF_THEIRS
        if at == 0
        else (
            *_AHEAD_OF_THEIRS,
            _rounded,
            _operated,
            _at_a_load,
            worth_of_a_share,
            paid_at_a_use,
            left_of_a_whole,
            gained_of_a_whole,
            by_a_formula,
            per_the_same,
            share_of_a_whole,
            share_of_what_was_counted,
            share_of_a_share,
            beyond_a_percentile,
            loss_of_the_larger,
            factor_between_counts,
            overhead_of_a_preparation,
            beyond_a_limit,
            gap_of_the_last_two,
            return_to_one,
            at_a_duty_cycle,
            size_of_the_parts,
            time_of_an_energy,
            operations_of_a_layer,
            spread_of_a_sample,
            _by_the_size_of_one,
            factor_of_the_amount_behind,
            factor_of_two_counts,
        )
    ):
        found = step(at, amounts, text)
        if found is not None:
            yield found


def _between(one: Amount, other: Amount, text: str) -> str:
    return text[one.reading.end : other.reading.start]


def _rounded(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """A whole number for one with a fraction: "25.7 nodes, so 26", "46.7, so we buy 47"."""
    before, number = amounts[at - 1], amounts[at]
    if (
        before.sentence != number.sentence
        or before.whole
        or not number.whole
        or before.unit.symbol != number.unit.symbol
    ):
        return None
    counts = not before.dimension and before.unit.symbol in ("", "GPU") and before.scale == number.scale == 1.0
    alike = _are_alike(at, amounts, text)
    between = _between(before, number, text)
    if not counts or not alike or len(between) > _FARTHEST or before.value < 1 or not _ROUNDS.fullmatch(between):
        return None
    value = before.value
    up = float(ceil(value))
    told = f"{before.told()} rounded up"
    right = [(up, told), (float(round(value)), told), (float(floor(value)), told)]
    wrong = [(number.value, f"{before.told()} stands before it")] if 0.05 < number.value / value < 20 else []
    return Step("rounded", right, wrong)


def _are_alike(at: int, amounts: Sequence[Amount], text: str) -> bool:
    """Whether a number counts the same as the one before it: the same noun, or none behind it.

    "25.7 nodes, at 80 % occupancy 32.1, so 33 nodes": where the one before counts none, the numbers before it do.
    """
    before, number = amounts[at - 1], amounts[at]
    if not number.noun:
        return text[number.reading.end : number.reading.end + 1] in ".,;:)" or number.reading.end >= len(text)
    said = {one.noun for one in amounts[max(0, at - 6) : at - 1] if number.sentence - one.sentence <= 1}
    return before.noun == number.noun or (not before.noun and number.noun in said)


def _operated(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """The result of an operation that is told: "Together 55. Divide by 0.75 and get 73"."""
    by, number = amounts[at - 1], amounts[at]
    between = _between(by, number, text)
    if by.sentence != number.sentence or at < 2 or len(between) > _FARTHEST or not _RESULTS.fullmatch(between):
        return None
    ahead = text[max(0, by.reading.start - 40) : by.reading.start]
    power = -1 if _DIVIDES.search(ahead) else 1 if _TIMES.search(ahead) else 0
    if not power:
        return None
    operator = "/" if power < 0 else "x"
    bases = [
        one
        for one in amounts[max(0, at - 6) : at - 1]
        if number.sentence - one.sentence <= 1 and one.unit.symbol != "%"
    ]
    fitting = [one for one in reversed(bases) if _measures(one, by, power, number)]
    right = [(one.value * by.value**power, f"{one.told()} {operator} {by.told()}") for one in fitting]
    if not right or not turns(min(by.value, 1 / by.value)):
        return Step("operated", right, []) if right else None
    slip = fitting[0].value * by.value**-power
    return Step(
        "operated",
        right,
        [(slip, "that divides where it multiplies" if power > 0 else "that multiplies where it divides")],
    )


def _measures(one: Amount, by: Amount, power: int, number: Amount) -> bool:
    """Whether the dimensions of a product or a quotient are those of the result, but for what is counted."""
    total: dict[str, int] = {}
    for amount, sign in ((one, 1), (by, power), (number, -1)):
        for name, exponent in amount.dimension:
            total[name] = total.get(name, 0) + sign * exponent
    total.pop("tokens", None)
    return not any(total.values())


def _at_a_load(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """How many it takes at a load: "25.7 nodes, at 80 % occupancy 32.1"."""
    share, number = amounts[at - 1], amounts[at]
    if at < 2 or share.unit.symbol != "%" or share.sentence != number.sentence:
        return None
    before = next((one for one in reversed(amounts[max(0, at - 3) : at - 1]) if one.unit.symbol != "%"), None)
    if before is None or number.sentence - before.sentence > 1 or before.dimension or number.dimension:
        return None
    alike = before.noun == number.noun or not number.noun or not before.noun
    counted = before.unit.symbol in ("", "GPU") and number.unit.symbol in ("", "GPU")
    ahead, between = text[: share.reading.start][-20:], _between(share, number, text)
    said = _LOADED.search(ahead) and _IN_USE.match(between) and len(between) < _FARTHEST and _NEEDED.search(between)
    if not (counted and alike and said) or not _LEAST_SHARE <= share.value < 1 or _ANOTHER.search(between):
        return None
    if _IS_WORTH.search(between):  # "16,000 at 40% utilization provide the compute of 6,400"
        worth = before.value * share.value
        slips = [(before.value / share.value, f"{share.told()} divides: it is worth less at less")]
        return Step("at_a_load", [(worth, f"{before.told()} x {share.told()}")], slips if turns(share.value) else [])
    told = f"{before.told()} / {share.told()}"
    value = before.value / share.value
    slips = [(before.value * share.value, f"{share.told()} multiplies: it takes more at less")]
    return Step("at_a_load", [(value, told), (float(ceil(value)), told)], slips if turns(share.value) else [])


def _by_the_size_of_one(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """How many there are, by how much one of them has: "a sequence is 4,000 tokens long, that is 332 sequences"."""
    number = amounts[at]
    if not number.noun or number.dimension or number.unit.symbol not in ("", "GPU") or number.value < 2:
        return None
    near = [one for one in amounts[max(0, at - 8) : at] if number.sentence - one.sentence <= 1 and one.value > 0]
    of_one = [one for one in near if _is_of_one(one, number.noun, text)]
    if len(of_one) != 1:
        return None
    size = of_one[0]
    totals = [
        one for one in near if one is not size and one.dimension == size.dimension and _is_total(one, size, number)
    ]
    if not totals:
        return None
    total = totals[-1]
    right = [
        (part, f"{one.told()} / {size.told()}") for one in reversed(totals) for part in _wholes(one.value / size.value)
    ]
    clear = len({one.value for one in totals}) == 1 or (
        total.sentence == number.sentence and size.sentence == number.sentence
    )
    slips = [
        (part, f"that is {by:g} times as many" if by > 1 else f"that is one of {1 / by:g} parts")
        for by in (_PARTS if clear else ())
        for part in _wholes(by * total.value / size.value)
    ]
    return Step("by_the_size_of_one", right, slips)


def _is_of_one(one: Amount, noun: str, text: str) -> bool:
    """Whether an amount is what one of the things has: "a box of eight", "each sequence holds 4,000 tokens"."""
    begin = max(0, one.reading.start - 45)
    ahead = re.split(r"[.;:\d]", text[begin : one.reading.start])[-1]
    if one.dimension:
        return re.search(rf"\b{noun}\b", ahead) is not None
    return re.search(rf"\b{noun}(?:e?s)? of \W?$", ahead) is not None


def _is_total(one: Amount, size: Amount, number: Amount) -> bool:
    return one.unit.symbol != "%" and one.value > size.value and one.noun != number.noun and one.unit.symbol != "×"


def _wholes(value: float) -> tuple[float, float, float]:
    return float(ceil(value)), float(floor(value)), value
