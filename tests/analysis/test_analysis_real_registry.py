"""What the model layer must give from this checkout's registry alone."""

from __future__ import annotations

import pytest

from mlsysim_registry import Registry, UnknownEntity
from mlsysim_registry.analysis import allreduce, fleet, kv_cache, roofline


def needs(registry: Registry, *ids: str) -> None:
    known = {*registry.accelerators, *registry.models}
    missing = [entry_id for entry_id in ids if entry_id not in known]
    if missing:
        pytest.skip(f"not entered yet: {', '.join(missing)}")


def test_roofline_of_llama_3_8b(real: Registry) -> None:
    needs(real, "meta/llama-3-8b", "nvidia/h100-sxm", "amd/mi300x")
    h100, mi300x = roofline("meta/llama-3-8b", ["nvidia/h100-sxm", "amd/mi300x"], registry=real)
    assert h100.weights == pytest.approx(16.06e9, abs=5e6)
    assert h100.weight_load_time == pytest.approx(4.79e-3, abs=5e-6)
    assert h100.ridge_point == pytest.approx(295, abs=0.5)
    assert mi300x.weight_load_time == pytest.approx(3.03e-3, abs=5e-6)
    assert mi300x.ridge_point == pytest.approx(247, abs=0.5)
    assert mi300x.speedup == pytest.approx(1.58, abs=5e-3)


def test_all_four_are_memory_bound(real: Registry) -> None:
    devices = ["nvidia/h100-sxm", "amd/mi300x", "nvidia/b200", "intel/gaudi-3"]
    needs(real, "meta/llama-3-8b", *devices)
    table = roofline("meta/llama-3-8b", devices, "fp16,bf16", registry=real)
    assert [row.bottleneck for row in table] == ["memory"] * 4
    assert all("ESTIMATED" not in row.explain() for row in table)


def test_ring_over_8_h100(real: Registry) -> None:
    needs(real, "nvidia/h100-sxm")
    result = allreduce("16 GB", 8, real.accelerators["nvidia/h100-sxm"]["links.nvlink.total"], registry=real)
    assert result.value == pytest.approx(62.2e-3, abs=5e-5)
    assert "900 GB/s is both directions summed: 450 GB/s per direction" in result.explain()


def test_kv_cache_of_llama_3_8b(real: Registry) -> None:
    needs(real, "meta/llama-3-8b")
    assert kv_cache("meta/llama-3-8b", 4096, registry=real).value == 2**29


def test_fleet_of_llama_3_70b(real: Registry) -> None:
    needs(real, "meta/llama-3-70b", "nvidia/h100-sxm")
    result = fleet("meta/llama-3-70b", "nvidia/h100-sxm", price="$3", registry=real)
    assert result.cost_per_device_year == pytest.approx(26_280)


def test_every_device_gives_an_answer_or_a_registry_error(real: Registry) -> None:
    needs(real, "meta/llama-3-8b")
    for device in real.accelerators.values():
        formats = [path.rpartition(".")[2] for path in device.specs if path.startswith("compute.matrix.")]
        for name in formats:
            if "memory.bandwidth" in device and name.partition("_")[0] not in ("fp6",):
                assert roofline("meta/llama-3-8b", [device], name, registry=real).value[0] > 0
        if "memory.capacity" in device:
            assert fleet("meta/llama-3-8b", device, registry=real).explain()


def test_unknown_names_are_suggested(real: Registry) -> None:
    needs(real, "meta/llama-3-8b", "nvidia/h100-sxm")
    with pytest.raises(UnknownEntity, match="Did you mean"):
        roofline("meta/llama-3-8b", ["h100-sxn"], registry=real)
