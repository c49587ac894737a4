"""YAML as the registry reads it."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry.files import checkout_root, yaml_files
from mlsysim_registry.yamltext import MAX_BYTES, Mark, parse_bytes, parse_text


def kinds(text: str) -> list[str]:
    return [problem.kind for problem in parse_text(text).problems]


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("1e12", 1e12),
        ("1.5E+3", 1500.0),
        ("-2", -2),
        ("+7", 7),
        (".5", 0.5),
        ("5.", 5.0),
        ("007", 7),
        ("0x10", "0x10"),
        ("0o7", "0o7"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("2024-09", "2024-09"),
        ("2024-09-20", "2024-09-20"),
        ("2024", 2024),
        ("'1'", "1"),
        ('"true"', "true"),
        ("5.3 TB/s", "5.3 TB/s"),
        ("<<", "<<"),
        ("=", "="),
        ("٣", "٣"),
        ("1e999", math.inf),
        ("0.1", 0.1),
        ("1,000", "1,000"),
        ("| \n  text\n", "text\n"),
        ("TRUE", True),
        ("nULL", "nULL"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(scalar: str, value: Any) -> None:
    parsed = parse_text(f"a: {scalar}\n")
    assert parsed.problems == []
    assert parsed.data == {"a": value}
    assert type(parsed.data["a"]) is type(value)


def test_positions_of_values_and_keys() -> None:
    parsed = parse_text("a: 1\nb:\n  - x\n  - {c: 2, d: [3]}\n'e f': g\n")
    assert parsed.data == {"a": 1, "b": ["x", {"c": 2, "d": [3]}], "e f": "g"}
    assert parsed.marks[("b", 1, "d", 0)] == Mark(4, 16)
    assert parsed.key_marks[("b", 1, "d")] == Mark(4, 12)
    assert parsed.marks[("e f",)] == Mark(5, 8)
    assert parsed.mark(("b", 1, "nothing", "here")) == parsed.marks[("b", 1)]
    assert parsed.mark(()) == Mark(1, 1)


def test_columns_count_characters_not_bytes() -> None:
    parsed = parse_bytes("{é: 1, ü: ×}\n".encode())
    assert parsed.marks[("ü",)] == Mark(1, 11)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: 1\na: 2\n", ["duplicate-key"]),
        ("a: 1\na: 2\na: 3\n", ["duplicate-key", "duplicate-key"]),
        ("1: a\n'1': b\n", ["duplicate-key"]),
        ("a: {b: 1, b: 2}\n", ["duplicate-key"]),
        ("a: NO\nb: off\n", ["yaml-1-1", "yaml-1-1"]),
        ("NO: 1\n", []),
        ("a: &x 1\nb: *x\n", ["anchor", "anchor"]),
        ("<<: *x\n", ["anchor"]),
        ("a: !!int 1\n", ["tag"]),
        ("a: !local 1\n", ["tag"]),
        ("a: !!python/object/apply:os.system [ls]\n", ["tag"]),
        ("---\na: 1\n", []),
        ("a: 1\n---\nb: 2\n", ["documents"]),
        ("{a: 1}: b\n", ["key"]),
        ("\ta: 1\n", ["tab"]),
        ("a: b\tc\n", []),
        ("a: [1\n", ["not-yaml"]),
        ("%TAG ! x\n", ["not-yaml"]),
        ("a: 1" + "1" * 40 + "\n", ["number"]),
        ("a: " + "[" * 31 + "]" * 31, ["depth"]),
        ("", []),
        ("# only a comment\n", []),
    ],
)
def test_problems(text: str, problems: list[str]) -> None:
    assert kinds(text) == problems


def test_all_problems_are_told_at_once() -> None:
    assert set(kinds("a: NO\na: &x 1\nb: !!int 2\n? [c]\n: d\n")) == {
        "yaml-1-1",
        "duplicate-key",
        "anchor",
        "tag",
        "key",
    }


def test_the_first_of_two_equal_keys_stays_and_the_second_is_seen() -> None:
    parsed = parse_text("a: 1\nb: 2\na: 3\n")
    assert parsed.data == {"a": 1, "b": 2, "a (again)": 3}
    assert parsed.problems[0].mark == Mark(3, 1)
    assert "line 1" in parsed.problems[0].message


def test_three_equal_keys_are_three_keys() -> None:
    assert list(parse_text("a: 1\na: 2\na: 3\n").data.values()) == [1, 2, 3]


def test_an_alias_bomb_is_never_expanded() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 20)]
    parsed = parse_text("\n".join(levels))
    assert parsed.data["a19"] == [None] * 10
    assert all(problem.kind == "anchor" for problem in parsed.problems)


def test_too_many_bytes_are_not_even_read() -> None:
    assert [problem.kind for problem in parse_bytes(b"a" * (MAX_BYTES + 1)).problems] == ["too-large"]


def test_encodings() -> None:
    assert parse_bytes(b"\xef\xbb\xbfa: 1\n").data == {"a": 1}
    (problem,) = parse_bytes(b"a: 1\nb: caf\xe9\n").problems
    assert (problem.kind, problem.mark) == ("encoding", Mark(2, 7))
    assert parse_bytes("a: 1".encode("utf-16")).problems[0].kind == "encoding"


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(content: bytes) -> None:
    parsed = parse_bytes(content)
    assert all(problem.mark.line >= 1 and problem.mark.column >= 1 for problem in parsed.problems)


@given(st.text(alphabet="ab:{}[],-?!&*|>'\"#% \n\t\\10e~<=\u2028\ufeff\0", max_size=120))
def test_no_text_makes_it_fail(text: str) -> None:
    parse_text(text)


# PyYAML writes "0E0" without quotes: in YAML 1.1 it is a text, in YAML 1.2 a number.
_FLOAT_OF_YAML_1_2 = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)[eE][-+]?\d+")
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12).filter(lambda text: not _FLOAT_OF_YAML_1_2.fullmatch(text)),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=3, max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcdef", min_size=3, max_size=6), plain, max_size=4))
def test_what_pyyaml_writes_is_read_back(data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, default_flow_style=None)
    parsed = parse_text(text)
    if not parsed.problems:  # a text that YAML 1.1 does not quote and YAML 1.2 need not
        assert parsed.data == data


def test_the_registry_s_files_read_like_pyyaml_but_for_the_scalars() -> None:
    root = checkout_root()
    assert root is not None
    for path in yaml_files(root):
        with open(f"{root}/{path}", "rb") as stream:
            content = stream.read()
        theirs = yaml.load(content, Loader=yaml.BaseLoader)
        ours = parse_bytes(content)
        assert ours.problems == []
        assert _shape(ours.data) == _shape(theirs), path


def _shape(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _shape(value) for key, value in node.items()}
    return [_shape(value) for value in node] if isinstance(node, list) else None


def test_a_float_of_yaml_1_2_is_a_number() -> None:
    assert parse_text("a: 0E0\n").data == {"a": 0.0}
    assert parse_text("a: '0E0'\n").data == {"a": "0E0"}
