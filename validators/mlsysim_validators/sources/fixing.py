"""Writing right numbers into a source: only where the answer is certain, and nothing else in the file changes."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim

_NUMBER = re.compile(r"\d[\d,\u2009\u00a0 ]*(?:\.\d+)?|\.\d+")
# How sources part the thousands of a number, and the visible sign of it.
_SEPARATORS = ("{,}", "\\,", "\u2009", "\u202f", "\u00a0", ",", " ", "~")
_BOM = b"\xef\xbb\xbf"


class Fix(NamedTuple):
    """One number to write anew: from where to where in the source, what stands there, what is to stand there."""

    start: int
    end: int
    old: str
    new: str
    claim: Claim


def fixes(claims: Iterable[Claim]) -> list[Fix]:
    """The numbers of one source that can be put right, in their order; none overlaps another."""
    found: list[Fix] = []
    for claim in sorted((c for c in claims if c.correction), key=lambda c: c.stated.offset):
        fix = _fix(claim)
        if fix is not None and (not found or fix.start >= found[-1].end):
            found.append(fix)
    return found


def _fix(claim: Claim) -> Fix | None:
    reading, text = claim.reading, claim.stated.text
    number = _NUMBER.search(text.text, reading.start, reading.end)
    if number is None:
        return None
    visible = number.group().rstrip(", \u2009\u00a0")
    start = text.source_offset(number.start())
    end = text.source_offset(number.start() + len(visible) - 1) + 1
    old = claim.document.source[start:end]
    separator = next((sign for sign in _SEPARATORS if sign in old), "")
    plain = old.replace(separator, "") if separator else old
    # What a macro shows, or what stands in pieces, is not rewritten.
    if plain != re.sub(r"[,\u2009\u00a0 ]", "", visible):
        return None
    return Fix(start, end, old, claim.correction.replace(",", separator), claim)


def rewrite(path: str, source: str, changes: list[Fix]) -> None:
    """Write a source with its changes: whole or not at all, with the same encoding, line ends and permissions.

    Raises OSError where the file cannot be written, ValueError where it is no longer what was checked.
    """
    with open(path, "rb") as stream:
        before = stream.read()
    mark = _BOM if before.startswith(_BOM) else b""
    if before[len(mark) :] != source.encode():
        raise ValueError(f"{path} changed while it was checked")
    pieces: list[str] = []
    position = 0
    for change in changes:
        pieces += [source[position : change.start], change.new]
        position = change.end
    after = mark + ("".join(pieces) + source[position:]).encode()
    real = os.path.realpath(path)
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(real), prefix=".fix-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(after)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, os.stat(real).st_mode & 0o7777)
        os.replace(temporary, real)
    except BaseException:
        os.unlink(temporary)
        raise
