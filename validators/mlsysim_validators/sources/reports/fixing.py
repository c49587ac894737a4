"""Writing right numbers into a source: only where the answer is certain, and nothing else in the file changes."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Iterable
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex

_NUMBER = regex(r"\d[\d,\u2009\u00a0\u202f ]*(?:\.\d+)?|\.\d+")
# How sources part the thousands of a number, and the visible sign of it.
_SEPARATORS = ("{,}", "\\,", "\u2009", "\u202f", "\u00a0", ",", " ", "~")
_GOES_ON = regex(r"\d[^\w.]$")  # digits before it that may belong to it
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
    wrong = (claim for claim in claims if claim.correction and claim.verdict == "mismatch")
    for claim in sorted(wrong, key=lambda claim: claim.stated.offset):
        fix = _fix(claim)
        if fix is not None and (not found or fix.start >= found[-1].end):
            found.append(fix)
    return found


def _fix(claim: Claim) -> Fix | None:
    reading, text = claim.reading, claim.stated.text
    number = _NUMBER.search(text.text, reading.start, reading.end)
    if number is None:
        return None
    visible = number.group().rstrip(", \u2009\u00a0\u202f")
    if _GOES_ON.search(text.text, max(0, number.start() - 2), number.start()):
        return None
    start = text.source_offset(number.start())
    end = text.source_offset(number.start() + len(visible) - 1) + 1
    old = claim.document.source[start:end]
    signs = ("{,}", ",") if "." in visible else ()
    comma = next((sign for sign in signs if sign in old and old.replace(sign, ".") == visible), "")
    if comma:  # a decimal one, which the reader of the language shows as a point
        return Fix(start, end, old, claim.correction.replace(",", "").replace(".", comma), claim)
    separator = next((sign for sign in _SEPARATORS if sign in old), "")
    plain = old.replace(separator, "") if separator else old
    # What a macro shows, or what stands in pieces, is not rewritten.
    if plain != re.sub(r"[,\u2009\u00a0\u202f ]", "", visible):
        return None
    return Fix(start, end, old, claim.correction.replace(",", separator), claim)


def rewrite(path: str, source: str, changes: list[Fix]) -> None:
    """Write a source with its changes: whole or not at all, with the same encoding, line ends and permissions.

    Raises OSError where the file cannot be written, ValueError where it is no longer what was checked.
    """
    real = os.path.realpath(path)
    state = os.stat(real)
    if not state.st_mode & 0o222:
        raise PermissionError(errno.EACCES, "the file is read-only", path)
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
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(real), prefix=".fix-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(after)
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(OSError, AttributeError):  # another's file stays another's, where that may be done
            os.chown(temporary, state.st_uid, state.st_gid)
        os.chmod(temporary, state.st_mode & 0o7777)
        if (now := os.stat(real)).st_mtime_ns != state.st_mtime_ns or now.st_ino != state.st_ino:
            raise ValueError(f"{path} changed while it was rewritten")
        os.replace(temporary, real)
    except BaseException:
        os.unlink(temporary)
        raise
