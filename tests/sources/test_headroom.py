"""Machines of a fleet that is planned for a share of its full load; efficiencies and devices behind a number."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("- With no headroom: 63 replicas\n- Planned for 70% utilisation: {} replicas\n", "90", "63"),
        ("At full load 217 nodes would do. We plan for 60% at the peak: {} nodes.\n", "362", "130"),
        ("- Nodes at full tilt: 10\n- At 60% target load: 10/0.6, rounded up to {} nodes\n", "17", "16"),
        ("The traffic needs 40 servers flat out. With a target load of 80% we buy {} servers.\n", "50", "32"),
    ],
)
def test_headroom_divides_and_rounds_up(text: str, right: str, wrong: str) -> None:
    assert findings(f"# Sizing\n\n{text.format(right)}") == []
    assert [found for found, _ in findings(f"# Sizing\n\n{text.format(wrong)}")] == [wrong]


def test_machines_for_another_reason_are_left_alone() -> None:
    text = "# Sizing\n\nThe traffic needs 40 servers flat out. 80% of the requests are short: they take {} servers.\n"
    assert findings(text.format(32)) == []
    assert findings("# Sizing\n\nThe pool has 40 servers. At 80% load we need 23 servers for chat alone.\n") == []


def test_an_efficiency_right_behind_a_time_is_applied() -> None:
    text = "# Decode on H100 SXM\n\n- 11.8 GB of cache per GPU → {} ms at 75%\n"
    assert findings(text.format("4.7")) == []
    assert [found for found, _ in findings(text.format("3.52"))] == ["3.52 ms"]


def test_a_list_that_names_the_device_behind_each_number_is_a_series() -> None:
    text = "# Prefill\n\nOne prompt takes:\n\n- 129 ms on the H100 SXM,\n- {} ms on the A100 SXM,\n"
    text += "- 98 ms on the MI300X,\n- 353 ms on the L40S.\n"
    assert findings(text.format(410)) == []
    assert [found for found, _ in findings(text.format(205))] == ["205 ms"]
