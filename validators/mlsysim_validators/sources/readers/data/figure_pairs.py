"""Figures that stand beside their name in a record of their own: `{label: "FP8 Performance", value: "1,979 TFLOPS"}`.

The label is to such a value what a key is to others; the list of them has its name from the component that it is of:
`"NVLink": [{label: "Bandwidth", value: "900 GB/s"}]`, `{title: "NVLink 4.0", stats: [...]}`.
"""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.texts.documents import Label

_NAMES = frozenset({"label", "name", "metric", "title", "key", "spec", "property", "stat", "field"})
AMOUNTS = frozenset({"value", "amount", "val", "quantity", "magnitude", "number"})
_A_FIGURE = AnyCase(
    r"bandwidth|\bbw\b|throughput|memory|\bvram\b|capacity|performance|flops|\btops\b|\bcompute\b|\bt[bdg]p\b|\bpower\b|"
    r"\b(?:nv)?links?\b|\bstacks?\b|\bports?\b|\blanes?\b|\bchannels?\b|\bchiplets?\b|\bdies?\b|\btiles?\b|"
    r"\b(?:fp|bf|tf|int)\d+\b"
)
_PLAIN = AnyCase(
    r"(?:key)?(?:stats?|specs?|specifications?|details|metrics|items|features|rows|data|figures|properties)\Z"
)
_A_DIE = AnyCase(r"(?:compute|gpu)?[ _-]?die\Z")  # the component whose figures are those of the chip
_LINK = AnyCase(
    r"nv ?-?link|infinity fabric|xgmi|\bici\b|interconnect|neuron ?link|ultra ?fusion|\bhbi\b|die[- ]to[- ]die|"
    r"chip[- ]to[- ]chip|\bfabric\b"
)
_BETWEEN_DIES = AnyCase(r"ultra ?fusion|\bhbi\b|die[- ]to[- ]die|chip[- ]to[- ]chip")


def names_a_figure(keys: Sequence[str], words: str) -> bool:
    """Whether a record with these keys, and these words for its name, is one figure and what it is."""
    said = {key.casefold() for key in keys}
    return bool(said & _NAMES) and bool(said & AMOUNTS) and _A_FIGURE.search(words) is not None


def of_their_component(above: tuple[Label, ...], words: str) -> tuple[str, tuple[Label, ...]]:
    """The name of a figure with that of the link which it is listed under, and what stands above the list: without
    the word for such a list, and with the title of a link as the key that it is."""
    if above and above[0].role == "key" and _PLAIN.match(above[0].words):
        above = above[1:]
    above = tuple(label for label in above if label.role != "key" or not _A_DIE.match(label.words))
    nearest = next((place for place, label in enumerate(above) if label.role in ("row", "key")), None)
    link = _LINK.search(above[nearest].words) if nearest is not None else None
    if nearest is None or link is None:
        return words, above
    component = [label.words for label in above[nearest : nearest + 3] if label.role in ("row", "key", "described")]
    within = next((found[0] for said in component if (found := _BETWEEN_DIES.search(said)) is not None), "")
    named = within or above[nearest].words[link.start() : link.end()]
    return f"{named} {words}", (*above[:nearest], above[nearest]._replace(role="key"), *above[nearest + 1 :])
