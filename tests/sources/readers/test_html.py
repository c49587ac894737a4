"""Pages and decks in HTML: what a reader of the page sees, each character at its place in the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.readers import read
from mlsysim_validators.sources.texts.documents import Document
from reading import assert_sound, blocks_of, cells_of, table_of
from snippets import findings

DECK = """<!doctype html>
<html><head><title>Serving &amp; cost</title><style>p { width: 80px }</style></head>
<body><div class="reveal"><div class="slides">
<section>
  <section><h2>Memory</h2>
    <ul><li>H100: <b>3.35&nbsp;TB/s</b></li><li>A100: 2.0 TB/s</ul>
    <aside class="notes">The H100 has 80 GB.</aside></section>
  <section><h2>Loads</h2><p>\\(T = 16/3.35 \\approx 4.8\\) ms</p></section>
</section>
<section data-markdown><textarea data-template>
    ## Cost
    - 300 GPUs x $120K = $36M
    ---
    ## Power
    700 W
</textarea></section>
</div></div><script>const X = {peak: 1};</script></body></html>
"""


def page(body: str) -> Document:
    return read("page.html", f"<html><body>{body}</body></html>")


def texts(body: str) -> list[str]:
    return [block.text.text for block in page(body).blocks if block.text.text]


def test_a_deck() -> None:
    document = read("deck.html", DECK)
    assert_sound(document)
    assert blocks_of(document, "title") == ["Serving & cost"]
    assert blocks_of(document, "heading") == ["Memory", "Loads", "Cost", "Power"]
    assert [block.slide for block in document.blocks if block.kind == "heading"] == [1, 2, 3, 4]
    assert blocks_of(document, "item") == ["H100: 3.35 TB/s", "A100: 2.0 TB/s", "300 GPUs x $120K = $36M"]
    assert blocks_of(document, "note") == ["The H100 has 80 GB."]
    assert "T = 16/3.35 ≈ 4.8 ms" in blocks_of(document, "paragraph")
    (power,) = (block for block in document.blocks if block.text.text == "700 W")
    assert (power.slide, power.title) == (4, "Power")
    assert DECK.startswith("700 W", power.text.source_offset(0))


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>3.35 <em>TB/s</em> of an <a href='x'>H100</a></p>", ["3.35 TB/s of an H100"]),
        ("<p>one<p>two<div>three</div>four", ["one", "two", "three", "four"]),
        ("<p>10<sup>12</sup> and CO<sub>2</sub></p>", ["10^12 and CO2"]),
        ("<p>80&#8239;GB &lt; 96&nbsp;GB &times; 2</p>", ["80 GB < 96 GB × 2"]),
        ("<p>a <!-- 5.3 TB/s --> b</p>", ["a b"]),
        ("<p>175B params<span class='note'>174,600M exact</span></p>", ["175B params 174,600M exact"]),
        ("<p>costs $3 and then $5</p>", ["costs $3 and then $5"]),
        ("<p>$2 \\times 8 = 16$ GB</p>", ["2 × 8 = 16 GB"]),
        ("<p>\\[ 2 \\cdot 8 = 16 \\]</p>", ["2 · 8 = 16"]),
        ("<nav>99 GB</nav><p>x</p><svg><text>9 GB</text></svg><p>y", ["x", "y"]),
        ("<ol><li>one<ul><li>two</li></ul></li></ol><p>three", ["one", "two", "three"]),
        ("<figure><img alt='80 GB'><figcaption>A die</figcaption></figure>", ["A die"]),
        (
            '<p><span class="katex"><span class="katex-mathml"><math><semantics><mn>8</mn>'
            '<annotation encoding="application/x-tex">2 \\times 4 = 8</annotation></semantics></math></span>'
            '<span class="katex-html" aria-hidden="true"><span>2×4=8</span></span></span> GB</p>',
            ["2 × 4 = 8 GB"],
        ),
    ],
)
def test_what_is_shown(body: str, shown: list[str]) -> None:
    assert texts(body) == shown
    assert_sound(page(body))


def test_tables_and_listings() -> None:
    document = page(
        "<table><thead><tr><th>GPU</th><th>Memory<br>(GB)</th></tr></thead>"
        "<tr><td><b>H100</b></td><td>80</td></tr></table>"
        '<pre><code class="language-python">hbm = 80e9  # <span>bytes</span>\nx = 1 &lt; 2</code></pre>'
    )
    assert_sound(document)
    assert cells_of(table_of(document)) == [["GPU", "Memory (GB)"], ["H100", "80"]]
    (listing,) = (block for block in document.blocks if block.kind == "listing")
    assert listing.text.text == "hbm = 80e9  # bytes\nx = 1 < 2"
    assert listing.language == "python"


def test_findings_stand_in_the_page() -> None:
    text = "<html><body><h2>Peaks</h2><table><tr><th>GPU<th>BF16 dense TFLOPS<tr><td>H100<td>{}</table></body></html>"
    assert findings(text.format("989"), path="page.html") == []
    assert findings(text.format("1979"), path="page.html") == [("1979", "sparse-for-dense")]
    told = "<!-- registry: ignore because it is an example -->"
    line = "<p>The H100 SXM has 5.3 TB/s of memory bandwidth.</p> {}\n<h1>H100 SXM</h1>"
    assert [words for words, _ in findings(line.format(""), path="page.html")] == ["5.3 TB/s"]
    assert findings(line.format(told), path="page.html") == []


def test_items_of_items_are_not_counted_with_them() -> None:
    flat = "<p>There are two goals:</p><ol><li>infilling</li><li>long context</li>{}</ol>"
    assert findings(flat.format(""), path="page.html") == []
    assert [words for words, _ in findings(flat.format("<li>speed</li>"), path="page.html")] == ["two"]
    assert findings(flat.format("<ul><li>speed</li></ul>"), path="page.html") == []


PARTS = [
    "<p>", "</p>", "<li>", "<ul>", "</ul>", "<section>", "<section data-markdown>", "</section>", "<!--", "-->",
    "<pre>", "<table><tr><td>", "</table>", "$", "\\(", "\\)", "&amp;", "&", "<", "<a b='", "80 GB", "\n", "<h2>",
    "</h2>", "<script>", "</script>", "<math>", "</math>", "é", "<title>", "<aside class=notes>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS)))
def test_any_page(parts: list[str]) -> None:
    assert_sound(read("page.html", "".join(parts)))
