"""Amounts that stand near a derived number and are of something else: capacities, inputs, settings, other rows."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

MATCH = ("match", "")


@pytest.mark.parametrize("words", ["MXFP4 weights", "INT4 weights", "4-bit quantization (4.25 bits per weight)"])
def test_the_format_of_weights_is_not_that_of_the_cache(words: str) -> None:
    text = f"gpt-oss-20b with {words}. At a prompt of 16384 tokens, the KV cache is {{}}."
    assert findings(text.format("805 MB")) == []
    assert findings(text.format("8.05 GB"))


def test_what_is_read_has_another_price_than_what_is_written() -> None:
    header = "Setup | $/GPU-hr | tok/s | $/M output tokens | $/M input tokens"
    rows = table(header, "L4 | $1.23 | 380 | {} | $0.18", "A10G | $2.04 | 720 | $0.79 | $0.16")
    assert findings(rows.format("$0.90")) == []
    assert [quantity for quantity, _ in findings(rows.format("$0.09"))] == ["$0.09"]


def test_no_law_joins_two_settings() -> None:
    rows = ("A | 2 | 2048 | 11", "B | 4 | 4096 | 12", "C | 4 | 4096 | 15", "D | 8 | {} | 19", "E | 1 | 1024 | 9")
    assert findings(table("Run | Batch size | Block size | Loss", *rows).format("4096")) == []


def test_the_memory_of_a_device_is_not_read_for_a_token() -> None:
    rows = ("A100 (80GB) | 80GB | 2.0 TB/s | 15", "H100 | 80GB | 3.35 TB/s | 10")
    assert findings(table("GPU | VRAM | Bandwidth | TPOT (ms)", *rows)) == []
    assert findings(table("GPU | VRAM | Bandwidth | Time to read it once (ms)", *rows))


def test_two_rows_of_one_name_are_not_compared() -> None:
    rows = table("Config | TP | Throughput", "Base | 4 | 820", "INT4 | 4 | 1,580", "INT4 | 2 | 1,420")
    assert findings(rows + "\n- INT4 lifts throughput 1.93x\n") == []


@pytest.mark.parametrize("name", ["Ampere", "the V100", "Volta"])
def test_a_factor_of_what_its_bracket_names(name: str) -> None:
    text = "An SM has:\n\n- 256 KB register file\n- 256 KB shared memory (2x " + name + ")\n"
    assert findings(text) == []
    assert findings("It has:\n\n- plain: 256 KB\n- packed: 64 KB (2x smaller)\n")


def test_users_are_no_bytes() -> None:
    assert findings("- 4-bit: 4 GB of weights → 10 GB for the cache → 38x concurrency") == []
    assert findings("- From 14 GB → 3.5 GB, 3x smaller")


@pytest.mark.parametrize("each", ["20K tokens", "20K tokens avg", "20,000 tokens each"])
def test_a_rate_a_day_follows_from_counts_a_day(each: str) -> None:
    assert findings(f"- 1000 requests/day × {each} = 20M tokens/day") == []
    assert findings(f"- 1000 requests/day × {each} = 30M tokens/day")


def test_a_number_told_again_is_of_the_same_sort() -> None:
    rows = table("| Hailo-8 | Jetson", "Power (W) | 1.73 | 15", "Cost | $99 | $249")
    assert findings(rows + "\nOn power, the Pi and the card ($35 + $99 = $134) do better than 15 W.\n") == []


@pytest.mark.parametrize("sign", ["±", "+/-", "± "])
def test_an_uncertainty_is_no_amount(sign: str) -> None:
    rows = table("Run | Time (ms) | Rate (tok/s)", f"2 | 3904.52 {sign} 908.77 | 17.66 {sign} 5.67")
    assert claim(rows, "908.77").verdict == "ignored"


def test_a_product_of_devices_is_theirs_together() -> None:
    text = "Eight of them: 8 × 148 TFLOPS = {} in BF16 for the H20."
    assert findings(text.format("1184 TFLOPS")) == []
    assert findings(text.format("1284 TFLOPS")) == [("1284 TFLOPS", "arithmetic")]


def test_the_memory_of_a_host_has_a_column_of_its_own() -> None:
    rows = table("GPU | VRAM | RAM | vCPU", "L4 | {} | 19 GB | 4", "RTX 4000 Ada | 20 GB | 24 GB | 8")
    assert findings(rows.format("24 GB")) == []
    assert [quantity for quantity, _ in findings(rows.format("20 GB"))]


def test_a_share_of_the_total_is_not_that_of_a_change() -> None:
    assert findings("- INT8 tiles: 175 → 210 (70% of total)") == []
    assert findings("- Memory: 175 GB → 210 GB (30% more)")


@pytest.mark.parametrize(
    "words", ["X300 @ 12.5 W: ~3.3x faster than X100 @ 6 W", "X300 @ 25W: 3.5× the speed of X100 @ 6W"]
)
def test_operating_points_are_not_compared(words: str) -> None:
    assert findings(f"- X100 @ 6 W: slow\n- {words}\n") == []


def test_a_size_in_bytes_of_a_binary_prefix() -> None:
    assert findings("The L2 has 96 MB (100663296 B).") == []
    assert verdict("The L2 has 96 MB (10066329 B).", "10066329 B") != MATCH


def test_more_digits_than_the_source_prints() -> None:
    assert verdict("The RTX 5090 has 104.75 TFLOPS of FP32.", "104.75 TFLOPS")[0] == "match"
    assert findings("The RTX 5090 has 105.9 TFLOPS of FP32.")


def test_what_each_device_gains_is_no_ratio_of_the_two() -> None:
    assert findings("Less memory is read: A100 3.24×, A6000 4.53× (the lower the bandwidth the more).") == []


def test_the_label_of_a_line_is_not_compared() -> None:
    assert findings("2 GPUs: 2.0% overhead\n\n8 GPUs: 8.8% overhead\n\n1 GPU: none\n") == []


def test_a_model_that_is_split_takes_its_share() -> None:
    text = "13B model, BF16, TP=4, PP=2, 8×H20 (96GB):\n\n- Weights: {}\n- Gradients: 3.25 GB\n"
    assert findings(text.format("3.25 GB")) == []
    assert verdict(text.format("4.25 GB"), "4.25 GB") != MATCH


@pytest.mark.parametrize("words", ["If 80GB is not enough", "if 80 GB isn't enough", "where 80 GB are insufficient"])
def test_what_is_not_enough_is_of_another(words: str) -> None:
    assert findings(f"- First: H100 PCIe, 80 GB\n- Then: H200 SXM, {words}\n") == []


def test_a_width_told_before_is_taken_for_the_whole_state() -> None:
    kept = "Adam keeps a weight (2 bytes), a gradient (2 bytes) and three of 4 bytes: 16 bytes."
    assert findings(f"{kept} For the 8B model that makes 128 GB.") == []


def test_a_bound_in_a_remark_is_no_state() -> None:
    rows = table("recipe | per GPU | remark", "DDP | {} | does not fit 80 GB", "ZeRO-3 | 16 GB | fits 80 GB")
    text = "For an 8B model on 8 GPUs:\n\n" + rows
    assert findings(text.format("128 GB")) == []
    assert [quantity for quantity, _ in findings(text.format("64 GB"))] == ["64 GB"]


def test_bytes_in_a_remark_are_those_of_its_row() -> None:
    head = "recipe | memory (GB) | remark"
    rows = table(head, "16-bit | 128 GB | 16 bytes a parameter", "8-bit | 80 GB | 10 bytes a parameter")
    assert findings("For an 8B model:\n\n" + rows) == []


@pytest.mark.parametrize("noun", ["scores", "pairs", "entries"])
def test_times_something_else(noun: str) -> None:
    amounts = "At 32,768 tokens the products take 2,147 TFLOP, attention 704 TFLOP"
    assert findings(f"{amounts}: eight times the tokens, 64 times the {noun}.") == []


def test_the_weights_leave_what_they_leave() -> None:
    text = "The cache is 1.07 GB a request. Of 72 GB the weights leave {}."
    assert findings(text.format("55.9 GB")) == []
    text = "The weights take 16 GB. Of 72 GB the weights leave {}."
    assert findings(text.format("56 GB")) == []
    assert findings(text.format("65 GB"))


@pytest.mark.parametrize("verb", ["moves", "reads", "writes"])
def test_tensors_that_are_counted_in_words(verb: str) -> None:
    text = f"With tensors of 134 MB at 3.35 TB/s, a kernel {verb} {{}}: 80 µs."
    assert findings(text.format("two")) == []
    assert findings(text.format("one"))


def test_what_grows_with_a_setting() -> None:
    assert findings("From 1 to 64 sequences: 21 times the throughput.") == []
    assert findings("With 16.1 GB on each of 8 GPUs: at four times the GPUs it is 15.8 % of 8.0 GB.") == []


def test_what_is_added_gives_the_sum() -> None:
    assert findings("16 GPUs draw 5.44 kW; hosts add half of that, 8.16 kW.") == []
    assert findings("The GPUs draw 5.44 kW, and the hosts draw half of that, 1.36 kW.")


def test_a_power_beyond_that_of_a_device_is_of_more_than_one() -> None:
    assert findings("16 GPUs draw 5.44 kW, a third of the 16.3 kW that the row has.") == []
    assert findings("16 GPUs, each of 700 W, draw 5.44 kW.")


def test_an_exercise_above_sets_up_nothing() -> None:
    first = "1. Half the GPUs. State per GPU? Solution: 10.67 GB."
    text = f"{first}\n2. Slow port, 12.5 GB/s each way. How long is the AllReduce of 128? Solution: 0.77 s.\n"
    assert findings(text) == []


def test_scales_come_on_top_of_four_bits() -> None:
    rows = table(
        "Model | FP16 | FP8 | INT8 | INT4 (AWQ)",
        "Llama-3.2-3B | 6.0 GB | 3.0 GB | 3.0 GB | 1.7 GB",
        "Mixtral-8x22B | 280 GB | 140 GB | 140 GB | {}",
    )
    assert findings(f"# Weights\n\n{rows.format('75 GB')}") == []
    assert findings(f"# Weights\n\n{rows.format('105 GB')}")


@pytest.mark.parametrize(
    "text",
    [
        "GEMM on GB300: 706x vs naive (~7107 TFLOPS NVFP4).",
        "A kernel of GB300: 2.66x (440 -> 1171 TFLOPS, 31.2% FP16 SoL).",
        "GB300 to GB300 762 GB/s (~80-85% of the NVLink5 pairwise ceiling).",
        "The Rubin CPX is a GPU for prefill with 128 GB of GDDR7.",
        "For Llama 3 70B at 4K context, compute the max concurrent users on 4 A100-80GB.",
        "The FP8 batched gain (1.11x) is smaller than FP4's (1.41x).",
        "The kernel: 8.29 ms -> 0.235 ms (tiling 16.5x -> fusion 1.27x -> graphs 1.69x).",
    ],
)
def test_what_was_measured_used_or_gained_is_no_specification(text: str) -> None:
    assert findings(text) == []


def test_rate_of_the_generation_of_pcie_that_is_named() -> None:
    rows = "Rubin notes: what follows.\n\n" + table(
        "Version | BW (x16 bidi)", "PCIe 6.0 | 256 GB/s", "PCIe 7.0 | 512 GB/s"
    )
    assert findings(rows) == []


def test_weights_that_are_quantized_need_fewer_devices() -> None:
    rows = table("Model | FP16 Size | Strategy", "Llama 3.1 70B | 140 GB | Pipeline across 4 GPUs{}")
    assert findings("The RTX 3090 has 24 GB.\n\n" + rows.format(" (with quantization)")) == []
    assert findings("The RTX 3090 has 24 GB.\n\n" + rows.format(""))


def test_figure_of_one_of_the_sizes_that_stand_beside_it() -> None:
    text = "Typical values for NVIDIA A100:\n\n- Capacity: 40GB or 80GB HBM2e\n- Peak bandwidth: {}\n"
    assert findings(text.format("~1.6 TB/s")) == []
    assert findings(text.format("~3.35 TB/s"))  # the H100's
