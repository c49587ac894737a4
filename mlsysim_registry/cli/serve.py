"""Devices that serve a load of tokens per second: tensor parallelism, batch, replicas, cost.

examples:
  mlsysim-registry serve --model llama-3-70b --device h100-sxm --load 20,000 --context 8192 --price "$3"
  mlsysim-registry serve --model llama-3-70b --device mi300x --load 5000 --context 8192 --latency "30 ms" --explain
  mlsysim-registry serve --model llama-3-8b --device h100-sxm --load 1e5 --context 4096 \\
      --memory-efficiency decode-gpu-fp16 --utilization 0.7

Every power of two within a node is tried. Exit status 1: it does not fit, or the latency cannot be met.
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, answer, number
from mlsysim_registry.cli.options import add_common, registry_of, whole

_NAMED = (
    "kv_precision", "arithmetic", "per_node", "tensor", "most_batch", "latency", "utilization", "reserve", "usable",
    "link", "memory_efficiency", "compute_efficiency", "price", "offer",
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--model", required=True, metavar="NAME", help="a model of the registry")
    parser.add_argument("--device", required=True, metavar="NAME", help="a device of the registry")
    parser.add_argument("--load", required=True, type=number, metavar="RATE", help="output tokens per second in all")
    parser.add_argument("--context", required=True, type=whole, metavar="N", help="tokens kept of each sequence")
    parser.add_argument("--precision", default="fp16,bf16", metavar="FORMAT", help="of the weights (default: fp16)")
    parser.add_argument("--kv-precision", default="fp16", metavar="FORMAT", help="of the cache (default: fp16)")
    parser.add_argument("--arithmetic", metavar="FORMAT", help="of the products, where it is not that of the weights")
    parser.add_argument("--per-node", type=whole, default=8, metavar="N", help="devices of a node (default: 8)")
    parser.add_argument("--tensor", type=whole, metavar="N", help="only this tensor-parallel degree")
    parser.add_argument("--most-batch", type=whole, default=1024, metavar="N", help="largest batch (default: 1024)")
    parser.add_argument("--latency", metavar="TIME", help="longest time of a token: '30 ms'")
    parser.add_argument("--utilization", type=number, default=1.0, metavar="F", help="part planned for (default: 1)")
    parser.add_argument("--reserve", type=number, default=0.1, metavar="F", help="memory kept free (default: 0.1)")
    parser.add_argument("--usable", action="store_true", help="the memory that the driver reports, where it is known")
    parser.add_argument("--link", metavar="NAME", help="the device's link: counts two AllReduces a layer")
    parser.add_argument("--memory-efficiency", metavar="ETA", help="part of the bandwidth, or an efficiency entry")
    parser.add_argument("--compute-efficiency", metavar="ETA", help="part of the peak, or an efficiency entry")
    parser.add_argument("--price", metavar="PRICE", help="'3 USD/GPU-hour', '$3', or a price list of the registry")
    parser.add_argument("--offer", metavar="NAME", help="which offer of the price list")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import serve

    named = {name: getattr(options, name) for name in _NAMED}
    who = (options.model, options.device, options.load, options.context, options.precision)
    return answer(serve(*who, registry=registry_of(options), **named), options)
