"""What a used hour of an owned device costs, to compare with prices on demand.

examples:
  mlsysim-registry own --device h100-sxm --capital "35,000 USD" --electricity 0.08 --pue 1.2 --utilization 0.7
  mlsysim-registry own --device h100-sxm --capital "35,000 USD" --years 5 --multiplier 1.3 --explain
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, answer, number
from mlsysim_registry.cli.options import add_common, registry_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--device", required=True, metavar="NAME", help="a device of the registry")
    parser.add_argument("--capital", required=True, metavar="USD", help="one device with its share of the machine")
    parser.add_argument("--years", type=number, default=4.0, metavar="N", help="written off over (default: 4)")
    parser.add_argument("--electricity", type=number, default=0.0, metavar="USD", help="price of a kWh")
    parser.add_argument("--power", metavar="POWER", help="of one device (default: its typical power, or TDP)")
    parser.add_argument("--pue", type=number, default=1.0, metavar="PUE", help="of the facility (default: 1)")
    parser.add_argument("--multiplier", type=number, default=1.0, metavar="X", help="space, staff, spares (default: 1)")
    parser.add_argument("--utilization", type=number, default=1.0, metavar="F", help="part of the hours (default: 1)")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import owned_price

    result = owned_price(
        options.device,
        options.capital,
        years=options.years,
        electricity=options.electricity,
        power=options.power,
        pue=options.pue,
        multiplier=options.multiplier,
        utilization=options.utilization,
        registry=registry_of(options),
    )
    return answer(result, options)
