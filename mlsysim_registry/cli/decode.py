"""Time of a decode step, or with --prompt of a prefill, of a model on devices.

examples:
  mlsysim-registry decode --model llama-3-8b --device h100-sxm --context 8192
  mlsysim-registry decode --model llama-3-70b --device h100-sxm --tensor 8 --link nvlink --batch 64 --context 8192
  mlsysim-registry decode --model llama-3-8b --device a100-sxm-80gb --memory-efficiency decode-gpu-fp16 --explain
  mlsysim-registry decode --model llama-3-70b --device h100-sxm --tensor 4 --prompt 2048 --compute-efficiency 0.6

A step takes KV time plus the larger of arithmetic and weights. Efficiencies are numbers, or entries of the registry,
whose low and high give the bracket and whose fixed time per layer is added; without them the time is a lower bound.
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, answer
from mlsysim_registry.cli.options import add_common, registry_of, whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--model", required=True, metavar="NAME", help="a model of the registry")
    parser.add_argument("--device", required=True, metavar="NAME", help="a device of the registry")
    parser.add_argument("--batch", type=whole, default=1, metavar="N", help="sequences at once (default: 1)")
    parser.add_argument("--context", type=whole, metavar="N", help="tokens in the cache of each sequence")
    parser.add_argument("--prompt", type=whole, metavar="N", help="process prompts of this length instead")
    parser.add_argument("--precision", default="fp16,bf16", metavar="FORMAT", help="of the weights (default: fp16)")
    parser.add_argument("--kv-precision", metavar="FORMAT", help="of the cache (default: fp16)")
    parser.add_argument("--arithmetic", metavar="FORMAT", help="of the products, where it is not that of the weights")
    parser.add_argument("--tensor", type=whole, default=1, metavar="N", help="devices that share a layer (default: 1)")
    parser.add_argument("--link", metavar="NAME", help="the device's link between them: counts two AllReduces a layer")
    parser.add_argument("--memory-efficiency", metavar="ETA", help="part of the bandwidth, or an efficiency entry")
    parser.add_argument("--compute-efficiency", metavar="ETA", help="part of the peak, or an efficiency entry")
    parser.add_argument("--network-efficiency", metavar="ETA", help="part of the link, or an efficiency entry")
    parser.add_argument("--overhead", metavar="TIME", help="fixed time of a step: '1 ms'")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import decode_step, prefill

    registry = registry_of(options)
    shared = {
        "arithmetic": options.arithmetic,
        "tensor": options.tensor,
        "link": options.link,
        "memory_efficiency": options.memory_efficiency,
        "compute_efficiency": options.compute_efficiency,
        "network_efficiency": options.network_efficiency,
        "overhead": options.overhead,
        "registry": registry,
    }
    who = (options.model, options.device)
    if options.prompt is not None:
        return answer(prefill(*who, options.prompt, options.batch, options.precision, **shared), options)
    step = decode_step(
        *who, options.batch, options.context or 0, options.precision, kv_precision=options.kv_precision, **shared
    )
    return answer(step, options)
