"""What a published benchmark would measure, with its bracket.

examples:
  mlsysim-registry predict collectives net-large '{"op": "AllReduce", "bytes": 8589934592, "n": 8, "link_bw": 450e9}'
  mlsysim-registry predict training train-3d-h100 '{"model": "16B", "gpus": 192, "peak": 989e12, "seq": 4096}' --explain
  mlsysim-registry predict inference dec-tp '{"tp": 2, "mem_bw": 2.039e12, "weight_bytes_read": 13.2e9}'

Inputs are a JSON object in base units: bytes, B/s, FLOP/s, Hz. `accuracy` does the same for a CSV of measurements.
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, print_answer
from mlsysim_registry.cli.options import add_common, registry_of
from mlsysim_registry.display import number


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("topic", help="collectives, training, inference, tinyml or roofline")
    parser.add_argument("group", help="the class: net-large, train-3d-h100, dec-tp ...")
    parser.add_argument("inputs", metavar="JSON", help="the conditions")
    parser.add_argument("--unit", help="the unit of the answer: 's', 'bytes/s busbw', 'tokens/s' ...")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import predict

    result = predict(options.topic, options.group, options.inputs, options.unit, registry=registry_of(options))
    others = [f"  {unit}: {number(value, 4)}" for unit, value in result.values.items() if unit != result.unit]
    print_answer(result, options, [str(result), *others])
    return 0 if result.value is not None else 1
