"""A small registry for the tests of the rules: one entry of each kind, and one data sheet that says everything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from mlsysim_validators.findings import Finding
from mlsysim_validators.validate import validate
from mlsysim_validators.workspace import Workspace

from mlsysim_registry.entries.kinds import KIND_MODELS

PASSAGES = {
    "p. 1": "192GB HBM3, TDP 750 W. Memory bandwidth 5.3 TB/s",
    "p. 2": "FP16 matrix 100 TFLOPS, FP16 matrix with sparsity 200 TFLOPS, BF16 matrix 100 TFLOPS, "
    "BF16 matrix with sparsity 200 TFLOPS, FP8 matrix 200 TFLOPS, FP8 matrix 20 TFLOPS, TDP 700 W",
    "p. 3": "memory 40 GB / 80 GB, 320 GB total",
    "p. 4": "4 ports, 100 GB/s bidirectional, 12.5 GB/s per direction of each link",
    "p. 5": "819.2 GB/s over 1024-bit at 6.4 Gbps",
    "p. 6": "107,000,000 or 207,000,000 parameters, 8 heads, 32 layers, 32 heads, 8 kB",
    "p. 8": "TDP 300 W | 300 W",
    "p. 11": "4 ports, of these 4 to the outside",
    "p. 10": "Matrix Core=1024, 12 GT/sec",
    "p. 7, Acme X1 | Acme Other": "TDP 750 W",
    "p. 7, Acme Other": "TDP 750 W",
}


def _count(value: int | str, words: str) -> dict[str, Any]:
    return {"value": value, "derive": str(value), "because": words}


_RANGE = {
    name: {"value": value, "derive": f"{value} / 1", "because": f"{value}"}
    for name, value in (("low", 0.1), ("typical", 0.2), ("high", 0.3))
}

# Kind -> path and content of the entry that an example is merged into.
TEMPLATES: dict[str, tuple[str, dict[str, Any]]] = {
    "accelerators": (
        "registry/accelerators/acme/x1.yaml",
        {"name": "Acme X1", "class": "datacenter", "memory": {}, "compute": {}},
    ),
    "models": (
        "registry/models/acme/m1.yaml",
        {
            "name": "Acme M1",
            "architecture": "transformer-decoder",
            "mlp": "gated",
            "tied_embeddings": False,
            "parameters": {"total": _count(106954752, "106954752 from the shape")},
            "layers": _count(8, "layers"),
            "hidden_size": _count(1024, "hidden size"),
            "intermediate_size": _count(2816, "2816, the intermediate size"),
            "heads": {"query": _count(8, "heads"), "kv": _count(4, "key-value heads")},
            "head_size": _count(128, "128, the head size"),
            "vocabulary": _count(6144, "6144, the vocabulary"),
        },
    ),
    "systems": (
        "registry/systems/acme/s1.yaml",
        {"name": "Acme S1", "device": "acme/other", "devices": _count(4, "devices")},
    ),
    "interconnects": (
        "registry/interconnects/acme-link.yaml",
        {
            "name": "Acme Link",
            "per_port": {
                "value": "12.5 GB/s",
                "direction": "one",
                "cite": "acme/sheet",
                "at": "p. 4",
                "quote": "12.5 GB/s per direction",
            },
        },
    ),
    "efficiency": (
        "registry/efficiency/acme-training.yaml",
        {"name": "Training on Acme", "phase": "training", "when": "always", "range": _RANGE},
    ),
}

_OTHER = {
    "name": "Acme Other",
    "class": "datacenter",
    "compute": {},
    "memory": {"capacity": {"value": "80 GB", "cite": "acme/sheet", "at": "p. 3", "quote": "memory 40 GB / «80 GB»"}},
}
_SHEET = {
    "title": "Data sheet",
    "publisher": "Acme",
    "kind": "datasheet",
    "url": "https://example.org/sheet",
    "published": 2024,
    "retrieved": "2026-11-24",
    "read": "original",
    "passages": PASSAGES,
}


def dump(data: Any) -> str:
    """Data as the text of an entry."""
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000)
    return text


def build(root: Path) -> Path:
    """Write the registry below `root`."""
    files = dict(TEMPLATES.values())
    files |= {"registry/accelerators/acme/other.yaml": _OTHER, "citations/acme/sheet.yaml": _SHEET}
    files |= {"registry/meta.yaml": {"version": "2026.11"}}
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dump(content), encoding="utf-8")
    return root


def kind_of(keys: set[str], kinds: frozenset[str]) -> str:
    """The first kind with a template that a rule is about and that knows all these keys."""
    for kind in TEMPLATES:
        fields = KIND_MODELS[kind].model_fields
        if kind in kinds and keys <= {field.alias or name for name, field in fields.items()}:
            return kind
    return next(kind for kind in TEMPLATES if kind in kinds)


def merged(base: Any, over: Any) -> Any:
    """`over` laid over `base`, mapping by mapping; a spec replaces a spec."""
    if not isinstance(base, dict) or not isinstance(over, dict) or "value" in base or "value" in over:
        return over
    return base | {key: merged(base.get(key), value) for key, value in over.items()}


def findings(root: Path, path: str, content: bytes | str, code: str) -> list[Finding]:
    """What one rule finds in one file, were it written at that path of the registry."""
    workspace = Workspace(str(root))
    workspace.put(path, content if isinstance(content, bytes) else content.encode())
    return [finding for finding in validate(workspace, [path]) if finding.code == code]


def lines_of(text: str, keys: set[str]) -> set[int]:
    """The lines of some top-level keys and of what stands below them."""
    lines: set[int] = set()
    key = ""
    for number, line in enumerate(text.splitlines(), start=1):
        top = re.match(r"(\w+):", line)
        key = top.group(1) if top else key
        if key in keys:
            lines.add(number)
    return lines
