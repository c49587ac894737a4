"""How often a cluster fails, how often to save, what is left for work, how many spares.

examples:
  mlsysim-registry failures --devices 16384 --mtbf "50,000 h" --save "60 s" --restart "10 min"
  mlsysim-registry failures --devices 16384 --observed 1296 16384 419
  mlsysim-registry failures --devices 1024 --mtbf "50,000 h" --exponent 0.9 --explain

--observed takes what a run counted: hours, devices, failures. Measured fleets do not scale as 1/n exactly; fit
--exponent to their counts, or observe a job of similar size.
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, answer, number
from mlsysim_registry.cli.options import add_common, registry_of, whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--devices", required=True, type=whole, metavar="N", help="devices of the job")
    parser.add_argument("--mtbf", metavar="TIME", help="of one device: '50,000 h', or an entry of the registry")
    parser.add_argument(
        "--observed", nargs=3, type=number, metavar=("HOURS", "DEVICES", "FAILURES"), help="what a run counted"
    )
    parser.add_argument("--exponent", type=number, default=1.0, metavar="X", help="1 (default): independent failures")
    parser.add_argument("--save", default="60 s", metavar="TIME", help="to write a checkpoint (default: 60 s)")
    parser.add_argument("--restart", default="0 s", metavar="TIME", help="from a failure until work goes on")
    parser.add_argument("--repair", default="24 h", metavar="TIME", help="until a device is back (default: 24 h)")
    parser.add_argument("--confidence", type=number, default=0.99, metavar="F", help="that spares suffice")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import failures

    seen = None if options.observed is None else (options.observed[0], *map(int, options.observed[1:]))
    result = failures(
        options.devices,
        options.mtbf,
        observed=seen,
        exponent=options.exponent,
        save=options.save,
        restart=options.restart,
        repair=options.repair,
        confidence=options.confidence,
        registry=registry_of(options),
    )
    return answer(result, options)
