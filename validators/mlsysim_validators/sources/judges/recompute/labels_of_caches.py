"""What the label of a row says a cache is for: "64 × 4K" under "Batch × context length"."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.patterns import regex

_HEADER = AnyCase(
    r"\b(?:batch(?: size)?|concurren\w*(?: requests?)?|users?|requests?|sequences?|sessions?|bs)\b[^×x*|]{0,12}[×x*] ?"
    r"(?:\w+ ){0,2}(?:seq\w*|context\w*|tokens?|lengths?|prompts?)\b"
)
_LABEL = regex(r"\W*(?P<many>\d[\d,]*) ?[×x*] ?(?P<tokens>\d[\d,]*(?:\.\d)?) ?(?P<scale>[kK]?)\b")


def sequences_and_tokens(claim: Claim) -> tuple[float, Given] | None:
    """How many sequences, and how many tokens each has, as the label of a claim's row says under its header."""
    cell, block = claim.stated.cell, claim.stated.block
    if cell is None or not block.header_rows or cell.row < block.header_rows or not block.rows[cell.row]:
        return None
    header, label = block.rows[block.header_rows - 1], block.rows[cell.row][0]
    if not header or not _HEADER.search(header[0].text.text) or label is cell:
        return None
    said = _LABEL.match(label.text.text)
    if said is None:
        return None
    number = float(said["tokens"].replace(",", ""))
    tokens = (number * 1024, number * 1000) if said["scale"] else (number,)
    return float(said["many"].replace(",", "")), Given(tokens, said.group().strip(), "its row")
