"""A stated spec against the registry's."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, as_stated, at_precision, keeps, printed, rounds_to
from mlsysim_validators.sources.fields import TENSOR, number_format
from mlsysim_validators.sources.judges.meanings import other_meaning
from mlsysim_validators.sources.people import BEHIND, OF_A_SYSTEM
from mlsysim_validators.sources.reasons import relatives, why
from mlsysim_validators.sources.slides import Slide, Surroundings
from mlsysim_validators.sources.tables import TableView

_ONE_WAY = re.compile(r"per direction|each direction|unidirectional|one[- ]way|each way", re.IGNORECASE)
_BOTH_WAYS = re.compile(r"bidirectional|both directions|aggregate|total", re.IGNORECASE)
_COUNTED_SYSTEM = re.compile(r"(?<![\w.,])(\d[\d,]*) ?[x×] ?(?=[A-Za-z])")
_COUNTED_PLURAL = re.compile(
    r"(?<![\w.])([2-9]|\d{2,3}) (?:NVIDIA |AMD |Google )?[A-Z][\w-]*\d\w*(?:s\b| GPUs\b| chips\b)(?! \()"
)
_GRID_BASIS = re.compile(r"\b(?:19|20)\d\d\b|lifecycle|life-cycle|direct|marginal|location-based", re.IGNORECASE)
_PIPE = re.compile(r"tensor|matrix|vector|cuda|shader|simd|spars", re.IGNORECASE)
_GRID_SLACK = 0.10
_SHEET = 2
_GRID_YEARS = 1.15  # as much as a grid's figures differ by year and basis
# Slips that a number is not mistaken for by chance: enough to speak of it where the words leave doubt.
_TELLING = ("swapped", "superseded", "sparse-for-dense", "direction")
_TELLING_BESIDE = ("variant", "superseded", "system")
_OF_TRAINING = 1e4  # times the operations of one forward pass
_LOOSEST_BOUND = 0.6
_SAYS_DENSE = re.compile(r"\bdense|non-spars|without sparsity|no sparsity", re.IGNORECASE)
_OF_THE_NUMBER = ("different", "power-of-ten", "swapped", "copied", "superseded", "twice", "half", "bits-for-bytes")
_NEAR = 40
_OTHER_INPUT = 0.15
_OF_SEVERAL = re.compile(
    r"\btotal|combined|aggregate|altogether|together|overall|per (?:vm|node|instance|system|server|rack|pod|cluster)",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:others?|otherwise|elsewhere|else)\b\W*$", re.IGNORECASE)
_TOTAL = re.compile(r"\btotal|aggregate", re.IGNORECASE)
_VERSUS = re.compile(r"\bvs\b|versus|\bfrom\b|compared|respectively", re.IGNORECASE)
_VERSIONS = re.compile(r"\b(?:versions|variants|flavou?rs|configurations|SKUs)\b", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(r"\w $")
_SET_AGAINST = re.compile(r"\b(?:vs\.?|versus|than|from)[ \u00a0]?$", re.IGNORECASE)
_LONGEST_OPTION = 14
_AN_OPTION = re.compile(r"\((?:max\.?|maximum|up to|optional(?:ly)?|opt\.?|or)[ \u00a0]?\Z", re.IGNORECASE)
_THREE_DIGITS = 100
_UP_TO = re.compile(r"\bup to\b")
_ROUGHLY = 0.12
_TERA = 4
_BETWEEN_SIZES = re.compile(r"[ \u00a0]?(?:/|or|and|,|&)[ \u00a0]?")
_DRIVER_SHARE = 0.92
_AS_GIB = 0.985
_OF_MANY = 30.0  # times the power of one device: a rack or a cluster
_DRIVER_COUNT = 0.97  # what a driver reports of a memory, as a share of its nominal size in GiB


def judge(claim: Claim, around: Surroundings, slide: Slide, registry: Registry) -> None:
    """Compare a claim about a spec with the registry, at the precision that it prints."""
    if claim.kind != "spec" or claim.entity is None or claim.unit is None:
        return
    entity = claim.entity
    if claim.field == "intensity":
        _judge_grid(claim, slide)
        return
    spec = entity.get(claim.field)
    if spec is None:
        _judge_unknown(claim, entity)
        return
    claim.expected = Expected(spec.value, spec.printed, spec.cite or "", spec.quote or spec.because or "")
    if spec.status == "estimated":
        claim.decide("unresolved", "the registry only estimates this value")
        return
    reading = as_stated(claim.reading, around.before)
    if reading.hedge in ("below", "above") and not _is_tight(reading, claim.unit.factor, spec.value):
        claim.decide("unresolved", "a bound that is too wide to check")
        return
    of_each = _of_each(claim)
    if any(of_each) and not all(of_each):
        claim.decide("unresolved", "its label names several devices, of which it is not the figure of each")
        return
    values = _acceptable(spec, around)
    if any(agrees(reading, claim.unit.factor, value) for value in values):
        claim.decide("match", "; ".join(claim.notes))
        return
    if claim.field.startswith("power.") and claim.value > _OF_MANY * spec.value:
        claim.decide("unresolved", "a power of many devices, not of one")
        claim.kind, claim.field, claim.expected = "other", "", None
        return
    if _of_the_other_pipe(claim, entity, around):
        claim.decide("match", "; ".join(claim.notes))
        return
    if _of_an_unsaid_format(claim, entity, around):
        claim.decide("match", "; ".join(claim.notes))
        return
    variant = _variant_named_elsewhere(claim)
    if variant is not None:
        claim.decide("match", f"as {variant.name}, which the text names in full elsewhere")
        return
    variant = _variant_as_driver_counts(claim, reading, registry)
    if variant is not None:
        claim.decide("match", f"as a driver counts that of {variant.name}")
        return
    if claim.field.endswith("capacity") and _agrees_in_powers_of_1024(claim, reading, spec):
        claim.decide("match", "in powers of 1024, or as a driver counts it")
        return
    if claim.field in ("context", "vocabulary") and _counts_in_1024(reading, claim, spec):
        claim.decide("match", "in steps of 1024")
        return
    count = _count(around)
    if count and agrees(reading, claim.unit.factor, values[0] * count):
        claim.decide("match", f"{count} times {spec.printed}")
        return
    if count and claim.stated.cell is None:
        claim.decide("unresolved", f"of {count} together, or of each")
        return
    if values[0] == spec.value and rounds_to(reading, claim.unit.factor, spec):
        claim.decide("match", f"{spec.printed}, with more digits than its source prints")
        return
    other = other_meaning(claim, reading, around, slide, registry)
    if other:
        claim.decide("match", other)
        return
    _judge_wrong(claim, spec, values, around, slide, registry)


def _of_each(claim: Claim) -> list[bool]:
    """Of which of the devices that a figure is stated of it is right; empty where it is stated of one."""
    if not claim.together or claim.entity is None or claim.unit is None:
        return []
    specs = [entry.get(claim.field) for entry in (claim.entity, *claim.together)]
    return [spec is not None and agrees(claim.reading, claim.unit.factor, spec.value) for spec in specs]


def _count(around: Surroundings) -> int | None:
    """How many devices a claim's words put together: "4x A100", "4 A100s delivering 1,248 TFLOPS"."""
    match = _COUNTED_SYSTEM.search(f"{around.row} {around.column} {around.before}")
    if match is not None:
        return int(match.group(1).replace(",", "")) if match.group(1) != "1" else None
    plural = _COUNTED_PLURAL.search(around.sentence_before)
    # "8 H100 GPUs, NVLink at 450 GB/s": what follows a comma is of each.
    together = plural is not None and "," not in around.sentence_before[plural.end() :]
    return int(plural.group(1)) if plural is not None and together else None


def _judge_unknown(claim: Claim, entity: Entry) -> None:
    settled = entity.attributes.get("unsupported", {})
    if _variant_named_elsewhere(claim) is not None:
        claim.decide("match", "as another variant, which the text names in full elsewhere")
        return
    number_format = claim.field.rpartition(".")[2]
    if number_format in settled and claim.sure:
        claim.decide(
            "mismatch",
            f"{entity.name} has no {number_format.upper()}: {settled[number_format].get('quote')}",
            rule="unsupported",
        )
    else:
        claim.decide("unresolved", f"the registry has no proven `{claim.field}` of {entity.name}")


def _doubt(claim: Claim, around: Surroundings, slide: Slide) -> str:
    """Why a value that is not the spec need not be meant as the spec, or ""."""
    if claim.reading.hedge in ("low", "high"):
        return "an end of a range"
    if _OTHERS.search(around.before):
        return "of all others"
    near = f"{around.before[-_NEAR:]} | {around.after[:_NEAR]} | {around.row}"
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    comes_smaller = claim.entity is not None and _UP_TO.search(claim.entity.name) is not None
    if claim.field == "memory.capacity" and comes_smaller and spec is not None and claim.value < spec.value:
        return "a smaller size that it comes with, perhaps"
    near_count = spec is not None and claim.field.startswith("parameters.") and _is_near(claim.value, spec.value)
    if near_count and _has_one_digit(claim.reading):
        return "a round number of one digit, near the count"
    if claim.field == "memory.capacity" and _VERSIONS.search(around.sentence):
        return "one of several versions, perhaps"
    total_of_one = claim.field.startswith(
        ("links.", "parameters.", "heads.", "layers")
    )  # "NVLink total", "total parameters"
    if _OF_SEVERAL.search(_TOTAL.sub("", near) if total_of_one else near):
        return "a total, perhaps of several devices"
    if claim.entity is not None and claim.entity.kind == "systems" and len(slide.same_text(claim)) > 1:
        return "one of several figures of a system"
    devices = [entry for entry in claim.others if entry.kind == "accelerators"]
    start = claim.reading.start  # "max." ends no sentence
    if _AN_OPTION.search(claim.stated.text.text, max(0, start - _LONGEST_OPTION), start):
        return "an option, perhaps"
    if claim.how != BEHIND and _SET_AGAINST.search(around.before):
        return "what something else is compared with, perhaps"
    if claim.stated.cell is None and len(devices) > 1 and _is_open(claim, near):
        return f"its sentence names {len(devices)} devices; which one is meant is not clear"
    return ""


def _is_near(value: float, actual: float) -> bool:
    """Whether a number is roughly another."""
    return abs(value - actual) <= _ROUGHLY * abs(actual)


def _has_three_digits(reading: Reading) -> bool:
    """Whether a number prints three digits that are no zeros at its end: too many to be another's by chance."""
    return len(f"{reading.value / reading.resolution:.0f}".rstrip("0")) >= len("312")


def _has_one_digit(reading: Reading) -> bool:
    """Whether a number prints one digit and zeros: 500."""
    return (
        len(f"{reading.value / reading.resolution:.0f}".rstrip("0")) == 1 and reading.value >= 10 * reading.resolution
    )


def _is_open(claim: Claim, near: str) -> bool:
    """Whether it is open which of several devices is meant: the name is not close, or two are compared."""
    if claim.direct or claim.how == BEHIND:
        return False
    return claim.name_distance > _NEAR or _VERSUS.search(near) is not None


def _judge_wrong(
    claim: Claim, spec: Spec, values: list[float], around: Surroundings, slide: Slide, registry: Registry
) -> None:
    entity = claim.entity
    assert entity is not None
    assert claim.unit is not None
    if claim.field == "flops.forward" and abs(claim.value / spec.value - 1) <= _OTHER_INPUT:
        claim.decide("unresolved", "near the count of its paper: another implementation or input size, perhaps")
        return
    if claim.field == "flops.forward" and claim.value > _OF_TRAINING * spec.value:
        claim.decide("unresolved", "far more than one pass: the count of a training, perhaps")
        return
    if claim.measured:
        claim.decide("unresolved", "a measured or wanted figure, not a specification")
        return
    if claim.how == OF_A_SYSTEM:
        claim.decide("unresolved", "its label names a system; the figure may be of all its devices")
        return
    if claim.field.startswith("links.") and _some_ports(claim, entity, spec):
        claim.decide("unresolved", f"a part of the ports of {entity.name}")
        return
    reason = why(claim, spec, registry, slide.nearby_rows(claim))
    owner = _owner(claim)
    if owner is not None and reason.rule not in ("swapped", "superseded"):
        claim.decide("unresolved", f"it fits {owner.name}, which its sentence names as well")
        return
    if reason.rule == "disputed":
        claim.decide(
            "ambiguous", f"{entity.name}: the registry stands by {spec.printed}; {reason.sentence}", rule="disputed"
        )
        return
    if _one_of_several_sizes(claim, slide, registry):
        claim.decide("match", "one of several sizes that its family has")
        return
    telling = reason.rule in _TELLING and (claim.beside or entity.kind == "accelerators")
    telling = telling or (reason.rule == "power-of-ten" and claim.beside and _has_three_digits(claim.reading))
    if (
        not claim.sure
        and not telling
        and not (claim.beside and reason.rule in _TELLING_BESIDE)
        and not _of_a_sheet(claim, slide)
    ):
        claim.decide(
            "unresolved", f"no published `{claim.field}` of {entity.name}; nothing says that a specification is meant"
        )
        return
    doubt = _doubt(claim, around, slide)
    if doubt:
        claim.decide("unresolved", doubt)
        return
    right = printed(values[0], claim.reading, claim.unit)
    if reason.rule == "binary-prefix" or "iB" in spec.printed or not keeps(values[0], claim.reading, claim.unit):
        right = spec.printed
    told = f"{entity.name}: `{claim.field}` is {spec.printed}"
    if spec.direction and values[0] != spec.value:
        summed = "both directions summed" if spec.direction == "both" else "one direction"
        told += f" ({summed}), {values[0] / 1e9:g} GB/s per direction"
    claim.decide(
        "mismatch",
        "; ".join(part for part in (told, reason.sentence, *claim.notes) if part),
        rule=reason.rule,
        hint=f"write {right}",
    )
    if (
        "iB" not in spec.printed
        and _is_certain(claim, reason.rule, around)
        and keeps(values[0], claim.reading, claim.unit)
    ):
        claim.correction = at_precision(values[0], claim.reading, claim.unit.factor)


def _is_certain(claim: Claim, rule: str, around: Surroundings) -> bool:
    """Whether nothing but the number can be meant to be wrong.

    A value of another variant may be right under the wrong name, a sparse rate under the wrong header, a server's under
    its device's: those an author has to look at.
    """
    if not claim.sure or claim.reading.hedge or claim.reading.exponent_step:
        return False
    words = f"{around.window} {around.row} {around.column}"
    if rule == "sparse-for-dense":
        return _SAYS_DENSE.search(words) is not None
    if rule == "variant":
        return not claim.assumed
    if rule == "direction":
        return _ONE_WAY.search(words) is not None or _BOTH_WAYS.search(words) is not None
    return rule in _OF_THE_NUMBER


def _one_of_several_sizes(claim: Claim, slide: Slide, registry: Registry) -> bool:
    """Whether a memory size stands beside another one, as where a device has variants: "16 GB / 32 GB".

    Or right behind the name of a family that has it: "A100 40 GB".
    """
    if claim.field != "memory.capacity" or claim.entity is None:
        return False
    sizes = [entry.get(claim.field) for entry in (claim.entity, *relatives(claim.entity, registry, same_family=True))]
    is_a_size = any(size and claim.unit and agrees(claim.reading, claim.unit.factor, size.value) for size in sizes)
    if not is_a_size:
        return False
    if claim.assumed and claim.direct and _RIGHT_BEHIND.search(claim.stated.text.text, 0, claim.reading.start):
        return True
    text = claim.stated.text.text
    for other in slide.beside(claim):
        first, last = sorted((claim.reading, other.reading), key=lambda reading: reading.start)
        joint = _BETWEEN_SIZES.fullmatch(text, first.end, last.start)
        factor = other.unit.factor if other.unit is not None else 0.0
        if joint and any(size and agrees(other.reading, factor, size.value) for size in sizes):
            return True
    return False


def _owner(claim: Claim) -> Entry | None:
    """Another device of the sentence whose value this is, where the number does not stand right behind a name."""
    if claim.direct or claim.unit is None or claim.how == BEHIND:
        return None
    for other in claim.others:
        theirs = other.get(claim.field)
        if other is not claim.entity and theirs is not None and agrees(claim.reading, claim.unit.factor, theirs.value):
            return other
    return None


def _is_tight(reading: Reading, factor: float, actual: float) -> bool:
    """Whether a bound ("over 3 TB/s") is near enough to what it bounds to say something about it."""
    ratio = reading.value * factor / actual if actual else 0.0
    return _LOOSEST_BOUND < ratio < 1 / _LOOSEST_BOUND


def _variant_named_elsewhere(claim: Claim) -> Entry | None:
    """The variant whose value this is, where a family's name stands for one that the text names in full elsewhere."""
    if claim.unit is None:
        return None
    values = ((entry, entry.get(claim.field)) for entry in claim.siblings)
    return next((e for e, spec in values if spec and agrees(claim.reading, claim.unit.factor, spec.value)), None)


def _of_the_other_pipe(claim: Claim, entity: Entry, around: Surroundings) -> bool:
    """Whether a rate, of which nothing says on which pipe it runs, is the other pipe's: FP64 or FP32; or FP16 beside
    another that is said to be of the tensor cores."""
    if claim.unit is None or not claim.field.startswith("compute."):
        return False
    if claim.field.endswith((".fp64", ".fp32")):
        unsaid = not _PIPE.search(around.labels())
    else:
        unsaid = claim.field.startswith("compute.matrix.") and _beside_tensor_rates(claim)
    pipe = "matrix" if ".vector." in claim.field else "vector"
    other = entity.get(f"compute.{pipe}.{claim.field.rpartition('.')[2]}")
    fits = other is not None and agrees(claim.reading, claim.unit.factor, other.value)
    if unsaid and not fits and pipe == "vector" and not claim.field.endswith((".fp64", ".fp32")):
        claim.sure = False  # of the other pipe, at a clock or of a kind that the registry does not know
    if not unsaid or other is None or not fits:
        return False
    claim.field = other.path
    return True


def _of_an_unsaid_format(claim: Claim, entity: Entry, around: Surroundings) -> bool:
    """Whether a rate without any word for its format is that of FP32, or to three digits another dense one."""
    unsaid = claim.unit is not None and claim.field.startswith("compute.") and not claim.sure
    if not unsaid or claim.unit is None or number_format(f"{around.labels()} {around.sentence} {around.title}"):
        return False
    sparse = entity.get(claim.field.replace("matrix.", "matrix_sparse."))
    if sparse is not None and agrees(claim.reading, claim.unit.factor, sparse.value):
        return False  # likelier than the dense rate of a narrower format
    precise = claim.reading.value / claim.reading.resolution >= _THREE_DIGITS
    paths = ["compute.vector.fp32"]
    paths += [path for path in entity.specs if path.startswith(("compute.matrix.", "compute.vector."))] * precise
    for path in paths:
        if path in entity and agrees(claim.reading, claim.unit.factor, entity[path].value):
            claim.field = path
            return True
    return False


def _variant_as_driver_counts(claim: Claim, reading: Reading, registry: Registry) -> Entry | None:
    """The variant of a family whose memory, as a driver counts it, this is: 42 GB of an A100 of 40."""
    if claim.field != "memory.capacity" or not claim.assumed or claim.entity is None or claim.unit is None:
        return None
    for other in relatives(claim.entity, registry, same_family=True):
        size = other.get(claim.field)
        own = claim.entity.get(claim.field)
        same = size is None or (own is not None and own.value == size.value)
        if (
            size is not None
            and not same
            and claim.value > size.value
            and _agrees_in_powers_of_1024(claim, reading, size)
        ):
            return other
    return None


def _beside_tensor_rates(claim: Claim) -> bool:
    """Whether other numbers of a column (or of the cell) are marked as rates of the tensor cores, and this is not."""
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None or TENSOR.match(claim.stated.text.text[claim.reading.end :].lstrip(" (")):
        return False
    marked = any(
        other.column == cell.column and TENSOR.search(other.text.text)
        for row in table.block.rows[table.header_rows :]
        for other in row
    )
    return marked or _has_a_row_for_tensor_cores(claim, table)


def _has_a_row_for_tensor_cores(claim: Claim, table: TableView) -> bool:
    """Whether a table tells "FP16" and "FP16 Tensor Core" apart, and this number is of the former."""
    cell = claim.stated.cell
    assert cell is not None
    own = table.label(cell)
    labels = [*table.headers(cell), *([own] if own is not None else [])]
    if any(TENSOR.search(label.text.text) for label in labels):
        return False
    wanted = claim.field.rpartition(".")[2]
    return any(TENSOR.search(label) and number_format(label) == wanted for label in table.labels)


def _some_ports(claim: Claim, entity: Entry, spec: Spec) -> bool:
    """Whether a link rate is another link's, or that of several ports: what connects a device with one neighbour."""
    if claim.unit is None:
        return False
    for path, other in entity.specs.items():
        elsewhere = path.startswith("links.") and path.endswith(".total") and path != spec.path and other.direction
        if elsewhere and any(agrees(claim.reading, claim.unit.factor, n * other.per_direction) for n in (1, 2)):
            return True
    ports = entity.get(spec.path.replace(".total", ".ports"))
    if ports is None or spec.direction is None or claim.stated.cell is not None:
        return False
    one = spec.per_direction / ports.value
    rates = (count * one * ways for count in range(1, min(int(ports.value), 32)) for ways in (1, 2))
    taken = (spec.per_direction, 2 * spec.per_direction, spec.per_direction / 2)
    return any(agrees(claim.reading, claim.unit.factor, rate) for rate in rates) and not any(
        agrees(claim.reading, claim.unit.factor, value) for value in taken
    )


def _agrees_in_powers_of_1024(claim: Claim, reading: Reading, spec: Spec) -> bool:
    """Whether a capacity in kB, MB, GB is right when its prefix is read as a power of 1024, as memory makers do."""
    unit = claim.unit
    power = {"k": 1, "M": 2, "G": 3, "T": 4}.get(unit.symbol[0]) if unit and unit.symbol.endswith("B") else None
    if power is None or unit is None:
        return False
    if "i" not in unit.symbol:
        if agrees(reading, 1024.0**power, spec.value):
            return True
        if power == _TERA and agrees(reading, 1000.0 * 1024.0 ** (power - 1), spec.value):
            return True  # 4,096 chips of 32 GiB are 128 TiB, or "131 TB"
        cut_off = claim.value + 0.99 * reading.resolution * unit.factor  # 42 for 42.4
        if _AS_GIB * spec.value * 1.024**3 <= cut_off and claim.value <= spec.value * 1.024**3 and spec.value >= 1e9:
            return True  # 80 GiB of chips, less what the driver keeps, in powers of 1000: 85 GB
        # A driver's count: 80 GB of HBM are 80 GiB of chips, of which it reports 81,251 MiB and, with ECC, fewer.
        nominal = spec.value / 1e9 * 1024
        counted = unit.symbol == "MB" and claim.reading.value % 1000 and spec.value >= 1e9
        return bool(counted) and _DRIVER_SHARE * nominal <= claim.reading.value <= nominal
    # 80 GB of HBM are 80 GiB of chips, of which a driver reports 79.
    nominal = spec.value / 1000.0**power
    return agrees(reading, 1.0, nominal) or _DRIVER_COUNT * nominal <= claim.reading.value <= nominal


def _counts_in_1024(reading: Reading, claim: Claim, spec: Spec) -> bool:
    """Whether a count in K is right in steps of 1024: a context of 128K is one of 131,072 tokens."""
    return claim.unit is not None and claim.unit.symbol in ("K", "k") and agrees(reading, 1024.0, spec.value)


def _acceptable(spec: Spec, around: Surroundings) -> list[float]:
    """The values that state a spec: for a link rate the one that its words speak of, or either."""
    if spec.direction is None:
        return [spec.value]
    one, both = spec.per_direction, 2 * spec.per_direction
    for words in (around.after, f"{around.row} {around.column}", around.before):
        if _ONE_WAY.search(words):
            return [one]
        if _BOTH_WAYS.search(words):
            return [both]
    return [one, both] if spec.direction == "one" else [both, one]


def _of_a_sheet(claim: Claim, slide: Slide) -> bool:
    """Whether other numbers in the column of a table are specifications of the same device, and right."""
    cell, entity = claim.stated.cell, claim.entity
    if cell is None or entity is None or not claim.field.startswith(("memory.", "power.")):
        return False
    fields = {
        other.field
        for other in slide.nearby_rows(claim)
        if other is not claim
        and other.entity is entity
        and other.kind == "spec"
        and (spec := entity.get(other.field)) is not None
        and agrees(other.reading, (other.unit or other.reading.units[0]).factor, spec.value)
        and other.stated.block is claim.stated.block
        and other.stated.cell is not None
        and other.stated.cell.column == cell.column
    }
    return len(fields - {claim.field}) >= _SHEET


def _judge_grid(claim: Claim, slide: Slide) -> None:
    """Carbon intensities differ by year and by what they count: without either a figure is only near, or ungrounded."""
    entity, unit = claim.entity, claim.unit
    if entity is None or unit is None:
        return
    spec = entity["intensity"]
    records = [
        record for shelf in ("disputed", "history") for record in entity.attributes.get(shelf, {}).get("intensity", ())
    ]
    known = [spec.value, *(record["value"] for record in records)]
    claim.expected = Expected(spec.value, spec.printed, spec.cite or "", spec.quote or "")
    year, basis = entity.attributes.get("year"), entity.attributes.get("basis")
    told = f"{entity.name}: {spec.printed} ({year}, {basis})"
    if any(
        abs(claim.value - value) <= _GRID_SLACK * value or agrees(claim.reading, unit.factor, value) for value in known
    ):
        claim.decide("match", f"near a published figure; {told}")
    elif spec.value / _GRID_YEARS <= claim.value <= spec.value * _GRID_YEARS:
        claim.decide("unresolved", f"a figure of another year or basis, perhaps; {told}")
    elif slide.says(_GRID_BASIS):
        claim.decide("mismatch", told, rule="different", hint="say which year and basis the figure has, and its source")
    else:
        ends = f"{min(known) / unit.factor:.3g} to {max(known) / unit.factor:.3g} {unit.symbol}"
        published = ends if len(known) > 1 else spec.printed
        claim.decide(
            "ungrounded",
            f"published figures for {entity.name} are {published}; "
            "the slide names no year, basis (lifecycle or direct) or source",
            rule="no-basis",
            hint=f"cite a source and year, for example {spec.printed} ({year}, {basis})",
        )
