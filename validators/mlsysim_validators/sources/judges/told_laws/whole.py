"""How much faster a whole gets by a part that is sped up, where a text speaks of Amdahl: 1 / ((1 - f) + f / s)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed, alone

TELLS = AnyCase(r"amdahl")
_GUSTAFSON = AnyCase(r"gustafson|weak scaling")
_WHOLE = AnyCase(
    r"\b(?:whole|overall|total|end[- ]to[- ]end|pipeline|job|program|run|application|system|everything|step|request|"
    r"training|altogether|code|speed-?\s?up|service|loop|epoch)\b"
)
_FASTER = AnyCase(r"faster|speed|quick|gain|shorter|amdahl|improve|factor")
_LIMIT = AnyCase(
    r"\b(?:at (?:most|best)|limit\w*|infinit\w*|never|not (?:pass|exceed|get)|no more|cap(?:s|ped)?|"
    r"ceiling|bounds?|however|"
    r"unlimited|even (?:with|if)|beyond|maximum|max)\b|∞"
)
_STAYS = AnyCase(
    r"\b(?:serial|sequential|not (?:parallel|sped|accelerat)|cannot be|can't be|stays?|remain\w*|unchanged|untouched|"
    r"as (?:it|they) (?:is|was|are|were)|single[- ]threaded|does not|non-parallel\w*|unaffected)\b"
)
_WORKERS = frozenset(
    ("core", "gpu", "worker", "processor", "node", "thread", "device", "machine", "accelerator", "rank")
)
_LEAST = 1.05
_APART = 0.03


def sped_up(target: Placed, passage: Passage) -> Step | None:
    """The factor of a whole."""
    amount = target.amount
    if amount.unit.symbol != "×" or amount.value < _LEAST or _GUSTAFSON.search(passage.text):
        return None
    words = f"{target.ahead} {target.behind}"
    if not _WHOLE.search(target.sentence) or not _FASTER.search(words):
        return None
    before = list(passage.before(target))
    shares = _shares(before)
    if not shares:
        return None
    told = " or ".join(f"{100 * one:.4g}%" for one in shares)
    if _LIMIT.search(target.sentence):
        right = [(1 / (1 - one), f"1 / (1 - {one:g})") for one in shares]
        slips = [(1 / one, "that is one over the part that is sped up") for one in shares[: len(shares) == 1]]
        return Step("speed_up", right, slips)
    factors = alone([one for one in before if _is_speed(one)])
    if factors is None:
        return None
    by = factors.amount.value
    shares.sort(key=lambda one: abs(1 / ((1 - one) + one / by) - amount.value))
    right = [(1 / ((1 - one) + one / by), f"1 / ({1 - one:.4g} + {one:.4g} / {by:g}), of {told}") for one in shares]
    slips = []
    for one in shares:
        slips += [
            (one * by, "that multiplies the part by its speed-up: the rest takes its time as well"),
            ((1 - one) + one * by, "that adds up speed-ups, not times"),
            (by, "that is the speed-up of the part"),
            (1 / (1 - one), "that is the limit, where the part takes no time at all"),
        ]
    return Step("speed_up", right, [one for one in slips if all(abs(one[0] / ok - 1) > _APART for ok, _ in right)])


def _is_speed(one: Placed) -> bool:
    amount = one.amount
    if amount.unit.symbol == "×":
        return amount.value > 1 and not _LIMIT.search(one.sentence)
    return amount.noun in _WORKERS and amount.whole and amount.value > 1


def _shares(before: Sequence[Placed]) -> list[float]:
    """The share that is sped up; of two that make up a whole, both where words do not tell them apart."""
    found: dict[float, Placed] = {}
    for one in before:
        if one.amount.unit.symbol == "%" and 0 < one.amount.value < 1:
            found.setdefault(round(one.amount.value, 6), one)
    if len(found) == 2 and abs(sum(found) - 1) < 1e-6:
        stays = [share for share, one in found.items() if _STAYS.search(_clause(one))]
        return [1 - stays[0]] if len(stays) == 1 else list(found)
    if len(found) != 1:
        return []
    ((share, one),) = found.items()
    return [1 - share] if _STAYS.search(_clause(one)) else [share]


def _clause(one: Placed) -> str:
    """The words beside an amount up to commas and stops."""
    return f"{re.split('[,;.:]', one.ahead)[-1]} {re.split('[,;.:]', one.behind)[0]}"
