"""Spaces in place of the parts of a source that another reader reads."""

from __future__ import annotations

from mlsysim_validators.sources.readers.blanks import blanked


def test_what_stays_keeps_its_place_and_lines_their_length() -> None:
    assert blanked("ab\r\ncd\nef", [(1, 5), (8, 9)]) == "a \r\n d\ne "


def test_nothing_is_blanked_where_no_part_is_given() -> None:
    assert blanked("a\nb", []) == "a\nb"
