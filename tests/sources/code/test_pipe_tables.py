"""Pipe tables in docstrings and comments of programs."""

from __future__ import annotations

import pytest
from coding import findings

TABLE = """| GPU       | Memory | BF16, dense |
|-----------|--------|-------------|
| A100 80GB | 80 GB  | 312 TFLOPS  |
| H100 SXM  | {}  | {} TFLOPS |
| L40S      | 48 GB  | 362 TFLOPS  |"""


def _commented(sign: str, text: str) -> str:
    return "\n".join(f"{sign} {line}" for line in text.split("\n"))


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("a.py", '"""Peaks.\n\n{}\n\nAnd more.\n"""\nX = 1\n'),
        ("a.py", "def peaks():\n    '''Peaks.\n\n    {}\n    '''\n"),
        ("a.py", "#{}\nX = 1\n"),
        ("a.ts", "/**\n *{}\n */\nexport const x = 1;\n"),
        ("a.rs", "///{}\nconst X: u32 = 1;\n"),
    ],
)
def test_a_table_in_a_comment(path: str, form: str) -> None:
    def told(memory: str, rate: int) -> list[str]:
        table = TABLE.format(memory, rate)
        for sign in ("#", "*", "///"):
            if sign + "{}" in form:
                return [text for text, _ in findings(form.replace(sign + "{}", _commented(sign, table)), path)]
        indent = "    " if "    {}" in form else ""
        return [text for text, _ in findings(form.replace("{}", table.replace("\n", "\n" + indent)), path)]

    assert told("80 GB", 989) == []
    assert told("80 GB", 1979) == ["1979 TFLOPS"]
    assert told("40 GB", 989) == ["40 GB"]
