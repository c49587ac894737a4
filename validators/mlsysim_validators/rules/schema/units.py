"""UNI: the unit of a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.rules.schema.shape import shape_errors
from mlsysim_validators.workspace import File, Workspace

# A binary64 number tells no more decimal digits apart.
MAX_DIGITS = 15
_DIGITS = re.compile(r"[\d,]*\d(?:\.\d+)?")


@rule("UNI101", "unknown-unit")
def unknown_unit(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A value is written in a unit of registry/units.yaml, in its one spelling.

    Good:
        memory: {bandwidth: {value: 5.3 TB/s, cite: acme/sheet, at: p. 1, quote: Memory bandwidth 5.3 TB/s}}
    Bad:
        memory: {bandwidth: {value: 5.3 TBps, cite: acme/sheet, at: p. 1, quote: Memory bandwidth 5.3 TB/s}}
    """
    for error in shape_errors(file):
        if error.kind == "unit_unknown":
            message, _, hint = (
                error.message.partition(": ") if error.message.count(": ") == 1 else (error.message, "", "")
            )
            yield Problem((*error.path, "value"), message, hint)
    for path, _, node in file.proofs():
        if isinstance(node["value"], bool):  # pydantic takes true for 1
            yield Problem((*path, "value"), "a value is a number with its unit, not true or false")


@rule("UNI102", "wrong-dimension")
def wrong_dimension(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A unit measures what its spec is: a capacity is data, a bandwidth data per second, an INT8 rate OP/s.

    Good:
        memory: {capacity: {value: 192 GB, cite: acme/sheet, at: p. 1, quote: 192GB HBM3}}
    Bad:
        memory: {capacity: {value: 192 GB/s, cite: acme/sheet, at: p. 1, quote: 192GB HBM3}}
    """
    for error in shape_errors(file):
        if error.kind == "unit_dimension":
            yield Problem((*error.path, "value"), error.message)


@rule("UNI103", "digits-that-count")
def digits_that_count(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A value has at most 15 digits: what is more is the noise of a computation, and a slip in it would go unseen.

    Good:
        power: {typical: {value: 250 W, derive: 1000 W / 4, because: one of four}}
    Bad:
        power: {typical: {value: 333.3333333333333333 W, derive: 1000 W / 3, because: one of three}}
    """
    for path, _, node in file.proofs():
        value = node["value"]
        number = _DIGITS.search(repr(value) if isinstance(value, (int, float)) else str(value))
        digits = re.sub(r"\D", "", number.group()).lstrip("0") if number is not None else ""
        if len(digits) > MAX_DIGITS:
            hint = "round a derived value; take a larger unit (828.6 TFLOP/s)"
            yield Problem((*path, "value"), f"{len(digits)} digits are more than a number of 64 bits tells apart", hint)
