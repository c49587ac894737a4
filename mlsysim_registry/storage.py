"""The compiled registry: a checkout's, compiled once and cached, or the wheel's snapshot.

The cache is keyed by the names, sizes and times of the files, so that asking for one spec does not read hundreds of
YAML files.
"""

from __future__ import annotations

import os
from typing import Any

from mlsysim_registry.files import PACKAGE, checkout_root, packaged, yaml_files
from mlsysim_registry.packing import pack, unpack


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
    paths += [
        os.path.join(PACKAGE, name) for name in ("compiling.py", "yamltext.py", "files.py", "packing.py", "naming.py")
    ]
    state = []
    for path in paths:
        stat = os.stat(path)
        state.append(f"{path}:{stat.st_mtime_ns}:{stat.st_size}:{stat.st_ino}")
    joined = "\n".join(state).encode()
    return f"{zlib.crc32(joined):08x}{zlib.adler32(joined):08x}-{len(paths)}"


def _read_cache(root: str) -> dict[str, Any] | None:
    try:
        with open(_cache_file(root), "rb") as stream:
            cached = unpack(stream.read())
        if cached.pop("fingerprint") == _fingerprint(root):
            return cached
    except (OSError, ValueError, KeyError):
        pass
    return None


def _write_cache(root: str, snapshot: dict[str, Any]) -> None:
    path = _cache_file(root)
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(pack({"fingerprint": _fingerprint(root), **snapshot}))
        os.replace(temporary, path)
    except OSError:
        pass  # a cache that cannot be written only costs time
