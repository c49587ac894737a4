"""Specs as notes, guides and books write them: variants named once, sizes side by side, parts of a host in a table."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings, table, verdict

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


def test_the_unit_of_a_rate_behind_its_sort() -> None:
    text = "Each H100 SXM delivers 989 BF16/FP16 TFLOPS, 1,979 sparse FP16 TFLOPS and {} FP8 TFLOPS."
    assert findings(text.format("1,979")) == []
    assert verdict(text.format("1,979"), "989") == MATCH
    assert verdict(text.format("3,958"), "3,958") == ("mismatch", "sparse-for-dense")


def test_lines_of_a_cell_speak_for_themselves() -> None:
    nodes = table("Node | Parts", "gpu | 2 Xeon Gold 6132 [14c/140W]<br>4x V100 SXM2 300W")
    assert findings(nodes) == []
    devices = table("GPU | Memory", "A100 SXM 80GB | 80 GB<br>2.04 TB/s", "H100 SXM | 80 GB<br/>2.04 TB/s")
    assert findings(devices) == [("2.04 TB/s", "copied")]


def test_list_items_in_a_cell_of_a_grid() -> None:
    grid = """
+-----------+--------------------------------+
| Compute   | Eight cores that deliver:      |
|           |                                |
|           | * 1,299 FP8 TFLOPS             |
|           | * {} BF16 TFLOPS              |
+-----------+--------------------------------+
"""
    text = "The Trainium2 chip\n==================\n" + grid
    assert verdict(text.format("667"), "1,299", "arch.rst") == verdict(text.format("667"), "667", "arch.rst") == MATCH
    assert verdict(text.format("676"), "676", "arch.rst")[0] == "mismatch"


def test_a_figure_of_each_of_several_devices() -> None:
    pool = table("Pool | GPUs | VRAM", "small | L4, RTX 4090 | 24 GB", "large | A40, RTX A6000 | {}")
    assert verdict(pool.format("48 GB"), "24 GB") == verdict(pool.format("48 GB"), "48 GB") == MATCH
    assert verdict(pool.format("4.8 GB"), "4.8 GB") == ("mismatch", "power-of-ten")
    assert verdict(table("GPUs | VRAM", "L4 and A40 | 48 GB"), "48 GB")[0] == "unresolved"


def test_a_link_in_the_column_of_a_system() -> None:
    instance = table("Spec | trn2.48xlarge", "EFA v3 bandwidth (Gbps) | {}")
    assert verdict(instance.format("3,200"), "3,200") == MATCH
    assert verdict(instance.format("1,600"), "1,600")[0] == "mismatch"


def test_respectively_assigns_in_order() -> None:
    text = "There are 96 and {} layers in GPT-3 175B and Megatron-Turing NLG 530B, respectively."
    assert verdict(text.format(105), "105") == MATCH
    assert verdict(text.format(150), "150")[0] == "mismatch"


def test_a_name_in_brackets_behind_what_is_counted() -> None:
    text = "Models grew from {} parameters (BERT-Large) to 530 billion parameters (Megatron-Turing NLG 530B)."
    assert verdict(text.format("335 million"), "335 million") == MATCH
    assert verdict(text.format("110 million"), "110 million")[0] == "mismatch"
    assert verdict(text.format("300 million"), "300 million")[0] == "unresolved"  # roughly


def test_other_memories_than_the_device_memory() -> None:
    trainium = table("Spec | Trainium | Trainium2", "HBM capacity (GiB) | 32 | 96", "SBUF capacity (MiB) | 48 | {}")
    assert findings(trainium.format(224)) == []
    assert findings(trainium.format(242))
    assert findings("The Trainium2 has 3.5 TB/s of DMA bandwidth.") == []
    assert findings(table("Spec | A100 SXM", "Scratch capacity (MB) | 48")) == []
    assert findings("A node has 4 V100 SXM2 accelerators (16 or 32 GB), 768 GB RAM.") == []
    assert findings(table("Spec | Blackhole p300c", "SRAM | 360 MB (1.5 MB per Tensix core)")) == []


def test_cells_over_several_rows_and_columns() -> None:
    merged = """<table>
<tr><th rowspan="2">GPU</th><th colspan="2">Memory</th><th rowspan="2">TDP (W)</th></tr>
<tr><th>Size (GB)</th><th>Bandwidth (TB/s)</th></tr>
<tr><td>H100 SXM</td><td rowspan=2>80</td><td>3.35</td><td>700</td></tr>
<tr><td>A100 80GB SXM</td><td>2.04</td><td>{}</td></tr>
<tr><td>MI300X</td><td>192</td><td>5.3</td><td>750</td></tr>
</table>
"""
    assert [found.verdict for found in checked(merged.format(400)).claims if found.text != "80GB"] == ["match"] * 9
    assert findings(merged.format(750)) == [("750", "copied")]


def test_a_point_moved_in_a_rounded_or_sparse_rate() -> None:
    rates = table("GPU | FP32 | FP16 Tensor Core", "H100 SXM | 670 TFLOPS | 19790 TFLOPS")
    assert findings(rates) == [("670 TFLOPS", "power-of-ten"), ("19790 TFLOPS", "power-of-ten")]


def test_the_real_header_below_an_empty_one() -> None:
    titled = table("Specifications | | ", "**Feature** | **B200** | **H200**", "FP8 | {} PFLOPS | 1.98 PFLOPS")
    assert findings(titled.format("4.5")) == []
    assert verdict(titled.format("4.5"), "4.5 PFLOPS") == MATCH
    assert findings(titled.format("9")) == [("9 PFLOPS", "sparse-for-dense")]


def test_sizes_label_the_models_of_the_family_in_the_title() -> None:
    text = "# Pythia\n\n## Models\n\n" + table(
        "Params | n_layers | d_model | n_heads", "70M | 6 | 512 | 8", "1.4B | {} | 2048 | 16", "12B | 36 | 5120 | 40"
    )
    assert findings(text.format(24)) == []
    assert verdict(text.format(24), "5120") == MATCH
    assert findings(text.format(26)) == [("26", "different")]
    other = text.replace("Pythia", "Our models")
    assert all(found.verdict == "unresolved" for found in checked(other.format(24)).claims)


def test_a_table_of_the_model_that_the_document_is_about() -> None:
    text = "Kimi K2 is a mixture-of-experts model.\n\n## Summary\n\n" + table(
        "| ", "Total Parameters | 1T", "Number of Layers (Dense layer included) | {}", "Vocabulary Size | 160K",
        "Number of Attention Heads | 64", "Context Length | 128K",
    )  # fmt: skip
    assert [found.verdict for found in checked(text.format(61)).claims] == ["match"] * 5
    assert findings(text.format(16)) == [("16", "different")]


def test_a_width_multiplier_makes_another_model() -> None:
    assert findings("MobileNetV1 0.25 has 0.47 M parameters, MobileNetV1 has 4.2 M parameters.") == []
    assert findings("MobileNetV2 with α=1.0 has 3.5 M parameters, but with α=0.5 only 2 M parameters.") == []
    assert findings("MobileNetV2 with α=1.0 has 5.3 M parameters.")


def test_what_something_is_compared_with_is_not_its_subject() -> None:
    assert findings("At almost 1.92 TB/s, the cache is as fast as the A100's DRAM.") == []


def test_parts_of_a_cache_are_not_the_cache() -> None:
    assert findings("The A100 and the H100 have segmented L2 caches of 2x20MB and 2x25MB.") == []


def test_a_rate_to_the_outside_is_not_that_of_the_memory() -> None:
    text = "An H100 SXM has {} TB/s of HBM bandwidth but talks to the world at 50 GB/s."
    assert verdict(text.format(3.35), "3.35 TB/s") == MATCH
    assert findings(text.format(3.35)) == []
    assert findings(text.format(5.33)) != []


def test_a_list_of_devices_and_sizes() -> None:
    text = "By memory: MI325X 256 GB, H100 80 GB, H200 {} GB and B200 180 GB of HBM."
    assert [found.verdict for found in checked(text.format(141)).claims] == ["match"] * 4
    assert findings(text.format(114)) == [("114 GB", "different")]
    assert findings("Ours: MI325X 256 GB, A100 40 GB, A100 80 GB, H100 80 GB of HBM.") == []


def test_the_memory_of_the_host_of_a_system() -> None:
    assert findings(table("Metric | GB300 NVL72", "LPDDR5X capacity | 17 TB")) == []


def test_a_spec_column_tells_what_a_bare_count_is() -> None:
    long = table("Model | Spec | Value", "Llama-3 8B | Layers | 32", "| Hidden size | 4096", "| KV heads | {}")
    assert findings(long.format(8)) == []
    assert findings(long.format(9)) == [("9", "different")]


def test_a_chip_that_comes_with_several_sizes() -> None:
    chips = table("Chip | Memory | Bandwidth | TFLOPS", "M1 | 8 GB | 68.3 GB/s | {}", "M2 | 24 GB | 100 GB/s | 3.58")
    hardware = "Apple GPUs.\n\n" + chips
    assert findings(hardware.format("2.617")) == []
    assert verdict(hardware.format("2.617"), "2.617") == MATCH
    assert findings(hardware.format("2.617").replace("8 GB", "32 GB"))


def test_the_header_of_the_labels_names_the_device() -> None:
    assert (
        verdict(table("A100 SXM | value", "FP16 | 312 TFLOPS", "HBM bandwidth | {}").format("2.0 TB/s"), "2.0 TB/s")
        == MATCH
    )
    assert findings(table("A100 SXM 80GB | value", "FP16 | 312 TFLOPS", "HBM bandwidth | 3.35 TB/s")) == [
        ("3.35 TB/s", "variant")
    ]


def test_two_variants_set_against_each_other() -> None:
    text = "- **H100 SXM vs PCIe:** Different TDP (700W vs {}W), bandwidth (3350 vs 2000 GB/s)"
    assert findings(text.format(350)) == []
    assert verdict(text.format(350), "350W") == verdict(text.format(350), "2000 GB/s") == MATCH
    assert findings(text.format(530)) == [("530W", "different")]


def test_a_driver_counts_the_memory_of_the_other_variant() -> None:
    assert verdict(table("GPU | Memory", "A100 | 42 GB"), "42 GB") == MATCH
    assert verdict(table("GPU | Memory", "A100 | 52 GB"), "52 GB")[0] == "mismatch"


def test_a_row_whose_numbers_are_all_those_of_another_variant() -> None:
    cards = table("GPU | Memory | Bandwidth | FP64 | FP32", "P100 | 16 GB | 732 GB/s | 4.7 TFLOPS | {} TFLOPS")
    assert findings(cards.format("9.3")) == []
    assert findings(cards.format("9.8")) != []
    one = table("GPU | Memory | Bandwidth", "A100 | 80 GB | 1935 GB/s")
    assert findings(one) == [("1935 GB/s", "variant")]  # one number may as well be an error


def test_a_rate_without_a_format() -> None:
    text = "The H100 SXM has 3350 GB/s of memory bandwidth and {} TFLOPS."
    assert verdict(text.format(67), "67 TFLOPS") == MATCH
    assert verdict(text.format(1979), "1979 TFLOPS") == ("mismatch", "sparse-for-dense")


def test_options_and_clocks_of_parts() -> None:
    assert findings(table("Warboy | Figure", "Memory Size | 16 GB (max. 32 GB)")) == []
    assert findings("By default, on the MAX78000, the accelerator runs at 50 MHz (APB clock).") == []
    assert findings("The MAX78000 has a CPU clock of 50 MHz.") != []


def test_a_row_for_tensor_cores_makes_the_other_one_the_vector_pipes() -> None:
    rates = table("Rate (TFLOPS) | A100 SXM 80GB | L40S", "FP16 | {} | 91.6", "FP16 Tensor Core | 312 | 362")
    assert findings(rates.format(78)) == []
    assert verdict(rates.format(78), "78") == MATCH
    assert findings(rates.format(78).replace("312", "624")) == [("624", "sparse-for-dense")]
    alone = table("Rate (TFLOPS) | A100 SXM 80GB", "FP16 | 78", "TF32 | 156")
    assert findings(alone) == [("78", "vector-for-matrix")]


def test_a_column_of_nearly_all_of_another_variants_numbers() -> None:
    rows = ("FP64 (TFLOPS) | 25.6", "FP32 (TFLOPS) | 51.2", "GPU memory (GB) | 80", "TDP (W) | 350", "{}")
    column = table("Spec | H100", *rows)
    assert findings(column.format("Memory bandwidth (GB/s) | 2039")) == []
    assert findings(column.format("Memory bandwidth (GB/s) | 2450")) == [("2450", "different")]


def test_better_than_another_device() -> None:
    text = "### B200\n\n- Higher performance than B100 with up to {} PFLOPS for dense FP4.\n\n### B100\n\n- 700W TDP\n"
    assert verdict(text.format(9), "9 PFLOPS") == MATCH
    assert findings(text.format(18)) == [("18 PFLOPS", "sparse-for-dense")]


def test_modules_of_one_line_are_families_of_their_own() -> None:
    kits = table(
        "Device | Orin Nano | AGX Xavier | AGX Orin", "Memory | 4GB/8GB LPDDR5 | 32GB LPDDR4x | 32GB/{}GB LPDDR5"
    )
    jetson = "NVIDIA Jetson kits.\n\n" + kits
    assert {found.verdict for found in checked(jetson.format(64)).claims} == {"match"}
    assert findings(jetson.format(46))


def test_one_memory_for_all_parts_of_a_module() -> None:
    parts = table("Item | Description", "GPU | Ampere", "CPU | 6-core Arm", "Memory | {} LPDDR5", "Power | 5-15 W")
    text = "# NVIDIA Jetson Orin Nano\n\nThe NVIDIA Jetson Orin Nano has:\n\n" + parts
    assert verdict(text.format("8 GB"), "8 GB") == MATCH


def test_sizes_of_one_digit_and_radio_bands() -> None:
    kits = table("Feature | Jetson Nano 2GB | Jetson TX2", "Memory | 2 GB | 8 GB", "Radio | none | Wi-Fi (2.4/5 GHz)")
    assert findings("NVIDIA Jetson.\n\n" + kits) == []


def test_laptop_parts_by_their_letter() -> None:
    cards = table("GPU | Memory (GB) | Bandwidth (GB/s)", "RTX 3070 L 8GB | 8 | {}", "RTX 4080 L | 12 | 432")
    assert {found.verdict for found in checked("# Cards\n\n" + cards.format(448)).claims} <= {"match", "ignored"}
    unknown = table("GPU | Memory (GB) | Bandwidth (GB/s)", "RTX 2050 L 4GB | 4 | {}", "RTX 3050 Ti L | 4 | 192")
    assert {found.verdict for found in checked("# Cards\n\n" + unknown.format(192)).claims} <= {"unresolved", "ignored"}
    plain = table("GPU | Memory (GB) | Bandwidth (GB/s)", "RTX 3070 | 8 | {}")
    assert findings("# Cards\n\n" + plain.format(478)) == [("478", "different")]


def test_another_device_in_brackets_for_comparison() -> None:
    text = "# News\n\n- **B200**: {} GB per GPU (vs H100's {} GB), {} TB/s bandwidth (vs 3.35 TB/s)\n"
    assert {found.verdict for found in checked(text.format(192, 80, 8)).claims} == {"match"}
    assert [number for number, _ in findings(text.format(192, 80, 6))] == ["6 TB/s"]


def test_sizes_of_a_family_as_headings() -> None:
    part = "## {}\n\n### Model\n\n" + table("Attribute | Value", "Hidden size | {}", "Num layers | {}") + "\n"
    text = "# Llama 3.1\n\nThe family.\n\n" + part.format("8B", 4096, 32) + part.format("70B", "{}", 80)
    assert {found.verdict for found in checked(text.format(8192)).claims} == {"match", "ignored"}
    assert [number for number, _ in findings(text.format(8129))] == ["8129"]


def test_a_format_that_ends_as_the_device_is_named() -> None:
    assert findings("# Cards\n\nThe T4 delivers 260 INT4 TOPS and 130 INT8 TOPS.\n") == []
    assert [number for number, _ in findings("# Cards\n\nThe T4 delivers 260 INT8 TOPS.\n")] == ["260"]
