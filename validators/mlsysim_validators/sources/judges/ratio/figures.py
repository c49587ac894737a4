"""The registered figures of a device that the words of a comparison may mean, each by what it is called.

"Bandwidth", "capacity", "power" and a rate of a named format mean one figure; a rate without a format means any rate.
The ridge point and the rate per watt are quotients of two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.judges.ratio.amounts import Pair, pair_of_values
from mlsysim_validators.sources.judges.specs.dense_rates import ORDINARY, dense_rate

_TWINS = {"bf16": "fp16", "fp16": "bf16"}
_ROOM = 0.005  # of a figure that a data sheet rounds


class Figure(NamedTuple):
    """A figure of a device, and how it is printed."""

    value: float
    printed: str


def _spec(path: str) -> Callable[[Entry, str | None], dict[str, Figure]]:
    def find(entry: Entry, _: str | None) -> dict[str, Figure]:
        spec = entry.get(path)
        return {path: Figure(float(spec.value), spec.printed)} if spec is not None and spec.value else {}

    return find


def _rates(entry: Entry, form: str | None) -> dict[str, Figure]:
    """The dense matrix rates of a format, or of any; the ordinary ones first."""
    paths = [f"compute.matrix.{form}", f"compute.matrix.{_TWINS.get(form, form)}"] if form else []
    if not form:
        paths = sorted(
            (one for one in entry.specs if one.startswith("compute.matrix.")), key=lambda one: one not in ORDINARY
        )
    found = [(path, spec) for path in paths if (spec := entry.get(path)) is not None and spec.value]
    return {path: Figure(float(spec.value), spec.printed) for path, spec in found}


def _rate(entry: Entry) -> Figure | None:
    found = dense_rate(entry)
    return None if found is None else Figure(float(found.value), found.printed)


def _over(path: str, unit: str, scale: float) -> Callable[[Entry, str | None], dict[str, Figure]]:
    def find(entry: Entry, _: str | None) -> dict[str, Figure]:
        rate, base = _rate(entry), entry.get(path)
        if rate is None or base is None or not base.value:
            return {}
        value = rate.value / float(base.value)
        return {f"rate over {path}": Figure(value, f"{scale * value:.3g} {unit}")}

    return find


class Attribute(NamedTuple):
    """What words name, and the figures of an entry that they may mean, by path."""

    name: str
    words: AnyCase
    figures: Callable[[Entry, str | None], dict[str, Figure]]


RIDGE = Attribute("ridge point", AnyCase(r"\bridge|machine balance|\breuse\b"),
                  _over("memory.bandwidth", "FLOP/B", 1.0))  # fmt: skip
EFFICIENCY = Attribute(
    "rate per watt",
    AnyCase(r"(?:flops?(?:/s)?|operations|arithmetic|compute|rate|performance|work|ops)"
            r"(?: (?:per|a|for (?:each|every)) |/)(?:watt|joule|w\b|j\b)"),
    _over("power.tdp", "GFLOP/s per W", 1e-9),
)  # fmt: skip
BANDWIDTH = Attribute(
    "bandwidth",
    AnyCase(r"bandwidth|\bbw\b|hbm speed|\breads? (?:its |the )?(?:memory|hbm)\b|"
            r"\b(?:faster|quicker) (?:memory|hbm)\b|memory[- ]bound"),
    _spec("memory.bandwidth"),
)  # fmt: skip
CAPACITY = Attribute(
    "capacity",
    AnyCase(r"\bcapacity|(?<!high-bandwidth )(?<!faster )(?<!reads )(?<!reads its )(?<!reads the )(?<!outran )"
            r"\bmemory\b(?![- ](?:bandwidth|bound|speed))|\bvram\b|(?<!faster )\bhbm\b(?! (?:bandwidth|speed))|"
            r"\bholds (?=\W{0,3}\d)"),
    _spec("memory.capacity"),
)  # fmt: skip
POWER = Attribute(
    "power", AnyCase(r"\btdp\b|\bpower\b|\bwatts\b|\bdraws?\b|\bwattage\b"), _spec("power.tdp")
)  # fmt: skip
RATE = Attribute(
    "rate",
    AnyCase(
        r"flop|\brates?\b|\bpeak\b|\bcompute\b(?! time)|throughput|arithmetic|\bmath\b|tensor|matrix|"
        r"\bdense (?:bf|fp|tf|int)\d"
    ),
    _rates,
)
SMS = Attribute("SMs", AnyCase(r"\bsms\b|multiprocessors"), _spec("cores.sm"))
TRANSISTORS = Attribute("transistors", AnyCase(r"transistors"), _spec("die.transistors"))

ATTRIBUTES = (RIDGE, EFFICIENCY, BANDWIDTH, CAPACITY, POWER, RATE, SMS, TRANSISTORS)
_PARTS = {RIDGE: (BANDWIDTH, RATE), EFFICIENCY: (POWER, RATE)}  # of whose names theirs is made


def of_field(path: str) -> Attribute:
    """The attribute that is one field."""
    return Attribute(path.rpartition(".")[2], RATE.words, _spec(path))


def named(words: str) -> list[Attribute]:
    """The attributes that some words name."""
    found = [one for one in ATTRIBUTES if one.words.search(words)]
    for whole, parts in _PARTS.items():
        if whole in found:
            found = [one for one in found if one not in parts]
    return found


def fields_of(header: str) -> list[str]:
    """The fields that the header of a column of factors may mean."""
    found = next((one for one in (BANDWIDTH, CAPACITY, POWER) if one.words.search(header)), None)
    if found is not None:
        return [{"bandwidth": "memory.bandwidth", "capacity": "memory.capacity", "power": "power.tdp"}[found.name]]
    form = number_format(header)
    if RATE.words.search(header) or form:
        return [f"compute.matrix.{one}" for one in ([form] if form else ["bf16", "fp16"])]
    return []


def pairs(two: tuple[Entry, Entry], attribute: Attribute, form: str | None, like: Reading) -> Iterator[Pair]:
    """The figures of two devices that an attribute may mean, the likeliest first; `like` is the claim's reading."""
    mine, theirs = (attribute.figures(one, form) for one in two)
    found = list(_shared(two, mine, theirs, like))
    yield from found[:1] if form else found


def _shared(
    two: tuple[Entry, Entry], mine: dict[str, Figure], theirs: dict[str, Figure], like: Reading
) -> Iterator[Pair]:
    for path, own in mine.items():
        other = theirs.get(path)
        if other is None:
            continue
        first, second = (
            like._replace(text=f"{one.printed} of {entry.name}", value=one.value, units=(ONE,))
            for one, entry in ((other, two[1]), (own, two[0]))
        )
        pair = pair_of_values(first, other.value, _ROOM * other.value, second, own.value, _ROOM * own.value)
        if pair is not None:
            yield pair
