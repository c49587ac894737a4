"""What a number is by its own cell, row or sentence: of a slice of a device, the sparse one of two rates, the clock of
the memory, a figure of both GPUs of a superchip, layers that are offloaded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, states_spec_of
from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.judges.specs.bus_rates import worked_out_from_clock_and_width
from mlsysim_validators.sources.judges.specs.parts_of_models import layers_that_are_offloaded, query_heads_of_a_group
from mlsysim_validators.sources.judges.wrong_specs.excuses import Excuses, leave_open, take_for_right
from mlsysim_validators.sources.names.device_like import device_like
from mlsysim_validators.sources.names.variants import families_of, same_but_for_size
from mlsysim_validators.sources.patterns import regex

_SLICE_ID = regex(r"(?<![\w.])(?:\w+[_-])?[1-7]g[._-]\d{1,3}gb\b", re.IGNORECASE)
# "7 MIG instances" and "MIG support" are said of a whole one.
_SAYS_SLICE = regex(
    r"\(MIG\)|(?<!\d )\bMIG (?:slice|instance|partition|device|profile)\b|"
    r"\b(?:made possible by|partitioned with|cut (?:by|with)|through|via)\b[^.|]{0,40}\b(?:MIG\b|Multi-Instance)",
    re.IGNORECASE,
)
_GROWS_WITH_SLICES = ("memory.", "compute.", "cores.", "tiers.")


def of_a_slice(wrong: Wrong) -> str:
    """Less than a device has, where its row or sentence names a slice of it: "a100_3g.20gb", "20 GB (MIG)"."""
    if not wrong.is_less or not wrong.field.startswith(_GROWS_WITH_SLICES):
        return ""
    cell, table = wrong.claim.stated.cell, wrong.claim.stated.table
    own_row = table.row_of(cell) if cell is not None and table is not None else ()
    if any(_SLICE_ID.search(one.text.text) for one in own_row):
        return "of a slice of the device, which its row names"
    name = wrong.claim.name
    of_it = (one.text.text for one in own_row if name and name in one.text.text)
    said = " | ".join((wrong.claim.stated.sentence(), wrong.around.row, wrong.around.column, *of_it))
    named = _SLICE_ID.search(said) or _SAYS_SLICE.search(said)
    return "of a slice of the device, which its words name" if named else ""


_HEAD_OF_SAMPLES = regex(r"\b(?:samples?|memory|mem|video|idle)\b", re.IGNORECASE)
_MOST_LINES = 12
_NEARBY = 1000  # characters


def of_the_lines_above(wrong: Wrong) -> str:
    """A clock in a listing, indented under a line that speaks of samples or of the memory: what nvidia-smi shows."""
    block = wrong.claim.stated.block
    if wrong.field != "compute.clock" or block.kind != "listing":
        return ""
    start = wrong.claim.reading.start
    *above, own = block.text.text[max(0, start - _NEARBY) : start].split("\n")[-_MOST_LINES:]
    indent = _indent(own)
    head = next((line for line in reversed(above) if line.strip() and _indent(line) < indent), "")
    return "of samples, or of the memory, as the line above says" if _HEAD_OF_SAMPLES.search(f"{head} {own}") else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


_OF_THE_BUS = regex(r"(?:GB/s|bits?/transfer|\bDDR\b|\bbus\b)[^;。=]*=\W*$")


def of_a_memory_bus(wrong: Wrong) -> str:
    """A clock that a calculation with the bandwidth or the bus gives: the memory's."""
    a_result = wrong.field == "compute.clock" and _OF_THE_BUS.search(wrong.around.sentence_before)
    return "the clock of the memory, which a calculation with its bandwidth gives" if a_result else ""


_SUPERCHIP = regex(r"\bG[BR]\d00\b[^|]{0,40}\bsuper-?chip|\bsuper-?chip\b[^|]{0,40}\bG[BR]\d00\b", re.IGNORECASE)
_TWICE = 0.05
_TWICE_IN_A_SUPERCHIP = 0.12  # whose GPUs have a little more power
_BEHIND = 12
_OF_ONE = regex(r"[^|]*?\W(?:per|each|/) ?(?:GPU|die|chip)", re.IGNORECASE)


def of_both_gpus_of_a_superchip(wrong: Wrong) -> str:
    """Twice the figure of one GPU, or twice its sparse one, under the heading of a superchip that has two."""
    if not wrong.field.startswith(("compute.", "memory.")) or not _SUPERCHIP.search(wrong.around.title):
        return ""
    of_one = _OF_ONE.match(f"{wrong.claim.text} {wrong.around.after[:_BEHIND]}")
    both = any(abs(wrong.share / times - 1) <= _TWICE_IN_A_SUPERCHIP for times in (2, 4))
    return "of both GPUs of the superchip, perhaps" if both and not of_one else ""


_SINGLE = AnyCase(r"\bsingle\b|\bfp32\b")
_HALF = AnyCase(r"\bhalf\b|\bfp16\b")
_TENSOR = AnyCase(r"\btensor\b|\bmatrix\b")


def half_precision_of_the_vector_pipes(wrong: Wrong) -> str:
    """Twice the FP32 figure beside it, where another row or line is that of the tensor cores: FP16 without these."""
    if not wrong.field.startswith("compute.matrix.") or not _HALF.search(wrong.around.labels()):
        return ""
    if _TENSOR.search(wrong.around.labels()):
        return ""
    others = [one for one in _beside(wrong) if one.entity is wrong.entity]
    tensor = any(one.field == wrong.field and _TENSOR.search(_label(one)) for one in others)
    double = any(
        one.field == "compute.vector.fp32"
        and one.unit is not None
        and states_spec_of(one, wrong.entity)
        and abs(wrong.claim.value / (2 * one.reading.value * one.unit.factor) - 1) <= _TWICE
        for one in others
    )
    return (
        "twice the FP32 rate beside it, without the tensor cores, which have a row of their own"
        if tensor and double
        else ""
    )


def _beside(wrong: Wrong) -> list[Claim]:
    return wrong.slide.same_column(wrong.claim) if wrong.in_a_table else wrong.slide.nearby_rows(wrong.claim, 8)


def _label(claim: Claim) -> str:
    cell, table = claim.stated.cell, claim.stated.table
    label = table.label(cell) if table is not None and cell is not None else None
    return label.text.text if label is not None else claim.stated.sentence()


_OPENS = regex(r" ?[(（][~≈]?\Z")
_FORM_BEHIND = regex(r"[ -](?:SXM\d?|PCIe|NVL|OAM)\Z", re.IGNORECASE)  # "A100-SXM4 (40 GB"
_LONGEST_NAME = 40
_SAYS_SIZE = regex(r"\d ?GB", re.IGNORECASE)


def the_size_in_its_own_bracket(wrong: Wrong) -> str:
    """The memory that brackets right behind a name without a size give, and another size of the board has."""
    claim = wrong.claim
    if wrong.field != "memory.capacity" or not claim.name or _SAYS_SIZE.search(claim.name):
        return ""
    text = claim.stated.text.text
    opens = _OPENS.search(text, max(0, claim.reading.start - 3), claim.reading.start)
    ahead = text[max(0, opens.start() - _LONGEST_NAME) : opens.start()] if opens is not None else ""
    if not _FORM_BEHIND.sub("", ahead).endswith(claim.name) and not ahead.endswith(claim.name):
        return ""
    for other in families_of(wrong.registry).siblings(wrong.entity):
        spec = other.get(wrong.field)
        if spec is not None and same_but_for_size(other, wrong.entity) and states_spec_of(claim, other):
            return f"as {other.name}, by the size in the brackets behind its name"
    return ""


_HUNDRED = regex(r"[- ]?100\b")
_HALF_A_PORT = 0.01


def of_half_a_port(wrong: Wrong) -> str:
    """Half the rate of a port under its name with a hundred: HDR100 and EDR100 run over two lanes of the four."""
    if wrong.field != "per_port" or abs(2 * wrong.share - 1) > _HALF_A_PORT or not wrong.claim.name:
        return ""
    text = wrong.claim.stated.sentence()
    place = text.find(wrong.claim.name)
    named = place >= 0 and _HUNDRED.match(text, place + len(wrong.claim.name)) is not None
    return "of two lanes of its four, as its name says" if named else ""


_NO_GPU_BEFORE = regex(r"(?:lidar|radar|scanner|printer|servo)\W{0,2}\Z", re.IGNORECASE)


def of_a_sensor_of_that_name(wrong: Wrong) -> str:
    """A letter and a number behind the word for a sensor: "RPLIDAR A2"."""
    name = wrong.claim.name
    if not name or wrong.entity.kind != "accelerators":
        return ""
    words = (wrong.claim.stated.sentence(), wrong.around.row, wrong.around.column)
    places = ((text, text.find(name)) for text in words)
    sensor = any(at >= 0 and _NO_GPU_BEFORE.search(text[max(0, at - 16) : at]) for text, at in places)
    return f"of another thing that is called {name}" if sensor else ""


def of_the_device_that_heads_its_column(wrong: Wrong) -> str:
    """A cell in a column that an unknown device heads, where the known one, named in the cell before, heads another."""
    cell, table, name = wrong.claim.stated.cell, wrong.claim.stated.table, wrong.claim.name
    if cell is None or table is None or not name or name in cell.text.text:
        return ""
    own, label = table.header_words(cell), table.label(cell)
    if name in own or (label is not None and name in label.text.text) or not device_like(own, []):
        return ""
    heads = any(name in table.header_words(other) for other in table.row_of(cell) if other.column != cell.column)
    return "of the device that heads its column, perhaps" if heads else ""


_BETWEEN_TWO = regex(r" ?[/|｜] ?")
_MARK = regex(r" ?(?:\*|[¹²³†‡]|\\\*)")


def twice_the_dense_rate_before_it(wrong: Wrong) -> str:
    """The second of two rates of a cell, with the mark of a footnote and twice the first, which is right: sparse."""
    claim = wrong.claim
    first = wrong.slide.before(claim) if wrong.in_a_table and wrong.field.startswith("compute.matrix.") else None
    if first is None or first.verdict != "match" or first.field != claim.field or first.entity is not claim.entity:
        return ""
    text, one, two = claim.stated.text.text, first.reading, claim.reading
    if not _BETWEEN_TWO.fullmatch(text, one.end, two.start) or not _MARK.match(text, two.end):
        return ""
    rounding = one.resolution + 0.5 * two.resolution
    near = one.units == two.units and abs(two.value - 2 * one.value) <= rounding * (1 + 1e-9)
    return "twice the dense rate before it, as its mark says with sparsity" if near else ""


_BY_CHANCE = ("different", "format")
_TIMES = (0.5, 0.25, 0.125, 2, 4, 8)
_THREE_DIGITS = 100


def of_printed_parts(wrong: Wrong) -> str:
    """A rate of three digits that is one off in the last, and to the digit a multiple of another of its device's rates:
    55.6, twice 27.8, for 55.54."""
    reading = wrong.claim.reading
    if wrong.rule not in _BY_CHANCE or not wrong.field.startswith("compute.") or not reading.resolution:
        return ""
    step = reading.resolution * wrong.unit.factor
    fine = reading.value >= _THREE_DIGITS * reading.resolution
    if not fine or abs(wrong.claim.value - wrong.spec.value) > 1.05 * step:
        return ""
    given = any(
        abs(times * rate - wrong.claim.value) < 0.01 * step for rate in _as_printed(wrong, step) for times in _TIMES
    )
    return f"{wrong.spec.printed}, as the rounded rates of its device give it" if given else ""


def _as_printed(wrong: Wrong, step: float) -> Iterator[float]:
    """The other rates of a device, rounded to the digits of a number."""
    for path, spec in wrong.entity.specs.items():
        if path.startswith(("compute.matrix.", "compute.vector.")) and path != wrong.field:
            yield round(spec.value / step) * step


OWN_CELLS: Excuses = (
    (leave_open, of_a_slice),
    (leave_open, of_the_lines_above),
    (leave_open, of_a_memory_bus),
    (leave_open, worked_out_from_clock_and_width),
    (leave_open, of_both_gpus_of_a_superchip),
    (leave_open, half_precision_of_the_vector_pipes),
    (take_for_right, the_size_in_its_own_bracket),
    (take_for_right, of_half_a_port),
    (leave_open, layers_that_are_offloaded),
    (take_for_right, query_heads_of_a_group),
    (leave_open, of_a_sensor_of_that_name),
    (leave_open, of_the_device_that_heads_its_column),
    (take_for_right, twice_the_dense_rate_before_it),
    (take_for_right, of_printed_parts),
)
