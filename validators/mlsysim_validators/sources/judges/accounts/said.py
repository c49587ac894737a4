"""Sentences about an account beside them: what it adds up to, and what that leaves of a whole.

"Serial sum: 30 ms." "Adding up the second row: 31.4 GB." "That leaves 4 ms of slack." Where words pick parts out ("the
first two", "without the optimizer"), only what is right is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.accounts.account import TOTAL, Account, Part
from mlsysim_validators.sources.judges.accounts.left import Left, amounts_in, less, wholes_above
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_FEWEST = 3
_AHEAD, _BEHIND = 80, 40
_EXACT = 1e-6
_SCALES = ("K", "k", "M", "B", "G", "T")
_COUNTED = tuple(((name, 1),) for name in ("multiply_accumulates", "operations", "parameters", "tokens"))
_SAME = 0.005
_SUMS = AnyCase(
    r"(?:\b(?:sums?|totals?)\b|\bin (?:total|sum|all)\b|\badd(?:s|ed|ing)?\b[^.;\d]{0,30}\bup\b|"
    r"\b(?:sum|total)(?:m?ed|l?ed|m?ing|l?ing)\b|\baltogether\b|\btogether\b|\ball told\b)[^.;\d%$€]{0,50}[$€~≈]?$"
)
_SUMS_BEHIND = AnyCase(r" ?(?:\w+ )?(?:in (?:total|sum|all)\b|altogether\b|(?:all )?together\b|all told\b|overall\b)")
_LEAVES = AnyCase(
    r"\b(?:lea(?:ves?|ving)|left|remain(?:s|ing)?|slack|head-?room|spare|margin|free)\b[^.;\d%$€]{0,40}[$€~≈]?$"
)
_LEFT_BEHIND = AnyCase(
    r" ?(?:(?:of|are|is|still|as|in|to|for) )*"
    r"(?:left\b|free\b|spare\b|slack\b|head-?room\b|remain|margin\b|unused\b|reserve\b)"
)
_PICKS = AnyCase(
    r"\b(?:(?:first|last|top|other) (?:two|three|four|few|\d)|both|other|others|without|except|exclud\w+|apart|only|"
    r"besides|each|average|mean|alone|if|would|were|instead|half|becomes?|drops?|shrinks?|saves?|saving|sparing|"
    r"already)\b"
)
_MEANS = AnyCase(r"\b(?:on average|averages?|average|mean)\b[^.;\d%$€]{0,50}[$€~≈]?$")
_SAVES = AnyCase(
    r"\b(?:saves?|saving|frees?|difference|gap|shorter by|less by|smaller by|shrinks? by|drops? by|fell by|grows? by|"
    r"rises? by|gains?|longer by|reduced? by|cuts?|costs another|more by)\b[^.;\d%$€]{0,40}[$€~≈]?$"
)
_FEW = AnyCase(r"\b(?:first|last|two|three|four|both|without|except|exclud\w+|apart)\b")
_ROW = AnyCase(r"\b(?P<which>first|second|third|fourth|fifth|last|bottom|top) (?:row|line|column)\b")
_WHICH = {"first": 0, "top": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1, "bottom": -1}
_AGAINST = regex(r"[,;(]|\b(?:against|instead|versus|rather|compared|where|while|whereas|but|than)\b")
_WORD = regex(r"[A-Za-z][\w-]{3,}")


class Sentence(NamedTuple):
    """A sentence with an amount: the words before it and behind it, and its place among the blocks of its slide.

    `before` are the sentences before it, `start` is where it begins.
    """

    amount: Amount
    before: str
    ahead: str
    behind: str
    place: int
    start: int

    @property
    def words(self) -> str:
        """What it says of the amount: not what it is held against."""
        return f"{self.ahead} {_AGAINST.split(self.behind, 1)[0]}"


def steps_to(sentence: Sentence, accounts: Sequence[Account], slide: Slide) -> Iterator[tuple[Step, float]]:
    """The steps that lead to an amount of a sentence from the accounts beside it, each with its room."""
    alike = [one for one in accounts if _is_alike(one, sentence.amount)]
    if not alike:
        return
    ahead, behind = sentence.ahead[-_AHEAD:], sentence.behind[:_BEHIND]
    if _MEANS.search(ahead):
        for account in _meant(sentence, alike):
            yield from _mean(sentence, account)
    elif _SAVES.search(ahead):
        yield from _difference(sentence, alike)
    elif _LEAVES.search(ahead) or _LEFT_BEHIND.match(behind):
        for account in _meant(sentence, alike):
            yield from _left(sentence, account, slide)
    elif _SUMS.search(ahead) or _SUMS_BEHIND.match(behind):
        for account in _meant(sentence, alike):
            yield from _sum(sentence, account)


def _is_alike(account: Account, amount: Amount) -> bool:
    """Whether an amount is of an account's sort; "353 M" may be of what the header counts."""
    counts = amount.unit.symbol in _SCALES and account.dimension in _COUNTED
    return account.dimension == amount.dimension or counts


def _meant(sentence: Sentence, accounts: Sequence[Account]) -> list[Account]:
    """The accounts that a sentence may be about: the row that it names, else the lists and columns."""
    across = [one for one in accounts if one.across]
    row = _ROW.search(sentence.words)
    if row is not None:
        index = _WHICH[row["which"]]
        return across[index : index + 1 or None] if -len(across) <= index < len(across) else []
    named = [one for one in across if one.words and one.words.casefold() in sentence.words.casefold()]
    return named if len(named) == 1 else [one for one in accounts if not one.across]


def _sum(sentence: Sentence, account: Account) -> Iterator[tuple[Step, float]]:
    parts = account.own
    if len(parts) < 2:
        return
    right = sum(one.value for one in parts)
    room = hypot(*(one.room for one in parts)) + 0.5 * sentence.amount.resolution + _EXACT * right
    told = " + ".join(one.told for one in parts)
    sure = len(parts) >= _FEWEST and not _picks(sentence, account)
    totals = [one for one in account.parts if one.is_total]
    slips = _slips(right, parts, sentence.amount) if sure and not totals else []
    yield Step("sum", [(right, told)], slips, exact=True), room
    for picked in _picked(sentence, parts):
        yield Step("sum", [(sum(one.value for one in picked), " + ".join(one.told for one in picked))], [], True), room


def _mean(sentence: Sentence, account: Account) -> Iterator[tuple[Step, float]]:
    """The average of the rows."""
    parts = account.own
    if len(parts) < _FEWEST or named(sentence, parts):
        return
    total, count = sum(one.value for one in parts), len(parts)
    slips = [(total, "that is the sum")]
    slips += [(total / by, f"that divides by {by}") for by in (count - 1, count + 1)]
    slips += [((total - one.value) / count, f"that leaves {one.told} out") for one in parts]
    room = max(one.room for one in parts) + 0.5 * sentence.amount.resolution
    middle = sorted(one.value for one in parts)[count // 2]
    if abs(sentence.amount.value - middle) > room:  # a median is an average as well
        told = f"({' + '.join(one.told for one in parts)}) / {count}"
        yield Step("mean", [(total / count, told)], slips), room


def _difference(sentence: Sentence, accounts: Sequence[Account]) -> Iterator[tuple[Step, float]]:
    """What one of two rows that a sentence names is less than the other, or the totals of two columns."""
    for account in accounts:
        picked = named(sentence, list(account.parts))
        totals = [one for one in account.parts if account.across and len(account.parts) == 2]
        pair = picked if len(picked) == 2 else totals if _is_total_row(account) else []
        if len(pair) != 2 or pair[0].value == pair[1].value:
            continue
        more, less_ = sorted(pair, key=lambda one: -one.value)
        right = more.value - less_.value
        slips = [(more.value + less_.value, "that is the sum of both"), (less_.value, f"that is {less_.told} itself")]
        others = [one for one in account.own if one is not more and one is not less_]
        slips += [(abs(one.value - both.value), "that is of another row") for one in others for both in pair]
        room = hypot(more.room, less_.room) + 0.5 * sentence.amount.resolution
        slips = [one for one in slips if abs(one[0] - right) > room]
        yield Step("difference", [(right, f"{more.told} - {less_.told}")], slips), room


def _is_total_row(account: Account) -> bool:
    return TOTAL.fullmatch(account.words) is not None


def _slips(right: float, parts: Sequence[Part], amount: Amount) -> list[tuple[float, str]]:
    slips = [(right - one.value, f"that leaves {one.told} out") for one in parts]
    slips += [(right + one.value, f"that counts {one.told} twice") for one in parts]
    slips += times_as(right, "much")
    digit = 10 * amount.resolution
    while 0 < digit < right:
        slips += [(right + digit, "that carries a digit too many"), (right - digit, "that forgets to carry a digit")]
        digit *= 10
    return [one for one in slips if one[0] > 0]


def _left(sentence: Sentence, account: Account, slide: Slide) -> Iterator[tuple[Step, float]]:
    amount = sentence.amount
    part = Part("left", amount.value, 0.5 * amount.resolution, amount.told(), amount.claim)
    before = account.own
    used = sum(one.value for one in before)
    found: list[Left] = []
    for wholes in _wholes(sentence, account, slide, used):
        found += [made for value, told in wholes if (made := less(part, value, 0.0, told, before, ())) is not None]
    fitting = next((one for one in found if one.fits), None)
    if fitting is not None:
        yield fitting.step, fitting.room
        return
    least = max(one.value for one in account.parts)
    larger = [value for one in _wholes(sentence, account, slide, least) for value, _ in one]
    alone = _left_of_one(part, before, larger) if account.in_table else None
    if alone is not None:
        yield Step("left", [alone], []), part.room
    elif len({one.value for one in found}) == 1 and _adds_up(sentence, account) and not _picks(sentence, account):
        yield found[0].step, found[0].room


def _left_of_one(part: Part, parts: Sequence[Part], wholes: Sequence[float]) -> tuple[float, str] | None:
    """What one of the parts leaves of a whole: the rows may be other cases, each with its own."""
    for whole in wholes:
        for one in parts:
            if abs(whole - one.value - part.value) <= part.room + _EXACT * whole:
                return whole - one.value, f"less {one.told}"
    return None


def _adds_up(sentence: Sentence, account: Account) -> bool:
    """Whether parts are of one whole: three or more lines of a list, or rows whose sum the table or the text tells."""
    if len(account.own) < _FEWEST:
        return False
    used = sum(one.value for one in account.own)
    stated = [value for value, _ in amounts_in(sentence.before + sentence.ahead, account.dimension)]
    stated += [one.value for one in account.parts if one.is_total]
    return not account.in_table or any(abs(value - used) <= _SAME * used for value in stated)


def _wholes(sentence: Sentence, account: Account, slide: Slide, used: float) -> Iterator[list[tuple[float, str]]]:
    yield [one for one in amounts_in(sentence.before + sentence.ahead, account.dimension) if one[0] > used]
    yield from wholes_above(account, slide, used)
    yield [(one.value, one.told) for one in account.parts if one.value > used]


def _picks(sentence: Sentence, account: Account) -> bool:
    """Whether a sentence speaks of some of the parts, or of another case."""
    words = sentence.words
    row = _ROW.search(words)
    if _PICKS.search(words.replace(words[row.start() : row.end()], "") if row is not None else words):
        return True
    return bool(named(sentence, account.own))


def named(sentence: Sentence, parts: Sequence[Part]) -> list[Part]:
    """The parts that a sentence names by a word that no other part has."""
    said = {word.casefold() for word in _WORD.findall(sentence.words)}
    labels = [{word.casefold() for word in _WORD.findall(one.label)} for one in parts]
    found = []
    for index, part in enumerate(parts):
        own = labels[index].difference(*(other for at, other in enumerate(labels) if at != index))
        if own & said:
            found.append(part)
    return found


def _picked(sentence: Sentence, parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """The parts that a sentence may pick out: those that it names, the first or the last few."""
    picked = named(sentence, parts)
    if len(picked) > 1:
        yield picked
    if _FEW.search(sentence.words):
        for count in range(2, len(parts)):
            yield parts[:count]
            yield parts[-count:]
