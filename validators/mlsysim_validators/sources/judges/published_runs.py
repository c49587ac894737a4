"""What is published of the training run of a model: "PaLM 540B reached 46.2% MFU on 6,144 TPU v4 chips".

A figure that the registry has of that run is right, whatever else could be made of it. Another one is told wrong only
where its words report that run, and no run that somebody plans, and where it can hardly be of another run: it is the
other published figure of its kind (HFU for MFU, planned for unexpected), or beside it stands another fact of the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected, Place, Stated, by_place
from mlsysim_validators.sources.compare import agrees, as_stated, digits_of
from mlsysim_validators.sources.fields.runs import (
    ANY_INTERRUPTION,
    CARBON,
    DEVICE_HOURS,
    DEVICES,
    HFU,
    INTERRUPTED,
    LASTED,
    MFU,
    field_of_column,
    field_of_run,
)
from mlsysim_validators.sources.judges.other_figures.suppositions import is_supposed
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document, Text

# What a text on a run has in it; all others are passed by.
_OF_A_RUN = AnyCase(r"train|\bMFU\b|\bHFU\b|utili[sz]ation|interrupt|\bMWh\b|CO2")
_REPORTS = AnyCase(
    r"\b(?:was|were|is) (?:pre-?)?trained|\btraining (?:of|run|took|used|ran)\b|"
    r"\btrained (?:on|for|with|using|across)\b|"
    r"\btook\b|\bconsumed\b|\bused\b|\breach(?:ed|es)\b|\bachiev(?:ed|es)\b|\breport(?:s|ed)\b|\bexperienced\b|\bsaw\b|"
    r"\bran (?:on|at|for)\b|\bsustained\b|\bhit\b|\bsuffered\b|\bhad\b|\bpublished\b"
)
# Words of a run that is planned, reckoned, or of something else than the pre-training of this model.
_PLANS = AnyCase(
    r"\b(?:would|could|should|might|will|suppos\w+|assum\w+|if|imagin\w+|hypothe\w+|estimat\w+|predict\w*|project\w*|"
    r"we (?:use|take|train)|our|your|you|let|plan\w*|needs?|fine-?tun\w+|LoRA|inferenc\w+|serv(?:e|ing|ed)|distill\w*|"
    r"reproduc\w*|replicat\w*|instead|another|ideal|theoretical|equivalent|about the same|smaller|subset|first stage|"
    r"against|versus|vs|compar\w+|than|unlike|whereas|earlier|predecessor|"
    r"per (?:step|day|epoch|trillion)|each (?:step|day|trillion)|recomputation|annealing|long[- ]context)\b|[=≈×]"
)
_TRAINED_ON = AnyCase(
    r"\b(?:trained|ran|running) (?:on|with|using|across|over)(?: (?:up to|about|the|some|nearly))*\W{0,2}$"
)
_OF_A_SPAN = AnyCase(r"interrupt|snapshot|fail(?:ed|ure)")
_NEEDED = AnyCase(r"need|require|assum|target|minimum|min\b|max|plan|estimat|predict|comput|what[- ]if|ours?\b")
_LABEL = regex(r"\W*[A-Z][\w.-]*[^:;=|]{0,40}:\W{0,4}")
_NEAR = 0.05
_FURTHEST = 5.0  # times
_SURE_DIGITS = 3
_NAMES_BEHIND = 3
_KINDS = (ANY_INTERRUPTION, INTERRUPTED + "unexpected", INTERRUPTED + "planned")
_CALLED = {MFU: "MFU", HFU: "HFU", _KINDS[0]: "interruptions in all", _KINDS[1]: "unexpected interruptions",
           _KINDS[2]: "planned interruptions"}  # fmt: skip
_OTHERS = {MFU: (HFU,), HFU: (MFU,), **{path: tuple(other for other in _KINDS if other != path) for path in _KINDS}}


class _Figure(NamedTuple):
    """A number of a run: which fact it states of which model, where, and whether its words report that run."""

    claim: Claim
    unit: Unit
    model: Entry
    field: str
    words: str
    alone: bool  # no other model is named in its sentence
    on_it: bool  # "was trained on": nothing but the run can be meant
    new: bool


def judge(document: Document, claims: Iterable[Claim], finder: EntityFinder) -> Iterator[Claim]:
    """Decide the figures of published runs; those that were no quantities so far are added."""
    known = by_place(claim for claim in claims if claim.stated.value is None)
    of_text: dict[int, list[Claim]] = {}
    for claim in sorted(known.values(), key=lambda claim: claim.reading.start):
        of_text.setdefault(id(claim.stated.text), []).append(claim)
    for index, block in enumerate(document.blocks):
        if block.kind in ("listing", "data"):
            continue
        if block.kind == "table":
            figures = list(_in_table(block, of_text, finder))
        else:
            figures = list(_in_text(document, block, index, block.text, known, finder))
        yield from _decide(figures, finder.registry)


def _decide(figures: list[_Figure], registry: Registry) -> Iterator[Claim]:
    right = [figure for figure in figures if _is_right(figure, registry) and not _is_reckoned_wrong(figure)]
    for figure in right:
        _take(figure, registry)
        figure.claim.rule = figure.claim.hint = figure.claim.correction = ""
        figure.claim.decide("match")
    for figure in figures:
        if figure in right or not _is_open(figure.claim):
            continue
        told = _told(figure, right, registry)
        if told:
            _take(figure, registry)
            printed = figure.claim.expected.printed if figure.claim.expected is not None else ""
            figure.claim.decide("mismatch", told, rule="published-run", hint=f"write {printed}")
    for figure in figures:
        if figure.new and figure.claim.verdict in ("match", "mismatch"):
            yield figure.claim


def _is_reckoned_wrong(figure: _Figure) -> bool:
    """Whether a figure is told wrong by what its text reckons, and its words do not report a run."""
    reported = _REPORTS.search(figure.words) is not None and _PLANS.search(figure.words) is None
    return figure.claim.verdict in FINDINGS and figure.claim.stated.cell is None and not reported


def _is_open(claim: Claim) -> bool:
    """Whether nothing stronger than the words of a run has decided a figure: a restatement of itself is not."""
    restated = claim.verdict == "match" and claim.kind == "derived" and not claim.working
    return claim.verdict in ("unresolved", "ignored") or restated


def _told(figure: _Figure, right: list[_Figure], registry: Registry) -> str:
    """What is wrong with a figure; "" where another run or another count may be meant."""
    claim, path, model = figure.claim, figure.field, figure.model
    published = _published(model, path, registry)
    if not published or path in (DEVICE_HOURS, CARBON) or is_supposed(claim):
        return ""
    if as_stated(claim.reading, claim.stated.text.text[: claim.reading.start]).hedge:
        return ""
    stated = claim.reading.value * figure.unit.factor
    low, high = min(published), max(published)
    in_table = claim.stated.cell is not None
    reported = _REPORTS.search(figure.words) is not None or (_is_labelled(claim) and not _NEEDED.search(figure.words))
    if not in_table and (not figure.alone or _PLANS.search(figure.words) or not reported):
        return ""
    if low <= stated <= high:
        return ""
    for other in _OTHERS.get(path, ()):
        if any(agrees(claim.reading, figure.unit.factor, value) for value in _published(model, other, registry)):
            if path == ANY_INTERRUPTION:
                return ""
            return (
                f"{model.name}: {claim.text} is its {_CALLED[other]}; its {_CALLED[path]}: {_printed(figure, registry)}"
            )
    if not low / _FURTHEST <= stated <= high * _FURTHEST:
        return ""
    exact = path == DEVICES or path.startswith(INTERRUPTED)
    if exact and digits_of(claim.reading) < _SURE_DIGITS:
        return ""
    if not exact and low * (1 - _NEAR) <= stated <= high * (1 + _NEAR):
        return ""
    beside = any(other.model is model and other.field != path for other in right)
    if in_table:
        beside = any(_shares_line(other, figure) for other in right)
    if not beside and not figure.on_it:
        return ""
    return f"{model.name}: `{path}` of its published run is {_printed(figure, registry)}"


def _is_labelled(claim: Claim) -> bool:
    """Whether a figure stands behind a label and its colon, as figures are listed: "PaLM (540B, 6K TPUs): 46% MFU"."""
    begin = claim.stated.sentence_span()[0]
    return _LABEL.fullmatch(claim.stated.text.text, begin, claim.reading.start) is not None


def _shares_line(other: _Figure, figure: _Figure) -> bool:
    """Whether a right figure stands in the column of a figure of a table."""
    one, two = other.claim.stated.cell, figure.claim.stated.cell
    return one is not None and two is not None and other.field == figure.field and one.column == two.column


def _is_right(figure: _Figure, registry: Registry) -> bool:
    if figure.field == DEVICES and _PLANS.search(figure.words):
        return False  # as many devices may well be used for something else
    paths = _KINDS if figure.field == ANY_INTERRUPTION else (figure.field,)
    values = [value for path in paths for value in _published(figure.model, path, registry)]
    if figure.field == LASTED and not _OF_A_SPAN.search(figure.claim.stated.text.text):
        values = values[: LASTED in figure.model]  # how long a run was watched is not how long it took
    stated = figure.claim.reading
    stated = stated.unhedged() if stated.bound else stated
    return any(agrees(stated, figure.unit.factor, value) for value in values)


def _published(model: Entry, path: str, registry: Registry) -> list[float]:
    """All that is published of a fact of a run: the model's own spec, other documents' and what was observed of it."""
    spec = model.get(path)
    values = ([spec.value] if spec is not None else []) + list(model.printed_elsewhere(path))
    observed = path if path.startswith(INTERRUPTED) else path.rpartition(".")[2] if path in (DEVICES, LASTED) else ""
    for entry in _observations(model, registry) if observed else ():
        values += [entry[observed].value] if observed in entry else []
    return values


def _observations(model: Entry, registry: Registry) -> Iterator[Entry]:
    for entry in registry.table("reliability").values():
        if entry.attributes.get("model") == model.id:
            yield entry


def _has_a_run(model: Entry, registry: Registry) -> bool:
    return any(path.startswith("training.") for path in model.specs) or any(_observations(model, registry))


def _take(figure: _Figure, registry: Registry) -> None:
    """Give a claim its entity and field: the model's spec, or that of the observation of its run."""
    claim, path = figure.claim, figure.field
    entity, spec = figure.model, figure.model.get(path)
    if spec is None:
        short = path if path.startswith(INTERRUPTED) else path.rpartition(".")[2]
        holders = [entry for entry in _observations(figure.model, registry) if short in entry]
        entity, path = (holders[0], short) if holders else (entity, path)
        spec = entity.get(path)
    claim.kind, claim.entity, claim.field, claim.unit = "spec", entity, path, figure.unit
    if spec is not None:
        claim.expected = Expected.of(spec, _printed(figure, registry))


def _printed(figure: _Figure, registry: Registry) -> str:
    values = _published(figure.model, figure.field, registry)
    spec = figure.model.get(figure.field)
    if figure.unit.symbol == "%":
        return f"{100 * values[0]:g}%"
    return spec.printed if spec is not None else f"{values[0] / figure.unit.factor:g} {figure.unit.symbol}".strip()


def _in_text(
    document: Document,
    block: Block,
    index: int,
    text: Text,
    known: dict[Place, Claim],
    finder: EntityFinder,
) -> Iterator[_Figure]:
    if not _OF_A_RUN.search(text.text):
        return
    mentions = finder.mentions(text.text)
    models = [mention for mention in mentions if mention.entry.kind == "models"]
    if not any(_has_a_run(mention.entry, finder.registry) for mention in models):
        return
    devices = {mention.start: mention for mention in mentions if mention.entry.kind in ("accelerators", "systems")}
    strangers = [name.start for name in finder.strangers(text.text) if name.of_a_model]
    for reading in readings(text.text):
        if reading.exponent_step or any(name.start <= reading.start < name.end for name in mentions):
            continue
        claim = known.get((id(text), reading.start))
        new = claim is None
        if claim is None:
            claim = Claim(document, Stated(reading, text, block, index), "spec")
        begin, stop = claim.stated.sentence_span()
        owners = _owners(models, strangers, begin, reading.start, stop)
        device = next((devices[at] for at in range(reading.end, reading.end + _NAMES_BEHIND) if at in devices), None)
        before, after = text.text[begin : reading.start], text.text[reading.end : stop]
        alone = len(owners) == 1 and not any(begin <= place < stop for place in strangers)
        found = [
            _Figure(claim, unit, owner, path, text.text[begin:stop], alone, _is_on_it(path, before), new)
            for owner in owners
            if device is None or _ran_on(owner, device, finder.registry)
            for unit in claim.reading.units
            if (path := field_of_run(claim.reading, unit, before, after, named_device=device is not None)) is not None
        ]
        if found:
            yield next((figure for figure in found if _is_right(figure, finder.registry)), found[0])


def _is_on_it(path: str, before: str) -> bool:
    return path == DEVICES and _TRAINED_ON.search(before[-40:]) is not None


def _owners(models: list[Mention], strangers: list[int], begin: int, start: int, stop: int) -> list[Entry]:
    """Whose run a number of a sentence may be of: the model named last before it, then others of the sentence.

    Where the sentence names none, the only one that its text has named.
    """
    inside = [mention for mention in models if begin <= mention.start < stop]
    before = [mention for mention in inside if mention.end <= start]
    if not inside and len({mention.entry.id for mention in models}) == 1:
        before = inside = [mention for mention in models if mention.end <= start][-1:]
    if not inside or (before and any(before[-1].end <= place < start for place in strangers)):
        return []
    ordered = [*reversed(before), *(mention for mention in inside if mention not in before)]
    return list({mention.entry.id: mention.entry for mention in ordered}.values())


def _ran_on(model: Entry, device: Mention, registry: Registry) -> bool:
    """Whether a named device may be the one that a model was trained on."""
    used = str(model.attributes.get("trained_on") or "")
    if not used:
        return True
    known = registry.table("accelerators")[used]
    return device.name.casefold().removesuffix("s") in known.name.casefold() or device.entry.id == known.id


def _in_table(block: Block, of_text: dict[int, list[Claim]], finder: EntityFinder) -> Iterator[_Figure]:
    for row in block.rows:
        for cell in row:
            for claim in of_text.get(id(cell.text), ()):
                table = claim.stated.table
                label = table.label(cell) if table is not None else None
                if table is None or label is None:
                    continue
                names = {mention.entry.id: mention.entry for mention in finder.mentions(label.text.text)}
                models = [entry for entry in names.values() if entry.kind == "models"]
                header = table.header_words(cell)
                if len(models) != 1 or _NEEDED.search(f"{header} {block.title}"):
                    continue
                for unit in claim.reading.units:
                    path = field_of_column(header, unit)
                    if path is not None:
                        yield _Figure(claim, unit, models[0], path, "", True, False, False)
                        break
