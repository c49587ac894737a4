"""Why a figure of code or data that is nobody's may yet be right: a rate at another clock, a measurement."""

from __future__ import annotations

from math import floor

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Value
from mlsysim_validators.sources.values.words import names_formats, spoken

_CLOCK = AnyCase(r"\bclocks?\b|\b[GM]Hz\b")
_RESULTS = AnyCase(r"\A(?:results?|outputs?|measurements?|samples?|runs?|logs?)\Z")
_A_SENSOR = AnyCase(r"[\"'](?:gpu_)?(?:temp(?:erature)?(?:_\w+)?|utili[sz]ation(?:_\w+)?|fan_\w+|ecc_\w+)[\"'] ?:")
_CHIP = AnyCase(r"\d[ _-]?(?:ti|super|gb|[ _-])*[ _-]\(?(?:ga|ad|tu|gp|gb|gm|gk)\d{3}\)?\Z")
_IN_SOFTWARE = AnyCase(r"\bsoftware\b|\bemulat|\bdequant|\bno hardware\b")
_RECORD = 200  # characters
_BY_CHANCE = ("different", "variant", "copied", "half", "twice")  # a rate that was reached may be any of these
_OTHER_CLOCK = 0.15  # of the published rate
# A rate that vendors round and data bases compute: 900 and 897 GB/s, 362 and 363 TFLOPS, 153 and 153.6 GB/s.
_ROUNDED = ("compute.", "memory.bandwidth", "tiers.", "links.")
_BY_ROUNDING = 0.004
_FINE_DIGITS = 4
_CUT, _LEAST_WHOLE = 0.01, 10
_TIMES = (2, 4, 8)
_HAIR = 1e-6
NEAR = "near the published figure: rounded or computed, perhaps"
_WHOLE = regex(r"\.0+\Z")  # 336.0 is how programs write 336
_NUMBER = regex(r"\d+(?:\.\d+)?")


def why_open(claim: Claim, rule: str) -> str:
    """Why a figure that is not its device's is left open; "" where nothing speaks for it, or its slip against it."""
    value = claim.stated.value
    if value is None or claim.expected is None:
        return ""
    if claim.field.startswith("compute.") and rule in _BY_CHANCE and _is_of_a_run(value):
        return "its record tells of a run: the rate that was reached, perhaps"
    if claim.field.startswith("compute.") and any(
        label.role == "comment" and _IN_SOFTWARE.search(label.words) for label in value.labels
    ):
        return "the words beside it say that it is done in software"
    if claim.field.startswith("power.") and rule in _BY_CHANCE and _names_a_chip(value):
        return "its name tells the chip: cards of one name draw another power with another one, perhaps"
    if rule in _BY_CHANCE and _is_of_results(value):
        return "what a program gave: computed or measured"
    if rule == "variant" and is_rounded(claim):
        return NEAR
    if rule != "different":
        return ""
    if is_rounded(claim) or _is_cut_off(claim) or _is_multiple_of_vector_rate(claim):
        return NEAR
    if claim.field.startswith("power.") and _is_of_a_sensor(claim):
        return "what a sensor showed, as the temperature beside it did"
    if claim.stated.meaning is not None and claim.stated.meaning.among_taken:
        return "the figures beside it, or those of the code around it, were measured"
    near = abs(claim.value / claim.expected.value - 1) <= _OTHER_CLOCK
    if near and claim.field.startswith("compute.") and any(_CLOCK.search(label.words) for label in value.labels):
        return "the words around it speak of clocks: the rate at another one, perhaps"
    return ""


def is_rounded(claim: Claim, *, computed: bool = False) -> bool:
    """Whether a rate is so near to the published one that it may be that, rounded or computed in another way.

    `computed`: it stands in a sheet, which a program may have filled: the last of four digits or more says nothing.
    """
    if claim.expected is None or not claim.field.startswith(_ROUNDED):
        return False
    close = abs(claim.value / claim.expected.value - 1) <= _BY_ROUNDING
    if not close:
        return False
    written, right = _digits(claim.text), _digits(claim.expected.printed)
    if computed and len(written) == len(right) >= _FINE_DIGITS and written[:-1] == right[:-1]:
        return True  # 417.7 and 417.5
    return not _is_a_digit_off(written, right)


def _is_cut_off(claim: Claim) -> bool:
    """Whether a rate in whole units is the published one without what stands behind its point: 76 for 76.7."""
    if claim.expected is None or claim.unit is None or not claim.field.startswith("compute."):
        return False
    whole, exact = claim.reading.value, claim.expected.value / claim.unit.factor
    return whole >= _LEAST_WHOLE and whole % 1 == 0 and whole == floor(exact) and exact / whole - 1 <= _CUT


def _is_multiple_of_vector_rate(claim: Claim) -> bool:
    """Whether a rate is two, four or eight times the device's FP32 rate with one digit behind the point, which is the
    published one worked out: 43.4 is twice 21.7, that of the RTX 3070 Ti is 21.75 and 43.5."""
    vector = claim.entity.get("compute.vector.fp32") if claim.entity is not None else None
    if vector is None or claim.expected is None or claim.unit is None or not claim.field.startswith("compute."):
        return False
    times = round(claim.expected.value / vector.value)
    if times not in _TIMES or abs(claim.expected.value / (times * vector.value) - 1) > _BY_ROUNDING:
        return False
    tenths, exact = 10 * claim.reading.value / times, 10 * vector.value / claim.unit.factor
    return abs(tenths - round(tenths)) < _HAIR and round(tenths) in (floor(exact), round(exact))


def _digits(text: str) -> str:
    return _WHOLE.sub("", match[0]).replace(".", "") if (match := _NUMBER.search(text)) is not None else ""


def _is_a_digit_off(one: str, other: str) -> bool:
    """Whether two numbers have as many digits and differ in one of them: a slip, not another rounding."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _names_a_chip(value: Value) -> bool:
    """Whether the name of a value's row or key ends with that of a chip: "GeForce RTX 3050 8 GB GA107"."""
    return any(label.role in ("row", "key") and _CHIP.search(label.words) for label in value.labels)


def _is_of_results(value: Value) -> bool:
    """Whether a value stands among what a program gave: `"results": {"A100": {"power": 338}}`."""
    return any(label.role == "key" and _RESULTS.search(spoken(label.words)) for label in value.labels[1:])


def _is_of_a_sensor(claim: Claim) -> bool:
    """Whether a temperature, a utilization or errors of the memory stand beside a value: they were read together."""
    place = claim.stated.offset
    return _A_SENSOR.search(claim.document.source[max(0, place - _RECORD) : place + _RECORD]) is not None


def _is_of_a_run(value: Value) -> bool:
    """Whether a value stands beside a batch or an MFU, under a key that names no format as keys of peaks do."""
    key = value.said("key")
    return any(label.role == "run" for label in value.labels) and not names_formats(spoken(key))
