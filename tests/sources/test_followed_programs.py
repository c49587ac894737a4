"""Programs made of functions, objects and sessions: what they come to, beside comments and docstrings."""

from __future__ import annotations

import json

import pytest
from mlsysim_validators.sources.judges.code.following import Following, parsed
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


TIMES = """
rate, link, size = 2e12, 50e9, 16e9
read = size / rate  # -> 8 ms
sent = size / link  # -> 320 ms
both = read + sent  # -> 328 ms
half = read / 2  # -> {}
brief = read * 1e3  # -> 8 ms
"""


def test_a_prefix_of_a_time() -> None:
    """A number of a program may be in any unit; where the others are in seconds, it is one of them."""
    assert wrong("a.py", TIMES.format("4 ms")) == []
    assert wrong("a.py", TIMES.replace("brief", "brief_ms").format("4 us")) == []  # another one is in milliseconds
    assert wrong("a.py", TIMES.replace("brief = read * 1e3", "last = sent").format("4 us")) != []


def test_stars() -> None:
    code = "table = {{'a': (2e12, 40e9, 7), 'b': (4e12, 80e9, 9)}}\n"
    code += "def f(n, rate, size, *, k=1):\n    return n * size / rate\n"
    code += "rate, *others = table['b']\nrow = (2, *table['a'][:2])\nt = f(*row)  # -> {}\nn = others[1] * 3  # -> {}\n"
    assert wrong("a.py", code.format("40 ms", "27.0")) == []
    assert wrong("a.py", code.format("20 ms", "21.0")) == ["20 ms", "21.0"]


FORMULAS = '''"""Rules of thumb:

    6 * 8.03e9          = {} GFLOP
    12 * 32 * 4096 * 2  = {}
"""
# 2 bytes each:
# 3 * 7e9 = {} GB
# 5 * 7e9 = 35 GB
'''


def test_calculations_below_one_another() -> None:
    assert wrong("a.py", FORMULAS.format("48.2", "3.15e6", "21")) == []
    assert sorted(wrong("a.py", FORMULAS.format("16.1", "12.6e6", "42"))) == ["12.6e6", "16.1 GFLOP", "42 GB"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (
            "import math as m\nbest = m.inf\nfor t in (9, 4, 6):\n    best = min(best, t)\nprint(best, m.sqrt(16))",
            "4 4.0",
        ),
        ("print(*[3, 4], sep=', ')", "3, 4"),
        ("if (n := 7) > 5:\n    print(n * 2, f'{n:->4}', f'{\"ab\":*^6}')", "14 ---7 **ab**"),
        ("q, r = divmod(17, 5)\nprint(q, r, 1 << 4, 7 & 3, (17).bit_length())", "3 2 16 3 5"),
        ("count = 0\ndef more():\n    global count\n    count += 3\nmore()\nmore()\nprint(count)", "6"),
        ("rows = []\ndef add(n):\n    rows.append(n * 2)\nadd(3)\nadd(4)\nprint(len(rows), sum(rows))", "2 14"),
        ("rows = []\ndef add(to, n):\n    to.append(n)\nadd(rows, 3)\nprint(len(rows))", None),
        ("def f(*sizes, **more):\n    return sum(sizes) * more['k']\nprint(f(1, 2, k=4))", "12"),
        ("t = {'a': {'x': 2}}\nt['a']['x'] += 3\nt.update(b=7)\nprint(t['a']['x'], t['b'])", "5 7"),
        ("x = [1, 2]\nx[0] = 5\nx += [4]\nx.extend((6, 7))\nprint(sum(x), 2 * [1] == [1, 1])", "24 True"),
        ("print({'a', 'b'} - {'a'} == {'b'}, len({1, 2} | {3}))", "True 3"),
        (
            "from collections import namedtuple\nL = namedtuple('L', 'rate ports')\nprint(L(5, 8).rate * L(5, 8)[1])",
            "40",
        ),
        ("from types import SimpleNamespace as N, SimpleNamespace\nprint(SimpleNamespace(a=3).a * 2)", "6"),
        (
            "class A:\n    k = 2\n    @staticmethod\n    def f(n):\n        return n * 3\nprint(A.f(2), A.k, A().k)",
            "6 2 2",
        ),
        ("class A:\n    def f(self):\n        return 4\nclass B(A):\n    pass\nprint(B().f())", "4"),
        ("for n, v in sorted([('a', 3), ('b', 1)], key=lambda one: one[1], reverse=True):\n    print(n, end='')", "ab"),
        ("def g(n):\n    yield n\nprint(sum(g(4)))", None),
        ("try:\n    import torch\nexcept ImportError:\n    torch = None\nprint(5 % 3)", "2"),
    ],
)
def test_what_programs_print(code: str, shown: str | None) -> None:
    lines, _ = Following().cell(parsed(code))
    assert [line.words.text if line.words else None for line in lines] == [shown]


def lab(text: str) -> str:
    code = "grid, hours = 0.4, 250\nkwh = 9.1 * hours\nprint(f'{kwh:.0f} kWh, {kwh * grid:.0f} kg CO2e')\n"
    code += "t = 52 * 150\nprint(f'every {t} s = {t / 3600:.2f} h, {t / 300:.0f} s of it lost')"
    output = {
        "output_type": "stream",
        "name": "stdout",
        "text": "2275 kWh, 910 kg CO2e\nevery 7800 s = 2.17 h, 26 s of it lost\n",
    }
    cells = [
        {"cell_type": "code", "source": code, "outputs": [output]},
        {"cell_type": "markdown", "source": text},
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("This is 0.91 t of CO2e, and a copy is made every 130 minutes.", []),
        ("This is 9.1 t of CO2e, and a copy is made every 13 minutes.", ["9.1 t of CO2e", "13 minutes"]),
        ("This is 9 t of CO2e.", ["9 t of CO2e"]),
        ("Half of it is 0.46 t of CO2e, and every 65 minutes would do.", []),  # follows from it
        ("Of 0.91 t of CO2e we pay for 9.1 t elsewhere.", []),  # the number itself is quoted
        ("A copy takes 3 s, and is kept for 217 h.", ["217 h"]),
    ],
)
def test_text_behind_an_output(text: str, told: list[str]) -> None:
    assert wrong("a.ipynb", lab(text)) == told


BLAMED = """layers, heads, share = {}, 8, 0.5
width = 128
cache = 2 * layers * heads * width * 2
print(f'{{cache}} B, {{cache / 1024:.0f}} KiB')
print(f'{{cache * 4096 / 1e9:.3f}} GB, {{cache * 32768 / 1e9:.2f}} GB')"""


@pytest.mark.parametrize(
    ("text", "stated", "told"),
    [
        ("A model of 48 layers and heads 128 wide.", 48, []),
        ("A model of 48 layers and heads 128 wide.", 64, ["64"]),
        ("A model.", 64, ["196608 B", "192 KiB", "0.805 GB", "6.44 GB"]),  # its width may be 96 as well
    ],
)
def test_one_constant_without_a_unit(text: str, stated: int, told: list[str]) -> None:
    output = "196608 B, 192 KiB\n0.805 GB, 6.44 GB"
    code = f"```python\n{BLAMED.format(stated)}\n```\n\n```\n{output}\n```\n"
    assert sorted(wrong("a.md", f"# Sizes\n\n{text}\n\n{code}")) == sorted(told)


@pytest.mark.parametrize(
    "code",
    [
        "x = 'a'.zfill(10**10)\nprint(x)",
        "x = 'a'.ljust(10**10)\nprint(x)",
        "x = [0] * 10**9\nprint(len(x))",
        "x = 7\nfor i in range(64):\n    x = x * x\nprint(x)",
        "x = [1]\nfor i in range(64):\n    x = x + x\nprint(len(x))",
        "def f(n):\n    return f(n + 1)\nprint(f(1))",
        "class A:\n    def __init__(self):\n        self.x = A()\nprint(A().x)",
        "print(sum(range(10**12)))",
        "print(f'{1.5:1000000000}')",
    ],
)
def test_programs_without_bounds_are_given_up(code: str) -> None:
    assert findings(f"{code}  # -> 5\n", "a.py") == []  # without bounds it takes minutes, or all memory


ABOVE = """
def step_s(params, batch, rate):
    return (params * 2 + batch * 1e9) / rate

p, tp, batch = 70e9, 4, 32
step = step_s(p, batch, tp * 3.35e12)
# the whole batch, all four cards -> {}
print(f"{{batch / step:.0f}} tok/s, {{1 / step:.0f}} per user")
# weights alone -> {}
print(f"{{step_s(p, 0, 3.35e12) * 1e3:.1f}} ms")
"""


def test_comments_above_a_print_state_what_it_prints() -> None:
    assert wrong("a.py", ABOVE.format("~2,493 tok/s, 78 per user", "41.8 ms")) == []
    assert wrong("a.py", ABOVE.format("~3,060 tok/s, 78 per user", "41.8 ms")) == ["3,060 tok/s"]
    assert wrong("a.py", ABOVE.format("~2,493 tok/s, 78 per user", "20.9 ms")) == ["20.9 ms"]


def test_a_comment_between_a_value_and_its_print_is_of_the_print() -> None:
    text = "load = 16e9 / 3.35e12\n# -> {}\nprint(f'{{1 / load:.0f}} tokens/s')\n"
    assert wrong("a.py", text.format("209 tokens/s")) == []
    assert wrong("a.py", text.format("105 tokens/s")) == ["105 tokens/s"]


CALLED = """
def load_s(size, rate=3.35e12):
    return size / rate

# load_s(16e9)  # -> {}
# load_s(16e9, rate=2e12) -> {}
# other(16e9) -> 1 ms
"""


def test_calls_in_comments_state_what_the_functions_come_to() -> None:
    assert wrong("a.py", CALLED.format("4.8 ms", "8 ms")) == []
    assert wrong("a.py", CALLED.format("48 ms", "16 ms")) == ["48 ms", "16 ms"]


@pytest.mark.parametrize(
    "call", ["load_s(1 / 0)", "load_s('a' * 10**9)", "load_s(", "load_s((((((((((1))))))))))", "load_s(load_s)"]
)
def test_calls_in_comments_that_come_to_nothing(call: str) -> None:
    assert wrong("a.py", f"def load_s(size):\n    return size / 2e12\n\n# {call}  # -> 8 ms\n") == []


def test_a_session_shows_words_in_quotes() -> None:
    session = '"""Sizes.\n\n>>> f"{{size(3e9):.3g}}"\n\'{}\'\n"""\n\ndef size(n):\n    return 2 * n\n'
    assert wrong("a.py", session.format("6e+09")) == []
    assert wrong("a.py", session.format("3e+09")) == ["3e+09"]
