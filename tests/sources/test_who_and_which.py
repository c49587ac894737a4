"""Who is meant, which variant, and which words are no names at all."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.variants import qualifiers
from snippets import checked, claim, findings, registry, table, verdict


def finder(document: str = "") -> EntityFinder:
    return EntityFinder(registry(), document)


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("A100 40GB", "nvidia/a100-sxm-40gb"),
        ("A100-80GB", "nvidia/a100-sxm-80gb"),
        ("40 GB A100", "nvidia/a100-sxm-40gb"),
        ("H100 PCIe", "nvidia/h100-pcie"),
        ("H100 (PCIe)", "nvidia/h100-pcie"),
        ("H100 SXM5 GPU", "nvidia/h100-sxm"),
        ("H100, PCIe Gen5", "nvidia/h100-sxm"),
        ("V100 16GB", "nvidia/v100-sxm2-16gb"),
    ],
)
def test_the_words_beside_a_name_choose_the_variant(name: str, entity: str) -> None:
    found = finder().mentions(f"We use one {name} here")
    assert [mention.entry.id for mention in found if mention.entry.kind == "accelerators"] == [entity]


@pytest.mark.parametrize("name", ["H100 CNX", "A100 96GB", "H100 Laptop", "RTX 9999", "GB999", "MI999X"])
def test_what_the_registry_lacks_is_a_stranger(name: str) -> None:
    found = finder().strangers(f"We use one {name} here")
    assert found
    assert not finder().mentions(f"We use one {name} here")


def test_a_stranger_lets_no_other_name_speak() -> None:
    deck = table("GPU | Memory bandwidth", "MI300X | 5.3 TB/s", "MI999X | 9.9 TB/s")
    assert findings(f"# The MI300X\n\n{deck}") == []
    assert "nothing that the registry knows" in claim(deck, "9.9 TB/s").reason
    assert findings("The H100 has much, and the RTX 9999 has 1.1 TB/s of memory bandwidth.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Can they are us? See figure T4 and table T4, in part T4.",
        "BF16, FP8, INT8, HBM3, DDR5, GDDR6, SM90, CUDA12, E4M3 and W8A8 are no devices.",
        "The US and France paid us in 2024; we are NOR gates.",
        "HDR video needs 10 bits.",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    found = finder(text)
    assert [mention.name for mention in found.mentions(text)] == []
    assert found.strangers(text) == []


def test_short_names_need_a_text_about_such_things() -> None:
    text = "The T4 has 320 GB/s of memory bandwidth."
    assert checked(text + " It is a GPU.").claims[0].verdict == "match"
    assert finder("Route T4 is closed.").mentions("Route T4 is closed.") == []
    assert finder("A GPU and t4").mentions("t4 = time()") == []
    grids = "Norway has 30 gCO2e/kWh."
    assert finder(grids).mentions(grids)
    assert finder("Norway is cold.").mentions("Norway is cold.") == []


def test_qualifiers() -> None:
    said = qualifiers("A100 80GB PCIe, 300 W", 0, 4)
    assert (said.forms, said.sizes) == (frozenset({"pcie"}), frozenset({80}))
    assert qualifiers("H100 (80 GB)", 0, 4).sizes == frozenset()


@pytest.mark.parametrize(
    ("text", "quantity", "expected"),
    [
        # A family with the memory of another variant is that variant, for the whole row.
        (table("GPU | Memory | Bandwidth", "A100 | 40 GB | 1.55 TB/s"), "1.55 TB/s", ("match", "")),
        (table("GPU | Memory | Bandwidth", "A100 | 80 GB | 1.55 TB/s"), "1.55 TB/s", ("mismatch", "variant")),
        # A footnote mark says "with sparsity", as vendors do.
        (table(" | H100 SXM", "FP8 Tensor Core* | 3,958 TFLOPS"), "3,958 TFLOPS", ("match", "")),
        (table(" | H100 SXM", "FP8 Tensor Core | 3,958 TFLOPS"), "3,958 TFLOPS", ("mismatch", "sparse-for-dense")),
        (table(" | H100 SXM", "FP8 dense/sparse | 1,979 / 3,958 TFLOPS"), "3,958 TFLOPS", ("match", "")),
        ("The H100 SXM gives 989 TFLOPS in BF16 (1,979 with sparsity).", "989 TFLOPS", ("match", "")),
        ("The H100 SXM gives 989.5 TFLOPS in BF16.", "989.5 TFLOPS", ("match", "")),
        # FP64 without a word of its pipe may be either; with one it may not.
        (table(" | H100 SXM", "FP64 | 34 TFLOPS"), "34 TFLOPS", ("match", "")),
        (table(" | H100 SXM", "FP64 Tensor Core | 34 TFLOPS"), "34 TFLOPS", ("mismatch", "vector-for-matrix")),
        # A link has the device's total, a port's rate, and PCI Express its rate before coding.
        (table(" | H100 SXM", "Interconnect | NVLink: 900GB/s PCIe Gen5: 128GB/s"), "900GB/s", ("match", "")),
        (table(" | H100 SXM", "Interconnect | NVLink: 900GB/s PCIe Gen5: 128GB/s"), "128GB/s", ("match", "")),
        (table("Link | Bandwidth", "NVLink 4 | 900 GB/s"), "900 GB/s", ("match", "")),
        (table("Link | Bandwidth", "NVLink 4 | 50 GB/s"), "50 GB/s", ("match", "")),
        # The name of a board is no word about its bandwidth.
        (table("GPU | Bandwidth (TB/s)", "H100 PCIe | 2.04"), "2.04", ("match", "")),
        ("The H100 PCIe has 2,000 GB/s (2.0 TB/s) of memory bandwidth.", "2,000 GB/s", ("match", "")),
        # Rounded, cut off, or with more digits than the source prints.
        ("The MI300X gives 2,610 TFLOPS in FP8.", "2,610 TFLOPS", ("match", "")),
        ("The MI300X gives 2,640 TFLOPS in FP8.", "2,640 TFLOPS", ("mismatch", "different")),
        ("The T4 GPU gives 8.14 TFLOPS in FP32.", "8.14 TFLOPS", ("match", "")),
        # "Up to" is how data sheets speak; a far bound says nothing.
        ("The H100 SXM has a TDP of up to 700 W.", "700 W", ("match", "")),
        ("The H100 SXM has a TDP of up to 7000 W.", "7000 W", ("mismatch", "power-of-ten")),
        ("The H100 SXM has over 1 TB/s of memory bandwidth.", "1 TB/s", ("unresolved", "")),
        # Servers, dies, differences, ranges.
        (table("GPU | Memory | Bandwidth | FP8", "B200 | 1.44 TB | 61.6 TB/s | 36 PFLOPS"), "61.6 TB/s",
         ("mismatch", "system")),
        ("The H200 has 1.4 TB/s more memory bandwidth than the H100.", "1.4 TB/s", ("unresolved", "")),
        ("The A100 has 40-80 GB of memory.", "40", ("match", "")),
        ("8 V100 GPUs give 1,000 TFLOPS in FP16.", "1,000 TFLOPS", ("match", "")),
        # A driver counts otherwise.
        (table(" | T4 GPU", "Memory size (MB) | 15110"), "15110", ("match", "")),
        ("The 512-bit memory controllers of the H100.", "512-bit", ("unresolved", "")),
    ],
)  # fmt: skip
def test_what_a_number_may_mean(text: str, quantity: str, expected: tuple[str, str]) -> None:
    assert verdict(text, quantity) == expected


def test_a_sentence_of_two_devices_is_judged_only_where_the_name_is_near() -> None:
    near = "The MI300X has 4.8 TB/s of memory bandwidth and the H200 has 5.3 TB/s of memory bandwidth."
    assert [rule for _, rule in findings(near)]
    far = "The H100 is dearer than the V100, but its 3,350 GB/s of memory bandwidth are worth the money."
    assert findings(far) == []


def test_the_unit_of_a_table_may_stand_in_the_sentence_above_it() -> None:
    rows = table(
        "Format | Vector | Matrix | Sparse", "FP64 | 34 | 67 | ", "FP16 | 134 | 989 | 1979", "FP8 | | 1979 | 3958"
    )
    text = f"# H100 SXM\n\nThe following is peak performance in TFLOPS:\n\n{rows}"
    assert [c.verdict for c in checked(text).claims][2:] == ["match"] * 6 or findings(text) == []
    wrong = text.replace("989", "899")
    assert ("899", "different") in findings(wrong)


def test_an_article_before_a_number_is_no_device() -> None:
    assert findings("Copy a 100 GB file over PCIe at 25 GB/s. A 100 W lamp.") == []
    assert finder("").mentions("a 100 GB file") == []


def test_west_virginia_is_not_virginia() -> None:
    text = "Virginia and West Virginia differ in gCO2e/kWh."
    assert [mention.name for mention in finder(text).mentions(text)] == ["Virginia"]
    assert [stranger.name for stranger in finder(text).strangers(text)] == ["West Virginia"]


def test_a_size_in_the_name_of_a_model_is_no_memory() -> None:
    assert findings("| Model | HBM memory |\n|---|---|\n| Nano (33 GB) | 9.9 GB |\n") == []
