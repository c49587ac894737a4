"""A wrong number that stands where only a specification stands is one, whatever its words leave unsaid."""

from __future__ import annotations

import pytest
from snippets import claim, findings, verdict


@pytest.mark.parametrize(
    ("sentence", "quantity"),
    [
        ("An A100 holds 96 GB, so the states ask for three of them.", "96 GB"),  # the name has it
        ("The L40S with its 24 GB cannot hold them.", "24 GB"),
        ("Nodes of eight H100 SXM (8 GB), 1,024 GPUs in all.", "8 GB"),
        ("Nodes of eight H100 SXM of 80 GB and 6.00 TB/s each.", "6.00 TB/s"),  # beside another that is right
        ("Machine: H100 SXM (80 GB, 5.30 TB/s, 700 W).", "5.30 TB/s"),
        ("NVLink 4 is 4,500 GB/s one way.", "4,500 GB/s"),
        ("PCIe 5.0 x16 links, 25 GB/s each way per link.", "25 GB/s"),
        ("The rate is one direction: 1,800 GB/s for NVLink 4.", "1,800 GB/s"),
        ("Mixtral 8x7B holds 65.7 billion parameters and uses 12.9 billion.", "65.7 billion"),
        ("Llama-3 8B has 11.0 B parameters, Llama-3 70B has 70.55 B.", "11.0 B"),
        ("A DGX H100 may draw 102 kW.", "102 kW"),
        ("A B200 reaches 90 PFLOP/s dense in FP4.", "90 PFLOP/s"),
        ("Llama 3.1 70B: GQA with 64 query heads over 2 KV heads.", "2"),
        ("Llama 3.1 70B on an H100: 0.522 ms each, 2.09 ms a layer, 167 ms for 32 layers.", "32"),  # 167 / 2.09 = 80
        ("Llama 3.1 8B in INT4 on an L4: 4.02 GB at 600 GB/s is 13.4 ms.", "600 GB/s"),  # reckoned with 300
        ("The boost clock of an A100 is 1 GHz.", "1 GHz"),  # one digit, far from 1.41
    ],
)
def test_a_wrong_number_in_the_place_of_a_specification_is_found(sentence: str, quantity: str) -> None:
    assert verdict(sentence, quantity)[0] == "mismatch"


@pytest.mark.parametrize(
    "sentence",
    [
        "An A100 holds the model with 40 GB to spare.",
        "BF16 on the H100 leaves 18.9 GB.",
        "On A100 GPUs, peak usage of 50 GB was seen.",
        "The MI300X is kept at 3 TB/s by this kernel.",
        "V100: 80 x 8 x 64 x 2 x 1.53 GHz = 125.3 TFLOP/s.",
        "A plan for 8 V100s at 1,000 TFLOPS or 4 A100s delivering 1,248 TFLOPS.",
        "Power: 24 boards of the H200 at 700 W are 16.8 kW, with a PUE of 1.25 they become 21.0 kW.",
        "13.0 B parameters on 2 trillion tokens; compare Llama 2 70B.",
        "Llama 3.1 70B runs in 48 stages.",
        "On one H100: 70 GB of the 80 GB are weights.",  # what is used of it is less than there is
        "With an H100: 16 GB for the model, 60 GB for its cache.",
        "The H100 is 45 GB full.",
        "Each H100 holds 17.6 GB.",
        "The H100 at 500 W runs at 1.4 GHz.",
        "The H100 moves 2.9 TB/s in this kernel.",
        "NVLink 4 moves 360 GB/s in our test.",
        "PCIe 5.0 x16 gives 50 GB/s in practice.",
        "Llama 3 8B: 4 layers per GPU on eight GPUs.",
    ],
)
def test_another_number_beside_a_name_is_no_specification(sentence: str) -> None:
    assert not findings(sentence)


def test_a_list_under_a_name_is_its_sheet() -> None:
    text = "# DGX H100\n\n- eight GPUs\n- 640 GB of HBM3\n- HBM bandwidth: 26.8 TB/s\n- 3.20 kW at most\n"
    assert claim(text, "3.20 kW").verdict == "mismatch"
    assert not findings(text.replace("3.20", "10.2"))


def test_a_column_that_states_it_of_all_others_states_it_of_one_more() -> None:
    rows = ["| H100 SXM | 3350 |", "| A100 SXM 80GB | 2039 |", "| L4 | 900 |", "| H200 | 4800 |"]
    text = "\n".join(["# Bounds", "", "| device | GB/s |", "|---|---|", *rows, ""])
    assert claim(text, "900").verdict == "mismatch"
    assert not findings(text.replace("| 900", "| 300"))


@pytest.mark.parametrize(
    ("sentence", "quantity", "rule", "right"),
    [
        ("NVLink 4 is 4,500 GB/s one way.", "4,500 GB/s", "power-of-ten", "450 GB/s"),  # nearer to that of all ports
        ("Even NVLink 4 (1.8 TB/s) is slow for it.", "1.8 TB/s", "variant", ""),  # NVLink 5
        ("PCIe 5.0 x16 has 32 GB/s in each direction.", "32 GB/s", "variant", "63 GB/s"),
        ("Qwen2.5 32B has 64 layers and 40 key-value heads.", "40", "different", "8"),
    ],
)
def test_why_a_number_is_wrong_and_what_to_write(sentence: str, quantity: str, rule: str, right: str) -> None:
    found = claim(sentence, quantity)
    assert (found.verdict, found.rule) == ("mismatch", rule)
    assert right in found.hint


def test_a_size_of_heads_is_no_number_of_them() -> None:
    assert not findings("Llama 3.1 8B has 32 layers, 8 key/value heads of 128.")


def test_what_is_moved_over_a_rate_is_no_memory() -> None:
    text = "Llama-2-70B on an H100. Memory time: {} GB / 3.35 TB/s"
    assert findings(text.format("140") + " = 42 ms.") == findings(text.format("80") + " = 24 ms.") == []


def test_a_power_with_its_host_is_not_the_cards() -> None:
    table = "| Metric | RTX 4090 board |\n|---|---|\n| Power (W) | 450 W for the card, ~650 W with an x86 tower |\n"
    assert findings(table) == []
    assert [text for text, _ in findings(table.replace("450 W for", "350 W for"))] == ["350 W"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The MI250X uses HBM2e, totaling 128 GB and delivering up to 6.4 TB/s.", "6.4 TB/s"),
        ("- H100 SXM: dense BF16 up to 98.9 TFLOPS", "98.9 TFLOPS"),
        ("We measured 1.67 TB/s on the H100.", None),
    ],
)
def test_plain_slips_right_beside_a_device(text: str, wrong: str | None) -> None:
    told = [words for words, _ in findings(f"# Devices\n\n{text}\n")]
    assert told == ([wrong] if wrong else [])


_PLATFORMS = """
| Board | BF16 dense | FP8 dense | Memory | Bandwidth |
|---|---|---|---|---|
| B200 (HGX) | 2,250 TFLOPS | {fp8} TFLOPS | 180 GB | 7.7 TB/s |
| H100 (HGX) | 989 TFLOPS | 1,979 TFLOPS | 80 GB | 3.35 TB/s |
"""


@pytest.mark.parametrize(("fp8", "found"), [("4,500", False), ("2,615", True)])
def test_a_label_that_names_a_platform_is_the_devices_where_its_row_is_of_one(fp8: str, found: bool) -> None:
    assert bool(findings(_PLATFORMS.format(fp8=fp8))) is found


@pytest.mark.parametrize(("bandwidth", "found"), [("68", False), ("300", True), ("17", False)])
def test_no_part_of_a_memory_is_more_than_all_of_it(bandwidth: str, found: bool) -> None:
    text = f"""
### Jetson Orin Nano 8GB

- **Architecture**: Ampere with 1024 CUDA cores
- **Memory**: 8GB 128-bit LPDDR5 ({bandwidth} GB/s memory bandwidth)
"""
    assert bool(findings(text)) is found


@pytest.mark.parametrize(("rate", "found"), [("624", False), ("62", True)])
def test_tensor_cores_behind_a_rate_of_theirs_are_no_part(rate: str, found: bool) -> None:
    text = f"| GPU | Memory | INT8 |\n|---|---|---|\n| A100 | 80 GB | {rate} TOPS (Tensor Core) |\n"
    assert bool(findings(text)) is found


_NESTED = """## Products

- H100 (80GB HBM3)
    - Cuda cores: {cuda}
    - Tensor cores: {tensor}
    - NVLink 4.0
    - Memory Bandwidth: {bandwidth}GB/s
    - 1979 TFLOPS (FP8, dense)
"""


@pytest.mark.parametrize(
    ("cuda", "tensor", "bandwidth", "told"),
    [
        ("16896", "528", "3350", []),
        ("18432", "528", "3350", ["18432"]),
        ("18432", "640", "3350", ["18432", "640"]),
        ("16896", "528", "4350", ["4350GB/s"]),
    ],
)
def test_items_below_a_device_are_its_sheet(cuda: str, tensor: str, bandwidth: str, told: list[str]) -> None:
    text = _NESTED.format(cuda=cuda, tensor=tensor, bandwidth=bandwidth)
    assert [words for words, _ in findings(text)] == told
