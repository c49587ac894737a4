"""Pages, `.html` and `.vue`: what an HTML page shows, and the literals of the scripts in either, as of any program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.blanks import blanked
from mlsysim_validators.sources.readers.braces.document import read_braces
from mlsysim_validators.sources.readers.html.shown import PageReader
from mlsysim_validators.sources.texts.documents import Document

LARGEST = 2_000_000
_NOT_A_PROGRAM = regex(r"\bsrc\s*=|\btype\s*=\s*[\"']?(?:text/template|text/markdown|math/tex)", re.IGNORECASE)
_LONGEST_TAG = 400
_LOWER = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}  # each as long as it was
_SHOWN = (".html", ".htm")  # the others are templates, filled in by a program


def read_page(path: str, source: str) -> Document:
    """Read a page: its text, and the scripts that it holds itself."""
    if len(source) > LARGEST:
        return read_braces(path, source)  # which says that it is too large
    edges = [0, *chain.from_iterable(_scripts(source.translate(_LOWER))), len(source)]
    document = read_braces(path, blanked(source, zip(edges[::2], edges[1::2], strict=True)))
    document.source = source
    if path.lower().endswith(_SHOWN):
        document.part = "slide"
        PageReader(document).read()
    return document


def _scripts(page: str) -> Iterator[tuple[int, int]]:
    """Where the scripts stand that a page holds itself, by its text in lower case."""
    tag = page.find("<script")
    while tag >= 0:
        begin = page.find(">", tag, tag + _LONGEST_TAG) + 1
        end = page.find("</script", begin or tag)
        if end < 0:
            return
        if begin and not _NOT_A_PROGRAM.search(page, tag, begin):
            yield begin, end
        tag = page.find("<script", end)
