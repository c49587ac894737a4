"""A line that is a device's name with figures of data sheets is its data sheet."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.checking import check_text
from mlsysim_validators.sources.claims import FINDINGS

from mlsysim_registry.data import load

REGISTRY = load()


def told(line: str) -> list[str]:
    """The numbers of an item that are reported."""
    text = f"# Machines\n\n- {line}\n- something else\n"
    return [claim.text for claim in check_text("notes.md", text, REGISTRY).claims if claim.verdict in FINDINGS]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("H100 SXM: {} TB/s, 989 TFLOP/s dense BF16, 80 GB", ("3.35", "4.8")),
        ("MI300X: 1307 TFLOP/s dense BF16, {} TB/s, 192 GB", ("5.3", "6.0")),
        ("Gaudi 3: {} TB/s, 128 GB, 900 W", ("3.7", "3.35")),
        ("L4: 300 GB/s, 24 GB, {} W", ("72", "350")),
    ],
)
def test_every_figure_of_such_a_line_is_a_specification(line: str, wrong: tuple[str, str]) -> None:
    right, other = wrong
    assert not told(line.format(right))
    assert [text.split()[0] for text in told(line.format(other))] == [other]


@pytest.mark.parametrize(
    "line",
    ["H100 SXM: 16 GB of weights, 4.8 ms", "H100 SXM: 2.9 TB/s measured, 80 GB", "H100 SXM: 60 GB free, 20 GB KV"],
)
def test_a_line_with_other_words_or_figures_is_none(line: str) -> None:
    assert not told(line)


@pytest.mark.parametrize(("stated", "reported"), [("7,700", []), ("4,800", ["4,800"])])
def test_less_than_one_device_has_is_not_of_all_of_a_system(stated: str, reported: list[str]) -> None:
    text = (
        "| | A100 SXM 80GB | H100 SXM | B200 (HGX) |\n|---|---|---|---|\n"
        "| BF16 dense, TFLOP/s | 312 | 989 | 2,250 |\n| Memory, GB | 80 | 80 | 180 |\n"
        f"| Memory bandwidth, GB/s | 2,039 | 3,350 | {stated} |\n"
    )
    found = [claim.text for claim in check_text("notes.md", text, REGISTRY).claims if claim.verdict in FINDINGS]
    assert found == reported
