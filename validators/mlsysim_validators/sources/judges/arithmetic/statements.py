"""The statements of a text: two sides that an equals sign, ≈ or an arrow joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.arithmetic.expressions import Expression, parse
from mlsysim_validators.sources.judges.arithmetic.operations import Unreadable, Value, each_of, multiplied, values_of
from mlsysim_validators.sources.judges.arithmetic.paces import with_commas_read
from mlsysim_validators.sources.judges.arithmetic.tokens import DASH, Token, is_weak, is_word, tokens
from mlsysim_validators.sources.patterns import regex

MAY_STATE = AnyCase(
    r"[=≈≃≅→⇒⟹]|->|, (?:or|that is|i\.e\.),? |\b(?:is|are|gives|yields|equals|makes|means)\b|"
    r"\b(?:comes? to|come out at|adds? up to|sums? to|amounts? to) |"
    r"\(\s*\d[^()\n]{0,60}[×*/·] ?\d"
)
# A result behind a colon or "so" has a calculation before it.
_MAY_FOLLOW = AnyCase(r"[×✕÷*/·⋅+^√−]|\d ?- ?\d|\d[^:;]{0,30} (?:times|plus|minus|over|divided by) ")
_FOLLOWS = AnyCase(r"[:,] [~≈$€]?\d|, (?:(?:and )?(?:so|hence|thus)|about|roughly|some) [~≈$€]?\d")
_IN_ALL = regex(r" (?:in all|in total|together|altogether|all told|in sum)\b")
_MOST_STARTS = 60
_NEAR = 12
_MOST_WORDS = 4
_MEANS = frozenset({"average", "avg", "mean", "effective", "effectively", "blended", "weighted"})
_VERBS = frozenset({"costs", "needs", "takes", "requires", "weighs", "draws", "moves", "reads", "sends"})
_HEDGES = frozenset({"about", "roughly", "around", "approximately", "some", "nearly", "almost"})
_SHAPED = frozenset(
    ("matrix", "matrices", "tensor", "tensors", "array", "arrays", "image", "images", "grid", "tile", "tiles", "layer",
     "weights", "kernel", "map", "maps", "projection", "embedding")
)  # fmt: skip
_OTHER_SIGNS = frozenset("^&%<>≤≥≠")
_FEWEST_SHOWN, _YEARS = 10, range(1900, 2101)  # smaller numbers may be a page, a version, a date
_PART_OF, _SHARE_WORDS = frozenset({"of", "on", "in"}), 3
_BOUNDS = frozenset("≤≥")  # "t ≥ 70.6 / 4800 = 14.7 ms"


class Statement(NamedTuple):
    """`left relation right`, as read.

    `shorter`: the left side behind an "at" alone, if that is a calculation too: "10B tokens at 1024 × 2048 = 2.1M".
    """

    left: Expression
    relation: Token
    right: Expression
    shorter: Expression | None = None


def statements(text: str, carried: Expression | None = None) -> Iterator[Statement]:
    """Every statement of a text whose two sides are understood.

    `carried` is the last side of the line above, for a text that begins with a relation ("= 140 GB"), or goes on
    with a factor ("× $0.50 = $20,000").
    """
    if not MAY_STATE.search(text) and not (_FOLLOWS.search(text) and _MAY_FOLLOW.search(text)):
        return
    if len(readings(text)) < (2 if carried is None else 1):  # each side has a number
        return
    yield from statements_of(with_commas_read(tokens(text)), text, carried)


def statements_of(found: Sequence[Token], text: str = "", carried: Expression | None = None) -> Iterator[Statement]:
    """Every statement of some tokens, of a text, whose two sides are understood."""
    yield from _bracketed(found)
    for place, token in enumerate(found):
        if (token.kind != "relation" and not is_weak(token)) or _sets_a_name(found, place):
            continue
        right = _right(found, place)
        if right is None:
            continue
        if is_weak(token) and not right.operations and _IN_ALL.match(text, right.numbers[-1].end):
            token = token._replace(kind="relation", text="=")  # "8 x 141 GB, 1,128 GB in all"
        left = carried if place == 0 and carried is not None else _left(found, place)
        if left is None and carried is not None:
            left = _times_carried(found, place, carried)
        if left is not None and not _is_one_unit_twice(left, right) and not _is_of_a_shape(found, place, right):
            yield Statement(left, token, right, _behind_at(found, place) if left.spoken else None)


def _behind_at(found: Sequence[Token], place: int) -> Expression | None:
    """The calculation between the last "at" before a relation and that relation."""
    start = next((index + 1 for index in range(place - 1, -1, -1) if found[index].text == "@"), place)
    try:
        expression = parse(found, start) if start < place else None
    except Unreadable:
        return None
    return expression if expression is not None and expression.end == place and expression.operations else None


def _is_one_unit_twice(left: Expression, right: Expression) -> bool:
    """Whether two plain numbers of one unit stand beside a sign: the end of one line, and the next ("sum = 61 GB")."""
    if left.operations or right.operations:
        return False
    one, other = (side.numbers[0].reading for side in (left, right))
    return one is not None and other is not None and bool(one.units[0].symbol) and one.units[0] == other.units[0]


def _is_of_a_shape(found: Sequence[Token], place: int, right: Expression) -> bool:
    """Whether a product is the shape of what an amount is told of: "an 8,192 x 28,672 matrix is 470 MB"."""
    thing = found[place - 1] if place else None
    return (
        thing is not None
        and thing.kind == "word"
        and thing.text.casefold() in _SHAPED
        and all(value.dimension for value in right.values)
    )


def _sets_a_name(found: Sequence[Token], place: int) -> bool:
    """Whether an equals sign gives a name its value, "96 layers over PP=24", and so ends no calculation."""
    if place == 0 or found[place].text != "=" or not found[place].glued:
        return False
    name = found[place - 1]
    a_setting = place + 1 < len(found) and found[place + 1].glued  # "2x RTX 4090 as tp=2"
    return name.kind == "word" and (name.text.isupper() or a_setting) and name.end == found[place].start


def _bracketed(found: Sequence[Token]) -> Iterator[Statement]:
    """Results whose calculation stands behind them in brackets: "0.28 seconds (14 GB / 50 GB/s)"."""
    for place in range(1, len(found) - 3):
        number, opened = found[place - 1], found[place]
        if opened.kind != "open" or opened.text != "(" or opened.glued or number.kind != "number":
            continue
        if number.reading is None:
            continue
        if not uncounted(number.reading.units[0].dimension):
            if (quotient := _factor_shown(found, place)) is not None:
                yield quotient
            continue
        if place >= 2 and found[place - 2].kind in ("operator", "close"):
            continue
        try:
            result, working = parse([number], 0), parse(found, place + 1)
        except Unreadable:
            continue
        closed = found[working.end] if working.end < len(found) else None
        if closed is None or closed.kind != "close" or not working.operations or working.spoken:
            continue
        wanted = {value.dimension for value in result.values}
        if not any(value.dimension in wanted for value in working.values):
            working = _with_units_before(found[: place - 1], working, number) or working
        if any(value.dimension in wanted for value in working.values):
            equals = Token("relation", opened.start, opened.end, "=")
            yield Statement(working, equals, result)


def _factor_shown(found: Sequence[Token], place: int) -> Statement | None:
    """A factor whose quotient stands behind it in brackets: "3.7× (1470/393)"."""
    number, opened = found[place - 1], found[place]
    if number.reading is None or number.reading.units[0].symbol != "×" or len(found) < place + 5:
        return None
    one, sign, other, closed = found[place + 1 : place + 5]
    if sign.text != "/" or closed.kind != "close" or one.reading is None or other.reading is None:
        return None
    if " " in number.text or (place > 1 and found[place - 2].kind == "operator"):
        return None  # "80 x (1000 / 20)" multiplies
    alike = one.reading.units[0] == other.reading.units[0] or other.reading.bare or one.reading.bare
    amounts = [abs(token.reading.value) for token in (one, other) if token.reading is not None and token.power == 1]
    if not alike or len(amounts) < 2 or min(amounts) <= 0 or max(amounts) < _FEWEST_SHOWN:  # "2× (1/2)": a part
        return None
    if all(amount in _YEARS and "," not in token.text for amount, token in zip(amounts, (one, other), strict=True)):
        return None
    result = parse([number], 0)
    quotient = amounts[0] / amounts[1]
    value = 1 / quotient if quotient < 1 <= number.reading.value else quotient  # "2× (64/128)" tells which of which
    slack = sum(0.5 * token.reading.resolution / token.reading.value for token in (one, other) if token.reading)
    working = Expression((Value(value, (), slack),), 1, (one, other), one.start, place + 4)
    return Statement(working, Token("relation", opened.start, opened.end, "="), result)


def _with_units_before(before: Sequence[Token], working: Expression, result: Token) -> Expression | None:
    """A working without units whose numbers all stand before it, one in the result's unit: in that unit.

    "of 10,000 hours ... 1,000 nodes ... 10 hours (10,000 / 1,000)".
    """
    numbers = [token.reading.value for token in working.numbers if token.reading is not None and token.reading.bare]
    said = [token.reading for token in before if token.reading is not None]
    if result.reading is None or len(numbers) != len(working.numbers) or not {one.value for one in said} >= {*numbers}:
        return None
    unit = result.reading.units[0]
    if len(numbers) < 2 or not any(one.value in numbers and one.units[0] == unit for one in said):
        return None
    values = (Value(one.value * unit.factor, uncounted(unit.dimension), one.slack) for one in working.values)
    return working._replace(values=tuple(values))


def last_side(text: str) -> Expression | None:
    """The expression that a line ends with, for a line below that goes on with "="."""
    line = tokens(text)
    found = _left([*line, Token("relation", len(text), len(text), "=")], len(line))
    if found is None:
        return None
    ahead = len(text) + 1  # its numbers stand before the line that goes on
    numbers = (one._replace(start=one.start - ahead, end=one.end - ahead) for one in found.numbers)
    return found._replace(numbers=tuple(numbers), start=found.start - ahead, words=text[found.start :].strip())


def _times_carried(found: Sequence[Token], place: int, carried: Expression) -> Expression | None:
    """The last side of the line above, with the factors that a line goes on with up to its first relation."""
    if found[0].kind != "operator" or found[0].text != "×" or any(one.kind == "relation" for one in found[:place]):
        return None
    if carried.operations:  # of a sum above, all or the last term may be meant
        return None
    try:
        more = parse(found, 1)
    except Unreadable:
        return None
    if more.end != place:
        return None
    values = each_of(lambda one, other: multiplied(one, other, "×"), carried.values, more.values)
    return more._replace(
        values=tuple(values),
        operations=more.operations + 1,
        numbers=(*carried.numbers, *more.numbers),
        start=carried.start,
        words=f"{carried.words} × {' × '.join(one.text for one in more.numbers)}" if more.operations < 2 else "",
    )


def _left(found: Sequence[Token], place: int) -> Expression | None:
    """The expression that ends where the relation at `place` stands."""
    begin, depth = place, 0
    while begin > 0 and place - begin < _MOST_STARTS:
        before = found[begin - 1]
        if before.kind == "relation" or (before.kind == "break" and not depth) or before.text in _BOUNDS:
            break
        depth += (before.kind == "close") - (before.kind == "open" and depth > 0)
        begin -= 1
    chained = begin > 0 and found[begin - 1].kind == "relation" and not _sets_a_symbol(found, begin - 1)
    a_result = chained and begin > 1 and found[begin - 2].kind in ("number", "close")
    if a_result and place - begin > 1 and found[begin].kind == "number" and _opens_apart(found[begin + 1]):
        begin, chained = begin + 1, False  # "989/3.35 = 295 (989.5)/(4.8) = 206": one behind the other
    begin = _behind_a_mark(found, begin)
    if chained and is_word(found[begin - 1]):  # "is approximately 128 × 24 = 3,072": words go on, no chain does
        ahead = next((index for index in range(begin, place) if found[index].kind != "word"), place)
        begin, chained = (ahead, True) if ahead == begin else (begin, False)
    for start in range(begin, place):
        if found[start].kind not in ("number", "open", "function") and found[start].text != "-":
            if chained:
                return None
            continue
        try:
            expression = parse(found, start)
        except Unreadable:
            expression = None
        if expression is not None and _ends_at(found, expression.end, place):
            if not _stands_alone(found, begin, start, expression):
                return None
            if not expression.operations and begin and found[begin - 1].text == DASH:  # "the total – 30 GB = 50 GB"
                return None
            return _of_a_share(found[begin:start], expression)
        if chained:
            return None
    return None


def _of_a_share(before: Sequence[Token], expression: Expression) -> Expression:
    """A working before which a share of it is told, "1% skew on 1M × $0.10": that share of it, or all of it."""
    words = [token for token in before[-_SHARE_WORDS - 1 :] if token.kind == "word"]
    ahead = before[-len(words) - 1] if words and len(before) > len(words) else None
    if ahead is None or ahead.reading is None or ahead.reading.units[0].symbol != "%" or words[-1].text not in _PART_OF:
        return expression
    of_it = each_of(lambda one, other: multiplied(one, other, "×"), values_of(ahead), expression.values)
    return expression._replace(values=(*of_it, *expression.values))


def _behind_a_mark(found: Sequence[Token], begin: int) -> int:
    """Where a text goes on behind the mark of an item: "(a) 54 · 24 / 419 = 3.1"."""
    mark = [token.kind for token in found[begin : begin + 3]]
    marked = mark == ["open", "word", "close"] and not found[begin].glued and len(found[begin + 1].text) == 1
    return begin + 3 if marked else begin


def _opens_apart(token: Token) -> bool:
    return token.kind == "open" and not token.glued


def _ends_at(found: Sequence[Token], end: int, place: int) -> bool:
    """Whether an expression reaches to a relation, or only words lie between: "at 450 GB/s per direction, 51 ms"."""
    words = found[end:place]
    return end == place or (
        bool(words)
        and len(words) <= _MOST_WORDS
        and is_weak(found[place])
        and all(token.kind == "word" and token.text.islower() for token in words)
    )


def _sets_a_symbol(found: Sequence[Token], place: int) -> bool:
    """Whether a relation gives a symbol its value, and words follow: "at m = 32 we get 7/39 = 17.9%"."""
    around = [token.kind for token in found[place - 1 : place + 3]] if place else []
    return around == ["word", "relation", "number", "word"] and len(found[place - 1].text) == 1


def _stands_alone(found: Sequence[Token], begin: int, start: int, expression: Expression) -> bool:
    """Whether nothing before an expression belongs to it: "N × 2 × 3" is not 2 × 3."""
    before = found[begin:start]
    if before and before[0].text == "@":
        before = before[1:]  # "at 4 × 3.35 = 13.4 TB/s" begins a text
    if any(token.kind == "operator" for token in before):
        return False
    if before:
        last = before[-1]
        named = last.kind == "open" and last.glued and len(before) > 1 and before[-2].kind == "word"  # IADD(32+32=64)
        if named or last.kind in ("close", "unknown", "number") or (last.kind == "word" and found[start].glued):
            return False
        if last.kind == "word" and len(last.text) == 1 and last.text not in "aA":
            return False
        if last.kind == "word" and "_" in last.text and found[start].kind == "open":  # "S_noise (1/256 - 1/1024)"
            return False
    numbers = [index for index, token in enumerate(before) if token.kind == "number"]
    if not numbers:
        return True
    if before[-1].kind == "word" and before[-1].text in _VERBS:  # "a prompt of 2,048 tokens costs 2 × ..."
        return expression.operations > 0
    # "For a 70B model we need 70 × 2": another number may stand further ahead, but not of a mere conversion.
    return expression.operations > 0 and len(before) - numbers[-1] > 2


def _right(found: Sequence[Token], place: int) -> Expression | None:
    """The expression that begins behind the relation at `place`."""
    while place + 1 < len(found) and found[place + 1].text in _HEDGES:
        place += 1
    if place + 1 >= len(found):
        return None
    for index in range(place + 2, min(place + _NEAR, len(found) - 1)):
        if found[index].text == "-" and found[index + 1].kind in ("word", "break"):  # "= 6.5 - so": a dash
            found = found[:index]
            break
    try:
        expression = parse(found, place + 1, at=False)
    except Unreadable:
        return None
    if expression.end < len(found):
        behind = found[expression.end]
        if (behind.kind == "operator" and behind.text != "@") or (
            behind.kind in ("open", "unknown", "word") and behind.glued
        ):
            return None
        if behind.kind == "word" and behind.text.casefold() in _MEANS:  # "600 GB/s + 50 GB/s = ~500 GB/s average"
            return None
        article = behind.text == "a" and found[expression.end + 1 : expression.end + 2]  # "12 MWh a year"
        symbol = behind.kind == "word" and len(behind.text) == 1 and not (article and article[0].kind == "word")
        if symbol or behind.text in _OTHER_SIGNS:
            return None
    return expression
