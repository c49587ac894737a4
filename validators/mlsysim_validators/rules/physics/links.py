"""PHY121: the total of a link is ports times rate, in the directions that each counts."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.rules.physics.values import close, value_at
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


def _one_way(file: File, spec_path: str) -> float | None:
    value = value_at(file, spec_path)
    direction = file.specs[spec_path][1].get("direction") if spec_path in file.specs else None
    if value is None or direction not in ("one", "both"):
        return None
    return value if direction == "one" else value / 2


@rule("PHY121", "total-is-ports-times-rate", kinds=frozenset({"accelerators", "systems"}))
def total_is_ports_times_rate(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A device's link total, per direction, is its ports times the rate of one port, per direction.

    The rate of one port is the entry's own or, where it has none, the link's entry's.

    Good:
        links:
          fabric:
            link: acme-link
            ports: {value: 4, cite: acme/sheet, at: p. 4, quote: 4 ports}
            total: {value: 100 GB/s, direction: both, cite: acme/sheet, at: p. 4, quote: 100 GB/s bidirectional}
    Bad:
        links:
          fabric:
            link: acme-link
            ports: {value: 4, cite: acme/sheet, at: p. 4, quote: 4 ports}
            total: {value: 100 GB/s, direction: one, cite: acme/sheet, at: p. 4, quote: 100 GB/s bidirectional}
    """
    links = file.data.get("links")
    for name, link in links.items() if isinstance(links, dict) else ():
        total, ports = _one_way(file, f"links.{name}.total"), value_at(file, f"links.{name}.ports")
        rate = _one_way(file, f"links.{name}.per_port")
        if rate is None and isinstance(link, dict):
            linked = workspace.entry("interconnects", str(link.get("link")))
            rate = _one_way(linked, "per_port") if linked is not None else None
        if total is None or ports is None or rate is None:
            continue
        if not close(total, ports * rate, 0.02):
            message = f"{ports:.0f} ports x {rate / 1e9:.4g} GB/s make {ports * rate / 1e9:.5g} GB/s per direction"
            told = f"the total says {total / 1e9:.5g} GB/s per direction"
            yield Problem(("links", name, "total"), f"{message}; {told}", "is `direction` right on both?")
