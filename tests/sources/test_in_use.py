"""What a device draws or a run takes of it, links that are counted, cores and switches: no specifications of others."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

MATCH = ("match", "")


@pytest.mark.parametrize(
    "line", ["~300 FPS @ {}", "20 tokens/s at {}", "45 ms @ {}", "Power: {} × 8760 h", "250 images/s, at ~{}"]
)
def test_power_that_a_board_is_run_at_is_no_maximum(line: str) -> None:
    text = f"On the Jetson Orin Nano 8GB:\n\n- Orin Nano: {line.format('10 W')}\n"
    assert findings(text) == []
    assert findings("The Jetson Orin Nano 8GB has a maximum power of 10 W.")


def test_an_energy_is_no_power() -> None:
    assert findings("The Jetson Orin Nano 8GB at 15 W: 131 kWh/year.") == []


def test_memory_in_a_table_of_runs_is_what_they_take() -> None:
    rows = table(
        "GPUs | Batch | Memory/GPU | Throughput",
        "1x A100 40GB | 2 | {} | 1K tok/s",
        "8x A100 80GB | 8 | 60 GB | 9K tok/s",
    )
    assert findings(rows.format("35 GB")) == []
    assert findings(table("GPU | Memory | Bandwidth", "A100 40GB | 35 GB | 1555 GB/s"))


def test_usable_memory_is_not_the_size_in_the_name() -> None:
    assert findings(table("| M2 Ultra (64GB)", "Usable VRAM | 48 GB", "Bandwidth | 800 GB/s")) == []


@pytest.mark.parametrize("count", ["12x ", "12× ", "12 x ", "12 links at "])
def test_a_rate_behind_a_count_is_that_of_each_link(count: str) -> None:
    text = f"NVLink on the A100: {count}{{}}."
    assert verdict(text.format("50 GB/s"), "50 GB/s")[0] == "match"
    assert verdict(text.format("500 GB/s"), "500 GB/s")[0] != "match"


def test_cores_below_a_unit_of_rates_are_counted() -> None:
    rows = table(
        "Spec | A100 80GB | H100 SXM",
        "FP32 CUDA cores | 6,912 | 16,896",
        "FP32 cores per SM | 64 | 128",
        "FP32 | {} | 67",
    )
    text = "All FP32 TFLOPS are dense.\n\n" + rows
    assert findings(text.format("19.5")) == []
    assert [quantity for quantity, _ in findings(text.format("91.6"))] == ["91.6"]


def test_the_bandwidth_of_a_switch_is_not_its_devices() -> None:
    assert findings(table("Version | GPUs | Ports | Switch BW", "NVSwitch 3 | H100 | 64 | 13.6 TB/s")) == []
    assert findings(table("Version | GPU | Memory BW", "Hopper | H100 | 13.6 TB/s"))


def test_a_link_behind_the_number_is_meant_up_to_the_dash() -> None:
    text = "The GH200 joins them by NVLink-C2C, a {} chip-to-chip link — the GPU reads CPU memory over it."
    assert findings(text.format("900 GB/s")) == []


def test_a_full_chip_has_more_than_a_product() -> None:
    text = "### H100 SXM\n\n**{}:**\n\n- 144 SMs\n"
    assert findings(text.format("The full GH100 die")) == []
    assert findings("The H100 SXM has 144 SMs.")


@pytest.mark.parametrize("cards", ["Dual RTX 3090s", "dual NVIDIA RTX 3090", "A pair of RTX 3090", "Two RTX 3090s"])
def test_two_cards_have_the_memory_of_both(cards: str) -> None:
    assert verdict(f"{cards} (48 GB of VRAM) will do.", "48 GB") == MATCH
    assert verdict(f"{cards} (48 GB each) will do.", "48 GB") != MATCH


def test_experts_in_use_are_counted_apart() -> None:
    text = "DeepSeek-V3 (256 experts, {} active) is sparse."
    assert verdict(text.format("8"), "8") == MATCH
    assert claim(text.format("2"), "2").verdict == "mismatch"


def test_fp8_of_a_geforce_may_be_accumulated_in_fp16() -> None:
    rows = table("GPU | FP8 tensor (TFLOPS, dense)", "RTX 4090 | {}")
    assert findings(rows.format("660")) == []
    assert findings(rows.format("1321"))


def test_states_in_columns_of_their_own() -> None:
    rows = table(
        "Strategy | Weights | Gradients | Optimizer | Total", "DDP | 14 GB | 14 GB | 84 GB | 112 GB",
        "ZeRO-1 | 14 GB | 14 GB | {} | 38.5 GB", "ZeRO-3 | 1.75 GB | 1.75 GB | 10.5 GB | 14 GB",
    )  # fmt: skip
    text = "For a 7B model on 8 GPUs:\n\n" + rows
    assert findings(text.format("10.5 GB")) == []
    assert findings(text.format("84 GB")) == [("84 GB", "zero-stage")]


def test_states_without_a_master_copy() -> None:
    rows = table("Stage | Per GPU", "DDP | {}", "ZeRO-1 | 42 GB", "ZeRO-3 | 21 GB")
    text = "For a 7B model on 4 GPUs:\n\n" + rows
    assert findings(text.format("84 GB")) == []
    assert findings(text.format("48 GB"))


def test_power_at_which_a_share_of_the_clock_is_kept() -> None:
    text = "The Jetson Orin Nano 8GB, Super mode, has 67 TOPS.\n\n- DVFS: severe throttling (33% of boost at {})\n"
    assert findings(text.format("7W")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Per dollar of hourly rent the A100 offers 184 TFLOP/s in BF16.",
        "With its part of the host the A100 SXM draws 0.52 kW per GPU.",
        "For one watt the H100 SXM gives 1.4 TFLOP/s in BF16.",
    ],
)
def test_a_share_of_a_device_is_no_specification(text: str) -> None:
    assert findings(text) == []


def test_a_wrong_specification_stays_one() -> None:
    assert findings("The A100 offers 624 TFLOP/s in dense BF16.")
    assert findings("The H100 SXM has a TDP of 350 W per GPU.")
