"""Labels that name two variants of a device, by the form or the size of the second alone, over cells of two values."""

from __future__ import annotations

import pytest
from snippets import findings, table

HEADS = [
    "A100 SXM 40 GB ¦ 80 GB",
    "A100 SXM 40GB / 80GB",
    "A100 SXM 40GB/80GB",
    "A100 SXM 40 GB<br>80 GB",
    "A100 SXM 40GB, 80GB",
]
COLUMNS = [
    table(f" | {head} | H100 SXM", "Memory [GB] | 40 ; 80 | 80", "Bandwidth [GB/s] | 1555 ; 2039 | 3350")
    for head in HEADS
]
ROWS = [
    table("GPU | Memory (GB) | Bandwidth (GB/s)", f"{head} | 40 ; 80 | 1555 ; 2039", "H100 SXM | 80 | 3350")
    for head in HEADS
]
FORMS = [
    table(
        "GPU | Memory (GB) | Bandwidth (GB/s) | TDP (W)",
        f"{head} | 80 | 3350 ; 2000 | 700 ; 350",
        "A100 SXM 80GB | 80 | 2039 | 400",
    )
    for head in ("H100 SXM/PCIe", "H100 SXM / PCIe", "H100 SXM, PCIe")
]
JOINTS = [" ¦ ", " / ", "/", "<br>"]


def _joined(text: str, joint: str) -> str:
    return text.replace(" ; ", joint).replace("¦", "\\|")  # escaped, it parts no cells


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("text", COLUMNS + ROWS + FORMS)
def test_each_value_is_of_its_variant(text: str, joint: str) -> None:
    assert findings(_joined(text, joint)) == []


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("text", COLUMNS + ROWS)
def test_a_wrong_one_is_told(text: str, joint: str) -> None:
    assert [words for words, _ in findings(_joined(text.replace("2039", "2390"), joint))] == ["2390"]
    turned = _joined(text.replace("1555 ; 2039", "2039 ; 1555"), joint)
    assert [words for words, _ in findings(turned)] == ["2039", "1555"]


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("text", FORMS)
def test_of_forms(text: str, joint: str) -> None:
    wrong = _joined(text.replace("700 ; 350", "700 ; 530"), joint)
    assert [words for words, _ in findings(wrong)] == ["530"]


def test_a_size_in_a_label_is_a_part_of_its_name() -> None:
    text = table("GPU | Memory", "V100 16GB/32GB | 16/32 GB", "A100 40GB/80GB | 40/80 GB")
    assert findings(text) == []
