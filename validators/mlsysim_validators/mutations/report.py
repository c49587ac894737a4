"""What a run of the harness tells: a table of reported / made by kind and form, and every survivor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from mlsysim_validators.mutations.mutant import KINDS, Mutant


class Outcome(NamedTuple):
    """A mutant and the codes of the rules that report it; a survivor has none."""

    mutant: Mutant
    codes: tuple[str, ...]


class Tally:
    """Counts of outcomes, and the survivors themselves."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self.made: Counter[tuple[str, str]] = Counter()
        self.reported: Counter[tuple[str, str]] = Counter()
        self.codes: Counter[str] = Counter()
        self.survivors: list[Mutant] = []
        for mutant, codes in outcomes:
            self.made[mutant.kind, mutant.form] += 1
            self.reported[mutant.kind, mutant.form] += bool(codes)
            self.codes.update(codes)
            if not codes:
                self.survivors.append(mutant)

    def rows(self) -> list[tuple[str, str, int, int]]:
        """(kind, form, reported, made), each kind's sum first, and the sum of all at the end under "all"."""
        rows: list[tuple[str, str, int, int]] = []
        for kind in (kind for kind in KINDS if any(made == kind for made, _ in self.made)):
            forms = sorted(form for made, form in self.made if made == kind)
            rows.append((kind, "", *self._sum(kind)))
            rows += [(kind, form, self.reported[kind, form], self.made[kind, form]) for form in forms]
        return [*rows, ("all", "", sum(self.reported.values()), sum(self.made.values()))]

    def _sum(self, kind: str) -> tuple[int, int]:
        forms = [key for key in self.made if key[0] == kind]
        return sum(self.reported[key] for key in forms), sum(self.made[key] for key in forms)

    def as_text(self) -> str:
        """The table and the survivors, to read."""
        lines = [f"{'kind':<12} {'form':<36} {'reported':>8} / {'made':<8}"]
        for kind, form, reported, made in self.rows():
            missed = f"  {made - reported} survive" if reported < made else ""
            lines.append(f"{kind if not form else '':<12} {form:<36} {reported:>8} / {made:<8}{missed}")
        lines += [f"survivor: {mutant}" for mutant in self.survivors]
        return "\n".join(lines) + "\n"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        rows = [dict(zip(("kind", "form", "reported", "made"), row, strict=True)) for row in self.rows()]
        survivors = [
            {"kind": m.kind, "form": m.form, "file": m.file, "spec": m.spec, "change": m.change} for m in self.survivors
        ]
        return {"mutants": rows, "survivors": survivors, "reported_by": dict(sorted(self.codes.items()))}
