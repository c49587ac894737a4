"""How far predictions are from published measurements, class by class.

examples:
  mlsysim-registry accuracy measurements.csv
  mlsysim-registry accuracy measurements.csv --predictions predictions.csv
  mlsysim-registry accuracy measurements.csv --beyond others.csv --markdown --write accuracy.md

The CSV has the columns id, topic, group, inputs (a JSON object), unit, and expected where it was measured. Each row is
predicted with the registry's efficiency entries; nothing is fitted to the file, but that `left out` fits each class
anew without the row.
"""

from __future__ import annotations

import argparse
import csv

from mlsysim_registry.cli.options import add_common, registry_of
from mlsysim_registry.cli.output import columns, write, write_json

_FIELDS = ("id", "group", "efficiency", "unit", "measured", "predicted", "low", "high", "error", "at_peaks", "left_out")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("measurements", metavar="CSV", help="published measurements")
    parser.add_argument("--beyond", metavar="CSV", help="more measurements, that nothing was fitted to (for the page)")
    parser.add_argument("--predictions", metavar="FILE", help="write every prediction to this CSV")
    parser.add_argument("--markdown", action="store_true", help="print the whole page")
    parser.add_argument("--write", metavar="FILE", help="write the page to a file instead (with --markdown)")
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compare and print."""
    from mlsysim_registry.analysis.predictions.accuracy import compare, read_rows
    from mlsysim_registry.analysis.predictions.report import markdown, text

    registry = registry_of(options)
    compared = compare(read_rows(options.measurements), registry)
    beyond = compare(read_rows(options.beyond), registry, leave_out=False) if options.beyond else []
    rows = [
        dict(
            zip(
                _FIELDS,
                (
                    row.id,
                    row.group,
                    row.entry or row.reason,
                    row.unit,
                    None if row.measured != row.measured else row.measured,
                    row.calibrated,
                    row.low,
                    row.high,
                    row.error("calibrated"),
                    row.bare,
                    row.left_out,
                ),
                strict=True,
            )
        )
        for row in compared
    ]
    if options.predictions:
        with open(options.predictions, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, _FIELDS)
            writer.writeheader()
            writer.writerows(rows)
    if options.format == "json":
        write_json(rows)
    elif options.markdown and options.write:
        with open(options.write, "w", encoding="utf-8") as page:
            page.write(markdown(compared, beyond))
    elif options.markdown:
        write([markdown(compared, beyond)])
    else:
        write(columns(text(compared)))
        missing = [row for row in compared if row.calibrated is None]
        write([f"not predicted: {row.id}: {row.reason}" for row in missing])
    return 0
