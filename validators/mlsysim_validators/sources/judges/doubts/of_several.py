"""Doubts about of how many a number is: a total, a share of a server, one of the figures of a system."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.judges.other_figures.beside import fits_beside
from mlsysim_validators.sources.patterns import regex

_COUNTED_BEHIND = regex(r"[ \u00a0]?\(?\d[\d.]* ?[x×] ")  # "8000 GB/s (2x MI300X)"


def counted_behind_it(wrong: Wrong) -> str:
    """A count and its name stand behind it."""
    after, name = wrong.around.after, wrong.claim.name
    counted = _COUNTED_BEHIND.match(after)
    several = counted is not None and name and after.startswith(name, counted.end())
    return "of several, or as many times that of the one that is named behind it" if several else ""


_WORKED = regex(
    r"[ \u00a0]?(?:total )?[(=][ \u00a0]?~?(?P<one>\d[\d,]*(?:\.\d+)?)[ \u00a0]?[A-Za-z/]{0,6}"
    r"[ \u00a0]?[x×*·][ \u00a0]?(?P<other>\d[\d,]*(?:\.\d+)?)(?![\d.])"
)  # "192 GB (8 × 24 GB)", "2.4 TB/s = 4 × 600 GB/s"
_NEAR = 0.02
_THOUSANDS = (1.0, 1e3, 1e-3, 1024.0, 1 / 1024.0)


def worked_from_one(wrong: Wrong) -> str:
    """The calculation behind it says that it is so many times the figure of one."""
    worked = _WORKED.match(wrong.claim.stated.text.text, wrong.claim.reading.end)
    if worked is None:
        return ""
    one, other = (float(worked[name].replace(",", "")) for name in ("one", "other"))
    stated = wrong.claim.reading.value
    for each, many in ((one, other), (other, one)):
        for scale in _THOUSANDS:  # TB of so many GB
            figure = each * scale * wrong.unit.factor
            of_it = any(abs(figure - value) <= _NEAR * abs(value) for value in wrong.values)
            if of_it and many >= 2 and many.is_integer() and abs(each * scale * many - stated) <= _NEAR * stated:
                return f"of {many:g} of them, as the calculation behind it says"
    return ""


_OF_EACH_DEVICE = AnyCase(r" ?(?:per|for each|a|each) (?:gpu|device|card|accelerator|chip)\b")


def with_a_share_of_the_server(wrong: Wrong) -> str:
    """More power than a device draws, "per GPU": fans, hosts and switches are shared out."""
    more = wrong.rule == "different" and wrong.field.startswith("power.") and wrong.claim.value > wrong.spec.value
    of_each = more and _OF_EACH_DEVICE.search(wrong.claim.text + wrong.around.after[:10])
    return "with a share of the server, perhaps" if of_each else ""


_OF_SEVERAL = AnyCase(
    r"\btotal|combined|aggregate|altogether|together|overall|per (?:vm|node|instance|system|server|rack|pod|cluster)"
)
_TOTAL = regex(r"\btotal|aggregate", re.IGNORECASE)
_HAS_A_TOTAL = ("links.", "parameters.", "heads.", "layers")  # "NVLink total", "total parameters"


def a_total(wrong: Wrong) -> str:
    """Words beside it add up, or are of a node; a system's "640 GB per node" is its own."""
    words = _TOTAL.sub("", wrong.near) if wrong.field.startswith(_HAS_A_TOTAL) else wrong.near
    total = not wrong.of_a_system and _OF_SEVERAL.search(words)
    return "a total, perhaps of several devices" if total else ""


_OF_HBM = AnyCase(r"[ \u00a0](?:of )?hbm")
_HOST_TOO = 1.5  # times the memory of the devices: with that of their hosts


def one_of_the_figures_of_a_system(wrong: Wrong) -> str:
    """A system has several figures of one sort: of its devices, its hosts, its switches."""
    claim = wrong.claim
    if not wrong.of_a_system:
        return ""
    of_hbm = _OF_HBM.match(wrong.around.after) is not None and wrong.share > _HOST_TOO
    if claim.sure and (wrong.rule != "different" or of_hbm or fits_beside(claim, wrong.slide)):
        return ""
    return "one of several figures of a system" if _others_of_its_sort(wrong) else ""


def _others_of_its_sort(wrong: Wrong) -> bool:
    """Whether the text of a number states another quantity of the same dimension."""
    claim, text = wrong.claim, wrong.claim.stated.text.text
    begin, stop = 0, len(text)
    if claim.stated.block.kind == "listing":  # its own line
        begin = text.rfind("\n", 0, claim.reading.start) + 1
        stop = text.find("\n", claim.reading.end) if "\n" in text[claim.reading.end :] else stop
    return any(
        other is not claim
        and other.verdict != "ignored"
        and any(one.dimension == wrong.unit.dimension for one in other.reading.units)
        for other in wrong.slide.stated_between(claim, begin, stop)
    )


_SYSTEMS = AnyCase(
    r"\b(?:racks?|nodes?|servers?|systems?|clusters?|pods?|superpods?|NVL\d+|instances?|sustain\w*|MFU)\b"
)


def of_the_system_of_its_sentence(wrong: Wrong) -> str:
    """As many times the figure as a system has devices, and its sentence speaks of one."""
    said = wrong.rule == "system" and _SYSTEMS.search(wrong.around.sentence)
    return "its sentence speaks of a system of several devices" if said else ""


_EACH = AnyCase(r"[^.;()\d]{0,24}\beach\b")
_TWO = AnyCase(r"\b(?:two|2|dual)\b")


def of_each_half(wrong: Wrong) -> str:
    """Half of it, "each", where its sentence speaks of two: the halves of a card of two chips."""
    half = wrong.rule == "half" and _EACH.match(wrong.around.after)
    return "of each of its halves, perhaps" if half and _TWO.search(wrong.around.sentence_before) else ""
