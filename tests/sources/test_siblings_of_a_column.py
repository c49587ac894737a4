"""The one cell of a column that its row does not give, where the other rows give theirs."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.checking import check_text

from mlsysim_registry.data import load

REGISTRY = load()
DECK = """# Failures

One GPU fails every 60,000 hours, so the MTBF of a job is 60,000 h divided by its GPUs.

| GPUs | MTBF of the job |
|---|---|
| 256 | 234 h |
| 2,048 | 29.3 h |
| 8,192 | {} |
| 16,384 | 3.66 h |
"""


def wrong(text: str) -> list[str]:
    return [claim.text for claim in check_text("deck.md", text, REGISTRY).claims if claim.verdict == "mismatch"]


@pytest.mark.parametrize(("said", "told"), [("7.32 h", []), ("117 h", ["117 h"]), ("4.1 h", ["4.1 h"])])
def test_the_odd_one_is_told(said: str, told: list[str]) -> None:
    assert wrong(DECK.format(said)) == told


def test_what_one_input_gives_for_all_rows_is_no_rule_of_the_column() -> None:
    rows = "".join(f"| {batch} | {time} |\n" for batch, time in ((1, "4.9 ms"), (8, "5.2 ms"), (64, "10.9 ms")))
    deck = f"# Decode of Llama-3 8B on an H100, FP16\n\n| batch | decode time per token |\n|---|---|\n{rows}"
    assert wrong(deck) == []


@pytest.mark.parametrize(
    "text",
    [
        "Adam keeps a weight (2) and a gradient (2), moments and a master copy (3*4) = 16 bytes per parameter.",
        "Llama 3.1 8B has 16.06 GB of gradients. An AllReduce over 8 ranks: every GPU sends 28.1 GB; at 450 GB/s this "
        "takes 62.5 ms.",
        "The run took 24.6 days. One stop throws away 44.2/2+12 minutes of 1024 GPUs: some 582 GPU-hours.",
        "594,000 GPU-hours at 1.15 kW each are 683 MWh. PUE of the site: 1.2. At the site's meter: 820 MWh.",
    ],
)
def test_what_stands_before_it_is_read(text: str) -> None:
    assert wrong(f"# A lecture on training\n\n{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "An H100 peaks at 989.4 TFLOP/s. Our pilot had an MFU of 40 %, i.e. 395.8 TFLOP/s. A run of 4.08e23 FLOP costs "
        "286,000 GPU-hours.",
        "A device fails once in 50,700 GPU-hours. Our 272 GPUs: 186 h between interruptions, 7.8 days.",
        "Young's interval is $\\sqrt{2 \\cdot 7.7 s \\cdot 3169 h} = 13,250$ s, so every 3.7 h.",
    ],
)
def test_what_is_said_again_or_reached_is_no_mistake(text: str) -> None:
    assert wrong(f"# Runs and failures\n\n{text}\n") == []


def test_the_link_of_a_row_is_the_devices_own() -> None:
    deck = (
        "# Links\n\nPCIe 5.0 x16, 63 GB/s\n\n| | A100 SXM 40GB | H100 SXM |\n|---|---|---|\n"
        "| Link, GB/s per direction | {} | 450 |\n"
    )
    assert wrong(deck.format("300")) == []
    assert [words.split()[0] for words in wrong(deck.format("600"))] == ["600"]


def test_of_them_counts_the_tokens() -> None:
    text = "# KV cache of Llama 3 8B\n\nOne token costs 131,072 bytes; 4,096 of them {}.\n"
    assert (wrong(text.format("537 MB")), wrong(text.format("268 MB"))) == ([], ["268 MB"])


@pytest.mark.parametrize(("said", "told"), [("5.2 ms", []), ("10.4 ms", ["10.4 ms"])])
def test_a_row_that_states_its_own_inputs(said: str, told: list[str]) -> None:
    rows = (
        "| H100, BF16 (16.06 GB) | 3,350 GB/s | 4.8 ms |\n| A100, BF16 (16.06 GB) | 2,039 GB/s | 7.9 ms |\n"
        f"| L4, BF16 (16.06 GB) | 300 GB/s | 53.5 ms |\n| L40S, INT4 (4.5 GB) | 864 GB/s | {said} |\n"
    )
    deck = f"# Llama 3.1 8B\n\nBatch 1, weights only:\n\n| GPU | Bandwidth | Time per token |\n|---|---|---|\n{rows}"
    assert wrong(deck) == told


@pytest.mark.parametrize(("said", "told"), [("7.3 ms", []), ("0.91 ms", ["0.91 ms"])])
def test_bits_for_bytes_beside_one_that_is_right(said: str, told: list[str]) -> None:
    rows = f"| 200 Gbit/s port | {said} |\n| 100 Gbit/s port | 14.6 ms |\n"
    assert wrong(f"# Moving a cache\n\nA prompt leaves 182.4 MB to send.\n\n| path | time |\n|---|---|\n{rows}") == told
