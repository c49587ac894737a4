"""Doubts about rates, clocks and powers: of a link or a format, below the boost, what was reached of a peak."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.compare import agrees, prints_two_digits
from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.patterns import regex

_EACH_WAY = AnyCase(r"\W{0,2}(?:in )?(?:each|per|one|either|both) (?:way|direction)s?\b")


def of_a_link(wrong: Wrong) -> str:
    """A memory has no directions."""
    said = wrong.field == "memory.bandwidth" and _EACH_WAY.match(wrong.around.after)
    return "of a link, as its direction says" if said else ""


_SO_MANY_LINKS = AnyCase(r"(?<![\d.])(\d{1,3}) ?(?:[×x] ?|links?\b)[^\d)]{0,20}$")


def of_each_link_of_its_row(wrong: Wrong) -> str:
    """So many links of it make a rate of its row: "450 GB/s | 900 GB/s (18 links, each 25 GB/s)": one direction."""
    claim = wrong.claim
    many = _SO_MANY_LINKS.search(wrong.around.before) if wrong.in_a_table and wrong.field == "per_port" else None
    rates = [other.reading for other in wrong.slide.same_row(claim) if other is not claim] if many is not None else []
    total = float(many[1]) * claim.reading.value if many is not None else 0.0
    given = any(one.value in (total, 2 * total) and one.units[0] == claim.reading.units[0] for one in rates)
    return "what each of its links has, as a rate of its row tells" if given else ""


def a_power_of_one_digit(wrong: Wrong) -> str:
    """Another device's, but a round one that many have."""
    round_one = wrong.rule == "variant" and wrong.field.startswith("power.")
    return "of one digit, which many have" if round_one and not prints_two_digits(wrong.claim.reading) else ""


_FORMAT = r"(?:FP\d+|BF16|TF32|INT\d+)"
_FORMATS = regex(rf"[ ,:(]{{1,3}}{_FORMAT}, {_FORMAT}\b")  # "989 TFLOPS, FP8, FP16, BF16"


def of_one_of_the_formats_behind_it(wrong: Wrong) -> str:
    """Formats are listed behind it."""
    listed = wrong.field.startswith("compute.") and _FORMATS.match(wrong.around.after)
    return "of one of the formats that stand behind it" if listed else ""


_BOOST = AnyCase(r"boost|\bmax|turbo|peak (?:clock|freq)")
_LOWEST_CLOCK = 0.3  # of the boost clock: a device may be run at less


def below_the_boost_clock(wrong: Wrong) -> str:
    """A clock that is not called the highest; a microcontroller has one only."""
    if wrong.field != "compute.clock" or wrong.entity.attributes.get("class") == "micro":
        return ""
    lower = _LOWEST_CLOCK < wrong.share < 1 and not _BOOST.search(f"{wrong.near} {wrong.around.column}")
    return "a clock below the boost clock, perhaps" if lower else ""


_OF_A_RATE = ("compute.", "memory.", "links.", "power.")
_SHARE = 0.006


def a_part_of_the_peak_of_its_row(wrong: Wrong) -> str:
    """Another cell of its row states the peak that it is less than, or the share of one that it is."""
    claim = wrong.claim
    if not wrong.in_a_table or not wrong.field.startswith(_OF_A_RATE):
        return ""
    row = [one for one in wrong.slide.same_row(claim) if one.stated.cell is not claim.stated.cell]
    shares = [one.reading.value / 100 for one in row if one.reading.units[0].symbol == "%"]
    for other in row:
        unit = next((unit for unit in other.reading.units if unit.dimension == wrong.unit.dimension), None)
        if unit is None or (other.entity is not None and other.entity is not claim.entity):
            continue
        whole = other.reading.value * unit.factor
        if whole <= claim.value:
            continue
        is_peak = wrong.field == "memory.bandwidth" and agrees(other.reading, unit.factor, wrong.spec.value)
        if is_peak or any(abs(claim.value / whole - share) < _SHARE for share in shares):
            return "a part of the peak that its row states as well: what was reached"
    return ""


_CORES = regex(r"\((?P<of>\d+)-core GPU")
_CORES_SAID = regex(r"\b(?P<of>\d{1,2})[ -](?:core )?GPU(?: cores)?\b|GPU cores? ?[=:] ?(?P<is>\d{1,2})\b")


def of_other_cores(wrong: Wrong) -> str:
    """The slide counts other GPU cores than the name of the entry does: "M3 Pro, GPU cores = 14"."""
    named = _CORES.search(wrong.entity.name) if wrong.field.startswith("compute.") else None
    if named is None:
        return ""
    said = {match["of"] or match["is"] for match in _CORES_SAID.finditer(wrong.slide.text)}
    return "of a variant with another number of cores, perhaps" if said and named["of"] not in said else ""


_MOST_FIGURES = 3  # dense, sparse, and of another accumulator


def one_of_many_in_its_column(wrong: Wrong) -> str:
    """The column of a cell states many figures of one field of one device: those of kernels or workloads."""
    claim = wrong.claim
    if not wrong.in_a_table or not wrong.field.startswith("compute."):
        return ""
    values = {
        other.reading.value
        for other in wrong.slide.same_column(claim)
        if other.entity is claim.entity and other.field == claim.field
    }
    many = len(values | {claim.reading.value}) > _MOST_FIGURES
    return "one of many in its column: what was reached, perhaps" if many else ""
