"""Figures of a device that its sentence does not name: "it", "the card", "the latter", "both", "the older one"."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings

RIGHT_AND_WRONG = [
    # a pronoun, and "the card"
    ("We run our tests on an A30. It holds 24 GB and moves 933 GB/s.", "933 GB/s", "696 GB/s"),
    ("The L4 is a small card. The card reads its 24 GB at 300 GB/s.", "300 GB/s", "600 GB/s"),
    ("Intel's Gaudi 2 has its own network. The chip is sold with 96 GB at 2.46 TB/s.", "2.46 TB/s", "3.7 TB/s"),
    # in the next block
    ("- Gaudi 3 needs no cards.\n- Its 24 ports of 200 Gbit/s carry 600 GB/s each way.\n", "600 GB/s", "1200 GB/s"),
    # one of two
    ("Compare the A10 and the A40. The former has 600 GB/s of GDDR6, the latter 696 GB/s.", "696 GB/s", "600 GB/s"),
    ("An RTX 4090 still sells beside the RTX 5090. The new one has 1.79 TB/s and 32 GB.", "1.79 TB/s", "1.01 TB/s"),
    ("The A30 and the A40 differ. The second has 48 GB at 696 GB/s.", "696 GB/s", "933 GB/s"),
    # of two alike
    ("The L40S looks like the L40 from outside. Both have 48 GB of GDDR6 at 864 GB/s.", "864 GB/s", "960 GB/s"),
    # a label that heads its text
    ("**DGX B200.** 1440 GB of HBM for your models. Plan the cooling for 14.3 kW.", "14.3 kW", "10.2 kW"),
    # words of measuring by which a data sheet is retold
    ("An A100 80GB SXM comes with 80 GB, reads them at 2.04 TB/s and may draw 400 W.", "2.04 TB/s", "3.35 TB/s"),
    ("The A100 SXM has 80 GB and reaches 312 TFLOP/s in BF16.", "312 TFLOP/s", "624 TFLOP/s"),
    # of each, in words
    ("Over NVLink a DGX H100 gives 900 GB/s per GPU.", "900 GB/s per GPU", "600 GB/s per GPU"),
    ("The MI300X has seven links of 128 GB/s each, both directions added.", "128 GB/s", "64 GB/s"),
    # "at most" of what a device draws is its rating
    ("A DGX A100 draws at most 6.5 kW.", "6.5 kW", "10.2 kW"),
    # a form that stands before the name
    ("The PCIe version of the H100 has 80 GB at 2.0 TB/s.", "2.0 TB/s", "3.35 TB/s"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), RIGHT_AND_WRONG)
def test_a_word_that_refers_to_a_device_says_whose_a_figure_is(text: str, right: str, wrong: str) -> None:
    assert findings(text) == []
    assert claim(text, right).verdict == "match"
    assert [number for number, _ in findings(text.replace(right, wrong))] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        # another one, which is not named
        "The MI300X has 192 GB at 5.3 TB/s. Its successor has 256 GB at 6 TB/s.",
        # another subject comes between
        "The H100 SXM has 80 GB. The host is an ordinary one. It has 2048 GB and draws 350 W.",
        # what is compared is not what is spoken of
        "The MI325X is new. Its dies are identical to the MI300X's. It is rated for 1000 W instead of 750 W.",
        # measured in fact
        "The A100 SXM has 80 GB. In our test it achieved 1.55 TB/s and drew 300 W.",
        # the module is another one than the card
        "The H100 PCIe is rated 350 W. Most papers mean the module. The module draws up to 700 W.",
        # none of several with sparsity
        "B200 in the HGX board: 2.25 PFLOP/s in BF16, 4.5 in FP8 and 9 in FP4, none of them with sparsity.",
        # as it was announced
        "The MI325X was announced with 288 GB.",
        # each of two has its own
        "The RTX 3090 with 24 GB at 936 GB/s and the RTX 4090 with as much were sold out.",
    ],
)
def test_a_word_that_may_mean_another_says_nothing(text: str) -> None:
    assert findings(text) == []


def test_a_mode_that_is_named_alone_is_the_boards() -> None:
    text = "The Jetson Orin Nano 8GB moves 68 GB/s. In Super mode the same module moves 102 GB/s."
    assert {one.verdict for one in checked(text).claims if one.text.endswith("GB/s")} == {"match"}
    assert findings(text) == []


def test_a_rate_called_without_sparsity_is_not_right_for_the_word_sparsity() -> None:
    assert findings("The RTX 6000 Ada gives 728 TFLOP/s in FP8 without sparsity.") == []
    assert len(findings("The RTX 6000 Ada gives 1457 TFLOP/s in FP8 without sparsity.")) == 1


def test_a_port_in_bits_is_told_again_in_bytes_one_way() -> None:
    text = "We use NDR InfiniBand. One port is 400 Gbit/s, which is 50 GB/s in each direction."
    assert findings(text) == []
    assert [number for number, _ in findings(text.replace("50 GB/s", "100 GB/s"))] == ["100 GB/s"]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("A B200 does 2.25 PFLOP/s in BF16 and 4.5 in FP8.", "4.5", "9"),
        ("The L40S is sold with 1,466 TFLOP/s of FP8. Without sparsity that is 733.", "733", "362"),
        ("AMD rates the MI250X at 383 TFLOP/s in BF16 and the MI300X at 1307.", "1307", "2615"),
        ("An A100 does 156 TFLOP/s in TF32 on its tensor cores, 312 in BF16.", "312", "624"),
    ],
)
def test_a_rate_beside_another_has_its_unit(text: str, right: str, wrong: str) -> None:
    assert findings(text) == []
    assert claim(text, right).verdict == "match"
    assert len(findings(text.replace(right, wrong))) == 1


def test_a_number_beside_a_rate_that_counts_has_no_unit() -> None:
    for text in ("The A100 does 312 TFLOP/s in BF16; we have 64 in Berlin.", "312 TFLOP/s on the A100 and 16 GPUs."):
        assert [one.text for one in checked(text).claims if one.text in ("64", "16")] == []
