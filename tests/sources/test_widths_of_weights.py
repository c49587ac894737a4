"""Times and rates of weights whose width a sentence states, where the model's 16 bits are known as well."""

from __future__ import annotations

import pytest
from snippets import findings

SETUP = "The 8B model has 16 GB of weights in BF16. An L4 reads 300 GB/s.\n\n"


@pytest.mark.parametrize(("rate", "told"), [("75", []), ("19", ["19 tokens/s"])])
def test_a_rate_of_narrow_weights(rate: str, told: list[str]) -> None:
    text = f"{SETUP}The L4 is not hopeless: with INT4 weights the 8B model makes {rate} tokens/s at batch 1."
    assert [words for words, _ in findings(text)] == told


def test_a_size_that_is_narrow_itself() -> None:
    text = (
        "The 8B model has 4 GB of weights. An L4 reads 300 GB/s.\n\nWith INT4 weights it makes 75 tokens/s at batch 1."
    )
    assert findings(text) == []
