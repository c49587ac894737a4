"""PHY131: a system is its devices."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.rules.physics.values import close, value_at
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


@rule("PHY131", "system-is-n-devices", kinds=frozenset({"systems"}))
def system_is_n_devices(file: File, workspace: Workspace) -> Iterator[Problem]:
    """Memory and peak rates of a system are n times those of its device, within 5%: data sheets round boldly.

    Good:
        device: acme/other
        devices: {value: 4, cite: acme/sheet, at: p. 4, quote: 4 ports}
        memory: {capacity: {value: 320 GB, cite: acme/sheet, at: p. 3, quote: 320 GB total}}
    Bad:
        device: acme/other
        devices: {value: 4, cite: acme/sheet, at: p. 4, quote: 4 ports}
        memory: {capacity: {value: 80 GB, cite: acme/sheet, at: p. 3, quote: "40 GB / «80 GB»"}}
    """
    count = value_at(file, "devices")
    device = workspace.entry("accelerators", str(file.data.get("device")))
    if count is None or device is None:
        return
    for spec_path, (path, _) in file.specs.items():
        if (
            not spec_path.startswith(("memory.capacity", "memory.bandwidth", "compute."))
            or spec_path == "compute.clock"
        ):
            continue
        whole, part = value_at(file, spec_path), value_at(device, spec_path)
        if whole is not None and part is not None and not close(whole, count * part, 0.05):
            message = f"{count:.0f} devices make {whole / (count * part):.3g} of this"
            hint = f"the device has {device.specs[spec_path][1].get('value')}"
            yield Problem(
                path,
                f"the system's `{spec_path}` is {whole / (count * part):.3g} times {count:.0f} devices",
                hint or message,
            )
