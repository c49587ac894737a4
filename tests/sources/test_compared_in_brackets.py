"""A device that is only compared with, in brackets, owns no number of other lines."""

from __future__ import annotations

import pytest
from snippets import findings, frame, verdict

ALONE = (
    ("g.rs", "// the chip:\n// - dense FP8 = {}\n// - link: 3.6 TB/s (2× B200's 1.8 TB/s)\n", "17.5 PFLOPS"),
    ("g.py", "# next part\n# FP16 dense: {}\n# memory: 2.75x as fast (vs H100's 3.35 TB/s)\nx = 1\n", "2.4 PFLOPS"),
    ("n.md", "# The next chip\n\n- Its peak is {} in dense BF16\n- Memory: 22 TB/s (2.75× B200)\n", "4 PFLOP/s"),
    ("d.tex", frame("The memory carries {}. It is dear (twice that of an H200)."), "13 TB/s"),
    ("n.md", "# Ours\n\nDense FP8: {}.\n\nPower is high (up from the H100 at 700 W).\n", "5 PFLOP/s"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "text", "number"), ALONE)
def test_that_a_name_that_is_compared_with_takes_no_other_line(path: str, text: str, number: str) -> None:
    assert findings(text.replace("{}", number), path) == []


SPOKEN_OF = (
    ("n.md", "# The chip\n\n- H100 SXM memory bandwidth: {}\n- more (1.6× A100)\n", "3.35 TB/s", "2.35 TB/s"),
    ("n.md", "# The H200\n\n- Memory bandwidth: {}\n- 1.4× (vs H100)\n", "4.8 TB/s", "5.8 TB/s"),
    ("d.tex", frame("The B200 has {} of memory bandwidth (2.4× the H100)."), "8 TB/s", "6 TB/s"),
    ("n.md", "# The A100\n\nA100 SXM 80GB: {} (less than the H100).\n", "2,039 GB/s", "3,039 GB/s"),
    ("n.md", "# Ours\n\nWe use the H100 SXM throughout.\n\nHBM bandwidth is {}.\n", "3.35 TB/s", "4.35 TB/s"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "text", "right", "wrong"), SPOKEN_OF)
def test_that_others_keep_their_figures(path: str, text: str, right: str, wrong: str) -> None:
    assert verdict(text.replace("{}", right), right, path)[0] == "match"
    assert findings(text.replace("{}", right), path) == []
    assert [found for found, _ in findings(text.replace("{}", wrong), path)] == [wrong]
