"""What joins the dies of one package is no link to other devices, and its rate has two directions as well."""

from __future__ import annotations

import pytest
from snippets import findings, table, verdict

RIGHT = [
    ("The two GCDs of an MI250X are joined by Infinity Fabric with {} per direction.", "200 GB/s"),
    ("The MI250X holds two GCDs; the links within the package carry {} each way.", "200 GB/s"),
    (table(" | MI250X", "Infinity Fabric (inside GPU, per direction) | {}"), "200 GB/s"),
    (table(" | MI250X", "In-package Infinity Fabric, unidirectional | {}"), "200 GB/s"),
]


@pytest.mark.parametrize(("text", "rate"), RIGHT)
def test_one_direction(text: str, rate: str) -> None:
    assert verdict(text.format(rate), rate) == ("match", "")
    assert verdict(text.format("400 GB/s"), "400 GB/s") == ("mismatch", "direction")


@pytest.mark.parametrize(
    "text",
    [
        "Infinity Fabric between the two dies of the MI250X: 400 GB/s.",
        table(" | MI250X", "Infinity Fabric (inside GPU, bidirectional) | 400 GB/s"),
        "The two GCDs of the MI250X have 800 GB/s of Infinity Fabric to other GPUs.",
        "The MI250X's eight links carry 800 GB/s of Infinity Fabric traffic to other devices.",
        table(" | MI250X", "Infinity Fabric (per direction) | 400 GB/s"),
    ],
)
def test_other_figures_of_its_links(text: str) -> None:
    assert findings(text) == []
