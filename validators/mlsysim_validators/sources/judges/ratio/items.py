"""A factor of a list item against the amount of an item above it, mostly the first.

- plain: 16.95 ms
- fused: 10.31 ms (1.64× faster)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair, amounts, pair_of, sort_of
from mlsysim_validators.sources.judges.ratio.pairs import decide, fits, fitting, same
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_LONGEST_ITEM = 160
# "10.31 ms (1.64×", "10.31 ms, only 1.64×": what more words part is a statement of its own.
_APPOSED = regex(r"[^,;.]*[(\[—–:][^A-Za-z]*|\W*(?:(?:about|only|just|or|is|that is|i\.e\.)\b\W*)*")
_BESIDE = 30
_LABEL = regex(r"(?:[^.:=;]{1,40}(?:[:=–—-]|→) ?)?[~≈]?")
_JOINS = regex(
    r"[\s,;:(\[~≈+−–—-]*(?:(?:only|about|nearly|roughly|just|an?|i\.e\.|that is|which is|so|or|thus|now)[\s,~≈]*)*"
    r"|[^.,;:()]{0,25}\([~≈+−-]?"
)
_FARTHEST = 30.0
_MOST_CLAIMS = 200


def judge(claim: Claim, slide: Slide, *, wrong: bool) -> None:
    """Decide a factor or a change that stands right behind the one amount of its item; `wrong`: also against it."""
    unit, block = claim.reading.units[0], claim.stated.block
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%") or block.kind != "item":
        return
    text = block.text.text
    own = _single(text)
    if own is None or not own.end <= claim.reading.start <= own.end + _BESIDE:
        return
    wrong = wrong and _JOINS.fullmatch(text[own.end : claim.reading.start]) is not None and _is_labelled(text, own)
    if unit.symbol == "%" and wording.percentage(text, claim.reading.start, claim.reading.end) != "change":
        return
    above = [one.text.text for one in takewhile(lambda one: one.kind == "item", slide.above(block))]
    earlier = [(one, words) for words in above if (one := _single(words)) is not None and sort_of(one) == sort_of(own)]
    wrong = wrong and bool(earlier) and _is_labelled(earlier[-1][1], earlier[-1][0])
    if any(fits(claim, pair) for pair in _others(above, own)):
        return  # it may be held against another amount of the list
    name = wording.named_base(text, claim.reading.end)
    if not earlier or (name and not any(name in words for _, words in earlier)):
        return
    base = pair_of(earlier[-1][0], own)
    previous = pair_of(earlier[0][0], own)
    right = fitting(claim, [pair for pair in (base, previous) if pair is not None])
    if right is not None:
        decide(claim, right, right=True)
    elif (
        wrong
        and base is not None
        and _APPOSED.fullmatch(text[own.end : claim.reading.start])
        and _others_follow(earlier)
        and _near(claim, base)
        and not any(fits(claim, pair) for pair in _of_the_slide(slide, own))
    ):
        claim.sure = True  # of no other two
        decide(claim, base, right=False)


def _others(above: list[str], own: Reading) -> Iterator[Pair]:
    """The pairs of an amount with those that stand among others in the items above."""
    for words in above:
        if _single(words) is None:
            yield from (pair for one in amounts(words) if not one.bare and (pair := pair_of(one, own)) is not None)


def _of_the_slide(slide: Slide, own: Reading) -> Iterator[Pair]:
    """The pairs of an amount with the others of its sort on the slide: of a list further up, perhaps."""
    for other in slide.claims[:_MOST_CLAIMS]:
        pair = pair_of(other.reading, own) if sort_of(other.reading) == sort_of(own) else None
        if pair is not None:
            yield pair


def _is_labelled(text: str, amount: Reading) -> bool:
    """Whether an item is a name and its amount: "tiled: 10.31 ms"."""
    return _LABEL.fullmatch(text, 0, amount.start) is not None


def _single(text: str) -> Reading | None:
    """The one amount of an item; None where it states several, or none."""
    if len(text) > _LONGEST_ITEM:
        return None
    found = [one for one in amounts(text) if not one.bare]
    return found[0] if len(found) == 1 and not found[0].range_end else None


def _others_follow(earlier: list[tuple[Reading, str]]) -> bool:
    """Whether the base is the only item above, or other items' factors are over it."""
    if len(earlier) == 1:
        return True
    first = earlier[-1][0]
    for one, words in earlier[:-1]:
        pair: Pair | None = pair_of(first, one)
        told = [reading for reading in readings(words) if reading.units[0].symbol == "×"]
        if pair is not None and len(told) == 1 and same(told[0], pair.ratio):
            return True
    return False


def _near(claim: Claim, pair: Pair) -> bool:
    return claim.reading.units[0].symbol == "%" or 1 / _FARTHEST <= claim.reading.value / pair.ratio <= _FARTHEST
