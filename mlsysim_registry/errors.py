"""The errors that a user can meet. Each message says what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable


class RegistryError(Exception):
    """Base of every error that this package raises on purpose."""


class UnknownEntity(RegistryError, LookupError):
    """No entry has this name, id or alias."""


class AmbiguousEntity(UnknownEntity):
    """Several entries answer to this name."""


class UnknownSpec(RegistryError, KeyError):
    """The entry exists, but has no spec at this path."""

    def __str__(self) -> str:  # KeyError would print the message in quotes
        return str(self.args[0]) if self.args else ""


class UnsupportedFormat(RegistryError, LookupError):
    """The device has no rate for this number format."""


class DirectionUnknown(RegistryError, ValueError):
    """A rate per direction was asked of a spec that does not say which directions it counts."""


class GivenError(RegistryError, ValueError):
    """A number or option that the user gave makes no sense where it was given."""


class UnitError(RegistryError, ValueError):
    """A unit or a quantity that the vocabulary of registry/units.yaml does not have."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ExpressionError(RegistryError, ValueError):
    """A derivation that cannot be read or computed."""


class DataError(RegistryError):
    """The registry's files cannot be read as a registry."""


class MissingLibrary(RegistryError, ImportError):
    """An optional library that this needs is not installed."""


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The `count` words of `known` that look most like `word`, best first."""
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    return [folded[match] for match in get_close_matches(word.casefold(), folded, n=count, cutoff=0.5)]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A closing sentence that suggests the nearest known words, or nothing."""
    matches = nearest(word, known)
    return f" Did you mean {' or '.join(matches)}?" if matches else ""
