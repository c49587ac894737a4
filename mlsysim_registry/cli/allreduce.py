"""Time of a ring AllReduce over a link.

examples:
  mlsysim-registry allreduce --message "16 GB" --devices 8 --device h100-sxm
  mlsysim-registry allreduce --message "16 GB" --devices 8 --link nvlink-4 --ports 18
  mlsysim-registry allreduce --message "1 GB" --devices 256 --bandwidth "50 GB/s" --latency "2 us" --explain
  mlsysim-registry allreduce --message "16 GB" --devices 8 --device h100-sxm --plot allreduce.svg

The rate is always that of one device in one direction: a link total that counts both directions is halved.
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, noted, print_answer
from mlsysim_registry.cli.options import add_common, add_plot, registry_of, whole
from mlsysim_registry.cli.output import write


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--message", required=True, metavar="SIZE", help="what every device holds: '16 GB'")
    parser.add_argument("--devices", required=True, type=whole, metavar="N", help="how many take part")
    parser.add_argument("--device", metavar="NAME", help="a device of the registry, whose link is used")
    parser.add_argument("--link", metavar="NAME", help="an interconnect (nvlink-4), or which link of --device (nvlink)")
    parser.add_argument("--ports", type=whole, metavar="N", help="how many ports of the link a device uses")
    parser.add_argument("--bandwidth", metavar="RATE", help="instead of a link: one device, one direction: '450 GB/s'")
    parser.add_argument("--latency", metavar="TIME", help="of one step: '2 us' (default: none)")
    add_explain(parser)
    add_plot(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import allreduce

    registry = registry_of(options)
    link = options.link
    if options.device is not None:
        device = registry.find(options.device, "accelerators")
        link = f"{device.id} {_own_name(link, device.attributes.get('linked', {}))}".strip()
    result = allreduce(
        options.message,
        options.devices,
        link,
        bandwidth_per_direction=options.bandwidth,
        latency=options.latency,
        ports=options.ports,
        registry=registry,
    )
    if options.plot is not None:
        from mlsysim_registry.plots import allreduce_figure, show

        write([show(allreduce_figure(result), options.plot)])
    else:
        print_answer(result, options, [str(result), *noted(result.notes)])
    return 0


def _own_name(link: str | None, linked: dict[str, str]) -> str:
    """The device's own name of a link that was given by that name or by the interconnect that it is."""
    return next((name for name, interconnect in linked.items() if link == interconnect), link or "")
