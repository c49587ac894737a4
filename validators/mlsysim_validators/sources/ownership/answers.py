"""The question that a number answers: "How many transistors does an H100 have? [Expected answer: 80 billion.]"."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex

_ANSWER = regex(r"\b(?:[Aa]nswer|[Ee]xpected)\b\W{0,3}(?:(?:is|about|roughly|around|some) )?[~≈$]{0,2}$")
_QUESTION = regex(
    r"(?:^|[.!?:\"'\u201c\u2018`(\[]\s*)"
    r"(?P<asked>(?:[Hh]ow (?:many|much|large|big|fast)|[Ww]hat(?: is| are|'s))\b[^.?!]{3,120})\?"
)
_SHORT, _FURTHEST = 30, 300


def question(text: str, start: int) -> str:
    """The words of the question that the number answers which begins at `start`; "" where it answers none."""
    answer = _ANSWER.search(text[max(0, start - _SHORT) : start])
    if answer is None:
        return ""
    before = text[max(0, start - _FURTHEST) : start]
    *_, last = [None, *_QUESTION.finditer(before)]
    return str(last["asked"]) if last is not None and "?" not in before[last.end() :] else ""
