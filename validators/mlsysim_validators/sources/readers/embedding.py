"""A source inside another: what its reader found, with places in the outer file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from mlsysim_validators.sources.texts.documents import Block, Document, Lookup, Text, Value

_TABLES = 1_000_000  # numbers of tables and rows that one inner source may use


class _Through(Sequence[int]):
    """Offsets into an inner text, as offsets into the file."""

    __slots__ = ("_inner", "_outer")

    def __init__(self, inner: Sequence[int], outer: Sequence[int]) -> None:
        self._inner = inner
        self._outer = outer

    def __len__(self) -> int:
        return len(self._inner)

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[int, ...]: ...

    def __getitem__(self, index: int | slice) -> int | tuple[int, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self._inner))))
        return self._outer[min(self._inner[index], len(self._outer) - 1)]


class Embedding:
    """Moves what was read in an inner text, the `number`-th of the file, to its places in the file."""

    def __init__(self, outer: Text, number: int) -> None:
        self._outer = outer
        self._number = number

    def text(self, text: Text) -> Text:
        return Text(text.text, _Through(text.offsets, self._outer.offsets)) if text.text else text

    def value(self, value: Value) -> Value:
        return value._replace(text=self.text(value.text), table=value.table + self._number * _TABLES)

    def block(self, block: Block) -> Block:
        rows = tuple(tuple(part._replace(text=self.text(part.text)) for part in row) for row in block.rows)
        values = tuple(self.value(value) for value in block.values)
        return block._replace(text=self.text(block.text), rows=rows, values=values)

    def lookup(self, lookup: Lookup) -> Lookup:
        at = self._outer.source_offset
        return Lookup(
            tuple(
                branch._replace(offset=at(branch.offset), start=at(branch.start), end=at(branch.end))
                for branch in lookup.branches
            )
        )

    def extras(self, document: Document, inner: Document) -> None:
        """Hand on directives, troubles and look-ups."""
        at = self._outer.source_offset
        document.directives += [directive._replace(offset=at(directive.offset)) for directive in inner.directives]
        document.troubles += [trouble._replace(offset=at(trouble.offset)) for trouble in inner.troubles]
        document.lookups += map(self.lookup, inner.lookups)
