"""Where a sentence ends: also behind the marks that close a quotation ("… 3.35 TB/s.” Then …")."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex

# All of these begin with the characters that they are sought by: `re` passes by the others at once.
# Their dots end no sentence.
_SHORT = "".join(rf"(?<! {word}\.)" for word in ("eq", "equiv", "approx", "incl", "ca", "vs", "cf"))
_SHORT += r"(?<!\bi\.e\.)(?<!\be\.g\.)"
# The mark, closing quotation marks, a space; a mark at the end of a line; the end of a line of a cell.
ENDS = regex(rf"[.;?!\u2028](?:(?<=\u2028)|(?<!\u2028){_SHORT}[”\"’']{{0,2}} |(?<=\.)\n)")
# The space behind a sentence.
BREAK = regex(r"\s(?:(?<=[.;?!]\s)|(?<=[.;?!][”\"’']\s))")
