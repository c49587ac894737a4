"""Time of any collective on any shape of network.

examples:
  mlsysim-registry collective all_reduce --message "16 GB" --devices 8 --link "h100-sxm nvlink" --algorithm nvls
  mlsysim-registry collective all_gather --message "1 GB" --devices 64 --bandwidth "50 GB/s" --algorithm torus \\
      --shape 4x4x4
  mlsysim-registry collective all_reduce --message "1 GB" --devices 32 --link "h100-sxm nvlink" --nodes 4 \\
      --network "50 GB/s" --algorithm rail-ring --eta allreduce-rails --explain

Rates are per direction: of a device (ring, tree, switch), or of one link (mesh, torus).
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, answer
from mlsysim_registry.cli.options import add_common, registry_of, whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("operation", help="all_reduce, all_gather, reduce_scatter, all_to_all or broadcast")
    parser.add_argument("--message", required=True, metavar="SIZE", help="the whole buffer of a device: '16 GB'")
    parser.add_argument("--devices", required=True, type=whole, metavar="N", help="how many take part, in all")
    parser.add_argument("--link", metavar="NAME", help="a link of the registry: 'h100-sxm nvlink', nvlink-4")
    parser.add_argument("--ports", type=whole, metavar="N", help="how many ports of the link a device uses")
    parser.add_argument("--bandwidth", metavar="RATE", help="instead of a link: one direction: '450 GB/s'")
    parser.add_argument("--algorithm", default="ring", metavar="NAME", help="ring (default), tree, torus ...")
    parser.add_argument("--latency", default="0 s", metavar="TIME", help="of one step: '2 us' (default: none)")
    parser.add_argument("--eta", metavar="ETA", help="part of the rate, or an efficiency entry")
    parser.add_argument("--shape", type=_shape, metavar="AxBxC", help="of a torus: 4x4x8")
    parser.add_argument("--grid", action="store_true", help="no wraparound: a grid instead of a torus")
    parser.add_argument("--nodes", type=whole, default=1, metavar="N", help="nodes (hierarchical, rail-ring)")
    parser.add_argument("--rails", type=whole, metavar="N", help="network ports a node (default: one a device)")
    parser.add_argument("--network", metavar="RATE", help="of one network port, one direction: '50 GB/s'")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import collective

    result = collective(
        options.operation,
        options.message,
        options.devices,
        options.link,
        algorithm=options.algorithm,
        bandwidth_per_direction=options.bandwidth,
        ports=options.ports,
        latency=options.latency,
        eta=options.eta,
        shape=options.shape,
        wraparound=not options.grid,
        nodes=options.nodes,
        rails=options.rails,
        network=options.network,
        registry=registry_of(options),
    )
    return answer(result, options)


def _shape(text: str) -> tuple[int, ...]:
    try:
        return tuple(whole(axis) for axis in text.casefold().split("x"))
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is no shape: write 4x4x8") from None
