"""Whatever is typed: exit status 0, 1 or 2, a message, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from mlsysim_registry.cli import COMMANDS

WORDS = [
    "", " ", "x" * 5000, "\U0001f9ea", "ＭＩ３００Ｘ", "\u202e", "a\nb", "../../etc/passwd", "-", "--", "*", "%s%n",
    "{0}", "NaN", "1e999", "9" * 5000, ".", "..", "é" * 300, "\ud800",
]  # fmt: skip
SHAPES = [
    ("show", "{}"),
    ("show", "mi300x", "{}"),
    ("list", "{}"),
    ("list", "models", "--columns", "{}"),
    ("compare", "{}", "h100"),
    ("compare", "h100", "--specs", "{}"),
    ("explain", "{}"),
    ("schema", "{}"),
    ("new", "{}", "acme/x1", "--root", "/nonexistent"),
    ("new", "accelerator", "{}", "--root", "/nonexistent"),
    ("export", "{}"),
    ("export", "json", "--registry", "{}"),
    ("roofline", "--model", "{}", "--devices", "h100"),
    ("roofline", "--model", "llama-3-8b", "--devices", "{}"),
    ("roofline", "--model", "llama-3-8b", "--devices", "h100", "--precision", "{}"),
    ("roofline", "--model", "llama-3-8b", "--devices", "h100", "--batch", "{}"),
    ("allreduce", "--message", "{}", "--devices", "8", "--device", "h100"),
    ("allreduce", "--message", "1 GB", "--devices", "{}", "--device", "h100"),
    ("allreduce", "--message", "1 GB", "--devices", "8", "--device", "{}"),
    ("allreduce", "--message", "1 GB", "--devices", "8", "--link", "{}"),
    ("allreduce", "--message", "1 GB", "--devices", "8", "--bandwidth", "{}"),
    ("allreduce", "--message", "1 GB", "--devices", "8", "--device", "h100", "--latency", "{}"),
    ("kvcache", "--model", "llama-3-8b", "--tokens", "{}"),
    ("kvcache", "--model", "llama-3-8b", "--tokens", "5", "--precision", "{}"),
    ("fleet", "--model", "llama-3-8b", "--device", "h100", "--price", "{}"),
    ("fleet", "--model", "llama-3-8b", "--device", "h100", "--hours", "{}"),
    ("fleet", "--model", "llama-3-8b", "--device", "h100", "--reserve", "{}"),
    ("fleet", "--stated", "{}"),
    ("show", "h100", "--with", "{}"),
    ("sweep", "--models", "llama-3-8b", "--devices", "h100", "--batch", "{}"),
]


@pytest.mark.parametrize("shape", SHAPES, ids=" ".join)
def test_any_word(run, shape, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for word in WORDS:
        told = run(*(word if part == "{}" else part for part in shape))
        assert told.status in (0, 1, 2), word
        assert told.out or told.err or word in ("",), word
        if told.status == 2:
            assert told.err.startswith("mlsysim-registry")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(run, command):
    told = run(command, "--help")
    assert told.status == 0
    assert "examples:" in told.out
    assert f"mlsysim-registry {command}" in told.out


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"validate", "explain", "schema", "lint"}))
def test_nothing_given(run, command):
    told = run(command)
    assert told.status == 2
    assert "--help" in told.err or "--model" in told.err


@pytest.mark.parametrize("words", [["--nonsense"], ["shwo"], ["show", "h100", "--format", "xml"]])
def test_wrong_words(run, words):
    told = run(*words)
    assert told.status == 2
    assert told.err


def test_overview_and_version(run):
    assert run("--help").status == 0
    assert all(command in run("--help").out for command in COMMANDS)
    assert run().status == 2
    assert run("--version").out.startswith("mlsysim-registry ")


def test_files_that_are_none(run, tmp_path):
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(bytes(range(256)) * 10)
    huge = tmp_path / "huge.yaml"
    with open(huge, "wb") as stream:
        stream.truncate(100_000_000)
    for path in (folder, binary, huge, tmp_path / "missing.yaml", tmp_path / ".yaml", tmp_path / "☃.yaml"):
        told = run("show", "h100", "--with", str(path))
        assert told.status == 2
        assert str(path) in told.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_file_that_may_not_be_read(run, tmp_path):
    path = tmp_path / "secret.yaml"
    path.write_text("name: x\n")
    path.chmod(0)
    assert run("show", "h100", "--with", str(path)).status == 2


def test_a_registry_that_is_none(run, tmp_path):
    assert run("show", "h100", "--registry", str(tmp_path)).status == 2
    (tmp_path / "registry" / "accelerators" / "a").mkdir(parents=True)
    (tmp_path / "registry" / "accelerators" / "a" / "b.yaml").write_bytes(b"\xff\xfe")
    told = run("show", "h100", "--registry", str(tmp_path))
    assert told.status == 2
    assert "b.yaml" in told.err


def _process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "mlsysim_registry", *words]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, timeout=60)


def test_a_terminal_that_knows_ascii_only():
    told = _process("show", "amd/mi300x", PYTHONIOENCODING="ascii")
    assert told.returncode == 0
    assert b"Traceback" not in told.stderr


def test_a_pipe_that_closes_early():
    command = f"{sys.executable} -m mlsysim_registry export json | head -c 100"
    told = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, timeout=60)
    assert told.returncode == 0
    assert told.stderr == b""


def test_a_cache_that_cannot_be_written():
    told = _process("show", "mi300x", "memory.bandwidth", XDG_CACHE_HOME="/dev/null")
    assert told.returncode == 0
    assert told.stdout.startswith(b"5.3 TB/s")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_neither_waited_for_nor_replaced(run, tmp_path):
    pipe = tmp_path / "pipe.tex"
    os.mkfifo(pipe)
    told = run("check", str(pipe))
    assert told.status == 1
    assert "not a file" in told.out
    for words in (("export", "json"), ("sweep", "--models", "llama-3-8b", "--devices", "h100")):
        told = run(*words, "--out", str(pipe))
        assert told.status == 2
        assert "not a file" in told.err
    assert not pipe.is_file()
