"""Pages with programs in them, `.html` and `.vue`: the literals of their scripts, as of any program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.blanks import blanked
from mlsysim_validators.sources.readers.braces.document import read_braces
from mlsysim_validators.sources.texts.documents import Document

LARGEST = 2_000_000
_FROM_ELSEWHERE = regex(r"\bsrc\s*=", re.IGNORECASE)
_LONGEST_TAG = 400
_LOWER = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}  # each as long as it was


def _scripts(page: str) -> Iterator[tuple[int, int]]:
    """Where the scripts stand that a page holds itself, by its text in lower case."""
    tag = page.find("<script")
    while tag >= 0:
        begin = page.find(">", tag, tag + _LONGEST_TAG) + 1
        end = page.find("</script", begin or tag)
        if end < 0:
            return
        if begin and not _FROM_ELSEWHERE.search(page, tag, begin):
            yield begin, end
        tag = page.find("<script", end)


def read_page(path: str, source: str) -> Document:
    """Read the scripts of a page; what it shows is left out."""
    if len(source) > LARGEST:
        return read_braces(path, source)  # which says that it is too large
    edges = [0, *chain.from_iterable(_scripts(source.translate(_LOWER))), len(source)]
    document = read_braces(path, blanked(source, zip(edges[::2], edges[1::2], strict=True)))
    document.source = source
    return document
