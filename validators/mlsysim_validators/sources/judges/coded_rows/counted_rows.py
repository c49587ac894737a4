"""Counts in rows of code or data, against the registry: a model's layers, heads, widths, parameters; a device's cores.

Where the other devices of a table have the cores and links that are theirs, one that has not is wrong. A row speaks of
the model that it names where its other figures are that model's; then one that is not is told if a usual slip gives it:
query heads for KV heads beside these, all parameters for the active ones, another model's figure. Any other may be
meant: a shortened copy for a test, a variant of one's own; but not in a table of models, each with its published page,
nor beside just the parameters that the published model has, in a table whose other models are right; nor under the full
name of a released model in a catalogue of such (`named_models`).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Expected, Stated
from mlsysim_validators.sources.compare import agrees, digits_of
from mlsysim_validators.sources.judges.coded_rows.counted_devices import (
    ANY_CORES,
    count_of,
    is_more_than_all,
    names_cores,
    right_in_rows,
)
from mlsysim_validators.sources.judges.coded_rows.named_models import are_published, is_released, model_of
from mlsysim_validators.sources.judges.values.lacking import gpus_of_board
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document, Value
from mlsysim_validators.sources.values.counting_keys import counted_field
from mlsysim_validators.sources.values.devices import Devices

_SCALES = (1.0, 1e9, 1e6)  # of parameters: "params_b: 8.03"
_TAKEN_FOR = {
    "heads.kv": ("heads.query", "the number of its query heads"),
    "heads.query": ("heads.kv", "the number of its KV heads"),
    "parameters.active": ("parameters.total", "all of its parameters, not those that a token uses"),
    "parameters.total": ("parameters.active", "the parameters that a token uses, not all"),
}
_MORE_THAN_ALL = "the remark on it names the device, no variant of which has as many"
_RELEASED = "its table is of released models, under their full names"
_ALONE = "all else that is said of it is that model's"
_SHAPE = frozenset({"layers", "hidden_size", "heads.query", "vocabulary"})
_STRUCTURE = _SHAPE - {"vocabulary"} | {"heads.kv"}  # a vocabulary may be padded
_WIDTHS = frozenset({"head_size", "experts.intermediate_size"})
_PARTS = _STRUCTURE | {"experts.total", "experts.active", "intermediate_size", "vocabulary"}
_LEAST_PARTS = 5  # right ones, beside which nobody varies a width of parts
_LEAST_PAGES = 3  # models of a table with pages: a program's own variant has no such table
_COUNTED_OTHERWISE = 0.02  # a vocabulary that is padded, a layer for the prediction of further tokens
_MORE = 1.02  # times as many parameters
_LEAST_IN_ROW = 3
_LEAST_IN_COLUMN = 2
_MANY, _NEARLY_ALL = 8, 0.85  # counts of devices in one column
_LEAST_WHOLE = 2  # models of a table with a shape that is right throughout
_TELLING = 3  # digits of parameters that no other model of that name has by chance
_FAMILY = regex(r"[^/]*/[a-z]*")
_EXPONENT = regex(
    r"e\+?(\d+)\s*\Z",
)


@dataclass
class _Figure:
    """A number under a key that names a count."""

    value: Value
    block: Block
    index: int
    entry: Entry
    spec: Spec
    too_many: bool = False

    @property
    def path(self) -> str:
        return self.spec.path

    @cached_property
    def right(self) -> bool:
        """Whether it is the entry's, by the registry or by a source that the registry knows to print another figure."""
        whole = gpus_of_board(self.entry) * self.spec.value if self.path.startswith("cores.") else 0.0
        right = (self.spec.value, *self.entry.printed_elsewhere(self.path), *([whole] if whole else []))
        return any(map(self.states, right))

    @property
    def scales(self) -> tuple[float, ...]:
        return _SCALES if self.path.startswith("parameters.") else (1.0,)

    @property
    def amount(self) -> float:
        """The number in the scale that brings it nearest to the registry's."""
        return min((self.value.number * scale for scale in self.scales), key=lambda n: abs(n - self.spec.value))

    def states(self, amount: float) -> bool:
        """Whether the number is this amount, at its precision."""
        return any(agrees(self.reading, scale, amount) for scale in self.scales)

    @property
    def reading(self) -> Reading:
        return self.value.reading((ONE,))


def judge(document: Document, devices: Devices, finder: EntityFinder, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims on the counts that the data of a document state of models and devices."""
    tables: dict[int, list[_Figure]] = defaultdict(list)
    right = right_in_rows(claims)
    for index, block in enumerate(document.blocks):
        for value in block.values if block.kind == "data" else ():
            kind, path = _counted(value) or ("", "")
            if kind == "accelerators":
                entry, path = count_of(value, path, devices, right) or (None, path)
            else:
                entry = model_of(value, finder) if kind else None
            spec = entry.get(path) if entry is not None else None
            if entry is not None and spec is not None:
                too_many = kind == "accelerators" and is_more_than_all(value, path, devices)
                tables[value.table].append(_Figure(value, block, index, entry, spec, too_many))
    owners = list({one.entry.id: one.entry for figures in tables.values() for one in figures}.values())
    for figures in tables.values():
        pages = _with_pages(figures, finder)
        for claim in _judge_table(document, figures, owners, finder, devices.registry):
            if claim.verdict == "unresolved" and claim.entity is not None and claim.entity.id in pages:
                _tell_published(claim)
            yield claim


def _counted(value: Value) -> tuple[str, str] | None:
    """What a value's keys name, alone or together, or the name of the table whose keys are models or devices."""
    if names_cores(value):
        return "accelerators", ANY_CORES
    keys = [label.words for label in value.labels if label.role == "key"][:2]
    names = [label.words for label in value.labels if label.role == "name"][:1]
    together = [" ".join(reversed(keys))] if len(keys) > 1 else []
    return next((found for words in (*keys[:1], *together, *keys[1:], *names) if (found := counted_field(words))), None)


def _with_pages(figures: list[_Figure], finder: EntityFinder) -> set[str]:
    """The models of a table whose rows give the page under which they are published, where several do."""
    pages: dict[str, str] = {}
    for one in figures:
        page = next((label.words for label in one.value.labels if label.role == "page"), "")
        if page and one.entry.id not in pages:
            named = {mention.entry.id for mention in finder.mentions(page) if mention.entry.kind == "models"}
            pages[one.entry.id] = page if named == {one.entry.id} else ""
    found = {entry for entry, page in pages.items() if page}
    return found if len(found) >= _LEAST_PAGES else set()


def _tell_published(claim: Claim) -> None:
    """Tell a figure of a model's shape that is not what its publisher gives, in a row with the publisher's page."""
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    if claim.entity is None or spec is None or claim.field not in _SHAPE:
        return
    apart = abs(claim.value - spec.value)
    if apart <= max(1.0, _COUNTED_OTHERWISE * spec.value):
        return
    claim.expected = Expected(spec.value, spec.printed)
    told = f"{claim.entity.name}: `{claim.field}` is {spec.printed}; its row gives the page of the published model"
    claim.decide("mismatch", told, rule="different", hint=f"write {spec.value:g}")


def _judge_table(
    document: Document, figures: list[_Figure], owners: list[Entry], finder: EntityFinder, registry: Registry
) -> Iterator[Claim]:
    columns: dict[str, list[_Figure]] = defaultdict(list)
    models: dict[str, list[_Figure]] = defaultdict(list)
    for one in figures:
        columns[one.path].append(one)
        models[one.entry.id].append(one)
    rows = list(itertools.chain.from_iterable(map(_rows, models.values())))
    of_published = sum(_is_whole(row) for row in rows) >= _LEAST_WHOLE
    in_catalogue = of_published and _is_catalogue(rows, finder)
    for row in rows:
        for one in row:
            column = columns[one.path]
            of_devices = one.entry.kind == "accelerators"
            alone = len(row) == 1 or of_devices
            known = _known(row, _LEAST_IN_ROW) or (alone and _known(column, _LEAST_IN_COLUMN))
            known = known or (of_devices and _are_mostly_right(column))
            if one.right or one.too_many or any(other.right for other in (*row, *column)):
                slip = "" if one.right else _MORE_THAN_ALL if one.too_many else _slip(one, row, known, owners, registry)
                if not one.right and not slip and of_published and _is_of_the_published(one, row):
                    slip = "the parameters beside it are those of the published model"
                if not one.right and not slip and in_catalogue and _is_far_from_published(one):
                    slip = _RELEASED if is_released(one.value, finder) else ""
                yield _claim(document, one, slip)


def _is_whole(row: list[_Figure]) -> bool:
    """Whether a row gives a model's shape, and all of it right."""
    return len(row) >= _LEAST_IN_ROW and len(_STRUCTURE & {one.path for one in row}) > 1 and all(o.right for o in row)


def _is_of_the_published(one: _Figure, row: list[_Figure]) -> bool:
    """Whether a figure of the shape is far from what it is of the model whose parameters stand beside it."""
    parameters = next((other for other in row if other.path == "parameters.total"), None)
    if parameters is None or not parameters.right or digits_of(parameters.reading) < _TELLING:
        return False
    return one.path in _STRUCTURE and _is_far(one)


def _is_catalogue(rows: list[list[_Figure]], finder: EntityFinder) -> bool:
    """Whether the rows are those of published models, under their full names."""
    named = [row for row in rows if row[0].entry.kind == "models" and is_released(row[0].value, finder)]
    return are_published((sum(one.right for one in row), len(row)) for row in named)


def _is_far_from_published(one: _Figure) -> bool:
    """Whether a figure of a model's shape is another one than it has, however one counts."""
    return one.path in (*_STRUCTURE, "head_size") and _is_far(one)


def _is_far(one: _Figure) -> bool:
    return abs(one.amount - one.spec.value) > max(1.0, _COUNTED_OTHERWISE * one.spec.value)


def _rows(figures: list[_Figure]) -> Iterable[list[_Figure]]:
    """The figures of one model: together where each is stated once, as in nested keys, else row by row."""
    if len({one.path for one in figures}) == len(figures):
        return [figures]
    rows: dict[int, list[_Figure]] = defaultdict(list)
    for one in figures:
        rows[one.value.row].append(one)
    return rows.values()


def _known(among: list[_Figure], least: int) -> bool:
    """Whether enough figures are right and just one is not."""
    right = sum(one.right for one in among)
    return right >= least and right == len(among) - 1


def _are_mostly_right(column: list[_Figure]) -> bool:
    """Whether nearly all counts of many devices are theirs: each of the others is then told by itself."""
    right = sum(one.right for one in column)
    return right >= _MANY and right >= _NEARLY_ALL * len(column)


def _claim(document: Document, one: _Figure, slip: str) -> Claim:
    claim = Claim(document, Stated(one.reading, one.value.text, one.block, one.index, value=one.value), "spec")
    claim.entity, claim.field, claim.unit, claim.sure = one.entry, one.path, ONE, True
    is_told = f"{one.entry.name}: `{one.path}` is {one.spec.printed}"
    if one.right:
        claim.decide("match")
    elif slip:
        claim.expected = Expected(one.spec.value, one.spec.printed)
        claim.decide("mismatch", f"{is_told}; {slip}", rule="copied", hint=f"write {_as_written(one)}")
    else:
        claim.decide("unresolved", f"{is_told}; a variant of one's own may be meant")
    return claim


def _slip(one: _Figure, row: list[_Figure], known: bool, owners: list[Entry], registry: Registry) -> str:
    """Of what a wrong figure is the right one, in words."""
    if one.path == "context":  # of which others of its size and family often have more
        return _ALONE if _alone_is_wrong(one, row) else ""
    path, words = _TAKEN_FOR.get(one.path, ("", ""))
    taken = one.entry.get(path) if path else None
    beside = any(other.path == path and other.right for other in row)
    if taken is not None and one.states(taken.value) and (known or beside):
        return f"this is {words}"
    others = (*owners, *_relatives(one.entry, registry)) if known else ()
    for other in others:
        theirs = other.get(one.path)
        if other.id != one.entry.id and theirs is not None and one.states(theirs.value):
            return f"this is {other.name}'s"
    if _alone_is_wrong(one, row):
        return _ALONE
    if one.path in _WIDTHS:
        return _slip_of_a_width(one, row)
    return "the other devices of the table have theirs" if known and one.entry.kind == "accelerators" else ""


def _slip_of_a_width(one: _Figure, row: list[_Figure]) -> str:
    """Of what the width of a model's heads or experts is the right one, or that all of its other parts are right."""
    right = {other.path: other.spec.value for other in row if other.right}
    if one.path == "head_size" and len(right) >= _LEAST_IN_ROW and {"hidden_size", "heads.query"} <= right.keys():
        shared = right["hidden_size"] / right["heads.query"]
        if one.states(shared):
            return "this is its hidden size over its heads, which are wider or narrower in this model"
    return "its other parts are that model's" if len(_PARTS & right.keys()) >= _LEAST_PARTS else ""


def _alone_is_wrong(one: _Figure, row: list[_Figure]) -> bool:
    """Whether a model's parameters stand beside its shape, so that no shape of one's own can be meant.

    More parameters than it has are wrong beside all of its shape; fewer may be those of a part.
    """
    others = {other.path for other in row if other is not one and other.right}
    if len(others) < len(row) - 1 or not others >= _SHAPE - {one.path}:
        return False
    if one.path == "parameters.total":
        return one.amount > _MORE * one.spec.value
    return one.path in (*_STRUCTURE, "context") and "parameters.total" in others


def _relatives(entry: Entry, registry: Registry) -> list[Entry]:
    """The other entries of its publisher and name: the Gemmas, the A100s."""
    family = _FAMILY.match(entry.id)
    assert family is not None
    return [other for other in registry.table(entry.kind).values() if other.id.startswith(family.group())]


def _as_written(one: _Figure) -> str:
    """The right number in the way in which the wrong one is written."""
    text, amount = one.value.text.text, one.spec.value
    scale = min(one.scales, key=lambda scale: abs(one.value.number * scale - amount))
    amount /= scale
    power = _EXPONENT.search(text)
    if power is not None:
        return f"{amount / 10 ** int(power[1]):.6g}e{power[1]}"
    if amount == int(amount):
        return f"{int(amount):_}" if "_" in text else f"{int(amount)}"
    return f"{amount:.6g}"
