"""Time, device-hours, cost and memory of training a model.

examples:
  mlsysim-registry train --model llama-3-70b --device h100-sxm --devices 1024 --tensor 8 --pipeline 4 --batch 2048
  mlsysim-registry train --model llama-3-8b --device h100-sxm --devices 64 --tokens 1e12 --mfu 0.4 --price "$3"
  mlsysim-registry train --model bloom-176b --device a100-sxm-80gb --devices 384 --tensor 4 --pipeline 12 --explain
  mlsysim-registry train --model llama-3.1-405b --device h100-sxm --devices 16384 --auto --batch 2048

Tensor x pipeline must divide the devices; the rest is data parallel. The MFU is a number, or an efficiency entry of
the registry whose low and high give the bracket.
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, answer, number
from mlsysim_registry.cli.options import add_common, registry_of, whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--model", required=True, metavar="NAME", help="a model of the registry")
    parser.add_argument("--device", required=True, metavar="NAME", help="a device of the registry")
    parser.add_argument("--devices", required=True, type=whole, metavar="N", help="how many")
    parser.add_argument("--tokens", type=number, metavar="N", help="training tokens (default: the model's, or 20 N)")
    parser.add_argument("--sequence", type=whole, metavar="N", help="length of a sequence (default: at most 8192)")
    parser.add_argument("--batch", type=whole, metavar="N", help="sequences of one step, all replicas together")
    parser.add_argument("--microbatch", type=whole, default=1, metavar="N", help="sequences at once (default: 1)")
    parser.add_argument("--precision", default="bf16", metavar="FORMAT", help="of the arithmetic (default: bf16)")
    parser.add_argument("--tensor", type=whole, default=1, metavar="N", help="tensor-parallel degree (default: 1)")
    parser.add_argument("--pipeline", type=whole, default=1, metavar="N", help="pipeline stages (default: 1)")
    parser.add_argument("--auto", action="store_true", help="the least tensor and pipeline parallelism that fits")
    parser.add_argument("--per-node", type=whole, default=8, metavar="N", help="devices of a node (default: 8)")
    parser.add_argument("--chunks", type=whole, default=1, metavar="N", help="model chunks a stage, interleaved")
    parser.add_argument(
        "--mfu", default="training-megatron-lm", metavar="MFU", help="a number or an entry (default: %(default)s)"
    )
    parser.add_argument("--recompute", default="selective", metavar="HOW", help="none, selective (default) or full")
    parser.add_argument("--recipe", default="adam-mixed", metavar="NAME", help="bytes a parameter (2 + 2 + 12)")
    parser.add_argument("--zero", type=int, default=1, metavar="STAGE", help="ZeRO stage, 0 to 3 (default: 1)")
    parser.add_argument("--price", metavar="PRICE", help="'3 USD/GPU-hour', '$3', or a price list of the registry")
    parser.add_argument("--offer", metavar="NAME", help="which offer of the price list")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import train

    result = train(
        options.model,
        options.device,
        options.devices,
        options.tokens,
        sequence=options.sequence,
        batch=options.batch,
        microbatch=options.microbatch,
        precision=options.precision,
        tensor=None if options.auto else options.tensor,
        per_node=options.per_node,
        pipeline=options.pipeline,
        chunks=options.chunks,
        mfu=options.mfu,
        recompute=options.recompute,
        recipe=options.recipe,
        zero=options.zero,
        price=options.price,
        offer=options.offer,
        registry=registry_of(options),
    )
    return answer(result, options)
