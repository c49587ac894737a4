"""Ridge point, weight-load time and bottleneck of one decode step of a model on devices.

examples:
  mlsysim-registry roofline --model llama-3-8b --devices h100 mi300x b200 gaudi-3
  mlsysim-registry roofline --model llama-3-70b --devices h200 mi300x --precision fp8 --batch 64 --explain
  mlsysim-registry roofline --model llama-3-8b --devices h100 my-chip --with my-chip.yaml
  mlsysim-registry roofline --model llama-3-8b --devices h100 --precision int4 --arithmetic fp16
  mlsysim-registry roofline --model llama-3-8b --devices h100 mi300x --plot roofline.svg

The peak is the device's dense matrix rate. `--precision fp16,bf16` takes the first of the two that a device has, and
names it; nothing is substituted unasked.
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, print_answer
from mlsysim_registry.cli.options import add_common, add_plot, registry_of, whole
from mlsysim_registry.cli.output import write


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--model", required=True, metavar="NAME", help="a model of the registry")
    parser.add_argument(
        "--devices", required=True, nargs="+", metavar="NAME", help="the first is what others are compared with"
    )
    parser.add_argument(
        "--precision", default="fp16,bf16", metavar="FORMAT", help="of the weights (default: fp16, or bf16)"
    )
    parser.add_argument("--arithmetic", metavar="FORMAT", help="of the arithmetic, where it is not that of the weights")
    parser.add_argument("--batch", type=whole, default=1, metavar="N", help="sequences decoded at once (default: 1)")
    add_explain(parser)
    add_plot(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import roofline

    table = roofline(
        options.model,
        options.devices,
        options.precision,
        options.batch,
        arithmetic=options.arithmetic,
        registry=registry_of(options),
    )
    if options.plot is not None:
        from mlsysim_registry.plots import roofline_figure, show

        write([show(roofline_figure(table), options.plot)])
    else:
        notes = [f"{row.machine.name}: {note}" for row in table for note in row.section.notes]
        print_answer(table, options, [str(table), *([""] if notes else []), *notes])
    return 0
