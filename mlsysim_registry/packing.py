"""The compiled registry as a file: plain JSON with an entry a line, so that one spec is read without parsing them all.

The cache of a checkout, the snapshot inside a wheel and a frozen release are all of this form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mlsysim_registry.files import KINDS

_TABLES = (*KINDS, "citations")
# What a compiled registry knows of itself, and no reader of the data needs.
OWN = ("names", "files")


def pack(snapshot: Mapping[str, Any]) -> bytes:
    """A compiled registry as bytes, the same on every machine; it begins with the names that entries answer to."""
    from mlsysim_registry.naming import name_table

    lines = [f'"names": {_json(name_table(snapshot))}']
    for key, value in sorted(snapshot.items(), key=lambda item: (item[0] in _TABLES, item[0])):
        if key in _TABLES:
            rows = ",\n".join(f"{_json(name)}: {_json(entry)}" for name, entry in sorted(value.items()))
            lines.append(f"{_json(key)}: {{\n{rows}\n}}" if rows else f"{_json(key)}: {{\n}}")
        elif key != "names":
            lines.append(f"{_json(key)}: {_json(value)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def unpack(content: bytes) -> dict[str, Any]:
    """A compiled registry from the bytes of `pack`; an entry is parsed when it is asked for.

    Raises ValueError where the bytes are not of that form.
    """
    snapshot: dict[str, Any] = {}
    lines = content.split(b"\n")
    if lines[0] != b"{" or lines[-2:] != [b"}", b""]:
        raise ValueError("not a packed registry")
    inside: dict[str, bytes] | None = None
    for line in lines[1:-2]:
        if line in (b"}", b"},"):
            inside = None
            continue
        quoted, colon, rest = line.partition(b'": ')
        if not colon:
            raise ValueError("not a packed registry")
        key = quoted[1:].decode()
        if inside is not None:
            inside[key] = rest.removesuffix(b",")
        elif rest == b"{":
            inside = {}
            snapshot[key] = Entries(inside)
        else:
            snapshot[key] = json.loads(rest.removesuffix(b","))
    return snapshot


class Entries(Mapping[str, Any]):
    """The entries of one kind by id; each is parsed when it is asked for."""

    __slots__ = ("_lines", "_parsed")

    def __init__(self, lines: dict[str, bytes]) -> None:
        self._lines = lines
        self._parsed: dict[str, Any] = {}

    def __getitem__(self, entry_id: str) -> Any:
        if entry_id not in self._parsed:
            self._parsed[entry_id] = json.loads(self._lines[entry_id])
        return self._parsed[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def plain(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """A compiled registry as plain dictionaries, as `json` wants it."""
    return {key: dict(value) if key in _TABLES else value for key, value in snapshot.items() if key not in OWN}
