"""How the time of a check grows with the size of a source, shape by shape.

    python tests/benchmarks/growth.py                         100 kB, 1 MB and 10 MB of every shape
    python tests/benchmarks/growth.py --sizes 10k,100k deck "one sentence"

Each figure is the processor time of the check in a process of its own (without start-up and loading), and its peak
memory. A ratio of times that is more than 1.1 times the ratio of sizes is marked. Nothing is asserted here: the tests
count work instead (tests/sources/test_bounds.py).
"""

from __future__ import annotations

import argparse
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "sources"), str(ROOT), str(ROOT / "validators")]
_UNITS = {"k": 1_000, "M": 1_000_000}


def size_of(text: str) -> int:
    """Bytes of "100k" or "10M"."""
    return int(text[:-1]) * _UNITS[text[-1]] if text[-1] in _UNITS else int(text)


def one(shape: str, size: int) -> None:
    """Check one source here and print seconds, megabytes, quantities seen and checked."""
    from shapes import SHAPES
    from snippets import checked

    path, grow = SHAPES[shape]
    checked("H100: 80 GB")
    checked("x = 80e9", "a.py")
    text = grow(size)
    begin = time.process_time()
    report = checked(text, path)
    taken = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"{taken:.3f} {peak:.0f} {report.seen} {report.checked} {len(report.troubles)}")


def main() -> int:
    """Measure and print."""
    from shapes import SHAPES

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shapes", nargs="*", help="by default all")
    parser.add_argument("--sizes", default="100k,1M,10M")
    parser.add_argument("--limit", type=int, default=300, help="processor seconds after which a size is given up")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = [size_of(text) for text in options.sizes.split(",")]
    if options.one:
        resource.setrlimit(resource.RLIMIT_CPU, (options.limit, options.limit + 5))
        one(options.shapes[0], sizes[0])
        return 0
    print(f"{'':26}" + "".join(f"{size / 1e3:>10,.0f} kB  ratio    MB" for size in sizes))
    for shape in options.shapes or SHAPES:
        cells, before = [], 0.0
        for index, size in enumerate(sizes):
            command = [sys.executable, __file__, "--one", "--sizes", str(size), "--limit", str(options.limit), shape]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode == -signal.SIGXCPU or done.returncode == -signal.SIGKILL:
                cells.append(f"{'> ' + format(options.limit, 'd'):>10} s")
                break
            if done.returncode:
                cells.append(f"  failed: {(done.stderr.strip().splitlines() or ['killed'])[-1][:60]}")
                break
            taken, peak = (float(word) for word in done.stdout.split()[:2])
            ratio = taken / before if index and before else 0.0
            over = index > 0 and taken > 0.3 and ratio > 1.1 * size / sizes[index - 1]
            cells.append(f"{taken:10.2f} s {f'{ratio:.1f}' if ratio else '':>7}{'!' if over else ' '}{peak:6.0f}")
            before = taken
        print(f"{shape:26}" + "".join(cells), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
