"""Figures of a node that are its own, or of one of its devices: what each is said to be of."""

from __future__ import annotations

import pytest
from snippets import findings

PAGE = "# The DGX H100\n\n- 8 H100 SXM\n- {}\n- 8 ports of NDR\n"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("640 GB of HBM3 per node", None),
        ("320 GB of HBM3 per node", "320 GB"),
        ("2 TB of DDR5 per node", None),
        ("12 GB of activations per node", None),
        ("10.2 kW per node at most", None),
        ("6.5 kW per node at most", "6.5 kW"),
    ],
)
def test_what_is_said_of_a_node_is_the_systems(line: str, wrong: str | None) -> None:
    assert [text for text, _ in findings(PAGE.format(line))] == ([wrong] if wrong else [])


@pytest.mark.parametrize(("size", "wrong"), [("50", False), ("40", True)])
def test_a_node_has_no_cache_but_those_of_its_devices(size: str, wrong: bool) -> None:
    text = f"# The DGX H100\n\n| Level | Size | Rate |\n|---|---|---|\n| L2 of a GPU | {size} MB | |\n"
    assert bool(findings(text)) == wrong


@pytest.mark.parametrize("size", ["320 GB", "640 GB"])
def test_a_system_of_several_sizes_may_have_either(size: str) -> None:
    assert findings(f"A DGX A100 has {size} of HBM per node.\n") == []
