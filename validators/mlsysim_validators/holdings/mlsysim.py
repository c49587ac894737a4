"""The data and objects of an installed mlsysim.

Its YAML files are read as data, where the package lies; nothing of it is imported for that. Its objects
(`mlsysim.Hardware.Cloud.H100.memory.bandwidth`) are read only on demand, in the one documented mode in which a checked
package is imported: `check --code mlsysim`.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from mlsysim_registry.data import Registry
from mlsysim_registry.errors import DataError
from mlsysim_validators.holdings.figures import Figure, Holding, Names, figure
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES

PACKAGE = "mlsysim"
_MOST_BYTES = 2_000_000
_MEMORY = {
    "capacity": ("memory.capacity", "tiers.flash.capacity"),
    "bandwidth": ("memory.bandwidth",),
    "l2_cache": ("tiers.l2.capacity",),
    "sram_capacity": ("tiers.sram.capacity", "memory.capacity"),
    "sram_bandwidth": ("tiers.sram.bandwidth", "memory.bandwidth"),
    "flash_capacity": ("tiers.flash.capacity",),
    "flash_bandwidth": ("tiers.flash.bandwidth",),
}
_MODEL = {
    "parameters": ("parameters.total",),
    "active_parameters": ("parameters.active",),
    "layers": ("layers",),
    "hidden_dim": ("hidden_size",),
    "heads": ("heads.query",),
    "kv_heads": ("heads.kv",),
    "num_kv_heads": ("heads.kv",),
    "vocab_size": ("vocabulary",),
    "context_length": ("context",),
}
_DIRECTIONS = {"bidirectional_total": "both", "bidirectional": "both", "per_direction": "one", "unidirectional": "one"}
_LINKS = ("nvlink", "infinity_fabric", "ici", "neuronlink", "roce", "scale_up")


def holding(registry: Registry, folder: Path | None = None) -> Holding:
    """What the installed mlsysim (or a copy of it in a folder) states. Raises DataError where there is none."""
    root, version = (folder, "") if folder is not None else _installed()
    found = Holding(PACKAGE, version)
    names = Names(registry)
    for path in sorted((root / "hardware" / "data").glob("*/*.yaml")):
        if path.parent.name != "tech":
            _device(found, names, path, root)
    for path in sorted((root / "models" / "data").glob("*.yaml")):
        for key, node in _mapping(path, found).items():
            _add(found, names, "models", key, node, _model(key, node, f"{path.relative_to(root)}: {key}"))
    grids = root / "infrastructure" / "data" / "grids.yaml"
    if grids.is_file():
        for key, node in _mapping(grids, found).items():
            _add(found, names, "grids", key, node, _grid(key, node, f"{grids.relative_to(root)}: {key}"))
    if not found.figures and not found.unknown:
        raise DataError(f"{root}: no data of mlsysim found there; this reads the layout of mlsysim 0.3")
    return found


def _installed() -> tuple[Path, str]:
    spec = importlib.util.find_spec(PACKAGE)  # finds a top-level package without importing it
    if spec is None or not spec.submodule_search_locations:
        raise DataError("mlsysim is not installed in this environment; install it with: pip install mlsysim")
    try:
        version = importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        version = ""
    return Path(next(iter(spec.submodule_search_locations))), version


def _mapping(path: Path, found: Holding) -> dict[str, Any]:
    if path.stat().st_size > _MOST_BYTES:
        found.troubles.append(f"{path}: larger than {_MOST_BYTES:,} bytes, not read")
        return {}
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        node = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        found.troubles.append(f"{path}: not read: {error}")
        return {}
    return node if isinstance(node, dict) else {}


def _add(found: Holding, names: Names, kind: str, key: str, node: Any, figures: Iterator[Figure]) -> None:
    if not isinstance(node, dict):
        return
    entry = names.entry(kind, str(node.get("name", key)), key)
    if entry is None:
        found.unknown.add(f"{kind}: {node.get('name', key)}")
        return
    found.entities[(kind, key)] = entry
    found.figures.extend(figures)


def _device(found: Holding, names: Names, path: Path, root: Path) -> None:
    node = _mapping(path, found)
    key = str(node.get("__key__", path.stem))
    place = str(path.relative_to(root))
    _add(found, names, "accelerators", key, node, (one for one in _device_figures(key, node, place) if one is not None))


def _device_figures(key: str, node: dict[str, Any], place: str) -> Iterator[Figure | None]:
    compute = node.get("compute") or {}
    if "peak_flops" in compute:
        integer = "FLOP" not in str(compute["peak_flops"])
        rates = (
            ("matrix.int8", "vector.int8") if integer else ("matrix.fp16", "matrix.bf16", "vector.fp16", "vector.fp32")
        )
        paths = [f"compute.{name}" for name in rates]
        yield figure(key, paths, compute["peak_flops"], f"{place}: compute.peak_flops")
    for name, text in (compute.get("precision_flops") or {}).items():
        yield figure(key, _rate_paths(str(name)), text, f"{place}: compute.precision_flops.{name}")
    if "clock_rate" in compute:
        yield figure(key, ("compute.clock",), compute["clock_rate"], f"{place}: compute.clock_rate")
    memory = node.get("memory") or {}
    for name, meant in _MEMORY.items():
        if name in memory:
            dimension = BANDWIDTH if name.endswith("bandwidth") else BYTES
            yield figure(key, meant, memory[name], f"{place}: memory.{name}", dimension=dimension)
    link = node.get("nvlink") or {}
    if "bandwidth" in link:
        direction = _DIRECTIONS.get(str(link.get("direction", "")), "")
        named = [f"links.{name}.total" for name in _LINKS]
        yield figure(key, named, link["bandwidth"], f"{place}: nvlink.bandwidth", direction=direction)
    host = node.get("interconnect") or {}
    if "bandwidth" in host and "pcie" in str(host.get("name", "")).lower():
        yield figure(key, ("links.pcie.total",), host["bandwidth"], f"{place}: interconnect.bandwidth")
    if "tdp" in node:
        yield figure(key, ("power.tdp", "power.max", "power.typical"), node["tdp"], f"{place}: tdp")


def _rate_paths(name: str) -> list[str]:
    number, _, how = name.partition("_")
    if how == "sparse":
        return [f"compute.matrix_sparse.{number}"]
    if number in ("fp32", "fp64") and how != "tensor":
        return [f"compute.vector.{number}", f"compute.matrix.{number}"]
    return [f"compute.matrix.{number}", f"compute.vector.{number}"]


def _model(key: str, node: dict[str, Any], place: str) -> Iterator[Figure]:
    for name, paths in _MODEL.items():
        if isinstance(node, dict) and name in node:
            text = str(node[name]).replace(" param", "").replace(" count", "")
            one = figure(key, paths, _plain(text), f"{place}.{name}", kind="models")
            if one is not None:
                yield one


def _grid(key: str, node: dict[str, Any], place: str) -> Iterator[Figure]:
    if isinstance(node, dict) and "carbon_intensity_g_kwh" in node:
        text = f"{_plain(str(node['carbon_intensity_g_kwh']))} gCO2e/kWh"
        one = figure(key, ("intensity",), text, f"{place}.carbon_intensity_g_kwh", kind="grids")
        if one is not None:
            yield one


def _plain(text: str) -> str:
    """110000000.0 as 110000000, 8.03e9 as it is."""
    try:
        number = float(text)
    except ValueError:
        return text
    return f"{number:.0f}" if number == int(number) else text


def objects(found: Holding) -> list[str]:
    """Where the objects of the imported package state something else than its data files do.

    This imports mlsysim: the one place where code of a checked package runs.
    """
    try:
        package = importlib.import_module(PACKAGE)
    except Exception as error:
        return [f"mlsysim cannot be imported, so its objects were not read: {error}"]
    hardware = getattr(package, "Hardware", None)
    told = []
    for one in found.figures:
        if one.kind != "accelerators" or not one.place.endswith(("memory.bandwidth", "memory.capacity")):
            continue
        node = _object(hardware, one.holder)
        value = _magnitude(node, one.place.rpartition(": ")[2])
        if value is not None and abs(value - one.value) > 1e-6 * abs(one.value):
            told.append(f"{one.holder}: the object says {value:g}, the data file {one.value:g} ({one.place})")
    return told


def _object(hardware: Any, key: str) -> Any:
    for tier in ("Cloud", "Workstation", "Mobile", "Edge", "Tiny"):
        node = getattr(getattr(hardware, tier, None), key, None)
        if node is not None:
            return node
    return None


def _magnitude(node: Any, path: str) -> float | None:
    for part in path.split("."):
        node = getattr(node, part, None)
    if node is None:
        return None
    unit = {"capacity": "byte", "bandwidth": "byte/second"}[path.rpartition(".")[2]]
    try:
        return float(node.to(unit).magnitude)
    except Exception:  # whatever the object is, it is no quantity
        return None
