"""Where a sentence ends: also behind the marks that close a quotation ("… 3.35 TB/s.” Then …")."""

from __future__ import annotations

import re

# The mark, closing quotation marks, a space; or a mark at the end of a line.
ENDS = re.compile(r"[.;?!][”\"’']{0,2} |\.\n")
# The space behind a sentence.
BREAK = re.compile(r"(?:(?<=[.;?!])|(?<=[.;?!][”\"’']))\s")
