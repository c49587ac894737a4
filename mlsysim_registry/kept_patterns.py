"""Compiled patterns, kept from one process to the next as Python keeps the byte code of modules.

`re` takes a tenth of a millisecond for a pattern, and a deck asks for hundreds. What it makes of one is a row of
numbers that depends on the pattern, its flags and the version of Python alone, so that what is kept cannot grow old.
The next process hands the numbers to the engine of `re`, which examines them. This is no public way into `re`: where
it is shut, patterns are compiled as ever.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from functools import lru_cache
from importlib import import_module
from typing import Any

from mlsysim_registry.storage import cache_folder

_MOST = 6000  # are kept; of more, those that the last process made
_SHUT = (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError)
_Key = tuple[str, int]  # pattern and flags
_Code = tuple[int, bytes, int, dict[str, int]]  # all flags, the numbers, how many groups, the places of their names

_new: dict[_Key, _Code] = {}


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives."""
    key = pattern, int(flags)
    try:
        code = _kept().get(key) or _new.get(key)
        if code is None:
            code = _new[key] = _code(*key)
        return _pattern(pattern, code)
    except _SHUT:
        return re.compile(pattern, flags)


def keep() -> None:
    """Keep what was compiled anew, if anything was; where that cannot be written, the next process compiles again."""
    if not _new:
        return
    everything = _kept() | _new
    path = _file()
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(marshal.dumps(everything if len(everything) <= _MOST else _new))
        os.replace(temporary, path)
    except OSError:
        pass  # as with the cache of the registry, this only costs time


def _code(pattern: str, flags: int) -> _Code:
    parsed: Any = import_module("re._parser").parse(pattern, flags)
    numbers = array("I", import_module("re._compiler")._code(parsed, flags))
    return flags | parsed.state.flags, numbers.tobytes(), parsed.state.groups - 1, dict(parsed.state.groupdict)


def _pattern(pattern: str, code: _Code) -> re.Pattern[str]:
    flags, numbers, groups, places = code
    names = {place: name for name, place in places.items()}
    by_place = tuple(names.get(place) for place in range(groups + 1))
    engine: Any = import_module("_sre")
    made: re.Pattern[str] = engine.compile(pattern, flags, array("I", numbers).tolist(), groups, places, by_place)
    return made


@lru_cache(maxsize=1)
def _kept() -> dict[_Key, _Code]:
    try:
        with open(_file(), "rb") as stream:
            found = marshal.loads(stream.read())
    except (OSError, EOFError, *_SHUT):
        return {}
    return found if isinstance(found, dict) else {}


def _file() -> str:
    return os.path.join(cache_folder(), f"patterns.{sys.implementation.cache_tag}.{sys.hexversion:x}")
