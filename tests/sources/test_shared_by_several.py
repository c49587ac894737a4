"""Several devices share a work: "the pair reads them in half the time" is no slip by two."""

from __future__ import annotations

import pytest
from snippets import verdict


@pytest.mark.parametrize(
    ("sentence", "quantity", "expected"),
    [
        ("16.06 GB fill a TPU v5e, so you need two: the pair reads them in 9.8 ms.", "9.8 ms", "match"),
        ("141.1 GB are spread over four H100s, which read them in 10.5 ms.", "10.5 ms", "match"),
        ("70.55 GB of weights: an H100 cannot hold them, but two can: they read them in 10.5 ms.", "10.5 ms", "match"),
        ("16.06 GB fill a TPU v5e: it reads them in 9.8 ms.", "9.8 ms", "mismatch"),
        ("16.06 GB fill a TPU v5e: it reads them twice in 9.8 ms.", "9.8 ms", "mismatch"),
    ],
)
def test_a_time_of_several_devices(sentence: str, quantity: str, expected: str) -> None:
    assert verdict(sentence, quantity)[0] == expected
