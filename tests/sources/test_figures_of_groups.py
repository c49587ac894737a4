"""The peak, the memory, the bandwidth of a pod, a rack, a node under the name of one of its devices."""

from __future__ import annotations

import pytest
from snippets import findings, table, verdict

_PODS = ("TPU", "chips", "per chip, BF16", "full pod, BF16", "HBM of the pod")


def _of(cell: str, header: tuple[str, ...], *rows: tuple[str, ...]) -> tuple[str, str]:
    return verdict(table(*(" | ".join(row) for row in (header, *rows))), cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("50.4 PFLOP/s", ("match", "")),
        ("100.9 PFLOP/s", ("mismatch", "twice")),
        ("5.04 PFLOP/s", ("mismatch", "power-of-ten")),
        ("61 PFLOP/s", ("unresolved", "")),  # of some of its chips, perhaps
    ],
)
def test_a_pod_has_the_peak_of_its_chips(cell: str, expected: tuple[str, str]) -> None:
    assert _of(cell, _PODS, ("v5e", "256", "197 TFLOP/s", cell, "4.1 TB")) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("831 TiB", "match"), ("83.1 TiB", "mismatch"), ("851 TiB", "mismatch"), ("700 TiB", "unresolved")],
)
def test_its_memory_is_counted_in_powers_of_1024_too(cell: str, expected: str) -> None:
    assert _of(cell, _PODS, ("v5p", "8960", "459 TFLOP/s", "4.11 EFLOP/s", cell))[0] == expected


@pytest.mark.parametrize(
    ("sentence", "quantity", "expected"),
    [
        ("TPU v6e: a pod of 256 chips, 235 PFLOP/s in BF16.", "235 PFLOP/s", "match"),
        ("TPU v6e: a pod of 256 chips, 470 PFLOP/s in BF16.", "470 PFLOP/s", "mismatch"),
        ("TPU v6e: its pod peaks at 240 PFLOP/s in BF16.", "240 PFLOP/s", "unresolved"),
    ],
)
def test_words_name_the_group_and_its_size(sentence: str, quantity: str, expected: str) -> None:
    assert verdict(sentence, quantity)[0] == expected


def test_a_label_of_each_device_is_of_no_group() -> None:
    header = ("GPU", "each GPU of the node, FP8", "memory")
    assert _of("3958 TFLOP/s", header, ("H100 SXM", "3958 TFLOP/s", "80 GB")) == ("mismatch", "sparse-for-dense")


def test_many_devices_in_one_sentence_reach_their_rate_together() -> None:
    assert findings("We have 1,024 H100s, a little over 1 EFLOP/s of dense BF16.") == []
    assert findings("We have an H100, a little over 1 EFLOP/s of dense BF16.") != []
