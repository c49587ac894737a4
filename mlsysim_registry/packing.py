"""The compiled registry as a file: plain JSON with an entry a line, so that one spec is read without parsing them all.

The cache of a checkout, the snapshot inside a wheel and a frozen release are all of this form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from mlsysim_registry.files import KINDS

TYPE_CHECKING = False  # `typing` takes a fifth of the time in which one spec is read
if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterator
    from typing import Any

    _Rows = Mapping[str, Any]
else:
    _Rows = Mapping

_TABLES = (*KINDS, "citations")
# What a compiled registry knows of itself, and no reader of the data needs.
OWN = ("names", "files", "folders")
_FEW = 8  # whoever asks a table for more rows than these is better off with all lines taken apart


def pack(snapshot: Mapping[str, Any]) -> bytes:
    """A compiled registry as bytes, the same on every machine; it begins with the names that entries answer to."""
    from mlsysim_registry.naming import name_table

    lines = [_table("names", name_table(snapshot))]
    for key, value in sorted(snapshot.items(), key=lambda item: (item[0] in _TABLES, item[0])):
        if key in _TABLES:
            lines.append(_table(key, value))
        elif key != "names":
            lines.append(f"{_json(key)}: {_json(value)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _table(key: str, rows: Mapping[str, Any]) -> str:
    told = ",\n".join(f"{_json(name)}: {_json(row)}" for name, row in sorted(rows.items()))
    return f"{_json(key)}: {{\n{told}\n}}" if told else f"{_json(key)}: {{\n}}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def unpack(content: bytes) -> dict[str, Any]:
    """A compiled registry from the bytes of `pack`; an entry is looked for and parsed when it is asked for.

    Raises ValueError where the bytes are not of that form.
    """
    snapshot: dict[str, Any] = {}
    if not content.startswith(b"{\n") or not content.endswith(b"\n}\n"):
        raise ValueError("not a packed registry")
    place, stop = 2, len(content) - 2
    while place < stop:
        end = content.index(b"\n", place)
        quoted, colon, rest = content[place:end].partition(b'": ')
        if not colon:
            raise ValueError("not a packed registry")
        key = quoted[1:].decode()
        if rest == b"{":
            begin, end = end, content.index(b"\n}", end)  # a table's rows never begin with a brace
            snapshot[key] = Entries(content, begin, end)
            end = content.index(b"\n", end + 1)
        else:
            snapshot[key] = json.loads(rest.removesuffix(b","))
        place = end + 1
    return snapshot


class Entries(_Rows):
    """The rows of one table by id; each is found and parsed when it is asked for."""

    __slots__ = ("_asked", "_begin", "_complete", "_content", "_end", "_lines", "_parsed")

    def __init__(self, content: bytes, begin: int, end: int) -> None:
        if begin < end and not content.startswith(b'"', begin + 1):
            raise ValueError("not a packed registry")
        self._content = content
        self._begin = begin  # the line break before the first row
        self._end = end  # the line break behind the last row
        self._lines: dict[str, bytes] | None = None
        self._parsed: dict[str, Any] = {}
        self._complete = False
        self._asked = 0

    def _line(self, entry_id: str) -> bytes:
        """A row as it is packed; raises KeyError where there is none."""
        self._asked += 1
        if self._lines is not None or self._asked > _FEW:
            return self._all_lines()[entry_id]
        key = f"\n{_json(entry_id)}: ".encode(errors="backslashreplace")
        place = self._content.find(key, self._begin, self._end)
        if place < 0:
            raise KeyError(entry_id)
        place += len(key)
        return self._content[place : self._content.index(b"\n", place)].removesuffix(b",")

    def __getitem__(self, entry_id: str) -> Any:
        if entry_id not in self._parsed:
            self._parsed[entry_id] = json.loads(self._line(entry_id))
        return self._parsed[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        if not isinstance(entry_id, str):
            return False
        try:
            return entry_id in self._parsed or bool(self._line(entry_id))
        except KeyError:
            return False

    def _all_lines(self) -> dict[str, bytes]:
        """Every row as it is packed: whoever walks through a table looks for no row any more."""
        if self._lines is None:
            rows = self._content[self._begin + 1 : self._end].split(b"\n") if self else []
            parts = [row.removesuffix(b",").partition(b'": ') for row in rows]
            self._lines = {
                name[1:].decode() if b"\\" not in name else json.loads(name + b'"'): line for name, _, line in parts
            }
        return self._lines

    def items(self) -> ItemsView[str, Any]:
        """Every id with its row; all rows are parsed in one go."""
        if not self._complete:  # a row that was parsed before stays the object that it is
            self._complete = True
            self._parsed = json.loads(b"{" + self._content[self._begin : self._end] + b"}") | self._parsed
        return self._parsed.items()

    def __iter__(self) -> Iterator[str]:
        return iter(self._all_lines())

    def __len__(self) -> int:
        return len(self._all_lines())

    def __bool__(self) -> bool:
        return self._begin < self._end


def plain(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """A compiled registry as plain dictionaries, as `json` wants it."""
    return {key: dict(value) if key in _TABLES else value for key, value in snapshot.items() if key not in OWN}
