"""Whose a figure is: a system's with its devices counted, a package's with two dies, a variant named elsewhere."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A p4d.24xlarge has eight A100 with 320 GB of HBM together.", None),
        ("A p4d.24xlarge has eight A100 with 640 GB of HBM together.", "640 GB"),
        ("A DGX H100 has 640 GB of HBM3 and draws up to 10.2 kW.\n\nA DGX A100 draws up to 6.5 kW.", None),
        ("A DGX H100 has 640 GB of HBM3 and draws up to 6.5 kW.\n\nA DGX A100 draws up to 6.5 kW.", "6.5 kW"),
        ("A TPU v4 pod: 4096 chips, 1.1 EFLOP/s in BF16.", None),
        ("A TPU v4 pod: 4096 chips, 11 EFLOP/s in BF16.", "11 EFLOP/s"),
        ("DGX-2: 16 V100, 512 GB of HBM2, 10 kW", None),
        ("DGX-2: 16 V100, 256 GB of HBM2, 10 kW", "256 GB"),
        ("trn2.48xlarge: 16 Trainium2 with 1.5 TB of HBM and 3.2 Tbit/s of EFA", None),
        ("Each MI250X package carries 128 GB at 3.2 TB/s.", None),
        ("Each MI250X package carries 128 GB at 1.6 TB/s.", "1.6 TB/s"),
        ("Each MI250X die reads at 1.6 TB/s.", None),
    ],
)
def test_whose_a_figure_is(text: str, wrong: str | None) -> None:
    assert [found for found, _ in findings(f"{text}\n")] == ([wrong] if wrong else [])


@pytest.mark.parametrize(("rate", "wrong"), [("450", False), ("900", True)])
def test_a_family_has_the_links_of_its_default_where_another_board_is_named_once(rate: str, wrong: bool) -> None:
    text = f"# Wires\n\nNVLink gives each H100 {rate} GB/s per direction.\n\n# Cards\n\nThe H100 PCIe has 80 GB.\n"
    assert bool(findings(text)) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("DeepSeek-V3: 671 B in total, 37 B active; 256 routed experts", None),
        ("DeepSeek-V3: 671 B in total, 21 B active; 256 routed experts", "21 B"),
        ("Inferentia2 has 32 GiB at 820 GB/s and reaches 190 TFLOP/s in BF16.", None),
        ("Inferentia2 has 32 GiB at 820 Gb/s and reaches 190 TFLOP/s in BF16.", "820 Gb/s"),
        ("The Jetson AGX Orin 64GB has 204.8 GB/s of LPDDR5.", None),
        ("The Jetson AGX Orin 64GB has 102 GB/s of LPDDR5.", "102 GB/s"),
        ("The A100 SXM 80GB moves 2,039 GB/s; the older 40 GB board has 1,555 GB/s.", None),
        ("The A100 SXM 80GB moves 2,039 GB/s; the older 40 GB board has 1,935 GB/s.", "1,935 GB/s"),
        ("Llama 3 8B stores a vocabulary of 128,256 tokens.", None),
        ("Llama 3 8B stores a vocabulary of 32,000 tokens.", "32,000 tokens"),
        ("Trainium1 and Inferentia2: 820 GB/s, 190 TFLOPS of BF16.", None),
        ("Trainium1 and Inferentia2: 820 GB/s, 380 TFLOPS of BF16.", "380 TFLOPS"),
        ("The P100 had 21.2 TFLOP/s in FP16.", None),
        ("The P100 had 10.6 TFLOP/s in FP16.", "10.6 TFLOP/s"),
        ("The V100 has 125 TFLOP/s in FP16 against 15.7 in plain FP32.", None),
        ("The V100 has 125 TFLOP/s in FP16 against 125 in plain FP32.", "125"),
        ("The Coral Edge TPU does 4 TOPS in INT8.", None),
        ("The Coral Edge TPU does 40 TOPS in INT8.", "40 TOPS"),
    ],
)
def test_what_stands_around_a_figure_says_which_it_is(text: str, wrong: str | None) -> None:
    assert [found for found, _ in findings(f"{text}\n")] == ([wrong] if wrong else [])


@pytest.mark.parametrize(("rate", "wrong"), [("2.039e12", False), ("2.039e9", True), ("7.1e9", False)])
def test_the_digits_of_a_constant_tell_a_slip_of_its_power(rate: str, wrong: bool) -> None:
    text = f"# bytes per second\nA100_80GB_BW = {rate}  # A100 80GB SXM\n"
    assert bool(findings(text, "peaks.py")) == wrong
