"""Link rates that count otherwise than their neighbours in a table."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked, table

ROWS = ("Device | NVLink (GB/s) | Memory", "A100 SXM 80GB | {} | 80 GB", "H100 SXM | {} | 80 GB", "B200 | {} | 180 GB")


@pytest.mark.parametrize(
    ("rates", "wrong"),
    [
        (("600", "900", "1800"), []),
        (("300", "450", "900"), []),
        (("300", "900", "1800"), ["300"]),
        (("300", "450", "1800"), ["1800"]),
    ],
)
def test_the_odd_one(rates: tuple[str, ...], wrong: list[str]) -> None:
    text = table(ROWS[0], *(row.format(rate) for row, rate in zip(ROWS[1:], rates, strict=True)))
    assert [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS] == wrong


def test_two_alone_show_no_convention() -> None:
    text = table(ROWS[0], ROWS[1].format("300"), ROWS[2].format("900"))
    assert [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS] == []
