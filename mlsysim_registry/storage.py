"""Where the data are: a checkout's YAML files, or the snapshot that was compiled into an installed wheel.

A checkout is compiled once and cached by the names, sizes and times of its files, so that asking for one spec does
not read hundreds of YAML files.
"""

from __future__ import annotations

import json
import os
from typing import Any

KINDS = ("accelerators", "models", "interconnects", "systems", "efficiency", "prices", "grids")
_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_SNAPSHOT = os.path.join(_PACKAGE, "_snapshot.json")


def checkout_root() -> str | None:
    """The folder that holds registry/ and citations/ beside this package, or None in an installed wheel."""
    root = os.path.dirname(_PACKAGE)
    return root if os.path.isfile(os.path.join(root, "registry", "meta.yaml")) else None


def yaml_files(root: str) -> list[str]:
    """Every YAML file of registry/ and citations/ below `root`, as paths relative to it, sorted."""
    found: list[str] = []
    pending = [folder for folder in ("registry", "citations") if os.path.isdir(os.path.join(root, folder))]
    while pending:
        folder = pending.pop()
        with os.scandir(os.path.join(root, folder)) as items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    pending.append(f"{folder}/{item.name}")
                elif item.name.endswith((".yaml", ".yml")) and item.is_file(follow_symlinks=False):
                    found.append(f"{folder}/{item.name}")
    return sorted(found)


def raw_units() -> dict[str, Any]:
    """The content of units.yaml."""
    root = checkout_root()
    if root is None:
        units: dict[str, Any] = packaged()["units"]
        return units
    cached = _read_cache(root)
    if cached is not None:
        return dict(cached["units"])
    return read_units(root)


def read_units(root: str) -> dict[str, Any]:
    """The content of registry/units.yaml below `root`, read from the file itself."""
    from mlsysim_registry.yamltext import parse_bytes

    with open(os.path.join(root, "registry", "units.yaml"), "rb") as stream:
        return dict(parse_bytes(stream.read()).data)


def packaged() -> dict[str, Any]:
    """The snapshot that the wheel carries."""
    with open(_SNAPSHOT, encoding="utf-8") as stream:
        return dict(json.load(stream))


def compiled(root: str | None = None) -> dict[str, Any]:
    """The compiled registry below `root`; without one, this checkout's or the wheel's."""
    root = root or checkout_root()
    if root is None:
        return packaged()
    cached = _read_cache(root)
    if cached is not None:
        return cached
    from mlsysim_registry.compiling import compile_registry

    snapshot = compile_registry(root)
    _write_cache(root, snapshot)
    return snapshot


def _cache_file(root: str) -> str:
    import zlib

    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    name = f"{zlib.crc32(os.path.abspath(root).encode()):08x}.json"
    return os.path.join(home, "mlsysim-registry", name)


def _fingerprint(root: str) -> str:
    """What the cache is keyed by: it changes when a file is added, removed or written, or the compiler changes."""
    import zlib

    paths = [os.path.join(root, path) for path in yaml_files(root)]
    paths += [os.path.join(_PACKAGE, name) for name in ("compiling.py", "yamltext.py", "storage.py")]
    state = []
    for path in paths:
        stat = os.stat(path)
        state.append(f"{path}:{stat.st_mtime_ns}:{stat.st_size}:{stat.st_ino}")
    joined = "\n".join(state).encode()
    return f"{zlib.crc32(joined):08x}{zlib.adler32(joined):08x}-{len(paths)}"


def _read_cache(root: str) -> dict[str, Any] | None:
    try:
        with open(_cache_file(root), encoding="utf-8") as stream:
            cached = json.load(stream)
        if cached.get("fingerprint") == _fingerprint(root):
            return dict(cached["snapshot"])
    except (OSError, ValueError, AttributeError, KeyError):
        pass
    return None


def _write_cache(root: str, snapshot: dict[str, Any]) -> None:
    path = _cache_file(root)
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "w", encoding="utf-8") as stream:
            json.dump({"fingerprint": _fingerprint(root), "snapshot": snapshot}, stream, ensure_ascii=False)
        os.replace(temporary, path)
    except OSError:
        pass  # a cache that cannot be written only costs time
