"""Tables of machines to rent: their `memory` and `bandwidth` are the host's, not the device's."""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.documents import Value
from mlsysim_validators.sources.values.meaning import Meaning
from mlsysim_validators.sources.values.words import spoken

_HOST = AnyCase(r"\b(?:v?cpus?|vcores?|disk|ssd|storage|(?<!per )instance|region|zone|egress)\b")
_PRICE = AnyCase(r"\bprice\w*")
_VRAM = AnyCase(r"\b(?:vram|hbm\w*|gpu memory)\b")  # its bandwidth is the card's
_RAM = AnyCase(r"\bram\b")
_OF_A_DEVICE = AnyCase(r"\b(?:[gnt]pu|accelerator|device) (?:mem\w*|[hd]ram|bandwidth)")
_DEVICE = AnyCase(r"gpu|vram|hbm|accelerator|device|chip|tpu|nvlink|infinity fabric|memory.*bandwidth")


def tables_of_hosts(values: Iterable[tuple[Value, Meaning | None]]) -> dict[int, bool]:
    """The tables in which something counts the processors, disks or prices of machines, and whether their cards'
    memory is told apart there. A price beside a rate or a power is that of a card: a machine's are not listed."""
    hosts: set[int] = set()
    priced: set[int] = set()
    sheets: set[int] = set()
    cards: set[int] = set()
    for value, said in values:
        if said is not None and said.kind in ("rate", "power"):
            sheets.add(value.table)
        for label in value.labels[:3]:
            if label.role in ("key", "unit"):
                words = spoken(label.words)
                if _HOST.search(words):
                    hosts.add(value.table)
                elif _PRICE.search(words):
                    priced.add(value.table)
                elif _VRAM.search(words):
                    cards.add(value.table)
    return {table: table in cards for table in hosts | (priced - sheets)}


def of_the_host(value: Value, said: Meaning, told_apart: bool) -> bool:
    """Whether a capacity or bandwidth in such a table may be the machine's."""
    if said.kind not in ("capacity", "bandwidth"):
        return False
    if any(_OF_A_DEVICE.search(spoken(label.words)) for label in value.labels if label.role == "key"):
        return False  # "npu_mem": {"mem_size": 80} beside "cpu_mem": {"mem_size": 1024}
    return _RAM.search(said.words) is not None or (not told_apart and _DEVICE.search(said.words) is None)
