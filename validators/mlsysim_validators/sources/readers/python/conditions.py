"""What a Python condition asks of a device's name: `"H100" in name and "PCIe" not in name`, `case "TPU v4"`."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from typing import Literal, NamedTuple

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Label

_MOST_ALTERNATIVES = 12
_SEARCHES = ("search", "match", "fullmatch")
_EDGES = regex(r"\\b|^\^|\$\Z|\(\?<?![^()]*\)")  # of a word in a pattern
_OPERATORS = regex(r"\\[A-Za-z]|\(\?[:a-z!=<]*|[^A-Za-z0-9 -]+")
_PLAIN = regex(r"[A-Za-z0-9][A-Za-z0-9 _-]*\Z")
_NUMBERED = regex(r"[A-Za-z]_?\d")
_DEPTH = 12

Case = Literal["", "lower", "upper"]


class Condition(NamedTuple):
    """`needs`: one set of words for each way in which the condition can hold; all words of a set must occur."""

    needs: tuple[tuple[str, ...], ...]
    lacks: tuple[str, ...]
    exact: bool
    case: Case
    where: str  # the expression that is searched
    node: ast.expr
    partial: bool = False  # asks for something else as well: `"A100" in name and large`


def condition(test: ast.expr, lowered: dict[str, Case], depth: int = 0) -> Condition | None:
    """What a test asks of a name; None where it asks something else. `lowered` are names that hold folded text."""
    if depth > _DEPTH:
        return None
    if isinstance(test, ast.BoolOp):
        parts = [condition(value, lowered, depth + 1) for value in test.values[:_MOST_ALTERNATIVES]]
        known = [part for part in parts if part is not None]
        if not known or (isinstance(test.op, ast.Or) and len(known) < len(parts)):
            return None
        partial = len(known) < len(parts) or any(part.partial for part in known)
        found = _any_of(known, test) if isinstance(test.op, ast.Or) else _all_of(known, test)
        return found._replace(partial=partial)
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return _compared(test, lowered)
    if isinstance(test, ast.Call):
        return _called(test, lowered)
    return None


def asks_for_a_name(test: ast.expr) -> bool:
    """Whether a test asks something of a name, if only by a pattern."""
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Attribute) and test.func.attr in _SEARCHES:
        return bool(test.args) and string(test.args[0]) is not None
    return condition(test, {}) is not None


def condition_label(asked: Condition) -> Label:
    """The names of devices that a condition asks for."""
    needs = [" ".join(words) for words in asked.needs]
    return Label(needs[0], "condition", tuple(needs[1:]))


def pattern(node: ast.pattern, depth: int = 0) -> tuple[tuple[str, ...], ...]:
    """The strings that a `case` takes."""
    if isinstance(node, ast.MatchValue):
        words = string(node.value) or enumerated(node.value)
        return ((words,),) if words else ()
    if isinstance(node, ast.MatchOr) and depth < _DEPTH:
        return tuple(itertools.chain.from_iterable(pattern(part, depth + 1) for part in node.patterns))
    if isinstance(node, ast.MatchAs) and node.pattern is not None and depth < _DEPTH:
        return pattern(node.pattern, depth + 1)
    return ()


def string(node: ast.AST | None) -> str | None:
    """The text of a string constant."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def enumerated(node: ast.AST) -> str:
    """The member of an enumeration that may name a device: H100 of `Device.H100`; "" for anything else."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return ""
    return node.attr if node.value.id[:1].isupper() and _NUMBERED.search(node.attr) else ""


def searched_for(node: ast.AST) -> str | None:
    """The words of a pattern that is compiled: "H100 SXM" of `re.compile(r"H100.*SXM")`."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "compile"
        and node.args
    ):
        words = string(node.args[0])
        return " ".join(_OPERATORS.sub(" ", words).split()) if words is not None else None
    return None


def strings(node: ast.expr) -> tuple[str, ...]:
    """The texts of a tuple, list or set of string constants."""
    if not isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return ()
    found = [string(element) for element in node.elts[:_MOST_ALTERNATIVES]]
    return tuple(text for text in found if text is not None) if None not in found else ()


def folding(node: ast.expr) -> Case:
    """Whether an expression folds the case of a text: `name.lower()`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("lower", "casefold"):
            return "lower"
        if node.func.attr == "upper":
            return "upper"
        if node.func.attr in ("strip", "replace"):
            return folding(node.func.value)
    return ""


def folded_names(body: Iterable[ast.stmt]) -> dict[str, Case]:
    """The variables of a scope that hold text whose case was folded."""
    names: dict[str, Case] = {}
    for node in itertools.chain.from_iterable(map(ast.walk, body)):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            case = folding(node.value)
            if case:
                names[node.targets[0].id] = case
    return names


def _case_of(node: ast.expr, lowered: dict[str, Case]) -> Case:
    return lowered.get(node.id, "") if isinstance(node, ast.Name) else folding(node)


def _where(node: ast.expr) -> str:
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node.id if isinstance(node, ast.Name) else type(node).__name__


def _compared(test: ast.Compare, lowered: dict[str, Case]) -> Condition | None:
    left, right, operator = test.left, test.comparators[0], test.ops[0]
    words = string(left)
    if isinstance(operator, ast.In) and words is not None and not isinstance(right, (ast.Tuple, ast.List, ast.Set)):
        return Condition(((words,),), (), False, _case_of(right, lowered), _where(right), test)
    if isinstance(operator, ast.NotIn) and words is not None:
        return Condition(((),), (words,), False, _case_of(right, lowered), _where(right), test)
    if isinstance(operator, ast.In) and (names := strings(right)):
        return Condition(tuple((n,) for n in names), (), True, _case_of(left, lowered), _where(left), test)
    if isinstance(operator, ast.Eq):
        for text, other in ((string(right) or enumerated(right), left), (words or enumerated(left), right)):
            if text:
                return Condition(((text,),), (), True, _case_of(other, lowered), _where(other), test)
    return None


def _called(test: ast.Call, lowered: dict[str, Case]) -> Condition | None:
    function, arguments = test.func, test.args
    if isinstance(function, ast.Attribute) and len(arguments) >= 1:
        words = string(arguments[0])
        if function.attr in ("startswith", "endswith", "__contains__") and words is not None:
            subject = function.value
            return Condition(((words,),), (), False, _case_of(subject, lowered), _where(subject), test)
        if function.attr in _SEARCHES and len(arguments) >= 2 and words is not None:
            plain, whole = _plain_pattern(words)
            if plain:
                return Condition(((plain,),), (), whole, _case_of(arguments[1], lowered), _where(arguments[1]), test)
    if isinstance(function, ast.Name) and function.id in ("any", "all") and len(arguments) == 1:
        inner = arguments[0]
        if isinstance(inner, (ast.GeneratorExp, ast.ListComp)) and len(inner.generators) == 1:
            names, element = strings(inner.generators[0].iter), inner.elt
            if names and isinstance(element, ast.Compare) and isinstance(element.ops[0], ast.In):
                searched = element.comparators[0]
                needs = tuple((name,) for name in names) if function.id == "any" else (names,)
                return Condition(needs, (), False, _case_of(searched, lowered), _where(searched), test)
    return None


def _plain_pattern(words: str) -> tuple[str, bool]:
    """The word that a pattern looks for, and whether as a whole one: `\\bl4\\b`; "" for anything more involved."""
    plain = _EDGES.sub("", words)
    return (plain, not words.endswith(plain)) if _PLAIN.match(plain) else ("", False)


def _any_of(parts: list[Condition], test: ast.expr) -> Condition:
    needs = tuple(itertools.chain.from_iterable(part.needs for part in parts))[:_MOST_ALTERNATIVES]
    exact = all(part.exact for part in parts)
    lacks = parts[0].lacks if len(parts) == 1 else ()
    return Condition(needs, lacks, exact, parts[0].case, parts[0].where, test)


def _all_of(parts: list[Condition], test: ast.expr) -> Condition:
    combined: Iterable[tuple[str, ...]] = ((),)
    for part in parts:
        combined = [(*words, *more) for words in combined for more in part.needs][:_MOST_ALTERNATIVES]
    lacks = tuple(itertools.chain.from_iterable(part.lacks for part in parts))
    return Condition(tuple(combined), lacks, any(p.exact for p in parts), parts[0].case, parts[0].where, test)
