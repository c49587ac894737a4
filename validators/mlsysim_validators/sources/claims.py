"""A claim: one quantity that a source states, what it is about, and what became of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mlsysim_registry.data import Entry, Spec
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Cell, Document, Text, Value
from mlsysim_validators.sources.texts.sentences import BREAK, ENDS
from mlsysim_validators.sources.texts.tables import TableView
from mlsysim_validators.sources.values.meaning import Meaning

Place = tuple[int, int]  # the `id` of a text, and where in it a number begins
Verdict = Literal["match", "mismatch", "inconsistent", "ungrounded", "unresolved", "ambiguous", "ignored"]
ClaimKind = Literal["spec", "derived", "other"]
FINDINGS: tuple[Verdict, ...] = ("mismatch", "inconsistent", "ungrounded")
NO_SPEC = "nothing says that a specification is meant"  # a reason to leave a number open
OPERAND = "an operand of a calculation that is checked"
_LONGEST_REACH = 400  # words further from a number than this are no longer about it
_CALL = regex(r"([A-Za-z_][\w.]*)\(")


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity as it stands in a document: the reading, the text it was read in, the block and table cell around.

    A number of code or data comes with its `value` and what that measures.
    """

    reading: Reading
    text: Text
    block: Block
    block_index: int
    cell: Cell | None = None
    table: TableView | None = None
    value: Value | None = None
    meaning: Meaning | None = None
    _span: tuple[int, int] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_span", self._find_span())

    @property
    def offset(self) -> int:
        """Where in the source the number begins."""
        read = self.reading.text
        return self.text.source_offset(self.reading.start + len(read) - len(read.lstrip()))

    @property
    def end_offset(self) -> int:
        """Where in the source it ends: behind the last character that is a part of it."""
        return self.text.source_offset(max(self.reading.start, self.reading.end - 1)) + 1

    def called(self) -> str:
        """The functions that a listing calls before the comment that the number stands in, back to an empty line."""
        if self.block.kind != "listing":
            return ""
        code = self.text.text[max(0, self.reading.start - _LONGEST_REACH) : self.reading.start]
        return " ".join(_CALL.findall(code.rsplit("\n\n", 1)[-1]))

    def sentence(self) -> str:
        """The sentence (or cell, or line of code) that the number stands in."""
        start, end = self.sentence_span()
        return self.text.text[start:end]

    def sentence_before(self) -> str:
        """The sentence right before that in its text, "" where none is; of a very long one what is near."""
        begin, _ = self.sentence_span()
        return BREAK.split(self.text.text[max(0, begin - _LONGEST_REACH) : begin].strip())[-1]

    def sentence_span(self) -> tuple[int, int]:
        """Where that sentence begins and ends in the text."""
        return self._span

    def _find_span(self) -> tuple[int, int]:
        text, start, end = self.text.text, self.reading.start, self.reading.end
        first, last = max(0, start - _LONGEST_REACH), min(len(text), end + _LONGEST_REACH)
        if self.block.kind == "listing":
            begin, stop = text.rfind("\n", first, start) + 1, text.find("\n", end, last)
            return begin or first, stop if stop >= 0 else last
        begin = max((match.end() for match in ENDS.finditer(text, first, start)), default=first)
        behind = ENDS.search(text, end, last)
        return begin, behind.start() if behind else last


class Expected(NamedTuple):
    """What a claim should have said: in base units, as printed, and where that comes from."""

    value: float
    printed: str
    cite: str = ""
    quote: str = ""

    @classmethod
    def of(cls, spec: Spec, printed: str = "") -> Expected:
        """What a spec says, as the registry prints it or as it would be printed in the claim's place."""
        return cls(spec.value, printed or spec.printed, spec.cite or "", spec.quote or spec.because or "")


@dataclass(slots=True, eq=False)  # one claim is one object; comparing their texts took most of the time of a long table
class Claim:
    """One stated quantity on its way through the checker."""

    document: Document
    stated: Stated
    reading: Reading = dataclasses.field(init=False, repr=False)  # the number as it was read
    kind: ClaimKind = "other"
    entity: Entry | None = None
    field: str = ""
    unit: Unit | None = None  # the meaning of the unit that was settled on
    together: tuple[Entry, ...] = ()  # other devices that it is stated of as well
    siblings: tuple[Entry, ...] = ()  # other variants of its family that the document names, where one is assumed
    others: tuple[Entry, ...] = ()  # whom its sentence names as well
    how: str = ""  # by which words the entity was found
    name: str = ""  # the name that it was found by, as the text writes it
    assumed: bool = False  # a family name stands for its default variant
    settled: bool = False  # that variant is named in full elsewhere
    direct: bool = False  # the entity's name stands right before it: "MI300X has 5.3 TB/s"
    owned: bool = False  # the name is said to have it: "an A100 holds 80 GB"
    name_distance: int = 1_000_000  # characters between its name and the number, where the name comes first
    beside: bool = False  # the entity's name stands in its row, its column or right beside it
    of_each: bool = False  # it is said to be of each of several devices
    measured: bool = False  # words beside it say that it was measured, or is wanted
    retold: bool = False  # no such word, or only those by which a data sheet is retold as well
    sure: bool = False  # its own row, column or sentence says whose and what it is, and that it is no measurement
    verdict: Verdict = "unresolved"
    rule: str = ""
    reason: str = ""
    hint: str = ""
    working: str = ""
    expected: Expected | None = None
    asked: tuple[object, ...] = ()  # the pairs of numbers that it was held against in vain
    computed: Expected | None = None  # what its surroundings give first, where it is something else
    correction: str = ""  # the number to write instead, at the same precision, where the answer is certain
    notes: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.reading = self.stated.reading

    @property
    def value(self) -> float:
        """The stated value in base units."""
        return self.reading.value * (self.unit.factor if self.unit else 1.0)

    @property
    def place(self) -> Place:
        """Where it stands: no two claims of a document have one place."""
        return id(self.stated.text), self.reading.start

    @property
    def text(self) -> str:
        """The stated words, on one line."""
        return " ".join(self.reading.text.split())

    def corrected(self, stated: float) -> float:
        """What should stand there where the number was found to be wrong, else what it states."""
        return self.expected.value if self.verdict == "mismatch" and self.expected is not None else stated

    def take_back(self, why: str) -> None:
        """Leave a number open that was told to be wrong."""
        self.expected, self.correction = None, ""
        self.decide("unresolved", why)
        self.rule = self.hint = ""

    def tell_changed(self, field: str, told: str, hint: str) -> None:
        """Tell that another place of the document has another number for the same."""
        self.kind = "derived" if self.kind == "other" else self.kind
        self.field = self.field or field
        self.decide("inconsistent", told, rule="changed", hint=hint, working=told)

    def decide(self, verdict: Verdict, reason: str = "", *, rule: str = "", hint: str = "", working: str = "") -> None:
        """Set the verdict, with why."""
        self.verdict, self.reason = verdict, reason
        self.rule, self.hint, self.working = rule or self.rule, hint or self.hint, working or self.working


def of_texts(claims: Iterable[Claim]) -> dict[int, list[Claim]]:
    """Claims by the identity of the text that they stand in, in their order."""
    found: dict[int, list[Claim]] = {}
    for claim in claims:
        found.setdefault(id(claim.stated.text), []).append(claim)
    return found


def of_running_text(claims: Iterable[Claim]) -> dict[int, list[Claim]]:
    """The claims of running text, neither of tables nor of data, by the text that they stand in."""
    return of_texts(claim for claim in claims if claim.stated.cell is None and claim.stated.value is None)


def by_place(claims: Iterable[Claim]) -> dict[Place, Claim]:
    """Claims by where they stand."""
    return {claim.place: claim for claim in claims}


def states_spec_of(claim: Claim, entry: Entry, path: str = "") -> bool:
    """Whether a claim's number is that of its field, or of another path, which an entry has."""
    spec = entry.get(path or claim.field)
    return spec is not None and claim.unit is not None and agrees(claim.reading, claim.unit.factor, spec.value)
