"""Ridge points, and batches at which decoding turns compute-bound, as plain numbers beside a device."""

from __future__ import annotations

import pytest
from snippets import findings

TITLE = "# When does decoding turn compute-bound?\n\n"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("- H100 SXM: batch {}\n- MI300X: batch 247\n", ("295", "590")),
        ("- H100 SXM: batch 295\n- MI300X: batch {}\n", ("247", "390")),
        ("- INT8 weights dequantized to BF16: {} on an H100 SXM, 103 on an H200 SXM.\n", ("148", "591")),
        ("- FP8 weights and FP8 arithmetic on an H200 SXM: {}.\n", ("206", "412")),
        ("- With INT4 weights and BF16 arithmetic an H100 SXM gets there at {}.\n", ("74", "590")),
        ("An H100 SXM must perform about {} operations for each byte it reads.\n", ("295", "2,950")),
        ("H100 SXM ridge: 295; MI300X: {}\n", ("247", "390")),
        ("| Device | Crossover batch |\n|---|---|\n| H100 SXM | 295 |\n| MI300X | {} |\n", ("247", "493")),
    ],
)
def test_a_known_slip_is_found_and_the_right_number_stays_quiet(right: str, wrong: tuple[str, str]) -> None:
    good, bad = wrong
    assert findings(TITLE + right.format(good)) == []
    assert [found for found, _ in findings(TITLE + right.format(bad))] == [bad]


def test_other_numbers_and_stated_efficiencies_are_left_alone() -> None:
    assert findings(f"{TITLE}- The H100 SXM again.\n- Our users ask for 590.\n") == []
    assert findings(f"{TITLE}With η = 0.5 of the peak:\n\n- H100 SXM: batch 148\n") == []
    assert findings(f"{TITLE}- H100 SXM: with FP8 batch 295, or 148 if the multiply is in BF16.\n") == []
    assert findings(f"{TITLE}- H100 SXM, INT4 weights, BF16 arithmetic: 74 instead of 295.\n") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Ridge in BF16: A100 153, H200 206, H100 295.", []),
        ("Ridge in BF16: A100 306, H200 206, H100 295.", ["306"]),
        ("Crossover batches in BF16: A100 153, H200 206, H100 591.", ["591"]),
        ("Below the ridge the H100 48 and the H200 52 served.", []),
        ("When does an H200 SXM turn compute-bound? With the 8-bit ridge of 412 at a batch of 206.", []),
        ("When does an H200 SXM turn compute-bound? With the 8-bit ridge of 412 at a batch of 412.", ["412"]),
    ],
)
def test_lists_of_devices_and_batches(text: str, wrong: list[str]) -> None:
    assert [found for found, _ in findings(text)] == wrong
