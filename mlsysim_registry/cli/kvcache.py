"""Size of a model's KV cache, by its key-value heads.

examples:
  mlsysim-registry kvcache --model llama-3-8b --tokens 4096
  mlsysim-registry kvcache --model llama-3-70b --tokens 8192 --batch 32 --precision fp8 --explain
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.options import add_common, registry_of, whole
from mlsysim_registry.cli.output import write, write_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--model", required=True, metavar="NAME", help="a model of the registry")
    parser.add_argument("--tokens", required=True, type=whole, metavar="N", help="tokens kept of each sequence")
    parser.add_argument("--batch", type=whole, default=1, metavar="N", help="sequences (default: 1)")
    parser.add_argument("--precision", default="fp16", metavar="FORMAT", help="of the cache (default: fp16)")
    parser.add_argument("--explain", action="store_true", help="formula, numbers, sources, working, assumptions")
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    from mlsysim_registry.analysis import kv_cache

    result = kv_cache(options.model, options.tokens, options.batch, options.precision, registry=registry_of(options))
    if options.format == "json":
        write_json(result.as_dict())
    elif options.explain:
        write([result.explain()])
    else:
        write([str(result), *(f"note: {note}" for note in result.explanation.notes)])
    return 0
