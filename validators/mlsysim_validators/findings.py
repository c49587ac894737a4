"""What a check reports."""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]

# A finding is one line, and a file's content never speaks to the terminal.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Finding(NamedTuple):
    """One thing that is wrong, where (line and column from 1), why, and what to write instead."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return self._asdict()

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        told = f"{self.path}:{self.line}:{self.column} {self.severity} {self.code} {self.message}{hint}"
        return _CONTROL.sub(lambda match: ascii(match.group())[1:-1], told)
