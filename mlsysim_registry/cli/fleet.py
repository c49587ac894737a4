"""Devices and yearly cost of serving a model; and the price that a stated cost implies.

examples:
  mlsysim-registry fleet --model llama-3-70b --device h100 --price "3 USD/GPU-hour" --replicas 4
  mlsysim-registry fleet --model llama-3-70b --device h100 --precision fp16 int8 int4 --price '$3' --replicas 100
  mlsysim-registry fleet --model llama-3-70b --device h100 --precision fp16 int8 int4 --price '$3' --plot fleet.svg
  mlsysim-registry fleet --model llama-3-70b --device mi300x --tokens 8192 --batch 32 --reserve 0.1
  mlsysim-registry fleet --model llama-3-70b --device h100 --price aws-on-demand-2026-11
  mlsysim-registry fleet --stated "120,000 USD/GPU-year" --price "3 USD/GPU-hour"

Devices are counted by memory: weights, and with --tokens the KV cache. `--stated` takes a cost that somebody states
(per GPU-year, or for --count devices in USD a year) and tells the price per GPU-hour that it amounts to.
"""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from mlsysim_registry.cli.answers import add_explain, noted, number, print_answer
from mlsysim_registry.cli.options import add_common, add_plot, registry_of, whole
from mlsysim_registry.cli.output import columns, write, write_json
from mlsysim_registry.data import Registry
from mlsysim_registry.display import money, si
from mlsysim_registry.errors import GivenError, UnitError

if TYPE_CHECKING:
    from mlsysim_registry.analysis import Fleet, ImpliedPrice

_DOLLARS = re.compile(r"\$ ?(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?) ?(?P<scale>[kKmM]?)(?P<per> ?/.*)?")
_SECONDS_PER_YEAR = 8760 * 3600
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--model", metavar="NAME", help="a model of the registry")
    parser.add_argument("--device", metavar="NAME", help="a device of the registry")
    parser.add_argument(
        "--precision", nargs="+", default=["fp16"], metavar="FORMAT", help="of the weights; several are compared"
    )
    parser.add_argument("--replicas", type=whole, default=1, metavar="N", help="copies of the model (default: 1)")
    parser.add_argument("--price", metavar="PRICE", help="'3 USD/GPU-hour', '$3', or a price list of the registry")
    parser.add_argument("--offer", metavar="NAME", help="which offer of the price list")
    parser.add_argument("--hours", type=number, default=8760.0, metavar="H", help="paid for in a year (default: 8760)")
    parser.add_argument(
        "--reserve", type=number, default=0.0, metavar="F", help="fraction of memory kept free (default: 0)"
    )
    parser.add_argument("--tokens", type=whole, metavar="N", help="count the KV cache of sequences of this length, too")
    parser.add_argument("--batch", type=whole, default=1, metavar="N", help="sequences in the KV cache (default: 1)")
    parser.add_argument("--kv-precision", metavar="FORMAT", help="of the KV cache (default: fp16)")
    parser.add_argument("--max-devices", type=whole, metavar="N", help="most devices that a replica may have")
    parser.add_argument("--any-count", action="store_true", help="do not round up to a power of two")
    parser.add_argument(
        "--stated", metavar="COST", help="a stated cost: '120,000 USD/GPU-year', or in USD a year for all"
    )
    parser.add_argument("--count", type=whole, default=1, metavar="N", help="devices that --stated is for (default: 1)")
    add_explain(parser)
    add_plot(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import implied_price

    registry = registry_of(options)
    result: Fleet | ImpliedPrice
    if options.stated is not None:
        cost, devices = _stated(options.stated, options.count)
        against = {"price": options.price, "offer": options.offer, "registry": registry}
        result = implied_price(cost, devices, options.hours, **against)
    elif options.model is None or options.device is None:
        raise GivenError("give --model and --device, or --stated to look at a stated cost")
    else:
        fleets = [(precision, _fleet(options, precision, registry)) for precision in options.precision]
        if options.plot is not None:
            from mlsysim_registry.plots import fleet_figure, show

            write([show(fleet_figure(fleets), options.plot)])
            return 0
        if len(fleets) > 1:
            _compare(fleets, options)
            return 0
        result = fleets[0][1]
    if options.plot is not None:
        raise GivenError("--plot draws devices and cost of a model; --stated has nothing to draw")
    explanation = result.explanation
    working = [f"  {line}" for section in explanation.sections for line in section.working]
    print_answer(result, options, [str(result), *working, *noted(explanation.notes)])
    return 0


def _fleet(options: argparse.Namespace, precision: str, registry: Registry) -> Fleet:
    from mlsysim_registry.analysis import fleet

    return fleet(
        options.model,
        options.device,
        precision,
        options.replicas,
        options.price,
        options.hours,
        options.reserve,
        not options.any_count,
        tokens=options.tokens,
        batch=options.batch,
        kv_precision=options.kv_precision,
        max_devices_per_replica=options.max_devices,
        offer=options.offer,
        registry=registry,
    )


def _compare(fleets: list[tuple[str, Fleet]], options: argparse.Namespace) -> None:
    """One line a format: what compression does to the fleet."""
    if options.format == "json":
        write_json({precision: fleet.as_dict() for precision, fleet in fleets})
        return
    if options.explain:
        write([f"{fleet.explain()}\n" for _, fleet in fleets])
        return
    head = ["format", "weights", "devices a replica", "devices", "USD a year", "against the first"]
    rows = [head]
    first = fleets[0][1].cost_per_year
    for precision, fleet in fleets:
        cost = fleet.cost_per_year
        needed = str(fleet.needed) if fleet.fits else f"does not fit: {fleet.needed}"
        rows.append(
            [
                precision,
                si(fleet.bytes_needed, "B", 4),
                needed,
                "-" if fleet.devices is None else f"{fleet.devices:,}",
                "no price" if cost is None else money(cost),
                "" if first is None or cost is None or cost == first else f"{money(cost - first)} a year",
            ]
        )
    shown = fleets[0][1]
    basis = f"price: {shown.basis}, {shown.hours.text} paid for in a year" if shown.price is not None else ""
    title = f"{shown.model} on {shown.device}, {shown.replicas.text} replica{'s' if shown.replicas.value > 1 else ''}"
    write([title, "", *columns(rows), *(["", basis] if basis else [])])


def _stated(text: str, count: int) -> tuple[float, int]:
    """A stated cost in USD a year, and for how many devices. Raises GivenError where it is no amount of money."""
    from mlsysim_registry.units.quantity import base_unit, parse_quantity

    dollars = _DOLLARS.fullmatch(text.strip())
    if dollars:
        spent = number(dollars["number"]) * _SCALES[dollars["scale"].casefold()]
        text = f"{spent!r} USD{(dollars['per'] or '').replace(' ', '')}"
    wanted = "write 120,000 USD (a year, for all devices) or 120,000 USD/GPU-year"
    try:
        quantity = parse_quantity(text)
    except UnitError as error:
        raise GivenError(f"--stated is `{text}`: {error}; {wanted}") from error
    unit = base_unit(quantity.unit.dimension)
    if unit == "USD":
        return quantity.base, count
    if unit in ("USD/s", "USD/GPU/s"):
        return quantity.base * _SECONDS_PER_YEAR, count if unit == "USD/s" else 1
    raise GivenError(f"--stated is `{text}`; {wanted}")
