"""Size of a model's KV cache, by its key-value heads.

examples:
  mlsysim-registry kvcache --model llama-3-8b --tokens 4096
  mlsysim-registry kvcache --model llama-3-70b --tokens 8192 --batch 32 --precision fp8 --explain
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.answers import add_explain, noted, print_answer
from mlsysim_registry.cli.options import add_common, registry_of, whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--model", required=True, metavar="NAME", help="a model of the registry")
    parser.add_argument("--tokens", required=True, type=whole, metavar="N", help="tokens kept of each sequence")
    parser.add_argument("--batch", type=whole, default=1, metavar="N", help="sequences (default: 1)")
    parser.add_argument("--precision", default="fp16", metavar="FORMAT", help="of the cache (default: fp16)")
    add_explain(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import kv_cache

    result = kv_cache(options.model, options.tokens, options.batch, options.precision, registry=registry_of(options))
    print_answer(result, options, [str(result), *noted(result.explanation.notes)])
    return 0
