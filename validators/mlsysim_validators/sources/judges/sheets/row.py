"""What the figures of one row say of one another, whether or not the registry knows the device.

FP8 runs at twice the rate of BF16, not four times; links times rate is the total; a card of 24 GB has no 12 GB.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import FLOP_RATE
from mlsysim_validators.sources.judges.other_figures.in_use import is_memory_of_a_run
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document, Value
from mlsysim_validators.sources.texts.rows import Figure, Row, data_rows, rows_of
from mlsysim_validators.sources.texts.surroundings import Surroundings
from mlsysim_validators.sources.values.words import number_format, spoken

_NEAR = 0.02
_GPU_SHARE = (0.65, 0.81)
_SIZE = regex(r"(?<![\w.])(\d{1,3}) ?-?GB\b|(?<=[-_ ])(\d{2,3})gb\b", re.IGNORECASE)
_MEMORY = AnyCase(r"memory|\bhbm|\bvram|capacity|\bmem\b|\bram\b")
_OTHER_MEMORY = AnyCase(
    r"bandwidth|cache|\bl[123]\b|sram|total|system|used|usable|usage|available|free|model|weights|host|\bcpu\b|"
    r"\bgrace (?:memory|capacity)|\bmin|\bmax"
)
# The size in a name is a device's memory where the rest of the name is that of a device, not of a model.
_OF_A_DEVICE = AnyCase(
    r"(?<![\w.])[a-z]{1,4}[- ]?\d{2,4}|\bmi\d|\b[a-z]\d\b|jetson|orin|xavier|titan|geforce|radeon|quadro|gaudi|tesla|"
    r"instinct|\bgpu\b|\bmac|pico|coral|raspberry"
)
_SPARSITY = AnyCase(r"spars|dense")
_VECTOR = AnyCase(r"vector|cuda|shader|non-tensor|boost")
# Two accumulators (GeForce, RTX) or two rates by design (CDNA) give other ratios.
_OWN_RATIOS = AnyCase(r"rtx|geforce|titan|quadro|\b[1-9]0[5-9]0\b|\bmi\d|instinct|radeon|tpu|gaudi|trn|trainium")
_COUNT = AnyCase(r"\b(?:num|number of|n|count)? ?(?:nv)?links?\b(?! (?:bandwidth|bw|speed|rate|gb))|\blink count")
_PER_LINK = AnyCase(r"per (?:nv)?link|\blink (?:bandwidth|speed|rate)|each link|single link")
_TOTAL = AnyCase(r"total|aggregate|nvlink bandwidth|interconnect bandwidth|\bnvlink\b")
_MOST_LINKS = 64
_LEAST_USABLE = 2  # rows with less than their names say


def judge(document: Document, claims: Iterable[Claim], around: dict[int, Surroundings]) -> None:
    """Compare the figures of every row with one another."""
    everything = list(claims)
    rows = list(rows_of(everything, around))
    for row in rows:
        _formats(row)
    of_names = [found for row in rows if (found := _size_in_the_name(row, around)) is not None]
    if sum(size > stated for _, size, stated in of_names) < _LEAST_USABLE:  # what is left for a model, by convention
        for figure, size, _ in of_names:
            figure.claim.unit = figure.unit
            figure.claim.decide(
                "inconsistent", f"the name says {size:g} GB, the row {figure.claim.text}", rule="name",
                hint=f"write {size:g} GB, or correct the name",
            )  # fmt: skip
    by_place = {claim.stated.offset: claim for claim in everything if claim.stated.value is not None}
    for values in data_rows(document):
        _links(values, by_place)


def _formats(row: Row) -> None:
    """FP8 at four times, or FP16 at twice the rate of BF16: one of them is with sparsity."""
    if _OWN_RATIOS.search(row.name) or len(row.figures) < 2:
        return
    rates: dict[str, Figure] = {}
    for figure in row.figures:
        form = number_format(spoken(figure.words))
        if (
            form is None
            or figure.unit.dimension != FLOP_RATE
            or _SPARSITY.search(figure.words)
            or _VECTOR.search(figure.words)
        ):
            continue
        rates.setdefault(form, figure)
    sixteen = rates.get("bf16") or rates.get("fp16")
    for form, ratio in (("fp8", 4.0), ("fp16", 2.0), ("fp16", 0.5)):
        other = rates.get(form)
        if other is None or sixteen is None or other is sixteen or sixteen.value <= 0:
            continue
        undecided = other.claim.verdict == "unresolved" and sixteen.claim.verdict == "unresolved"
        if undecided and abs(other.value / sixteen.value - ratio) <= _NEAR * ratio and not _declared(other, sixteen):
            higher, lower = (other, sixteen) if ratio > 1 else (sixteen, other)
            higher.claim.unit = higher.unit
            higher.claim.decide(
                "inconsistent",
                f"{higher.claim.text} is {ratio if ratio > 1 else 1 / ratio:g} times the {lower.claim.text} beside it "
                f"({form.upper()} and 16-bit): one of the two is with sparsity, the other dense",
                rule="format-ratio",
                hint="give both dense, or say of each which it is",
            )
            return


def _declared(one: Figure, other: Figure) -> bool:
    """Whether a remark gives both figures: who explains them means them."""
    remarks = {
        label.words
        for figure in (one, other)
        for label in (figure.claim.stated.value.labels if figure.claim.stated.value is not None else ())
        if label.role in ("comment", "above")
    }
    return any(
        all(re.search(rf"(?<![\d.]){figure.claim.reading.value:g}(?![\d.])", words) for figure in (one, other))
        for words in remarks
    )


def _size_in_the_name(row: Row, around: dict[int, Surroundings]) -> tuple[Figure, float, float] | None:
    """A memory column that contradicts the size in the row's name, with both sizes in GB; None for none."""
    sizes = {float(match[1] or match[2]) for match in _SIZE.finditer(row.name.replace("_", " "))}
    if len(sizes) != 1 or not _OF_A_DEVICE.search(_SIZE.sub("", row.name.replace("_", " "))):
        return None
    size = sizes.pop()
    for figure in row.figures:
        words = figure.words
        if not (figure.is_memory and _MEMORY.search(words)) or _OTHER_MEMORY.search(words):
            continue
        near = around.get(id(figure.claim))
        if near is not None and is_memory_of_a_run(figure.claim, near):
            continue
        stated = figure.value / 1e9
        if size and stated / size > 1.5 and abs(stated / size - round(stated / size)) < 0.02:
            continue  # several of them together
        entity = figure.claim.entity
        if entity is not None and "up to" in entity.name and _GPU_SHARE[0] <= stated / size <= _GPU_SHARE[1]:
            continue  # what macOS leaves to the GPU of the memory that the chip shares
        if (
            figure.claim.verdict == "unresolved"
            and size
            and not 0.93 <= stated / size <= 1.08
            and 0.1 < stated / size < 10
        ):
            return figure, size, stated
    return None


def _links(values: list[Value], by_place: dict[int, Claim]) -> None:
    """A total that is neither links times rate nor twice or half of it."""
    if len(values) < 3:
        return
    count = _one(
        values,
        lambda words, value: bool(_COUNT.search(words)) and value.number % 1 == 0 and value.number <= _MOST_LINKS,
    )
    rate = _one(values, lambda words, value: bool(_PER_LINK.search(words)) and "bandwidth" in f"{words} bandwidth")
    total = _one(
        values, lambda words, value: bool(_TOTAL.search(words)) and not _PER_LINK.search(words) and value is not count
    )
    if count is None or rate is None or total is None or total is count:
        return
    product = count.number * rate.number
    ratio = total.number / product if product else 0.0
    if any(
        abs(ratio - good * scale) <= _NEAR * good * scale for good in (0.5, 1.0, 2.0) for scale in (1.0, 1e9, 1e-3, 1e3)
    ):
        return
    claim = by_place.get(total.text.source_offset(0))
    if claim is not None and claim.verdict in ("unresolved", "match") and 0.05 < ratio < 20:
        working = f"{count.number:g} links x {rate.text.text} = {product:g}"
        claim.decide(
            "inconsistent", f"{working}, the total says {total.text.text}", rule="links",
            hint="let count, rate and total agree, and say which directions they count", working=working,
        )  # fmt: skip


def _one(values: list[Value], fits: Callable[[str, Value], bool]) -> Value | None:
    """The only value of a row whose key fits."""
    found = [value for value in values if fits(spoken(value.said("key")), value)]
    return found[0] if len(found) == 1 else None
