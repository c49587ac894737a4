"""A recap says again what was said before: a number that stands nowhere else is wrong where the same has another one,
and one that stands in a table where the recap names another row of it.

That words alone tell which numbers are of one thing was tried on sixty lectures, and does not hold: most numbers that
are alike in words, dimension and size differ for a reason, between two sections as between two rows. On a recap most
numbers stand elsewhere as well; one that does not, beside one that it may have come of, is seldom right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, digits_of
from mlsysim_validators.sources.dimensions import COUNT, DEVICES, TOKENS
from mlsysim_validators.sources.judges.recaps import cells
from mlsysim_validators.sources.judges.recaps.relations import Relation, relation
from mlsysim_validators.sources.judges.recaps.statements import Numbers, Statement, Statements
from mlsysim_validators.sources.judges.recaps.words import Weights, is_code
from mlsysim_validators.sources.judges.restated import repeated_tables
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document
from mlsysim_validators.sources.texts.surroundings import Surroundings

_RECAP = AnyCase(
    r"\bsummar(?:y|ies|ising|izing)\b|\btake[ -]?(?:home|aways?)\b|\bremember\b|\brecap|\bconclu(?:sion|ding)|"
    r"\bwrap(?:ping)?[- ]up\b|\bkey (?:points?|numbers?|messages?|results?|facts?|figures?|lessons?)\b|\blessons\b|"
    r"\bin short\b|\bnutshell\b|\b(?:answers|results) at a glance\b|\bnapkin\b|\b(?:to|you) (?:keep|carry|take)\b|"
    r"\bwhat (?:we|you) (?:have )?(?:learn|saw|seen)|\blook(?:ing)? back\b|\bbottom line\b|\bclosing\b|"
    r"\bcheck-?list\b"
)
_NO_RECAP = AnyCase(r"\b(?:solution|exercise|problem|homework)")
_SET = AnyCase(r"(?<![\w])[a-z]{1,3} ?= ?$")  # "(K=1)"
_A_SUM = regex(r"(?<![\w.,*×/+-])(?P<terms>\d[\d.,]*(?: ?\+ ?\d[\d,]*(?:\.\d+)?){1,5}) ?[=≈] ?~?\Z")
_LONGEST_SUM = 80
_A_COUNT = regex(r"(?<![\w.,])\d[\d,]*(?![\w.%]| ?[KMGT]i?B)")
_PART = AnyCase(
    r".*\b(?:experiment|phase|lab|run|test|case|benchmark|stage|task|trial) ?#?\d[^›]*›"
)  # "Test 4 › Summary"
_MOST = 40  # open numbers of a recap; a log of results has more
_SETTINGS = (COUNT, TOKENS, DEVICES)
_COUNTED = ("%", "×")  # without a dimension, and so of very many things
_OF_THEM = 2  # places that tell the other number, at most, that count
_LEAST = 5.7
_DIGITS = 3
_LEAST_ALIKE = 2.0  # what two statements must have in common, where no slip relates them
_FEW, _CROWD = 2, 4  # other values of its size
_WIDE = 3.0
_MOST_TOLD = 150
_BYTES = 100  # of one thing: a value, a parameter
_EXACT = 1e-9
_ANOTHER_CASE = 3.0
_KNOWN = 3.0  # where its digits stand on another slide, if as another quantity
_BESIDE = 0.4  # what words further off weigh, against those next to a number
_OPEN = ("match", "unresolved", "ignored")


class _Partner(NamedTuple):
    score: float
    statement: Statement
    relation: Relation
    places: int  # that tell its number besides


def judge(document: Document, claims: Sequence[Claim], around: Mapping[int, Surroundings]) -> None:
    """Decide numbers of recaps, or those that they recall, where nothing else says which of the two is right."""
    recaps = {id(block) for block in document.blocks if is_recap(block)}
    told = [claim for claim in claims if id(claim.stated.block) in recaps and _may_recall(claim)]
    many = Counter(claim.stated.block.slide for claim in told)
    told = [claim for claim in told if many[claim.stated.block.slide] <= _MOST]
    runs = repeated_tables.of_runs(document) if told else frozenset()
    told = [claim for claim in told if id(claim.stated.block) not in runs]
    if not told:
        return
    if len(told) > _MOST_TOLD:
        more = f"more than {_MOST_TOLD} numbers of recaps: the first {_MOST_TOLD} were looked for elsewhere only"
        document.bounded(more, told[_MOST_TOLD].stated.offset)
    kept = (claim for claim in claims if claim.stated.value is None and claim.reading.one_value)
    statements = Statements(kept, around)
    numbers: Numbers | None = None
    weights: Weights | None = None
    recalled: list[tuple[Statement, _Partner]] = []
    for claim in told[:_MOST_TOLD]:
        mine = statements.of(claim)
        same = [other for other in statements.same(mine) if other.slide != mine.slide]
        weights = weights or Weights.of_document(document)
        if not same:
            numbers = numbers or Numbers(document)
            partner = _partner(mine, statements, numbers, weights)
            told_apart = partner is not None and _tells_apart(mine, partner)
            if partner is not None and told_apart and partner.score >= _LEAST and not _follows(mine, statements):
                recalled.append((mine, partner))
        elif mine.unit.symbol not in _COUNTED and all(other.claim.stated.cell is not None for other in same):
            cell = cells.meant(mine, same, statements, weights)
            if cell is not None and _in_one_unit(mine, cell.meant):
                _decide(mine, cell.meant, f"for what is named here; {claim.text} is of another cell")
    for mine, partner in recalled:
        if not any(_recalls_the_same(mine, partner, *other) for other in recalled):
            _tell(mine, partner)


def _recalls_the_same(mine: Statement, partner: _Partner, other: Statement, theirs: _Partner) -> bool:
    """Whether another number of one text may come of the same one: "839 MB at an exit, 1,735 MB at a kill" are two."""
    apart = other is not mine and other.claim.stated.text is mine.claim.stated.text
    return apart and theirs.statement is partner.statement and other.claim.reading.value != mine.claim.reading.value


def _tells_apart(mine: Statement, partner: _Partner) -> bool:
    """Whether two numbers print enough digits to be one thing's: of two digits, many are near or swapped by chance."""
    computed = partner.statement.claim.verdict == "match"
    fine = min(digits_of(mine.claim.reading), digits_of(partner.statement.claim.reading)) >= _DIGITS
    return fine or computed


def is_recap(block: Block) -> bool:
    """Whether a slide tells again what others told."""
    title = block.title.rsplit("›", 1)[-1]
    return _RECAP.search(title) is not None and _NO_RECAP.search(title) is None


def _may_recall(claim: Claim) -> bool:
    """Whether a number is open, and no setting that an author is free to choose."""
    if claim.verdict != "unresolved" or claim.stated.value is not None or not claim.reading.one_value:
        return False
    unit = claim.unit or claim.reading.units[0]
    setting = unit.dimension in _SETTINGS and unit.symbol not in _COUNTED
    setting = setting or (
        claim.text.isdigit() and _SET.search(claim.stated.text.text[: claim.reading.start]) is not None
    )
    return not setting and (unit.symbol != "B" or claim.reading.value > _BYTES) and claim.reading.value > 0


def _follows(mine: Statement, statements: Statements) -> bool:
    """Whether a number is that of its slide as often as its own line counts, or the sum that stands before it.

    "per layer 6 MB", "12 layers: 72 MB"; "1.8 + 7.0 = 8.8".
    """
    text, reading = mine.claim.stated.text.text, mine.claim.reading
    summed = _A_SUM.search(text, max(0, reading.start - _LONGEST_SUM), reading.start)
    if summed is not None:  # "1.8 + 7.0 = 8.8 TFLOPS"
        total = sum(float(term.replace(",", "")) for term in summed["terms"].split("+"))
        if abs(total - reading.value) <= 0.51 * reading.resolution:
            return True
    begin = text.rfind("\n", 0, reading.start) + 1
    stop = text.find("\n", reading.end)
    line = text[begin : reading.start] + " " + text[reading.end : stop if stop >= 0 else len(text)]
    counts = [float(match[0].replace(",", "")) for match in _A_COUNT.finditer(line)]
    beside = [one for one in statements.near(mine.claim) if one.slide == mine.slide and one is not mine]
    return any(
        agrees(reading, mine.factor, one.value * count) for count in counts if count > 1 for one in beside if one.value
    )


def _partner(mine: Statement, statements: Statements, numbers: Numbers, weights: Weights) -> _Partner | None:
    """The statement of another slide that says most of what one says, with a number that it may have come of."""
    known = numbers.elsewhere(mine.claim.reading, mine.slide)
    found: list[_Partner] = []
    nested = _PART.match(mine.claim.stated.block.title)
    part = nested[0] if nested is not None else ""
    sizes: set[str] = set()
    for other in statements.near(mine.claim):
        if other.slide == mine.slide or other.claim.verdict not in _OPEN or mine.says(other):
            continue
        if not other.claim.stated.block.title.startswith(part):
            continue
        same_unit = _in_one_unit(mine, other)
        if same_unit and mine.value / _WIDE < other.value < mine.value * _WIDE:
            sizes.add(f"{other.value:.1e}")
        how = relation(mine.claim.reading, mine.factor, other.claim.reading, other.factor, same_unit)
        if how is None or not _holds(how, mine) or statements.on_its_slide(mine, other):
            continue
        places = len({id(one.claim.stated.text) for one in statements.same(other)})
        alike = _alike(mine, other, weights)
        if not how.words and (alike < _LEAST_ALIKE or (known and not places and other.claim.verdict != "match")):
            continue
        doubt = _KNOWN if known and not how.keeps_digits else 0.0
        score = alike + how.weight - doubt + min(places, _OF_THEM) + (other.claim.verdict == "match")
        found.append(_Partner(score, other, how, places))
    best = max(found, key=lambda one: one.score, default=None)
    if best is None or best.relation.words:
        return best
    return best._replace(score=best.score + _rarity(len(sizes)))


def _in_one_unit(mine: Statement, other: Statement) -> bool:
    """Whether two statements print their numbers in one unit, whatever they count per: KiB, KiB per token."""
    return abs(mine.factor - other.factor) < _EXACT * other.factor


def _holds(how: Relation, mine: Statement) -> bool:
    """Whether a relation tells something: shares and ratios are near many others."""
    return mine.unit.symbol not in _COUNTED or how.of_digits


def _rarity(sizes: int) -> float:
    """What it tells that a number is near another one: much where few are of its size, little in a crowd."""
    return 3.0 - sizes if sizes <= _FEW else -1.0 if sizes > _CROWD else 0.0


def _alike(mine: Statement, other: Statement, weights: Weights) -> float:
    """How much of what two statements say is the same; less where each names a device, format or size of its own."""
    shared = weights.of(mine.own & other.all)
    shared += _BESIDE * weights.of((mine.all - mine.own) & other.all)
    shared += _BESIDE * weights.of((other.own & mine.all) - mine.own)
    apart = any(map(is_code, mine.all - other.all)) and any(map(is_code, other.all - mine.all))
    return shared - _ANOTHER_CASE * apart


def _tell(mine: Statement, partner: _Partner) -> None:
    """Tell of the recap: one of the two is wrong, and it stands there alone."""
    slip = f": {partner.relation.words}" if partner.relation.words else ""
    _decide(mine, partner.statement, f"and no other place has {mine.claim.text}{slip}")


def _decide(one: Statement, other: Statement, more: str) -> None:
    claim = one.claim
    line, _ = claim.document.position(other.claim.stated.offset)
    claim.tell_changed(
        "recalled", f"line {line} has {other.claim.text}, {more}", f"write one of the two: {other.claim.text}?"
    )
