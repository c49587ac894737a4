"""The compiled registry: a checkout's, compiled once and cached, or the wheel's snapshot.

The cache remembers size and time of every file, so that asking for one spec does not read hundreds of YAML files, and
a changed one is compiled alone.
"""

from __future__ import annotations

import os

from mlsysim_registry.files import PACKAGE, checkout_root, file_state, packaged, read_units, unchanged
from mlsysim_registry.packing import pack, unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_UNITS = "registry/units.yaml"
_COMPILER = ("compiling.py", "specs.py", "yamltext.py", "files.py", "packing.py", "naming.py")

_read: dict[str, dict[str, Any]] = {}  # what was read last of each root: units and entries are asked for one by one


def compiled(root: str | None = None) -> dict[str, Any]:
    """The compiled registry below `root`; without one, this checkout's or the wheel's."""
    root = root or checkout_root()
    if root is None:
        return packaged()
    cached = _read_cache(root)
    if cached is not None and unchanged(root, cached["files"], cached["folders"]):
        _read[root] = cached
        return cached
    from mlsysim_registry.compiling import compile_registry

    packed = pack({"compiler": _compiler(), **compile_registry(root, cached)})
    _write_cache(root, packed)
    snapshot = unpack(packed)  # as whoever asks next will read it, in the same order
    del snapshot["compiler"]
    return snapshot


def raw_units() -> dict[str, Any]:
    """The content of units.yaml: what the wheel carries, or a checkout's, parsed only where it changed since."""
    root = checkout_root()
    if root is None:
        units: dict[str, Any] = packaged()["units"]
        return units
    cached = _read.get(root) or _read_cache(root)
    if cached is not None and cached["files"].get(_UNITS, [])[:3] == file_state(root, _UNITS):
        return dict(cached["units"])
    return read_units(root)


def cache_folder() -> str:
    """Where this user's caches are."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(home, "mlsysim-registry")


def _cache_file(root: str) -> str:
    import zlib

    return os.path.join(cache_folder(), f"{zlib.crc32(os.path.abspath(root).encode()):08x}.json")


def _compiler() -> list[int]:
    """What tells one version of the compiler from another: what it made before is not used again."""
    return [os.stat(os.path.join(PACKAGE, name)).st_mtime_ns for name in _COMPILER]


def _read_cache(root: str) -> dict[str, Any] | None:
    try:
        with open(_cache_file(root), "rb") as stream:
            cached = unpack(stream.read())
        if cached.pop("compiler") == _compiler():
            return cached
    except (OSError, ValueError, KeyError):
        pass
    return None


def _write_cache(root: str, packed: bytes) -> None:
    path = _cache_file(root)
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(packed)
        os.replace(temporary, path)
    except OSError:
        pass  # a cache that cannot be written only costs time
