"""Sections of one record: `hardware: {name: H100}` says whose the figures of `peak: {bf16: 989}` beside it are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.texts.documents import Label

_OF_THE_HARDWARE = AnyCase(
    r"\A(?:\w*[ _-])?(?:hardware|device|gpu|accelerator|chip|sku|card|product|identity|meta(?:data)?|info|general|"
    r"产品|型号|芯片|基本)(?:[ _-](?:info|details?|meta(?:data)?|params?|model|name)|参数|信息)?\Z"
)
_OF_FIGURES = AnyCase(
    r"peak|perf|comput|memory|\bmem|_mem|hbm|vram|spec|bandwidth|\brates?|flops|\btops|throughput|power|limits|tensor|"
    r"vector|matrix|precision|dtype|link|capabilit|内存|显存|算力|计算|性能|功耗|硬件|规格|通信|带宽"
)

_OF_A_RUN = AnyCase(
    r"\b(?:mfu|hfu|batch|gbs|mbs|parallelism|seq(?:uence)?[ _-]?len\w*|step[ _-]time\w*|throughput|speedup|dispatcher|"
    r"recompute)(?![a-z])|(?<=_)(?:mfu|hfu|step_time\w*|batch_size)"
)
MOST_SECTIONS = 40  # of one record


class Section(NamedTuple):
    """A part of a record: its key and the names that stand in it; `named` is how many names of the record itself stand
    before it. One that is no collection, but a figure of the record itself, is `bare`."""

    key: str
    names: str
    named: int
    bare: bool = False


def of_a_run(keys: Iterable[str]) -> Label:
    """The key of a record that tells of a run, so that its rates may be what the run reached; an empty one for none."""
    return Label(next((key for key in keys if _OF_A_RUN.search(key)), ""), "run")


def names_beside(sections: Sequence[Section], own: Sequence[str]) -> list[Label]:
    """For each section the name that stands beside it: in the one section that is about the hardware or, behind it, in
    the record itself; an empty one where it tells of no figures, or where nothing or too much is named."""
    naming = [section for section in sections if section.names and _OF_THE_HARDWARE.search(section.key)]
    told = naming[0].names if len(naming) == 1 and len(sections) <= MOST_SECTIONS else ""
    labels: list[Label] = []
    for section in sections:
        meant = section.bare or (not section.names and _OF_FIGURES.search(section.key))
        labels.append(Label(told or " ".join(own[section.named :]) if meant else "", "beside"))
    return labels
