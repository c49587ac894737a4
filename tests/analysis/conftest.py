"""A small registry in the compiled form, and the real one where its entries exist."""

from __future__ import annotations

from typing import Any

import pytest

from mlsysim_registry import Registry, RegistryError, load


def spec(value: float, unit: str, printed: str, **proof: Any) -> dict[str, Any]:
    """One compiled spec, quoted unless said otherwise."""
    proof = proof or {}
    if "derive" in proof:
        return {"value": value, "unit": unit, "printed": printed, "status": "derived", **proof}
    defaults = {"cite": "maker/sheet", "at": "p. 1", "quote": printed}
    return {"value": value, "unit": unit, "printed": printed, "status": "quoted", **defaults, **proof}


def count(value: int) -> dict[str, Any]:
    return spec(value, "1", f"{value:,}")


def device(name: str, fp16: float | None, bandwidth: float, capacity: float, **more: Any) -> dict[str, Any]:
    specs = {
        "memory.capacity": spec(capacity, "B", f"{capacity / 1e9:g} GB"),
        "memory.bandwidth": spec(bandwidth, "B/s", f"{bandwidth / 1e12:g} TB/s"),
        **more.pop("specs", {}),
    }
    if fp16 is not None:
        specs["compute.matrix.fp16"] = spec(fp16, "FLOP/s", f"{fp16 / 1e12:g} TFLOP/s")
    return {"name": name, "aliases": [], "class": "datacenter", "specs": specs, **more}


def model(name: str, parameters: int, layers: int, query: int, kv: int, **more: Any) -> dict[str, Any]:
    specs = {
        "parameters.total": count(parameters),
        "layers": count(layers),
        "heads.query": count(query),
        "heads.kv": count(kv),
        "head_size": count(128),
        "context": count(8192),
        **more.pop("specs", {}),
    }
    return {"name": name, "aliases": [], "architecture": "transformer-decoder", "specs": specs, **more}


NVLINK = spec(900e9, "B/s", "900 GB/s", direction="both")

RAW: dict[str, Any] = {
    "version": "test",
    "accelerators": {
        "nvidia/h100-sxm": device(
            "NVIDIA H100 SXM",
            None,
            3.35e12,
            80e9,
            default_for=["H100"],
            specs={
                "compute.matrix.fp16": spec(
                    989.5e12,
                    "FLOP/s",
                    "989.5 TFLOP/s",
                    derive="compute.matrix_sparse.fp16 / 2",
                    because="dense is half",
                ),
                "compute.matrix.int8": spec(1979e12, "OP/s", "1979 TOP/s"),
                "compute.vector.fp32": spec(67e12, "FLOP/s", "67 TFLOP/s"),
                "compute.clock": spec(1.8e9, "Hz", "1.8 GHz"),
                "compute.matrix_sparse.fp16": spec(1979e12, "FLOP/s", "1979 TFLOP/s"),
                "links.nvlink.total": NVLINK,
                "links.pcie.total": spec(128e9, "B/s", "128 GB/s", direction="both"),
                "links.nvlink.per_port": spec(50e9, "B/s", "50 GB/s", direction="both"),
            },
        ),
        "amd/mi300x": device("AMD Instinct MI300X", 1307.4e12, 5.3e12, 192e9),
        "nvidia/b200": device("NVIDIA B200", 2250e12, 8e12, 180e9),
        "intel/gaudi-3": device(
            "Intel Gaudi 3",
            None,
            3.7e12,
            128e9,
            specs={
                "compute.matrix.bf16": spec(1678e12, "FLOP/s", "1678 TFLOP/s"),
                "links.vague.total": spec(1.2e12, "B/s", "1.2 TB/s"),
                "links.ethernet.total": spec(600e9, "B/s", "600 GB/s", direction="one"),
            },
            unsupported={"int4": {"cite": "maker/sheet", "quote": "no INT4"}},
        ),
        "acme/micro": device("Acme Micro", None, 1e8, 512e3, **{"class": "micro"}),
    },
    "models": {
        "meta/llama-3-8b": model("Llama-3 8B", 8030261248, 32, 32, 8),
        "meta/llama-3-70b": model("Llama-3 70B", 70553706496, 80, 64, 8),
        "mistral/mixtral-8x7b": model(
            "Mixtral 8x7B", 46702792704, 32, 32, 8, specs={"parameters.active": count(12879925248)}
        ),
        "microsoft/resnet-50": {
            "name": "ResNet-50",
            "architecture": "convolutional",
            "specs": {
                "parameters.total": count(25557032),
                "flops.forward": spec(8.2e9, "FLOP", "8.2 GFLOP", derive="2 FLOP * macs.forward", because="MACs"),
            },
        },
        "google/bert-base": {
            "name": "BERT-Base",
            "architecture": "transformer-encoder",
            "specs": {"parameters.total": count(109482240), "layers": count(12)},
        },
    },
    "interconnects": {
        "infiniband-ndr": {
            "name": "InfiniBand NDR",
            "specs": {"per_port": spec(50e9, "B/s", "400 Gbit/s", direction="one")},
        },
        "nvlink-4": {"name": "NVLink 4", "specs": {"per_port": spec(50e9, "B/s", "50 GB/s", direction="both")}},
    },
    "systems": {
        "nvidia/dgx-h100": {
            "name": "NVIDIA DGX H100",
            "device": "nvidia/h100-sxm",
            "specs": {"links.nvlink.total": spec(7.2e12, "B/s", "7.2 TB/s", direction="both")},
        }
    },
    "prices": {
        "cloud-2026": {
            "name": "Acme Cloud",
            "as_of": "2026-11-01",
            "offers": {
                "h100": {"device": "nvidia/h100-sxm", "terms": "on-demand"},
                "mi300x-a": {"device": "amd/mi300x", "terms": "on-demand"},
                "mi300x-b": {"device": "amd/mi300x", "terms": "reserved"},
            },
            "specs": {
                f"offers.{slug}.price": spec(hourly / 3600, "USD/GPU/s", f"{hourly:g} USD/GPU-hour")
                for slug, hourly in (("h100", 3.0), ("mi300x-a", 2.0), ("mi300x-b", 1.5))
            },
        }
    },
}


@pytest.fixture(scope="session")
def fake() -> Registry:
    """A registry of a few entries, fixed here."""
    return Registry(RAW)


@pytest.fixture(scope="session")
def real() -> Registry:
    """This checkout's registry; skips while it cannot be read."""
    try:
        return load()
    except RegistryError as error:
        pytest.skip(f"the registry cannot be read yet: {error}")
