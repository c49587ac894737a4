"""Labels and headings that name the system in which a device sits, or several devices together."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex

# A label with one of these words speaks of several devices together.
SYSTEM = AnyCase(
    r"\b(?:DGX|HGX|MGX|EGX|NVL\d+|SuperPOD|BasePOD|POD|superchip|server|node|instance|cluster|cabinet|rack|chassis|"
    r"baseboard|UBB|platform|pod|slice|[a-z]+\d+\w*\.\d*x?large)\b"
)
# A heading that names the system in which the device sits: "DGX B200".
SYSTEM_TITLE = regex(r"\b(?:DGX|HGX|MGX|\w+ NVL\d+|SuperPOD|BasePOD)\b")


def names_a_system(name: str) -> bool:
    """Whether a name is that of a server or a box around a device: "DGX Spark"."""
    return SYSTEM.search(name) is not None
