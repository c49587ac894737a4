"""The inputs of one measurement, read with patience: numbers as text, other spellings of a key, keys left out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from mlsysim_registry.errors import GivenError

_SUFFIXES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_NUMBER = re.compile(r"\s*~?\s*([-+]?\d[\d,_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*([kKmMbBtT])?\b")


class Given:
    """The `inputs` of a measurement. Every value that a model asks for and does not find is noted as assumed."""

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        self.inputs = dict(inputs)
        self.used: dict[str, float] = {}
        self.assumed: dict[str, float] = {}

    def number(self, *keys: str, default: float | None = None) -> float:
        """The first of these keys that holds a positive number; else the default, noted; else GivenError."""
        for key in keys:
            value = number_in(self.inputs.get(key))
            if value is not None:
                if not math.isfinite(value) or value <= 0:
                    raise GivenError(f"`{key}` is {self.inputs[key]!r}; it must be a finite number above zero")
                self.used[key] = value
                return value
        if default is None:
            raise GivenError(f"the inputs have no {' or '.join(f'`{key}`' for key in keys)}: it is needed here")
        self.assumed[keys[0]] = default
        return default

    def has(self, *keys: str) -> bool:
        """Whether one of these keys holds a number."""
        return any(number_in(self.inputs.get(key)) is not None for key in keys)

    def text(self, *keys: str) -> str:
        """The texts of these keys in lower case, joined by spaces."""
        return " ".join(str(self.inputs[key]) for key in keys if key in self.inputs).casefold()

    @property
    def everything(self) -> str:
        """All texts of the inputs in lower case, to look for words in."""
        return " ".join(str(value) for value in self.inputs.values()).casefold()


def number_in(raw: Any) -> float | None:
    """The number that a value is or begins with ("1.7B", "32 (inferred ...)"); None if it holds none."""
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, (int, float)):
        return float(raw)
    text = str(raw).strip()
    found = _NUMBER.match(text)
    if found is None:
        return None
    if found.end() < len(text):
        quantity = _quantity_in(text)
        if quantity is not None:
            return quantity
    return float(found[1].replace(",", "").replace("_", "")) * _SUFFIXES.get((found[2] or "").casefold(), 1.0)


def _quantity_in(text: str) -> float | None:
    """The value in base units of a text such as "450 GB/s"; None where it is no quantity."""
    from mlsysim_registry.errors import UnitError
    from mlsysim_registry.units.quantity import parse_quantity

    try:
        return float(parse_quantity(text).base)
    except UnitError:
        return None


def parameters_of(given: Given) -> float:
    """Parameters: given, or read off a model's name ("Llama-3.1-8B")."""
    if given.has("params", "parameters"):
        return given.number("params", "parameters")
    named = re.search(r"(\d+(?:\.\d+)?)\s*([bm])(?![a-z])", given.text("model"))
    if named:
        value = float(named[1]) * _SUFFIXES[named[2]]
        given.used["params (from the model's name)"] = value
        return value
    if given.has("L") and given.has("h", "d"):
        layers, hidden = given.number("L"), given.number("h", "d")
        return 12.0 * layers * hidden * hidden + 51200.0 * hidden
    raise GivenError("the inputs have no `params`, no `model` that names a size, and no `L` and `h`: one is needed")


def shape_of(given: Given, parameters: float) -> tuple[float, float]:
    """Layers and hidden size: given, or those of a typical GPT of that size (hidden size 128 per layer)."""
    typical = (parameters * 128.0 / 12.0) ** (1.0 / 3.0)
    if given.has("L") and given.has("h", "d"):
        return given.number("L"), given.number("h", "d")
    if given.has("L"):
        layers = given.number("L")
        return layers, (parameters / (12.0 * layers)) ** 0.5
    hidden = given.number("h", "d", default=typical)
    return parameters / (12.0 * hidden * hidden), hidden
