"""Wheel, sdist and editable install: each is built, looked into, and used from another folder."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import mlsysim_registry
from mlsysim_registry.compiling import compile_registry
from mlsysim_registry.files import checkout_root
from mlsysim_registry.packing import plain

ROOT = Path(checkout_root() or ".")
PACKAGES = {"mlsysim_registry", "mlsysim_validators"}
DIST_INFO = f"mlsysim_registry-{mlsysim_registry.__version__}.dist-info"


def build(source: Path, out: Path, *what: str) -> None:
    """Build with what is installed here: nothing is downloaded."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), *what, str(source)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel of the checkout (wheel/), the sdist (sdist/), and the wheel of the sdist (again/)."""
    out = tmp_path_factory.mktemp("built")
    before = files_below(ROOT)
    build(ROOT, out / "wheel", "--wheel")
    build(ROOT, out / "sdist", "--sdist")
    assert files_below(ROOT) == before, "building leaves nothing beside the sources"
    with tarfile.open(only(out / "sdist", "*.tar.gz")) as archive:
        if hasattr(tarfile, "data_filter"):  # not before Python 3.11.4
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(out / "unpacked")
    build(next((out / "unpacked").iterdir()), out / "again", "--wheel")
    return out


def files_below(root: Path) -> set[str]:
    skipped = ("__pycache__", ".git", ".pytest_cache", ".ruff_cache", ".mypy_cache", ".hypothesis", ".venv")
    found: set[str] = set()
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if name not in skipped]
        found.update(
            os.path.join(folder, name) for name in names if name.endswith((".json", ".whl", ".gz", ".egg-info"))
        )
    return found


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def contents(wheel: Path) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in a fresh environment, which sees this one's dependencies but not this checkout."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")]
    subprocess.run(command, check=True, capture_output=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "-q"]
    done = subprocess.run([*command, str(only(built / "wheel", "*.whl"))], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return python


def use(python: Path, tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the new environment's Python in another folder; this one's packages come after its own, .pth files do not."""
    environment = {**os.environ, "PYTHONPATH": "", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    borrowed = sysconfig.get_paths()
    late = f"import sys, runpy; sys.path += {[borrowed['purelib'], borrowed['platlib']]!r}; sys.argv = sys.argv[1:]; "
    start = late + "runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
    return subprocess.run(
        [str(python), "-c", start, *words], capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=120
    )


def test_wheel_holds_the_two_packages_and_nothing_else(built):
    names = set(contents(only(built / "wheel", "*.whl")))
    assert {name.split("/")[0] for name in names} == PACKAGES | {DIST_INFO}
    assert not [name for name in names if "cache" in name.split("/")[-2]]
    assert {"mlsysim_registry/_snapshot.json", "mlsysim_registry/py.typed", "mlsysim_validators/py.typed"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_wheel_of_the_sdist_has_the_same_content(built):
    wheel, again = contents(only(built / "wheel", "*.whl")), contents(only(built / "again", "*.whl"))
    assert wheel == again


def test_sdist_holds_what_a_developer_needs(built):
    with tarfile.open(only(built / "sdist", "*.tar.gz")) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
        names = archive.getnames()
    assert {"registry", "citations", "schema", "tests", "validators", "pyproject.toml", "LICENSE"} <= tops
    assert not [name for name in names if name.endswith((".pyc", "_snapshot.json"))]


def test_snapshot_is_the_compiled_registry(built):
    with zipfile.ZipFile(only(built / "wheel", "*.whl")) as archive:
        snapshot = json.loads(archive.read("mlsysim_registry/_snapshot.json"))
    assert snapshot.pop("names")["mi300x"] == [["accelerators", "amd/mi300x"]]
    assert snapshot == json.loads(json.dumps(plain(compile_registry(str(ROOT)))))
    assert snapshot["digest"]


def test_installed_wheel_answers_from_another_folder(installed, tmp_path):
    told = use(installed, tmp_path, "mlsysim_registry", "show", "mi300x", "memory.bandwidth")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("5.3 TB/s")
    assert "amd/cdna-3-white-paper" in told.stdout
    script = installed.parent / ("mlsysim-registry" + (".exe" if os.name == "nt" else ""))
    done = subprocess.run([script, "show", "mi300x", "memory.capacity"], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.startswith("192 GB"), done.stderr
    assert not list((tmp_path / "cache").glob("**/*.json"))


def test_installed_wheel_says_what_the_checkout_says(installed, tmp_path):
    told = use(installed, tmp_path, "mlsysim_registry", "export", "json")
    here = subprocess.run([sys.executable, "-m", "mlsysim_registry", "export", "json"], capture_output=True, text=True)
    assert told.stdout == here.stdout
    assert told.stdout


def test_installed_wheel_calculates_checks_and_validates(installed, tmp_path):
    told = use(installed, tmp_path, "mlsysim_registry", "roofline", "--model", "llama-3-8b", "--devices", "h100")
    assert "4.79 ms" in told.stdout, told.stderr
    deck = tmp_path / "notes.md"
    deck.write_text("# H100\n\nThe H100 SXM has 3.35 TB/s of memory bandwidth.\n", encoding="utf-8")
    told = use(installed, tmp_path, "mlsysim_registry", "check", "notes.md")
    assert told.returncode == 0, told.stdout + told.stderr
    told = use(installed, tmp_path, "mlsysim_registry", "validate", "--root", str(ROOT))
    assert told.returncode == 0, told.stdout + told.stderr
    told = use(installed, tmp_path, "mlsysim_registry", "validate")
    assert told.returncode == 2  # no registry/ here
    told = use(installed, tmp_path, "mlsysim_registry", "explain", "EVD101")
    assert "quote-shows-value" in told.stdout


def test_editable_install_opens_the_packages_and_nothing_else(tmp_path):
    """As pip does it: an editable wheel, unpacked into an environment of its own."""
    pytest.importorskip("editables")
    code = (
        "import os, sys; os.chdir(sys.argv[1]); from hatchling.build import build_editable;"
        "print(build_editable(sys.argv[2]))"
    )
    out = tmp_path / "out"
    out.mkdir()
    done = subprocess.run([sys.executable, "-c", code, str(ROOT), str(out)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    with zipfile.ZipFile(only(out, "*.whl")) as archive:
        archive.extractall(site)
        assert "_snapshot.json" not in " ".join(archive.namelist())
    libraries = sysconfig.get_paths()["purelib"]
    probe = (
        f"import sys, site; sys.path.append({libraries!r}); site.addsitedir({str(site)!r})\n"
        "import importlib.util as u, mlsysim_registry, mlsysim_validators\n"
        "print(mlsysim_registry.__file__)\n"
        "print(mlsysim_registry.load().find('mi300x')['memory.bandwidth'].printed)\n"
        "print([n for n in ('tests', 'registry', 'schema', 'citations', 'examples', 'validators') if u.find_spec(n)])\n"
    )
    told = subprocess.run(
        [sys.executable, "-S", "-c", probe],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ""},
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines() == [str(ROOT / "mlsysim_registry" / "__init__.py"), "5.3 TB/s", "[]"]


def test_top_level_names_are_not_those_of_other_packages():
    assert not (ROOT / "validators" / "__init__.py").exists()
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == {"mlsysim_registry"}
