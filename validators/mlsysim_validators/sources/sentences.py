"""Where a sentence ends: also behind the marks that close a quotation ("… 3.35 TB/s.” Then …")."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex

# Their dots end no sentence.
_SHORT = "".join(rf"(?<! {word})" for word in ("eq", "equiv", "approx", "incl", "ca", "vs", "cf"))
_SHORT += r"(?<!\bi\.e)(?<!\be\.g)"
# The mark, closing quotation marks, a space; a mark at the end of a line; the end of a line of a cell.
ENDS = regex(rf"(?:{_SHORT}\.|[;?!])[”\"’']{{0,2}} |\.\n|\u2028")
# The space behind a sentence.
BREAK = regex(r"(?:(?<=[.;?!])|(?<=[.;?!][”\"’']))\s")
