"""Run the data-mutation harness over a registry.

examples:
  python -m mlsysim_validators.mutations --jobs 2
  python -m mlsysim_validators.mutations --sample 400 --seed 1 --kind number --kind unit --format json
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence

from mlsysim_registry.files import checkout_root
from mlsysim_validators.mutations.judging import Judge
from mlsysim_validators.mutations.mutant import KINDS
from mlsysim_validators.mutations.report import Tally
from mlsysim_validators.mutations.running import chosen, outcomes
from mlsysim_validators.workspace import Workspace


def main(arguments: Sequence[str] | None = None) -> int:
    """Make mutants, judge them, print the table; 0 if all were reported, 1 if some survive, 2 if it could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m mlsysim_validators.mutations", epilog=(__doc__ or "").partition("\n")[2],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--root", help="the folder that holds registry/ and citations/ (default: this checkout)")
    parser.add_argument("--sample", type=int, metavar="N", help="that many mutants, every kind with its share")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes and samples other mutants (default: 0)")
    parser.add_argument("--kind", action="append", choices=KINDS, default=[], help="this kind only; may be repeated")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(arguments)
    root = options.root or checkout_root()
    if root is None:
        sys.stderr.write("no registry/ folder beside this package; name one with --root\n")
        return 2
    begin = time.perf_counter()
    made = chosen(Judge(Workspace(root)).mutants(options.seed), options.kind, options.sample, options.seed)
    if not made:
        sys.stderr.write(f"nothing to mutate below {root}\n")
        return 2
    tally = Tally(outcomes(root, made, options.jobs))
    seconds = time.perf_counter() - begin
    if options.format == "json":
        sys.stdout.write(
            json.dumps(tally.as_dict() | {"seconds": round(seconds, 1)}, indent=2, ensure_ascii=False) + "\n"
        )
    else:
        sys.stdout.write(f"{tally.as_text()}{seconds:.0f} s, {len(made) / seconds:.0f} mutants/s\n")
    return 1 if tally.survivors else 0


if __name__ == "__main__":
    sys.exit(main())
