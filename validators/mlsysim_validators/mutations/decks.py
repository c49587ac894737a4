"""The deck-mutation harness: change a number of a deck that was checked, and see whether just that is reported.

examples:
  python -m mlsysim_validators.mutations.decks examples/tutorial/*.tex examples/tutorial/*.md
  python -m mlsysim_validators.mutations.decks deck.tex --sample 200 --seed 1 --format json
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.data import Registry, load
from mlsysim_registry.errors import RegistryError
from mlsysim_validators.sources.checking import SourceReport, check_text
from mlsysim_validators.sources.claims import FINDINGS, Claim

_NUMBER = re.compile(r"\d+(?:(?:,|\{,\})\d{3})*(?:\.\d+)?")


def _scaled(factor: float) -> Callable[[str], str]:
    return lambda plain: f"{float(plain) * factor:.12g}"


def _last_digit(plain: str) -> str:
    return plain[:-1] + str((int(plain[-1]) + 3) % 10)


SLIPS: dict[str, Callable[[str], str]] = {
    "x10": _scaled(10),
    "/10": _scaled(0.1),
    "double": _scaled(2),
    "half": _scaled(0.5),
    "digit": _last_digit,
}


class DeckMutant(NamedTuple):
    """One changed number: where, from what, to what, and which claim it was."""

    path: str
    offset: int
    old: str
    new: str
    slip: str
    kind: str
    about: str

    def of(self, source: str) -> str:
        """The source with this one change."""
        return source[: self.offset] + self.new + source[self.offset + len(self.old) :]


class DeckOutcome(NamedTuple):
    """What became of a mutant: whether its number was reported, and what else was that does not follow from it."""

    mutant: DeckMutant
    found: bool
    others: tuple[str, ...]


def mutants(path: str, source: str, report: SourceReport) -> Iterator[DeckMutant]:
    """Every slip of every number of the source that was checked and found right."""
    for claim in report.claims:
        if claim.verdict != "match" or claim.kind == "other":
            continue
        number = _NUMBER.match(source, claim.stated.offset)
        if number is None:  # shown by a macro
            continue
        plain = number.group().replace("{,}", "").replace(",", "")
        for slip, change in SLIPS.items():
            about = f"{claim.entity.id if claim.entity else ''} {claim.field}".strip()
            yield DeckMutant(path, number.start(), number.group(), change(plain), slip, claim.kind, about)


def judge(mutant: DeckMutant, source: str, before: SourceReport, registry: Registry) -> DeckOutcome:
    """Check the mutant. A derived number that is reported with it may follow from it; a spec may not."""
    report = check_text(mutant.path, mutant.of(source), registry)
    shift = len(mutant.new) - len(mutant.old)
    known = {claim.stated.offset for claim in before.claims if claim.verdict in FINDINGS}
    found, others = False, []
    for claim in (claim for claim in report.claims if claim.verdict in FINDINGS):
        offset = claim.stated.offset
        if offset <= mutant.offset < offset + max(1, len(claim.reading.text)):
            found = True
            continue
        original = offset if offset < mutant.offset else offset - shift
        if original not in known and claim.kind == "spec" and not _partner(claim):
            line, column = claim.document.position(offset)
            others.append(f"{line}:{column} `{claim.text}` [{claim.rule}]")
    return DeckOutcome(mutant, found, tuple(others))


def _partner(claim: Claim) -> bool:
    """A cell that the changed one now looks swapped with, or copied from."""
    return claim.rule in ("swapped", "copied")


class DeckTally:
    """The figures over any number of outcomes."""

    def __init__(self, outcomes: Iterable[DeckOutcome]) -> None:
        self.made: Counter[tuple[str, str]] = Counter()
        self.found: Counter[tuple[str, str]] = Counter()
        self.survivors: list[DeckMutant] = []
        self.collateral: list[DeckOutcome] = []
        for outcome in outcomes:
            key = outcome.mutant.kind, outcome.mutant.slip
            self.made[key] += 1
            self.found[key] += outcome.found
            if not outcome.found:
                self.survivors.append(outcome.mutant)
            if outcome.others:
                self.collateral.append(outcome)

    def as_dict(self) -> dict[str, object]:
        """Counts by kind of claim and slip, the survivors, and what was reported beside a mutant."""
        rows = [
            {"kind": kind, "slip": slip, "made": made, "found": self.found[kind, slip]}
            for (kind, slip), made in sorted(self.made.items())
        ]
        beside = [{"mutant": o.mutant._asdict(), "others": list(o.others)} for o in self.collateral]
        return {"rows": rows, "survivors": [m._asdict() for m in self.survivors], "beside": beside}

    def lines(self) -> Iterator[str]:
        """The table and the survivors."""
        for (kind, slip), made in sorted(self.made.items()):
            found = self.found[kind, slip]
            yield f"{kind:8} {slip:7} {found:5} of {made:5} found {found / made:7.1%}"
        made, found = sum(self.made.values()), sum(self.found.values())
        if made:
            yield f"{'all':16} {found:5} of {made:5} found {found / made:7.1%}"
        yield f"{len(self.collateral)} mutants with something else reported beside them"
        for mutant in self.survivors:
            yield f"  survives: {mutant.path} at {mutant.offset}: {mutant.old} -> {mutant.new} ({mutant.about})"
        for outcome in self.collateral:
            yield f"  beside {outcome.mutant.path} at {outcome.mutant.offset}: {'; '.join(outcome.others)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Mutate, check, print; 0 if every mutant was found alone, 1 if not, 2 if it could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m mlsysim_validators.mutations.decks", epilog=(__doc__ or "").partition("\n")[2],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("sources", nargs="+", metavar="SOURCE")
    parser.add_argument("--registry", metavar="PATH", help="a folder with registry/ and citations/ to use instead")
    parser.add_argument("--kind", choices=("spec", "derived"), help="numbers of this kind only")
    parser.add_argument("--sample", type=int, metavar="N", help="that many mutants")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(arguments)
    begin = time.perf_counter()
    try:
        registry = load(path=options.registry)
        sources = {path: _text(path) for path in options.sources}
    except (RegistryError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    before = {path: check_text(path, text, registry) for path, text in sources.items()}
    made = [mutant for path, text in sources.items() for mutant in mutants(path, text, before[path])]
    made = [mutant for mutant in made if options.kind in (None, mutant.kind)]
    if options.sample is not None and options.sample < len(made):
        made = random.Random(options.seed).sample(made, options.sample)
    tally = DeckTally(judge(mutant, sources[mutant.path], before[mutant.path], registry) for mutant in made)
    if options.format == "json":
        sys.stdout.write(json.dumps(tally.as_dict(), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in tally.lines())
        sys.stdout.write(f"{time.perf_counter() - begin:.0f} s\n")
    return 1 if tally.survivors or tally.collateral else 0


def _text(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as stream:
        return stream.read()


if __name__ == "__main__":
    sys.exit(main())
