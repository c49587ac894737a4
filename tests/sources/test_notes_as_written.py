"""Specs as notes, guides and books write them: variants named once, sizes side by side, parts of a host in a table."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

MATCH = ("match", "")


def test_a_variant_named_in_full_elsewhere_is_meant_by_the_bare_name() -> None:
    text = "Each node has two H100 PCIe cards.\n\nThe H100 has {} of memory bandwidth.\n"
    assert verdict(text.format("2 TB/s"), "2 TB/s") == MATCH
    assert verdict(text.format("3.35 TB/s"), "3.35 TB/s") == MATCH
    assert verdict(text.format("4.8 TB/s"), "4.8 TB/s")[0] == "mismatch"
    both = "Compare H100 SXM with H100 PCIe cards.\n\nThe H100 has 2 TB/s of memory bandwidth.\n"
    assert verdict(both, "2 TB/s") == ("mismatch", "variant")


def test_a_sparse_rate_of_the_variant_named_elsewhere_is_found() -> None:
    text = "We have the H100 PCIe.\n\nEach H100 has a peak of 1513 TFLOPS in FP16 using the Tensor Cores.\n"
    assert verdict(text, "1513 TFLOPS") == ("mismatch", "sparse-for-dense")


def test_the_form_in_brackets_behind_a_size_chooses_the_variant() -> None:
    assert verdict("On an A100 (80GB PCIe), the memory bandwidth is 1935 GB/s.", "1935 GB/s") == MATCH
    assert verdict("On an A100 (80GB SXM), the memory bandwidth is 1935 GB/s.", "1935 GB/s")[0] == "mismatch"


def test_cards_of_other_numbers_are_no_variants() -> None:
    assert claim("The GeForce RTX 4090 Ti has 24 GB.", "24 GB").verdict == "unresolved"
    assert findings(table("GPU | Memory", "RTX 4090 Ti | 24 GB", "RTX 3070 Ti | 8 GB")) == []


def test_a_geforce_goes_by_its_number_alone() -> None:
    text = "GPUs differ: A100: 2039 GB/s, 4090: {} of memory bandwidth. 3090s/4090s, with 24GB of RAM, are cheap."
    assert verdict(text.format("1008 GB/s"), "1008 GB/s") == MATCH
    assert verdict(text.format("936 GB/s"), "936 GB/s") == ("mismatch", "variant")
    assert verdict(text.format("1008 GB/s"), "24GB") == MATCH
    assert "3090" not in [quantity for quantity, _ in findings("A GPU trained 3090 steps, 4090 tokens and 5090 MB.")]


@pytest.mark.parametrize("sizes", ["16 GB / 32 GB", "32GB /16GB", "16 or 32 GB", "16 GB or 32 GB"])
def test_sizes_side_by_side_are_of_several_variants(sizes: str) -> None:
    assert findings(table("GPU | Memory | Bandwidth", f"V100 SXM2 | {sizes} HBM2 | 900 GB/s")) == []


def test_a_wrong_size_beside_a_right_one_is_found() -> None:
    assert findings(table("GPU | Memory | Bandwidth", "V100 SXM2 | 16 GB / 48 GB HBM2 | 900 GB/s"))


def test_the_host_in_a_table_of_parts_is_not_the_device() -> None:
    parts = table(
        "Part | What", "GPU | 2x NVIDIA H100 PCIe", "GPU memory | 80 GB HBM2e", "CPU | 2x 48 cores",
        "Clock rate | 2.75 GHz", "RAM | 384 GB", "Cache | 1 MB L2 per core",
    )  # fmt: skip
    assert findings(parts) == []
    assert verdict(parts, "80 GB") == MATCH
    assert findings(parts.replace("80 GB", "96 GB"))


def test_a_board_has_the_memories_of_its_device() -> None:
    text = "An Arduino Nano 33 BLE Sense ({} RAM, 1MB Flash) runs it."
    assert verdict(text.format("256KB"), "256KB") == MATCH
    assert verdict(text.format("512KB"), "512KB")[0] == "mismatch"


def test_nodes_that_have_a_larger_variant() -> None:
    text = "The V100 contains 16 GB (32 GB on high-memory nodes) of high-bandwidth memory."
    assert verdict(text, "16 GB") == verdict(text, "32 GB") == MATCH


def test_lpddr_is_the_memory_of_a_small_device_only() -> None:
    assert verdict("The NVIDIA DGX Spark has 128 GB of LPDDR5x.", "128 GB") == MATCH
    assert verdict("The H100 node has 512 GB of LPDDR5x.", "512 GB")[0] == "unresolved"


def test_a_box_draws_more_than_its_chip() -> None:
    assert verdict("The NVIDIA DGX Spark draws ~200 W of power.", "200 W")[0] == "unresolved"


def test_a_rate_beside_those_of_tensor_cores_is_the_other_pipes() -> None:
    rates = table("GPU | FP16", "RTX 4090 | 165.2 TFLOPS (Tensor Core), 82.6 TFLOPS", "RTX 3090 | 35.6 TFLOPS")
    assert findings(rates) == []
    plain = table("GPU | Tensor FP16 | Memory", "RTX 3090 | 35.6 TFLOPS | 24 GB")
    assert findings(plain) == [("35.6 TFLOPS", "vector-for-matrix")]


def test_an_upper_bound_says_nothing_of_a_small_cache() -> None:
    assert verdict("The A100 socket caches up to 288 MB of L2 cache capacity.", "288 MB")[0] != "match"


def test_a_pod_in_steps_of_1024() -> None:
    assert verdict("A TPU v4 Pod has 131 TB of HBM memory.", "131 TB") == MATCH
    assert verdict("A TPU v4 Pod has 121 TB of HBM memory.", "121 TB")[0] != "match"
