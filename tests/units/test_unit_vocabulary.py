"""The closed vocabulary: exact factors, no dimension leaks, every refused spelling answered with the right one."""

from __future__ import annotations

import itertools

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry.errors import UnitError
from mlsysim_registry.units import parse_quantity, parse_unit
from mlsysim_registry.units.pint_units import pint_expression, unit_registry
from mlsysim_registry.units.quantity import base_unit
from mlsysim_registry.units.vocabulary import vocabulary

WORDS = vocabulary()
SYMBOLS = sorted(WORDS.atoms)
RATES = [
    "B/s",
    "GB/s",
    "Gbit/s",
    "FLOP/s",
    "TFLOP/s",
    "OP/s",
    "GT/s",
    "token/s",
    "USD/GPU-hour",
    "USD/h",
    "gCO2e/kWh",
    "FLOP/MAC",
]
numbers = st.one_of(
    st.integers(0, 10**15).map(str),
    st.integers(0, 10**15).map(lambda n: f"{n:,}"),
    st.decimals(0, 10**9, places=3).map(lambda d: f"{d:f}"),
    st.floats(1e-12, 1e30, allow_nan=False).map(lambda f: f"{f:e}"),
)
units = st.one_of(st.sampled_from(SYMBOLS), st.sampled_from(RATES))
SPOKEN_ONLY = sorted(spelling for spelling in WORDS.spoken if spelling not in WORDS.atoms and "/" not in spelling)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_unit_agrees_with_pint(symbol: str) -> None:
    ours = parse_unit(symbol)
    theirs = unit_registry().Quantity(1.0, pint_expression(symbol)).to_base_units()
    assert theirs.magnitude == pytest.approx(ours.factor, rel=1e-12)


@given(numbers, units)
def test_a_quantity_agrees_with_pint(number: str, unit: str) -> None:
    ours = parse_quantity(f"{number} {unit}")
    theirs = unit_registry().Quantity(float(number.replace(",", "")), pint_expression(unit)).to_base_units()
    assert theirs.magnitude == pytest.approx(ours.base, rel=1e-12)


@given(numbers, units)
def test_round_trip_through_the_base_unit(number: str, unit: str) -> None:
    quantity = parse_quantity(f"{number} {unit}")
    spelled = base_unit(quantity.unit.dimension)
    if "*" in spelled or "^" in spelled or spelled in ("1", "1/s"):
        return
    again = parse_quantity(f"{quantity.base!r} {spelled}")
    assert again.base == pytest.approx(quantity.base, rel=1e-12)
    assert again.unit.dimension == quantity.unit.dimension


@given(numbers, units)
def test_printed_is_what_was_written(number: str, unit: str) -> None:
    assert parse_quantity(f"  {number} {unit} ").printed == f"{number} {unit}"


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("5.3 TB/s", 5.3e12),
        ("1 GiB", 2.0**30),
        ("400 Gbit/s", 50e9),
        ("6.4 Gbit/s", 0.8e9),
        ("80 GB", 80e9),
        ("512 kB", 512e3),
        ("989.4 TFLOP/s", 989.4e12),
        ("8,030,261,248", 8030261248.0),
        ("3 USD/GPU-hour", 3 / 3600),
        ("1 GPU-year", 31536000.0),
        ("1 kWh", 3.6e6),
        ("1.83 GHz", 1.83e9),
        ("2 us", 2e-6),
        ("814 mm^2", 814.0),
        ("1 cm^2", 100.0),
    ],
)
def test_known_values(text: str, base: float) -> None:
    assert parse_quantity(text).base == pytest.approx(base, rel=1e-12)


def test_plain_numbers() -> None:
    assert parse_quantity(0.45).base == 0.45
    assert parse_quantity(18).base == 18


LEAKS = [
    ("GB/s", "Hz"),
    ("GT/s", "Hz"),
    ("FLOP", "OP"),
    ("FLOP", "MAC"),
    ("FLOP/s", "Hz"),
    ("B", "token"),
    ("USD", "token"),
    ("GPU", "token"),
    ("GPU-hour", "h"),
    ("GT/s", "GB/s"),
    ("gCO2e", "B"),
    ("kWh", "kW"),
    ("TFLOP/s", "TOP/s"),
]


@pytest.mark.parametrize(("one", "other"), LEAKS)
def test_no_dimension_converts_into_another(one: str, other: str) -> None:
    assert parse_unit(one).dimension != parse_unit(other).dimension
    with pytest.raises(pint.DimensionalityError):
        unit_registry().Quantity(1.0, pint_expression(one)).to(pint_expression(other))


def test_base_units_never_add_up() -> None:
    registry = unit_registry()
    bases = [registry.Quantity(1.0, pint_expression(symbol)) for symbol in WORDS.bases.values()]
    for one, other in itertools.permutations(bases, 2):
        with pytest.raises(pint.DimensionalityError):
            one + other


def test_pint_s_own_units_are_not_there() -> None:
    registry = unit_registry()
    for name in ("gilbert", "Gb", "tesla", "meter", "kilogram", "byte", "count"):
        with pytest.raises(pint.UndefinedUnitError):
            registry.Quantity(1.0, name)
    assert str(registry.Quantity(1.0, "GT / s").to_base_units().units) == "T / s"


@pytest.mark.parametrize("spelling", sorted(WORDS.refused))
def test_every_refused_spelling_is_answered_with_the_right_one(spelling: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_quantity(f"5 {spelling}")
    refusal = WORDS.refused[spelling]
    assert all(right in caught.value.hint for right in refusal.write)
    for right in refusal.write:
        if " " not in right:
            parse_quantity(f"5 {right}")


@pytest.mark.parametrize(("rate", "hint"), [("Gb/s", "Gbit"), ("Tb/s", "Tbit"), ("KB/s", "kB")])
def test_a_refused_spelling_is_refused_inside_a_rate(rate: str, hint: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_quantity(f"5 {rate}")
    assert hint in caught.value.hint


@pytest.mark.parametrize("spelling", SPOKEN_ONLY)
def test_a_spoken_spelling_is_no_unit_of_a_value(spelling: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_quantity(f"5 {spelling}")
    assert caught.value.hint


@pytest.mark.parametrize("meaning", sorted({meaning for meanings in WORDS.spoken.values() for meaning in meanings}))
def test_every_spoken_meaning_is_in_the_vocabulary(meaning: str) -> None:
    assert parse_unit(meaning).factor > 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "GB",
        "about 5 GB",
        "5GB",
        "5  ",
        "1e999 GB",
        "nan",
        "inf",
        "5 GB GB",
        "5 /s",
        "5 GB/",
        "5 GB//s",
        "0x10 GB",
        "1_000 GB",
        "5 gB",
        "5 Gb/s",
        "5 \u0417B",
        "٥ GB",
        "1,00 GB",
        "5 GB/s/",
        "--5 GB",
        "5 " + "G" * 100_000,
    ],
)
def test_what_is_no_quantity_raises_and_says_what_to_write(text: str) -> None:
    if text == "5  ":
        assert parse_quantity(text).base == 5
        return
    with pytest.raises(UnitError) as caught:
        parse_quantity(text)
    assert caught.value.hint


@given(st.text())
def test_no_text_makes_the_parser_fail_otherwise(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except UnitError:
        return
    assert quantity.resolution >= 0


@given(st.floats() | st.integers())
def test_no_number_makes_the_parser_fail_otherwise(number: float) -> None:
    try:
        assert parse_quantity(number).base == float(number)
    except UnitError:
        assert number != number or abs(number) > 1e300
