"""Gains of a whole by a part that is sped up, shares and factors of ranges, and spans of a slide's tables."""

from __future__ import annotations

import pytest
from snippets import findings, verdict

_CAMERA = (
    "# A camera\n\nA {speed} detector speedup gives a {gain} system speedup when detection is {share} of the latency.\n"
)


def test_a_gain_by_a_share_that_is_sped_up() -> None:
    text = _CAMERA.format(speed="4×", gain="1.6×", share="50%")
    assert verdict(text, "1.6×") == ("match", "")
    assert findings(text.replace("1.6×", "2.5×")) == [("2.5×", "ratio")]


def test_the_other_part_is_told_of_the_share() -> None:
    text = _CAMERA.format(speed="8×", gain="1.21×", share="20%")
    assert findings(text) == []
    assert findings(text.replace("20%", "80%")) == [("80%", "ratio")]


def test_time_saved_in_per_cent() -> None:
    text = "# A service\n\nA 5× speedup on 40% of the pipeline → only 32% end-to-end.\n"
    assert findings(text) == []
    assert findings(text.replace("32%", "40%", 1)) != []


@pytest.mark.parametrize("told", ["is capped at 2×", "gives at most a 2×", "never gives more than a 2×"])
def test_a_limit_is_no_gain(told: str) -> None:
    assert findings(f"# A\n\nEven a 10× kernel speedup on 50% of the runtime {told} overall speedup.\n") == []


def test_a_gain_of_the_whole_is_none_of_the_part_beside() -> None:
    text = "# A\n\nA 4× decoder speedup (80→20 ms) brings only a 30% end-to-end improvement where parsing dominates.\n"
    assert findings(text) == []


def test_a_factor_between_two_ranges() -> None:
    text = "# Storage\n\nTape: 20–60 s. Disk: 10–30 ms. A 2,000× gap that no cache hides.\n"
    assert verdict(text, "2,000×") == ("match", "")
    assert findings(text.replace("2,000×", "200×")) == [("200×", "ratio")]
    assert findings(text.replace("10–30 ms", "5–40 ms").replace("2,000×", "9,000×")) == []  # the ends do not agree


def test_shares_of_a_range() -> None:
    text = "# A run\n\nThe card has 400 TFLOPS, of which 100–180 TFLOPS are sustained (25–45% of it).\n"
    assert findings(text) == []
    told = findings(text.replace("25–45%", "55–75%"))
    assert [rule for _, rule in told] == ["ratio", "ratio"]


def test_a_gap_of_what_the_words_name() -> None:
    table = "| Class | RAM | Power |\n|---|---|---|\n| Server | 64 GB | 500 W |\n| Node | 640 KB | 50 mW |\n\n"
    assert findings(f"# A\n\n{table}Gap: $10^5\\times$ memory, $10^4\\times$ power\n") == []
    assert len(findings(f"# A\n\n{table}Gap: $10^5\\times$ memory, $10^7\\times$ power\n")) == 1


def test_a_span_of_the_two_amounts_of_its_sentence() -> None:
    text = "# A\n\nThe spectrum spans $10^4\\times$: server (500 W) to node (50 mW).\n"
    assert findings(text) == []
    assert len(findings(text.replace("10^4", "10^6"))) == 1
    assert findings(text.replace("10^4", "10^6").replace("(50 mW)", "(50 mW, 2 W at most)")) == []


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\nAn 8× encoder speedup yields only a {} system speedup if data transfer is 80% of the latency.\n",
        "# A\n\nOptimizing encoding by 8× yields only {} system speedup when transfer accounts for 80% of the time.\n",
    ],
)
def test_the_share_of_another_part_than_the_one_that_is_sped_up(text: str) -> None:
    assert verdict(text.format("1.21×"), "1.21×") == ("match", "")
    assert findings(text.format("3.3×")) == [("3.3×", "ratio")]
