"""Other figures of the same device that the words of a claim may mean just as well."""

from __future__ import annotations

import re
from itertools import product

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, rounds_to
from mlsysim_validators.sources.fields.formats import formats_in
from mlsysim_validators.sources.fields.rates import COMPARED, SPARSE, TENSOR
from mlsysim_validators.sources.judges.link_rates.links import acceptable
from mlsysim_validators.sources.judges.other_figures.said_shares import share_said
from mlsysim_validators.sources.names.variants import families_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives, totals_of_link
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings
from mlsysim_validators.sources.values.rightness import PINS_OF_A_BYTE, of_bus_and_pins
from mlsysim_validators.sources.values.words import FULL_ACCUMULATOR

# A mark behind a format or a number, which vendors' tables explain as "with sparsity".
_MARK = AnyCase(
    r"(?:core|fp\d+|bf16|tf32|int8|flops|tops|[\d)])s?\s?(?:\*+|[¹²³⁴†‡]|[\^]\d)|(?:core|flops|tops)s?[1-4]\b"
)
_MARK_BEHIND = regex(r"\s?(?:\*+|[¹²³⁴†‡]|\^\d)")
_PCIE_NOMINAL = 0.02
_JOINED = regex(r"\b([bt]?fp?\d+) ?/ ?([bt]?fp?\d+)\b", re.IGNORECASE)
_NEAR_FORMATS = 20
_WITHOUT = regex(r"\b(?:without|no|minus) (?:the )?(?:sparsity|it\b|that\b)|\bdense\b|\bhalf of it\b", re.IGNORECASE)
_NEXT = 60
_ANY_LOW_FORMAT = AnyCase(r"low(?:er|est)?[ -](?:precision|bit)|\bAI (?:compute|performance|rate)")
_HALF_PRECISION = AnyCase(r"\bhalf[- ]?precision")
_AI_TOPS = AnyCase(r"\bai[ -]tops\b|\btops \(ai\)|\bai performance\b|\btensor performance\b")
_HUNDRED, _THOUSAND = 100.0, 1000.0
_OF_AI = AnyCase(r"[ \u00a0](?:of )?AI\b")  # "1 PFLOPS of AI performance"
_OF_FP4 = AnyCase(r"\b(?:nv|mx)?fp4\b")
_SAYS_FP16 = AnyCase(r"\bfp-?16\b")
_SIZE = regex(r" \d+ ?(?:GB|TB)\b")
_ROUNDED_TB = 0.02
_OTHER_PRINT = 0.0015  # 1,247 for 1,248
_MEMORY_SAID = AnyCase(r"\bhbm|memory|\bv?ram\b|gddr")
_LINK_SAID = AnyCase(r"nvlink|nvswitch")

_MODE = regex(r"\bmode\b|\d W\b")  # another board of the family has a power of its own


def other_meaning(claim: Claim, reading: Reading, around: Surroundings, slide: Slide, registry: Registry) -> str:
    """Why a value that is not the likeliest spec is right nevertheless, or ""."""
    if claim.entity is None or claim.unit is None:
        return ""
    if reading.value >= 100 and reading.text.rstrip().endswith(".0"):  # as programs print 362
        whole = reading._replace(resolution=1.0)
        if _states(claim, whole, claim.field, "whole"):
            return "rounded to a whole number, printed with a decimal"
    twin = _twin(claim, slide) or share_said(claim, reading, around) or _of_all_layers(claim, reading)
    if twin:
        return twin
    if claim.field.startswith("compute.") and claim.field.count(".") == 2:
        return (
            _sparse_by_mark(claim, reading, around, slide)
            or _sparse_of_a_short_accumulator(claim, reading, around)
            or _other_pipe(claim, reading, around)
            or _lowest_format(claim, reading, around)
            or _ai_tops(claim, reading, around)
            or _short_accumulator(claim, reading, around)
            or _joined_formats(claim, reading, around)
        )
    if claim.field == "memory.capacity" and claim.assumed:
        variant = _of_that_size(claim, claim.entity, registry)
        return f"with that memory it is {variant.name}" if variant else ""
    if claim.field == "attention.kv_rank":
        return _with_its_rotary_part(claim, reading)
    if claim.field == "per_port":
        return _before_encoding(claim, reading, around) or _total_of_ports(claim, reading, around, registry)
    of_each = _of_each_device(claim, reading, registry)
    if of_each:
        return of_each
    if claim.field.startswith("links.") and claim.stated.cell is None:
        return _states(claim, reading, "memory.bandwidth", "the bandwidth of its memory") or _pcie(
            claim, reading, around
        )
    if claim.field.startswith("power.") and (mode := _of_a_mode(claim, reading, registry)):
        return mode
    if claim.field == "power.tdp":
        return _states(claim, reading, "power.max", "the maximum power")
    of_a_link = claim.stated.cell is None and _LINK_SAID.search(around.sentence) is not None
    if claim.field == "memory.bandwidth" and of_a_link and not _MEMORY_SAID.search(around.sentence):
        told = _states(claim, reading, "links.nvlink.total", "the rate of the NVLink that its sentence names")
        if told:
            return told
    if claim.field == "memory.bandwidth":
        return _in_whole_terabytes(claim, reading) or _bus_times_rate(claim, reading, slide)
    return _pcie(claim, reading, around)


def _of_all_layers(claim: Claim, reading: Reading) -> str:
    """The heads of all layers together: 1,152 of a model that has 32 in each of 36."""
    if claim.field != "heads.query" or claim.entity is None:
        return ""
    layers, heads = claim.entity.get("layers"), claim.entity.get(claim.field)
    product_of_both = layers is not None and heads is not None and agrees(reading, 1.0, layers.value * heads.value)
    return f"of all {layers.value:g} layers" if product_of_both and layers is not None else ""


def _with_its_rotary_part(claim: Claim, reading: Reading) -> str:
    """What multi-head latent attention keeps of a token and layer: the rank, and the rotary key beside it."""
    rank, rotary = (claim.entity.get(f"attention.{part}") if claim.entity is not None else None
                    for part in ("kv_rank", "rope_head_size"))  # fmt: skip
    both = rank is not None and rotary is not None and agrees(reading, 1.0, rank.value + rotary.value)
    return f"with the {rotary.value:g} of the rotary key" if both and rotary is not None else ""


def _of_a_mode(claim: Claim, reading: Reading, registry: Registry) -> str:
    """The power of a mode in which a board may run: 30 W of a Jetson AGX Orin that may take 60."""
    entity, unit = claim.entity, claim.unit
    for other in relatives(entity, registry, same_family=False) if entity is not None and unit is not None else ():
        theirs = other.get(claim.field)
        of_it = entity is not None and other.id.startswith(f"{entity.id}-") and _MODE.search(other.name) is not None
        if of_it and unit is not None and theirs is not None and agrees(reading, unit.factor, theirs.value):
            return f"the power of {other.name}"
    return ""


def _of_that_size(claim: Claim, entity: Entry, registry: Registry) -> Entry | None:
    """The variant of a device's or a system's family that has the memory which a claim states."""
    if entity.kind != "systems":
        return families_of(registry).of_size(entity, claim.value)
    names = {_SIZE.sub("", entity.name), *entity.default_for}
    for other in relatives(entity, registry, same_family=True):
        size = other.get("memory.capacity")
        factor = claim.unit.factor if claim.unit is not None else 1.0
        fits = size is not None and agrees(claim.reading, factor, size.value)
        if fits and _SIZE.sub("", other.name) in names:
            return other
    return None


def _of_each_device(claim: Claim, reading: Reading, registry: Registry) -> str:
    """The figure of one device under the name of the system that holds several."""
    entity, unit = claim.entity, claim.unit
    if entity is None or unit is None or entity.kind != "systems":
        return ""
    reading = reading.unhedged()
    device = registry.device_of(entity)
    theirs = device.get(claim.field) if device else None
    if theirs is not None and agrees(reading, unit.factor, theirs.value):
        return f"of each device: {theirs.printed}"
    count, spec = entity.get("devices"), entity.get(claim.field)
    if (
        count is not None
        and spec is not None
        and not claim.field.startswith("power.")  # fans and switches draw some of it
        and count.value
        and agrees(reading, unit.factor, spec.value / count.value)
    ):
        return f"of each of {count.value:g} devices"
    return ""


def _in_whole_terabytes(claim: Claim, reading: Reading) -> str:
    """2,000 GB/s for 2,039: rounded to whole TB/s."""
    spec = claim.entity.get(claim.field) if claim.entity else None
    if spec is None or claim.unit is None or reading.value < 1000 or reading.value % 1000:
        return ""
    return "rounded to whole TB/s" if abs(claim.value / spec.value - 1) <= _ROUNDED_TB else ""


def _bus_times_rate(claim: Claim, reading: Reading, slide: Slide) -> str:
    """What the width of the bus and the rate of a pin give, beside it or of the device, where its maker rounds.

    5120 bit x 5.24 Gbit/s / 8 = 3354 GB/s; 102.4 GB/s of an Apple M3, which Apple gives as 100.
    """
    near = slide.same_row(claim) if claim.stated.cell is not None else slide.beside(claim)
    widths = [c.value for c in near if c.field == "memory.bus_width"]
    rates = [c.value for c in near if c.field == "memory.data_rate"]
    products = [width * PINS_OF_A_BYTE * rate for width, rate in product(widths, rates)]
    own = of_bus_and_pins(claim.entity) if claim.entity is not None else None
    if own is not None:
        products.append(own)
    fits = claim.unit is not None and any(agrees(reading, claim.unit.factor, value) for value in products)
    return "the product of its bus and the rate of a pin" if fits else ""


def _pcie(claim: Claim, reading: Reading, around: Surroundings) -> str:
    return _before_encoding(claim, reading, around) if ".pcie." in claim.field else ""


def _total_of_ports(claim: Claim, reading: Reading, around: Surroundings, registry: Registry) -> str:
    """What is called the rate of a link is often that of all ports of a device: NVLink 4 and 900 GB/s."""
    for device, total in totals_of_link(claim.entity, registry):
        if claim.unit is not None and any(
            agrees(reading, claim.unit.factor, value) for value in acceptable(total, around)
        ):
            return f"the total of all ports of {device.name}"
    return ""


def _twin(claim: Claim, slide: Slide) -> str:
    """The same amount again, in fewer digits and brackets, that is right: 2,000 GB/s (2.0 TB/s)."""
    spec = claim.entity.get(claim.field) if claim.entity else None
    if spec is None:
        return ""
    for other in slide.beside(claim):
        behind = 0 <= other.reading.start - claim.reading.end <= 3
        if behind and other.unit and abs(other.value - claim.value) <= 1e-6 * claim.value:
            return "rounded, as in the brackets" if agrees(other.reading, other.unit.factor, spec.value) else ""
    return ""


def _states(claim: Claim, reading: Reading, path: str, told: str) -> str:
    spec = claim.entity.get(path) if claim.entity else None
    if spec is None or claim.unit is None or spec.status == "estimated":
        return ""
    factor = claim.unit.factor
    return told if agrees(reading, factor, spec.value) or rounds_to(reading, factor, spec) else ""


def _sparse_by_mark(claim: Claim, reading: Reading, around: Surroundings, slide: Slide) -> str:
    """A footnote mark, or the dense rate right beside it, says that a rate is the one with sparsity."""
    _, pipe, number_format = claim.field.split(".")
    if pipe != "matrix":
        return ""
    formats = (number_format, *(("bf16",) if number_format == "fp16" else ("fp16",) if number_format == "bf16" else ()))
    if not any(_is_sparse_rate(claim, reading, name) for name in formats):
        return _half_of_the_sparse_rate(claim, formats)
    if _MARK.search(f"{around.row} | {around.column}") or _MARK_BEHIND.match(around.after):
        return "its footnote mark is taken to say that it is the rate with sparsity"
    if _beside_the_dense_rate(claim, slide) or _says_the_dense_rate_next(claim):
        return "the rate with sparsity, beside the dense one"
    own = COMPARED.split(_WITHOUT.sub(" ", around.after[:40]), maxsplit=1)[0]
    return "the rate with sparsity, as its words say" if SPARSE.search(own) else ""


def _sparse_of_a_short_accumulator(claim: Claim, reading: Reading, around: Surroundings) -> str:
    """661 TFLOP/s "FP16 sparse" of an RTX 4090, which has 330 of BF16: accumulated in FP16."""
    if not claim.field.startswith("compute.matrix_sparse.") or FULL_ACCUMULATOR.search(around.sentence):
        return ""
    form = "fp16" if claim.field.endswith((".fp16", ".bf16")) else claim.field.rpartition(".")[2]
    if claim.field.endswith(".bf16") and not _SAYS_FP16.search(f"{around.window} {around.row} {around.column}"):
        return ""
    return "with sparsity, accumulated in FP16" if _is_sparse_rate(claim, reading, form) else ""


def _is_sparse_rate(claim: Claim, reading: Reading, name: str) -> bool:
    """Whether a rate is the one with sparsity, of either accumulator: as it is published, or twice the dense one."""
    entity = claim.entity
    if entity is None:
        return False
    for form in (name, f"{name}_acc_fp16", f"{name}_acc_fp32"):
        if _states(claim, reading, f"compute.matrix_sparse.{form}", "sparse"):
            return True
        dense, sparse = entity.get(f"compute.matrix.{form}"), entity.get(f"compute.matrix_sparse.{form}")
        twice = sparse.value if sparse is not None else 2 * dense.value if dense is not None else 0.0
        if twice and abs(claim.value / twice - 1) <= _OTHER_PRINT and _has_sparsity(entity):
            return True
    return False


def _has_sparsity(entity: Entry) -> bool:
    return any(path.startswith("compute.matrix_sparse.") for path in entity.specs)


def _half_of_the_sparse_rate(claim: Claim, formats: tuple[str, ...]) -> str:
    """989.5 (or 989) for 989.4: the dense rate, reckoned from the sparse one as the data sheet prints it, 1,979."""
    for name in formats:
        sparse = claim.entity.get(f"compute.matrix_sparse.{name}") if claim.entity else None
        half = round(sparse.value / 1e12) / 2 * 1e12 if sparse is not None else 0.0
        if half and any(abs(claim.value - near) <= 1e-6 * half for near in (half, half // 1e12 * 1e12)):
            return "half of the sparse rate as it is printed"
    return ""


def _beside_the_dense_rate(claim: Claim, slide: Slide) -> bool:
    dense = claim.entity.get(claim.field) if claim.entity else None
    if dense is None:
        return False
    for other in slide.beside(claim):
        if other.unit is None or other.unit.dimension != (claim.unit and claim.unit.dimension):
            continue
        same = other.field in (claim.field, "") or not other.field.startswith("compute.")
        if same and agrees(other.reading, other.unit.factor, dense.value) and _close(other, claim):
            return True
    return False


def _says_the_dense_rate_next(claim: Claim) -> bool:
    """Whether the next words give the rate without sparsity: "1,466 TFLOP/s. Without sparsity that is 733"."""
    dense = claim.entity.get(claim.field) if claim.entity is not None else None
    behind = _WITHOUT.search(claim.stated.text.text, claim.reading.end, claim.reading.end + _NEXT)
    if dense is None or behind is None or claim.stated.cell is not None:
        return False
    words = claim.stated.text.text[claim.reading.end : claim.reading.end + _NEXT].replace(",", "")
    factor = claim.unit.factor if claim.unit is not None else 1e12
    return re.search(rf"(?<![\d.]){dense.value / factor:.4g}(?![\d]|\.\d)", words) is not None


def _close(one: Claim, other: Claim) -> bool:
    """Whether two numbers stand in one cell, or side by side in one sentence."""
    if one.stated.cell is not None:
        return one.stated.cell is other.stated.cell
    return abs(one.reading.start - other.reading.start) < 25


def _other_pipe(claim: Claim, reading: Reading, around: Surroundings) -> str:
    """An FP32 or FP64 rate without a word of its pipe may be the one of either."""
    _, pipe, number_format = claim.field.split(".")
    words = f"{around.window} {around.row} {around.column}"
    spelled = number_format == "fp16" and _HALF_PRECISION.search(words) is not None  # beside single and double
    if not (number_format in ("fp32", "fp64") or spelled) or pipe not in ("matrix", "vector"):
        return ""
    if TENSOR.search(words) or re.search(r"vector|fma|cuda core", words, re.IGNORECASE):
        return ""
    other = "vector" if pipe == "matrix" else "matrix"
    spec = claim.entity.get(f"compute.{other}.{number_format}") if claim.entity is not None else None
    if spelled and spec is not None and abs(claim.value / spec.value - 1) <= _OTHER_PRINT:
        return f"the {other} rate"
    return _states(claim, reading, f"compute.{other}.{number_format}", f"the {other} rate")


def _lowest_format(claim: Claim, reading: Reading, around: Surroundings) -> str:
    """Under "low-precision rate" each device has the format that it has: FP16 of a V100, FP8 of an H100."""
    if not _ANY_LOW_FORMAT.search(f"{around.row} {around.column}"):
        return ""
    formats = ("fp4", "fp8", "int8", "fp16", "bf16")
    found = (_states(claim, reading, f"compute.matrix.{form}", f"its {form.upper()} rate") for form in formats)
    return next((told for told in found if told), "")


def _ai_tops(claim: Claim, reading: Reading, around: Surroundings) -> str:
    """The "AI TOPS" that cards are sold with, sparse FP4 since Blackwell, and operations "of FP4" in words."""
    of_ai = _OF_AI.match(around.after) is not None
    if not claim.field.endswith(".int8") and (not of_ai or formats_in(around.sentence)):
        return ""
    if _OF_FP4.search(f"{around.before[-_NEAR_FORMATS:]} | {around.after[:_NEAR_FORMATS]}"):
        return _states(claim, reading, claim.field.replace(".int8", ".fp4"), "its FP4 rate")
    if not of_ai and not _AI_TOPS.search(f"{around.window} | {around.row} | {around.column}"):
        return ""
    in_hundreds = reading.value >= _THOUSAND and reading.value % _HUNDRED == 0  # 4,000 for 4,030
    as_sold = reading._replace(resolution=_HUNDRED) if in_hundreds else reading
    formats = ("fp4", "fp8", "int8")
    found = (
        _states(claim, as_sold, f"compute.matrix_sparse.{form}", f"its sparse {form.upper()} rate") for form in formats
    )
    return next((told for told in found if told), "")


def _short_accumulator(claim: Claim, reading: Reading, around: Surroundings) -> str:
    """What GeForce cards are sold with: FP16 and FP8 accumulated in FP16, 330 and 661 of an RTX 4090, not half."""
    if not claim.field.endswith((".fp16", ".fp8")):
        return ""
    if re.search(r"\bbf-?16", f"{around.row} {around.column}", re.IGNORECASE) and claim.field.endswith(".fp16"):
        return ""
    if FULL_ACCUMULATOR.search(f"{around.sentence} {around.row} {around.column}"):
        return ""
    return _states(claim, reading, f"{claim.field}_acc_fp16", "accumulated in FP16")


def _joined_formats(claim: Claim, reading: Reading, around: Surroundings) -> str:
    """ "312 TFLOPS TF32/FP16": the rate of either of the formats that a slash joins."""
    joined = _JOINED.search(around.after[:_NEAR_FORMATS]) or _JOINED.search(around.before[-_NEAR_FORMATS:])
    found = (
        _states(claim, reading, f"compute.matrix.{form.lower()}", f"its {form.upper()} rate")
        for form in (joined.groups() if joined is not None else ())
    )
    return next((told for told in found if told), "")


def _before_encoding(claim: Claim, reading: Reading, around: Surroundings) -> str:
    """PCI Express is often quoted before its line code: 64 GB/s for 63.02, 128 both ways."""
    spec = claim.entity.get(claim.field) if claim.entity else None
    if spec is None or claim.unit is None or spec.direction is None or "pcie" not in f"{spec.entity} {claim.field}":
        return ""
    stated = reading.value * claim.unit.factor
    near = any(abs(stated / value - 1) <= _PCIE_NOMINAL for value in acceptable(spec, around))
    return "the rate before its line code, or behind it" if near else ""
