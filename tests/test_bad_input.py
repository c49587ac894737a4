"""Whatever a registry's files hold, `validate` says what is wrong: exit 1 or 2, never a traceback, never a hang."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mlsysim_validators.findings import Finding
from mlsysim_validators.reporting import sarif
from mlsysim_validators.validate import validate
from mlsysim_validators.workspace import Workspace

from mlsysim_registry.cli import main

SECONDS = 60.0  # a hang, however busy the machine
PATH = "registry/accelerators/acme/x1.yaml"
SHEET = (
    "title: Sheet\npublisher: Acme\nkind: datasheet\nurl: https://example.org/\nretrieved: 2026-11-24\nread: original\n"
    "passages: {p. 1: TDP 750 W}\n"
)
ENTRY = (
    "name: Acme X1\nclass: edge\nmemory: {}\ncompute: {}\n"
    "power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W}}\n"
)


def build(root: Path, content: bytes | str = ENTRY, path: str = PATH) -> Path:
    """A registry of one entry and one citation."""
    for name, text in (
        ("citations/acme/sheet.yaml", SHEET),
        (path, content),
        ("registry/meta.yaml", 'version: "2026.11"\n'),
    ):
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def run(root: Path, *words: str) -> tuple[int, str]:
    """`validate` in this process: its exit status and all that it prints; it must not take long."""
    out = io.StringIO()
    begin = time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = main(["validate", "--root", str(root), "--format", "text", *words])
    assert time.process_time() - begin < SECONDS
    assert "Traceback" not in out.getvalue()
    return status, out.getvalue()


def test_a_good_registry_passes(tmp_path: Path) -> None:
    status, said = run(build(tmp_path))
    assert (status, said.splitlines()[-1].partition(":")[0]) == (0, "3 files")


def spec(value: str) -> str:
    return ENTRY.replace("750 W, cite", f"{value}, cite")


BAD: dict[str, bytes | str] = {
    "empty": b"",
    "only a comment": b"# nothing\n",
    "a list": b"- a\n- b\n",
    "a text": b"just words\n",
    "a number": b"42\n",
    "null": b"~\n",
    "binary": bytes(range(256)) * 40,
    "random bytes": os.urandom(4096),
    "NUL bytes": ENTRY.encode() + b"\0\0\0",
    "latin-1": "name: Café\n".encode("latin-1"),
    "utf-16": ENTRY.encode("utf-16"),
    "utf-32": ENTRY.encode("utf-32"),
    "only a byte order mark": b"\xef\xbb\xbf",
    "duplicate keys": ENTRY + "name: Another\n",
    "tabs": "name: X\nmemory:\n\tcapacity: 1\n",
    "NO": ENTRY.replace("edge", "NO"),
    "a float for text": ENTRY.replace("Acme X1", "1e12"),
    "anchors": ENTRY.replace("name: Acme X1", "name: &a Acme X1"),
    "alias bomb": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)),
    "recursive alias": "name: &a [*a]\n",
    "merge key": ENTRY + "<<: {name: other}\n",
    "python tag": "name: !!python/object/apply:os.system ['echo ran > ran']\n",
    "deep brackets": b"name: " + b"[" * 100_000,
    "deep braces": b"{a: " * 100_000,
    "deep and closed": b"[" * 100_000 + b"]" * 100_000,
    "deep indentation": "".join(" " * n + f"k{n}:\n" for n in range(600)),
    "many dashes": b"- " * 50_000,
    "many keys": "".join(f"k{n}: 1\n" for n in range(40_000)),
    "a long line": b"name: " + b"x" * 900_000,
    "two documents": ENTRY + "---\n" + ENTRY,
    "unknown unit": spec("750 horsepower"),
    "refused unit": spec("750 Watts"),
    "other dimension": spec("750 GB"),
    "no unit": spec("750"),
    "a list for a value": spec("[750, W]"),
    "a mapping for a value": spec("{number: 750}"),
    "null for a value": spec("~"),
    "true for a value": spec("true"),
    "infinity": spec("1e999"),
    "infinity with unit": spec("1e999 W"),
    "nan": spec(".nan"),
    "nan as text": spec("nan W"),
    "huge integer": spec("1" * 5000),
    "huge number in text": spec("1" * 5000 + " W"),
    "huge exponent": spec("1e99999999999999999999 W"),
    "zero with a huge exponent": spec("0e99999999999999999999 W"),
    "tiny": spec("1e-9999999 W"),
    "zero": spec("0 W"),
    "negative": spec("-750 W"),
    "a number for a quote": ENTRY.replace("quote: TDP 750 W", "quote: 5"),
    "a list for a quote": ENTRY.replace("quote: TDP 750 W", "quote: [TDP, 750]"),
    "null for a quote": ENTRY.replace("quote: TDP 750 W", "quote: ~"),
    "a list for a cite": ENTRY.replace("cite: acme/sheet", "cite: [a, b]"),
    "a cite that leaves the folder": ENTRY.replace("acme/sheet", "../registry/meta"),
    "an absolute cite": ENTRY.replace("acme/sheet", "/etc/hostname"),
    "a mapping for a place": ENTRY.replace("at: p. 1", "at: {p: 1}"),
    "only marks for a quote": ENTRY.replace("quote: TDP 750 W", "quote: '«»»«…'"),
    "a list for memory": ENTRY.replace("memory: {}", "memory: [1]"),
    "a text for compute": ENTRY.replace("compute: {}", "compute: fast"),
    "a number for a rate": ENTRY.replace("compute: {}", "compute: {matrix: {fp16: 5}}"),
    "a text for links": ENTRY + "links: nvlink\n",
    "a list for a link": ENTRY + "links: {a: [1]}\n",
    "a number for a link": ENTRY + "links: {a: {link: 5, ports: 3, total: x}}\n",
    "a text for disputed": ENTRY + "disputed: all\n",
    "a list for disputed": ENTRY + "disputed: [1]\n",
    "numbers under history": ENTRY + "history: {power.tdp: [1, 2], 5: {value: 3}}\n",
    "a text for exceptions": ENTRY + "exceptions: none\n",
    "odd exceptions": ENTRY
    + "exceptions: [5, {}, {rule: [1]}, {rule: EVD101, path: 5, because: x}, {rule: NOPE, because: x}]\n",
    "a number for an alias": ENTRY + "aliases: [1, [2], {a: b}, ~]\n",
    "a text for aliases": ENTRY + "aliases: X1\n",
    "endless derivation": spec("1 W").replace(
        "cite: acme/sheet, at: p. 1, quote: TDP 750 W", "derive: " + "(" * 3000 + ", because: x"
    ),
    "a list for a derivation": spec("1 W").replace(
        "cite: acme/sheet, at: p. 1, quote: TDP 750 W", "derive: [1], because: x"
    ),
    "circular derivation": spec("1 W").replace(
        "cite: acme/sheet, at: p. 1, quote: TDP 750 W", "derive: power.*, because: x"
    ),
    "bad range": spec("1 W").replace("cite: acme/sheet, at: p. 1, quote: TDP 750 W", "range: [a, {b: c}], because: x"),
    "mapping for a range": spec("1 W").replace(
        "cite: acme/sheet, at: p. 1, quote: TDP 750 W", "range: {a: 1}, because: x"
    ),
    "keys that are no words": ENTRY + "? [a]\n: b\n5: c\ntrue: d\n~: e\n",
    "keys with dots and stars": ENTRY + "power.tdp: {value: 1}\n'*': {value: 2}\n'': {value: 3}\n",
    "control characters": ENTRY.replace("Acme X1", "'\\x1b[31mred'").replace("edge", '"\\e[2J\\x07\\u2028"'),
    "lone surrogate": ENTRY.replace("Acme X1", '"\\ud800"'),
    "a name of the repository's own trap": ENTRY + '"value (again)": 1\n',
    "value at the top": "value: 5\n",
    "unsupported as a list": ENTRY.replace("compute: {}", "compute: {unsupported: [fp8]}"),
    "unsupported with numbers": ENTRY.replace(
        "compute: {}", "compute: {unsupported: {fp8: 5, fp4: {cite: 5, quote: [1], at: ~}}}"
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_content(name: str, tmp_path: Path) -> None:
    root = build(tmp_path, BAD[name])
    status, said = run(root, str(root / PATH))
    assert status in (1, 2), said
    assert f"{PATH}:" in said
    assert not any(ord(char) < 32 and char != "\n" for char in said)
    assert not (tmp_path / "ran").exists()
    assert not Path("ran").exists()


CITATIONS: dict[str, str] = {
    "passages as a list": SHEET.replace("{p. 1: TDP 750 W}", "[]"),
    "no passages": SHEET.replace("{p. 1: TDP 750 W}", "{}"),
    "passages as text": SHEET.replace("{p. 1: TDP 750 W}", "TDP 750 W"),
    "passage as a list": SHEET.replace("TDP 750 W}", "[TDP 750 W]}"),
    "passage as a number": SHEET.replace("TDP 750 W}", "750}"),
    "no mapping": "- TDP 750 W\n",
    "empty": "",
    "other scheme": SHEET.replace("https://example.org/", "file:///etc/passwd"),
    "broken": "title: [\n",
}


@pytest.mark.parametrize("name", CITATIONS)
def test_bad_citation(name: str, tmp_path: Path) -> None:
    root = build(tmp_path)
    (root / "citations/acme/sheet.yaml").write_text(CITATIONS[name], encoding="utf-8")
    for words in ((), (str(root / PATH),), (str(root / "citations/acme/sheet.yaml"),)):
        status, said = run(root, *words)
        assert status in (0, 1, 2), said
    assert run(root)[0] == 1


def test_a_file_of_100_megabytes(tmp_path: Path) -> None:
    root = build(tmp_path)
    with open(root / PATH, "wb") as stream:
        stream.truncate(100_000_000)
    status, said = run(root, str(root / PATH))
    assert status == 1
    assert "SYN108" in said


@pytest.mark.parametrize(
    "name",
    ["sp ace.yaml", "new\nline.yaml", "quote'\".yaml", "ünïcode.yaml", "-rf.yaml", "a%0A::error::.yaml", "x.yml"],
)
def test_odd_file_names(name: str, tmp_path: Path) -> None:
    root = build(tmp_path)
    (root / "registry/accelerators/acme" / name).write_text(ENTRY.replace("X1", "X2"), encoding="utf-8")
    status, said = run(root)
    assert status == 1
    assert "SCH103" in said
    assert len(said.splitlines()) < 8
    github = io.StringIO()
    with contextlib.redirect_stdout(github):
        assert main(["validate", "--root", str(root), "--format", "github"]) == 1
    assert all(line.startswith("::") for line in github.getvalue().splitlines())


def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    root = build(tmp_path)
    try:
        (root / "registry/accelerators/acme" / os.fsdecode(b"caf\xe9.yaml")).write_text(ENTRY, encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes UTF-8 names only")
    for form in ("text", "json", "sarif", "github"):
        done = subprocess.run(
            [sys.executable, "-m", "mlsysim_registry", "validate", "--root", str(root), "--format", form],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        if form in ("json", "sarif"):
            json.loads(done.stdout)


def test_a_folder_named_like_a_file(tmp_path: Path) -> None:
    root = build(tmp_path)
    (root / "registry/accelerators/acme/folder.yaml").mkdir()
    assert run(root)[0] == 0
    assert run(root, str(root / "registry/accelerators/acme/folder.yaml"))[0] in (0, 2)


def test_a_citation_that_is_a_folder(tmp_path: Path) -> None:
    root = build(tmp_path)
    (root / "citations/acme/sheet.yaml").unlink()
    (root / "citations/acme/sheet.yaml").mkdir()
    status, said = run(root)
    assert status == 1
    assert "REF101" in said


def test_a_link_that_leaves_the_root(tmp_path: Path) -> None:
    root = build(tmp_path / "root")
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    (root / "registry/accelerators/acme/link.yaml").symlink_to(secret)
    (root / "registry/accelerators/out").symlink_to(tmp_path, target_is_directory=True)
    for words in (
        (),
        (str(root / "registry/accelerators/acme/link.yaml"),),
        (str(root / "registry/accelerators/out/secret.yaml"),),
    ):
        status, said = run(root, *words)
        assert "password" not in said
        assert "hunter2" not in said
        assert status == (1 if words else 0)


def test_a_link_to_itself(tmp_path: Path) -> None:
    root = build(tmp_path)
    loop = root / "registry/accelerators/acme/loop.yaml"
    loop.symlink_to(loop)
    assert run(root)[0] == 0
    assert run(root, str(loop))[0] == 2


def test_paths_that_are_not_there_or_not_below(tmp_path: Path) -> None:
    root = build(tmp_path / "root")
    for path in (root / "registry/none.yaml", tmp_path / "outside.yaml", Path("/etc/hostname"), root / ".." / "x.yaml"):
        status, said = run(root, str(path))
        assert status == 2
        assert said.startswith("mlsysim-registry validate: ")
    assert run(tmp_path)[0] == 2


def test_a_folder_without_entries_is_said_to_hold_none(tmp_path: Path) -> None:
    root = build(tmp_path)
    (root / "registry/grids").mkdir()
    assert run(root, str(root / "registry/grids"))[1].startswith("0 files")


@pytest.mark.parametrize("name", ["deep brackets", "alias bomb", "binary", "control characters", "lone surrogate"])
def test_in_a_process_of_its_own(name: str, tmp_path: Path) -> None:
    root = build(tmp_path, BAD[name])
    begin = time.process_time()
    done = subprocess.run(
        [sys.executable, "-m", "mlsysim_registry", "validate", "--root", str(root)],
        capture_output=True,
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert time.process_time() - begin < 2 * SECONDS
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


# Trees that look like entries: the words of the schema with values of every kind under them.
words = st.sampled_from(
    [
        "name",
        "aliases",
        "class",
        "memory",
        "capacity",
        "bandwidth",
        "compute",
        "matrix",
        "matrix_sparse",
        "vector",
        "fp16",
        "bf16",
        "int8",
        "unsupported",
        "links",
        "link",
        "ports",
        "per_port",
        "total",
        "direction",
        "power",
        "tdp",
        "value",
        "cite",
        "at",
        "quote",
        "derive",
        "because",
        "range",
        "prefix",
        "disputed",
        "history",
        "power.tdp",
        "exceptions",
        "rule",
        "path",
        "why",
        "until",
        "notes",
        "devices",
        "device",
        "offers",
        "price",
        "heads",
        "kv",
        "query",
        "parameters",
        "layers",
        "passages",
        "p. 1",
        "x (again)",
        "*",
        "",
    ]
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        [
            "750 W",
            "5.3 TB/s",
            "0 W",
            "-1 GB",
            "1e308 EB",
            "acme/sheet",
            "p. 1",
            "TDP 750 W",
            "«750 W» 1 «",
            "one",
            "both",
            "binary",
            "power.tdp / 0",
            "memory.*",
            "max(power.*)",
            "EVD101",
            "acme/x1",
            "datacenter",
            "micro",
            "0",
            "1e999",
        ]
    ),
)
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=6), max_leaves=40
)
entries = st.fixed_dictionaries(
    {"name": scalars, "class": st.sampled_from(["datacenter", "micro", "edge"])},
    optional=dict.fromkeys(
        ("memory", "compute", "links", "power", "disputed", "history", "exceptions", "aliases", "tiers"), trees
    ),
)
PATHS = [
    PATH,
    "registry/models/acme/m.yaml",
    "registry/systems/acme/s.yaml",
    "registry/interconnects/l.yaml",
    "registry/prices/p.yaml",
    "registry/efficiency/e.yaml",
    "registry/grids/g.yaml",
    "citations/acme/c.yaml",
    "registry/odd.yaml",
]


@pytest.fixture(scope="module")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("fuzz"))


def judged(root: Path, path: str, data: Any) -> list[Finding]:
    workspace = Workspace(str(root))
    workspace.put(path, json.dumps(data).encode())
    found = validate(workspace, [path])
    for finding in found:
        assert finding.line >= 1
        assert finding.message
        assert len(str(finding).splitlines()) == 1
    json.dumps(sarif(found))
    return found


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=200
)
@given(st.sampled_from(PATHS), trees)
def test_no_tree_makes_validate_fail(small_root: Path, path: str, data: Any) -> None:
    judged(small_root, path, data)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=200
)
@given(st.sampled_from(PATHS), entries)
@example(
    "registry/accelerators/acme/x1.yaml", {"name": None, "class": "datacenter", "tiers": {"name": None, "value": None}}
)
def test_no_entry_makes_validate_fail(small_root: Path, path: str, data: Any) -> None:
    judged(small_root, path, data)
