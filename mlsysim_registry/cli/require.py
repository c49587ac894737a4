"""What a device needs to decode a model within a time: bandwidth, peak, memory; and which devices have it.

examples:
  mlsysim-registry require --model llama-3-8b --latency "10 ms"
  mlsysim-registry require --model llama-3-70b --latency "30 ms" --batch 32 --context 8192 --precision fp8 --explain
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, answer
from mlsysim_registry.cli.options import add_common, registry_of, whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--model", required=True, metavar="NAME", help="a model of the registry")
    parser.add_argument("--latency", required=True, metavar="TIME", help="time of a token: '20 ms'")
    parser.add_argument("--batch", type=whole, default=1, metavar="N", help="sequences at once (default: 1)")
    parser.add_argument("--context", type=whole, metavar="N", help="tokens in the cache of each sequence")
    parser.add_argument("--precision", default="fp16,bf16", metavar="FORMAT", help="of the weights (default: fp16)")
    parser.add_argument("--kv-precision", default="fp16", metavar="FORMAT", help="of the cache (default: fp16)")
    parser.add_argument("--memory-efficiency", metavar="ETA", help="part of the bandwidth, or an efficiency entry")
    parser.add_argument("--compute-efficiency", metavar="ETA", help="part of the peak, or an efficiency entry")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import require

    result = require(
        options.model,
        options.latency,
        options.batch,
        options.context or 0,
        options.precision,
        kv_precision=options.kv_precision,
        memory_efficiency=options.memory_efficiency,
        compute_efficiency=options.compute_efficiency,
        registry=registry_of(options),
    )
    return answer(result, options)
