"""What the roofline says in words: left of the ridge memory binds, right of it arithmetic; narrow numbers cost less.

Told are only words that contradict each other: "below the ridge a kernel is compute-bound", "small batches are
compute-bound, large ones memory-bound", "compute grew slower than bandwidth: the ridge keeps rising", "from FP16 to
INT8: doubles the bytes". Williams et al. 2009; energies: Horowitz 2014.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document, Text
from mlsysim_validators.sources.texts.sentences import ENDS

FIELD, RULE = "bound", "order"
_RIDGE = r"(?:ridge(?: point)?|knee|machine balance|balance point)"
_BOUND = regex(r"\b(?P<memory>memory|bandwidth|compute|arithmetic)[- ]bound\b", re.IGNORECASE)
_MEMORY = ("memory", "bandwidth")
# Where a kernel is on the roofline.
_SIDE = regex(
    rf"\b(?:(?P<low>below|left of|to the left of|under|short of)|(?P<high>above|right of|"
    rf"to the right of|beyond|past)) "
    rf"(?:the |its |this |that |their )?(?:\w+['’]s )?{_RIDGE}\b|"
    r"\b(?:(?P<under>below|left of)|(?P<over>above|right of)) it\b|"
    r"\b(?:(?P<little>low|small|tiny)|(?P<much>high|large|huge))(?:er)? (?:arithmetic |operational )?intensity\b|"
    rf"\b(?:AI|OI|I|intensity) ?(?:(?P<less>[<≤≪])|(?P<more>[>≥≫])) ?(?:the |I_?)?{_RIDGE}\b",
    re.IGNORECASE,
)
_LOW = ("low", "little", "less", "under")
_BATCH = regex(r"\b(?:(?P<low>small|low|tiny)|(?P<high>large|big|high))(?:er)? batch(?:es| sizes?)?\b", re.IGNORECASE)
_UNSAID = AnyCase(
    r"\?|\b(?:not|never|no longer|cannot|neither|nor|if|unless|until|whether|instead|than|mov\w*|"
    r"push\w*|turn\w*|becom\w*|"
    r"rais\w*|shift\w*|reach\w*|cross\w*|from|myth|wrong|false|fallacy|would|could|might|even|still|despite|although|"
    r"though|surpris\w*|paradox\w*|both|either|or)\b|n['’]t\b"
)
_LEVEL = regex(
    rf"\b(?:(?P<up>higher|rising|larger|growing)|(?P<down>lower|falling|smaller|shrinking)) {_RIDGE}\b|"
    rf"\b{_RIDGE} (?:(?:has|have|keeps?|is|also|just|even) ){{0,2}}"
    r"(?:(?P<rises>ris(?:es?|en|ing)|rose|grow\w*|grew|higher|increas\w+|climb\w*)|"
    r"(?P<falls>fall\w*|fell|drop\w*|lower|decreas\w+|shr[aiu]nk\w*))\b",
    re.IGNORECASE,
)
_MORE = regex(
    r"\b(?P<many>more|fewer) (?:of )?(?:\w+ ){0,3}?(?:workloads|kernels|operations|layers|models|"
    r"operators|programs|ops)\b",
    re.IGNORECASE,
)
_GREW = regex(
    r"\bcompute (?:\w+ ){0,3}?(?:(?P<fast>faster)|(?P<slow>slower|less)) than (?:the )?(?:memory )?bandwidth\b",
    re.IGNORECASE,
)
_NARROWS = regex(
    r"\b(?:FP|TF)?(?P<wide>32|16)[- ]?(?:bit)? ?(?:→|->|⇒|to) ?(?:FP|INT|NF|MXFP|NVFP)(?P<narrow>16|8|4)\b|"
    r"\b(?:FP|BF|TF)(?P<broad>32|16) ?(?:→|->|⇒|to) ?(?:FP|INT|NF|BF|MXFP|NVFP)(?P<slim>16|8|4)\b",
    re.IGNORECASE,
)
_TIMES = regex(
    r"\b(?P<verb>doubles|halves|triples|quadruples|quarters) (?:the |its |their |our |all )?"
    r"(?:(?P<intensity>ops/byte|FLOPs?/byte|(?:ops|operations|FLOPs?) per byte|arithmetic intensity|"
    r"operational intensity)|"
    r"(?P<bytes>bytes|data movement|memory (?:traffic|footprint|use)|footprint|traffic|model size|"
    r"weight size|bandwidth need)"
    r")\b",
    re.IGNORECASE,
)
_LESS = ("halves", "quarters")
_ENERGY = regex(
    r"\bE_?\{?(?:move|movement|data|dram|mem|memory|access)\w*\}? ?(?P<sign>≪|<<|<|≫|>>|>) ?"
    r"E_?\{?(?:comp|compute|op|ops|flop|mac|alu|arith)\w*\}?",
    re.IGNORECASE,
)
_KINDS = ("paragraph", "item", "note", "caption")
_LONGEST = 400


class _Word(NamedTuple):
    begin: int
    end: int
    value: bool  # low, or bound by memory


def judge(document: Document) -> Iterator[Claim]:
    """The claims on such words that contradict each other; those that agree are no claims."""
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            texts = [cell.text for row in block.rows for cell in row]
        elif block.kind in _KINDS or block.kind == "math":
            texts = [block.text]
        else:
            continue
        for text in texts:
            yield from _in_text(document, block, index, text)


def _in_text(document: Document, block: Block, index: int, text: Text) -> Iterator[Claim]:
    words = text.text
    found: list[tuple[int, int, str]] = []
    if _BOUND.search(words):
        found += _of_sentences(words)
    if _GREW.search(words):
        found += _of_growth(words)
    if _TIMES.search(words):
        found += _of_formats(words)
    for match in _ENERGY.finditer(words) if "E" in words else ():
        if match["sign"] in ("≪", "<<", "<"):
            found.append(
                (match.start("sign"), match.end("sign"), "moving data takes far more energy than computing on it")
            )
    for begin, end, why in found:
        reading = Reading(begin, end, 1.0, 1.0, (ONE,), "", words[begin:end])
        claim = Claim(document, Stated(reading, text, block, index), "derived")
        claim.field = FIELD
        claim.decide("mismatch", why, rule=RULE, hint="turn one of the two round", working=why)
        yield claim


def _of_sentences(words: str) -> Iterator[tuple[int, int, str]]:
    cuts = [0, *(end.end() for end in ENDS.finditer(words)), len(words)]
    for begin, end in pairwise(cuts):
        sentence = words[begin:end]
        if len(sentence) > _LONGEST or not _BOUND.search(sentence):
            continue
        bounds = [_Word(*one.span(), one["memory"].lower() in _MEMORY) for one in _BOUND.finditer(sentence)]
        for one, why in [*_of_ridge(sentence, bounds), *_of_levels(sentence, bounds)]:
            yield begin + one.begin, begin + one.end, why
    for begin, end in [*pairwise(cuts), *zip(cuts, cuts[2:], strict=False)]:  # told in one sentence, or in two
        for one, why in _of_batches(words[begin:end]) if end - begin <= _LONGEST else ():
            yield begin + one.begin, begin + one.end, why
            return


def _of_ridge(sentence: str, bounds: list[_Word]) -> Iterator[tuple[_Word, str]]:
    if _UNSAID.search(sentence):
        return
    found = list(_SIDE.finditer(sentence))
    if not found or found[0]["under"] or found[0]["over"]:  # "below it": of what?
        return
    sides = [_Word(*one.span(), any(one[name] for name in _LOW)) for one in found]
    for side, bound in _paired(sides, bounds):
        if side.value is not bound.value:
            what = "memory-bound" if side.value else "compute-bound"
            yield bound, f"{sentence[side.begin : side.end]} a kernel is {what}"


def _of_batches(sentence: str) -> Iterator[tuple[_Word, str]]:
    """Only where both are told, and both the other way round: attention stays memory-bound at any batch."""
    sizes = [_Word(*one.span(), bool(one["low"])) for one in _BATCH.finditer(sentence)]
    bounds = [_Word(*one.span(), one["memory"].lower() in _MEMORY) for one in _BOUND.finditer(sentence)]
    pairs = list(_paired(sizes, bounds))
    values = {size.value for size, _ in pairs}
    if len(pairs) == 2 and len(values) == 2 and all(size.value is not bound.value for size, bound in pairs):
        yield pairs[0][1], "intensity grows with the batch: small batches are memory-bound, large ones compute-bound"


def _of_levels(sentence: str, bounds: list[_Word]) -> Iterator[tuple[_Word, str]]:
    levels, more = list(_LEVEL.finditer(sentence)), list(_MORE.finditer(sentence))
    if (
        len(levels) != 1
        or len(more) != 1
        or len(bounds) != 1
        or not levels[0].end() <= more[0].start() < bounds[0].begin
    ):
        return
    up = bool(levels[0]["up"] or levels[0]["rises"])
    if (up is (more[0]["many"].lower() == "more")) is not bounds[0].value:
        level = _Word(*levels[0].span(), up)
        yield level, "with a higher ridge more kernels are memory-bound, with a lower one more are compute-bound"


def _paired(sides: list[_Word], bounds: list[_Word]) -> Iterator[tuple[_Word, _Word]]:
    """Where a side and what binds there alternate, each with its own."""
    if not sides or len(sides) != len(bounds) or len(sides) > 2:
        return
    order = sorted([*((one.begin, 0) for one in sides), *((one.begin, 1) for one in bounds)])
    kinds = [kind for _, kind in order]
    if kinds in ([0, 1], [1, 0], [0, 1, 0, 1], [1, 0, 1, 0]):
        yield from zip(sides, bounds, strict=True)


def _of_growth(words: str) -> Iterator[tuple[int, int, str]]:
    """How the ridge moves, told in the sentence of what grew faster, or in the next one."""
    for grew in _GREW.finditer(words):
        level = _LEVEL.search(words, grew.end(), min(len(words), grew.end() + _LONGEST // 2))
        if level is None or len(ENDS.findall(words[grew.end() : level.start()])) > 1:
            continue
        if bool(level["up"] or level["rises"]) is not bool(grew["fast"]):
            span = grew.span("fast" if grew["fast"] else "slow")
            yield *span, "the ridge, compute over bandwidth, rises where compute grows faster than bandwidth"


def _of_formats(words: str) -> Iterator[tuple[int, int, str]]:
    """What narrower numbers do to bytes, and to operations per byte."""
    steps = list(_NARROWS.finditer(words))
    if not steps or any(not int(one["narrow"] or one["slim"]) < int(one["wide"] or one["broad"]) for one in steps):
        return
    for match in _TIMES.finditer(words, steps[0].start()):
        less = match["verb"].lower() in _LESS
        if less is bool(match["intensity"]):
            what = "narrower numbers take fewer bytes, so that there are more operations per byte"
            yield *match.span("verb"), what
