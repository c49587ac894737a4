"""The formulas are cheap to import, and use NumPy only when they are given arrays."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("numpy", "pandas", "pydantic", "pint", "yaml", "jsonschema", "dataclasses")
SCRIPT = f"""
import sys
from mlsysim_registry import formulas as f
f.ring_allreduce(16e9, 8, 450e9); f.kv_cache_bytes(32, 8, 128, 4096); f.devices_needed(141e9, 80e9, power_of_two=True)
f.roofline_time(1e9, 1e9, 1e12, 1e12); f.bottleneck(1e9, 1e9, 1e12, 1e12)
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_nothing_heavy_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
