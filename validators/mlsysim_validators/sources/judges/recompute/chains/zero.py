"""Memory for model states per device under data parallelism: replicated, or sharded (Rajbhandari et al. 2020).

With Adam in mixed precision a parameter has 2 bytes of weight, 2 of gradient and 12 of optimizer state. Stage 1 shards
12 of them over the devices, stage 2 shards 14, stage 3 (FSDP) all 16.
"""

from __future__ import annotations

import re
from itertools import islice

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.chains.fact import sort_of
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts, Near
from mlsysim_validators.sources.judges.recompute.chains.judging import SLIPS
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

# Bytes of a parameter that each device keeps, and that are spread over all.
STAGES = {0: (16.0, 0.0), 1: (4.0, 12.0), 2: (2.0, 14.0), 3: (0.0, 16.0)}
STAGE = AnyCase(
    r"zero[- ]?(?:stage |dp )?(?P<zero>[0-3])\b|\bstage (?P<stage>[0-3])\b|(?P<fsdp>\bfsdp\b|fully sharded)|"
    r"(?P<none>\bddp\b|(?:plain|pure|standard|classic(?:al)?) (?:data|dp\b)|"
    r"no sharding|replicated everywhere|without sharding)"
)
# The same where no master copy of the weights is counted: two moments of 4 bytes.
_WITHOUT_MASTER = {0: (12.0, 0.0), 1: (4.0, 8.0), 2: (2.0, 10.0), 3: (0.0, 12.0)}
# Columns of one state: the bytes that a parameter may have of it, and the stage from which on it is sharded.
_STATES = (
    (AnyCase(r"^\W*(?:params?|parameters|weights|model)\b"), (2.0, 4.0), 3),
    (AnyCase(r"^\W*grad"), (2.0, 4.0), 2),
    (AnyCase(r"^\W*opt(?:im)?|^\W*(?:adam|moments?)\b"), (12.0, 8.0), 1),
)
_FORMULA = regex(
    r"(?<![\w.])(?:(?P<kept>\d{1,2}) ?[PNΨΦ]?(?: ?\+ ?(?P<more>\d{1,2}) ?[PNΨΦ]? ?/ ?[nNdG])?|"
    r"(?P<spread>\d{1,2}) ?[PNΨΦ]? ?/ ?[nNdG])\b"
)
_OVER_N = regex(r"\d ?[PNΨΦ] ?/ ?[nNdG]\b")
_MANY = regex(r"\b[nNdG](?:_?d)? ?= ?(\d[\d,]*)\b|(?<![\w.,])(\d[\d,]*)[- ](?:way|GPUs?|devices|ranks|H100s?|A100s?)\b")
_ZERO = AnyCase(r"\bzero\b|zero-[0-3]|fsdp|shard")
_MORE = AnyCase(
    r"activation|offload|8-bit|lora|tensor[- ]parallel|pipeline[- ]parallel|\b(?:tp|pp) ?=? ?\d|buffer|overhead|"
    r"traffic|sends|commun|fragment|in total with|/ ?32\b"
)
_PER_PARAMETER = AnyCase(r"(?<![\w.])(\d{1,2}) ?(?:b|bytes?)(?: ?/ ?| per | a | each for every | for each )param")
_HELD = AnyCase(r"per (?:gpu|device|rank|accelerator)|/ ?gpu|each|holds?\b|keeps?\b|[:=→]")
_ROOM = 0.015
_FARTHEST = 2.5
_SHARDED, _NOT_SHARDED = "that stage shards it over all devices", "that stage does not shard it"
_BOUND = AnyCase(r"\b(?:fits?|exceeds?|beyond|over|under|than|into|within)\b\D*$")  # "does not fit 80 GB"
_LONGEST, _CLOSE = 700, 90
_LINES = 3


def compute(claim: Claim, around: Surroundings, slide: Slide, facts: Facts) -> tuple[str, Unit, Computed] | None:
    """What a device holds at the stage that a claim's row, column or sentence names; None where none is named."""
    unit = next((unit for unit in claim.reading.units if sort_of(unit) == BYTES and unit.symbol != "B"), None)
    if unit is None or unit.factor < 1e6:
        return None
    if claim.stated.cell is not None and _BOUND.search(claim.stated.text.text[: claim.reading.start]):
        return None
    where = _named(claim, around, slide)
    if where is None or _MORE.search(where) or not (slide.says(_ZERO) or _OVER_N.search(where)):
        return None
    kept, spread = _bytes(claim, where) or (None, None)
    of_one_state = _of_one_state(claim, where)
    many = _devices(claim, around, slide, facts)
    sizes = _parameters(claim, facts)
    if kept is None or spread is None or not sizes or (spread and many is None):
        return None
    n = many or 1.0
    if of_one_state:
        states = [
            (size * width / (n if sharded else 1.0), f"{size / 1e9:.4g}B parameters x {width:g} B")
            for size in sizes
            for width, sharded in of_one_state
        ]
        stated = claim.reading.value * unit.factor
        slips = [
            Slip("zero-stage", size * width / (1.0 if sharded else n), _SHARDED if sharded else _NOT_SHARDED)
            for size in sizes
            for width, sharded in of_one_state
        ]
        sure = len(sizes) == 1 and n > 1 and any(abs(stated - slip.value) <= _ROOM * slip.value for slip in slips)
        return (
            "sharded_states",
            unit,
            Computed(states, slips if sure else [], certain=sure, firm=sure, room=_ROOM),
        )
    each = _per_parameter(slide)
    if each and each != 16.0:
        if kept and spread:
            return None
        kept, spread = (each, 0.0) if kept else (0.0, each)
    values = [
        (size * (kept + spread / n), f"{size / 1e9:.4g}B parameters x {_told(kept, spread, n)}") for size in sizes
    ]
    also = _without_master(sizes, kept, spread, n) if not each and (kept, spread) in STAGES.values() else []
    stated, first = claim.reading.value * unit.factor, values[0][0]
    slips = [
        Slip("zero-stage", sizes[0] * (a + b / n), f"that is stage {stage}" if stage else "that is without sharding")
        for stage, (a, b) in STAGES.items()
        if (a, b) != (kept, spread)
    ]
    if kept and spread:
        slips.append(Slip("recomputed", sizes[0] * kept, "the shard is left out"))
        slips.append(Slip("recomputed", sizes[0] * spread / n, "what every device keeps is left out"))
    fits = any(abs(stated - slip.value) <= _ROOM * slip.value for slip in slips)
    off = stated / first if first else 0.0
    near = 1 / _FARTHEST < off < _FARTHEST or any(
        abs(off / by - 1) < _ROOM or abs(off * by - 1) < _ROOM for by in SLIPS
    )
    said = bool(each) or _FORMULA.search(where.partition("||")[0]) is not None or _stated_stage(where)
    sure = len(sizes) == 1 and (fits or (near and said and claim.stated.cell is not None))
    return (
        "sharded_states",
        unit,
        Computed(values, slips if sure else [], certain=sure, firm=sure, room=_ROOM, also=also),
    )


def _without_master(sizes: list[float], kept: float, spread: float, many: float) -> list[tuple[float, str]]:
    """What the same stage takes with two moments of 4 bytes as all of the optimizer's state."""
    stage = next(stage for stage, both in STAGES.items() if both == (kept, spread))
    kept, spread = _WITHOUT_MASTER[stage]
    return [
        (size * (kept + spread / many), f"{size / 1e9:.4g}B parameters x {_told(kept, spread, many)}") for size in sizes
    ]


def _of_one_state(claim: Claim, where: str) -> list[tuple[float, bool]]:
    """Where a column is of one state, the bytes that a parameter may have of it, and whether they are sharded."""
    if claim.stated.cell is None:
        return []
    label, _, heads = where.partition("|| ")
    stages = list(STAGE.finditer(label))
    if not stages:
        return []
    stage = stage_of(stages[-1])
    return next(
        ([(width, stage >= first) for width in widths] for header, widths, first in _STATES if header.search(heads)), []
    )


def stage_of(match: re.Match[str]) -> int:
    """The stage that some words name: FSDP shards all, as stage 3 does."""
    return 3 if match["fsdp"] else 0 if match["none"] else int(match["zero"] or match["stage"])


def _stated_stage(where: str) -> bool:
    """Whether a stage is named by its number, which says what a parameter takes; FSDP shards whatever there is."""
    match = STAGE.search(where)
    return match is not None and match["fsdp"] is None


def _told(kept: float, spread: float, many: float) -> str:
    parts = ([f"{kept:g} B"] if kept else []) + ([f"{spread:g} B / {many:g}"] if spread else [])
    return f"({' + '.join(parts)})"


def _named(claim: Claim, around: Surroundings, slide: Slide) -> str | None:
    """The words that may name a claim's stage: its row and column, or its sentence up to it where it says "per GPU"."""
    cell = claim.stated.cell
    if cell is not None and claim.stated.table is not None:
        row = " | ".join(one.text.text[:80] for one in claim.stated.table.row_of(cell)[:6] if one.column < cell.column)
        heads = claim.stated.table.header_words(cell)
        numbered = _STAGE_HEADER.search(_first_header(claim)) is not None
        row = f"stage {row}" if numbered and re.match(r"\W*[0-3]\b", row) else row
        return f"{row} || {heads}"
    start, stop = claim.stated.sentence_span()
    text = claim.stated.text.text
    ahead, behind = text[start : claim.reading.start], text[claim.reading.end : min(stop, claim.reading.end + 30)]
    stages = list(STAGE.finditer(ahead))
    if not stages or len(ahead) - stages[-1].end() > _CLOSE or not _HELD.search(ahead[stages[-1].end() :] + behind):
        return None
    if any(map(_measures_bytes, slide.stated_between(claim, start + stages[-1].end(), claim.reading.start))):
        return None
    return text[start : claim.reading.end] + behind


_STAGE_HEADER = AnyCase(r"\bstage|zero|strategy|scheme")


def _measures_bytes(claim: Claim) -> bool:
    return any(sort_of(unit) == BYTES for unit in claim.reading.units)


def _first_header(claim: Claim) -> str:
    rows = claim.stated.block.rows
    return rows[0][0].text.text[:60] if rows and rows[0] else ""


def _bytes(claim: Claim, where: str) -> tuple[float, float] | None:
    """Bytes that are kept and spread, by the formula of the row or by the stage."""
    label = where.partition("||")[0]
    stages = list(STAGE.finditer(label))
    for match in _FORMULA.finditer(label) if claim.stated.cell is not None else ():
        if match["spread"]:
            return 0.0, float(match["spread"])
        if match["more"]:
            return float(match["kept"]), float(match["more"])
    return STAGES[stage_of(stages[-1])] if stages else None


def _devices(claim: Claim, around: Surroundings, slide: Slide, facts: Facts) -> float | None:
    """How many devices share: by the column, the sentence, the lines above, the title."""
    lines = (block.text.text for block in islice(slide.above(claim.stated.block), _LINES) if block.kind != "table")
    own = around.column if claim.stated.cell is not None else around.sentence
    for text in (own, *lines, around.title):
        found = {next(group for group in match.groups() if group) for match in _MANY.finditer(text[:_LONGEST])}
        if len(found) == 1:
            return float(next(iter(found)).replace(",", ""))
        if found:
            return None
    counts = facts.before(claim, "devices", most=2)
    return counts[0].fact.value if counts and len({near.fact.value for near in counts}) == 1 else None


def _parameters(claim: Claim, facts: Facts) -> list[float]:
    """The one size of the model that is stated nearest; two where they are too different to be one."""
    found: list[Near] = facts.before(claim, "parameters")
    near = [one for one in found if one.level == found[0].level] if found else []
    values: list[float] = []
    for one in near:
        if all(abs(one.fact.value / value - 1) > _ROOM for value in values):
            values.append(one.fact.value)
    return values


def _per_parameter(slide: Slide) -> float:
    """The bytes of a parameter altogether that the slide states, where it states 12 at least; 0 otherwise."""
    found = {float(digits) for digits in _PER_PARAMETER.findall(slide.text) if float(digits) >= 12}
    return next(iter(found)) if len(found) == 1 else 0.0
