"""A number that is only wrong because one that it was computed from is: told as such, not as wrong itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees

_MOST = 12  # wrong numbers before one that it may follow from


def settle(claims: Sequence[Claim]) -> None:
    """Take back the verdict on numbers whose working starts from a wrong number that stands before them."""
    wrong = sorted((claim for claim in claims if claim.verdict == "mismatch"), key=lambda claim: claim.stated.offset)
    followers: list[tuple[Claim, Claim]] = []
    for place, claim in enumerate(wrong):
        for source in wrong[max(0, place - _MOST) : place]:
            if any(source is one for one, _ in followers) or _is_of_another_row(claim, source):
                continue
            if claim.rule == "arithmetic" and not _is_mended(claim, source):
                continue  # what is printed does not come to it, whether its numbers are right or not
            if _states(claim.working, source.text) and not _states(source.working, claim.text):
                followers.append((claim, source))
                break
    for claim, source in followers:
        line, _ = source.document.position(source.stated.offset)
        claim.take_back(f"it follows from {source.text} of line {line}, which is wrong itself")


def _is_mended(claim: Claim, source: Claim) -> bool:
    """Whether a calculation comes to its result with the right number in the place of a wrong factor of it."""
    if source.stated.text is claim.stated.text or claim.expected is None or source.expected is None or not source.value:
        return True
    times = source.expected.value / source.value
    unit = claim.unit or claim.reading.units[0]
    return any(agrees(claim.reading, unit.factor, claim.expected.value * by) for by in (times, 1 / times))


def _states(working: str, words: str) -> bool:
    """Whether a working names a number in these words."""
    return words in working and re.search(rf"(?<![\w.,]){re.escape(words)}(?![\w.])", working) is not None


def _is_of_another_row(claim: Claim, source: Claim) -> bool:
    """Whether a working names a number of its own row that a wrong one of another row is like."""
    mine, theirs = claim.stated.cell, source.stated.cell
    if mine is None or theirs is None or claim.stated.block is not source.stated.block or mine.row == theirs.row:
        return False
    return re.search(rf"(?<![\w.,]){re.escape(source.text)}(?![\w.])[^()]*\(its row\)", claim.working) is not None
