"""--fix: the right number at the same precision, where nothing but the number can be meant to be wrong."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.reports.fixing import fixes, rewrite
from snippets import checked, frame, table

from mlsysim_registry.cli import main


def mended(text: str, path: str = "notes.md") -> str:
    """A text after its fixes."""
    for change in reversed(fixes(checked(text, path).claims)):
        text = text[: change.start] + change.new + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("The MI300X has 53 TB/s of memory bandwidth.", None),  # 5 TB/s would not be the same precision
        ("The MI300X has 53.0 TB/s of memory bandwidth.", "The MI300X has 5.3 TB/s of memory bandwidth."),
        ("The H100 SXM gives 1,979 TFLOPS in BF16, dense.", "The H100 SXM gives 989 TFLOPS in BF16, dense."),
        ("The H100 SXM has 700 W of TDP.", None),
        ("The H100 SXM has 750 W of TDP.", "The H100 SXM has 700 W of TDP."),
        ("An H100 has NVLink at 900 GB/s per direction.", "An H100 has NVLink at 450 GB/s per direction."),
        # Perhaps the name is wrong, or the header, or the unit: an author has to look.
        ("The H100 has 2.04 TB/s of memory bandwidth.", None),
        ("The H100 SXM gives 1979 TFLOPS in BF16.", None),
        ("The H100 has about 5 TB/s of memory bandwidth.", None),
        ("The H100 SXM has 100-200 GB of HBM.", None),
    ],
)
def test_what_is_mended(wrong: str, right: str | None) -> None:
    assert mended(wrong) == (right or wrong)


def test_separators_stay_as_they_are() -> None:
    body = (
        "\\begin{tabular}{lr}\n\\toprule\n & MI300X \\\\\n\\midrule\n"
        "Peak BF16, dense (TFLOPS) & \\textbf{2{,}615} \\\\\n"
        "Peak FP8, dense (TFLOPS) & 1{,}307 \\\\\n\\end{tabular}"
    )
    after = mended(frame(body), "deck.tex")
    assert "\\textbf{1{,}307}" in after
    assert "Peak FP8" in after


def test_a_macro_is_not_rewritten() -> None:
    text = "\\newcommand{\\bw}{5.5}\n" + frame("The MI300X has \\bw\\,TB/s of memory bandwidth.")
    assert mended(text, "deck.tex") == text


def test_swapped_cells_are_swapped_back() -> None:
    swapped = table("Device | Memory (GB)", "MI300X | 128", "Gaudi 3 | 192")
    assert mended(swapped) == table("Device | Memory (GB)", "MI300X | 192", "Gaudi 3 | 128")


def test_everything_else_stays_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.md"
    before = b"\xef\xbb\xbf# Notes\r\n\r\nThe H100 SXM has 750 W of TDP.\r\n\ttrailing \xc3\xa4 \r\n"
    path.write_bytes(before)
    path.chmod(0o640)
    assert main(["check", str(path), "--fix"]) == 0
    assert path.read_bytes() == before.replace(b"750", b"700")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["notes.md"]
    assert "750 -> 700" in capsys.readouterr().err


def test_what_is_left_still_fails(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("The H100 SXM has 750 W of TDP.\n\nThe H100 has 2.04 TB/s of memory bandwidth.\n")
    assert main(["check", str(path), "--fix"]) == 1
    assert "700 W" in path.read_text()
    assert "2.04 TB/s" in path.read_text()


def test_a_source_that_changed_meanwhile_is_not_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    text = "The H100 SXM has 750 W of TDP.\n"
    path.write_text(text + "More.\n")
    with pytest.raises(ValueError, match="changed while"):
        rewrite(str(path), text, fixes(checked(text).claims))
    assert path.read_text() == text + "More.\n"


@given(st.sampled_from(["750", "7000", "350.0", "70", "1,700", "0.7"]), st.text(max_size=20), st.text(max_size=20))
def test_a_fix_changes_the_number_alone_and_leaves_nothing_to_fix(number: str, head: str, tail: str) -> None:
    text = f"{head}\n\nThe H100 SXM has {number} W of TDP.\n\n{tail}"
    after = mended(text)
    start, end = text.index(f"has {number} W") + 4, text.index(f"has {number} W") + 4 + len(number)
    assert after.startswith(text[:start])
    assert after.endswith(text[end:])
    assert not fixes(checked(after).claims)
