"""How the commands of the model layer print one computed result, and the options that they share."""

from __future__ import annotations

import argparse

from mlsysim_registry.analysis import Computed
from mlsysim_registry.cli.output import write, write_json


def add_explain(parser: argparse.ArgumentParser) -> None:
    """`--explain`."""
    parser.add_argument("--explain", action="store_true", help="formula, numbers, sources, working, assumptions")


def answer(result: Computed, options: argparse.Namespace) -> int:
    """Print the result as text, with --explain in full, or as JSON; 0 where there is one, 1 where the answer is no."""
    if options.format == "json":
        write_json(result.as_dict())
    elif options.explain:
        write([result.explain()])
    else:
        write([str(result), *(f"  {line}" for line in result.working), *(f"note: {note}" for note in result.notes)])
    return 0 if result.value is not None else 1


def number(text: str) -> float:
    """A number as people write it: 0.4, 1e12, 20,000."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number") from None
