"""Times of transfers by the rate of the one direction that the data takes, where a text states that of both as well.

"Marketing adds both directions up: 63 GB/s. Weights only travel towards the card, at 31.5 GB/s": 26.5 GB take 0.84 s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, TIME, uncounted
from mlsysim_validators.sources.judges.link_rates.links import BOTH_WAYS, ONE_WAY
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws.passages import Line, Passage, Placed, alone
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(r"direction|\bways?\b|duplex|towards?\b|one-way|\bback\b")
_ONE = AnyCase(
    r"\bdirection\b(?!s)|\btowards?\b|\bh2d\b|\bd2h\b|\b(?:up|down)(?:load|stream|link)|\beach way\b|\bone[- ]way\b|"
    r"\bto the (?:card|gpu|device|host)\b"
)
_MOVES = AnyCase(
    r"\b(?:stream\w*|transfer\w*|cop(?:y|ies|ied|ying)|sen[dt]\w*|mov\w+|load\w*|upload\w*|"
    r"download\w*|sync\w*|exchang\w+|"
    r"offload\w*|travel\w*|fetch\w*|push\w*|hence|therefore|thus|so|takes?)\b"
)
_SENT = regex(
    r"\b(?:sends?|sent|streams?|moves?|copies|travels?|transfers?|fetch\w*|leaves?)\b[^.;\d]{0,30}$|"
    r"\b(?:sends?|sent|moves?|transfers?)\b[^.;]{0,60}= ?$"
)
_IN_TOTAL = regex(r" (?:in total|in all|altogether)\b")
_COUNTS_BOTH = AnyCase(r"\bcount(?:s|ing|ed)? (?:for )?both\b|\bboth together\b|\btogether\b")
_NO_SIZE = AnyCase(r"\bfits? (?:in|into)\b|capacity|\bhbm\b|\bmemory of\b|\bcache\b")
_NO_TIME = AnyCase(
    r"\b(?:latency|measured|observed|profil\w+|compute|overlap\w*|target|slo|budget|every|per hop|"
    r"per message|both ways|"
    r"there and back|round[- ]trip|instead|would|if)\b"
)
_APPLIES = AnyCase(
    r"\bappl(?:y|ies)\b|\bnothing back\b|\bonly one (?:way|direction)\b|\bone[- ]way\b|\bone direction\b"
)
_SAME_BACK = regex(
    r"\W{0,3}(?:and )?(?:the )?same (?:back|in return|the other way|in the other direction)\b", re.IGNORECASE
)
_SAYS_ALSO = regex(
    r"\. (?:It|That|This|Which|The (?:number|figure|rate)) (?P<words>(?:counts?|is|adds?|sums?|includes?)[^.;]{0,40})"
)
_ADDED = regex(r", (?:if you )?(?:both|bi-?dir\w+|summ\w+|add\w+|count\w+|in total|total)[^,;.]*", re.IGNORECASE)
_NEEDS = regex(r"\b(?:needs?|takes?|lasts?|in|is done in|costs?)(?: only| just| about| at least)? ?[~≈]?$")
_OFF = ((10.0, "ten times as long"), (0.1, "a tenth"), (8.0, "bits for bytes"), (0.125, "bytes for bits"))
_ALIKE = 0.02


def transfer_time(target: Placed, passage: Passage) -> Step | None:
    """How long an amount takes in its one direction."""
    if target.amount.dimension != TIME or not _MOVES.search(target.sentence) or _NO_TIME.search(target.sentence):
        return None
    before = list(passage.before(target))
    rates = [one for one in before if uncounted(one.amount.dimension) == BANDWIDTH]
    rate = alone([one for one in rates if _way(one) == "one"])
    others = [one for one in rates if _way(one) == "both"]
    if rate is None or any(not _way(one) for one in rates):
        return None
    sizes = [one for one in before if _is_size(one)]
    distinct = alone(sizes)
    size = distinct or alone([one for one in sizes if _SENT.search(one.ahead) or _IN_TOTAL.match(one.behind)])
    if size is None:
        return None
    right = size.amount.value / rate.amount.value
    told = f"{size.amount.told()} / {rate.amount.told()} in one direction"
    slips = [(size.amount.value / one.amount.value, "that is at the sum of both directions") for one in others]
    slips += [(right / 2, "that is at the sum of both directions")]
    slips += [(one.amount.value / rate.amount.value, f"that is the time of {one.amount.told()}") for one in sizes]
    slips += [(right * by, f"that is {words}") for by, words in _OFF]
    return Step("transfer_time", [(right, told)], [one for one in slips if abs(one[0] / right - 1) > _ALIKE])


def one_way_rates(line: Line, following: str, passage: Passage) -> None:
    """Tell a rate that is the sum of both directions, where its words, or the time beside it, are of one of them."""
    for amount in line.amounts:
        claim = amount.claim
        if claim is None or claim.verdict in FINDINGS or uncounted(amount.dimension) != BANDWIDTH:
            continue
        target = Placed(amount, line)
        if _way(target):
            continue
        both = [
            one
            for one in passage.before(target)
            if uncounted(one.amount.dimension) == BANDWIDTH and abs(one.amount.value / amount.value - 1) < _ALIKE
        ]
        if not any(_way(one) == "both" for one in both):
            continue
        behind = line.words[amount.reading.end :]
        back = _SAME_BACK.match(behind) or (not behind.strip(" .") and _SAME_BACK.match(following))
        if back or _APPLIES.search(target.ahead) or _takes_twice(target, line, passage):
            right = printed(amount.value / 2, claim.reading, amount.unit)
            claim.kind, claim.unit, claim.field = "derived", amount.unit, claim.field or "link_rate"
            told = f"{amount.told()} is the sum of both directions: one of them has {right}"
            claim.decide("mismatch", told, rule="direction", hint=f"write {right}", working=told)


def _takes_twice(target: Placed, line: Line, passage: Passage) -> bool:
    """Whether the time behind a rate is that of half the rate."""
    times = [
        one
        for one in line.amounts
        if one.dimension == TIME
        and one.reading.start > target.amount.reading.end
        and _NEEDS.search(line.words[: one.reading.start])
    ]
    size = alone([one for one in passage.before(target) if _is_size(one)])
    if not times or size is None:
        return False
    return abs(times[0].value * target.amount.value / (2 * size.amount.value) - 1) < _ALIKE


def _is_size(one: Placed) -> bool:
    return one.amount.dimension == BYTES and one.amount.unit.symbol != "B" and not _NO_SIZE.search(_clause(one))


def _way(one: Placed) -> str:
    """Of which directions a rate is, by the words beside it; "" where they do not say."""
    for words in _beside(one):
        single = ONE_WAY.search(words) is not None or _ONE.search(words) is not None
        both = BOTH_WAYS.search(words) is not None or _COUNTS_BOTH.search(words) is not None
        if single != both:
            return "one" if single else "both"
    return ""


def _beside(one: Placed) -> Iterator[str]:
    """The words behind an amount, and before it: of its clause, then of its sentence."""
    behind, ahead = re.split(r"[,;:.]\s", one.behind)[0], re.split(r"[;:.]\s", one.ahead)[-1]
    yield behind
    added = _ADDED.match(one.behind)
    yield added.group() if added is not None else ""
    yield re.split(r",\s", ahead)[-1]
    yield ahead
    next_one = _SAYS_ALSO.match(one.behind)
    yield next_one["words"] if next_one is not None else ""


def _clause(one: Placed) -> str:
    parts: Sequence[str] = (re.split(r"[;.]\s", one.ahead)[-1], re.split(r"[,;.]", one.behind)[0])
    return " ".join(parts)
