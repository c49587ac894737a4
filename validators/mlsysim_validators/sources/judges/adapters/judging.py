"""The verdicts on numbers of trainable parameters, where model, rank and matrices are stated.

In a sentence that names all three the law is certain; where only the document names the model, another number of it
has to follow first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.adapters import shares
from mlsysim_validators.sources.judges.adapters.geometry import adapters, has_shapes
from mlsysim_validators.sources.judges.adapters.targets import rank_in, targets_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

TELLS = AnyCase(r"\blora\b|\bqlora\b|low-?rank adapt")
_COUNTED = AnyCase(r"trainable|trainierbar|entra[iî]nable|entrenable|adapter|lora")
_PARAMETERS = AnyCase(r"param")
_RANK_COLUMN = AnyCase(r"\W*(?:lora )?(?:rank|r)\b")
_TARGET_COLUMN = AnyCase(r"target|module|matri|projection|layers|applied|where")
_NOT_ALL = AnyCase(
    r"embed|lm_?head|modules_to_save|\bbias\b|\bdora\b|per (?:layer|matrix|projection|module)|each (?:layer|matrix)|"
    r"one (?:layer|matrix)|pro (?:layer|projection|schicht)|\bfrozen\b|\bwould\b|\bnot\b"
)
FIELD, RULE = "adapter_parameters", "recomputed"
_NUMBER = regex(r"\W*(?P<n>\d{1,3})\W*")
_ROOM, _COARSE, _CLEAR = 0.012, 0.05, 0.06
_LEAST, _MOST = 1e4, 1e10


class _Adapter(NamedTuple):
    """A number of trainable parameters, what it should be, and whether its own words name the model."""

    claim: Claim
    unit: Unit
    right: float
    told: str
    model: str
    total: float
    named: bool

    @property
    def off(self) -> float:
        """How far it is off, beyond what it prints."""
        room = 0.51 * self.claim.reading.resolution * self.unit.factor
        gap = max(0.0, abs(self.claim.reading.value * self.unit.factor - self.right) - room)
        return gap / self.right


def judge(document: Document, claims: Sequence[Claim], finder: EntityFinder) -> None:
    """Decide such numbers."""
    if not TELLS.search(document.source):
        return
    found = list(_adapters(claims, finder))
    following = {one.model for one in found if one.off <= _room(one)}
    for one in found:
        claim = one.claim
        if one.total:
            shares.judge(claim, claim.reading.value * one.unit.factor, one.total, claims)
        if one.off <= _room(one):
            claim.kind, claim.unit, claim.field, claim.expected = "derived", one.unit, FIELD, None
            claim.rule = claim.hint = claim.correction = ""
            claim.decide("match", working=one.told)
        elif one.off > _CLEAR and (one.named or one.model in following):
            shown = printed(one.right, claim.reading, one.unit)
            claim.kind, claim.unit, claim.field = "derived", one.unit, FIELD
            claim.expected = Expected(one.right, shown)
            claim.decide("mismatch", f"{one.told} are {shown}", rule=RULE, hint=f"write {shown}", working=one.told)


def _room(one: _Adapter) -> float:
    return _COARSE if one.claim.reading.rough else _ROOM


def _adapters(claims: Sequence[Claim], finder: EntityFinder) -> Iterator[_Adapter]:
    for claim in claims:
        unit = next((unit for unit in claim.reading.units if not unit.dimension), None)
        unit = unit or next((unit for unit in claim.reading.units if unit.dimension == (("parameters", 1),)), None)
        if unit is None or not claim.reading.one_value or claim.verdict == "ignored":
            continue
        if claim.verdict in FINDINGS and not claim.field.startswith("parameters."):  # those of adapters are not all
            continue
        if claim.stated.value is not None or not _LEAST <= claim.reading.value * unit.factor <= _MOST:
            continue
        read = _of_row(claim) if claim.stated.cell is not None else _of_sentence(claim)
        if read is None:
            continue
        rank, targets, words = read
        named = {mention.entry.id: mention.entry for mention in finder.mentions(words) if _is_model(mention.entry)}
        model = next(iter(named.values())) if len(named) == 1 else claim.entity if not named else None
        if model is None or not _is_model(model) or not has_shapes(model):
            continue
        right = adapters(model, targets, rank)
        total = model.get("parameters.total")
        on = ", ".join(sorted(targets))
        yield _Adapter(
            claim,
            unit,
            right,
            f"adapters of rank {rank} on {on} of {model.name}",
            model.id,
            total.value if total else 0.0,
            bool(named),
        )


def _is_model(entry: Entry) -> bool:
    return entry.kind == "models"


def _of_row(claim: Claim) -> tuple[int, frozenset[str], str] | None:
    """Rank and matrices that a row gives beside a number of parameters."""
    table, cell = claim.stated.table, claim.stated.cell
    if table is None or cell is None:
        return None
    header = table.header_words(cell)
    if not (_COUNTED.search(header) or _PARAMETERS.search(header)) or _NOT_ALL.search(header):
        return None
    row = next(cells for cells in claim.stated.block.rows if any(one is cell for one in cells))
    rank, targets = 0, frozenset[str]()
    words: list[str] = []
    for one in row:
        name, text = table.header_words(one), one.text.text
        words.append(text)
        if one is cell:
            continue
        if _RANK_COLUMN.match(name) and (number := _NUMBER.fullmatch(text)) is not None:
            rank = int(number["n"])
        elif _TARGET_COLUMN.search(name):
            targets = targets_in(text) or targets
    said = " | ".join(words)
    rank, targets = rank or rank_in(said), targets or targets_in(said)
    return (rank, targets, said) if rank and targets and not _NOT_ALL.search(said) else None


def _of_sentence(claim: Claim) -> tuple[int, frozenset[str], str] | None:
    begin, stop = claim.stated.sentence_span()
    sentence = claim.stated.text.text[begin:stop]
    if not _COUNTED.search(sentence) or not _PARAMETERS.search(sentence) or _NOT_ALL.search(sentence):
        return None
    rank, targets = rank_in(sentence), targets_in(sentence)
    return (rank, targets, sentence) if rank and targets else None
