"""What words call a thing by: its stem, the same for words that mean the same; spans of time and volumes by measure."""

from __future__ import annotations

from functools import lru_cache

from mlsysim_validators.sources.judges.spoken_steps.amounts import stem

_SAME = (
    "gpu accelerator device card chip tpu xpu",
    "node server machine host box dgx hgx",
    "image picture photo jpeg jpg",
    "request query call",
    "parameter param weight",
    "replica copy instance",
    "interruption failure crash fault stop outage",
    "conversation session chat dialogue",
    "sample example record",
    "litre liter",
)
_FIRST = {word: words.split()[0] for words in _SAME for word in words.split()}
_IRREGULAR = {"queries": "query", "copies": "copy", "indices": "index", "people": "person", "entries": "entry",
              "matrices": "matrix", "vertices": "vertex", "batches": "batch", "patches": "patch",
              "classes": "class", "epochs": "epoch", "caches": "cache", "switches": "switch"}  # fmt: skip
# In seconds.
SPANS = {
    "second": 1.0,
    "sec": 1.0,
    "s": 1.0,
    "minute": 60.0,
    "min": 60.0,
    "hour": 3600.0,
    "hr": 3600.0,
    "h": 3600.0,
    "day": 86400.0,
    "week": 7 * 86400.0,
    "month": 365 * 86400.0 / 12,
    "year": 365 * 86400.0,
}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
# In litres.
VOLUMES = {"litre": 1.0, "l": 1.0, "L": 1.0, "m³": 1000.0, "m^3": 1000.0, "m3": 1000.0, "gallon": 3.785411784}


@lru_cache(maxsize=4096)
def thing(word: str) -> str:
    """What a word means, in the singular: queries and requests are one."""
    word = word.lower()
    single = _IRREGULAR.get(word) or stem(word)
    return _FIRST.get(single, single)
