"""What code prints, and what comments say of it, against what its constants come to. Nothing of it is run."""

from __future__ import annotations

import json
import time

import pytest
from mlsysim_validators.sources.judges.code.following import Following, parsed
from snippets import findings

CODE = """layers, width = 40, 5120
def size(n, bytes_each=2):
    params = 12 * n * width**2
    return params * bytes_each

for name, n in [("half", layers // 2), ("all", layers)]:
    print(f"{name:6s} {size(n) / 1e9:6.1f} GB")
print("%d layers, %.2f ms" % (layers, size(layers) / 2e12 * 1e3))
print("share {:.0%}".format(size(1) / size(layers)), round(1 / 3, 3))"""
OUTPUT = """half     12.6 GB
all      25.2 GB
40 layers, 12.58 ms
share 2% 0.333"""


def wrong(path: str, text: str) -> list[str]:
    return [words for words, _ in findings(text, path)]


def markdown(code: str, output: str) -> str:
    return f"# A step\n\n```python\n{code}\n```\n\nIt prints:\n\n```\n{output}\n```\n"


def latex(code: str, output: str) -> str:
    return (
        "\\lstset{language=Python}\n\\begin{frame}{A step}\n\\begin{lstlisting}\n"
        f"{code}\n\\end{{lstlisting}}\n\\begin{{lstlisting}}[language={{}}]\n{output}\n\\end{{lstlisting}}\n\\end{{frame}}\n"
    )


def notebook(code: str, output: str) -> str:
    first, rest = code.split("\n\n")
    cells = [
        {"cell_type": "code", "source": first.splitlines(keepends=True), "outputs": []},
        {
            "cell_type": "code",
            "source": rest.splitlines(keepends=True),
            "outputs": [{"output_type": "stream", "name": "stdout", "text": output.splitlines(keepends=True)}],
        },
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}, indent=1)


FORMATS = [("a.md", markdown), ("a.tex", latex), ("a.ipynb", notebook)]


@pytest.mark.parametrize(("path", "document"), FORMATS)
@pytest.mark.parametrize(
    ("right", "stated", "told"),
    [
        ("12.6 GB", "12.6 GB", []),
        ("12.6 GB", "25.2 GB", ["25.2 GB"]),
        ("12.58 ms", "6.29 ms", ["6.29 ms"]),
        ("share 2%", "share 20%", ["20%"]),
        ("0.333", "0.667", ["0.667"]),
        ("25.2 GB", "25.2 TB", ["25.2 TB"]),
        ("40 layers", "40 layers", []),
    ],
)
def test_outputs_are_what_the_code_prints(
    path: str, document: object, right: str, stated: str, told: list[str]
) -> None:
    assert wrong(path, document(CODE, OUTPUT.replace(right, stated, 1))) == told  # type: ignore[operator]


def test_one_wrong_constant_is_told_once() -> None:
    code = "RATE = {}  # B/s\nload = 70e9 / RATE\nprint(f'{{load * 1e3:.1f}} ms')\nprint(f'{{1 / load:.0f}} per s')"
    output = "35.0 ms\n29 per s"
    assert wrong("a.md", markdown(code.format("2e12"), output)) == []
    told = wrong("a.md", markdown(code.format("4e12"), output))
    assert len(told) <= 2


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("def f(a, b=2):\n    return a * b\n\nf(80, 1024)  # 163840", ["163840"]),
        ("def f(a, b=2):\n    return a * b\n\nf(80, 1024)  # 81920", []),
        ("a = 6 * 8\nprint(a / 2, a * 2)  # 24 96", []),
        ("a = 6 * 8\nprint(a / 2, a * 2)  # 24 192", ["192"]),
        ("n = count()\nm = n * 80  # 640 GB", []),
        ("n = 8\nn = count()\nm = n * 80  # 80 GB", []),
        ("n = 8\nif count():\n    n = 4\nm = n * 80e9  # -> 320 GB", []),
        ("k = 2 * 3  # 4 heads each", []),
        ("params = 8.03e9\nweights = params * 1  # 8 bits", []),
    ],
)
def test_comments_state_what_the_code_comes_to(code: str, told: list[str]) -> None:
    assert wrong("a.md", f"# Code\n\n```python\n{code}\n```\n") == told


def test_a_session() -> None:
    session = ">>> size = 70e9 * 2\n>>> size / 1e9\n{}\n>>> round(size / 80e9)\n2\n"
    assert wrong("a.md", f"# Code\n\n```pycon\n{session.format('140.0')}```\n") == []
    assert wrong("a.md", f"# Code\n\n```pycon\n{session.format('280.0')}```\n") == ["280.0"]


def test_an_output_of_something_else_is_left_alone() -> None:
    code = "n = 8 * 80\nprint(f'{n} GB in all')"
    for output in ("loading ...\n320 GB of 640", "512 blocks", "640 GB in all\n320 GB used"):
        assert wrong("a.md", markdown(code, output)) == []


@pytest.mark.parametrize(
    "code",
    [
        "x = " + "(" * 500 + "1" + ")" * 500 + "  # 4 ms",
        "x = 10 ** 10 ** 10 ** 10  # 4 ms",
        "x = " + "-" * 5000 + "1  # 4 ms",
        "while True:\n    x = 1\n",
        "def f(n):\n    return f(n - 1) + f(n - 2)\nx = f(400)  # 4 ms",
        "x = [[[i * j for i in range(500)] for j in range(500)] for k in range(500)]",
        "s = 'a' * 400\nfor i in range(500):\n    s = s + s\nprint(s)",
        "__import__('os').system('true')  # 4 ms",
        "().__class__.__bases__[0].__subclasses__()",
    ],
)
def test_code_is_bounded(code: str) -> None:
    begin = time.process_time()
    lines, beside = Following().cell(parsed(code))
    assert time.process_time() - begin < 5
    assert all(line.words is None for line in lines)
    assert all(known.value != 0 for one in beside for known in one.values)


def test_a_comment_may_state_the_unit_that_the_code_divided_by() -> None:
    code = "GIB = 2**30\nMS = 1e-3\nkv = 327680 * 32768 / GIB  # {} GiB\nstep = 141.1e9 / 26.8e12 / MS  # 5.27 ms\n"
    assert findings(code.format("10.0"), "a.py") == []
    assert [words for words, _ in findings(code.format("5.0"), "a.py")] == ["5.0 GiB"]


CLOSING = """batch = 2048 * 5120
traffic = batch * 4  # read x, write y: {}
weights = 7e9 * 2  # bytes, i.e. {}
"""


def test_a_comment_that_closes_with_what_it_comes_to() -> None:
    for write in (markdown, latex):
        path = "notes.md" if write is markdown else "deck.tex"
        assert wrong(path, write(CLOSING.format("about 42 MB", "14 GB"), "")) == []
        assert wrong(path, write(CLOSING.format("about 21 MB", "28 GB"), "")) == ["21 MB", "28 GB"]


@pytest.mark.parametrize(
    "words", ["fits on one card: 80 GB", "limit: 28 GB", "fp32 would be: 28 GB", "measured: 15.9 GB"]
)
def test_a_comment_that_closes_with_something_else(words: str) -> None:
    assert wrong("notes.md", markdown(f"params = 7e9\nweights = params * 2  # {words}", "")) == []
