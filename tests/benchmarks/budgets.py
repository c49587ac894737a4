"""Measure the project's budgets, as ratios taken in one run of this script.

    python tests/benchmarks/budgets.py                       this interpreter's installation
    python tests/benchmarks/budgets.py --python OTHER        another one's, such as that of an installed wheel
    python tests/benchmarks/budgets.py --rounds 15 --format json
    python tests/benchmarks/budgets.py --mlsysim OTHER       compare with `import mlsysim` of that interpreter
    python tests/benchmarks/budgets.py --long                a deck of 10 MB as well, once

Every figure is the processor time of a whole new process (user and system; where the platform does not tell, the time
that passed), the median over several rounds; the commands of a round run one after the other, so that a busy machine
slows all of them alike. Nothing is asserted: a ratio over its budget is marked. Byte code is cached, as for users.

`python -c pass` is taken in an empty environment: an editable install makes every start of its interpreter slower (by
some 25 ms), which would flatter the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
ONE_FILE = ROOT / "registry" / "accelerators" / "amd" / "mi300x.yaml"
DECK = ROOT / "examples" / "tutorial" / "slides.tex"
SCHEMAS = {
    "accelerators": "accelerator", "models": "model", "interconnects": "interconnect", "systems": "system",
    "efficiency": "efficiency", "prices": "price", "grids": "grid", "facilities": "facility",
    "reliability": "reliability",
}  # fmt: skip
ONE_SPEC = "from mlsysim_registry import load; load().find('mi300x')['memory.bandwidth'].value"
PEAK = "from mlsysim_registry import peak_flops; peak_flops('NVIDIA H100 80GB HBM3', 'bf16')"


def commands(python: str, mlsysim: str, folder: Path) -> dict[str, list[str]]:
    """Name -> command, of everything that is measured."""
    schema = [sys.executable, "-m", "check_jsonschema"]
    empty = folder / "empty"
    subprocess.run([python, "-m", "venv", "--without-pip", str(empty)], check=True, capture_output=True)
    found = {
        "pass": [str(empty / ("Scripts" if os.name == "nt" else "bin") / "python"), "-c", "pass"],
        "one spec": [python, "-c", ONE_SPEC],
        "show": [python, "-m", "mlsysim_registry", "show", "mi300x", "memory.bandwidth"],
        "list": [python, "-m", "mlsysim_registry", "list", "accelerators"],
        "peak_flops": [python, "-c", PEAK],
        "validate one": [python, "-m", "mlsysim_registry", "validate", str(ONE_FILE)],
        "validate all": [python, "-m", "mlsysim_registry", "validate", "--root", str(ROOT)],
        "check-jsonschema": [*schema, "--version"],
        "check-jsonschema one": [*schema, "--schemafile", _schema("accelerator"), str(ONE_FILE)],
        "check-jsonschema citations": [*schema, "--schemafile", _schema("citation"), *_yaml("citations")],
    }
    for kind, name in SCHEMAS.items():
        if not _yaml(f"registry/{kind}"):
            continue
        found[f"check-jsonschema {kind}"] = [*schema, "--schemafile", _schema(name), *_yaml(f"registry/{kind}")]
    if DECK.exists():
        nothing = folder / "nothing.tex"
        nothing.write_text(r"\begin{document}\end{document}", encoding="utf-8")
        found["check nothing"] = [python, "-m", "mlsysim_registry", "check", str(nothing)]
        for size in (100, 200, 1000):
            found[f"check {size} kB"] = check_deck(python, size, folder)
    if subprocess.run([mlsysim, "-c", "import mlsysim"], capture_output=True).returncode == 0:
        found["import mlsysim"] = [mlsysim, "-c", "import mlsysim"]
    return found


def check_deck(python: str, size: int, folder: Path) -> list[str]:
    """The command that checks a deck of `size` kB."""
    deck = folder / f"deck-{size}.tex"
    deck.write_text(long_deck(DECK.read_text(encoding="utf-8"), size * 1000), encoding="utf-8")
    return [python, "-m", "mlsysim_registry", "check", str(deck)]


def _schema(name: str) -> str:
    return str(ROOT / "schema" / f"{name}.schema.json")


def _yaml(folder: str) -> list[str]:
    return [str(path) for path in sorted((ROOT / folder).rglob("*.yaml"))]


def long_deck(text: str, size: int) -> str:
    """A deck of about `size` bytes, made of the frames of a shorter one, over and over.

    Titles and list items get a word of their own each time, so that remembering what was read helps no more than it
    does with a real deck.
    """
    start, end = text.index(r"\begin{document}"), text.index(r"\end{document}")
    head, body, tail = text[:start], text[start:end], text[end:]
    body = body.removeprefix(r"\begin{document}")
    parts: list[str] = []
    length = len(head.encode()) + len(tail.encode())
    while not parts or length + len(parts[-1].encode()) <= size:
        word = "case" + "".join("abcdefghij"[int(digit)] for digit in str(len(parts)))
        part = body.replace(r"\begin{frame}{", r"\begin{frame}{" + word + " ").replace(r"\item ", rf"\item {word}: ")
        parts.append(part)
        length += len(part.encode())
    return head + r"\begin{document}" + "".join(parts) + tail


def seconds_of(command: list[str], folder: Path) -> float:
    """Processor time of one run; a command that cannot run ends the script."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    start = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told, cwd=folder, env=environment)
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            taken = usage.ru_utime + usage.ru_stime
        else:
            process.wait()
            taken = time.perf_counter() - start
        told.seek(0)
        errors = told.read()
    if process.returncode not in (0, 1) or b"Traceback" in errors:
        raise SystemExit(f"could not run: {' '.join(command)[:200]}\n{errors.decode()[-2000:]}")
    return taken


def measure(found: dict[str, list[str]], rounds: int, folder: Path) -> dict[str, float]:
    """Seconds of each command, the median over the rounds; one round before them warms the caches."""
    times: dict[str, list[float]] = {name: [] for name in found}
    for number in range(rounds + 1):
        for name, command in found.items():
            taken = seconds_of(command, folder)
            if number:
                times[name].append(taken)
    return {name: median(taken) for name, taken in times.items()}


def ratios(seconds: dict[str, float]) -> list[dict[str, object]]:
    """The budgets of the design, and what was measured."""
    schema_all = sum(
        taken for name, taken in seconds.items() if name.startswith("check-jsonschema ") and "one" not in name
    )
    schema_all -= (
        sum(f"check-jsonschema {kind}" in seconds for kind in SCHEMAS) * seconds["check-jsonschema"]
    )  # as if one process had all schemas
    rows = [
        row("import + one spec / python -c pass", seconds["one spec"], seconds["pass"], 4),
        row("validate one file / check-jsonschema", seconds["validate one"], seconds["check-jsonschema one"], 2),
        row("validate everything / check-jsonschema", seconds["validate all"], schema_all, 2),
    ]
    if "import mlsysim" in seconds:
        rows.insert(
            1, row("import + one spec / import mlsysim", seconds["one spec"], seconds["import mlsysim"], 1 / 50)
        )
    if "check 100 kB" in seconds:
        rows.append(row("check of a 100 kB deck / one second", seconds["check 100 kB"], 1.0, 1))
        start = seconds["check nothing"]  # what a check takes before it reads anything
        for name, times in (("200 kB", 2), ("1000 kB", 10), ("10000 kB", 100)):
            if f"check {name}" in seconds:
                shorter, longer = seconds["check 100 kB"] - start, seconds[f"check {name}"] - start
                rows.append(row(f"check of {name} / 100 kB, without the start", longer, shorter, 1.1 * times))
    for name in ("show", "list", "peak_flops"):
        rows.append(row(f"{name}, whole command / python -c pass", seconds[name], seconds["pass"], None))
    return rows


def row(what: str, taken: float, against: float, budget: float | None) -> dict[str, object]:
    """One line of the table."""
    ratio = taken / against
    return {
        "what": what,
        "seconds": taken,
        "against": against,
        "ratio": ratio,
        "budget": budget,
        "kept": None if budget is None else ratio <= budget,
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable, help="the interpreter whose installation is measured")
    parser.add_argument("--mlsysim", default=sys.executable, help="the interpreter that has mlsysim, if another one")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--long", action="store_true", help="check a deck of 10 MB as well, once")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = os.path.abspath(options.python) if os.sep in options.python else options.python
        seconds = measure(commands(python, options.mlsysim, folder), options.rounds, folder)
        if options.long and DECK.exists():
            seconds["check 10000 kB"] = seconds_of(check_deck(python, 10_000, folder), folder)
        rows = ratios(seconds)
    if options.format == "json":
        print(json.dumps(rows, indent=2))
        return 0
    print(f"{'':42} {'took':>9} {'against':>9} {'ratio':>7} {'budget':>7}")
    for line in rows:
        budget = "" if line["budget"] is None else f"{line['budget']:.3g}"
        over = "  OVER" if line["kept"] is False else ""
        told = (
            f"{line['what']:42} {float(str(line['seconds'])) * 1e3:6.0f} ms {float(str(line['against'])) * 1e3:6.0f} ms"
        )
        print(f"{told} {float(str(line['ratio'])):7.3g} {budget:>7}{over}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
