"""Programs made of functions, objects and sessions: what they come to, beside comments and docstrings."""

from __future__ import annotations

import json

import pytest
from snippets import findings


def wrong(path: str, text: str) -> list[str]:
    return [words for words, _ in findings(text, path)]


OBJECTS = """
from dataclasses import dataclass
from typing import NamedTuple

TB = 1e12


@dataclass(frozen=True)
class Card:
    name: str
    memory: float
    bandwidth: float = 2 * TB

    @property
    def sweep(self):
        return self.memory / self.bandwidth

    def times(self, share):
        return share * self.sweep


class Net(NamedTuple):
    ports: int
    rate: float = 400e9


class Model:
    def __init__(self, n, width=2):
        self.size = n * width


cards = {"a": Card("a", 48e9), "b": Card("b", memory=96e9, bandwidth=4 * TB)}
table = dict(small=3e9, large=7e9)
busy = {"a", "b"}
longest = max(cards, key=lambda one: cards[one].memory)
"""


@pytest.mark.parametrize(
    ("line", "right", "false"),
    [
        ("t = cards['a'].sweep", "24 ms", "48 ms"),
        ("t = cards[longest].times(0.5)", "12 ms", "24 ms"),
        ("r = Net(4).ports * Net(4).rate / 8", "200e9", "400e9"),
        ("w = Model(table['large']).size", "14 GB", "7 GB"),
        ("n = sum(40e9 / (2 if name in busy else 1) for name in cards)", "40 GB", "80 GB"),
        ("first = [5, 7, 9][1:][0] * 3", "21", "15.5"),
    ],
)
def test_objects_of_the_program(line: str, right: str, false: str) -> None:
    assert wrong("a.py", f"{OBJECTS}\n{line}  # -> {right}\n") == []
    assert [words.split()[0] for words in wrong("a.py", f"{OBJECTS}\n{line}  # -> {false}\n")] == [false.split()[0]]


MAIN = """
def main():
    size = 3 * 12e9
    if size > 1:
        load = size / 2e12  # -> {}
        print(load)

def of(size):
    load = size / 2e12  # -> 18 ms
    return load

of(72e9)

if __name__ == "__main__":
    main()
"""


def test_comments_in_what_runs_once() -> None:
    """A comment in a function is of its one run; one with arguments may speak of any."""
    assert wrong("a.py", MAIN.format("18 ms")) == []
    assert wrong("a.py", MAIN.format("36 ms")) == ["36 ms"]


SESSION = '''"""Sizes.

>>> round(size(3e9) / 1e9)
{}
"""

def size(n, width=2):
    """Bytes of n parameters.

    >>> size(10, width=4)   # four bytes each
    40
    >>> for n in (1, 2):
    ...     print(f"{{size(n)}} B")
    2 B
    {}

    Words that follow, 17 of them.
    """
    return n * width
'''


def test_sessions_in_docstrings() -> None:
    assert wrong("a.py", SESSION.format("6", "4 B")) == []
    assert wrong("a.py", SESSION.format("12", "4 B")) == ["12"]
    assert wrong("a.py", SESSION.format("6", "8 B")) == ["8 B"]


def test_a_result_that_only_names_something() -> None:
    assert wrong("a.py", "p = 7e9\nw = p  # -> 7.0e9 B\n") == []
    assert wrong("a.py", "p = 7e9\nw = p  # -> 14.0e9 B\n") == ["14.0e9 B"]
    assert wrong("a.py", "steps = 7.3 * 5\nprint(round(steps))  # -> 36\n") == []
    assert wrong("a.py", "steps = 7.3 * 5\nprint(round(steps))  # -> 73\n") == ["73"]
    assert wrong("a.py", "p = 7e9  # -> 14 layers\n") == []


def test_a_function_of_another_cell() -> None:
    cells = [
        {"cell_type": "code", "outputs": [], "source": "\n\n\n\ndef f():\n    x = 2 * 7  # -> 28 ms\n    return x"},
        {"cell_type": "code", "outputs": [], "source": "y = f() * 2  # -> {}"},
    ]
    text = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    assert wrong("a.ipynb", text.replace("{}", "28 s")) == []
    assert wrong("a.ipynb", text.replace("{}", "14 s")) == ["14 s"]
