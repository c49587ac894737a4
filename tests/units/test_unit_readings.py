"""Reading quantities in running words: what data sheets, slides and sentences print."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry.units import parse_unit
from mlsysim_registry.units.reading import count_words, readings
from mlsysim_registry.units.units_in_text import mentioned_units

# phrase -> what it states, as (value, unit, hedge); the unit is one of those that the spelling may mean
PHRASES: list[tuple[str, list[tuple[float, str, str]]]] = [
    # rows of data sheets
    ("GPU Memory Bandwidth | 3.35TB/s", [(3.35, "TB/s", "")]),
    ("80GB", [(80, "GB", "")]),
    ("192 GB HBM3", [(192, "GB", "")]),
    ("Memory Bandwidth 5.3 TB/s", [(5.3, "TB/s", "")]),
    ("14.8 TFLOPs", [(14.8, "TFLOP/s", "")]),
    ("14.8 TFLOPs", [(14.8, "TFLOP", "")]),
    ("FP16 Tensor Core 1,979 teraFLOPS*", [(1979, "TFLOP/s", "")]),
    ("624 TFLOPS2", [(624, "TFLOP/s", "")]),
    ("312 TFLOPS", [(312, "TFLOP/s", "")]),
    ("1,248 TOPS", [(1248, "TOP/s", "")]),
    ("4 petaFLOPS", [(4, "PFLOP/s", "")]),
    ("5120-bit HBM2", [(5120, "bit", "")]),
    ("6.4 Gbps", [(6.4, "Gbit/s", "")]),
    ("400Gb/s InfiniBand", [(400, "Gbit/s", "")]),
    ("400 Gb/sec", [(400, "Gbit/s", "")]),
    ("900 GB/sec total bandwidth", [(900, "GB/s", "")]),
    ("1200 GBps", [(1200, "GB/s", "")]),
    ("16 GT/s", [(16, "GT/s", "")]),
    ("700 Watts", [(700, "W", "")]),
    ("700W", [(700, "W", "")]),
    ("1410 MHz", [(1410, "MHz", "")]),
    ("1.83 GHz", [(1.83, "GHz", "")]),
    ("512 KB", [(512, "kB", "")]),
    ("0.5 GiB", [(0.5, "GiB", "")]),
    ("TDP | 400 Watts | 700 Watts", [(400, "W", ""), (700, "W", "")]),
    ("100 GB/s = 800 Gbps", [(100, "GB/s", ""), (800, "Gbit/s", "")]),
    ("4.1 GMACs", [(4.1, "GMAC", "")]),
    ("814 mm²", [(814, "mm^2", "")]),
    ("814 mm2", [(814, "mm^2", "")]),
    ("1.6 pJ/bit", [(1.6, "pJ/bit", "")]),
    # names and labels are no quantities
    ("v100", []),
    ("FP16", []),
    ("INT8 Tensor", []),
    ("HBM2e", []),
    ("A100", []),
    ("8xH100", [(8, "", "")]),
    ("8× H100", [(8, "", "")]),
    ("A100-80GB", [(80, "GB", "")]),
    ("H100-SXM5-80GB", [(80, "GB", "")]),
    # numbers
    ("10^12", [(1e12, "", "")]),
    ("10^12 FLOP/s", [(1e12, "FLOP/s", "")]),
    ("10¹² FLOP/s", [(1e12, "FLOP/s", "")]),
    ("2.5×10^15", [(2.5e15, "", "")]),
    ("3.35 × 10^12 B/s", [(3.35e12, "B/s", "")]),
    ("1e12 FLOP/s", [(1e12, "FLOP/s", "")]),
    ("8,030,261,248", [(8030261248, "", "")]),
    ("(312)", [(312, "", "")]),
    (".5 ms", [(0.5, "ms", "")]),
    ("1\u2009979\u00a0TFLOPS", [(1979, "TFLOP/s", "")]),
    ("2 039 GB/s", [(2039, "GB/s", "")]),
    ("14 592", [(14592, "", "")]),
    ("10 512-bit controllers", [(10, "", ""), (512, "bit", "")]),
    ("Gaudi 3 128 GB", [(3, "", ""), (128, "GB", "")]),
    ("128 256 512", [(128, "", ""), (256, "", ""), (512, "", "")]),
    ("5.3\u2009TB/s", [(5.3, "TB/s", "")]),
    ("41%", [(0.41, "", "")]),
    ("51.4 %", [(0.514, "", "")]),
    ("1.58×", [(1.58, "", "")]),
    ("41x faster", [(41, "", "")]),
    ("70B parameters", [(70e9, "", "")]),
    ("8.03 billion parameters", [(8.03e9, "", "")]),
    ("128K context", [(128e3, "", "")]),
    ("15T tokens", [(15e12, "token", "")]),
    ("312 trillion FLOP/s", [(312e12, "FLOP/s", "")]),
    ("4,096 tokens", [(4096, "token", "")]),
    ("16 tokens/s", [(16, "token/s", "")]),
    ("2.4k tokens/s", [(2400, "token/s", "")]),
    # money and carbon
    ("$3 per GPU-hour", [(3, "USD/GPU-hour", "")]),
    ("90 GPU-hrs", [(90, "GPU-hour", "")]),
    ("some 12 GPU-days", [(12, "GPU-day", "about")]),
    ("40 H100 days", [(40, "GPU-day", "")]),
    ("4,096 multiply-accumulate operations", [(4096, "MAC", "")]),
    ("450B usable tokens", [(450e9, "token", "")]),
    ("15T training tokens", [(15e12, "token", "")]),
    ("a 7B with tokens", [(7, "B", "")]),
    ("$2.99/GPU-hour", [(2.99, "USD/GPU-hour", "")]),
    ("$3.00 / GPU hour", [(3, "USD/GPU-hour", "")]),
    ("$98.32/hr", [(98.32, "USD/h", "")]),
    ("USD 55.04", [(55.04, "USD", "")]),
    ("26,280 USD", [(26280, "USD", "")]),
    ("$26,280", [(26280, "USD", "")]),
    ("$480K per year", [(480e3, "USD/year", "")]),
    ("$1.5 million", [(1.5e6, "USD", "")]),
    ("$0.12/kWh", [(0.12, "USD/kWh", "")]),
    ("350 gCO2e/kWh", [(350, "gCO2e/kWh", "")]),
    ("350 g CO2e/kWh", [(350, "gCO2e/kWh", "")]),
    ("475 gCO2/kWh", [(475, "gCO2e/kWh", "")]),
    # hedges and ranges
    ("up to 700W", [(700, "W", "below")]),
    ("~10.2kW max", [(10.2, "kW", "about")]),
    ("about 5 ms", [(5, "ms", "about")]),
    ("≈ 62.2 ms", [(62.2, "ms", "about")]),
    ("< 10 us", [(10, "us", "below")]),
    ("over 900 GB/s", [(900, "GB/s", "above")]),
    ("at least 8 GPUs", [(8, "GPU", "above")]),
    ("no more than 8 GPUs", [(8, "GPU", "below")]),
    ("no less than 512 GB", [(512, "GB", "above")]),
    ("0.40-0.55", [(0.40, "", "low"), (0.55, "", "high")]),
    ("0.40–0.55", [(0.40, "", "low"), (0.55, "", "high")]),
    ("35-40%", [(0.35, "", "low"), (0.40, "", "high")]),
    ("5 to 10 ms", [(5, "ms", "low"), (10, "ms", "high")]),
    ("1.5 µs", [(1.5, "us", "")]),
    ("1.5 μs", [(1.5, "us", "")]),
]


@pytest.mark.parametrize(("phrase", "stated"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_phrase(phrase: str, stated: list[tuple[float, str, str]]) -> None:
    found = readings(phrase)
    assert [reading.hedge for reading in found] == [hedge for _, _, hedge in stated]
    for reading, (value, unit, _) in zip(found, stated, strict=True):
        wanted = parse_unit(unit)
        meanings = [reading.value * u.factor for u in reading.units if u.dimension == wanted.dimension]
        assert any(meaning == pytest.approx(value * wanted.factor, rel=1e-12) for meaning in meanings), reading


@pytest.mark.parametrize(
    ("phrase", "ways"),
    [
        ("80 GB", [("one_value",)]),
        ("about 80 GB", [("one_value", "rough")]),
        ("at least 80 GB", [("bound", "at_least")]),
        ("up to 80 GB", [("bound", "at_most")]),
        ("5 to 10 ms", [("range_end", "at_least"), ("range_end", "at_most")]),
    ],
)
def test_what_is_meant_by_a_number(phrase: str, ways: list[tuple[str, ...]]) -> None:
    all_ways = ("one_value", "range_end", "bound", "at_least", "at_most", "rough")
    found = readings(phrase)
    assert [tuple(way for way in all_ways if getattr(reading, way)) for reading in found] == ways
    assert all(reading.unhedged().one_value and not reading.unhedged().rough for reading in found)


@pytest.mark.parametrize(
    "spelling", ["TFLOPS", "GBps", "Gbps", "Watts", "tokens", "GPUs", "TOPS", "GMACs", "bits", "mm²"]
)
def test_what_a_value_refuses_is_read(spelling: str) -> None:
    (reading,) = readings(f"5 {spelling}")
    assert reading.units
    assert not reading.bare


def test_the_resolution_is_the_last_printed_digit() -> None:
    for phrase, resolution in (("3.67 ms", 0.01), ("989 TFLOPS", 1), ("8,030 GB", 1), ("2.5×10^15", 1e14)):
        assert readings(phrase)[0].resolution == pytest.approx(resolution)


def test_spelled_counts() -> None:
    assert [reading.value for reading in count_words("Eight GPUs and eighteen links, none else")] == [8, 18]


def test_units_of_headers() -> None:
    symbols = {
        unit.symbol for _, units in mentioned_units("Memory bandwidth (GB/s), power [W], TDP in kW") for unit in units
    }
    assert {"GB/s", "W", "kW"} <= symbols
    assert mentioned_units("5.3 TB/s") == []


SOUP = st.text(alphabet="0123456789.,-–+eExX×^%$~<>/() TGMkBbsWHzFLOPCU·*µ²₂⁻¹\u2009\u0661\n", max_size=200)


@given(SOUP | st.text(max_size=200))
def test_never_fails_and_stays_inside_the_text(text: str) -> None:
    end = 0
    for reading in readings(text):
        assert end <= reading.start < reading.end <= len(text)
        assert reading.text == text[reading.start : reading.end]
        assert reading.units
        assert reading.value >= 0
        end = reading.end
    for place, units in mentioned_units(text):
        assert 0 <= place < len(text)
        assert units
    count_words(text)


PIECES = [
    "1",
    "1,",
    "1 ",
    "1.",
    "9,999",
    "10^",
    "10^9 ",
    "TB/s/",
    "TB/s ",
    " per ",
    "$",
    "$ 1 ",
    "B",
    "a-",
    "GB-",
    "1e",
    "1x",
    "x10^",
    "1 - ",
    "about ",
    "1 T ",
    "tera",
    "GPU-",
    "g ",
    "kg CO2 ",
    "5 GB/s per ",
    "1-",
    "²",
    "⁻",
    "\n",
    "(GB/s) ",
    "80-GB ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.process_time()
    readings(text)
    mentioned_units(text)
    assert time.process_time() - begin < 5.0


@pytest.mark.parametrize(("text", "value"), [("9.4M×", 9.4e6), ("a 2.5K× gap", 2500.0), ("1.2 million × more", 1.2e6)])
def test_factors_in_thousands_and_millions(text: str, value: float) -> None:
    (found,) = readings(text)
    assert (found.value, found.units[0].symbol) == (pytest.approx(value), "×")


@pytest.mark.parametrize("text", ["4M × 8", "2K×3", "128K × d", "6M×N", "60K × $0.5"])
def test_thousands_that_are_multiplied(text: str) -> None:
    assert readings(text)[0].units[0].symbol != "×"
