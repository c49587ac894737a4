"""A factor between two levels that bytes move over: the memory of a device, its NVLink, its PCIe slot, its network.

"HBM to NVLink: the rate drops by 7.4×", "leaving the box costs a factor of 9". A level has the rate of one direction,
in bytes/s: of the device that the words speak of, of the link that they name (450 GB/s of NVLink 4 over the 50 GB/s of
one NDR port). Wrong is a factor that both directions of one of the two give, where the text counts one direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import BANDWIDTH
from mlsysim_validators.sources.judges.link_rates.links import BOTH_WAYS, ONE_WAY, ONE_WAY_ONLY, nominal_slot
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair, amounts, pair_of_values
from mlsysim_validators.sources.judges.ratio.pairs import decide
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.throughout import named_throughout
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_MEMORY, _NVLINK, _PCIE, _NETWORK = "memory", "NVLink", "PCIe", "network"
_LEVELS = {
    _MEMORY: AnyCase(r"\bhbm\d?e?\b|(?<!host )(?<!main )(?<!cpu )(?<!shared )\bmemory\b(?! (?:of the host|capacity))"),
    _NVLINK: AnyCase(r"nvlink(?!-?c2c)|nvswitch"),
    _PCIE: AnyCase(r"\bpcie\b|\bhost memory\b"),
    _NETWORK: AnyCase(
        r"infiniband|\b[ehnx]dr\b|\bnics?\b|\bnetwork\b|ethernet|\bother nodes\b|\bbetween nodes\b|\broce\b"
    ),
}
_LEAVES = AnyCase(
    r"\b(?:leav\w+|out of|crossing) (?:the|a|its) (?:box|node|machine|chassis|server)\b|\bstep down by\b|"
    r"\btwo (?:wires|networks|fabrics|links)\b|\bfrom (?:the )?node to (?:the )?network\b"
)
# Capacities, times of collectives and what programs reach are no rates of links.
_OTHER = AnyCase(
    r"all-?reduce|all-?gather|all-?to-?all|collective|latency|larger|bigger|smaller|as (?:much|many|large)|capacity|"
    r"measured|effective|achiev|sustain|energy|\bpj\b|power|price|cost(?:s|ly)? (?:more|less)|cheap|tokens?|flop|"
    r"outr[au]n|grew|grow|arithmetic|compute|ridge|cache|sram|gained|traffic|weights|bytes per"
)
_IS_ONE = regex(r" ?= ?1(?![\w.,])")
_THERE = AnyCase(r"\bfrom there\b")
_FACTOR = regex(r"\d ?(?:[×x](?![A-Za-z])|times\b)|\bfactor of \d[\d.]*")
_NDR = "infiniband-ndr"
_NDR_SAID = AnyCase(r"\bndr\b|\b400\W{0,3}(?:gb(?:it)?/s|gbe|gbps|g\b)")
_SLOT = regex(r"PCIe ?(?:gen ?)?(?P<generation>[456])", re.IGNORECASE)
_TWICE = 2.0
_BESIDE = 40
_FARTHEST = 60
_LETTERS = regex(r"[A-Za-z]{3}")


def judge(claim: Claim, slide: Slide, finder: EntityFinder, *, wrong: bool) -> None:
    """Decide a factor by the rates of the two levels that its words name, in one direction.

    `wrong` says whether a factor of both directions is told; where its own sentence says "per direction" it always is.
    """
    if claim.verdict != "unresolved" or claim.reading.units[0].symbol != "×" or not claim.reading.one_value:
        return
    text, (begin, stop) = claim.stated.text.text, claim.stated.sentence_span()
    if claim.reading.value <= 1 or wording.A_RATE.match(text, claim.reading.end):
        return
    levels = _two(text[:stop], claim.reading.start, claim.reading.end, begin)
    if levels is None:
        return
    sentence = text[begin:stop]
    device = _device(claim, slide, finder, begin, stop)
    first, second = (list(_rates(level, device, sentence, slide, finder)) for level in levels)
    pairs = [pair for one, other in product(first, second) if (pair := _pair(claim, one, other)) is not None]
    right = next((pair for pair in pairs if agrees(claim.reading, 1.0, pair.ratio)), None)
    if right is not None:
        decide(claim, right, right=True)
        return
    here = ONE_WAY.search(sentence) is not None
    if not pairs or BOTH_WAYS.search(sentence) or not (here or (wrong and slide.says(ONE_WAY))):
        return
    if _NETWORK in levels and len(first) * len(second) > 1:
        return
    for pair in pairs:
        if any(agrees(claim.reading, 1.0, by * pair.ratio) for by in (_TWICE, 1 / _TWICE)):
            claim.sure = True  # of no other two
            decide(claim, pair, right=False, slip="the printed factor takes both directions of one of the two")
            return


def _two(text: str, start: int, end: int, begin: int) -> tuple[str, str] | None:
    """The two levels that a factor is between: those of its own words, or its own and the base of its sentence."""
    last = max((match.end() for match in _FACTOR.finditer(text, begin, start)), default=begin)
    since = min(start, last + len(wording.behind_in_clause(text, last))) if last > begin else begin
    own = f"{text[since:start]} {wording.behind_in_clause(text, end)}"
    if _OTHER.search(own):
        return None
    named = _levels(own)
    if not named & {_MEMORY, _PCIE} and _LEAVES.search(own):
        return _NVLINK, _NETWORK
    if len(named) == 2:
        first, second = sorted(named)
        return first, second
    if len(named) != 1 or last == begin:
        return None
    (own_level,) = named
    head = text[begin:last]
    base = _one(head) or _nearest(head, last=_THERE.search(own) is not None)
    return (base, own_level) if base and base != own_level and not _OTHER.search(head) else None


def _levels(words: str) -> set[str]:
    return {name for name, pattern in _LEVELS.items() if pattern.search(words)}


def _one(head: str) -> str:
    """The level that is said to be one: "HBM = 1"."""
    return next(
        (
            name
            for name, pattern in _LEVELS.items()
            if any(_IS_ONE.match(head, match.end()) for match in pattern.finditer(head))
        ),
        "",
    )


def _nearest(head: str, *, last: bool) -> str:
    """The first level, or the last, of the words before."""
    places = sorted((match.start(), name) for name, pattern in _LEVELS.items() for match in pattern.finditer(head))
    return places[-1 if last else 0][1] if places else ""


def _device(claim: Claim, slide: Slide, finder: EntityFinder, begin: int, stop: int) -> Entry | None:
    """The device that the words speak of: the last one named before, or the only one of the slide or the document."""
    text = claim.stated.text.text
    sentence = _named(text[begin:stop], finder)
    if sentence:
        return sentence[0] if len(sentence) == 1 else None
    above = [one.text.text for one in slide.above(claim.stated.block) if one.kind in ("paragraph", "item", "math")]
    for words in (text[:begin], *above):
        named = _named(words, finder)
        if named:
            return named[-1]
    for words in (_prose(slide), slide.text):
        named = _named(words, finder)
        if len(named) == 1:
            return named[0]
    usual = [one.entry for one in named_throughout(slide.document, finder) if one.entry.kind == "accelerators"]
    return usual[0] if usual else _last_before(claim, slide, finder)


def _last_before(claim: Claim, slide: Slide, finder: EntityFinder) -> Entry | None:
    """The device of the last block before that names just one that has NVLink."""
    last = claim.stated.block_index
    for block in reversed(slide.document.blocks[max(0, last - _FARTHEST) : last]):
        named = [one for one in _named(block.text.text, finder) if "links.nvlink.total" in one]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _prose(slide: Slide) -> str:
    return " ; ".join(one.text.text for one in slide.blocks if one.kind != "table")


def _named(words: str, finder: EntityFinder) -> list[Entry]:
    """The devices of some words in order, each once where it is named last; a system means its device."""
    found: dict[str, Entry] = {}
    for mention in finder.mentions(words):
        entry = finder.registry.device_of(mention.entry) or mention.entry
        if entry.kind == "accelerators":
            found.pop(entry.id, None)
            found[entry.id] = entry
    return list(found.values())


def _rates(
    level: str, device: Entry | None, sentence: str, slide: Slide, finder: EntityFinder
) -> Iterator[tuple[float, str]]:
    """The rates that a level may have in one direction (B/s), each with its words."""
    stated = _stated(level, sentence)
    if stated is not None:
        yield stated
    elif level == _NETWORK:
        yield from _of_network(sentence, slide, finder)
    elif level == _PCIE:
        found = _SLOT.search(sentence) or _SLOT.search(slide.text)
        if found is not None:
            rate = nominal_slot(int(found["generation"]))
            yield rate, f"{rate / 1e9:g} GB/s of PCIe {found['generation']}"
            entry = finder.registry.table("interconnects").get(f"pcie-{found['generation']}-x16")
            port = entry.get("per_port") if entry is not None else None
            if port is not None:
                yield port.per_direction, f"{port.per_direction / 1e9:.3g} GB/s of PCIe {found['generation']}"
    elif device is not None and level == _MEMORY:
        spec = device.get("memory.bandwidth")
        if spec is not None:
            yield float(spec.value), f"{spec.printed} of {device.name}"
    elif device is not None:
        spec = device.get("links.nvlink.total")
        if spec is not None and spec.direction is not None:
            yield spec.per_direction, f"{spec.per_direction / 1e9:g} GB/s of the NVLink of {device.name}"


def _stated(level: str, sentence: str) -> tuple[float, str] | None:
    """The rate that a sentence gives a level right behind its name, if it says that it is of one direction."""
    for match in _LEVELS[level].finditer(sentence):
        told = sentence[match.end() : match.end() + _BESIDE]
        rate = next((one for one in amounts(told) if one.units[0].dimension == BANDWIDTH and one.one_value), None)
        if (
            rate is not None
            and ONE_WAY.match(told[rate.end :].lstrip(" ("))
            and not _LETTERS.search(told[: rate.start])
        ):
            return rate.value * rate.units[0].factor, f"{rate.text.strip()} of the {level}"
    return None


def _of_network(sentence: str, slide: Slide, finder: EntityFinder) -> Iterator[tuple[float, str]]:
    """The rates of the ports that the sentence names, else of those of the slide's prose, else of NDR if it is told."""
    ports = _ports(finder, sentence) or _ports(finder, _prose(slide))
    ndr = finder.registry.table("interconnects").get(_NDR)
    if not ports and ndr is not None and _NDR_SAID.search(slide.document.source):
        ports = [ndr]
    rates = {port.per_direction: entry for entry in ports if (port := entry.get("per_port")) is not None}
    for rate, entry in rates.items():
        yield rate, f"{rate / 1e9:g} GB/s of {entry.name}"


def _ports(finder: EntityFinder, words: str) -> Sequence[Entry]:
    found = [one.entry for one in finder.mentions(words) if one.entry.kind == "interconnects"]
    return list({one.id: one for one in found if one.id.startswith(ONE_WAY_ONLY)}.values())


def _pair(claim: Claim, one: tuple[float, str], other: tuple[float, str]) -> Pair | None:
    first, second = (claim.reading._replace(text=words, value=value, units=(ONE,)) for value, words in (one, other))
    return pair_of_values(first, one[0], 0.0, second, other[0], 0.0)
