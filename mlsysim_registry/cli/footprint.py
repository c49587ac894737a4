"""Energy and carbon of devices over some hours.

examples:
  mlsysim-registry footprint --device h100-sxm --devices 1024 --hours 720 --pue 1.1 --grid france
  mlsysim-registry footprint --device h100-sxm --devices 8 --hours 8760 --grid "56 gCO2e/kWh" --embodied "150 kgCO2e"
  mlsysim-registry footprint --device a100-sxm-80gb --devices 384 --hours 2820 --power "400 W" --electricity 0.08

The grid's intensity gives the location-based figure; --matched the part that contracts count as clean (market based).
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, answer, number
from mlsysim_registry.cli.options import add_common, registry_of, whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--device", required=True, metavar="NAME", help="a device of the registry")
    parser.add_argument("--devices", required=True, type=whole, metavar="N", help="how many")
    parser.add_argument("--hours", required=True, type=number, metavar="H", help="how long")
    parser.add_argument("--power", metavar="POWER", help="of one device (default: its typical power, or TDP)")
    parser.add_argument("--load", type=number, default=1.0, metavar="F", help="part of it drawn (default: 1)")
    parser.add_argument("--host-power", default="0 W", metavar="POWER", help="per device beside it: '150 W'")
    parser.add_argument("--pue", default="1.0", metavar="PUE", help="a number, or a facility of the registry")
    parser.add_argument("--grid", metavar="NAME", help="a grid of the registry, or an intensity '56 gCO2e/kWh'")
    parser.add_argument("--matched", type=number, default=0.0, metavar="F", help="part matched by contracts")
    parser.add_argument("--embodied", metavar="MASS", help="carbon of making one device: '150 kgCO2e'")
    parser.add_argument("--lifetime", type=number, default=4.0, metavar="YEARS", help="of a device (default: 4)")
    parser.add_argument("--electricity", type=number, metavar="USD", help="price of a kWh")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import footprint

    result = footprint(
        options.device,
        options.devices,
        options.hours,
        power=options.power,
        load=options.load,
        host_power=options.host_power,
        pue=options.pue,
        grid=options.grid,
        matched=options.matched,
        embodied=options.embodied,
        lifetime_years=options.lifetime,
        electricity=options.electricity,
        registry=registry_of(options),
    )
    return answer(result, options)
