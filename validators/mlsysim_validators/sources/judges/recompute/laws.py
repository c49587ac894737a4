"""Laws that a slide names and then puts numbers into: the roofline, Amdahl's, the waiting time of a queue.

Roofline (Williams et al. 2009): a kernel reaches min(peak, arithmetic intensity x bandwidth).
Amdahl 1967: with a share p of the work sped up by S, all of it is 1 / ((1 - p) + p / S) times as fast, at most
1 / (1 - p). M/M/1 (Kleinrock 1975, section 3.2): at utilization ρ a request waits ρ / (1 - ρ) service times and is done
after 1 / (1 - ρ); 99% are done within ln(100) = 4.6 times that.
"""

from __future__ import annotations

import math
import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BANDWIDTH, FLOP_RATE, INTENSITY, TIME
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.patterns import regex

_AMDAHL, _QUEUE, _ONE_SERVER = AnyCase("amdahl"), AnyCase(r"\bM/M/1\b|queu"), AnyCase(r"\bM/M/1\b")
_SHARE = r"(?<![\w.])(\d+(?:\.\d+)?) ?%"
_PARALLEL = regex(
    rf"\bp ?= ?(?P<p>0?\.\d+)|{_SHARE} (?:is )?parallel|"
    rf"parallel(?:izable)?(?: fraction| share| part)?(?: is| of| =|:)? ?{_SHARE}",
    re.IGNORECASE,
)
_SERIAL = regex(
    rf"{_SHARE} (?:is |of the \w+ is )?(?:serial|sequential)|(?:serial|sequential)(?: fraction| share| part)?"
    rf"(?: is| of| =|:)? ?{_SHARE}|{_SHARE} of (?:the )?(?:total )?(?:time|runtime),? (?:so )?even",
    re.IGNORECASE,
)
_SPEEDUP = regex(
    r"\b[SN] ?= ?(\d[\d,]*(?:\.\d+)?)(?![\w.])|"
    r"(?<![\w.,])(\d[\d,]*) (?:GPUs?|workers|cores|processors|devices|nodes|chips|machines|accelerators)\b",
    re.IGNORECASE,
)
_LIMIT = AnyCase(r"limit|ceiling|bound|at most|never|infinit|∞|however many|asympto")
_LOAD = regex(
    rf"{_SHARE} (?:GPU |server |system )?(?:util|load|busy)|(?<=At ){_SHARE},|(?:ρ|rho) ?= ?(?P<p>0?\.\d+)",
    re.IGNORECASE,
)
_TAIL = math.log(100)
_ROUNDED_TAIL = 4.6
_MOST_TEXT = 4000
_BESIDE = 60
_MANY = 500  # so many are spoken of as if they were without a limit


def attainable(s: Situation) -> Computed:
    """The rate that a bandwidth allows at an arithmetic intensity, at most the peak."""
    intensity = s.quantity(INTENSITY, avoid=r"ridge|balance")
    rate = s.quantity(BANDWIDTH)
    if intensity is None or rate is None or intensity.place not in ("the sentence", "its row"):
        return Computed([], missing="a rate that is reached needs an arithmetic intensity and a bandwidth")
    peak = s.quantity(FLOP_RATE, about=r"peak|accelerator|with|gpu")
    value = intensity.values[0] * rate.values[0]
    if peak is not None and peak.values[0] < value:
        return Computed([(peak.values[0], peak.told())], certain=False)
    return Computed([(value, f"{intensity.told()} x {rate.told()}")], room=0.02)


def _says(s: Situation, law: AnyCase) -> bool:
    """Whether the slide names a law; every number that may follow from one asks."""
    return s.slide.once(law, lambda: law.search(f"{s.slide.title} {s.slide.text[:_MOST_TEXT]}") is not None)


def amdahl(s: Situation) -> Computed:
    """1 / ((1 - p) + p / S), or its limit."""
    if not _says(s, _AMDAHL):
        return Computed([], missing="no law is named")
    share = _share(s)
    if share is None or not 0 < share.values[0] < 1:
        return Computed([], missing="a speed-up by Amdahl's law needs the parallel share; the text does not state one")
    p = share.values[0]
    values = [(1 / (1 - p), f"1 / (1 - {p:g}), {share.place}")]
    near = (scope.text for scope in s.scopes if scope.place in ("the sentence", "the sentence before"))
    accelerated = next((found for words in near if (found := _SPEEDUP.search(words))), None)
    if accelerated is not None and not _LIMIT.search(s.around.before[-_BESIDE:]):
        by = float((accelerated[1] or accelerated[2]).replace(",", ""))
        limit, ends = values if by > _MANY else [], f"that is the limit, not what {by:g} give"
        slips = [
            Slip("recomputed", 1 / (1 - p), ends),
            Slip("recomputed", 1 / (p + (1 - p) / by), "the serial and the parallel share are exchanged"),
        ]
        values = [(1 / (1 - p + p / by), f"1 / ((1 - {p:g}) + {p:g} / {by:g}), {share.place}"), *limit]
        return Computed(values, [] if limit else slips, room=0.02)
    exchanged = [
        Slip("recomputed", 1 / p, "that is 1 / p: it is the serial share that limits"),
        Slip("recomputed", p / (1 - p), "that is p / (1 - p)"),
    ]
    of_the_limit = _LIMIT.search(s.around.before[-_BESIDE:]) is not None
    return Computed(values, exchanged if of_the_limit else [], room=0.02)


def _share(s: Situation) -> Given | None:
    listed = s.listed(r"^p$|parallel")
    if listed is not None:
        return listed
    for scope in s.scopes:
        if scope.place not in ("the sentence", "the sentence before", "its cell"):
            break
        found = {_value(match) for match in _PARALLEL.finditer(scope.text)}
        found |= {1 - _value(match) for match in _SERIAL.finditer(scope.text)}
        if len(found) == 1:
            return Given((found.pop(),), "the parallel share", scope.place)
        if found:
            return None
    return None


def _value(match: re.Match[str]) -> float:
    given = next(group for group in match.groups() if group)
    return float(given) if "p" in match.groupdict() and match["p"] else float(given) / 100


def queue(s: Situation) -> Computed:
    """The wait, the whole time and its 99th percentile, in service times or in seconds."""
    if not _says(s, _QUEUE):
        return Computed([], missing="no law is named")
    if re.match(r"\W{0,3}(?:service|inference|per request|of work)", s.around.after):
        return Computed([], missing="the time of one request is an input")
    load = _load_of_row(s) or _load_of_sentence(s)
    if load is None or not 0 < load.values[0] < 1:
        return Computed([], missing="a waiting time needs a utilization; the text does not state one")
    unit, told = 1.0, f"utilization {load.values[0]:g}, {load.place}"
    if s.claim.reading.units[0].symbol != "×":
        service = s.quantity(TIME, about=r"service|inference|per request")
        if service is None:
            return Computed([], missing="a waiting time needs the time of one request; the text does not state it")
        unit, told = service.values[0], f"{told}, {service.told()}"
    rho = load.values[0]
    total = unit / (1 - rho)
    beside = f"{s.around.before[-40:]} {s.around.column}"
    if re.search(r"p99|tail|99th", beside, re.IGNORECASE):
        values = [(total * _ROUNDED_TAIL, f"4.6 x service time / (1 - ρ): {told}"), (total * _TAIL, told)]
    elif re.search(r"wait|queu", beside, re.IGNORECASE):
        values = [(unit * rho / (1 - rho), f"ρ / (1 - ρ): {told}")]
    else:
        values = [(total, f"1 / (1 - ρ): {told}")]
    return Computed(values, room=0.02, certain=_says(s, _ONE_SERVER))


def _load_of_sentence(s: Situation) -> Given | None:
    """The one utilization that its sentence states before the number: "At 80% utilization, wait = 20 ms"."""
    found = {_value(match) for match in _LOAD.finditer(s.around.sentence)}
    return Given((found.pop(),), "its utilization", "the sentence") if len(found) == 1 else None


def _load_of_row(s: Situation) -> Given | None:
    """The percentage that stands first in the row of a table of loads."""
    cell, table = s.claim.stated.cell, s.claim.stated.table
    if cell is None or table is None:
        return None
    label = table.label(cell)
    match = re.fullmatch(r"[~≈]? ?(\d+(?:\.\d+)?) ?%", label.text.text.strip()) if label is not None else None
    header = table.header_words(label) if label is not None else ""
    if match is None or not re.search(r"util|load|ρ", header, re.IGNORECASE):
        return None
    return Given((float(match[1]) / 100,), label.text.text.strip() if label is not None else "", "its row")


KINDS = (
    Kind(
        "attainable_rate",
        FLOP_RATE,
        AnyCase(r"achiev|attain|reach|\bgets?\b|deliver|=|≈"),
        AnyCase(r"measured|benchmark|advertis|\bpeak\b|utili[sz]"),
        attainable,
    ),
    Kind(
        "amdahl",
        (),
        AnyCase(r"speed-?up|amdahl|faster"),
        AnyCase(r"\btpu|measured|linear|per (?:gpu|node)"),
        amdahl,
    ),
    Kind(
        "queue_factor",
        (),
        AnyCase(r"wait|latency|\btotal\b|p99|service time"),
        AnyCase(r"faster|speed-?up|cost|model"),
        queue,
    ),
    Kind(
        "queue_time",
        TIME,
        AnyCase(r"\bwait\b|waiting time|queu\w* (?:wait|time|delay)|\btotal\b|p99|mean ="),
        AnyCase(r"\bsl[ao]\b|target|budget|below|under|window"),
        queue,
    ),
)
