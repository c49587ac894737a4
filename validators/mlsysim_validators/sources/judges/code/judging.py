"""The verdicts on what code prints, and on the comments behind it, of one document."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim, Expected, Stated
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.code import quoting
from mlsysim_validators.sources.judges.code.comparing import Compared, compare, place_in, programs_of
from mlsysim_validators.sources.judges.code.explaining import explained
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document, Program

RULE = "arithmetic"
_NUMBER = regex(r"(\d[\d,]*(?:\.\d+)?)((?: [A-Za-z]+){0,2})")


def judge(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Decide the claims on numbers that the document's programs come to; gives new claims for those without a unit."""
    programs = list(programs_of(document))
    if not any(not program.output for program in programs):
        return []
    by_place: dict[int, Claim] = {}
    for claim in claims:
        by_place.setdefault(claim.stated.offset, claim)
    compared = list(compare(programs, {}))
    fresh: list[Claim] = []
    if any(not one.fits for one in compared):
        compared, blamed = explained(programs, compared, by_place, _told(document))
        for place, factor in blamed:
            if place not in by_place:
                unsaid = _constant(document, programs, place)
                if unsaid is None:
                    continue
                by_place[place] = unsaid
                fresh.append(unsaid)
            _blame(by_place[place], factor)
    for one in compared:
        place = one.program.text.source_offset(one.start)
        found = by_place.get(place)
        if found is None:
            if one.fits:
                continue
            found = _claim(document, one, place)
            if found is None:
                continue
            by_place[place] = found
            fresh.append(found)
        _decide(found, one)
    quoting.judge(document, claims, compared, by_place)
    return fresh


def _blame(claim: Claim, factor: float) -> None:
    """Tell that a constant is not what the outputs were printed with."""
    unit = claim.unit or claim.reading.units[0]
    value = claim.reading.value * unit.factor * factor
    claim.kind, claim.unit, claim.field = "derived", unit, claim.field or RULE
    claim.expected = Expected(value, printed(value, claim.reading, unit))
    told = f"the numbers that are printed below follow from {claim.expected.printed} here"
    claim.decide("mismatch", told, rule=RULE, hint=f"write {claim.expected.printed}", working=told)


def _told(document: Document) -> dict[float, set[str]]:
    """The numbers of a document's text, code and data left out, and the words right behind each."""
    told: dict[float, set[str]] = {}
    for block in document.blocks:
        if block.kind not in ("data", "listing", "comment"):
            for match in _NUMBER.finditer(block.text.text):
                behind = told.setdefault(float(match[1].replace(",", "")), set())
                behind.update(word.rstrip("s") for word in match[2].lower().split())
    return told


def _constant(document: Document, programs: Sequence[Program], place: int) -> Claim | None:
    """A claim for a constant of a program that nothing else has read."""
    found = place_in(programs, place)
    reading = _reading(found[0].text.text, found[1]) if found is not None else None
    if found is None or reading is None:
        return None
    block = Block("listing", found[0].text, language="python")
    return Claim(document, Stated(reading, found[0].text, block, 0), "derived")


def _claim(document: Document, one: Compared, place: int) -> Claim | None:
    """A claim for a number that nothing else has read."""
    block, index, text, start = None, one.program.index, one.program.text, one.start
    if index >= 0:
        block = document.blocks[index]
    else:
        for number, candidate in enumerate(document.blocks):
            offsets = candidate.text.offsets
            if offsets and offsets[0] <= place <= offsets[len(offsets) - 1]:
                block, index = candidate, number
                text, start = candidate.text, candidate.text.index_of(place)
                break
    if block is None:
        block, index, text, start = (
            Block("listing", one.program.text, language="python"),
            0,
            one.program.text,
            one.start,
        )
    if start < 0:
        return None
    reading = one.reading or _reading(text.text, start)
    if reading is None:
        return None
    if one.reading is not None:  # read in the program, of which the block is a part
        reading = reading._replace(start=start, end=start + reading.end - reading.start)
    return Claim(document, Stated(reading, text, block, index), "derived")


def _reading(text: str, start: int) -> Reading | None:
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    line = text[begin : stop if stop >= 0 else len(text)]
    for found in readings(line):
        lead = len(found.text) - len(found.text.lstrip(" $~≈<>"))
        if abs(found.start + lead - (start - begin)) <= 1:
            return found._replace(start=found.start + begin, end=found.end + begin)
    return None


def _decide(claim: Claim, one: Compared) -> None:
    unit = one.unit or claim.unit or claim.reading.units[0]
    if one.fits:
        reckoned = claim.kind == "derived" and claim.verdict in ("mismatch", "unresolved")
        if claim.verdict == "unresolved" or reckoned:  # code says better than words what a number is made of
            claim.kind, claim.unit, claim.field = "derived", unit, claim.field or RULE
            claim.decide("match", working="what the code above comes to")
        return
    if claim.verdict not in ("unresolved", "match"):
        return
    value = one.known.value
    claim.kind, claim.unit, claim.field = "derived", unit, claim.field or RULE
    claim.expected = Expected(float(value) if isinstance(value, (int, float)) else 0.0, one.should)
    told = f"the code comes to {one.should} here"
    claim.decide("mismatch", told, rule=RULE, hint=f"write {one.should}", working=told)
