"""Columns of errors beside a prediction and a measurement."""

from __future__ import annotations

import pytest
from snippets import checked, findings, table

ROWS = (
    "A100 | 2,499 img/s | ~3,200 img/s | {}",
    "H100 | 7,677 img/s | 5,000 img/s | {}",
    "H100, decode | 5.2 ms | 5-8 ms | -",
)


def errors(*told: str, header: str = "Run | Prediction | Published | Delta") -> str:
    return table(header, *(row.format(one) for row, one in zip(ROWS, (*told, ""), strict=True)))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (errors("-28%", "+54%"), "28%"),  # over the prediction
        (errors("-22%", "+35%"), "35%"),
        (errors("-2.2%", "+54%"), "2.2%"),
        (errors("22%", "5.4%", header="Run | Model | Measured | Error"), "5.4%"),
        (errors("22%", "5.4%", header="Run | Modeled | Measured | Error (%)"), "5.4%"),
    ],
)
def test_an_error_is_of_what_was_measured(text: str, wrong: str) -> None:
    assert [found for found, _ in findings(text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        errors("-22%", "+54%"),
        errors("22%", "53.5%", header="Run | Estimated | Measured | Error"),
        errors("-28%", "+35%"),  # all over the prediction
        errors("3%", "54%", header="Run | Latency | Throughput | Error"),
        errors("23%", "54%"),  # taken before its numbers were rounded
    ],
)
def test_these_are_left_alone(text: str) -> None:
    assert findings(text) == []


def test_what_follows_is_proven() -> None:
    verdicts = {claim.text: claim.verdict for claim in checked(errors("-22%", "+54%")).claims if "%" in claim.text}
    assert verdicts == {"22%": "match", "54%": "match"}
