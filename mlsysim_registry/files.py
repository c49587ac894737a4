"""Where the data are: the YAML files of a checkout, or the snapshot inside an installed wheel."""

from __future__ import annotations

import os

from mlsysim_registry.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

KINDS = (
    "accelerators",
    "models",
    "interconnects",
    "systems",
    "efficiency",
    "prices",
    "grids",
    "facilities",
    "reliability",
)
PACKAGE = os.path.dirname(os.path.abspath(__file__))
_SNAPSHOT = os.path.join(PACKAGE, "_snapshot.json")


def checkout_root() -> str | None:
    """The folder that holds registry/ and citations/ beside this package, or None in an installed wheel."""
    root = os.path.dirname(PACKAGE)
    return root if os.path.isfile(os.path.join(root, "registry", "meta.yaml")) else None


def yaml_files(root: str, folders: list[str] | None = None) -> list[str]:
    """Every YAML file of registry/ and citations/ below `root`, as paths relative to it, sorted.

    `folders`, where given, receives the folders that were looked through.
    """
    found: list[str] = []
    pending = [folder for folder in ("registry", "citations") if os.path.isdir(os.path.join(root, folder))]
    while pending:
        folder = pending.pop()
        if folders is not None:
            folders.append(folder)
        with os.scandir(os.path.join(root, folder)) as items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    pending.append(f"{folder}/{item.name}")
                elif item.name.endswith((".yaml", ".yml")) and item.is_file(follow_symlinks=False):
                    found.append(f"{folder}/{item.name}")
    return sorted(found)


def file_state(root: str, path: str) -> list[int]:
    """What changes when a file is written: time in ns, size, inode."""
    stat = os.stat(os.path.join(root, path))
    return [stat.st_mtime_ns, stat.st_size, stat.st_ino]


def folder_times(root: str, folders: Iterable[str]) -> dict[str, int]:
    """When each folder last gained or lost a file, in ns."""
    return {folder: os.stat(os.path.join(root, folder)).st_mtime_ns for folder in folders}


def unchanged(root: str, files: Mapping[str, list[Any]], folders: Mapping[str, int]) -> bool:
    """Whether the YAML files below `root` are those of `files` (path -> state and more), `folders` those of then.

    Where no folder has gained or lost a file, none needs to be listed again.
    """
    before = os.path.join(root, "")
    stat = os.stat
    try:
        if not folders or any(stat(before + path).st_mtime_ns != time for path, time in folders.items()):
            paths = yaml_files(root)
            if len(paths) != len(files) or any(path not in files for path in paths):
                return False
        for path, known in files.items():
            now = stat(before + path)
            if now.st_mtime_ns != known[0] or now.st_size != known[1] or now.st_ino != known[2]:
                return False
    except OSError:
        return False
    return True


def part_file(path: str) -> str:
    """Where to write what is to become the file at `path`, so that it is there whole or not at all.

    Raises DataError where something stands at `path` that is no file: a device such as /dev/null is never replaced.
    """
    if os.path.exists(path) and not os.path.isfile(path):
        raise DataError(f"{path} is not a file, and is not replaced by one; name a file")
    return f"{path}.{os.getpid()}"


def read_units(root: str) -> dict[str, Any]:
    """The content of registry/units.yaml below `root`, read from the file itself."""
    from mlsysim_registry.yamltext import parse_bytes

    with open(os.path.join(root, "registry", "units.yaml"), "rb") as stream:
        return dict(parse_bytes(stream.read()).data)


def packaged() -> dict[str, Any]:
    """The snapshot that the wheel carries."""
    from mlsysim_registry.packing import unpack

    with open(_SNAPSHOT, "rb") as stream:
        return unpack(stream.read())
