"""What single nodes of Python syntax say: the words of keys and targets, the arguments of calls, warnings."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.readers.numbers import numbers_in_words
from mlsysim_validators.sources.readers.python.conditions import string
from mlsysim_validators.sources.readers.sections import Section

MOST_WORDS = 300  # of one label
NAMING = AnyCase(
    r"name|gpu|device|model|chip|accelerator|hardware|\bid\b|key|title|label|sku|variant|型号|型號|名称|名稱|显卡|芯片"
)
_COUNTS = AnyCase(r"flop|tops\b|[kmgt]i?b(?:\b|_|/s|ps)|watt|\(w\)|_w\b|\bnum(?:ber)?[ _]|count\b|cores?\b")
_MEASURES = AnyCase(r"mem|ram\b|bandwidth|bw\b|tdp|power|flop|tops\b")
_UNKNOWN = (
    r"(?:not (?:\w+ )?(?:listed|known|found|recogni[sz]ed|supported|in the (?:table|list))|"
    r"un(?:listed|known|recogni[sz]ed|supported)|any(?:thing)? (?:other|else)|all others?|otherwise)"
)
_NO_FIGURE = r"(?<!not )(?:\bnan\b|\bnone\b|\binf(?:inity)?\b|\brais(?:es?|ed|ing)\b|\b[a-z]+error\b)"
_DENIES = AnyCase(rf"{_UNKNOWN}[^.;]{{0,80}}{_NO_FIGURE}|{_NO_FIGURE}[^.;]{{0,80}}{_UNKNOWN}")
_TELLS = AnyCase(r"warn|log|print|error|info|critical|exception")


def paired(node: ast.Call, fields: list[tuple[str, str]]) -> list[tuple[tuple[str, ast.expr], str]]:
    """The arguments of a call with the names and remarks of the fields that they fill."""
    remarks = dict(fields)
    pairs: list[tuple[tuple[str, ast.expr], str]] = []
    for index, argument in enumerate(node.args):
        key, remark = fields[index] if index < len(fields) else ("", "")
        pairs.append(((key, argument), remark))
    pairs += [((k.arg or "", k.value), remarks.get(k.arg or "", "")) for k in node.keywords]
    return pairs


def key_words(key: ast.expr | None) -> str:
    """The words of a dictionary key: a string, a number, the last name of torch.bfloat16."""
    if isinstance(key, ast.Constant):
        return str(key.value)[:MOST_WORDS] if isinstance(key.value, (str, int, float)) else ""
    if isinstance(key, ast.Attribute):
        return key.attr
    if isinstance(key, ast.Tuple):
        return " ".join(key_words(part) for part in key.elts[:4])
    return key.id if isinstance(key, ast.Name) else ""


def counts_by(key: str) -> bool:
    """Whether a number that is a string under this key counts something: "FP32 TFLOPS": "91.6", not "GPU": "4090"."""
    return _COUNTS.search(key) is not None


def names_its_row(key: str, text: str) -> bool:
    """Whether a string under this key names what its row is about; "GPU Memory": "48GB GDDR6" is a figure of it."""
    return NAMING.search(key) is not None and not (_MEASURES.search(key) and numbers_in_words(text))


def target_names(target: ast.expr) -> list[str]:
    """The names of an assignment's target, the nearest first: `TABLE["H100"]` gives H100 and TABLE."""
    names: list[str] = []
    while isinstance(target, (ast.Subscript, ast.Attribute)) and len(names) < 4:
        if isinstance(target, ast.Subscript):
            names.append(key_words(target.slice))
        else:
            names.append(target.attr)
        target = target.value
    if isinstance(target, ast.Name) and target.id not in ("self", "cls"):
        names.append(target.id)
    return [name for name in names if name]


def own_name(node: ast.stmt) -> str | None:
    """The text of `name = "H100"` in the body of a class."""
    target = (
        node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else None
    )
    value = getattr(node, "value", None)
    if isinstance(target, ast.Name) and NAMING.search(target.id):
        return string(value)
    return None


def leaves(body: Sequence[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], (ast.Return, ast.Raise))


def tells(node: ast.stmt) -> bool:
    """Whether a statement says something to the user, or raises."""
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        function = node.value.func
        return bool(_TELLS.search(function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")))
    return False


def denies_defaults(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function's docstring promises nan, None or an error for what it does not know."""
    return _DENIES.search(" ".join((ast.get_docstring(node, clean=False) or "").split())) is not None


def begins_below(node: ast.expr) -> bool:
    """Whether the contents of a bracket begin on a line of their own, so that a comment behind it speaks of all."""
    inside: list[ast.expr] = []
    if isinstance(node, ast.Dict):
        inside = [key for key in node.keys[:1] if key is not None]
    elif isinstance(node, ast.Call):
        inside = [*node.args[:1], *(keyword.value for keyword in node.keywords[:1])]
    return bool(inside) and inside[0].lineno > node.lineno


def made_by_default(node: ast.expr) -> ast.expr:
    """What `field(default_factory=lambda: {...})` makes; any other expression itself."""
    for keyword in node.keywords if isinstance(node, ast.Call) else ():
        if keyword.arg in ("default_factory", "default") and not isinstance(keyword.value, ast.Constant):
            made = keyword.value.body if isinstance(keyword.value, ast.Lambda) else keyword.value
            if isinstance(made, (ast.Dict, ast.List, ast.Tuple)):
                return made
    return node


_COMPREHENSIONS = (ast.DictComp, ast.ListComp, ast.SetComp, ast.GeneratorExp)
_LITERALS = (ast.Dict, ast.List, ast.Tuple, ast.Set)


def listed(node: ast.expr | ast.stmt) -> tuple[ast.expr, str] | None:
    """The literal that a loop or a comprehension runs over, and the names that it gives to the places of its rows.

    `{g.name: g for g in (Gpu(...), ...)}`, `[Spec(n, bw) for n, bw in [("H100", 3.35e12), ...]]`.
    """
    loops = node.generators if isinstance(node, _COMPREHENSIONS) else [node] if isinstance(node, ast.For) else []
    if len(loops) != 1:
        return None
    over, target = loops[0].iter, loops[0].target
    if isinstance(over, ast.Call) and isinstance(over.func, ast.Attribute) and over.func.attr in ("items", "values"):
        over, target = over.func.value, target.elts[-1] if isinstance(target, ast.Tuple) else target
    if not isinstance(over, _LITERALS):
        return None
    names = [part.id for part in getattr(target, "elts", ()) if isinstance(part, ast.Name)]
    return over, ", ".join(names)


def section_of(key: str, value: ast.expr, own: Sequence[str]) -> Section:
    """A part of a record with the names that the record itself has."""
    return Section(key, _names_in(value), len(own), not isinstance(value, (ast.Dict, ast.Tuple, ast.List, ast.Call)))


def _names_in(section: ast.expr) -> str:
    """The names that stand in a section of a record."""
    if not isinstance(section, ast.Dict):
        return ""
    pairs = zip(map(key_words, section.keys), section.values, strict=True)
    return " ".join(text for name, value in pairs if NAMING.search(name) and (text := string(value)))[:MOST_WORDS]
