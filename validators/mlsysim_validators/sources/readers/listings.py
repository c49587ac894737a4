"""Listings inside a text, read as what they set down: data, a table, or an outline of its parts."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.embedding import Embedding
from mlsysim_validators.sources.readers.outlines import outline
from mlsysim_validators.sources.readers.plain_tables.aligned import LANGUAGES, aligned
from mlsysim_validators.sources.texts.documents import Block, Document, Text

_READERS = {
    "python": "python", "py": "python", "python3": "python", "ipython": "python", "pycon": "",
    "json": "json", "jsonc": "json", "json5": "json", "yaml": "yaml", "yml": "yaml",
    **dict.fromkeys(["typescript", "ts", "tsx", "javascript", "js", "jsx", "go", "rust", "rs"], "braces"),
    "csv": "csv", "tsv": "csv",
    **dict.fromkeys(["c", "cpp", "c++", "java", "cuda"], "braces"),
}  # fmt: skip
_YAML = ("yaml", "yml")
_TELLS_PYTHON = regex(r"(?m)^\w[\w.\[\]\"', :]* = |^(?:def|class|import|from) \w")
_A_NUMBER = regex(r"\d{2}|\de\d")
_A_MEMBER = regex(r'\s*"[^"\n]{1,80}"\s*:')
_HEAD = "if 1:\n"
_FIRST = 500  # numbers of inner sources below are those of notebook cells
_LONGEST = 50_000


def read_listings(document: Document) -> None:
    """Add the values of a document's listings that are Python, JSON, YAML or CSV, each behind its listing.

    Tables in plain text take the place of their lines. A listing that calls itself YAML and is an outline for readers
    stands as the lines that they read.
    """
    blocks: list[Block] = []
    for place, block in enumerate(document.blocks):
        blocks.append(block)
        if block.kind == "listing" and _A_NUMBER.search(block.text.text) and len(block.text.text) <= _LONGEST:
            if block.language.lower() in LANGUAGES and not _TELLS_PYTHON.search(block.text.text):
                parts = aligned(block)
                if parts:
                    blocks[-1:] = parts
                    continue
            text = _below_a_head(block.text, block.language)
            inner = _inner(text.text, block.language)
            if inner is None or any(trouble.unread for trouble in inner.troubles):
                continue
            if inner.troubles and block.language.lower() in _YAML and (lines := outline(block)):
                blocks[-1:] = lines
                continue
            moved = Embedding(text, _FIRST + place)
            for data in inner.blocks:
                if data.kind in ("data", "table"):
                    own = data.title or block.title
                    blocks.append(moved.block(data)._replace(slide=block.slide, title=own, section=block.section))
            document.lookups += map(moved.lookup, inner.lookups)
    document.blocks[:] = blocks


def _below_a_head(text: Text, language: str) -> Text:
    """An indented piece of code as the body of something, so that it can be read."""
    if language.lower() == "json" and _A_MEMBER.match(text.text):
        inner = text.text.rstrip().rstrip(",")
        offsets = (text.offsets[0], *text.offsets[: len(inner)], text.offsets[len(inner) - 1])
        return Text(f"{{{inner}}}", offsets)
    if text.text[:1] not in (" ", "\t"):
        return text
    return Text(_HEAD + text.text, (*(text.offsets[0] for _ in _HEAD), *text.offsets))


def _inner(text: str, language: str) -> Document | None:
    language = language.lower().strip("{}. ")
    name = _READERS.get(language.split()[0] if language else "", "")
    if not language and _TELLS_PYTHON.search(text):
        name = "python"
    if name == "python":
        from mlsysim_validators.sources.readers.python.document import read_python

        return read_python("", text)
    if name == "braces":
        from mlsysim_validators.sources.readers.braces.document import read_braces

        return read_braces("", text)
    if name == "json":
        from mlsysim_validators.sources.readers.data.of_json import read_json

        return read_json("", text)
    if name == "csv":
        from mlsysim_validators.sources.readers.data.csv_table import read_csv

        return read_csv("", text)
    if name == "yaml":
        from mlsysim_validators.sources.readers.data.of_yaml import read_yaml

        return read_yaml("", text)
    return None
