"""How many things a sentence announces, and how many it lists."""

from __future__ import annotations

import pytest
from snippets import checked


def _told(text: str) -> list[str]:
    claims = checked(f"# What to measure\n\n{text}\n", "notes.md").claims
    return [claim.reason for claim in claims if claim.field == "listed"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The lab has five stages: ingest, clean, label, train.", ["five are announced, 4 are listed"]),
        ("There are three signals: drift, delay, cost, and errors.", ["three are announced, 4 are listed"]),
        ("There are four signals: drift, delay, cost, and errors.", []),
        # "and" joins two items, or stands in one
        ("There are four signals: drift and delay, cost, errors.", []),
        ("There are three signals: drift and delay, cost, errors.", []),
        # examples, what is of each, what goes on
        ("Ten apps were tested: streaming, conferencing, social media.", []),
        ("There are four signals: drift, delay, and their sum.", []),
        ("There are four signals: drift, delay, cost (and errors).", []),
        ("It runs four times: drift, delay, cost.", []),
        ("The board has three dials: drift, delay, cost, errors, and so on.", []),
    ],
)
def test_counts_and_lists(text: str, told: list[str]) -> None:
    assert _told(text) == told


def _both(text: str, path: str) -> list[str]:
    return [claim.reason for claim in checked(text, path).claims if claim.field == "listed"]


_ITEMS = r"\begin{itemize} \item data \item training \item serving \item monitoring \end{itemize}"
_LEAD = r"\begin{frame}{Platforms} A platform rests on {} pillars: " + _ITEMS + r" \end{frame}"
_NEXT = (
    r"\begin{frame}{Road map} A platform rests on {} pillars. \end{frame} \begin{frame}{The pillars} "
    + _ITEMS
    + r"\end{frame}"
)
_NODES = (
    r"\begin{frame}{Pipelines} \begin{tikzpicture} \node (a) {Stage 1}; \node (b) {Stage 2}; \node (c) {Stage 3}; "
    r"\end{tikzpicture} \begin{itemize} \item The layers are spread over {} stages. \end{itemize} \end{frame}"
)
_ROWS = (
    r"\begin{frame}{Why jobs die} \begin{table} \begin{tabular}{lr} Cause & Share \\ \midrule memory & 50\,\% \\ "
    r"disk & 30\,\% \\ network & 20\,\% \\ Total & 100\,\% \\ \end{tabular} "
    r"\caption{The {} causes of aborted jobs.} \end{table} \end{frame}"
)
_KINDS = "# Goals\n\nTell three kinds of drift apart.\n\n# Summary\n\nWe met {} kinds of drift.\n"
_WAYS = "# {} ways to lose a label\n\n## 1. The join\n\nx\n\n## 2. The zone\n\nx\n\n## 3. The cast\n\nx\n"


@pytest.mark.parametrize(
    ("text", "path", "right", "wrong"),
    [
        (_LEAD, "deck.tex", "four", "five"),
        (_NEXT, "deck.tex", "4", "5"),
        (_NODES, "deck.tex", "three", "five"),
        (_ROWS, "deck.tex", "three", "four"),
        (_KINDS, "notes.md", "three", "four"),
        (_WAYS, "notes.md", "Three", "Five"),
        (
            "# Models\n\n**{} Lighthouses:** ResNet, GPT, DLRM, KWS — each isolates a bottleneck.\n",
            "notes.md",
            "Four",
            "Five",
        ),
    ],
)
def test_counts_of_what_is_shown(text: str, path: str, right: str, wrong: str) -> None:
    assert _both(text.replace("{}", right), path) == []
    assert len(_both(text.replace("{}", wrong), path)) == 1


@pytest.mark.parametrize(
    "text",
    [
        _KINDS.replace("met {}", "met the other two"),
        _KINDS.replace("kinds of drift.\n\n# S", "kinds of drift apart.\n\n# S").replace(
            "We met {} kinds of drift", "Of five kinds of bias"
        ),
        "# Ways\n\nThere are three ways:\n\n- first\n    - a\n    - b\n- second\n- third\n",  # items have items
        "# Ways\n\nFive ways, for example:\n\n- first\n- second\n- third\n",
        "# Ways\n\nOf the five ways, three steps remain open. They are:\n\n- first\n- second\n",
    ],
)
def test_counts_of_other_things(text: str) -> None:
    assert _both(text, "notes.md") == []
