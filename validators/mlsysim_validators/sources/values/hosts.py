"""Tables of machines to rent: their `memory` and `bandwidth` are the host's, not the device's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.texts.documents import Value
from mlsysim_validators.sources.values.meaning import Meaning
from mlsysim_validators.sources.values.words import spoken

_HOST = AnyCase(r"\b(?:v?cpus?|vcores?|disk|ssd|storage|(?<!per )instance|region|zone|egress)\b")
_PRICE = AnyCase(r"\bprice\w*")
_OF_A_TIME = AnyCase(
    r"\b(?:h|hr|hours?|hourly|days?|daily|months?|monthly|mo|years?|yearly|rent\w*|spot|on demand|reserved)\b"
)
_BOUGHT = 100  # no hour of a machine with one card costs as much
_VRAM = AnyCase(r"\b(?:vram|hbm\w*|gpu memory)\b")  # its bandwidth is the card's
_RAM = AnyCase(r"\bram\b")
_OF_A_DEVICE = AnyCase(r"\b(?:[gnt]pu|accelerator|device) (?:mem\w*|[hd]ram|bandwidth)")
_DEVICE = AnyCase(r"gpu|vram|hbm|accelerator|device|chip|tpu|nvlink|infinity fabric|memory.*bandwidth")


class Hosts(NamedTuple):
    """A table of machines, as far as its words say."""

    told_apart: bool  # whether the memory of their cards is
    to_buy: bool  # whether only what things cost that are not rented speaks of machines


def tables_of_hosts(values: Iterable[tuple[Value, Meaning | None]]) -> dict[int, Hosts]:
    """The tables in which something counts the processors, disks or prices of machines, and whether their cards'
    memory is told apart there. A price beside a rate or a power is that of a card: a machine's are not listed; nor does
    the bandwidth of a network stand beside what is paid to have a thing, not to rent it."""
    hosts: set[int] = set()
    priced: set[int] = set()
    rented: set[int] = set()
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
                    if value.number < _BOUGHT or _OF_A_TIME.search(words):
                        rented.add(value.table)
                elif _VRAM.search(words):
                    cards.add(value.table)
    return {
        table: Hosts(table in cards, table not in hosts and table not in rented) for table in hosts | (priced - sheets)
    }


def of_the_host(value: Value, said: Meaning, hosts: Hosts) -> bool:
    """Whether a capacity or bandwidth in such a table may be the machine's."""
    if said.kind not in ("capacity", "bandwidth") or (hosts.to_buy and said.kind == "bandwidth"):
        return False
    if any(_OF_A_DEVICE.search(spoken(label.words)) for label in value.labels if label.role == "key"):
        return False  # "npu_mem": {"mem_size": 80} beside "cpu_mem": {"mem_size": 1024}
    return _RAM.search(said.words) is not None or (not hosts.told_apart and _DEVICE.search(said.words) is None)
