"""Rows of CSV files: figures rounded in another way, other bins and variants, what texts and lists in cells name."""

from __future__ import annotations

import pytest
from coding import findings

HEAD = (
    "Hardware name,Notes,BF16 performance (FLOP/s),Memory bandwidth (byte/s),INT16 performance (OP/s),"
    "INT8 performance (OP/s),TDP (W),Die size (mm^2),Models\n"
)


def told(*rows: str) -> list[tuple[str, str]]:
    return findings(HEAD + "".join(f"{row}\n" for row in rows), "a.csv")


@pytest.mark.parametrize(("area", "wrong"), [(753, 0), (755, 0), (745, 1), (545, 1)])
def test_an_area_is_rounded_in_two_ways(area: int, wrong: int) -> None:
    row = f"NVIDIA GeForce RTX 2080 Ti,,,616000000000.0,,,250.0,{area}.0,"
    assert len(told(row, "NVIDIA GeForce RTX 2080,,,448000000000.0,,,215.0,545.0,")) == wrong


def test_an_area_in_code() -> None:
    assert findings('CARDS = {"A40": {"die_area_mm2": 627}}\n') == []


def test_few_digits_that_are_written_out() -> None:
    """2.6 PFLOP/s of INT8 is what AMD prints for 2,614.9 TFLOP/s."""
    row = "AMD Instinct MI300X,,1307000000000000.0,5300000000000.0,,{},750.0,,"
    assert told(row.format("2600000000000000.0")) == []
    assert told(row.format("2300000000000000.0")) != []
    disputed = "AMD Instinct MI250X,,383000000000000.0,{},,383000000000000.0,560.0,,"
    assert told(disputed.format("3280000000000.0")) == []
    assert told(disputed.format("3480000000000.0")) != []


def test_the_rates_of_integers_that_are_no_bytes() -> None:
    row = "NVIDIA A30,,165000000000000.0,933000000000.0,{},{},165.0,,"
    assert told(row.format("165000000000000.0", "330000000000000.0")) == []
    assert told(row.format("", "165000000000000.0")) != []


def test_a_text_in_a_cell_names_its_own_devices() -> None:
    note = '"Reckoned from an older part: the {} does 312 TFLOP/s at 400 W, so this one is reckoned with twice of it."'
    rest = ",989400000000000.0,3350000000000.0,,1979000000000000.0,700.0,,"
    assert told(f"NVIDIA H100 SXM,{note.format('A100 SXM4 80GB')}{rest}") == []


def test_a_list_of_models_in_a_cell() -> None:
    models = '"Gemma 7B,Phi-2,OPT 6.7B,Painter ({} params picture set),Whisper large,T5-11B,BLOOM 176B"'
    row = "NVIDIA A100 SXM4 80GB,,312000000000000.0,2039000000000.0,,624000000000000.0,400.0,826.0,"
    assert told(row + models.format("3.8B")) == []
    assert told(row + models.format("1.4B")) == []


def test_a_name_with_the_rate_of_another_bin() -> None:
    row = "Huawei Ascend 910{},,{},,,{},310.0,,"
    assert told(row.format(" (280 TFLOPS)", "280000000000000.0", "560000000000000.0")) == []
    assert told(row.format("", "256000000000000.0", "560000000000000.0")) != []


def test_a_family_whose_other_figures_fit_either_variant() -> None:
    row = "NVIDIA GH200,,989500000000000.0,{},,1979000000000000.0,,,"
    assert told(row.format("4900000000000.0")) == []
    assert told(row.format("3300000000000.0")) != []


def test_a_number_means_no_card_with_another_word() -> None:
    """Where the RTX 4070 Ti is named in full and "RTX 4070" alone, a row of the latter is not of the former."""
    text = "GPU,Memory bandwidth (GB/s),TDP (W)\nNVIDIA GeForce RTX 3080 Ti,912,350\nNVIDIA GeForce RTX 3080,760,320\n"
    assert findings(text, "a.csv") == []
    assert findings(text.replace(",760,", ",448,"), "a.csv") != []


def test_rates_that_are_alike_in_two_formats() -> None:
    assert findings("Chip,Peak FP8 (TFLOPS),Peak INT8 (TOPS)\nTPU v6e,918,1836\nTPU v5p,459,918\n", "a.csv") == []


@pytest.mark.parametrize(("said", "wrong"), [("7.3B", 0), ("7.24B", 0), ("8.3B", 1)])
def test_what_a_developer_announced(said: str, wrong: int) -> None:
    assert len(findings(f"Mistral 7B has {said} parameters in all.\n", "a.md")) == wrong
