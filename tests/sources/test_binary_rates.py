"""A memory's bandwidth in TiB/s with the digits of the data sheet: those are TB/s. Sizes in GiB are none of that."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

HEAD = "GPU | Size | $r$ | $w$"
ROWS = ("A100 80GB | 80GiB | 312 TFLOP/s | 2.0 TiB/s", "MI300X | 192GiB | 1307 TFLOP/s | 5.3 TiB/s")


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("The A100 SXM 40GB has a memory bandwidth of 1.6 TiB/s.", "1.6 TiB/s"),
        ("With 900 GiB/s of memory bandwidth the V100 was the fastest of its day.", "900 GiB/s"),
        ("The H100 SXM has 80 GiB of HBM3 at 3.35 TiB/s.", "3.35 TiB/s"),
        (table(HEAD, *ROWS), "2.0 TiB/s"),  # no word of its header says what is meant
        (table(HEAD, *ROWS), "5.3 TiB/s"),
        (table("GPU | Size (GiB) | $w$ (TiB/s)", "H200 | 141 | 4.8", "A100 80GB | 80 | 2.0"), "4.8"),
    ],
)
def test_digits_of_the_sheet(text: str, rate: str) -> None:
    assert verdict(text, rate) == ("mismatch", "binary-prefix")


@pytest.mark.parametrize(
    "text",
    [
        "The H100 SXM has 80 GiB of HBM3 at 3.05 TiB/s.",
        "The A100 SXM 40GB has a memory bandwidth of 1.41 TiB/s.",
        "We copy 2.0 TiB in a second from eight A100s.",
        table(HEAD, *(row.replace("2.0 TiB", "1.85 TiB").replace("5.3 TiB", "4.8 TiB") for row in ROWS)),
    ],
)
def test_rates_that_are_converted(text: str) -> None:
    assert findings(text) == []


def test_the_variant_of_the_size_in_the_name() -> None:
    """A variant that is named in full elsewhere is not meant where the name says another size."""
    text = "The A100 SXM4 40GB came first.\n\n{} has a memory bandwidth of 2,039 GB/s."
    assert verdict(text.format("The A100 80GB"), "2,039 GB/s")[0] == "match"
    assert "80GB" in claim(text.format("The A100 80GB").replace("2,039", "2,390"), "2,390 GB/s").reason
