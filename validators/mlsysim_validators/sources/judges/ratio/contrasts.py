"""A factor or a share against the two amounts that its clause, its sentence, or a little more, sets against each other.

"NVLink at 450 GB/s is 9× faster than InfiniBand at 50 GB/s": two rates. Where the words beside the factor name a sort
of quantity (compute, bandwidth, time, cost), only that one counts. Two number formats are a pair as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.dimensions import BYTES, FLOP_RATE
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair, amounts, linked, only_two, pair_of, sort_of
from mlsysim_validators.sources.judges.ratio.not_compared import is_not_compared
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio, decide, fits, fitting, one_of_several, same, turned
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_SMALLER = AnyCase(r"smaller|less memory|compress|reduc|fewer bytes|lighter|shrink|\bmemory\b|saves?\b")
_NOT_SIZE = AnyCase(r"faster|speed|flops|throughput|latency|accura|cost|gpus?\b|energy|power|\bgains?\b|\bwins?\b")
_EFFECT = AnyCase(
    r"\b(?:increase|reduce|improve|speed|cut|save|raise|lower|drop|bring|give|yield|boost|slow|cost|ha|result|lead|"
    r"make|deliver|provide|get|achieve|shorten)(?:e?s|d|ed)?\b(?!-?up)|\bonly\b"
)
_GAIN = AnyCase(r"\bgain|speed-?\s?up|scaling|throughput")  # of more machines, which is less than their ratio
_SETTING = AnyCase(
    r"\bbatch|\bsizes?\b|\bkernels?\b|launches|\bcalls\b|workers|threads|streams|layers|heads|\busers\b|concurren|"
    r"\b(?:sequences|requests|prompts|samples|replicas)\b"
)
_AT = regex(r"\b(?:at|for|with) (?:an? )?(?P<what>[a-z][a-z -]{3,30}?)(?: of)? [~≈]?$")  # "at sequence length 4K"
_SAVED = regex(r"(?:[ /]\w+){0,2}? (?:savings?|saved|less|cheaper|lower|reductions?|gone)\b")
_ORDINAL = AnyCase(
    r"\b(?:stages?|steps?|phases?|levels?|gen(?:eration)?s?|versions?|tiers?|rounds?|iterations?|experiments?|options?|"
    r"configs?|configurations?|kernels?|optimi[sz]ations?|figures?|tables?|sections?|chapters?|parts?|v) ?#?$"
)
_NOUN = regex(
    r" (?:[A-Z]+ )?(?P<noun>(?!(?:instead|versus|against|rather|over|than|into|down|from|with|more|less|fewer|times|"
    r"compared|becomes?|gives?|takes?|needs?|when|while|then)\b)[a-z]{4,})\b"
)
_ITS_OWN = regex(r" ?\((?:about |~|≈)?\d[\d.]* ?[×x]\W? ?(?:faster|slower|speed)")  # "3.85 hours (1.04× faster)"
_TURNS = AnyCase(r"\b(?:while|whereas|but)\b|;")
_BREAK = AnyCase(r"[;:—)]|\b(?:while|whereas|but|and)\b")
_APPOSED = regex(r"\d ?[A-Za-z/]{1,8} ?[—=] ?[~≈]?$")  # "p99: 72 ms — 6× the mean"
# Of "2,000 - 0.8 x 1,200 = 1,040." the first number and the last; nothing but words behind it.
_DIFFERENCE = regex(
    r"(?<![\d.] )(?<![\w.])(?P<whole>\d[\d,.]* ?[A-Za-z/]{0,8}) ?[-−–] ?(?:\d[\d,.]* ?[A-Za-z/]{0,8} ?[×x*·] ?)?"
    r"\d[\d,.]* ?[A-Za-z/]{0,8} ?= ?(?P<rest>\d[\d,]*(?:\.\d+)? ?[A-Za-z/]{0,8})\b[^\d=]*$"
)
_FALLS = AnyCase(r"\b(?:falls?|fell|drops?|sinks?|shrinks?|less|lower|cuts?|saves?|reduced?|reduction)\b")
_MOST_AHEAD = 160
_DEVICES = (("devices", 1),)
_SMALL_SLIDE = 700
_MOST_AMOUNTS = 8
_REACH = 40
_BESIDE = 30
_OUT_OF_REACH = 30.0  # so far off, another pair is meant
_MOST_AMOUNTS = 12
_WIDEST_FACTOR = 16.0  # of two number formats
_LESS_SOMETHING = regex(r" of [^.;,]{1,30} (?:less|minus|without|plus)\b")  # "90% of 48 GB less the weights"
_THAN_A_NUMBER = regex(r" (?:(?:\w+ ){0,2}than|of) \W{0,2}(?P<number>\d[\d.,]*\d|\d)")  # "shorter than 2048"


_OF_ALL = AnyCase(r" of (?:the |all )?(?:total|whole|all|sum|budget)\b")
_STEP_OF_FORMATS = regex(r"\W*(?:\w+:)? ?[A-Za-z]{2,5}-?\d{1,2} ?(?:→|->|⇒|to) ?[A-Za-z]{2,5}-?\d{1,2}\W*")
_ARROW = regex(r"→|->|⇒|=>")


class _Scope(NamedTuple):
    text: str
    place: int  # of the factor in it
    near: bool
    end: int = 0  # of the factor


def judge(claim: Claim, slide: Slide, *, wrong: bool) -> None:
    """Decide a factor or share where its surroundings state just two quantities that it may compare.

    `wrong` says whether a factor that they do not give is told.
    """
    unit = claim.reading.units[0]
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%"):
        return
    text = claim.stated.text.text
    if claim.stated.cell is not None or wording.A_RATE.match(text, claim.reading.end):
        return
    if text[max(0, claim.reading.start - 1) : claim.reading.start] == "[":  # [8x] devices
        return
    begin, stop = claim.stated.sentence_span()
    sentence = text[begin:stop]
    place = claim.reading.start - begin
    if unit.symbol == "%" and not wording.percentage(text, claim.reading.start, claim.reading.end):
        return
    if (
        wrong
        and unit.symbol == "×"
        and (_of_formats(claim, sentence) or _of_formats(claim, _under_formats(claim, sentence, slide)))
    ):
        return
    before = sentence[max(0, place - _REACH) : place]
    apposed = _APPOSED.search(before) is not None
    beside = f"{sentence[max(0, place - 45) : place]} {sentence[place : place + 60]}"
    spoken = claim.reading.text[:1].isalpha()  # "doubles"
    apposed = apposed or wording.PAIR_BEHIND.match(text, claim.reading.end) is not None
    compares = spoken or apposed or wording.COMPARES.search(beside) or wording.SAYS_SO.search(beside)
    clause = wording.clause(text, claim.reading.start, claim.reading.end, begin, stop)
    meant = clause if wording.sorts(clause) else beside
    alone = not one_of_several(claim, sentence)
    if _of_a_difference(claim, text, begin, wrong=wrong):
        return
    for scope in _scopes(claim, slide, begin, stop):
        pairs, sure, joined = _pairs(scope, meant, alone)
        pairs = [
            pair
            for pair in pairs
            if not _of_a_number(text, claim.reading.end, pair)
            and (fits(claim, pair) or not is_not_compared(claim, meant, scope.text, scope.place, pair))
        ]
        saving = next((pair for pair in pairs if unit.symbol == "%" and _is_a_saving(scope, pair)), None)
        if saving is not None:
            if abs(claim.reading.value - 100 / saving.ratio) <= 1.01 * claim.reading.resolution:
                decide(claim, saving, right=True)
                return
            continue
        if not pairs:
            continue
        right = fitting(claim, pairs)
        adds = wording.ADDS.search(before) is not None
        if right is not None:
            decide(claim, right, right=True)
        elif (
            wrong
            and sure
            and scope.near
            and compares
            and not claim.reading.range_end
            and not adds
            and not wording.in_a_chain(text, claim.reading.start, claim.reading.end)
            and not (wording.DENIES.search(clause) or wording.SUPPOSES.search(sentence))
            and not wording.base_is_elsewhere(text, claim.reading.end, scope.text, scope.place)
            and not turned(sentence[max(0, place - 45) : place], pairs[0])
            and _within_reach(claim, pairs[0])
            and not _of_another_pair(claim, sentence)
            and not _is_half(claim, pairs[0])
            and not (
                joined and _OF_ALL.match(text[claim.reading.end :][:_BESIDE]) and _is_a_change(scope.text, pairs[0])
            )
            and not _of_a_name(text, claim.reading.end, scope.text, pairs[0])
            and _LESS_SOMETHING.match(text, claim.reading.end) is None
        ):
            decide(claim, pairs[0], right=False)
        if wrong or joined or claim.verdict != "unresolved":
            return


def _of_another_pair(claim: Claim, sentence: str) -> bool:
    """Whether two other amounts of the sentence give a factor: "16 ms instead of 13 ms, so 5.7 ms a token: 2.3x"."""
    if claim.reading.units[0].symbol != "×":
        return False
    amounts = [(reading.value * reading.units[0].factor, reading.units[0].dimension) for reading in readings(sentence)]
    amounts = [amount for amount in amounts if amount[0] and amount[1]][:_MOST_AMOUNTS]
    return any(
        same(claim.reading, one / other)
        for one, dimension in amounts
        for other, theirs in amounts
        if dimension == theirs and one > other
    )


def _is_a_change(text: str, pair: Pair) -> bool:
    """Whether an arrow joins two amounts: "175 → 210 (70% of total)" is a share of something else."""
    return _ARROW.fullmatch(text[pair.first.end : pair.second.start].strip()) is not None


def _is_half(claim: Claim, pair: Pair) -> bool:
    """Whether a factor is half of what two rates give: of the format, or the dense rate, that is not named here."""
    return pair.sort == FLOP_RATE and claim.reading.one_value and same(claim.reading, pair.ratio / 2)


def _of_a_number(text: str, end: int, pair: Pair) -> bool:
    """Whether the words behind a factor give the number that it is of, and its pair does not hold it."""
    base = _THAN_A_NUMBER.match(text, end)
    return base is not None and all(base["number"] not in one.text for one in (pair.first, pair.second))


def _of_a_name(text: str, end: int, scope: str, pair: Pair) -> bool:
    """Whether a name right behind a factor says what it is of, and stands at neither amount."""
    name = wording.named_base(text, end)
    beside = (scope[max(0, one.start - _BESIDE) : one.start] for one in (pair.first, pair.second))
    return name != "" and not any(name in words for words in beside)


def _of_a_difference(claim: Claim, text: str, begin: int, *, wrong: bool) -> bool:
    """Whether a change was held against a difference: "2,000 - 960 = 1,040. The work falls by 48%"."""
    ahead = _DIFFERENCE.search(text[max(0, begin - _MOST_AHEAD) : claim.reading.start])
    if ahead is None or not _FALLS.search(text[max(0, claim.reading.start - _BESIDE) : claim.reading.start]):
        return False
    numbers = amounts(f"{ahead['whole']} ; {ahead['rest']}")
    pair = pair_of(*numbers) if len(numbers) == 2 else None
    if pair is None:
        return False
    right = fits(claim, pair)
    if right or wrong:
        claim.sure = True  # of no other two
        decide(claim, pair, right=right)
    return claim.verdict != "unresolved"


def _within_reach(claim: Claim, pair: Pair) -> bool:
    if claim.reading.units[0].symbol == "%":
        return True
    return 1 / _OUT_OF_REACH <= claim.reading.value / pair.ratio <= _OUT_OF_REACH


class _Found(NamedTuple):
    """The pairs of a text that a factor may compare, the likeliest first."""

    pairs: list[Pair]
    sure: bool  # no other can be meant
    joined: bool  # the text sets them against each other itself


def _pairs(scope: _Scope, beside: str, alone: bool) -> _Found:
    found = amounts(scope.text)
    if sum(not reading.bare for reading in found) > _MOST_AMOUNTS:
        return _Found([], False, False)
    wanted = wording.sorts(beside)
    joined = [pair for pair in linked(scope.text, found) if _meant(scope, pair, wanted)]
    if joined and scope.place >= 0:
        behind = wording.PAIR_BEHIND.match(scope.text, scope.end)
        if behind is not None:
            mine = [pair for pair in joined if scope.end <= pair.first.start < behind.end()]
            if mine:
                return _Found(mine, True, True)
        joined = [pair for pair in joined if not _TURNS.search(scope.text[max(0, pair.second.end) : scope.place])]
        if not joined:
            return _Found([], False, True)
        before = [pair for pair in joined if pair.second.end <= scope.place]
        nearest = before[-1] if before else joined[0]
        sure = bool(before) or not _BREAK.search(scope.text[scope.place : nearest.first.start])
        return _Found([nearest, *(pair for pair in joined if pair is not nearest)], sure, True)
    pairs = [pair for pair in only_two(scope.text, found) if _meant(scope, pair, wanted)]
    sure = alone and len(pairs) == 1 and (bool(wanted) or pairs[0].sort != _DEVICES)  # a machine is mostly a setting
    return _Found(pairs, sure, False)


def _is_a_saving(scope: _Scope, pair: Pair) -> bool:
    """Whether the second of two amounts is what is saved of the first: "costs $80K; 44% less, $35K savings a month"."""
    return pair.falls and _SAVED.match(scope.text, pair.second.end) is not None


def _numbers_things(scope: _Scope, pair: Pair) -> bool:
    """Whether two plain numbers only number what they stand behind, or count different things.

    "Stage 2 → 3 (6.0×)"; "1 instruction → 8 cycles for 32 threads (80×)".
    """
    if not (pair.first.bare and pair.second.bare):
        return False
    if _ORDINAL.search(scope.text[max(0, pair.first.start - _BESIDE) : max(0, pair.first.start)]):
        return True
    nouns = [_NOUN.match(scope.text, one.end) for one in (pair.first, pair.second)]
    first, second = (noun["noun"].rstrip("s") if noun is not None else "" for noun in nouns)
    return bool(first and second) and first != second


def _meant(scope: _Scope, pair: Pair, wanted: tuple[wording.Sort, ...]) -> bool:
    if _numbers_things(scope, pair):
        return False
    if pair.first.bare and any(sort in (wording.of_speed, wording.of_throughput) for sort in wanted):
        beside = scope.text[max(0, pair.first.start - _BESIDE) : pair.second.end + _BESIDE // 2]
        if _SETTING.search(beside):  # "1.04× faster (32 → 93 batch size)"
            return False
    at = [_AT.search(scope.text[max(0, one.start - _BESIDE) : one.start]) for one in (pair.first, pair.second)]
    if at[0] is not None and at[1] is not None and at[0]["what"] == at[1]["what"]:
        return False  # "10x at batch size 2, 20x at batch size 4"
    if 0 <= pair.second.end <= scope.place and wording.CAUSE.search(scope.text[: pair.first.start]):
        between = scope.text[pair.second.end : scope.place]
        if _EFFECT.search(between):
            effect = wording.sorts(f"{between} {wording.behind_in_clause(scope.text, scope.place)}")
            return any(sort(pair.sort) for sort in effect if sort not in (wording.of_speed, wording.of_throughput))
    ahead = pair.sort == _DEVICES and 0 <= pair.second.end <= scope.place
    if ahead and _GAIN.search(scope.text[pair.second.end : scope.place]):
        return False
    behind = wording.PAIR_BEHIND.match(scope.text, scope.end) if scope.end else None
    if behind is not None and scope.end <= pair.first.start < behind.end():
        return True
    if pair.first.bare:
        return pair.second.end <= scope.place <= pair.second.end + _BESIDE
    return not wanted or any(sort(pair.sort) for sort in wanted)


def _scopes(claim: Claim, slide: Slide, begin: int, stop: int) -> Iterator[_Scope]:
    text = claim.stated.text.text
    place = claim.reading.start
    first = max(begin, max(text.rfind(mark, begin, place) for mark in (";", ": ")))
    clause_stop = text.find(";", place, stop)
    end = claim.reading.end
    yield _Scope(text[first : clause_stop if clause_stop >= 0 else stop], place - first, True, end - first)
    sentence = text[begin:stop]
    yield _Scope(sentence, place - begin, True, end - begin)
    before = sentence[max(0, place - begin - _REACH) : place - begin]
    points = wording.POINTS_BACK.search(before) is not None or _APPOSED.search(before) is not None
    ahead = claim.stated.sentence_before()
    if ahead:
        told = points or _goes_on(claim, sentence, place - begin, ahead)
        yield _Scope(f"{ahead} {sentence}", -1, told)
    above = next(
        (block for block in slide.above(claim.stated.block) if block.kind in ("paragraph", "item", "math")), None
    )
    if above is not None and len(above.text.text) < 400:
        yield _Scope(f"{above.text.text} {sentence}", -1, points)
    if len(slide.text) < _SMALL_SLIDE:
        yield _Scope(slide.text, -1, False)


def _goes_on(claim: Claim, sentence: str, place: int, ahead: str) -> bool:
    """Whether a factor holds the one amount before it against the one of the sentence before."""
    if wording.UNTOLD_BASE.match(claim.stated.text.text, claim.reading.end) is None:
        return False
    own = [one for one in amounts(sentence) if not one.bare]
    earlier = [one for one in amounts(ahead) if not one.bare and not _ITS_OWN.match(ahead, one.end)]
    if not own or own[0].start > place:
        return False
    return len(own) == 1 and sum(sort_of(one) == sort_of(own[0]) for one in earlier) == 1


def _under_formats(claim: Claim, sentence: str, slide: Slide) -> str:
    """A sentence with the line above it, where that is nothing but a step between formats: "FP32 → INT8"."""
    above = next(iter(slide.above(claim.stated.block)), None)
    if above is None or above.kind not in ("paragraph", "item") or formats_in(sentence):
        return ""
    return f"{above.text.text}: {sentence}" if _STEP_OF_FORMATS.fullmatch(above.text.text) else ""


def _of_formats(claim: Claim, sentence: str) -> bool:
    """Whether a factor was held against the widths of two number formats: INT4 is 4× smaller than FP16."""
    found = formats_in(sentence)
    if len(found) != 2 or not _SMALLER.search(sentence) or _NOT_SIZE.search(sentence):
        return False
    if claim.reading.value > _WIDEST_FACTOR or claim.reading.range_end:
        return False
    stated = readings(sentence)
    if any(not reading.bare and reading.units[0].dimension == BYTES for reading in stated):
        return False
    if len({reading.value for reading in stated if reading.units[0].symbol == "×"}) > 1:
        return False  # "4.2× in BF16, 2.1× in FP8": each is of one format
    narrow, wide = sorted(found, key=formulas.bytes_per_element)
    one, other = formulas.bytes_per_element(narrow), formulas.bytes_per_element(wide)
    ratio, words = other / one, f"{narrow.upper()} and {wide.upper()}"
    as_ratio(claim)
    if abs(claim.reading.value - ratio) <= 0.5 * claim.reading.resolution:
        claim.decide("match", working=f"bytes per parameter of {words}")
    elif claim.reading.hedge == "":
        claim.expected = Expected(ratio, f"{ratio:g}×")
        told = f"{words} take {one:g} and {other:g} bytes per parameter: {ratio:g}×"
        claim.decide("mismatch", told, rule="ratio", hint=f"write {ratio:g}×", working=told)
    return claim.verdict != "unresolved"
