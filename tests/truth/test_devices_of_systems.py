"""The device that a system holds."""

from __future__ import annotations

from mlsysim_registry.data import load


def test_a_system_has_its_device_and_nothing_else_has_one() -> None:
    registry = load()
    system = registry.find("DGX H100")
    device = registry.device_of(system)
    assert device is registry.table("accelerators")["nvidia/h100-sxm"]
    assert registry.device_of(device) is None
    assert registry.device_of(None) is None
