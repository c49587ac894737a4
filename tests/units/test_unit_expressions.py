"""The language of `derive:`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry.errors import ExpressionError
from mlsysim_registry.units import parse_quantity
from mlsysim_registry.units.expression import Number, evaluate, literals, names

VALUES = {
    "a": ["6"],
    "b": ["3"],
    "memory.capacity": ["80 GB"],
    "memory.bandwidth": ["2 TB/s"],
    "heads.kv": ["8"],
    "compute.matrix_sparse.fp16": ["200 TFLOP/s"],
    "evidence.*": ["0.1", "0.4", "0.2"],
    "mixed.*": ["1 GB", "1 s"],
    "vram-size": ["4"],
}


def lookup(name: str) -> list[Number]:
    if name not in VALUES:
        raise ExpressionError(f"unknown {name}")
    quantities = [parse_quantity(text) for text in VALUES[name]]
    return [Number(quantity.base, quantity.unit.dimension) for quantity in quantities]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("8 / 4 / 2", 1),
        ("8 - 4 - 2", 2),
        ("2 * (3 + 4) * 5", 70),
        ("a / b", 2),
        ("a - b", 3),
        ("vram-size", 4),
        ("1,024 * 2", 2048),
        ("1.5e3", 1500),
        ("compute.matrix_sparse.fp16 / 2", 1e14),
        ("2 * 2 B * heads.kv", 32),
        ("min(evidence.*)", 0.1),
        ("max(evidence.*)", 0.4),
        ("median(evidence.*)", 0.2),
        ("max(a, b, 7)", 7),
        ("min(a + 1, b) * 2", 6),
        ("memory.capacity / memory.bandwidth", 0.04),
        ("8 GB + 8 GiB", 8e9 + 8 * 2**30),
        ("100 GB/s / 4", 25e9),
        ("4 * 100 Gbit/s", 50e9),
        ("2 FLOP/MAC * 4 GMAC", 8e9),
        ("  6  ", 6),
        ("8 GPU / 2 GPU", 4),
        ("2 min", 120),
        ("min(2 min, 1 h)", 120),
    ],
)
def test_values(expression: str, value: float) -> None:
    assert evaluate(expression, lookup).value == pytest.approx(value, rel=1e-12)


def test_dimensions() -> None:
    assert evaluate("memory.capacity / memory.bandwidth", lookup).dimension == (("time", 1),)
    assert evaluate("memory.capacity / 80 GB", lookup).dimension == ()


@pytest.mark.parametrize(
    "expression",
    [
        "",
        " ",
        "1 +",
        "* 2",
        "(1",
        "1)",
        "1 2",
        "a b",
        "1 GB + 1 s",
        "1 GB + 1",
        "1 - 1 token",
        "1 / 0",
        "1 / (1 - 1)",
        "a / (b - 3)",
        "unknown",
        "evidence.*",
        "a.*",
        "min()",
        "min(",
        "min(a",
        "min(a,)",
        "max(mixed.*)",
        "min(1 GB, 1 s)",
        "1 Gb",
        "1 horse",
        "__import__('os')",
        "a.__class__",
        "lambda: 1",
        "a if b else 1",
        "[1]",
        "a; b",
        "a ** 2",
        "2 ^ 3",
        "1 // 2",
        "a % b",
        "f(1)",
        "sum(evidence.*)",
        "1e",
        "1..2",
        "0x10",
        "a = 1",
        "\u0661",
        "1\u00a0+ 1 €",
    ],
)
def test_what_cannot_be_computed_raises(expression: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(expression, lookup)


@pytest.mark.parametrize(
    "bomb",
    [
        "(" * 400 + "1" + ")" * 400,
        "(" * 999,
        "min(" * 200 + "1" + ")" * 200,
        "1 + " * 10_000 + "1",
        "9" * 5000,
        "1" * 900,
        "*".join(["1e300"] * 100),
        "1e999999",
        "1 / 1e-320 / 1e-320",
        "-" * 900,
        "1e-999 * 1",
        "1 / 1e-999",
    ],
)
def test_bombs_end_quickly_without_another_exception(bomb: str) -> None:
    try:
        evaluate(bomb, lookup)
    except ExpressionError:
        return


@given(st.text(alphabet="0123456789ab.+-*/(), eEminxd_GBs"))
def test_no_text_makes_it_fail_otherwise(expression: str) -> None:
    try:
        evaluate(expression, lookup)
    except ExpressionError:
        return


@given(st.lists(st.integers(1, 99), min_size=1, max_size=8), st.data())
def test_agrees_with_arithmetic(terms: list[int], data: st.DataObject) -> None:
    signs = [data.draw(st.sampled_from("+-*/")) for _ in terms[1:]]
    expression = str(terms[0]) + "".join(f" {sign} {term}" for sign, term in zip(signs, terms[1:], strict=True))
    assert evaluate(expression, lookup).value == pytest.approx(eval(expression), rel=1e-9, abs=1e-9)


def test_names_and_literals() -> None:
    expression = "2 * 2 B * layers * heads.kv + min(evidence.*) / 1,024.5"
    assert names(expression) == ["layers", "heads.kv", "evidence.*"]
    assert literals(expression) == ["2", "2", "1,024.5"]
