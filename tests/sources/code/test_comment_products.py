"""Values whose comments reckon them: those that are off by a plain factor are told where the others fit."""

from __future__ import annotations

import pytest
from coding import findings

ROWS = """
A = Chip(name="X1", link_bw=150, rate=125.0)  # 6 x 25
B = Chip(
    name="X2",
    link_bw=300,  # 12 x 25
    rate=312.0,  # 108 SM x 2048 x 1.41 GHz
)
C = Chip(
    name="X3",
    link_bw={link},  # {links}
    rate={rate},  # 132 SM x 4096 x 1.83 GHz
)
D = Chip(
    name="X4",
    link_bw=900,  # 18 x 50
    rate=383.0,  # 220 CU x 1024 x 1.7 GHz
)
"""
RIGHT = {"link": "450", "links": "18 x 25", "rate": "989.4"}


@pytest.mark.parametrize(
    ("what", "written", "told"),
    [
        ("link", "450", []),
        ("link", "225", ["225"]),
        ("links", "18 x 50", ["450"]),
        ("rate", "1978.8", ["132 SM x 4096 x 1.83 GHz"]),  # a number that nothing else reads: in the comment
        ("rate", "850", []),  # measured, or at another clock: no plain factor
        ("links", "of 4 x 90 boxes", []),
    ],
)
def test_a_value_and_what_its_comment_reckons(what: str, written: str, told: list[str]) -> None:
    assert findings(ROWS.format(**RIGHT | {what: written})) == [(text, "arithmetic") for text in told]


def test_a_single_comment_may_speak_of_something_else() -> None:
    assert findings("NODE = dict(name='X1', mem=80, power=700)  # 8 x 80 GB\n") == []
