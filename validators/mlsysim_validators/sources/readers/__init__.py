"""Readers: one for each source format, from a string to a `Document` of blocks with exact positions.

Nothing after this room knows a format. A reader is chosen by the suffix of the path and imported only when it is
needed. Encoding, size limits and the file system are the caller's work: a reader gets a `str` (a reader of a binary
format: the bytes) and never raises on one.

latex, markdown, html, python, braces
              texts and programs; each format that is one module stands beside these rooms
data          YAML, JSON, TOML, INI, CSV
plain_tables  tables that plain text shows, in comments, docstrings and fences
tongues       languages other than English
builder       visible text and the place of each of its characters
blanks        spaces for what a reader passes over
listings      what stands in fences, read by the reader of its language
"""

from __future__ import annotations

import os
from importlib import import_module

from mlsysim_validators.sources.readers.listings import read_listings
from mlsysim_validators.sources.readers.spelled_numbers import in_digits
from mlsysim_validators.sources.readers.tongues import in_english
from mlsysim_validators.sources.texts.documents import Document

_READERS = {
    ".tex": ("latex.document", "read_tex"),
    ".md": ("markdown.document", "read_markdown"),
    ".markdown": ("markdown.document", "read_markdown"),
    ".mdx": ("markdown.document", "read_markdown"),
    ".qmd": ("markdown.document", "read_markdown"),
    ".rmd": ("markdown.document", "read_markdown"),
    ".py": ("python.document", "read_python"),
    ".yaml": ("data.of_yaml", "read_yaml"),
    ".yml": ("data.of_yaml", "read_yaml"),
    ".json": ("data.of_json", "read_json"),
    ".csv": ("data.csv_table", "read_csv"),
    ".tsv": ("data.csv_table", "read_csv"),
    ".ipynb": ("notebook", "read_notebook"),
    ".rst": ("restructured", "read_rst"),
    ".pptx": ("powerpoint", "read_pptx"),
    **dict.fromkeys((".toml", ".ini", ".cfg"), ("data.of_toml", "read_toml")),
    **dict.fromkeys((".html", ".htm", ".vue", ".svelte"), ("html.document", "read_page")),
    **dict.fromkeys(
        (".ts", ".tsx", ".js", ".jsx", ".mjs", ".go", ".rs", ".c", ".cc", ".cpp", ".h", ".hpp", ".cu", ".cuh", ".java",
         ".kt", ".swift", ".cs", ".scala", ".dart", ".tf", ".hcl"),
        ("braces.document", "read_braces"),
    ),
}  # fmt: skip

KNOWN_SUFFIXES = tuple(_READERS)
BINARY_SUFFIXES = (".pptx",)


class UnknownFormat(ValueError):
    """No reader knows the suffix of this path."""


def read(path: str, source: str | bytes) -> Document:
    """Read `source`, which stands at `path`, with the reader for the path's suffix."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in _READERS:
        raise UnknownFormat(
            f"no reader for {suffix or 'a file without suffix'!r}: known are {', '.join(KNOWN_SUFFIXES)}"
        )
    module_name, function_name = _READERS[suffix]
    module = import_module(f".{module_name}", __name__)
    document: Document = getattr(module, function_name)(path, source)
    if any(block.kind == "listing" for block in document.blocks):
        read_listings(document)
    in_english(document)
    in_digits(document)
    return document
