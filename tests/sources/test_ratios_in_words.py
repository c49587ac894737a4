"""Factors as words tell them, several of one sentence, their bases by name, and two devices of the registry."""

from __future__ import annotations

import pytest
from snippets import claim, findings, frame, table


def told(text: str, path: str = "notes.md") -> list[str]:
    return [words for words, rule in findings(text, path) if rule == "ratio"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It cuts the buffer from 64 GB to 16 GB, a factor of 4.", None),
        ("It cuts the buffer from 64 GB to 16 GB, a factor of 8.", "8"),
        ("The copy took 90 ms and now takes 30 ms, 3 times faster.", None),
        ("The copy took 90 ms and now takes 30 ms, 6 times faster.", "6 times"),
        ("The rate rises 12-fold, from 50 GB/s to 600 GB/s.", None),
        ("The rate rises 20-fold, from 50 GB/s to 600 GB/s.", "20-fold"),
        ("It goes from 20 GB to 180 GB, a ninefold growth.", None),
        ("It goes from 20 GB to 180 GB, a fivefold growth.", "fivefold"),
        ("A backup of 20 GB is written 3 times a day, each 40 GB.", None),
        ("A step has 8e15 FLOP; a quarter of it, 2e15, is attention.", None),
        # what the words point to stands elsewhere
        ("The old link has 300 GB/s, the new one twice that, the network 25 GB/s.", None),
        ("Loading took 40 ms. The search takes 2 s, 50 times as long.", None),
        ("Loading took 40 ms. The search takes 2 s, 20 times as long.", "20 times"),
        # widths of formats are no amounts
        ("With 4-bit weights it is twice as fast as with 16-bit weights.", None),
    ],
)
def test_factors_in_words(text: str, wrong: str | None) -> None:
    assert told(text) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Against the A100, the H100 has 3.2 times the dense BF16 rate and 1.6 times the bandwidth.", None),
        ("Against the A100, the H100 has 6.3 times the dense BF16 rate and 1.6 times the bandwidth.", "6.3 times"),
        ("Against the A100, the H100 has 3.2 times the dense BF16 rate and 2.4 times the bandwidth.", "2.4 times"),
        ("The MI300X is large. Against the H100 it has 2.4 times the memory.", None),
        ("The MI300X is large. Against the H100 it has 1.6 times the memory.", "1.6 times"),
        ("H200 to MI300X: 1.1x the bandwidth, 1.36x the memory capacity.", None),
        ("H200 to MI300X: 1.9x the bandwidth, 1.36x the memory capacity.", "1.9x"),
        ("The MI300X makes 1307.4 TFLOP/s, which is about 32% more than the H100 SXM.", None),
        ("The MI300X makes 1307.4 TFLOP/s, which is about 62% more than the H100 SXM.", "62%"),
        # several devices, other quantities, measurements
        ("Two H100s have 2.5 times the bandwidth of one MI300X.", None),
        ("The H100 gives 1.9 times the bandwidth per dollar of the A100.", None),
        ("The H100 is 4.5x faster than the A100 in FP16 compute.", None),
        ("From V100 to H100 arithmetic outran memory by a factor of 3.1.", None),
    ],
)
def test_factors_between_two_devices(text: str, wrong: str | None) -> None:
    assert told(text) == ([wrong] if wrong else [])


@pytest.mark.parametrize(("first", "second", "wrong"), [
    ("25-fold", "5 times", []), ("16-fold", "5 times", ["16-fold"]),
])  # fmt: skip
def test_each_factor_of_a_sentence_has_its_own_column(first: str, second: str, wrong: list[str]) -> None:
    rows = table("Batch | Step (ms) | Tokens/s", "1 | 5 | 200", "16 | 5.6 | 3200", "64 | 25 | 5000")
    text = f"From batch 1 to 64 the throughput rises {first} while a user waits {second} as long.\n"
    assert told(f"{rows}\n{text}") == wrong


LINES = r"""\begin{itemize}
\item Contract: 1.5 kW a shelf $\to$ 120 kW
\item Fans alone: 80 x 300 W = 24 kW, %s of the contract
\item Big cache: 640 KiB a token
\item Small cache: 2 x 20 KiB = 40 KiB
\item That is %s less than the big cache
\end{itemize}"""


@pytest.mark.parametrize(("share", "factor", "wrong"), [
    (r"20\%", "16x", []), (r"40\%", "16x", ["40%"]), (r"20\%", "32x", ["32x"]),
])  # fmt: skip
def test_bases_that_words_name(share: str, factor: str, wrong: list[str]) -> None:
    assert told(frame(LINES % (share, factor)), "deck.tex") == wrong


def test_a_share_of_what_no_amount_is_called_is_left_alone() -> None:
    assert told("A shard of 0.94 GB sends 1.64 GB over the wire, under 1% of the step.") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("On H100s we reach 396 TFLOP/s, 40% of the dense BF16 peak.", None),
        ("On H100s we reach 396 TFLOP/s, 20% of the dense BF16 peak.", "20%"),
        ("The copy on an H100 runs at 1.34 TB/s, 40% of the peak.", None),
        ("The copy on an H100 runs at 1.34 TB/s, 80% of the peak.", "80%"),
        ("The H100 has 989 TFLOP/s; assume 50% of the peak.", None),
        ("Work: 900 - 2 x 150 = 600. The bill falls by 33%.", None),
        ("Work: 900 - 2 x 150 = 600. The bill falls by 50%.", "50%"),
        ("The exchange takes 60 ms. Against a step of 1.2 s this is 5%.", None),
        ("The exchange takes 60 ms. Against a step of 1.2 s this is 50%.", "50%"),
        ("The pause is 3.2 times shorter than with 30 s, namely 4 min.", None),
    ],
)
def test_shares_of_peaks_of_differences_and_of_what_stands_before(text: str, wrong: str | None) -> None:
    assert told(text) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The new link gains 12x at 4 KB and 4.8x at 1 MB.", None),
        ("The new link gains 12x at 4 KB and 12x at 1 MB.", "12x"),
        ("The old link takes 14 times as long as another one.", None),
    ],
)
def test_factors_at_a_row(text: str, wrong: str | None) -> None:
    rows = table("Size | Old link | New link", "4 KB | 36.0 µs | 3.0 µs", "1 MB | 105.6 µs | 22.0 µs")
    assert told(f"{rows}\n{text}\n") == ([wrong] if wrong else [])


def test_a_total_without_one_of_its_rows() -> None:
    rows = ("What | Loss", "Writing | 0.38%", "Lost work | 0.35%", "Restart | 0.25%", "Together | {}")
    assert findings(table(*rows).format("0.98%")) == []
    assert findings(table(*rows).format("0.73%")) == [("0.73%", "table")]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("One gets 2.25 times the memory for 1.4 times the power.", []),
        ("For 1.4 times the power one gets 2.28 times the arithmetic.", []),
        ("One gets 2.25 times the memory for 2.28 times the power.", ["2.28 times"]),
        ("GPUs at TDP are 55% of the H100 box, 56% of the B200 box.", []),
    ],
)
def test_two_factors_of_a_clause_have_each_its_quantity(sentence: str, wrong: list[str]) -> None:
    rows = table(
        " | DGX H100 | DGX B200",
        "memory | 640 GB | 1440 GB",
        "BF16, dense | 7.9 PFLOP/s | 18 PFLOP/s",
        "power | 10.2 kW | 14.3 kW",
    )
    assert told(f"# Two boxes\n\n{rows}\n{sentence}\n") == wrong


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("AGX Orin over Orin Nano: 2.0x the bandwidth.", []),
        ("AGX Orin over Orin Nano: 4.0x the bandwidth.", ["4.0x"]),
    ],
)
def test_a_short_name_means_the_variant_that_is_named_in_full(sentence: str, wrong: list[str]) -> None:
    rows = table(
        "Board | memory | bandwidth",
        "NVIDIA Jetson Orin Nano 8GB, Super mode | 8 GB | 102 GB/s",
        "NVIDIA Jetson AGX Orin 64GB | 64 GB | 204.8 GB/s",
    )
    assert told(f"# Boards of NVIDIA\n\n{rows}\n{sentence}\n") == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It gives 246 tokens/s instead of 95, a speed-up of 2.6.", []),
        ("It gives 246 tokens/s instead of 95, a speed-up of 2.8.", ["2.8"]),
        ("The step falls from 31.8 ms to 25.1 ms: speedup 1.7.", ["1.7"]),
        ("From 80 ms to 20 ms it is a factor of 4.", []),
        ("From 80 ms to 20 ms it is a factor of 5.", ["5"]),
        ("We reach 95 tokens/s, a speed-up of 2.8 over the week before.", []),
    ],
)
def test_factors_without_their_sign(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "A read from DRAM costs 200 times as much, about {} more.",
            "two orders of magnitude",
            "four orders of magnitude",
        ),
        (
            "That is 1,000x, or {}.",
            "three orders of magnitude",
            "one order of magnitude",
        ),
        (
            "The gap is 20,000x ({}).",
            "four orders of magnitude",
            "two orders of magnitude",
        ),
    ],
)
def test_orders_of_magnitude_beside_a_factor_are_its_orders(text: str, right: str, wrong: str) -> None:
    assert claim(text.format(right), right if "about" not in text else f"about {right}").verdict == "match"
    assert claim(text.format(wrong), wrong if "about" not in text else f"about {wrong}").verdict == "mismatch"


def test_orders_of_magnitude_of_something_else_are_left_alone() -> None:
    assert not findings("It is 3x faster. Over the decade, compute grew by five orders of magnitude.")
    assert not findings("A 128x larger batch, while energy falls by four orders of magnitude.")
