"""How the commands of the model layer print one computed result, and the options that they share."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from mlsysim_registry.cli.output import write, write_json

if TYPE_CHECKING:
    from mlsysim_registry.analysis import Computed


class Answer(Protocol):
    """A result that can be told in full and as data."""

    def explain(self) -> str:
        """The formula, the numbers put in and their sources, the working."""

    def as_dict(self) -> dict[str, Any]:
        """The result as JSON takes it."""


def add_explain(parser: argparse.ArgumentParser) -> None:
    """`--explain`."""
    parser.add_argument("--explain", action="store_true", help="formula, numbers, sources, working, assumptions")


def answer(result: Computed, options: argparse.Namespace) -> int:
    """Print the result as text, with --explain in full, or as JSON; 0 where there is one, 1 where the answer is no."""
    print_answer(result, options, [str(result), *(f"  {line}" for line in result.working), *noted(result.notes)])
    return 0 if result.value is not None else 1


def print_answer(result: Answer, options: argparse.Namespace, plain: Iterable[str]) -> None:
    """Print a result as the options want it: as JSON, with --explain in full, else the plain lines."""
    if options.format == "json":
        write_json(result.as_dict())
    elif options.explain:
        write([result.explain()])
    else:
        write(plain)


def noted(notes: Iterable[str]) -> list[str]:
    """Notes as lines."""
    return [f"note: {note}" for note in notes]


def number(text: str) -> float:
    """A number as people write it: 0.4, 1e12, 20,000."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number") from None
