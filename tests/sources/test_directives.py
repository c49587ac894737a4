"""What authors say to the checker in comments: waivers, pins, names; and complaints about those that do nothing."""

from __future__ import annotations

import pytest
from snippets import checked, findings, frame

WRONG = "The H100 SXM gives 1979 TFLOPS in BF16, dense."


@pytest.mark.parametrize(
    "text",
    [
        f"{WRONG} <!-- registry: ignore because it is a round figure -->\n",
        f"<!-- registry: ignore because it is a round figure -->\n{WRONG}\n",
        f"<!-- registry: ignore: a round figure -->\n\n{WRONG}\n",
    ],
)
def test_a_waiver_with_a_reason_is_followed(text: str) -> None:
    report = checked(text)
    assert findings(text) == []
    assert report.troubles == []
    assert [c.verdict for c in report.claims] == ["ignored"]
    assert report.claims[0].reason.startswith("waived: ")
    assert report.seen == 1
    assert report.checked == 0


def test_a_waiver_in_tex_reaches_its_line_only() -> None:
    body = f"{WRONG} % registry: ignore because it is shown to be wrong\n\n{WRONG}"
    assert findings(frame(body), "deck.tex") == [("1979 TFLOPS", "sparse-for-dense")]
    assert checked(frame(body), "deck.tex").troubles == []


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        ("ignore", "a waiver without a reason"),
        ("ignore because", "a waiver without a reason"),
        ("please look away", "no entry"),
        ("whatever", "is not understood"),
        ("amd/mi300x memory.bandwith", "memory.bandwith"),
        ("amd/mi300y memory.bandwidth", "mi300y"),
        ("5.3 TB/s is amd/mi300x memory.bandwidth", "reaches no claim"),
        ("amd/mi300x memory.bandwidth", "reaches no claim"),
        ("H100 means nvidia/h101", "h101"),
    ],
)
def test_a_directive_that_cannot_be_followed_is_a_finding(directive: str, message: str) -> None:
    (trouble,) = checked(f"{WRONG} <!-- registry: {directive} -->\n").troubles
    assert (trouble.code, trouble.severity, trouble.line) == ("SRC105", "error", 1)
    assert message in trouble.message or directive == "please look away"
    assert trouble.hint


@pytest.mark.parametrize(
    "text",
    [
        "No number here. <!-- registry: ignore because it was wrong once -->\n",
        "<!-- registry: ignore because of X -->\n\n\n\n\n\n80 GB\n",
    ],
)
def test_a_stale_waiver_is_a_finding(text: str) -> None:
    (trouble,) = checked(text).troubles
    assert (trouble.code, trouble.message) == ("SRC105", "this waiver waives nothing")


def test_a_pin_says_what_a_number_means() -> None:
    text = "It moves 5.3 TB/s and holds 80 GB. <!-- registry: 5.3 TB/s is amd/mi300x memory.bandwidth -->\n"
    report = checked(text)
    assert report.troubles == []
    pinned, other = report.claims
    assert (pinned.text, pinned.verdict, pinned.field) == ("5.3 TB/s", "match", "memory.bandwidth")
    assert other.verdict == "unresolved"


def test_a_pinned_number_is_held_to_its_spec() -> None:
    text = "<!-- registry: amd/mi300x memory.bandwidth -->\nIt moves {}.\n"
    assert findings(text.format("5.3 TB/s")) == []
    assert [words for words, _ in findings(text.format("5.4 TB/s"))] == ["5.4 TB/s"]


def test_a_name_means_what_the_document_says() -> None:
    text = "{}The H100 has 2.04 TB/s of memory bandwidth.\n"
    assert findings(text.format("")) == [("2.04 TB/s", "variant")]
    renamed = text.format("<!-- registry: H100 means nvidia/h100-pcie -->\n\n")
    assert findings(renamed) == []
    assert checked(renamed).troubles == []
    assert findings(text.format("")) == [("2.04 TB/s", "variant")], "another document is not affected"
