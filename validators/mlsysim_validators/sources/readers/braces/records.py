"""The fields of records in languages with braces, so that `{"A100", 312, 2039}` says which number is which.

A record's fields are those of its type, in order, `struct Spec { const char* name; double tflops; }`, or the
parameters of its constructor or function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mlsysim_validators.sources.readers.braces.tokens import NOTHING, OPEN, Token, parts_of

_FEWEST = 2
_MOST_WORDS = 8  # between the name of a type and its body
_TYPES = frozenset({"struct", "class", "interface", "record", "enum", "type"})
_BODIES = frozenset({"struct", "interface", "type"})
_NOTED = frozenset({"struct", "interface", "type", "class", "record"})
_OF_FUNCTIONS = frozenset({"function", "constructor", "fn", "func", "def", "record", "class"})
_BEHIND = frozenset({"{", ":", ";", "=>", "->", "const"})
_MODIFIERS = frozenset({"pub", "public", "private", "protected", "readonly", "val", "var", "const", "final", "mut"})


def record_fields(tokens: list[Token], ends: dict[int, int], source: str) -> dict[str, tuple[str, ...]]:
    """The fields of the records that a source declares, by the names of their types or functions."""
    found: dict[str, tuple[str, ...]] = {}
    inside = ""  # the class whose constructor may follow
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else NOTHING
        behind = tokens[place + 1] if place + 1 < len(tokens) else NOTHING
        if token.kind != "word":
            continue
        if before.text in _TYPES:
            inside = token.text
        if behind.text == "(" and place + 1 in ends:
            name = inside if token.text == "constructor" else token.text
            end = ends[place + 1]
            after = tokens[end + 1] if end + 1 < len(tokens) else NOTHING
            named = token.text in _OF_FUNCTIONS or before.text in _OF_FUNCTIONS
            if named or (token.text == inside and after.text in _BEHIND):
                fields = _parameters(tokens, place + 1, end, bare=named)
                if len(fields) >= _FEWEST:
                    found[name] = fields
        elif token.text in _BODIES or before.text in _TYPES:
            opening = place + 1
            while opening < min(len(tokens), place + _MOST_WORDS) and tokens[opening].kind == "word":
                opening += 1  # type Spec struct {
            if opening in ends and tokens[opening].text == "{" and before.text != "enum":
                end = ends[opening]
                name = token.text if before.text in _TYPES else ""
                if not name and before.text == "typedef" and end + 1 < len(tokens):
                    name = tokens[end + 1].text  # typedef struct { ... } Spec;
                fields = _members(tokens[opening + 1 : end], source)
                if name and len(fields) >= _FEWEST:
                    found.setdefault(name, fields)
    return found


def field_notes(
    tokens: list[Token], ends: dict[int, int], source: str, comment_at: Callable[[int], str]
) -> dict[str, str]:
    """What the declarations of fields say of them: `tflops: number; // FP32 shader`. Not of those that two types have
    with other words."""
    notes: dict[str, set[str]] = {}
    for place, token in enumerate(tokens):
        if token.kind != "word" or token.text not in _NOTED:
            continue
        stop = min(len(tokens), place + _MOST_WORDS)
        opening = next((at for at in range(place + 1, stop) if tokens[at].text in ("{", ";", "(", ")")), place)
        if tokens[opening].text != "{" or opening not in ends:
            continue
        for statement in _statements(tokens[opening + 1 : ends[opening]], source):
            words = [one for one in statement if one.text not in _MODIFIERS]
            if len(words) < _FEWEST or words[0].kind != "word" or any(one.text == "{" for one in words):
                continue
            name = words[0].text if words[1].text in (":", "?") or token.text == "type" else _name_of(words)
            said = comment_at(words[0].start)
            if name and said:
                notes.setdefault(name, set()).add(said)
    return {name: said.pop() for name, said in notes.items() if len(said) == 1}


def _parameters(tokens: list[Token], place: int, end: int, bare: bool) -> tuple[str, ...]:
    """The names of parameters in brackets; () for the arguments of a call."""
    names: list[str] = []
    for begin, stop in parts_of(tokens, place, end):
        part = [token for token in tokens[begin:stop] if token.text not in _MODIFIERS]
        given = next((index for index, token in enumerate(part) if token.text == "="), len(part))
        if any(token.kind in ("string", "number") for token in part[:given]):
            return ()
        name = _name_of(part[:given])
        if not name or (len(part[:given]) < _FEWEST and not bare and len(tokens[begin:stop]) < _FEWEST):
            return ()
        names.append(name)
    return tuple(names)


def _name_of(part: list[Token]) -> str:
    """The name that a declaration gives: before its colon, else the last word."""
    colon = next((index for index, token in enumerate(part) if token.text == ":"), -1)
    words = [token.text for token in (part[:colon] if colon > 0 else part) if token.kind == "word"]
    return words[-1] if words else ""


def _members(body: list[Token], source: str) -> tuple[str, ...]:
    """The members of a type, a statement or line each; methods are left out."""
    names: list[str] = []
    for statement in _statements(body, source):
        words = [token for token in statement if token.text not in _MODIFIERS]
        texts = [token.text for token in words]
        if not words or "(" in texts or "{" in texts:
            continue
        stop = next((index for index, text in enumerate(texts) if text in ("=", "[")), len(texts))
        if words[0].kind != "word" or (stop < _FEWEST and ":" not in texts):
            continue
        if ":" in texts or not any(token.text == ";" for token in body):
            names.append(texts[0])  # "name: &str", "Name string"
        else:
            names += [_name_of(part) for part in _split(words[:stop])]
    return tuple(name for name in names if name)


def _split(tokens: list[Token]) -> Iterable[list[Token]]:
    part: list[Token] = []
    depth = 0  # of std::map<std::string, double>
    for token in tokens:
        depth += (token.text == "<") - (token.text == ">")
        if token.text == "," and depth == 0:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _statements(body: list[Token], source: str) -> Iterable[list[Token]]:
    """The statements of a type's body: up to a semicolon, or else a comma or the end of a line."""
    by_sign = any(token.text == ";" for token in body)
    statement: list[Token] = []
    depth = 0
    for token in body:
        if token.kind == "joint" and token.text in OPEN:
            depth += 1
        elif token.kind == "joint" and token.text in (")", "}", "]"):
            depth -= 1
        last = statement[-1] if statement else token
        if token.text == ";" or (not by_sign and depth == 0 and token.text == ","):
            yield statement
            statement = []
            continue
        if not by_sign and depth == 0 and "\n" in source[last.end : token.start]:
            yield statement
            statement = []
        statement.append(token)
    yield statement
