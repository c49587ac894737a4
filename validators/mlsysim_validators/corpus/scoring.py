"""From labels and verdicts to the figures that say how good the checker is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.data import Registry
from mlsysim_registry.errors import RegistryError
from mlsysim_validators.corpus.labels import Label, LabelledFile
from mlsysim_validators.sources.checking import SourceReport
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.reports.report import is_quantity


class Note(NamedTuple):
    """One number on which checker and reader differ."""

    file: str
    line: int
    kind: str
    told: str


class Score:
    """The tally over any number of files."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.notes: list[Note] = []

    def add(self, file: LabelledFile, report: SourceReport, registry: Registry) -> None:
        """Count one file's verdicts against its labels."""
        claims = [claim for claim in report.claims if file.covers(_place(claim)[0])]
        self.counts["files"] += 1
        self.counts["quantities"] += sum(is_quantity(claim) for claim in claims)
        labelled: set[int] = set()
        for label in file.labels:
            nearest = _nearest(claims, label)
            if nearest is not None:
                labelled.add(id(nearest))
            self._label(file, label, nearest, registry)
        for claim in claims:
            if id(claim) not in labelled:
                self._unlabelled(file, claim)

    def _label(self, file: LabelledFile, label: Label, claim: Claim | None, registry: Registry) -> None:
        told = f"`{label.number}` {label.entity} {label.field} is {label.truth} {' '.join(label.reasons)}".rstrip()
        self.counts["labels"] += 1
        seen = claim is not None and is_quantity(claim)
        self.counts["labels seen"] += seen
        if not seen:
            self._note(file, label.line, "unseen", told)
        if label.truth == "open":
            self.counts["open"] += 1
            self.counts["findings on open"] += claim is not None and claim.verdict in FINDINGS
            return
        if label.derived:
            self._derived(file, label, claim, told)
            return
        if not _known(label, registry):
            self.counts["not in the registry"] += 1
            if claim is not None and claim.verdict in FINDINGS:
                if label.truth == "right":
                    self.counts["false alarms"] += 1
                    self.counts["false alarms on specs"] += 1
                self._note(file, label.line, "finding without entry", f"{told}; {_verdict(claim)}")
            return
        self.counts["specs"] += 1
        self.counts["wrong specs"] += label.truth == "wrong"
        if claim is None:
            return
        attributed = (
            claim.entity is not None and claim.entity.id.startswith(label.entity) and claim.field == label.field
        )
        self.counts["specs attributed"] += attributed
        if label.truth == "right":
            self._right(file, label, claim, told)
        elif claim.verdict in FINDINGS:
            self.counts["specs judged right"] += 1
            self.counts["specs judged"] += 1
            self.counts["wrong specs found"] += 1
            good = not label.reasons or claim.rule in label.reasons
            self.counts["right reasons"] += good
            if not good:
                self._note(file, label.line, "another reason", f"{told}; {_verdict(claim)}")
        else:
            self.counts["specs judged"] += claim.verdict == "match"
            self._note(file, label.line, "missed", f"{told}; {_verdict(claim)}")

    def _right(self, file: LabelledFile, label: Label, claim: Claim, told: str) -> None:
        if claim.verdict == "match":
            self.counts["specs judged right"] += 1
            self.counts["specs judged"] += 1
        elif claim.verdict in FINDINGS:
            self.counts["specs judged"] += 1
            self.counts["false alarms"] += 1
            self.counts["false alarms on specs"] += 1
            self._note(file, label.line, "false alarm", f"{told}; {_verdict(claim)}")
        else:
            self._note(file, label.line, "undecided", f"{told}; {_verdict(claim)}")

    def _derived(self, file: LabelledFile, label: Label, claim: Claim | None, told: str) -> None:
        self.counts["derived"] += 1
        verdict = claim.verdict if claim is not None else "unresolved"
        if verdict in FINDINGS:
            self.counts["derived judged"] += 1
            if label.truth == "right":
                self.counts["false alarms"] += 1
                self._note(file, label.line, "false alarm", f"{told}; {_verdict(claim)}")
            else:
                self.counts["derived judged right"] += 1
        elif verdict == "match":
            self.counts["derived judged"] += 1
            self.counts["derived judged right"] += label.truth == "right"
        else:
            self._note(file, label.line, "undecided", f"{told}; {_verdict(claim)}")

    def _unlabelled(self, file: LabelledFile, claim: Claim) -> None:
        line, _ = _place(claim)
        if claim.kind == "spec" and claim.verdict in ("match", *FINDINGS):
            self.counts["non-claims taken for specs"] += 1
            self._note(file, line, "no claim", f"`{claim.text}`; {_verdict(claim)}")
        if claim.verdict in FINDINGS:
            self.counts["false alarms"] += 1
            self.counts["false alarms on specs"] += claim.kind == "spec"
            self._note(file, line, "false alarm", f"`{claim.text}` is no claim; {_verdict(claim)}")

    def _note(self, file: LabelledFile, line: int, kind: str, told: str) -> None:
        self.notes.append(Note(file.name, line, kind, told))

    def rows(self) -> Iterator[tuple[str, int, int]]:
        """What is told: a name, a count, and what it is a count of."""
        c = self.counts
        yield "claims seen", c["labels seen"], c["labels"]
        yield "specs whose entity and field are found", c["specs attributed"], c["specs"]
        yield "spec claims judged right", c["specs judged right"], c["specs"]
        yield "  of those that were judged", c["specs judged right"], c["specs judged"]
        yield "wrong specs found", c["wrong specs found"], c["wrong specs"]
        yield "  with the right reason", c["right reasons"], c["wrong specs found"]
        yield "derived numbers judged right", c["derived judged right"], c["derived"]
        yield "  of those that were judged", c["derived judged right"], c["derived judged"]
        yield "false alarms per 100 quantities", c["false alarms"], c["quantities"]
        yield "  of them about specs", c["false alarms on specs"], c["quantities"]
        yield "non-claims taken for specs", c["non-claims taken for specs"], c["quantities"]

    def as_dict(self) -> dict[str, object]:
        """The counts and the notes."""
        return {"counts": dict(sorted(self.counts.items())), "notes": [note._asdict() for note in self.notes]}


def _place(claim: Claim) -> tuple[int, int]:
    return claim.document.position(claim.stated.offset)


def _nearest(claims: list[Claim], label: Label) -> Claim | None:
    """The claim that begins at a label's place; a sign of money or of "about" may stand before the number."""
    here = [claim for claim in claims if _place(claim)[0] == label.line]
    here = [claim for claim in here if 0 <= label.column - _place(claim)[1] <= 3]
    return min(here, key=lambda claim: label.column - _place(claim)[1], default=None)


def _known(label: Label, registry: Registry) -> bool:
    try:
        return label.field in registry.find(label.entity)
    except RegistryError:
        return False


def _verdict(claim: Claim | None) -> str:
    if claim is None:
        return "not seen"
    about = f"{claim.entity.id} {claim.field}" if claim.entity else "about nothing known"
    rule = f" [{claim.rule}]" if claim.rule else ""
    return f"{claim.verdict}{rule}, {about}: {claim.reason}"
