"""Numbers that a law gives whose inputs the lines before tell in words: right ones, and those that slip."""

from __future__ import annotations

import pytest
from snippets import checked, findings

# A passage with its number left out, what it is, and what a slip gives.
YOUNG = [
    (
        "Young's rule. Writing a checkpoint takes 90 s, and the job fails once every 4 hours. "
        "The best interval is therefore {} minutes.",
        "27",
        "19",
    ),
    ("- Young's interval\n- $\\delta$ = 2 min\n- M = 8 h\n- $\\tau$ = {} min\n", "44", "31"),
    (
        "Saving costs half a minute. Mean time between failures: ten hours.\n\n"
        "By Young's formula one saves every {} min.",
        "24.5",
        "17.3",
    ),
    (
        "| x |\n|---|\n\nWe lose a node once per day (that is our MTBF, 24 h). A dump to the file "
        "system takes 5 minutes. "
        "Young and Daly then advise an interval of {} h.",
        "2.0",
        "1.41",
    ),
    ("With C = 40 s and MTBF = 5 h Young gives $\\tau$ = sqrt(2 C MTBF) = {} s.", "1,200", "849"),
    ("It takes 60 s to write a checkpoint. MTBF of the job: 6 h. Daly: every {} min.", "26.4", "53.7"),
]
AMDAHL = [
    (
        "Amdahl's law at work: attention is 60 % of the run time of our application. A new kernel "
        "makes it 3 times faster. "
        "The application as a whole then runs {}x faster.",
        "1.67",
        "1.8",
    ),
    (
        "Amdahl. 5 % of the program is serial, the rest runs in parallel on 32 cores. The speed-up "
        "of the program is {}x.",
        "12.5",
        "30.4",
    ),
    (
        "**Amdahl** Preprocessing stays as it is (20 % of the time), the model (80 %) moves to a "
        "card that is 10x faster. "
        "Overall gain: {}x.",
        "3.57",
        "8x",
    ),
    (
        "Remember Amdahl: decoding is half of it.\n\n- share of the part: 75 %\n- the part gets 5x faster\n"
        "- the whole job gets {}x faster\n",
        "2.5",
        "3.75",
    ),
    (
        "Amdahl: the part is 90 % of the job. However fast it gets, the whole job is never more than {}x faster.",
        "10",
        "1.11",
    ),
]
DRAFTS = [
    (
        "The draft model takes 3 ms a token, the target 30 ms. We draft 4 tokens and accept 2.8 "
        "tokens per round on average. "
        "The speed-up is {}x.",
        "2.0",
        "2.8",
    ),
    (
        "Speculative decoding with $\\gamma$ = 5 and acceptance 0.7.\n\nA draft step costs a "
        "twentieth of a target step.\n\n"
        "So the speed-up is {}x.",
        "2.35",
        "2.94",
    ),
    (
        "- draft length: 3 tokens\n- acceptance rate: 0.9\n- cost of a draft step: 0.05 target "
        "steps\n- net speedup: {}x\n",
        "2.99",
        "3.44",
    ),
    (
        "Speculation. A small model proposes 8 tokens, each of which takes 2 ms; the small model is "
        "cheap. Verifying takes 50 ms, "
        "as does a plain step. Expected: 4.4 tokens per round. Decoding gets {}x faster.",
        "3.33",
        "4.4",
    ),
    (
        "Drafting takes 5 ms a token, a pass of the large model 25 ms. With K = 2 the draft yields "
        "2.1 tokens per round "
        "on average, so the gain is {}x.",
        "1.5",
        "2.1",
    ),
]


def _stated(text: str, number: str) -> str:
    """The verdict on a number that is put in its place."""
    found = [one for one in checked(text.format(number)).claims if one.text.startswith(number)]
    assert found, f"{number} is no claim"
    return found[-1].verdict


@pytest.mark.parametrize(("text", "right", "wrong"), [*YOUNG, *AMDAHL, *DRAFTS])
def test_a_law_that_is_told_in_words_is_followed(text: str, right: str, wrong: str) -> None:
    assert _stated(text, right) == "match"
    assert _stated(text, wrong) == "mismatch"


@pytest.mark.parametrize(
    "text",
    [
        # an interval that is chosen, and one of another law
        "Young's formula needs a time to write (60 s) and an MTBF (6 h). We save every 30 minutes anyway.",
        "Amdahl: 5 % of the program is serial, the rest runs on 32 cores. The speed-up is 12.5x, never more than 20x.",
        "Amdahl bounds it. Attention is 60 % of the time. The measured speed-up of the whole job was 1.4x.",
        # of another draft, and measured
        "The draft model takes 3 ms a token, the target 30 ms, k = 4. On our prompts we measured a speed-up of 1.7x.",
    ],
)
def test_what_no_law_gives_is_left_alone(text: str) -> None:
    assert not findings(text)
