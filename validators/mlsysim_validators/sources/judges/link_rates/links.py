"""Rates of links: in one direction or both, of all ports or some."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.units.reading import COUNT_WORDS
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.fields.bandwidths import IN_PACKAGE
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives, totals_of_link
from mlsysim_validators.sources.texts.surroundings import Surroundings

ONE_WAY = AnyCase(
    r"(?:per|each|one|single|either) direction|uni-?direction|one[- ](?:way|direction)|(?:each|per|either) way|simplex|"
    r"\b(?:sends|receives)(?: \w+)? at\b|\A\W*(?:into|in and|out(?! of)|outbound|inbound|outwards?|inwards?)\b"
)
# The "4x aggregate" of a port is that of its lanes.
BOTH_WAYS = AnyCase(
    r"bi-?direction|both (?:directions|ways)|two[- ]way|duplex|\bsum(?:med)?\b|(?<!\d[x×][ -])(?:aggregate|total)|"
    r"\bin all\b|altogether|\btogether\b|\A\W*both\W*\Z"
)
# A ring that runs both ways round sends over both directions of its links.
USED_BOTH_WAYS = AnyCase(
    r"\b(?:rings?|runs?|goes|sends?|us(?:es?|ed|ing)|busy|keeps?) (?:\w+ ){0,3}"
    r"(?:both|opposite) (?:ways|directions|senses|axes)|"
    r"\bboth (?:ways|directions) (?:round|around|at once|in use|used|busy|at the same time|of the ring)|"
    r"bi-?directional rings?|\b(?:two|double|twin|counter-?rotating|opposite) rings\b|"
    r"\brings? (?:in )?each (?:way|direction)|\b(?:both|all|two) axes\b"
)
# "Per NIC half of that, but with twice the NICs the aggregate is the same": of all adapters, in one direction.
_ADAPTERS = AnyCase(r"\bNICs?\b|\b(?:network )?adapters?\b|\bHCAs?\b")
_OF_SEVERAL = AnyCase(r"aggregate|total|in all|altogether|together")
_NEAR_BEHIND = 60
# The direction that is said of another rate, right behind it.
_OF_THE_ONE_BEFORE = regex(
    r"\A[\s,(]*(?:(?:is|are|counted|counting|summed|summing|taken|in|for|over|of) ){0,3}"
    r"(?:per|each|one|either|both) (?:directions?|ways?)\b",
    re.IGNORECASE,
)
# "900 GB/s, that is 450 each way", "half of it per direction": said of another number, which has no unit.
_OF_ANOTHER = regex(
    r"(?:(?<![\w.])\d[\d.,]*\d|\bhalf)(?: of (?:it|this|that|them|which))?,? (?:in |going |\()?$", re.IGNORECASE
)
_OF_THE_NEXT = regex(r"\w*[ \u00a0:=]{0,2}[~≈]?\d")  # "450 GB/s (bidirectional 900)"
_COUNTS = {word: number for word, number in COUNT_WORDS.items() if number > 1}
# "18 × ", "12x ", "7 Infinity Fabric × ", "12 NVLink 3 links at ", "six ICI links of "
_LINKS = regex(
    rf"(?<![\w.,-])(?<!link )(?<!fabric )(?<!pcie )(?<!gen )(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})"
    r"(?:[ \u00a0]?[×x]|[ \u00a0]"
    r"(?:(?!(?:GPU|chip|device|card|node|accelerator|TPU|board|server|rack)s?\b)[A-Za-z]+[ -]?\d?[ \u00a0]){0,4}"
    r"(?:(?:(?:links?|ports?|bricks?|lanes?)[ \u00a0])?(?:[×x*]|times|of)|"
    r"(?:[A-Za-z]*links?|ports?|bricks?|lanes?)[ \u00a0](?:at|à|@)))[ \u00a0]?$",  # "NVLink 3 at" counts none
    re.IGNORECASE,
)
_LINKS_SAID = regex(rf"(?<![\w.,-])(\d{{1,3}}|{'|'.join(_COUNTS)}) (?:\w+ )?(?:links?|ports?)\b", re.IGNORECASE)
_LONGEST_COUNT = 45
_BRACKET_BEFORE = regex(r"\A[^()]*\)")  # "... per direction) < NVLink 4 (": of the number before
ONE_WAY_ONLY = ("infiniband-", "ethernet-")  # of which nobody counts a port both ways
_PCIE_3 = 16e9  # B/s


PORTS = AnyCase(r"\blinks?\b|\bports?\b|lanes?|neighbou?r|peer|pair|ring|bridge")


def nominal_slot(generation: int) -> float:
    """The nominal rate of 16 lanes of PCI Express in one direction (B/s): 16 GB/s of the third, twice it of each next.

    Without the line code, as data sheets print it: 64 GB/s for generation 5.
    """
    return _PCIE_3 * 2.0 ** (generation - 3)


def some_ports(claim: Claim, entity: Entry, spec: Spec, around: Surroundings, registry: Registry) -> bool:
    """Whether a link rate is another link's, or that of several ports: what connects a device with one neighbour."""
    if claim.unit is None:
        return False
    for other in links_of(entity) if spec.path != IN_PACKAGE else ():  # which is never said by a link's name alone
        if other.path != spec.path and any(
            agrees(claim.reading, claim.unit.factor, n * other.per_direction) for n in (1, 2)
        ):
            return True
    if not PORTS.search(f"{around.window} {around.row} {around.column}") and any(
        (total := other.get(spec.path)) is not None
        and total.direction is not None
        and any(agrees(claim.reading, claim.unit.factor, ways * total.per_direction) for ways in (1, 2))
        for other in relatives(entity, registry, same_family=False)
    ):
        return False  # another device's total, more likely
    ports = entity.get(spec.path.replace(".total", ".ports"))
    if ports is None or spec.direction is None or claim.stated.cell is not None:
        return False
    one = spec.per_direction / ports.value
    said = [_COUNTS.get(n.lower()) or float(n) for n in _LINKS_SAID.findall(around.sentence)]
    if any(agrees(claim.reading, claim.unit.factor, count * one * ways) for count in said for ways in (1, 2)):
        return True
    rates = (count * one * ways for count in range(1, min(int(ports.value), 32)) for ways in (1, 2))
    taken = (spec.per_direction, 2 * spec.per_direction, spec.per_direction / 2)
    return any(agrees(claim.reading, claim.unit.factor, rate) for rate in rates) and not any(
        agrees(claim.reading, claim.unit.factor, value) for value in taken
    )


_LINE_CODE = 0.02  # what 128b/130b and the like take
_RAW = 0.08  # before the line code of a link with forward error correction: 53.125 for 50
_EACH_OF_THEM = r"(?:,? (?:each|apiece))?,? (?:in )?"
_BOTH_ADDED = regex(rf"{_EACH_OF_THEM}(?:both (?:ways?|directions?)|bidirectional)\b", re.IGNORECASE)
_ONE_ADDED = regex(rf"[ \u00a0]?{_EACH_OF_THEM}(?:one|each|either|per) (?:way|direction)\b", re.IGNORECASE)


def is_both_for_one(claim: Claim, spec: Spec) -> bool:
    """Whether the words right behind a rate say that it is of one direction, and it is of both: "900 GB/s each way".

    A rate that is that of one direction of another device of its sentence is that device's.
    """
    factor = claim.unit.factor if claim.unit is not None else 1.0
    both = spec.direction is not None and abs(claim.value / (2 * spec.per_direction) - 1) < _LINE_CODE
    if not both or _ONE_ADDED.match(claim.stated.text.text, claim.reading.end) is None:
        return False
    others = (theirs for other in claim.others if (theirs := other.get(claim.field)) is not None)
    return not any(one.direction and agrees(claim.reading, factor, one.per_direction) for one in others)


def is_the_other_way(claim: Claim, spec: Spec, values: list[float]) -> bool:
    """Whether a table settles for how many directions a rate is, to the one of `values`, and it is that for the other.

    The line code may be counted or not: 64 GB/s of PCI Express for 63.02. In prose "bidirectional" is said of either.
    """
    if spec.direction is None or len(values) != 1 or claim.stated.cell is None:
        return False
    other = next(one for one in (2 * spec.per_direction, spec.per_direction) if one != values[0])
    return abs(claim.value / other - 1) < _LINE_CODE


def judge_of_each(claim: Claim, entity: Entry, spec: Spec) -> bool:
    """Judge the rate of each of several links, whose number stands before it: "18 links at 50 GB/s"."""
    start = claim.reading.start
    counted = _LINKS.search(claim.stated.text.text[max(0, start - _LONGEST_COUNT) : start])
    if counted is None or claim.unit is None or spec.direction is None:
        return False
    count = float(_COUNTS.get(counted["count"].lower()) or counted["count"])
    if not count:
        return False
    one = spec.per_direction / count
    behind = claim.stated.text.text[claim.reading.end : claim.reading.end + _NEAR_BEHIND]
    said = (2,) if _BOTH_ADDED.match(behind) else (1,) if _ONE_ADDED.match(behind) else (1, 2)
    if any(agrees(claim.reading, claim.unit.factor, ways * one) for ways in said):
        claim.decide("match", f"{count:g} of them are {spec.printed}")
        return True
    ports = entity.get(spec.path.replace(".total", ".ports"))
    slips = [by * ways * one for by in (2.0, 10.0, 0.1) for ways in (1, 2)]
    slips += [ways * one for ways in (1, 2) if ways not in said]
    slipped = any(agrees(claim.reading, claim.unit.factor, value) for value in slips)
    far = "bit" not in claim.unit.symbol and all(abs(claim.value / (ways * one) - 1) > _RAW for ways in (1, 2))
    if ports is None or ports.value != count or not (slipped or far):
        claim.decide("unresolved", "of each link; how many a device has is counted otherwise")
        return True
    right = f"{2 * one / 1e9:g} GB/s ({one / 1e9:g} in each direction)"
    told = f"{entity.name}: {count:g} links have {spec.printed} together, each {right}"
    claim.decide("mismatch", told, rule="links", hint=f"write {right}")
    return True


def acceptable(spec: Spec, around: Surroundings) -> list[float]:
    """The values that state a spec: for a link rate the one that its words speak of, or either."""
    if spec.direction is None:
        return [spec.value]
    one, both = spec.per_direction, 2 * spec.per_direction
    if spec.entity.startswith(ONE_WAY_ONLY):
        return [both] if BOTH_WAYS.search(f"{_clause(around.after)} {around.column}") else [one]
    before = _own_words_before(around)
    over_adapters = spec.direction == "one" and _ADAPTERS.search(around.sentence) is not None
    for words in (around.after[:_NEAR_BEHIND], around.column, around.row, before):
        said = [
            (match.start(), value)
            for way, value in ((ONE_WAY, one), (BOTH_WAYS, both))
            for match in way.finditer(words)
            if not (over_adapters and _OF_SEVERAL.fullmatch(match.group()))
            and not _OF_ANOTHER.search(words[: match.start()])
            and not _OF_THE_NEXT.match(words, match.end())
        ]
        if said:  # "900 GB/s is the sum of both directions, 450 each way": the nearer one
            return [max(said)[1] if words is before else min(said)[1]]
    return [one, both] if spec.direction == "one" else [both, one]


def _own_words_before(around: Surroundings) -> str:
    """The words before a number, without the direction of the number that stands before them."""
    before = _BRACKET_BEFORE.sub("", around.before)
    begins = len(around.sentence_before.strip()) <= len(around.before.strip())
    return before if begins else _OF_THE_ONE_BEFORE.sub("", before)


def _clause(words: str) -> str:
    """The words behind a number that are still about it: not those behind the bracket that it stands in."""
    near = words[:_NEAR_BEHIND]
    return near.partition(")")[0] if "(" not in near.partition(")")[0] else near


def of_all_ports(claim: Claim, one: float, around: Surroundings, registry: Registry) -> tuple[float, str]:
    """The rate of all ports of a device, and whose it is, where a number is nearer to it than to that of one port."""
    nearest, whose = one, ""
    for device, total in totals_of_link(claim.entity, registry) if claim.field == "per_port" else ():
        value = acceptable(total, around)[0]
        if claim.value > 0 and abs(log(claim.value / value)) < abs(log(claim.value / nearest)):
            nearest, whose = value, f"{total.printed} of all ports of {device.name}"
    return nearest, whose


def links_of(device: Entry) -> Iterator[Spec]:
    """The rates of a device's links of which is known whether they are of one direction or of both."""
    for path, spec in device.specs.items():
        if path.startswith("links.") and path.endswith(".total") and spec.direction is not None:
            yield spec


def summed_link(device: Entry, rate: float) -> Spec | None:
    """The link of a device whose two directions together have this rate (B/s)."""
    for spec in links_of(device):
        both = 2 * spec.per_direction
        if abs(rate - both) <= 1e-3 * both:
            return spec
    return None
