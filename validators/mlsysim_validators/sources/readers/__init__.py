"""Readers: one for each source format, from a string to a `Document` of blocks with exact positions.

Nothing after this room knows a format. A reader is chosen by the suffix of the path and imported only when it is
needed. Encoding, size limits and the file system are the caller's work: a reader gets a `str` (a reader of a binary
format: the bytes) and never raises on one.
"""

from __future__ import annotations

import os
from importlib import import_module

from mlsysim_validators.sources.readers.listings import read_listings
from mlsysim_validators.sources.readers.spelled_numbers import in_digits
from mlsysim_validators.sources.readers.tongues import in_english
from mlsysim_validators.sources.texts.documents import Document

_READERS = {
    ".tex": ("latex", "read_tex"),
    ".md": ("markdown", "read_markdown"),
    ".markdown": ("markdown", "read_markdown"),
    ".mdx": ("markdown", "read_markdown"),
    ".qmd": ("markdown", "read_markdown"),
    ".rmd": ("markdown", "read_markdown"),
    ".py": ("python", "read_python"),
    ".yaml": ("yaml_data", "read_yaml"),
    ".yml": ("yaml_data", "read_yaml"),
    ".json": ("json_data", "read_json"),
    ".csv": ("csv_table", "read_csv"),
    ".tsv": ("csv_table", "read_csv"),
    ".ipynb": ("notebook", "read_notebook"),
    ".rst": ("restructured", "read_rst"),
    ".pptx": ("powerpoint", "read_pptx"),
    **dict.fromkeys((".toml", ".ini", ".cfg"), ("toml_data", "read_toml")),
    **dict.fromkeys((".html", ".htm", ".vue", ".svelte"), ("pages", "read_page")),
    **dict.fromkeys(
        (".ts", ".tsx", ".js", ".jsx", ".mjs", ".go", ".rs", ".c", ".cc", ".cpp", ".h", ".hpp", ".cu", ".cuh", ".java",
         ".kt", ".swift", ".cs", ".scala", ".dart", ".tf", ".hcl"),
        ("braces", "read_braces"),
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
