"""What is asked again and again, and found once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar

_T = TypeVar("_T")


class Keeping:
    """Keeps what was looked for."""

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    def once(self, what: Hashable, find: Callable[[], _T]) -> _T:
        """What `find` finds, looked for the first time only: `what` names it among all that is kept here."""
        if what not in self._kept:
            self._kept[what] = find()
        kept: _T = self._kept[what]
        return kept
