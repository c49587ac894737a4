"""Sources in languages with braces (TypeScript, JavaScript, Go, Rust, C++, Java, ...): their literals as data.

Nothing is parsed beyond names, literals and brackets: `name: 989`, `NAME = 989`, `Type { name: ... }`, `{"H100", ...}`,
`if (name.includes("H100")) return 989e12`; powers and constants of the source are worked out. A number in an expression
with names, or one that no name leads to, is left out; so are the numbers of a list, unless it is a record whose fields
the source declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.readers.blanks import blanked
from mlsysim_validators.sources.readers.braces.conditions import asked_before, asked_of
from mlsysim_validators.sources.readers.braces.names import (
    end_of_type,
    format_of_a_pair,
    name_of_a_pair,
    variable_before,
)
from mlsysim_validators.sources.readers.braces.numbers import folded
from mlsysim_validators.sources.readers.braces.pattern_literals import ENDINGS, patterns_as_strings
from mlsysim_validators.sources.readers.braces.records import field_notes, record_fields
from mlsysim_validators.sources.readers.braces.tokens import (
    CLOSE,
    NOTHING,
    OPEN,
    Token,
    endings,
    parts_of,
    tokens_of,
    without_lifetimes,
)
from mlsysim_validators.sources.readers.data.tree import Comments, Event, read_tree
from mlsysim_validators.sources.readers.plain_tables.in_comments import tables_in_comments
from mlsysim_validators.sources.readers.registry_comments import directive
from mlsysim_validators.sources.texts.documents import Block, Directive, Document, Text

LARGEST = 2_000_000
_DECLARES = frozenset(
    "const let var val static constexpr final fn func function class struct enum impl case def".split()  # noqa: SIM905
)
_TYPES = _DECLARES | {"float", "double", "int", "long", "unsigned", "auto", "inline", "mut", "uint64_t", "size_t"}
_BODIES = frozenset({"struct", "class", "interface", "impl", "trait", "namespace", "union"})
_ENDS = frozenset((",", ";", "}", ")", "]", "as", "", "\n"))
_LEADS = frozenset([":", "=", ":=", "=>", "define"])
_WRAPS = frozenset(["Some", "float64", "float32", "double", "float", "f64", "f32", "int", "Number", "String", "string"])
_OPERATORS = frozenset("+-*/%")
_SEVERAL = 2
_ASKS = re.compile(
    r"(?:.*(?:::|\.))?(?:[cC]ontains|includes|find|indexOf|equals|eq|eq_ignore_ascii_case|"
    r"starts_?[wW]ith|ends_?[wW]ith|Has(?:Prefix|Suffix)|EqualFold|matches|test)"
)
_QUALIFIED = re.compile(r"::|\.")

# Comments without such a unit are about the program.
_RATES = AnyCase(r"\d ?(?:[TGP]i?B(?:/s|ps)|[TP]?FLOP|TOPS)")


def read_braces(path: str, source: str) -> Document:
    """Read the literals of a source in a language with braces."""
    document = Document(path, source, part="")
    if document.too_large(LARGEST):
        return document
    comments: list[tuple[int, str, bool]] = []
    tables = tables_in_comments(source)
    document.blocks += (table._replace(slide=1) for table, _, _ in tables)
    text = without_lifetimes(source) if path.lower().endswith(".rs") else source
    text = patterns_as_strings(text) if path.lower().endswith(ENDINGS) else text
    text = blanked(text, [(start, end) for _, start, end in tables])
    tokens = folded(list(tokens_of(text, comments)), text)
    for offset, words, alone in comments:
        said = directive(words)
        if said is not None:
            document.directives.append(Directive(said, offset, alone))
        elif alone and _RATES.search(words):
            document.blocks.append(Block("comment", Text(words, range(offset, offset + len(words))), 1))
    ends = endings(tokens)
    events = _Literals(tokens, ends, record_fields(tokens, ends, text), text).events()
    said_of = Comments(document, comments)
    notes = field_notes(tokens, ends, text, lambda offset: said_of.behind(offset) or said_of.above(offset))
    read_tree(document, events, said_of, document.stem, notes=notes)
    return document


@dataclass(slots=True)
class _Bracket:
    """An open bracket: what it holds, the type of the records in it, and what was asked for before it."""

    kind: str  # map, list, record
    of: str = ""
    in_enum: bool = False
    asks: bool = False  # the brackets of a call that looks for a name, or of an operand
    asked: Token | None = None
    fields: dict[int, str] = field(default_factory=dict)  # of a record, by where its parts begin


class _Literals:
    """The pairs of names and literals, and the brackets around them, as a tree of maps and lists."""

    def __init__(
        self, tokens: list[Token], ends: dict[int, int], fields: dict[str, tuple[str, ...]], source: str
    ) -> None:
        self._tokens = tokens
        self._source = source
        self._ends = ends
        self._fields = fields
        self._open = [_Bracket("map")]
        self._key: Token | None = None  # what the next literal or bracket belongs to
        self._declared: Token | None = None
        self._asked: Token | None = None  # by an `if` whose statement or block follows
        self._wrapped: set[int] = set()  # where a call around the one literal of a key closes: MustParse("80Gi")

    def _at(self, place: int) -> Token:
        return self._tokens[place] if 0 <= place < len(self._tokens) else NOTHING

    def events(self) -> Iterator[Event]:
        """The steps through the tree."""
        yield Event("map")
        skipping = 0  # brackets behind a name that index or give a type
        behind_type = -1  # the equals sign behind the type of what is declared
        for place, token in enumerate(self._tokens):
            before = self._at(place - 1)
            if place <= behind_type:
                if token.kind == "word":
                    self._of_type(token, before)
                elif place == behind_type:
                    self._key, self._declared = self._declared, None
                continue
            if token.text == ":" and self._declared is not None and before is self._declared:
                behind_type = end_of_type(self._tokens, place)
                if behind_type > place:
                    continue
                behind_type = -1
            if skipping or (token.text == "[" and token.kind == "joint" and before.kind == "word"):
                skipping += (token.text == "[") - (token.text == "]") if token.kind == "joint" else 0
                continue
            inner = self._open[-1]
            if place in inner.fields:
                self._key = Token("word", inner.fields[place], token.start, token.start)
            if token.kind == "word":
                self._word(place, token, before)
            elif token.kind in ("string", "number"):
                yield from self._literal(place, token, before)
            elif token.text in ("=", ":=", "define") or (token.text in (":", "=>") and before.kind != "joint"):
                if token.text in ("=", ":=") and self._declared is not None:
                    self._key, self._declared = variable_before(self._tokens, place, self._declared), None
                elif before.kind != "joint":
                    self._key = before
            elif token.text in OPEN:
                yield from self._opened(place, token, before)
            elif token.text in CLOSE:
                wraps = token.text == ")" and self._at(place - 2).text == "(" and self._at(place - 3).text in _WRAPS
                wraps = wraps or place in self._wrapped
                if len(self._open) > 1 and not wraps:
                    self._open.pop()
                    yield Event("end", token.start)
                self._key = None
            elif token.text in (",", ";"):
                self._key = None
                if inner.kind != "list" and not inner.in_enum:
                    inner.of = ""
                if token.text == ";":
                    self._declared = self._asked = None

    def _word(self, place: int, token: Token, before: Token) -> None:
        if token.text in ("if", "when", "case"):
            asked = asked_of(self._tokens, place, self._ends)
            if token.text == "case":
                self._open[-1].asked = asked
            else:
                self._asked = asked
        elif token.text == "default":
            self._open[-1].asked = None
        if before.kind == "word" and (before.text in _DECLARES or (before == self._declared and before.text in _TYPES)):
            self._declared = token
        self._of_type(token, before)

    def _of_type(self, token: Token, before: Token) -> None:
        """Keep the type of the records that follow, where a name is that of one."""
        name = _QUALIFIED.split(token.text)[-1]
        if name in self._fields and before.text not in _BODIES:
            self._open[-1].of = name

    def _literal(self, place: int, token: Token, before: Token) -> Iterator[Event]:
        inner = self._open[-1]
        last = place
        while token.kind == "number" and self._at(last + 1).text in ("*", "/") and self._at(last + 2).kind == "number":
            last += 2
        behind = self._at(last + 1)
        text = "".join(one.text for one in self._tokens[place : last + 1])
        event = Event("scalar", token.start, self._at(last).end, text, token.kind == "string")
        ends = behind.text in _ENDS
        chosen = before.text == "?" and behind.text == ":"
        wrapped = before.text == "(" and behind.text == ")" and place > 1 and self._at(place - 2).text in _WRAPS
        wrapped = wrapped or last + 1 in self._wrapped
        returned = (ends or "\n" in self._source[event.end : behind.start]) and before.text == "return"
        returned = returned or (wrapped and self._at(place - 3).text == "return")
        guarded = self._asked is not None and ends and before.text == "=>"  # n if n.contains("H100") => 989e12,
        returned = returned or guarded
        if token.kind == "number" and (chosen or returned) and inner.kind == "map":
            asked = asked_before(self._tokens, place) if chosen else self._asked or inner.asked
            if asked is not None:
                yield _named(asked, token)
                yield event
            if guarded:
                self._asked = None
            return
        if before.text in _LEADS and behind.text in (":", "=>") and inner.kind == "map":
            return  # a key that is a literal
        if inner.asks:
            return  # name.contains("8060s")
        if inner.kind == "record":
            if (place in inner.fields or wrapped) and self._key is not None and (ends or wrapped):
                yield _named(self._key, token)
                yield event
                self._key = None
            return
        alone = ends or (token.kind == "string" and behind.text == ".")
        if inner.kind == "list" or wrapped or (self._key is not None and before.text in _LEADS):
            if (alone or wrapped or (behind.start > token.end and behind.kind == "word")) and (
                before.text in _LEADS or before.text in ("(", "[", "{", ",")
            ):
                if inner.kind == "map":
                    yield _named(self._key, token)
                yield event
            self._key = None

    def _opened(self, place: int, token: Token, before: Token) -> Iterator[Event]:
        inner = self._open[-1]
        if token.text == "(" and before.kind == "word" and before.text in _WRAPS:
            return
        if token.text == "(" and self._goes_around_one(place, before):
            self._wrapped.add(place + _SEVERAL)
            return
        bracket = _Bracket(_kind(token, self._tokens, place), asked=inner.asked)
        bracket.of, bracket.in_enum = self._type_within(place, token, before)
        bracket.asks = token.text == "(" and (
            before.text in _OPERATORS or (before.kind == "word" and _ASKS.fullmatch(before.text) is not None)
        )
        bracket.fields = self._fields_of_parts(place, bracket, before)
        if bracket.fields:
            bracket.kind, bracket.of = "record", ""
        named = self._key or self._declared
        if bracket.fields and inner.in_enum and before.kind == "word":
            named = before  # A100("A100 SXM", 312)
        if inner.kind != "list":
            yield _named(named, token)
        yield Event("list" if bracket.kind == "list" else "map", token.start)
        if token.text == "{" and self._asked is not None:
            outer, mine = inner.asked, self._asked
            bracket.asked = mine._replace(text=f"{outer.text} {mine.text}") if outer is not None else mine
            self._asked = None
        self._open.append(bracket)
        if token.text != "(":
            self._declared = None
        self._key = None

    def _goes_around_one(self, place: int, before: Token) -> bool:
        """Whether a bracket is that of a call around the one literal of a key: `memory: resource.MustParse("80Gi")`."""
        return (
            self._key is not None
            and self._open[-1].kind == "map"
            and before.kind == "word"
            and _QUALIFIED.split(before.text)[-1] not in self._fields
            and self._ends.get(place) == place + _SEVERAL
            and self._at(place - 2).text in _LEADS
            and self._at(place + 1).kind in ("string", "number")
        )

    def _type_within(self, place: int, token: Token, before: Token) -> tuple[str, bool]:
        """The type of the records within a bracket, and whether it is the body of an enumeration."""
        outer = self._open[-1]
        if token.text == "(":
            name = _QUALIFIED.split(before.text)[-1] if before.kind == "word" else ""
            return (name if name in self._fields else outer.of if outer.in_enum else ""), False
        over = self._at(place - 2).text
        if token.text == "{" and over == "enum":
            return (before.text if before.text in self._fields else ""), True
        return ("" if over in _BODIES else outer.of), False

    def _fields_of_parts(self, place: int, bracket: _Bracket, before: Token) -> dict[int, str]:
        """The fields of a record's parts, by where those begin; {} where a bracket is none."""
        in_list, names = self._open[-1].kind == "list", self._fields.get(bracket.of, ())
        pair = format_of_a_pair(self._tokens, place) if in_list else None
        if pair is None and in_list and not names:
            pair = name_of_a_pair(self._tokens, place)
        if pair is not None:
            return dict([pair])
        if not names or bracket.in_enum or self._at(place).text == "[" or place not in self._ends:
            return {}
        parts = parts_of(self._tokens, place, self._ends[place])
        if not _SEVERAL <= len(parts) <= len(names) or before.text in ("function", *_BODIES):
            return {}
        first = [self._at(begin) for begin, _ in parts]
        second = [self._at(begin + 1) for begin, _ in parts]
        if any(token.text in (":", "=", ":=") for token in second) or any(token.text == "." for token in first):
            return {}
        if len(parts) == _SEVERAL and self._at(parts[1][0]).text in OPEN:
            return {}  # a pair of a map, {"A100", {...}}
        if not any(token.kind == "number" for token in first) or (
            len(parts) < len(names) and not any(token.kind == "string" for token in first)
        ):
            return {}
        return {begin: name for (begin, _), name in zip(parts, names, strict=False)}


def _named(key: Token | None, token: Token) -> Event:
    """The key of what follows; an empty one where no name leads to it."""
    return (
        Event("scalar", key.start, key.end, key.text) if key is not None else Event("scalar", token.start, token.start)
    )


def _kind(token: Token, tokens: list[Token], place: int) -> str:
    """Whether a bracket holds names with values, or values only."""
    if token.text == "[":
        return "list"
    first = tokens[place + 1] if place + 1 < len(tokens) else None
    second = tokens[place + 2] if place + 2 < len(tokens) else None
    if (
        first is not None
        and first.kind in ("string", "number", "joint")
        and (second is None or second.text not in (":", "=>"))
    ):
        return "list" if first.kind != "joint" or token.text == "(" or first.text == "{" else "map"
    if token.text == "(" and (second is None or second.text not in (":", "=")):
        return "list"
    return "map"
