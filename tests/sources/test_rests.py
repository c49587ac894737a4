"""Shares that are told as the other or the remaining ones."""

from __future__ import annotations

import pytest
from snippets import checked


def _verdict(text: str, number: str) -> tuple[str, str]:
    claim = [claim for claim in checked(f"# Where it goes\n\n{text}\n", "notes.md").claims if claim.text == number][-1]
    return claim.verdict, claim.hint


@pytest.mark.parametrize(
    ("text", "number", "verdict", "hint"),
    [
        ("Kernels are 8% of the code. The other 82% is glue.", "82%", "mismatch", "write 92 %"),
        ("Kernels are 8% of the code. The other 92% is glue.", "92%", "match", ""),
        ("Kernels take 35% of a step, the remaining 75% is input.", "75%", "mismatch", "write 65 %"),
        # the rest to one of several, or to all of them
        ("Getting 70% of the users takes 30% of the work; the other 70% is for the last ones.", "70%", "match", ""),
        ("Of the tokens 60% are masked, 25% are swapped, and the remaining 15% stay.", "15%", "match", ""),
        ("Of 15% of the tokens, 60% are masked, 25% swapped; the remaining 20% stay.", "20%", "unresolved", ""),
        # shares of other sentences
        ("Kernels are 8% of it. Glue is read by nobody. The other 82 pages say so. The other 30% too.", "30%",
         "unresolved", ""),
    ],
)  # fmt: skip
def test_the_rest(text: str, number: str, verdict: str, hint: str) -> None:
    told, hinted = _verdict(text, number)
    assert (told, hinted if told == "mismatch" else "") == (verdict, hint)
