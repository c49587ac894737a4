"""What Python's own functions and the methods of words and lists give. A fixed list; nothing is run."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from mlsysim_validators.sources.judges.code.printing import Piece, Words, filled, joined, shown
from mlsysim_validators.sources.judges.code.values import MOST, Known, Unknown, finite, items, number

_OF_ONE: dict[str, Callable[[Any], Any]] = {
    "ceil": math.ceil, "floor": math.floor, "sqrt": math.sqrt, "log2": math.log2, "log10": math.log10, "exp": math.exp,
    "log": math.log, "int": int, "float": float, "abs": abs, "bool": bool, "round": round,
}  # fmt: skip
_GATHERED: dict[str, Callable[[Any], Any]] = {"sum": sum, "min": min, "max": max, "prod": math.prod}
_CHANGED = frozenset({"upper", "lower", "title", "strip", "lstrip", "rstrip", "capitalize"})
_HIGHEST_POWER = 64


def built_in(name: str, args: list[Known]) -> Known:
    """The value of a call of one of Python's own functions. Raises Unknown."""
    if name == "round" and len(args) == 2:
        return args[0]._replace(value=round(number(args[0]), int(number(args[1]))))
    if name == "log" and len(args) == 2:
        return args[0]._replace(value=finite(math.log(number(args[0]), number(args[1]))))
    if name == "divmod" and len(args) == 2:
        both = divmod(number(args[0]), number(args[1]))
        return Known(tuple(args[0]._replace(value=finite(one)) for one in both))
    if name == "float" and len(args) == 1 and args[0].value == "inf":
        return Known(math.inf)
    if name in ("mean", "fmean") and len(args) == 1:
        total = _gathered("sum", items(args[0]))
        count, sum_ = len(items(args[0])), number(total)
        whole = name == "mean" and isinstance(sum_, int) and sum_ % count == 0
        return total._replace(value=sum_ // count if whole else sum_ / count)
    if name == "pow" and len(args) == 2 and abs(number(args[1])) <= _HIGHEST_POWER:
        return args[0]._replace(value=finite(float(number(args[0])) ** number(args[1])))
    if name in _OF_ONE and len(args) == 1:
        return args[0]._replace(value=finite(_OF_ONE[name](number(args[0]))))
    if name == "str" and len(args) == 1:
        return Known(shown(args[0]), args[0].roots)
    if name == "len" and len(args) == 1:
        of = args[0].value
        return Known(len(of) if isinstance(of, (str, frozenset)) else len(items(args[0])))
    if name == "range":
        return Known(range(*(int(number(arg)) for arg in args)))
    if name == "enumerate" and len(args) in (1, 2):
        first = int(number(args[1])) if len(args) > 1 else 0
        return Known(tuple(Known((Known(index), one)) for index, one in enumerate(items(args[0]), first)))
    if name == "zip":
        return Known(tuple(Known(tuple(row)) for row in zip(*map(items, args), strict=False)))
    if name in ("set", "frozenset") and len(args) <= 1:
        return Known(frozenset(key(one) for arg in args for one in items(arg)))
    if name in ("list", "tuple", "reversed") and len(args) == 1:
        several = items(args[0])
        return Known(tuple(several[::-1] if name == "reversed" else several))
    if name == "sorted" and len(args) == 1:
        return Known(tuple(sorted(items(args[0]), key=plain)))
    if name in ("any", "all") and len(args) == 1:
        return Known((any if name == "any" else all)(plain(one) for one in items(args[0])))
    if name == "dict" and not args:
        return Known({})
    if name == "sum" and len(args) == 2:
        return _gathered(name, [*items(args[0]), args[1]])
    if name in _GATHERED:
        return _gathered(name, items(args[0]) if len(args) == 1 else args)
    raise Unknown


def ordered(name: str, several: list[Known], keys: list[Known]) -> Known:
    """The smallest, the largest or the order of values by a key of each."""
    by_key = sorted(range(len(several)), key=lambda index: plain(keys[index]))
    if name == "sorted":
        return Known(tuple(several[index] for index in by_key))
    return several[by_key[0] if name == "min" else max(by_key, key=lambda index: plain(keys[index]))]


def _gathered(name: str, values: list[Known]) -> Known:
    numbers = [number(one) for one in values]
    roots = frozenset[int]().union(*(one.roots for one in values))
    return Known(finite(_GATHERED[name](numbers)), roots, sum(one.steps for one in values) + 1)


def method(owner: Known, name: str, args: list[Known], named: dict[str, Known]) -> Known:
    """The value of a call of a method of words or a mapping. Raises Unknown."""
    value = owner.value
    if isinstance(value, dict):
        return _of_mapping(value, name, args)
    if isinstance(value, str) and name == "format":
        return Known(filled(value, args, named))
    if isinstance(value, str) and name == "join" and len(args) == 1:
        return Known(joined((shown(one) for one in items(args[0])), value))
    if isinstance(value, (str, Words)) and name in ("ljust", "rjust", "center") and len(args) == 1:
        side = {"ljust": "<", "rjust": ">", "center": "^"}[name]
        return Known(shown(owner, f"{side}{int(number(args[0]))}"))
    if isinstance(value, Words):
        value = value.text
    if isinstance(value, str) and name in _CHANGED and not args:
        return Known(Words((Piece(getattr(str, name)(value)),)))
    if isinstance(value, str) and name in ("startswith", "endswith") and len(args) == 1:
        return Known(getattr(str, name)(value, str(key(args[0]))))
    if isinstance(value, str) and name == "replace" and len(args) == 2 and len(value) < MOST:
        return Known(value.replace(str(key(args[0])), str(key(args[1]))))
    if isinstance(value, str) and name == "split" and len(args) <= 1:
        return Known(tuple(Known(word) for word in value.split(str(key(args[0])) if args else None)))
    if isinstance(value, int) and name == "bit_length" and not args:
        return owner._replace(value=value.bit_length())
    if isinstance(value, str) and name == "zfill" and len(args) == 1 and number(args[0]) <= MOST:
        return Known(value.zfill(int(number(args[0]))))
    raise Unknown


def _of_mapping(value: dict[Any, Known], name: str, args: list[Known]) -> Known:
    if name == "items" and not args:
        return Known(tuple(Known((Known(one), other)) for one, other in value.items()))
    if name == "keys" and not args:
        return Known(tuple(Known(one) for one in value))
    if name == "values" and not args:
        return Known(tuple(value.values()))
    if name == "get" and args and key(args[0]) in value:
        return value[key(args[0])]
    if name == "get" and len(args) == 2:
        return args[1]
    raise Unknown


def key(known: Known) -> Any:
    """A value as a mapping or a set keeps it: words, a number, or a tuple of them."""
    value = plain(known)
    if value is None or isinstance(value, (dict, frozenset)):
        raise Unknown
    return value


def plain(known: Known) -> Any:
    """A value as it is compared with others."""
    value = known.value
    return tuple(map(_alone, value)) if type(value) is tuple and len(value) <= MOST else _alone(known)


def _alone(known: Known) -> Any:
    value = known.value.text if isinstance(known.value, Words) else known.value
    if value is None or isinstance(value, (str, int, float, dict, frozenset)):
        return value
    raise Unknown
