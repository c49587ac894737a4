"""Which cell is told to be wrong where one case breaks the laws that the others keep.

A law joins several cells of a case, and each of them may be the wrong one: it is the one that most broken laws join and
that no kept law speaks for, of equals the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log10
from typing import NamedTuple

from mlsysim_registry.formulas import bytes_per_element
from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid
from mlsysim_validators.sources.judges.arithmetic.tables.proportions import is_simple
from mlsysim_validators.sources.judges.columns.fits import Fit
from mlsysim_validators.sources.judges.columns.laws import ODDS, counts, turned_back
from mlsysim_validators.sources.judges.columns.lines import LABELS, Frame, Line
from mlsysim_validators.sources.judges.columns.regimes import may_change
from mlsysim_validators.sources.judges.link_rates.links import BOTH_WAYS, ONE_WAY
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex

FIELD = "table_law"
_TELLS, _TELLS_ALONE, _TELLS_SLIP = 7.0, 10.0, 6.0  # bits
_OUTWEIGHS = 15.0
_FEWEST = 3
_SLIPS = (2.0, 8.0, 10.0, 100.0, 1000.0, 24.0, 60.0, 3600.0)  # a factor of two, bits, powers of ten, units of time
_NEARLY = 0.004
_CLEAR, _FARTHEST = 1.012, 1100.0
_COUNTED = 0.02
_SCALE = regex(r" × 1e-?\d+")
_A_UNIT = regex(r"\d[ -]?(?!times\b|fold\b|x\b)(?:[A-Za-z$€]{2}|[hsWJVAB$€%]\b|%)")
_A_SIZE = regex(r"(?<![\w.])\d+(?:\.\d+)?[BM]\b")  # of a model: "8B on one card"
_LONGEST_WORDS, _LONGEST_CASE = 60, 300


class _Broken(NamedTuple):
    """A case that breaks a law which is certain, and by which factor it is off."""

    fit: Fit
    target: Line
    case: int
    off: float


def told_of(frame: Frame, found: Sequence[tuple[Line, list[Fit]]], grid: Grid, finder: EntityFinder) -> Iterator[Claim]:
    """Decide the cells that break the laws of their lines."""
    broken: dict[int, list[_Broken]] = {}
    kept: dict[int, set[int]] = {}
    for target, fits in found:
        follows = {case for fit in fits for case in fit.following}
        for fit in fits:
            for case in fit.following if fit.meaning is not None else ():
                kept.setdefault(case, set()).update(fit.law.uses, {target.number})
            for case in fit.odd:
                off = _off(fit, target, case, frame, grid, finder) if case not in follows else 0.0
                if off:
                    broken.setdefault(case, []).append(_Broken(fit, target, case, off))
    for case, breaks in broken.items():
        claim = _tell(case, breaks, kept.get(case, set()), frame)
        if claim is not None:
            yield claim


def is_open(claim: Claim) -> bool:
    """Whether a number, which is no specification, is not understood yet."""
    return claim.verdict == "unresolved" and claim.kind != "spec"


def _off(fit: Fit, target: Line, case: int, frame: Frame, grid: Grid, finder: EntityFinder) -> float:
    """By which factor a case breaks a law that is certain, 0 where it is not or the case may be another one."""
    entry = target.values[case].entry
    if entry is None or entry.claim.verdict in FINDINGS:  # told already
        return 0.0
    ends = fit.ranges[case]
    off = ends.value / fit.constant
    clear = max(ends.high / ends.value, ends.value / ends.low, _CLEAR) * _CLEAR
    if 1 / clear < off < clear or not 1 / _FARTHEST < off < _FARTHEST or not _is_certain(fit, target, frame, finder):
        return 0.0
    if _counts(grid, frame, case, off) or (may_change(fit, target, case, off) and not _is_a_slip(fit)):
        return 0.0
    return 0.0 if _is_apart(grid, frame, fit, target) else off


def _tell(case: int, breaks: Sequence[_Broken], kept: set[int], frame: Frame) -> Claim | None:
    cells = {line.number: entry for line in frame.lines if case in line.values and (entry := line.values[case].entry)}
    joined = [(broken, broken.fit.law.uses | {broken.target.number}) for broken in breaks]
    targets = {broken.target.number: broken for broken in breaks}
    best: tuple[int, bool, int] | None = None
    for number in {number for _, uses in joined for number in uses}:
        entry = cells.get(number)
        if entry is None or (number not in targets and not _may_be_wrong(entry)):
            continue
        if not is_open(entry.claim) and (number in kept or not _outweighs(targets.get(number), entry.claim)):
            continue
        by = len({broken.target.number for broken, uses in joined if number in uses})
        score = (by - 2 * (number in kept), number in targets, number)
        best = max(best or score, score)
    if best is None:
        return None
    broken = targets.get(best[2]) or next(one for one, uses in joined if best[2] in uses)
    return _decide(broken, best[2], cells[best[2]])


def _outweighs(broken: _Broken | None, claim: Claim) -> bool:
    """Whether a law of the columns alone tells against a number that some amounts of the text happen to give."""
    if broken is None or claim.verdict != "match" or claim.kind != "derived":
        return False
    complete = broken.fit.meaning is not None and not broken.fit.meaning.words
    return complete and broken.fit.bits >= _OUTWEIGHS and len(broken.fit.law.uses) > 1


def _may_be_wrong(entry: Entry) -> bool:
    """Whether an input was computed: a whole number without a unit is a setting."""
    return bool(entry.unit.dimension) or "." in entry.claim.reading.text


def _decide(broken: _Broken, number: int, entry: Entry) -> Claim | None:
    fit = broken.fit
    made = fit.law.at(broken.case)
    if number == broken.target.number:
        value = turned_back(made.value * fit.constant, fit.law.turn) if made is not None else 0.0
        working = fit.working
    else:
        power = next((power for term, power in fit.law.terms if term.plain and number in term.uses), 0)
        if not power or fit.law.turn:
            return None
        value = entry.value * broken.off**power
        working = f"{broken.target.words} = {fit.working}"
    if value <= 0:
        return None
    claim = entry.claim
    claim.kind, claim.unit, claim.field = "derived", entry.unit, claim.field or FIELD
    claim.expected = Expected(value, printed(value, claim.reading, entry.unit))
    told = f"{working}, as the other cells have it: {claim.expected.printed}"
    claim.decide("mismatch", told, rule="table", hint=f"write {claim.expected.printed}", working=told)
    return claim


def _is_certain(fit: Fit, target: Line, frame: Frame, finder: EntityFinder) -> bool:
    """Whether a law is certain enough that a cell which breaks it is wrong."""
    law, meaning = fit.law, fit.meaning
    plain = meaning is not None and (meaning.of_a_base or not meaning.words) and not law.turn
    if len(fit.following) < _FEWEST and not plain and not _is_a_slip(fit):  # two cells agree on some law by chance
        return False
    tells = fit.bits >= (_TELLS_SLIP if _is_a_slip(fit) else _TELLS)
    if meaning is not None and meaning.of_a_base:
        return tells
    complete = meaning is not None and not meaning.words
    if complete:
        equal = len(law.terms) == 1 and law.terms[0][0].plain and law.terms[0][1] > 0 and not law.turn
        lines = (target, *(line for line in frame.lines if line.number in law.uses))
        chosen = all(term.plain for term, _ in law.terms) and all(map(counts, lines))
        if chosen and not _is_a_slip(fit):  # heads × their size is the width, but not for each model
            return False
        return fit.bits >= _TELLS and (not equal or _in_other_units(fit, target, frame))
    if _of_widths(fit, target, frame) or _of_directions(fit, target, frame):
        return tells
    if _is_of_another_model(fit, frame, finder):
        return False
    pure = not law.missing(target) and target.symbol != "%"
    if meaning is None:
        enough = fit.bits >= (_TELLS if fit.places_off else _TELLS_ALONE)
        return enough and not pure and not _names(frame, finder, "accelerators")
    if law.turn != ODDS and (meaning.of_two or not _A_UNIT.search(_SCALE.sub("", meaning.words))):
        return False  # plain numbers of a text make a law out of measurements by chance
    if pure and meaning.words.lstrip(" ×/") not in target.words:
        by_design = meaning.of_two or is_simple(fit.constant) or _names(frame, finder, "accelerators") > 1
        return fit.bits >= _TELLS and not by_design and not frame.turned
    return tells


def _is_a_slip(fit: Fit) -> bool:
    """Whether the odd case is off by a factor that people slip by, as far as it prints."""
    if len(fit.odd) != 1:
        return False
    ends = fit.ranges[fit.odd[0]]
    low, high = (ends.low / fit.constant * (1 - _NEARLY), ends.high / fit.constant * (1 + _NEARLY))
    return any(low <= by <= high or low <= 1 / by <= high for by in _SLIPS)


def _of_widths(fit: Fit, target: Line, frame: Frame) -> bool:
    """Whether a line is another one in another number format: 8 bits are half of 16."""
    words = _of_one_line(fit, frame)
    widths = [bytes_per_element(name) for text in (words, target.words) for name in sorted(formats_in(text))]
    return (
        bool(words)
        and len(widths) == 2
        and widths[1] < widths[0]
        and abs(fit.constant * widths[0] / widths[1] - 1) < _NEARLY
    )


def _of_directions(fit: Fit, target: Line, frame: Frame) -> bool:
    """Whether a line is one direction of another one."""
    words = _of_one_line(fit, frame)
    both, one = BOTH_WAYS.search(words), ONE_WAY.search(target.words)
    if both is None or one is None or ONE_WAY.search(words) or BOTH_WAYS.search(target.words):
        return False
    places = log10(2 * fit.constant)  # of a unit that one of both headers leaves out
    return abs(places - round(places)) < _NEARLY


def _of_one_line(fit: Fit, frame: Frame) -> str:
    """The words of the only line that a law is several times, or a part of; "" for other laws."""
    if len(fit.law.terms) != 1 or not fit.law.terms[0][0].plain or fit.law.terms[0][1] < 0 or fit.law.turn:
        return ""
    (number,) = fit.law.uses
    return next((line.words for line in frame.lines if line.number == number), "")


def _is_of_another_model(fit: Fit, frame: Frame, finder: EntityFinder) -> bool:
    """Whether the odd case is of a model that no other is of; all are of one where no text states the constant.

    A size that the law takes as its operand names no model of its own: 7B, 13B and 70B at 16 bytes each.
    """
    names: dict[int, set[str]] = {}
    by_size = fit.meaning is not None and not frame.turned and bool(fit.law.uses & {0, LABELS})
    for case in (*fit.following, *fit.odd):
        words = frame.cases.get(case, "")
        models = (one.entry.id for one in finder.mentions(words[:_LONGEST_WORDS]) if one.entry.kind == "models")
        names[case] = {*(() if by_size else _A_SIZE.findall(words)), *models}
    if fit.meaning is None:
        return len({frozenset(found) for found in names.values()}) > 1
    theirs = set().union(*(names[case] for case in fit.following))
    return any(not names[case] <= theirs or (not names[case] and len(theirs) > 1) for case in fit.odd)


def _names(frame: Frame, finder: EntityFinder, kind: str) -> int:
    """How many entries of a kind the words of the cases name."""
    mentions = (mention for words in frame.cases.values() for mention in finder.mentions(words[:_LONGEST_WORDS]))
    return len({mention.entry.id for mention in mentions if mention.entry.kind == kind})


def _in_other_units(fit: Fit, target: Line, frame: Frame) -> bool:
    """Whether the target repeats a line in other units: 327,680 bytes and 320 KiB."""
    case = fit.odd[0]
    lines = (line for line in frame.lines if line.number in fit.law.uses and case in line.values)
    entries = [entry for line in (*lines, target) if (entry := line.values[case].entry) is not None]
    return len(entries) > 1 and entries[0].unit.factor != entries[1].unit.factor


def _counts(grid: Grid, frame: Frame, case: int, off: float) -> bool:
    """Whether a case is off by a number that its own words have: "4 × H100", "batch 32"."""
    words = " ".join([frame.cases.get(case, ""), *(_text(grid, frame, line, case) for line in frame.lines)])
    numbers = {reading.value for reading in readings(words[:_LONGEST_CASE])}
    return any(abs(by / number - 1) < _COUNTED for number in numbers if number > 1 for by in (off, 1 / off))


def _text(grid: Grid, frame: Frame, line: Line, case: int) -> str:
    column, row = (case, line.number) if frame.turned else (line.number, case)
    return grid.texts.get(column, {}).get(row, "")


def _is_apart(grid: Grid, frame: Frame, fit: Fit, target: Line) -> bool:
    """Whether another line, which says one thing of all that follow, says something else of the odd one."""
    for number in grid.texts if not frame.turned else grid.labels:
        if number in fit.law.uses or number == target.number:
            continue
        texts = {
            case: (grid.texts.get(case, {}).get(number, "") if frame.turned else grid.texts[number].get(case, ""))
            for case in (*fit.following, *fit.odd)
        }
        theirs = {texts[case] for case in fit.following}
        if len(theirs) == 1 and texts[fit.odd[0]] not in theirs:
            return True
    return False
