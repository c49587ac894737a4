"""Factors, shares, words, orders and speed-up columns."""

from __future__ import annotations

import pytest
from snippets import checked, findings, table


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It shrinks the model from 140 GB to 35 GB, a 4× reduction.", None),
        ("It shrinks the model from 140 GB to 35 GB, a 6× reduction.", "6×"),
        ("Latency drops from 80 ms to 20 ms (75% lower).", None),
        ("Latency drops from 80 ms to 20 ms (60% lower).", "60%"),
        ("The H200 nearly doubles the bandwidth from 3.35 TB/s to 4.8 TB/s.", "nearly doubles"),
        ("It doubles the capacity from 40 GB to 80 GB.", None),
        ("Memory falls from 16 GB to 8 GB: it is halving.", None),
        ("The H200 has 1.4x more bandwidth than the H100.", None),
        ("The H200 has 2.4x more bandwidth than the H100.", "2.4x"),
        ("Prices dropped 10x per year, from $20 to $0.40, a big drop.", None),
        ("A run of 3 hours at 20 ms is 5× faster.", None),  # no pair
        ("Start-up fell from 2 hours 46 minutes to 2 hours 1 minute, a 27% reduction.", None),
        ("Start-up fell from 2 hours 46 minutes to 2 hours 1 minute, a 57% reduction.", "57%"),
        ("The loss fell from 3.50 to 3.15 (-10%).", None),
        ("The loss fell from 3.50 to 3.15 (-30%).", "30%"),
        ("Memory falls from 16 GB to 4 GB and latency from 80 ms to 20 ms, 3× faster.", "3×"),
        ("Decoding is more than 9× faster, from 80 ms to 20 ms.", "9×"),
        ("Loading takes 10 seconds here and 10 minutes there, an order of magnitude slower.", "an order of magnitude"),
        ("It outperforms the old one by 30% on A (3.94 vs 3.03), 31% on B (3.38 vs 2.59).", None),
        ("It outperforms the old one by 30% on A (3.94 vs 3.03), 61% on B (3.38 vs 2.59).", "61%"),
        ("Peak memory grows about 22% (23.1 → 28.1 GB), while the idle one grows about 47% (11.5 → 14.6 GB).", "47%"),
        ("Peak memory rises 22% from 23.1 GB to 28.1 GB, while the model is 3.8× larger.", None),
        # the sizes are of the cause
        ("Increasing the buffer from 64 KB to 1024 KB only improves the speed by 0.5%.", None),
        ("Going from 10 ms to 5 ms raises the hardware bill by 300%.", None),
        # a level, and another sentence's numbers
        ("At 70% utilization the mean is 17 ms but the p99 is 77 ms.", None),
        ("One chip needs 48 hours, eight need 36 hours. Utilization drops from 70% to 25%.", None),
        ("SGD needs 28 GB, Adam 56 GB. Adam costs 3× the memory for its state.", None),
        ("Each node has 4 TB of memory and [8x] 144 GB of HBM, more than enough.", None),
        ("104B parameters are 8× more than 13B, at 128 GPUs a 16× larger machine.", None),
        ("A range of 2 GB to 4 GB makes 9× more sense.", None),
    ],
)
def test_factors_and_shares_of_a_sentence(text: str, wrong: str | None) -> None:
    assert [words for words, rule in findings(text) if rule == "ratio"] == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("For memory-bound decode: MI300X > H200 > H100.", False),
        ("For memory-bound decode: H100 > MI300X > Gaudi 3.", True),
        ("By TDP: MI300X > H100.", False),
        ("H100 > A100 in popularity.", False),
    ],
)
def test_orders_of_devices(text: str, wrong: bool) -> None:
    assert ("order" in [rule for _, rule in findings(text)]) is wrong


def test_speed_up_columns() -> None:
    rows = (
        "Precision | Latency (ms) | Speed-up",
        "FP16 | 40 | 1.0×",
        "FP8 | 20 | 2.0×",
        "INT4 | 10 | 4.0×",
        "INT2 | 8 | {}",
    )
    assert findings(table(*rows).format("5.0×")) == []
    assert findings(table(*rows).format("6.0×")) == [("6.0×", "ratio")]


def test_a_column_that_is_no_ratio_of_another_is_left_alone() -> None:
    rows = ("Kernel | Size (MB) | Speed-up", "a | 4 | 1.0×", "b | 9 | 1.3×", "c | 2 | 1.9×")
    assert findings(table(*rows)) == []
    assert [c.verdict for c in checked(table(*rows)).claims if c.text == "1.3×"] == ["unresolved"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The fused kernel is 2.7× faster than the plain one.", None),
        ("The fused kernel is 3.7× faster than the plain one.", "3.7×"),
        ("With this it reaches 46% of cuBLAS, a gain of the fused kernel.", None),
        ("The fused kernel reaches 86% of cuBLAS.", "86%"),
        ("The fused kernel spends 61% of its time on loads.", None),
        ("Fused is one of 5× more kernels that we could write.", None),
    ],
)
def test_factors_between_rows_that_a_sentence_names(text: str, wrong: str | None) -> None:
    rows = table("Kernel | TFLOP/s", "cuBLAS | 1506.7", "plain | 254.6", "fused | 695.4")
    assert findings(f"{rows}\n{text}\n") == ([(wrong, "ratio")] if wrong else [])
    assert findings(f"{text}\n\n{rows}\n") == ([(wrong, "ratio")] if wrong else [])


def test_factors_of_list_items_over_the_first() -> None:
    items = "- plain: 16.95 ms\n- tiled: 10.31 ms (1.64× faster)\n- fused: 6.12 ms ({} faster)\n"
    assert findings(items.format("2.77×")) == []
    assert findings(items.format("5.77×")) == [("5.77×", "ratio")]
    assert findings("- 3 hours of work\n- 20 minutes of rest (4× shorter)\n- a break of 9 minutes\n") == [
        ("4×", "ratio")
    ]
