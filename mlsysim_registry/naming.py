"""The names that entries answer to, whatever their case, spaces and hyphens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlsysim_registry.files import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Folded name -> the [kind, id] pairs that answer to it.
NameTable = Mapping[str, list[list[str]]]


def _is_kept(char: str) -> bool:
    return char.isalnum() or char in ".+"


_LEFT_OUT = {code: None for code in range(128) if not _is_kept(chr(code))}


def fold(name: str) -> str:
    """A name without what people write differently: case, spaces, hyphens, underscores, slashes."""
    if name.isascii():  # nearly all are: the same in one go
        return name.lower().translate(_LEFT_OUT)
    return "".join(char for char in name.casefold() if _is_kept(char))


def spoken_names(entry_id: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """Every name of one entry, as it is written."""
    yield from (entry_id, entry_id.rpartition("/")[2], str(entry.get("name", "")))
    for key in ("aliases", "default_for"):
        yield from map(str, entry.get(key) or ())


def name_table(snapshot: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """The names of all entries of a compiled registry; former ids lead to the present ones."""
    table: dict[str, list[list[str]]] = {}
    for kind in KINDS:
        for entry_id, entry in snapshot.get(kind, {}).items():
            for name in spoken_names(entry_id, entry):
                holders = table.setdefault(fold(name), [])
                if [kind, entry_id] not in holders:
                    holders.append([kind, entry_id])
    for kind, moved in snapshot.get("redirects", {}).items():
        for former, entry_id in moved.items():
            table.setdefault(fold(former), [[kind, entry_id]])
    return table
