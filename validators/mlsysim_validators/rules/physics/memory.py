"""PHY111: memory bandwidth is bus width times data rate."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.rules.physics.values import close, value_at
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


@rule("PHY111", "bandwidth-is-bus-times-rate", kinds=frozenset({"accelerators"}))
def bandwidth_is_bus_times_rate(file: File, workspace: Workspace) -> Iterator[Problem]:
    """Bandwidth = bus width x data rate per pin, within the 3% that data sheets round away.

    Good:
        memory:
          bandwidth: {value: 819.2 GB/s, cite: acme/sheet, at: p. 5, quote: 819.2 GB/s}
          bus_width: {value: 1024 bit, cite: acme/sheet, at: p. 5, quote: 1024-bit}
          data_rate: {value: 6.4 Gbit/s, cite: acme/sheet, at: p. 5, quote: 6.4 Gbps}
    Bad:
        memory:
          bandwidth: {value: 5.3 TB/s, cite: acme/sheet, at: p. 1, quote: Memory bandwidth 5.3 TB/s}
          bus_width: {value: 1024 bit, cite: acme/sheet, at: p. 5, quote: 1024-bit}
          data_rate: {value: 6.4 Gbit/s, cite: acme/sheet, at: p. 5, quote: 6.4 Gbps}
    """
    bandwidth, width = value_at(file, "memory.bandwidth"), value_at(file, "memory.bus_width")
    rate = value_at(file, "memory.data_rate")
    if bandwidth is None or width is None or rate is None:
        return
    implied = width * 8 * rate  # the width counts pins; the rate is bytes per second of one of them
    if not close(bandwidth, implied, 0.03):
        message = f"{width * 8:.0f} pins at {rate * 8 / 1e9:.3g} Gbit/s give {implied / 1e9:.5g} GB/s"
        yield Problem(("memory", "bandwidth"), message, "bits for bytes, or another variant's memory?")
