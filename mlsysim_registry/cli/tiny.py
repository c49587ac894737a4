"""A network on a micro device: time, where its weights fit, energy of a duty cycle.

examples:
  mlsysim-registry tiny --model mobilenet-v1-vww --device stm32l4r5 --macs-per-cycle 2 --eta tflite-micro
  mlsysim-registry tiny --macs 7.5e6 --parameters 220,000 --device nrf52840 --explain
  mlsysim-registry tiny --model ds-cnn-kws --device stm32l4r5 --period "1 s" --active-power "30 mW" \\
      --sleep-power "10 uW" --battery "1 Wh"
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, answer, number
from mlsysim_registry.cli.options import add_common, registry_of
from mlsysim_registry.errors import GivenError


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--model", metavar="NAME", help="a model of the registry")
    parser.add_argument("--macs", type=number, metavar="N", help="instead: multiply-accumulates of one inference")
    parser.add_argument("--parameters", type=number, metavar="N", help="with --macs: to see where the weights fit")
    parser.add_argument("--device", required=True, metavar="NAME", help="a micro device of the registry")
    parser.add_argument("--precision", default="int8", metavar="FORMAT", help="of the weights (default: int8)")
    parser.add_argument("--macs-per-cycle", type=number, metavar="N", help="default: the registry's, or 1")
    parser.add_argument("--eta", metavar="ETA", help="part of the cycles, or an efficiency entry")
    parser.add_argument("--activations", default="0 B", metavar="SIZE", help="the largest held at once")
    parser.add_argument("--period", metavar="TIME", help="from one wake-up to the next: '1 s'")
    parser.add_argument("--active-power", metavar="POWER", help="while it computes: '30 mW'")
    parser.add_argument("--sleep-power", default="0 W", metavar="POWER", help="while it sleeps: '0.01 mW'")
    parser.add_argument("--battery", metavar="ENERGY", help="'3,600 J'")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import tiny

    if (options.model is None) == (options.macs is None):
        raise GivenError("give either --model or --macs")
    result = tiny(
        options.macs if options.model is None else options.model,
        options.device,
        precision=options.precision,
        macs_per_cycle=options.macs_per_cycle,
        eta=options.eta,
        activations=options.activations,
        parameters=options.parameters,
        period=options.period,
        active_power=options.active_power,
        sleep_power=options.sleep_power,
        battery=options.battery,
        registry=registry_of(options),
    )
    return answer(result, options)
