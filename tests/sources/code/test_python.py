"""What the Python reader sees: products, keys, comments, conditions, rows; and that it runs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from coding import findings, labels_of, values_of
from mlsysim_validators.sources.checking import check
from mlsysim_validators.sources.readers import read

from mlsysim_registry.data import load


@pytest.mark.parametrize(
    ("written", "number", "literal"),
    [
        ("989e12", 989e12, 989e12),
        ("1979e12 / 2", 989.5e12, 1979e12),
        ("312 * 1e12", 312e12, 312),
        ("int(1979e12 * HALF)", 989.5e12, 1979e12),
        ("80 * (1024**3)", 80 * 2.0**30, 80),
        ("3_350_000_000_000", 3.35e12, 3.35e12),
        ("125 * 2 ** 40", 125 * 2.0**40, 125),
        ("2 * 32 * TERA", 64e12, 32),
        ("3.35 * TB", 3.35e12, 3.35),
    ],
)
def test_products_are_one_number(written: str, number: float, literal: float) -> None:
    value = values_of(f"HALF = 0.5\nTERA = 1e12\nGB, TB = 1e9, 1e12\npeak = {written}\n")[-1]
    assert value.number == pytest.approx(number)
    assert value.literal == literal
    assert value.text.text == written


@pytest.mark.parametrize("written", ["x * 2", "f(3)", "True", "-5", "0", "1e999", "9**9**9", "10**400", "1 / 0"])
def test_what_is_no_positive_number_is_no_value(written: str) -> None:
    assert not [value for value in values_of(f"peak = {written}\n") if value.text.text == written]


def test_a_name_that_changes_has_no_value() -> None:
    assert [value.text.text for value in values_of("c = 2.0\nc = 4.0\npeak = 312e12 * c\n")] == ["2.0", "4.0"]


def test_keys_comments_and_names_stand_in_the_order_of_nearness() -> None:
    value = values_of(
        "# peaks\n# of Hopper, TFLOPS\nPEAKS = {\n    # from the sheet\n    'h100': {'bf16': 989,  # dense\n    },\n}\n"
    )[0]
    assert labels_of(value, "key") == ["bf16", "h100"]
    assert labels_of(value, "comment") == ["dense"]
    assert labels_of(value, "above")[0] == "from the sheet"
    assert labels_of(value, "name") == ["PEAKS"]
    assert labels_of(value, "heading") == ["peaks of Hopper, TFLOPS"]
    assert labels_of(value, "file") == ["a"]


def test_conditions_hold_for_what_stands_in_their_branch() -> None:
    first, second, third = values_of(
        "def f(n):\n"
        "    if 'H100' in n:\n"
        "        if 'NVL' in n:\n"
        "            return 1e12\n"
        "        return 2e12\n"
        "    elif n == 'A100' or n.startswith('A800'):\n"
        "        return 3e12\n"
    )
    assert labels_of(first, "condition") == ["NVL", "H100"]
    assert labels_of(second, "condition") == ["H100"]
    assert next(label for label in third.labels if label.role == "condition").alternatives == ("A800",)


@pytest.mark.parametrize(
    ("code", "default"),
    [
        ("def f(n):\n if 'H100' in n:\n  return 1e12\n else:\n  return 312e12\n", "silent"),
        ("def f(n):\n if 'H100' in n:\n  return 1e12\n return 312e12\n", "silent"),
        ("def f(n):\n match n:\n  case 'H100':\n   return 1e12\n  case _:\n   return 312e12\n", "silent"),
        ("def f(n):\n if 'H100' in n:\n  return 1e12\n else:\n  log.warning('?')\n  return 312e12\n", "announced"),
        ("def f(n):\n if ready:\n  return 1e12\n else:\n  return 312e12\n", ""),
        ("x = 1e12 if 'H100' in n else 312e12\n", "silent"),
        ("x = TABLE.get(name, 312e12)\n", "silent"),
    ],
)
def test_what_stands_for_every_other_device(code: str, default: str) -> None:
    assert {value.text.text: value.default for value in values_of(code)}["312e12"] == default


def test_arguments_get_the_names_of_their_fields() -> None:
    values = values_of(
        "class Gpu(NamedTuple):\n"
        "    name: str\n"
        "    bandwidth: float  # GB/s\n"
        "    tflops: float\n"
        "GPUS = [Gpu('H100', 3350, tflops=989)]\n"
    )
    assert [labels_of(value, "key")[0] for value in values] == ["bandwidth", "tflops"]
    assert labels_of(values[0], "heading") == ["GB/s"]
    assert all(labels_of(value, "row") == ["H100"] for value in values)


def test_places_count_characters_not_bytes() -> None:
    source = "é = 'ü'; naïve_peak = 989e12  # ±\n"
    document = read("a.py", source)
    value = document.blocks[0].values[0]
    assert source[value.text.source_offset(0) :].startswith("989e12")
    assert document.position(value.text.source_offset(0)) == (1, source.index("989e12") + 1)


def test_docstrings_and_comments_are_prose_with_places() -> None:
    source = '"""The H100 has 80 GB.\n\n- one\n- two\n"""\nx = 1  # 3.35 TB/s\n# registry: ignore because x\n'
    document = read("a.py", source)
    shown = {block.text.text: block.text.source_offset(0) for block in document.blocks if block.kind == "comment"}
    assert shown == {text: source.index(text) for text in ("The H100 has 80 GB.", "- one", "- two", "3.35 TB/s")}
    assert [(directive.text, directive.own_line) for directive in document.directives] == [("ignore because x", True)]


@pytest.mark.parametrize("source", ["def f(:\n", "print 'x'\n", "x = 1\n  y = 2\n", "\x00", "(" * 5000, "'''"])
def test_what_is_no_python_is_told(source: str) -> None:
    document = read("a.py", source)
    assert [trouble.unread for trouble in document.troubles] == [True]


def test_nothing_is_run(tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    code = tmp_path / "evil.py"
    code.write_text(f"open({str(proof)!r}, 'w').write('run')\nH100_PEAK = 989e12 if open({str(proof)!r}, 'w') else 1\n")
    check([str(code)], load())
    assert not proof.exists()


@pytest.mark.parametrize(
    "code",
    [
        "# Chips of Google, each. BF16 TFLOPS, HBM GB, GB/s\nT = {'TPU v4': (275, 32, 1200)}\n",
        "T = [  # name\n    # name   BF16 TFLOPS   HBM GB   GB/s\n    ('TPU v4', 275, 32, 1200),\n]\n",
        "T = DataFrame(columns=['name', 'BF16 TFLOPS', 'HBM GB', 'GB/s'], data=[['TPU v4', 275, 32, 1200]])\n",
        "np.array([('TPU v4', 275, 32, 1200)], dtype=[('name', s), ('BF16 TFLOPS', f), ('HBM GB', f), ('GB/s', f)])\n",
    ],
)
def test_places_in_rows_have_the_names_of_columns(code: str) -> None:
    found = {value.text.text: labels_of(value, "key")[0] for value in values_of(code)}
    assert found == {"275": "BF16 TFLOPS", "32": "HBM GB", "1200": "GB/s"}


def test_a_version_alone_is_no_name() -> None:
    code = "nvlink_bandwidth_gbps = {\n    1: 80,\n    2: 150,\n    3: 300,\n    4: 450,\n}\n"
    assert findings(code) == []


def test_a_slice_of_many_is_no_device() -> None:
    rows = ('TPUSpec(name="v6e-4", memory_gb=720, hbm_gb=128)', 'TPUSpec(name="v6e-8", memory_gb=1440, hbm_gb=256)')
    code = f"TPUs = [\n    {rows[0]},\n    {rows[1]},\n]\n"
    assert findings(code) == []


ROWS = """
from dataclasses import dataclass

@dataclass(frozen=True)
class Card:
    name: str
    memory: float  # bytes
    rate: float  # dense BF16, FLOP/s

{begin}
    Card("h100-sxm", 80e9, {rate}),
    Card("h200", {memory}, 989e12),
    Card("mi300x", 192e9, 1307e12),
{end}
"""


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("CARDS = {card.name: card for card in (", ")}"),
        ("CARDS = dict((card.name, card) for card in [", "])"),
        ("CARDS = [replace(card, memory=card.memory) for card in (", ")]"),
        ("for card in (", "):\n    register(card)"),
    ],
)
def test_rows_that_a_comprehension_or_a_loop_runs_over(begin: str, end: str) -> None:
    assert findings(ROWS.format(begin=begin, end=end, rate="989e12", memory="141e9")) == []
    told = findings(ROWS.format(begin=begin, end=end, rate="1979e12", memory="192e9"))
    assert [text for text, _ in told] == ["1979e12", "192e9"]


def test_the_names_of_a_loop_are_those_of_its_columns() -> None:
    rows = 'CARDS = [Card(n, bw) for n, bw in [("H100 SXM", 3.35e12), ("H200", {}), ("L4", 300e9)]]\n'
    assert findings(rows.format("4.8e12")) == []
    assert [text for text, _ in findings(rows.format("3.35e12"))] == ["3.35e12"]


def test_rows_that_are_not_in_the_file_are_left_alone() -> None:
    assert values_of("CARDS = {card.name: card.memory for card in load(80e9)}") == []
