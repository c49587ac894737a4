"""Objects of a program: classes of fields (data classes, named tuples, enumerations) and what they hold."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mlsysim_validators.sources.judges.code.values import Known, Unknown

_OF_FIELDS = frozenset({"dataclass", "NamedTuple", "BaseModel", "define", "attrs"})
_PLAIN_BASES = frozenset({"object", "str", "int", "float", "Enum", "IntEnum", "StrEnum", "NamedTuple", "BaseModel"})
_ENUMERATIONS = frozenset({"Enum", "IntEnum", "StrEnum"})
_OF_CLASS = frozenset({"property", "cached_property"})
_WITHOUT_SELF = {"staticmethod": 0, "classmethod": 1}
_KEPT_AS_THEY_ARE = frozenset({"cache", "lru_cache", *_WITHOUT_SELF, *_OF_CLASS})


@dataclass(frozen=True, slots=True)
class Class:
    """A class: the names of its fields in their order, what they are where nothing is given, methods, and what it
    holds itself."""

    name: str
    fields: tuple[str, ...]
    defaults: Mapping[str, Known]
    methods: Mapping[str, Any]
    properties: frozenset[str]
    of_itself: Mapping[str, Known]
    alone: Mapping[str, int]  # methods without an object, and how many parameters before the others


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class. Its names are shared by all that hold it."""

    of: Class
    names: dict[str, Known]


def names_of(decorators: list[ast.expr]) -> frozenset[str]:
    """The last names of decorators or bases: `functools.lru_cache(maxsize=8)` is `lru_cache`."""
    found: list[str] = []
    for node in decorators:
        inner = node.func if isinstance(node, ast.Call) else node
        if not isinstance(inner, (ast.Name, ast.Attribute)):
            raise Unknown
        found.append(inner.id if isinstance(inner, ast.Name) else inner.attr)
    return frozenset(found)


def plainly_decorated(statement: ast.FunctionDef) -> bool:
    """Whether the decorators of a function leave what it returns as it is."""
    return names_of(statement.decorator_list) <= _KEPT_AS_THEY_ARE


def class_of(
    statement: ast.ClassDef,
    worth: Callable[[ast.expr], Known],
    function: Callable[[ast.FunctionDef], Any],
    named: Mapping[str, Known],
) -> Class:
    """The class that a statement defines. Raises Unknown where it inherits from anything but words and numbers."""
    bases, decorators = names_of(list(statement.bases)), names_of(statement.decorator_list)
    above = [named[base].value for base in bases & named.keys() if isinstance(named[base].value, Class)]
    if (
        not bases - {one.name for one in above} <= _PLAIN_BASES
        or len(above) > 1
        or not decorators <= _OF_FIELDS
        or statement.keywords
    ):
        raise Unknown
    fields: list[str] = []
    held: dict[str, Known] = {}
    methods: dict[str, Any] = {}
    properties: list[str] = []
    alone: dict[str, int] = {}
    for part in statement.body:
        try:
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                fields.append(part.target.id)
                if part.value is not None:
                    held[part.target.id] = worth(_default(part.value))
            elif isinstance(part, ast.Assign) and len(part.targets) == 1 and isinstance(part.targets[0], ast.Name):
                held[part.targets[0].id] = worth(part.value)
            elif isinstance(part, ast.FunctionDef) and plainly_decorated(part):
                decorated = names_of(part.decorator_list)
                for word in decorated & _WITHOUT_SELF.keys():
                    alone[part.name] = _WITHOUT_SELF[word]
                methods[part.name] = function(part)
                if decorated & _OF_CLASS:
                    properties.append(part.name)
        except Unknown:
            continue  # what depends on it is unknown
    for one in above:
        fields = [*one.fields, *(name for name in fields if name not in one.fields)]
        held, methods = {**one.of_itself, **held}, {**one.methods, **methods}
        properties, alone = [*one.properties, *properties], {**one.alone, **alone}
    listed = bool((bases | decorators) & _OF_FIELDS)
    of = Class(statement.name, tuple(fields) if listed else (), held, methods, frozenset(properties), held, alone)
    if not bases & _ENUMERATIONS:
        return of
    members = {name: Known(Instance(of, {"value": one, "name": Known(name)}), one.roots) for name, one in held.items()}
    return replace(of, of_itself=members)


def _default(node: ast.expr) -> ast.expr:
    """What a field is where nothing is given: `field(default=8)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "field":
        for word in node.keywords:
            if word.arg == "default":
                return word.value
            if word.arg == "default_factory":
                return ast.Call(word.value, [], [])
        raise Unknown
    return node


def made(of: Class, args: list[Known], named: Mapping[str, Known]) -> Instance:
    """An object with the fields that are given, or their defaults."""
    given = {**of.defaults, **dict(zip(of.fields, args, strict=False)), **named}
    if len(args) > len(of.fields) or not set(of.fields) <= given.keys() or not named.keys() <= set(of.fields):
        raise Unknown
    return Instance(of, {name: given[name] for name in of.fields})


def plain_class(name: str, fields: str | tuple[str, ...]) -> Class:
    """The class of `namedtuple("Link", "rate ports")`."""
    names = tuple(fields.replace(",", " ").split()) if isinstance(fields, str) else fields
    return Class(name, names, {}, {}, frozenset(), {}, {})


def of_names(named: dict[str, Known]) -> Instance:
    """The object of `SimpleNamespace(rate=50e9)`."""
    return Instance(plain_class("SimpleNamespace", tuple(named)), named)
