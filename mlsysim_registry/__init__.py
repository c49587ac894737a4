"""Hardware, model and system numbers for ML systems work, each with its source and the words quoted from it."""

from mlsysim_registry.data import Entry, Registry, Spec, load
from mlsysim_registry.errors import RegistryError, UnknownEntity, UnknownSpec, UnsupportedFormat
from mlsysim_registry.peak import peak_flops

__version__ = "0.17.0"
__all__ = [
    "Entry",
    "Registry",
    "RegistryError",
    "Spec",
    "UnknownEntity",
    "UnknownSpec",
    "UnsupportedFormat",
    "__version__",
    "load",
    "peak_flops",
]
