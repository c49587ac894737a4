"""A rate is of the level of memory, or of the link, that its row or its words name, wherever they name it."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings, table, verdict

LEVELS = (
    "GPU | Level | Size | Bandwidth",
    "H100 | Registers | 33 MB | 80 TB/s",
    "H100 | SMEM | 33 MB | 33 TB/s",
    "H100 | L2 cache | 50 MB | 12 TB/s",
    "H100 | HBM3 | 80 GB | {}",
)


def test_the_second_label_names_the_level() -> None:
    text = table(*LEVELS)
    assert findings(text.format("3.35 TB/s")) == []
    assert claim(text.format("3.35 TB/s"), "50 MB").field == "tiers.l2.capacity"
    assert claim(text.format("3.35 TB/s"), "3.35 TB/s").verdict == "match"
    assert findings(text.format("4.8 TB/s")) == [("4.8 TB/s", "variant")]


RATES = (
    " | A100 40GB PCIe | A100 80GB PCIe | H100 SXM",
    "GPU memory bandwidth | 1.5 TB/s | 1.9 TB/s | {}",
    "Communication bandwidth | 300 GB/s | 300 GB/s | 450 GB/s",
)


def test_what_communicates_is_a_link() -> None:
    text = table(*RATES)
    assert findings(text.format("3.35 TB/s")) == []
    assert claim(text.format("3.35 TB/s"), "450 GB/s").field == "links.nvlink.total"
    assert findings(text.format("3.9 TB/s")) == [("3.9 TB/s", "variant")]


def test_the_form_of_a_board_behind_its_name_is_no_link() -> None:
    of_pcie = [c for c in checked(table(*RATES)).claims if c.field == "links.pcie.total"]
    assert all(c.verdict == "unresolved" for c in of_pcie)
    assert verdict("The A100 40GB PCIe has a PCIe bandwidth of 640 GB/s.", "640 GB/s")[0] == "mismatch"


IN_AND_OUT = (
    "The A100 has a communication bandwith of 300 GB/s. Its sheet says 600 GB/s: it adds {}GB/s into each chip and "
    "{}GB/s out, rather than using a bidirectional number."
)


def test_into_and_out_are_one_direction_each() -> None:
    assert findings(IN_AND_OUT.format(300, 300)) == []
    assert claim(IN_AND_OUT.format(300, 300), "600 GB/s").verdict == "match"
    assert findings("Over NVLink the H100 moves 900 GB/s out, and as much in.") == [("900 GB/s", "direction")]


@pytest.mark.parametrize("rate", ["50 GB/s", "200 GB/s"])
def test_a_link_named_before_is_not_another_one_named_later(rate: str) -> None:
    text = (
        f"The two dies are joined by Infinity Fabric. It is fast, but a link has only {rate} per direction. "
        "That is little.\n\nNVLink 3 came in the same year."
    )
    assert claim(text, rate).entity is None
    assert findings(text) == []


def test_a_link_that_is_named_last_is_meant() -> None:
    assert findings("Infinity Fabric is AMD's. NVLink 3 has 25 GB/s per link and direction.") == []
    assert claim("Infinity Fabric is AMD's. NVLink 3 has 25 GB/s per direction.", "25 GB/s").verdict == "match"


_MOVED = "Moving the gradients, 141.2 GB, out of one GPU:\n\n- over NDR: 2.82 s\n- over NVLink 4: {}\n"


def test_a_generation_of_links_that_is_named_alone_is_that_of_its_best_known_device() -> None:
    assert verdict(_MOVED.format("0.31 s"), "0.31 s")[0] == "match"
    assert verdict(_MOVED.format("0.16 s"), "0.16 s") == ("mismatch", "direction")
    assert verdict(_MOVED.format("0.42 s"), "0.42 s")[0] == "unresolved"  # not at the full rate
