"""SYN: bytes that are no entry, each found with its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
import world

PATH = "registry/accelerators/acme/x1.yaml"
DEEP = b"name: " + b"[" * 40 + b"]" * 40 + b"\n"

# (code, bytes, line, column)
BROKEN = [
    ("SYN101", b"name: Chip: the first\n", 1, 11),
    ("SYN101", b'name: "never closed\n\n', 3, 1),
    ("SYN101", b"name: x\n  class: y\n", 2, 8),
    ("SYN101", b"name: a\0b\n", 1, 1),
    ("SYN102", b"name: a\nclass: micro\nname: b\n", 3, 1),
    ("SYN102", b"memory: {capacity: 1, capacity: 2}\n", 1, 23),
    ("SYN102", b"memory:\n  capacity: {value: 1 GB, value: 2 GB}\n", 2, 27),
    ("SYN103", b"memory:\n\tcapacity: 1\n", 2, 1),
    ("SYN103", b"memory:\n  \tcapacity: 1\n", 2, 3),
    ("SYN104", b"name: Caf\xe9\n", 1, 10),
    ("SYN104", b"a: 1\nb: \xff\xfe\n", 2, 4),
    ("SYN104", "name: Chip\n".encode("utf-16"), 1, 1),
    ("SYN105", b"class: micro\nname: NO\n", 2, 7),
    ("SYN105", b"aliases: [Yes, x]\n", 1, 11),
    ("SYN106", b"a: &x 1\nb: *x\n", 1, 4),
    ("SYN106", b"a: 1\nb: *x\n", 2, 4),
    ("SYN107", b"name: !!python/object:os.system ls\n", 1, 7),
    ("SYN108", b"#" * 1_000_001, 1, 1),
    ("SYN109", DEEP, 1, 35),
    ("SYN110", b"name: a\n---\nname: b\n", 2, 1),
    ("SYN111", b"? [a, b]\n: c\n", 1, 3),
    ("SYN111", b"{a: b}: c\n", 1, 1),
    ("SYN112", b"a: 1\nyear: " + b"1" * 31 + b"\n", 2, 7),
]

SOUND = [
    b"\xef\xbb\xbfname: with a byte order mark\n",
    "name: Café ™ ×\n".encode(),
    b"name: x\r\nclass: micro\r\n",
    b"name: a\tb\n",
    b"name: 'NO'\nformer: \"yes\"\n",
    b"name: '&x *y !!z'\n",
    b"name: x\n...\n",
    b"name: &quot\n".replace(b"&quot", b"'&'"),
    b"value: 1e12\nyear: 2024\n",
    b"name: |\n  text\n  \ttabbed text\n".replace(b"\n  \t", b"\n  x\t"),
    b"name: x\n" + b"year: " + b"1" * 30 + b"\n",
]


@pytest.mark.parametrize(("code", "content", "line", "column"), BROKEN)
def test_broken_text_is_found_in_its_place(
    small_registry: Path, code: str, content: bytes, line: int, column: int
) -> None:
    found = world.findings(small_registry, PATH, content, code)
    assert found
    assert (found[0].line, found[0].column) == (line, column)


@pytest.mark.parametrize("content", SOUND)
def test_sound_text_has_no_syntax_findings(small_registry: Path, content: bytes) -> None:
    for code in sorted({code for code, *_ in BROKEN}):
        assert world.findings(small_registry, PATH, content, code) == []
