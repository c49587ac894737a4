"""Pages, `.html` and `.vue`: what an HTML page shows, and the literals of the scripts in either, as of any program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.blanks import blanked
from mlsysim_validators.sources.readers.braces.document import read_braces
from mlsysim_validators.sources.readers.html.shown import PageReader
from mlsysim_validators.sources.readers.html.tags import Page
from mlsysim_validators.sources.texts.documents import Document

LARGEST = 2_000_000
_NOT_A_PROGRAM = regex(r"\bsrc\s*=|\btype\s*=\s*[\"']?(?:text/template|text/markdown|math/tex)", re.IGNORECASE)
_SHOWN = (".html", ".htm")  # the others are templates, filled in by a program


def read_page(path: str, source: str) -> Document:
    """Read a page: its text, and the scripts that it holds itself."""
    if len(source) > LARGEST:
        return read_braces(path, source)  # which says that it is too large
    edges = [0, *chain.from_iterable(_scripts(Page(source))), len(source)]
    document = read_braces(path, blanked(source, zip(edges[::2], edges[1::2], strict=True)))
    document.source = source
    if path.lower().endswith(_SHOWN):
        document.part = "slide"
        PageReader(document).read()
    return document


def _scripts(page: Page) -> Iterator[tuple[int, int]]:
    """Where the programs stand that a page holds itself."""
    done = 0
    for tag in page.tags(0, len(page.source)):
        if tag.name != "script" or tag.closes or tag.start < done:
            continue
        done = page.end_of("script", tag.end)
        if done < 0:
            return
        if not _NOT_A_PROGRAM.search(tag.said):
            yield tag.end, done
