"""Markdown: blocks, tables, inline formatting, money and math, decks; each with exact positions."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.readers import read
from mlsysim_validators.sources.texts.documents import Document
from reading import assert_sound, blocks_of, cells_of, source_at, table_of, texts_of


def md(source: str) -> Document:
    document = read("notes.md", source)
    assert_sound(document)
    return document


INLINE = [
    ("**3.35** _TB/s_ `x 5` ***b***", "3.35 TB/s x 5 b"),
    ('[80 GB](http://x.org/99 "t 7") ![alt 5](a_5.png) [a][1]', "80 GB a"),
    ('a[^1] b[@cite2020] <br> c <span class="x9">d</span>', "a b c d"),
    ("1&nbsp;000 &times; 2 &lt;5 &amp; &#160;x &bogus;", "1,000 × 2 <5 &  x &bogus;"),
    ("$3.35\\,\\mathrm{TB/s}$ and $10^{12}$", "3.35 TB/s and 10^12"),
    ("$480K per year, $3 and \\$5 or $7", "$480K per year, $3 and $5 or $7"),
    ("from $3 to $4", "from $3 to $4"),
    ("$3/$4, ($5), US$6", "$3/$4, ($5), US$6"),
    ("4 * 8 = 32, 2*3*4 snake_case_5 <100 ms ~5 ms ~~old~~", "4 * 8 = 32, 234 snake_case_5 <100 ms ~5 ms old"),
    ("10<sup>12</sup> Instinct<sup>TM</sup> CO<sub>2</sub> 10^6^", "10^12 InstinctTM CO2 10^6"),
    ("a <!-- hidden 5 --> b", "a b"),
    ("\\*5\\* \\`6\\` a\\\nb  \nc", "*5* `6` a b c"),
    ("``a ` b`` `unclosed 5", "a ` b `unclosed 5"),
    ("<https://x.org/5> a [b] c](d)", "https://x.org/5 a [b] c](d)"),
    ("**bold *nested 5* x** **open 6", "bold nested 5 x **open 6"),
]


@pytest.mark.parametrize(("source", "visible"), INLINE)
def test_inline(source: str, visible: str) -> None:
    assert blocks_of(md(source), "paragraph") == [visible]


@pytest.mark.parametrize(
    ("source", "digits"),
    [
        ("**a** [80 GB](u) $x$ 42 ms", "42"),
        ("a\n> quote\n> 55 GB", "55"),
        ("- a\n\n  - 6.5 GB", "6.5"),
        ("$\\frac{1}{295}$", "295"),
        ("| a |\n|---|\n| **77** |", "77"),
        ("> | a |\n> |---|\n> | `78` |", "78"),
        ("- x\n\n  ```c\n  y = 91\n  ```", "91"),
        ("&nbsp;5&times;&nbsp;63", "63"),
        ("Title 33\n===", "33"),
    ],
)
def test_digits_point_at_themselves(source: str, digits: str) -> None:
    document = md(source)
    assert source_at(document, digits) == digits
    text = next(text for text in texts_of(document) if digits in text.text)
    assert text.source_offset(text.text.index(digits)) == source.index(digits)


def test_headings_and_slides() -> None:
    document = md("before\n# One 1 {#id}\ntext\n## Two ##\n### Deep\ndeep text\n\nSetext\n------\nlast\n#no heading")
    assert [(b.kind, b.text.text, b.slide, b.title, b.section) for b in document.blocks] == [
        ("paragraph", "before", 0, "", ""),
        ("heading", "One 1", 1, "One 1", "One 1"),
        ("paragraph", "text", 1, "One 1", "One 1"),
        ("heading", "Two", 2, "Two", "One 1"),
        ("heading", "Deep", 2, "Two › Deep", "One 1"),
        ("paragraph", "deep text", 2, "Two › Deep", "One 1"),
        ("heading", "Setext", 3, "Setext", "One 1"),
        ("paragraph", "last #no heading", 3, "Setext", "One 1"),
    ]


def test_front_matter() -> None:
    document = md('---\ntitle: "Notes 5 GB"\nauthor: x 6\n---\ntext')
    assert [(b.kind, b.text.text) for b in document.blocks] == [("title", "Notes 5 GB"), ("paragraph", "text")]
    assert source_at(document, "5") == "5"


def test_marp_deck() -> None:
    document = md(
        "---\nmarp: true\n---\n# A\n## Sub\nx\n\n<!-- say 5 GB -->\n<!-- _class: lead -->\n\n---\n\ny\n\n# B\n"
    )
    assert [(b.kind, b.text.text, b.slide, b.title) for b in document.blocks] == [
        ("heading", "A", 1, "A"),
        ("heading", "Sub", 1, "A"),
        ("paragraph", "x", 1, "A"),
        ("note", "say 5 GB", 1, "A"),
        ("paragraph", "y", 2, ""),
        ("heading", "B", 2, "B"),
    ]


def test_notes() -> None:
    assert blocks_of(md("text\n\n<!-- note: say 5 GB -->\n\nNote: and 6\nmore\n\nplain"), "note") == [
        "say 5 GB",
        "and 6 more",
    ]
    assert blocks_of(md("::: {.notes}\nsay 7\n\n- eight\n:::\nplain"), "note") == ["say 7", "eight"]


def test_lists() -> None:
    document = md(
        "- a\n  continued 5\n  * nested 6\n\n    still nested\n- [x] done\n\nafter\n1. one\n2) two\nlazy\n\n2024. far"
    )
    assert blocks_of(document, "item") == [
        "a continued 5",
        "nested 6",
        "still nested",
        "done",
        "one",
        "two lazy",
        "far",
    ]
    assert blocks_of(md("In the year\n2024. the H100"), "paragraph") == ["In the year 2024. the H100"]


def test_a_ruler_ends_a_list() -> None:
    document = read("a.md", "- 80 GB\n---\nBehind it 3 TB/s.\n\n1. 40 GB\n\n***\n\nAnd here.\n")
    assert [block.kind for block in document.blocks] == ["item", "paragraph", "item", "paragraph"]


def test_table() -> None:
    document = md(
        "| Device | BW | N \\| x |\n|:--|--:|:-:|\n| **H100** | 3.35 TB/s | `a|b` |\nB200 | $10^{12}$ |\n\nafter | x"
    )
    table = table_of(document)
    assert cells_of(table) == [["Device", "BW", "N | x"], ["H100", "3.35 TB/s", "a|b"], ["B200", "10^12"]]
    assert table.header_rows == 1
    assert [cell.bold for cell in table.rows[1]] == [True, False, False]
    assert [cell.column for cell in table.rows[1]] == [0, 1, 2]
    assert blocks_of(document, "paragraph") == ["after | x"]
    for digits in ("3.35", "12"):
        assert source_at(document, digits) == digits


def test_listings() -> None:
    document = md(
        "```python title=x\na = 5\n\n# b\n```\ntext\n\n    indented 7\n      more\n\n~~~{.c}\nint x;\n~~~\n```\nopen 8"
    )
    assert [(b.text.text, b.language) for b in document.blocks if b.kind == "listing"] == [
        ("a = 5\n\n# b", "python"),
        ("indented 7\n  more", ""),
        ("int x;", "c"),
        ("open 8", ""),
    ]
    assert [trouble.message for trouble in document.troubles] == ["this fenced listing does not end"]


def test_indented_boxes_are_text() -> None:
    source = (
        '??? success "Solution"\n    It takes 5 ms.\n\n        4 TB of code\n\n    - 3 GB\n\n!!! note\n    9 W\n\nend\n'
    )
    shown = [(block.kind, block.text.text) for block in md(source).blocks]
    assert [text for _, text in shown] == ["Solution", "It takes 5 ms.", "4 TB of code", "3 GB", "9 W", "end"]
    assert [kind for kind, _ in shown] == ["paragraph", "paragraph", "listing", "item", "paragraph", "paragraph"]


def test_admonitions_are_text() -> None:
    assert blocks_of(md("```{note}\nsay 5 GB\n```\nafter"), "paragraph") == ["say 5 GB", "after"]


def test_display_math() -> None:
    assert blocks_of(md("a\n\n$$\nT = \\frac{16}{3.35}\n$$\n\n```math\nx = 5\n```\n"), "math") == [
        "T = (16)/(3.35)",
        "x = 5",
    ]
    assert [t.message for t in md("$$ x\n\ny").troubles] == ["the math that begins here with $$ does not end"]


def test_directives() -> None:
    source = (
        "5 GB <!-- registry: ignore\n because x -->\n\n<!-- registry: next -->\n| a <!-- registry: cell --> |\n|---|\n"
    )
    document = md(source)
    assert [(d.text, d.own_line, source[d.offset]) for d in document.directives] == [
        ("ignore because x", False, "<"),
        ("next", True, "<"),
        ("cell", False, "<"),
    ]


def test_invisible() -> None:
    document = md(
        "<style>\n.a { width: 5px }\n\n.b {}\n</style>\n\n[ref]: http://x.org/5\n\n[^1]: A note 6\n\n<div>\nx\n</div>"
    )
    assert blocks_of(document, "paragraph") == ["A note 6", "x"]


def test_windows_line_ends() -> None:
    document = md(
        "# A 5\r\n\r\ntext 6 GB  \r\nmore\r\n\r\n| a | b |\r\n|---|---|\r\n| 7 | 8 |\r\n\r\n```c\r\nx = 9\r\n```\r\n"
    )
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "table", "listing"]
    assert blocks_of(document, "paragraph") == ["text 6 GB more"]
