"""What is left of a whole: "available 1,024 KB", "firmware 180 KB", "weights 320 KB", and "left over 524 KB".

The whole is a row of the account, or an amount of the words right above it. Accounts leave things out ("and the rest
is fragmentation"): told are slips (a part forgotten, or taken off twice, a digit borrowed), and any other number where
another column of the same table comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import NamedTuple

from mlsysim_registry.units.reading import readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.judges.accounts.account import WHOLE, Account, Part
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.texts.slides import Slide

_MOST_ABOVE = 3
_LONGEST = 400
_NEAR = 0.08  # 1 MB and 1,024 KB are one whole
_EXACT = 1e-6


class Left(NamedTuple):
    """A part that says what is left: the step to it, what rounding leaves open, whether it is what its account leaves.

    `parts` are those that it was computed of, `certain` is whether they make the whole account.
    """

    part: Part
    step: Step
    room: float
    fits: bool
    parts: tuple[Part, ...]
    own_whole: bool

    @property
    def value(self) -> float:
        """What is left."""
        return self.step.right[0][0]


def left_in(account: Account, slide: Slide) -> Iterator[Left]:
    """What an account says is left."""
    for part in account.parts:
        if not part.is_left or part is account.parts[0]:
            continue
        before = [one for one in account.parts if one.place < part.place and not one.is_left]
        found = [one for one in _ways(part, before, account, slide) if one is not None]
        if found:
            yield next((one for one in found if one.fits), found[0])
        return


def _ways(part: Part, before: Sequence[Part], account: Account, slide: Slide) -> Iterator[Left | None]:
    """What is left of the whole that the label states ("free of 80 GB"), else of a part, or of what the words tell."""
    stated = amounts_in(part.label, account.dimension)
    if stated:
        yield less(part, stated[0][0], 0.0, stated[0][1], before, ()) if before else None
        return
    yield _of_account(part, before)
    yield _of_words(part, before, account, slide)
    first = _of_the_first(part, before)
    if first is not None and (first.fits or not account.across):  # of a row, the first cell may be anything
        yield first


def _of_account(part: Part, before: Sequence[Part]) -> Left | None:
    """What is left of the part that is called the whole, the largest."""
    called = [one for one in before if WHOLE.fullmatch(one.label)]
    whole = max(before, key=lambda one: one.value, default=None)
    if whole is None or whole not in called or (len(called) > 1 and whole is not before[0]):
        return None
    return _of_part(part, whole, before)


def _of_the_first(part: Part, before: Sequence[Part]) -> Left | None:
    """What is left of the first part, if that holds all others."""
    return _of_part(part, before[0], before) if before and _holds_all(before[0], before[1:]) else None


def _of_part(part: Part, whole: Part, before: Sequence[Part]) -> Left | None:
    rest = [one for one in before if one is not whole]
    return less(part, whole.value, whole.room, whole.told, rest, (whole,)) if rest else None


def _holds_all(part: Part, rest: Sequence[Part]) -> bool:
    """Whether a part is larger than the others together."""
    return bool(rest) and part.value > sum(one.value for one in rest if not one.is_total)


def less(
    part: Part, whole: float, room: float, told: str, rest: Sequence[Part], wholes: tuple[Part, ...]
) -> Left | None:
    """The step from a whole to what is left of it; a total among the parts stands for those above it."""
    taken = [one for one in rest if not one.is_total]
    sums = [one for one in rest if one.is_total]
    if not taken:
        taken, sums = sums[:1], []
    used = sum(one.value for one in taken)
    if used >= whole or (sums and abs(sums[0].value - used) > sums[0].room + sum(one.room for one in taken)):
        return None
    right = whole - used
    words = " - ".join([told, *(one.told for one in taken)])
    room = part.room + hypot(room, *(one.room for one in taken)) + _EXACT * whole
    fits = abs(part.value - right) <= room
    return Left(part, Step("left", [(right, words)], _slips(right, whole, taken, part), exact=True), room, fits,
                (*wholes, *taken, *sums), bool(wholes))  # fmt: skip


def _slips(right: float, whole: float, taken: Sequence[Part], part: Part) -> list[tuple[float, str]]:
    used = whole - right
    slips = [(right + one.value, f"that leaves {one.told} out") for one in taken] if len(taken) > 1 else []
    slips += [(right - one.value, f"that takes {one.told} off twice") for one in taken]
    slips += [(used, "that is what is taken"), (whole, "that is the whole"), (whole + used, "that adds it")]
    slips += [(whole - one.value, f"that takes {one.told} off alone") for one in taken if len(taken) > 2]
    slips += times_as(right, "much")
    digit = 20 * part.room  # one step of its second last digit
    while 0 < digit < whole:
        slips += [(right + digit, "that borrows a digit too many"), (right - digit, "that borrows a digit twice")]
        digit *= 10
    return [one for one in slips if one[0] > 0]


def _of_words(part: Part, before: Sequence[Part], account: Account, slide: Slide) -> Left | None:
    """What is left of the amount that the words above the account state last, of those that hold all its parts."""
    used = sum(one.value for one in before if not one.is_total)
    found: Left | None = None
    for wholes in wholes_above(account, slide, used) if before else ():
        for value, told in wholes:
            made = less(part, value, 0.0, told, before, ())
            if made is not None and made.fits:
                return made
            found = found or (made if _are_one([size for size, _ in wholes]) else None)
    return found


def wholes_above(account: Account, slide: Slide, used: float) -> Iterator[list[tuple[float, str]]]:
    """The amounts that may be the whole of an account, the last first, of each text above it, the nearest first."""
    for words in _above(account, slide):
        yield [one for one in reversed(amounts_in(words, account.dimension)) if one[0] > used]


def _are_one(wholes: Sequence[float]) -> bool:
    """Whether amounts are one, in units of 1000 or of 1024."""
    return max(wholes) <= (1 + _NEAR) * min(wholes)


def _above(account: Account, slide: Slide) -> Iterator[str]:
    yield account.words
    if account.end:
        yield slide.blocks[account.first].text.text[: account.end]
    blocks = slide.blocks[max(0, account.first - _MOST_ABOVE) : account.first]
    yield from (one.text.text[-_LONGEST:] for one in reversed(blocks) if one.kind in ("paragraph", "item"))
    yield slide.blocks[account.first].title


def amounts_in(words: str, dimension: Dimension) -> list[tuple[float, str]]:
    """The amounts of one dimension in some words, with their own."""
    return [
        (one.value * unit.factor, one.text.strip())
        for one in readings(words)
        for unit in one.units[:2]
        if unit.dimension == dimension and one.one_value and one.value > 0
    ]
