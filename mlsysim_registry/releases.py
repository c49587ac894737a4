"""Frozen releases of the data: one compiled file a version, pinned by its hash in registry/releases/SHA256SUMS.

A release is written once and never changed; old results stay reproducible with `load(version="2026.12")`.
"""

from __future__ import annotations

import hashlib
import os
from typing import Any

from mlsysim_registry.errors import DataError, did_you_mean
from mlsysim_registry.files import PACKAGE, checkout_root
from mlsysim_registry.packing import pack, plain, unpack

SUMS = "SHA256SUMS"


def folder(root: str | None = None) -> str:
    """Where the releases are: below a checkout's registry/, or inside the wheel."""
    root = root or checkout_root()
    return os.path.join(PACKAGE, "_releases") if root is None else os.path.join(root, "registry", "releases")


def pinned(root: str | None = None) -> dict[str, str]:
    """Version -> SHA-256 of its file, oldest first; empty where nothing was released."""
    try:
        with open(os.path.join(folder(root), SUMS), encoding="utf-8") as stream:
            lines = stream.read().split("\n")
    except FileNotFoundError:
        return {}
    found = {}
    for line in filter(None, lines):
        checksum, _, name = line.partition("  ")
        found[name.removesuffix(".json")] = checksum
    return dict(sorted(found.items(), key=lambda item: version_key(item[0])))


def version_key(version: str) -> tuple[int, ...]:
    """What versions sort by: 2026.9 < 2026.12 < 2026.12.1."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def frozen(version: str, root: str | None = None) -> dict[str, Any]:
    """The compiled registry of a release. Raises DataError where there is none, or where its bytes have changed."""
    checksum = pinned(root).get(version)
    if checksum is None:
        known = list(pinned(root))
        told = f"Released: {', '.join(known)}." if known else "Nothing was released yet."
        raise DataError(f"data version {version} is not among the releases.{did_you_mean(version, known)} {told}")
    path = os.path.join(folder(root), f"{version}.json")
    with open(path, "rb") as stream:
        content = stream.read()
    if hashlib.sha256(content).hexdigest() != checksum:
        raise DataError(f"{path} is not what was released: its SHA-256 is not the one in {SUMS}")
    return unpack(content)


def latest(root: str | None = None) -> dict[str, Any] | None:
    """The newest release, or None."""
    versions = list(pinned(root))
    return frozen(versions[-1], root) if versions else None


def freeze(root: str) -> str:
    """Write the registry below `root` as a release of its version; the path of the file.

    Raises DataError where this version was released before, or a newer one was.
    """
    from mlsysim_registry.compiling import compile_registry

    snapshot = plain(compile_registry(root))
    version = snapshot["version"]
    known = pinned(root)
    if version in known:
        raise DataError(f"{version} was released before, and a release never changes; raise registry/meta.yaml")
    if known and version_key(version) < version_key(list(known)[-1]):
        raise DataError(f"{version} is older than the released {list(known)[-1]}; raise registry/meta.yaml")
    content = pack(snapshot)
    os.makedirs(folder(root), exist_ok=True)
    path = os.path.join(folder(root), f"{version}.json")
    with open(path, "xb") as stream:
        stream.write(content)
    with open(os.path.join(folder(root), SUMS), "a", encoding="utf-8", newline="\n") as stream:
        stream.write(f"{hashlib.sha256(content).hexdigest()}  {version}.json\n")
    return path
