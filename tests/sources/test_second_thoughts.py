"""Findings that something beside them excuses, and the like ones that nothing excuses."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked, table


def told(text: str) -> list[str]:
    return [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS]


SIZES = table(
    "Model | Parameters | FP8 | INT4",
    "Llama 3.1 8B | 8.03 B | 8.03 GB | {}",
    "Mistral Nemo | 12.25 B | 12.25 GB | {}",
    "Phi-4 | 14.66 B | 14.66 GB | {}",
    "Qwen2.5 72B | 72.7 B | 72.7 GB | {}",
)


def test_a_column_that_is_off_by_one_odd_factor_rests_on_an_assumption() -> None:
    """4.125 bits a weight: every group of 128 has a scale of 16 bits."""
    assert told(SIZES.format("4.14 GB", "6.32 GB", "7.56 GB", "37.5 GB")) == []


def test_one_number_of_a_column_that_is_off_alone_is_wrong() -> None:
    assert told(SIZES.format("4.02 GB", "6.13 GB", "14.66 GB", "36.4 GB")) == ["14.66 GB"]


CACHES = table(
    "Model | Layers | Query heads | KV heads | Head size | Per token | Per token, MHA",
    "Llama 3.1 8B | 32 | 32 | 8 | 128 | {} | 512 KiB",
    "Qwen2.5 72B | 80 | 64 | 8 | 128 | 320 KiB | 2,560 KiB",
)


def test_what_stands_in_the_next_column_is_not_expected_here() -> None:
    assert told(CACHES.format("128 KiB")) == []


PATHS = "The cache of a prompt is 2.68 GB. Time to send it:\n\n" + table(
    "Path | ms", "one NDR port | 53.7", "eight NDR ports | {}"
)


@pytest.mark.parametrize(("said", "found"), [("6.7", []), ("53.6", [])])
def test_ports_that_a_row_counts_carry_it_together(said: str, found: list[str]) -> None:
    assert told(PATHS.format(said)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The weights need four MI300X (768 GB) or four B200 (720 GB).", []),
        ("The weights need two MI300X (384 GB).", []),
        ("An MI300X has 768 GB of HBM3.", ["768 GB"]),
    ],
)
def test_memory_of_counted_devices(text: str, found: list[str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A DGX H100 draws 10.2 kW.\n\n# Next\n\nA DGX B200 draws 14.3 kW, against 10.2 kW for the older one.", []),
        ("The maximum power of a DGX B200 is 10.2 kW.", ["10.2 kW"]),
    ],
)
def test_what_a_system_is_compared_with_is_anothers(text: str, found: list[str]) -> None:
    assert told(text) == found


BOXES = table("| DGX H100 | DGX B200", "Maximum power | 10.2 kW | {}", "of which GPUs at TDP | 5.6 kW | 8.0 kW")


@pytest.mark.parametrize(("said", "found"), [("14.3 kW", []), ("10.2 kW", ["10.2 kW"])])
def test_of_which(said: str, found: list[str]) -> None:
    assert told(BOXES.format(said)) == found


RATES = table(
    "| A100 SXM | H100 SXM | L4",
    "BF16 matrix rate (TFLOP/s) | 312 | 989.4 | 121",
    "FP8 or INT8 matrix rate (TFLOP/s, TOP/s) | {} | 1978.9 | 242.5",
)


@pytest.mark.parametrize(("said", "found"), [("624", []), ("1248", ["1248"])])
def test_one_of_two_formats_that_a_row_names(said: str, found: list[str]) -> None:
    assert told(RATES.format(said)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On HDR ports (25 GB/s) the middle line doubles and the sum becomes 218 ms.", []),
        ("A PCIe Gen4 x16 slot has 32 GB/s per direction, and two A30 cards share an NVLink bridge of 200 GB/s.", []),
        ("NVLink of the A30: 200 GB/s per direction.", ["200 GB/s"]),
    ],
)
def test_directions_are_said_of_their_own_number(text: str, found: list[str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DeepSeek-V3. One routed expert has 3 x 7168 x 2048 = 44.0 M parameters; there are 58 MoE layers.", []),
        ("DeepSeek-V3 has 60 layers.", ["60"]),
    ],
)
def test_parts_of_a_model(text: str, found: list[str]) -> None:
    assert told(text) == found


COSTS = "We rent 8.97 million GPU-hours a year at 1.64 USD per GPU-hour.\n\n" + table(
    "per year | million USD",
    "hardware | 11.25",
    "electricity | 1.10",
    "staff, hall, spares | 2.40",
    "**total** | **{}**",
)


@pytest.mark.parametrize(("said", "found"), [("14.75", []), ("12.35", ["12.35"])])
def test_a_header_may_count_millions_of_money(said: str, found: list[str]) -> None:
    assert told(COSTS.format(said)) == found


@pytest.mark.parametrize("count", ["232 and 230", "232 and 229"])
def test_a_ridge_point_of_another_device_that_the_text_names(count: str) -> None:
    text = f"Trainium2 over Trainium1: like the step from H100 to B200, this one left the ridge where it was ({count})."
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NVLink on the H100 moves 900 GB/s, counted in both directions, so 450 GB/s out of each GPU.", []),
        ("NVLink on the H100 moves 900 GB/s in all, so 300 GB/s per direction.", ["300 GB/s"]),
        ("Qwen2.5 14B. K and V, 48 layers, 8 heads of 128, 2 bytes: 192 KiB a token.", []),
        ("One read and one write of 2 bytes = 268 MB for the tensor.", []),
        ("400 Gbit/s = 400 GB/s", ["400 GB/s"]),
        ("At $2.20 an hour over 5.09 million tokens an hour this is $0.43 per million tokens.", []),
        ("From 2017 to 2024 the peaks of this list grew 7.9-fold.", []),
        ("Of 80 GB, 90% may be used; a request takes 0.805 GB, and 42.4 GB remain beside the weights.", []),
    ],
)
def test_what_the_sentence_says_otherwise(text: str, found: list[str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cache of this model is 192,512 B a token in BF16, 41% less than that of Llama 3.1 70B.", []),
        ("The BF16 weights are 65.5 GB (14.5 GB of an 80 GB card remain).", []),
        ("An MI250X is two dies, and each shows as one GPU: 191.5 TFLOP/s, 64 GB and 1.6 TB/s apiece.", []),
        ("A vendor claims 9 PFLOP/s in FP8 for its B200. What do you plan with?", []),
        ("The B200 makes 9 PFLOP/s in FP8, dense.", ["9 PFLOP/s"]),
        ("For the run: 1,058.4 kW times 1.15 for 504 h is 613.4 MWh.", []),
        ("For the run: 1,058.4 kW for 504 h is 613.4 MWh.", ["613.4 MWh"]),
        ("A step takes 13.5 ms, so with the draft model's tokens 171 tokens/s.", []),
    ],
)
def test_what_is_meant_instead(text: str, found: list[str]) -> None:
    assert told(text) == found


RUNS = "A model of 1.3B parameters is trained on 26 B tokens at an MFU of 40%; our plan has 8 H100.\n\n" + table(
    "Machine | Hours", "1 x RTX 4090 | {}", "8 x H100 SXM | 17.8", "8 x A100 SXM | 56.4"
)


@pytest.mark.parametrize(("said", "found"), [("852.5", []), ("106.6", ["106.6"])])
def test_a_row_counts_its_own_devices(said: str, found: list[str]) -> None:
    assert told(RUNS.format(said)) == found
