"""Numbers of running text that shares, limits and laws of their own give from those around them."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked

GAIN = "A 20% throughput gain on a $50M budget saves {}."
MORE = "At 2M requests/day, 3% more errors = {} additional errors/day."
RARE = "A 20% subset of 2M images with 0.5% rare ones keeps only ~{} rare images."
TAIL = "The mean is 9 ms, but p95: 60 ms. At 4,000 QPS, {} requests per second hit the tail."
LOSS = "One board: 1,500 QPS at 400 W vs. 1,200 QPS at 150 W. For edge a {} throughput loss is fine."
RANGE = "From 40K params to 2.2B params, that is {}."
LIMIT = "Recall sits at 91%, below the {} target."
CELL = "The cell holds 450 mWh. At 0.3 mW, that is {}."
LAYER = "It has 300 inputs, 64 neurons, {}."
SPREAD = "A model with 90% accuracy, tested on 400 images. Solution: sigma = {}."
READY = "Spending 12 hours of scoring for 3 hours of training is {} overhead."
SAVED = "Going to INT4 saves {} of memory and is fast. What does it cost? The model shrinks from 80 GB to 20 GB."
ROOT = "It stores only √L layers ({} checkpoints for 64 layers)."


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (GAIN.format("$10M"), []),
        (GAIN.format("$1M"), ["$1M"]),
        (MORE.format("60,000"), []),
        (MORE.format("90,000"), ["90,000"]),
        (RARE.format("2,000"), []),
        (RARE.format("10,000"), ["10,000"]),
        (RARE.format("1,500"), []),  # another number, perhaps
        (TAIL.format("200"), []),
        (TAIL.format("2,000"), ["2,000"]),
        (LOSS.format("20%"), []),
        (LOSS.format("25%"), ["25%"]),
        (RANGE.format("55,000×"), []),
        (RANGE.format("60,000×"), []),  # rounded
        (RANGE.format("5,500×"), ["5,500×"]),
        (LIMIT.format("95%"), []),
        (LIMIT.format("90%"), ["90%"]),
        (f"If {LIMIT.format('90%')}", []),
        (CELL.format("1,500 hours"), []),
        (CELL.format("135 hours"), ["135 hours"]),
        (LAYER.format("19,200 MACs"), []),
        (LAYER.format("19,264 MACs"), ["19,264 MACs"]),
        (LAYER.format("19,264 parameters"), []),
        (SPREAD.format("6"), []),
        (SPREAD.format("1.5%"), []),
        (SPREAD.format("36"), ["36"]),
        (READY.format("4×"), []),
        (READY.format("25%"), ["25%"]),
        (SAVED.format("75%"), []),
        (SAVED.format("50%"), ["50%"]),
        (SAVED.format("60%"), []),  # of something else, perhaps
        (ROOT.format("8"), []),
        (ROOT.format("32"), ["32"]),
    ],
)
def test_steps(text: str, wrong: list[str]) -> None:
    assert [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS] == wrong
