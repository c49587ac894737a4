"""A share that is said of a bandwidth before a time, and totals that sum a sentence up."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked

STEP = "A step reads the weights and 36 GB of cache, 124 GB altogether. The link has 2.0 TB/s{}, so that takes {}."


@pytest.mark.parametrize(
    ("share", "time", "verdict"),
    [
        (", of which I count on 80 percent", "77.5 ms", "match"),
        (", of which I count on 80 percent", "62.0 ms", "mismatch"),
        ("", "62.0 ms", "match"),
        (", of which I count on 80 percent", "55.0 ms", "unresolved"),
    ],
)
def test_the_share_counts(share: str, time: str, verdict: str) -> None:
    claims = checked(STEP.format(share, time)).claims
    assert [claim.verdict for claim in claims if claim.text == time] == [verdict]
    assert not [claim.text for claim in claims if claim.text != time and claim.verdict in FINDINGS]


def test_a_better_share_is_no_change() -> None:
    text = "The older card has 250 TFLOP/s and a somewhat better 44 percent (110 TFLOP/s), so it is not far behind."
    assert [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS] == []
