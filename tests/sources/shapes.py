"""Sources of any size, each long in one way only: what a test of growth and a benchmark feed to the checker."""

from __future__ import annotations

import json
from collections.abc import Callable

from snippets import EXAMPLES

DECK = (EXAMPLES / "tutorial" / "slides.tex").read_text(encoding="utf-8")
NOTES = (EXAMPLES / "tutorial" / "notes.md").read_text(encoding="utf-8").split("---\n", 2)[2]
FLAT = "\n".join(line for line in NOTES.split("\n") if not line.startswith("#"))
SENTENCE = "The H100 has 3.35 TB/s and 80 GB of memory, 1.58x the MI300X; AllReduce takes 62 ms for 16 GB over 8 GPUs. "
CELL = '{"cell_type": "markdown", "source": ["H100: 80 GB"]}, '


def grown(text: str, size: int) -> str:
    """A text repeated until it is about so long."""
    return text * (size // len(text) + 1)


def numbered(text: str, size: int) -> str:
    """The same, with a number that differs each time in the place of "@"."""
    return "".join(text.replace("@", str(number)) for number in range(size // (len(text) + 4) + 1))


def deck(size: int) -> str:
    """The frames of the example, over and over."""
    start, rest = DECK.split("\\begin{document}")
    return start + "\\begin{document}" + grown(rest.split("\\end{document}")[0], size) + "\\end{document}"


def _wide(size: int) -> str:
    columns = size // 13
    return f"|{'H100|' * columns}\n|{'---|' * columns}\n|{'8 GB|' * columns}"


def _wide_tex(size: int) -> str:
    columns = size // 12
    row = " & ".join(["H100"] * columns) + "\\\\\n" + " & ".join(["8 GB"] * columns) + "\\\\\n"
    return "\\begin{frame}{X}\\begin{tabular}{l}" + row + "\\end{tabular}\\end{frame}"


def _notebook(text: str, output: str) -> str:
    cell = {"cell_type": "code", "source": text, "outputs": [{"output_type": "stream", "text": output}]}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4})


# name -> the path whose suffix says what it is, and the source of a size in bytes
SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "deck": ("deck.tex", deck),
    "flat notes": ("notes.md", lambda size: grown(FLAT, size)),
    "one paragraph": ("notes.md", lambda size: grown(SENTENCE, size)),
    "one sentence": ("notes.md", lambda size: grown("The H100 has 3.35 TB/s and 80 GB, ", size)),
    "another language": (
        "notes.md",
        lambda size: grown("Die H100 hat 3,35 TB/s Bandbreite und das ist für 80 GB. ", size),
    ),
    "numbers in a sentence": ("notes.md", lambda size: grown("80 GB, ", size)),
    "different numbers": ("notes.md", lambda size: numbered("@ GB of memory, ", size)),
    "devices in a sentence": ("notes.md", lambda size: grown("H100 and MI300X, ", size)),
    "strangers in a sentence": ("notes.md", lambda size: numbered("X@Q has 80 GB; ", size)),
    "words": ("notes.md", lambda size: grown("there is nothing in this text to look at and so it goes on ", size)),
    "one word": ("notes.md", lambda size: "a" * size),
    "one slide": ("deck.tex", lambda size: "\\begin{frame}{X}" + grown(SENTENCE.replace("$", "") + "\n\n", size)),
    "long table": ("notes.md", lambda size: "| D | GB |\n|---|---|\n" + grown("| H100 | 81 GB |\n", size)),
    "long table in tex": (
        "deck.tex",
        lambda size: "\\begin{tabular}{lr}" + grown("H100 & 3.35 TB/s \\\\\n", size) + "\\end{tabular}",
    ),
    "different rows": (
        "notes.md",
        lambda size: (
            "| Device | Memory | Price | Speed-up |\n|---|---|---|---|\n" + numbered("| D@ | @ GB | $@ | @x |\n", size)
        ),
    ),
    "wide table": ("notes.md", _wide),
    "wide table in tex": ("deck.tex", _wide_tex),
    "tables": ("notes.md", lambda size: grown("| D | GB |\n|---|---|\n| H100 | 81 GB |\n\n", size)),
    "listing": (
        "notes.md",
        lambda size: "```\n" + grown("x = 1  # H100: 3.35 TB/s, AllReduce 62 ms\n", size) + "```\n",
    ),
    "python listing": (
        "notes.md",
        lambda size: "```python\n" + numbered("x@ = 2 * 80e9  # 160 GB\n", size) + "```\n",
    ),
    "listings": ("notes.md", lambda size: grown("```python\nx = 2 * 80e9  # 160 GB\n```\n\n", size)),
    "listings in tex": (
        "deck.tex",
        lambda size: grown("\\begin{lstlisting}\nx = 2 * 80e9  # 160 GB\n\\end{lstlisting}\n\n", size),
    ),
    "list": ("notes.md", lambda size: grown("- 3.35 TB/s of bandwidth, 20x the T4\n", size)),
    "list in tex": (
        "deck.tex",
        lambda size: "\\begin{itemize}" + grown("\\item 3.35 TB/s, 20x the T4\n", size) + "\\end{itemize}",
    ),
    "headings": ("notes.md", lambda size: numbered("## H100 part @\n\nIt has 80 GB.\n\n", size)),
    "frames": ("deck.tex", lambda size: numbered("\\begin{frame}{H100 @}It has 80 GB.\\end{frame}\n", size)),
    "quotes in quotes": ("notes.md", lambda size: ">" * (size // 2) + " 80 GB\n" + "> " * (size // 4)),
    "list in list": ("notes.md", lambda size: _deep(size)),
    "braces in braces": ("deck.tex", lambda size: "{" * (size // 2) + "80 GB" + "}" * (size // 2)),
    "environments": ("deck.tex", lambda size: grown("\\begin{itemize}\\item 80 GB ", size)),
    "open braces": ("deck.tex", lambda size: grown("\\textbf{80 GB ", size)),
    "stars": ("notes.md", lambda size: grown("*a **b _c ", size)),
    "links": ("notes.md", lambda size: grown("[a](", size)),
    "brackets": ("notes.md", lambda size: "[" * size),
    "formula": ("deck.tex", lambda size: "$" + grown("2 \\times 3\\,\\mathrm{GB} + ", size) + "1 = 3$"),
    "arithmetic": ("notes.md", lambda size: grown("2 × 3 GB = 6 GB + 4 GB = ", size)),
    "sums": ("notes.md", lambda size: grown("2 × 3 GB = 7 GB. ", size)),
    "equals": ("notes.md", lambda size: grown("2 = ", size)),
    "sum of many": ("notes.md", lambda size: grown("2 GB + ", size) + "1 GB = 3 GB"),
    "ratios": ("notes.md", lambda size: grown("From 140 GB to 35 GB, 3x smaller; 2x faster than the H100. ", size)),
    "gradients": ("notes.md", lambda size: grown("16 GB of gradients, then 12 GB of gradients. ", size)),
    "gradients apart": ("notes.md", lambda size: numbered("## S @\n\n@ GB of gradients for Llama-3 8B.\n\n", size)),
    "orders": ("notes.md", lambda size: grown("H100 > MI300X in memory bandwidth. ", size)),
    "chain of devices": ("notes.md", lambda size: "bandwidth: " + grown("H100 > MI300X > ", size)),
    "doubles": ("notes.md", lambda size: grown("It doubles from 2 GB to 5 GB. ", size)),
    "costs": ("notes.md", lambda size: grown("8 GPUs at $3 per GPU-hour cost $12,345 per year. ", size)),
    "waivers": ("notes.md", lambda size: grown("80 GB <!-- registry: ignore because x -->\n\n", size)),
    "code": ("a.py", lambda size: grown("H100_PEAK = 1979e12 / 2  # FLOPS, BF16 of an H100\n", size)),
    "names in code": ("a.py", lambda size: numbered("H100_PEAK_@ = 1979e12 / 2  # FLOPS\n", size)),
    "table in code": ("a.py", lambda size: "P = {" + grown("'H100': {'bf16': 989e12, 'fp8': 1979e12}, ", size) + "}\n"),
    "dict in code": ("a.py", lambda size: "MEMORY_GB = {" + numbered("'H@': 80, ", size) + "}\n"),
    "chain in code": (
        "a.py",
        lambda size: "def f(n):\n" + grown("    if 'H100' in n:\n        return 989e12\n", size),
    ),
    "else-if in code": (
        "a.py",
        lambda size: (
            "def f(n):\n    if 'a' in n:\n        return 1\n"
            + numbered("    elif 'H@' in n:\n        return 989e12\n", size)
        ),
    ),
    "functions in code": ("a.py", lambda size: numbered("def f@(n):\n    return 80e9 * n  # bytes\n", size)),
    "sum in code": ("a.py", lambda size: "x = " + grown("80e9 + ", size) + "1\n"),
    "yaml": ("a.yaml", lambda size: grown("- {gpu: H100, mem_gb: 80}  # GB\n", size)),
    "yaml dict": ("a.yaml", lambda size: "mem_gb:\n" + numbered("  H@: 80\n", size)),
    "json": ("a.json", lambda size: "[" + grown('{"gpu": "H100", "bf16_tflops": 989}, ', size) + "1]"),
    "json dict": ("a.json", lambda size: '{"mem_gb": {' + numbered('"H@": 80, ', size) + '"x": 1}}'),
    "lists in json": ("a.json", lambda size: "[" * (size // 2) + "80" + "]" * (size // 2)),
    "csv": ("a.csv", lambda size: "Device,Memory (GB)\n" + grown("H100,80\n", size)),
    "wide csv": ("a.csv", lambda size: "Device" + ",GB" * (size // 8) + "\nH100" + ",80" * (size // 8)),
    "rst": ("a.rst", lambda size: grown("The H100 has 80 GB.\n\n", size)),
    "rst paragraph": ("a.rst", lambda size: grown("The H100 has 80 GB. ", size)),
    "rst list": ("a.rst", lambda size: grown("- H100 has 80 GB\n", size)),
    "notebook": ("a.ipynb", lambda size: '{"cells": [' + grown(CELL, size) + "1]}"),
    "long cell": ("a.ipynb", lambda size: _notebook(numbered("x@ = 2 * 80e9  # 160 GB\n", size), "")),
    "long output": ("a.ipynb", lambda size: _notebook("print(1)", grown("H100: 80 GB of memory\n", size))),
    "named table": (
        "notes.md",
        lambda size: "## H100\n\n| What | Memory bandwidth |\n|---|---|\n" + grown("| peak | 3.36 TB/s |\n", size),
    ),
    "counts": ("notes.md", lambda size: grown("It fits 40 concurrent requests; 8 replicas run.\n\n", size)),
    "conversions": ("notes.md", lambda size: grown("400 Gb/s (50 GB/s), ", size)),
    "sizes": ("notes.md", lambda size: "H100: " + grown("80 GB / 40 GB / ", size)),
    "totals": (
        "notes.md",
        lambda size: (
            "| Part | Time | Cost |\n|---|---|---|\n"
            + grown("| a | 2 ms | $3 |\n| b | 3 ms | $4 |\n| Total | 6 ms | $9 |\n", size)
        ),
    ),
    "wide rows": (
        "notes.md",
        lambda size: f"|{'GB|' * (size // 50)}\n|{'---|' * (size // 50)}\n" + f"|{'80 GB|' * (size // 50)}\n" * 8,
    ),
    "boxes": ("notes.md", lambda size: grown('!!! note "80 GB"\n    80 GB\n', size)),
    "comments": ("notes.md", lambda size: grown("<!-- 80 GB\n", size)),
    "tables without an end": ("notes.md", lambda size: grown("<table>\n", size)),
    "html table": (
        "notes.md",
        lambda size: "<table>\n" + grown("<tr><td>H100</td><td>80 GB</td></tr>\n", size) + "</table>",
    ),
    "rules": ("notes.md", lambda size: grown("+---+\n", size)),
    "grid": ("notes.md", lambda size: "+-----+-----+\n" + grown("| 80 GB | a |\n+-----+-----+\n", size)),
    "scripts": ("notes.md", lambda size: grown("<script>\n", size)),
    "divs": ("notes.md", lambda size: grown("::: {.a}\n80 GB\n\n", size)),
    "dollars": ("notes.md", lambda size: grown("$$ 80\n", size)),
    "ticks": ("notes.md", lambda size: grown("`` ` ", size)),
    "macros": ("deck.tex", lambda size: numbered("\\newcommand{\\x@}{80 GB}\\x@ ", size).replace("0", "a")),
    "sections in tex": ("deck.tex", lambda size: numbered("\\section{A @} It has 80 GB.\n\n", size)),
    "open math": ("deck.tex", lambda size: grown("\\[ 80 $ ", size)),
    "verbatim without an end": ("deck.tex", lambda size: grown("\\begin{verbatim} 80 GB ", size)),
    "comments in tex": ("deck.tex", lambda size: grown("% 80 GB\n", size)),
    "if false": ("deck.tex", lambda size: grown("\\iffalse a ", size)),
    "strings in code": ("a.py", lambda size: grown("x = 'H100: 80 GB'\n", size)),
    "open brackets in code": ("a.py", lambda size: grown("(", size)),
    "comments in code": ("a.py", lambda size: grown("# H100: 80 GB\n", size)),
    "classes": ("a.py", lambda size: numbered("class A@:\n    memory_gb = 80\n", size)),
    "yaml list": ("a.yaml", lambda size: "mem_gb:\n" + grown("- 80\n", size)),
    "aliases": ("a.yaml", lambda size: "a0: &a0 [80, 80]\n" + _aliases(size)),
    "nested yaml": ("a.yaml", lambda size: "".join("  " * level + "a:\n" for level in range(int(size**0.5)))),
    "flow yaml": ("a.yaml", lambda size: "[" * (size // 2) + "80"),
    "rst table": (
        "a.rst",
        lambda size: "=====  =====\nGPU    GB\n=====  =====\n" + grown("H100   80\n", size) + "=====  =====\n",
    ),
    "rst rules": ("a.rst", lambda size: grown("+---+\n", size)),
    "rst titles": ("a.rst", lambda size: grown("H100\n====\n\n80 GB\n\n", size)),
    "tables with factors": (
        "notes.md",
        lambda size: grown(
            "| D | ms |\n|---|---|\n| fast | 81 |\n| slow | 162 |\n\nFast is 3x faster than slow.\n\n", size
        ),
    ),
    "items with factors": (
        "notes.md",
        lambda size: grown("- plain: 16.95 ms\n- fused: 10.31 ms (1.3x faster)\n", size),
    ),
    "table and factors": (
        "notes.md",
        lambda size: (
            "| D | ms |\n|---|---|\n"
            + grown("| fast | 81 ms |\n", size // 2)
            + "\n"
            + grown("It is 3x faster than slow. ", size // 2)
        ),
    ),
    "digits": ("notes.md", lambda size: "1" * size),
    "commas": ("notes.md", lambda size: "AllReduce 4 ms " + "1,1" * (size // 3)),
    "lines": ("notes.md", lambda size: "\n" * size),
}


def _aliases(size: int) -> str:
    return "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(size // 30))


def _deep(size: int) -> str:
    depth = int(size**0.5)
    return "".join(" " * (2 * level) + "- 80 GB\n" for level in range(depth))
