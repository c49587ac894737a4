"""Numbers of fleets and tables that follow from what stands before them: peaks, energy, failures, rings, ridges."""

from __future__ import annotations

import pytest
from snippets import claim, findings, verdict


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("At 35% MFU our 512 A100s sustain {}.", "55.9 PFLOP/s", "112 PFLOP/s"),  # of the sparse rate
        ("Together the 256 H100 SXM GPUs peak at {}.", "253 PFLOP/s", "506 PFLOP/s"),
        ("Sixteen H100 SXM at 40% MFU sustain {}.", "6.33 PFLOP/s", "12.7 PFLOP/s"),
        ("A run needs 2.0e20 FLOP. Our GPUs sustain 5.0 PFLOP/s and need {}.", "11.1 h", "5.6 h"),
        ("We take an MTBF of 40,000 hours per GPU.\n\n- One GPU: 4.6 years\n- 2,000 GPUs: a failure every {}",
         "20 hours", "10 hours"),
        ("12 nodes at 8 kW run all year, PUE 1.25.\n\n- IT power: 96 kW; with PUE 120 kW\n- Energy: {}",
         "1.05 GWh per year", "0.84 GWh per year"),
        ("A ring AllReduce takes $2(N-1)$ steps.\n\n- Latency part: at 4 µs a step and $N = 256$: {}", "2.04 ms",
         "1.02 ms"),
        ("A ring over four H100s of 2 GB sends 2 x 3/4 x 2 GB = 3 GB per GPU: {} at 450 GB/s each way.", "6.7 ms",
         "3.3 ms"),
        ("| What | Link | Time |\n|---|---|---|\n| A backup (26 GB) from storage | 25 Gb/s network | {} |",
         "8.3 s", "1.0 s"),
    ],
)  # fmt: skip
def test_what_stands_before_it_gives(text: str, right: str, wrong: str) -> None:
    assert findings(f"# Fleet\n\n{text.format(right)}\n") == []
    assert claim(f"# Fleet\n\n{text.format(right)}\n", right).verdict == "match"
    assert [words for words, _ in findings(f"# Fleet\n\n{text.format(wrong)}\n")] == [wrong]


GRIDS = """# Carbon

| Grid | gCO2/kWh |
|---|---|
| Nuclear Valley | 50 |
| Coal Country | 700 |

# The run

- Energy: 2 GWh
- On the Coal Country grid: {} of CO2
"""


@pytest.mark.parametrize(("mass", "found"), [("1,400 t", []), ("140 t", ["140 t"])])
def test_the_intensity_of_the_grid_that_is_named(mass: str, found: list[str]) -> None:
    assert [words.partition(" of")[0] for words, _ in findings(GRIDS.format(mass))
            if words.partition(" of")[0] == mass] == found  # fmt: skip


PARTS = """# Parts

| Part | BF16 (TFLOP/s) | Memory (TB/s) | Power (W) |
|---|---|---|---|
| Alpha | 400 | 2 | 500 |
| Beta One | 900 | 3 | 600 |

# Quotients

| Part | Ridge, BF16 (FLOP/byte) | GFLOP/s per W | Ridge, FP8 (FLOP/byte) |
|---|---|---|---|
| Alpha | {} | 800 | 400 |
| Beta One | 300 | {} | 600 |
"""


@pytest.mark.parametrize(
    ("ridge", "rate", "found"),
    [("200", "1500", []), ("400", "1500", ["400"]), ("200", "800", ["800"]), ("170", "1500", [])],
)
def test_quotients_of_an_earlier_table(ridge: str, rate: str, found: list[str]) -> None:
    assert [words for words, _ in findings(PARTS.format(ridge, rate))] == found


def test_a_gain_is_not_the_ratio_of_the_devices() -> None:
    assert findings("# Scaling\n\n- Going from 128 to 256 GPUs brought a gain of 1.8×\n") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The 70B model in FP16 fits on one H200 with 1 GB to spare.", []),
        ("The 70B model in FP16 fits on one H200 with 71 GB to spare.", ["71 GB"]),  # at 8 bits
        ("The 13B model in FP16 fits on one A100 80GB with 54 GB to spare.", []),
        ("The 13B model in FP16 fits on one A100 80GB with 67 GB to spare.", ["67 GB"]),
        ("The 13B model in FP16 and its KV cache fit on one A100 80GB with 40 GB to spare.", []),
    ],
)
def test_what_weights_leave_of_a_device(text: str, found: list[str]) -> None:
    assert [words for words, _ in findings(f"# Room\n\n{text}\n")] == found


@pytest.mark.parametrize(
    ("sentence", "quantity", "expected"),
    [
        ("With a PUE of 1.25: 1.04 MW of IT, 1.3 MW from the grid.", "1.04 MW", "unresolved"),
        ("We pay for 1.3 MW at a PUE of 1.25, of which 1.04 MW reach the IT.", "1.04 MW", "unresolved"),
        ("PUE 1.4 turns 700 W of a card into 980 W of the hall.", "700 W", "unresolved"),
        ("With a PUE of 1.25 the 1.3 MW of IT become 1.04 MW at the meter.", "1.04 MW", "mismatch"),
    ],
)
def test_the_power_of_the_machines_stands_beside_that_of_the_meter(sentence: str, quantity: str, expected: str) -> None:
    assert verdict(sentence, quantity)[0] == expected


def test_an_energy_without_the_overhead_is_meant() -> None:
    text = "# Energy\n\n- PUE 1.2: 1,253 kW at the meter.\n- Over 4,280 hours: 5.37 GWh.\n\n{}"
    assert findings(text.format("Without the facility overhead it would be 4.47 GWh.")) == []
