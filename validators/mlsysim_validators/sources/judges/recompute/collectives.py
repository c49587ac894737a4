"""Times and bandwidths of collectives: AllReduce in a ring, a tree or two levels, AllGather, ReduceScatter."""

from __future__ import annotations

import re

from mlsysim_registry import formulas
from mlsysim_registry.data import Registry
from mlsysim_registry.display import si
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, TIME
from mlsysim_validators.sources.judges.link_rates.links import USED_BOTH_WAYS, summed_link
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.heads import head_of
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.situation import Situation

_NODES = r"(?<![\w.,])(\d[\d,]{0,6}) ?[x×]? ?(?:[A-Z][\w-]+ )?(?:nodes|servers|hosts|machines)\b"
_PER_NODE = (
    r"(?<![\w.,])(\d{1,3}) ?(?:GPUs?|devices|accelerators) ?(?:per|/|a|each|in (?:each|a|one)) ?(?:node|server|host)|"
    r"[×x] ?(\d{1,2}) GPUs"
)
_INSIDE = r"nvlink|nvswitch|infinity|xgmi|intra|inside|within"
_OUTSIDE = r"infiniband|\bib\b|ndr|hdr|roce|efa|ethernet|network|inter-?node|between|across|nics?\b"
_IN_A_NODE = r"\b(?:in|inside|within|intra)[- ](?:the |a |an |each |every |one )?(?:node|server|box|chassis)"
_MOST_IN_A_NODE = 72
_LEVELS = r"hierarch|two[- ]level|2-level|multi-?level"
_OTHER_TIME = r"measured|effective|efficien|overlap|compress|per layer|layers|bus bandwidth|busbw|algbw"
_OPERATIONS = {
    "all_gather": r"all-?\s?gather",
    "reduce_scatter": r"reduce-?\s?scatter",
    "all_to_all": r"all-?\s?to-?\s?all",
}


# "100-gigabit Ethernet" is a rate.
_OF_A_LINK = r"\d[ -]?(?:G|giga) ?bit\b"
# Names of keyword arguments in listings.
_MESSAGE_ARGUMENT = r"message|size_bytes|^bytes|grad(?!\w*(?:acc|clip|norm|step|check))"
_RANKS_ARGUMENT = r"n_?gpus|num_gpus|devices|ranks|world"
_RATE_ARGUMENT = r"bandwidth|^bw"
_ALPHA_ARGUMENT = r"latency|alpha"


def _ranks(s: Situation) -> Given | None:
    """How many devices take part, also as ranks, workers or n = 8."""
    devices = s.devices()
    if devices is None or devices.place != "the sentence":
        ranks = s.count(r"(?<![\w.,])(\d[\d,]{0,6}) (?:ranks|workers|nodes)\b|\b[nNP] ?= ?(\d{1,6})\b")
        devices = ranks if ranks is not None and (devices is None or ranks.place == "the sentence") else devices
    return devices


def _message(s: Situation) -> Given | None:
    return s.quantity(BYTES, avoid=rf"hbm|memory|\bkv\b|capacity|{_OF_A_LINK}")


def _alpha(s: Situation) -> Given | None:
    """The latency of a step."""
    given = s.quantity(TIME, about=r"latency|alpha|α|per (?:hop|step)|hop", ahead=25, behind=15)
    return given if given is not None and given.values[0] < _LONGEST_STEP else None


def allreduce(s: Situation) -> Computed:
    """2 (n-1)/n x M/B + 2 (n-1) x alpha, with the bandwidth of one direction; of a tree, or in two levels."""
    if (s.says(_LEVELS, nearest=1) or re.search(_LEVELS, s.around.title, re.IGNORECASE)) and not s.says(
        "flat", nearest=1
    ):
        return _hierarchical(s)
    called = _called_with(s)
    devices, message = (called and s.argument(_RANKS_ARGUMENT)) or _ranks(s), called or _message(s)
    outside = s.says(r"between (?:the )?(?:\d+ )?nodes|across nodes|inter-?node", nearest=1)
    rate = (called and s.argument(_RATE_ARGUMENT)) or s.quantity(
        BANDWIDTH, avoid=r"hbm|memory|\bmem\b" + (r"|nvlink|intra|infinity" if outside else "")
    )
    wanted = {"a number of devices": devices, "a message size": message, "a bandwidth": rate}
    if devices is None or message is None or rate is None:
        missing = [name for name, found in wanted.items() if found is None]
        return Computed([], missing=f"an AllReduce time needs {', '.join(missing)}; the text does not state it")
    n = devices.values[0]
    if n < 2 or n % 1:
        return Computed([], missing="an AllReduce needs at least two devices")
    alpha = (called and s.argument(_ALPHA_ARGUMENT)) or _alpha(s)
    latency = alpha.values[0] if alpha is not None else 0.0
    stated, one_way = rate.values[0], rate.values[0]
    total = _both_directions(s, stated)
    if total:
        one_way = stated / 2

    def time(bandwidth: float, delay: float) -> float:
        return float(formulas.ring_allreduce(message.values[0], n, bandwidth, delay))

    told = f"2 x ({n:g}-1)/{n:g} x {message.told()} / {si(one_way, 'B/s')} per direction"
    if latency and alpha is not None:
        told += f" + 2 x ({n:g}-1) x {alpha.words}"
    if total:
        told += f"; {rate.told()} is the total of {total}, both directions summed"
    values = [(time(one_way, latency), told)]
    if latency and not called:  # texts leave it out where it is small
        values.append((time(one_way, 0.0), told.partition(" + ")[0]))
    tree = s.says(r"\btrees?\b", nearest=2)
    if tree:
        of_tree = float(formulas.tree_allreduce(message.values[0], n, one_way, latency))
        values.append(
            (of_tree, f"2 x {message.told()} / {si(one_way, 'B/s')} per direction + 2 log2({n:g}) steps: a tree")
        )
    sent = rf"\b(?:sends?|sent|transmits?|moves|pushes|traffic(?: of)?)\b[^.;]{{0,30}}{re.escape(message.words)}"
    if s.says(r"\bsends?\b|transmit|\bmoves\b|traffic|on the wire", nearest=1) or s.says(sent):
        values.append((message.values[0] / one_way, f"{message.told()} / {si(one_way, 'B/s')} per direction"))
    slips = []
    if total:
        sentence = f"it takes the {rate.words} that sums both directions for the rate of one"
        slips += [Slip("direction", time(stated, latency), sentence), Slip("direction", time(stated, 0.0), sentence)]
    if latency and called:
        slips.append(Slip("latency", time(one_way, 0.0), "the latency term is left out"))
    slips.append(Slip("half", values[0][0] / 2, "a ring passes the data twice: reduce-scatter and all-gather"))
    if called:
        return Computed(values, slips, firm=s.claim.stated.block.kind == "listing")
    other = s.says(rf"{_OTHER_TIME}|tree|all-?gather|broadcast") or USED_BOTH_WAYS.search(s.around.sentence) is not None
    return Computed(values, slips, room=0.02, certain=not other)


def _called_with(s: Situation) -> Given | None:
    """The message of a call in the slide's listings, unless the words around the number state another themselves."""
    own = any(True for _ in s.all_of(s.scopes[0], BYTES))
    return s.argument(_MESSAGE_ARGUMENT) if not own else None


def _hierarchical(s: Situation) -> Computed:
    """ReduceScatter in the nodes, AllReduce between them, AllGather in the nodes."""
    message, nodes = _message(s), s.count(_NODES)
    each = s.count(_PER_NODE) or Given((_USUAL_NODE,), "8 devices a node", "as usual")
    inner = s.quantity(BANDWIDTH, about=_INSIDE, avoid=_OUTSIDE, behind=0)
    outer = s.quantity(BANDWIDTH, about=_OUTSIDE, avoid=_INSIDE, behind=0)
    if message is None or nodes is None or inner is None or outer is None or nodes.values[0] % 1:
        return Computed(
            [], missing="a hierarchical AllReduce needs a message, nodes and the bandwidths in and between them"
        )
    halved = inner.values[0] / 2 if _both_directions(s, inner.values[0]) else inner.values[0]
    size, g, n = message.values[0], each.values[0], nodes.values[0]
    values = []
    for rails, what in ((None, "a port each"), (1.0, "one port a node")):
        for inside in sorted({halved, inner.values[0]}):
            time = float(formulas.hierarchical_time("all_reduce", size, g, n, inside, outer.values[0], rails))
            told = f"2 ({g:g}-1)/{g:g} x {message.told()} / {si(inside, 'B/s')} + 2 ({n:g}-1)/{n:g} x {message.words}"
            values.append((time, f"{told} / {g if rails is None else rails:g} / {outer.told()} ({what})"))
    return Computed(values, room=0.03, certain=False)


def gather(s: Situation) -> Computed:
    """(n-1)/n x M/B + (n-1) x alpha of an AllGather, a ReduceScatter or an AllToAll."""
    named = [name for name, words in _OPERATIONS.items() if s.says(words, nearest=1)] or [
        name for name, words in _OPERATIONS.items() if re.search(words, head_of(s.claim), re.IGNORECASE)
    ]
    devices, message, rate = _ranks(s), _message(s), s.quantity(BANDWIDTH, avoid=r"hbm|memory|\bmem\b")
    if len(named) != 1 or devices is None or message is None or rate is None or devices.values[0] < 2:
        return Computed([], missing="the time of a collective needs its name, devices, a message and a bandwidth")
    n, alpha = devices.values[0], _alpha(s)
    if n % 1:
        return Computed([], missing="devices are whole numbers")
    both = _both_directions(s, rate.values[0])
    one_way = rate.values[0] / 2 if both else rate.values[0]
    told = f"({n:g}-1)/{n:g} x {message.told()} / {si(one_way, 'B/s')} per direction"
    delays = sorted({0.0, alpha.values[0] if alpha is not None else 0.0}, reverse=True)
    values = [
        (float(formulas.ring_time(named[0], message.values[0], n, one_way, delay)), told + (" + latency" * (delay > 0)))
        for delay in delays
    ]
    slips = [Slip("twice", 2 * values[0][0], "that is an AllReduce: an AllGather or a ReduceScatter is half of it")]
    if both:
        wrong = float(formulas.ring_time(named[0], message.values[0], n, rate.values[0], 0.0))
        slips.append(Slip("direction", wrong, f"it takes the {rate.words} that sums both directions for one"))
    of_more = n > _MOST_IN_A_NODE and s.says(_IN_A_NODE, nearest=1)  # the numbers are those between nodes
    other = of_more or s.says(rf"{_OTHER_TIME}|hierarch|per gpu|shard", nearest=3)
    return Computed(values, slips, room=0.02, certain=not other)


def algorithm_bandwidth(s: Situation) -> Computed:
    """Message over time, the algbw of nccl-tests."""
    message, span = _message(s), s.quantity(TIME)
    if message is None or span is None or not span.values[0]:
        return Computed([], missing="an algorithm bandwidth needs a message and a time; not both are stated")
    told = f"{message.told()} / {span.told()}"
    return Computed([(message.values[0] / span.values[0], told)], room=0.02, certain=s.near)


def bus_bandwidth(s: Situation) -> Computed:
    """Algorithm bandwidth x 2 (n-1)/n, the busbw of nccl-tests."""
    found, devices = algorithm_bandwidth(s), _ranks(s)
    stated = s.quantity(BANDWIDTH, about=r"alg(?:orithmi?c?)? ?-?(?:bw|bandwidth)")
    if devices is None or devices.values[0] < 2 or devices.values[0] % 1 or (stated is None and not found.values):
        return Computed([], missing="a bus bandwidth needs an algorithm bandwidth and a number of devices")
    factor = float(formulas.wire_factor("all_reduce", devices.values[0]))
    bases = [(stated.values[0], stated.told())] if stated is not None else list(found.values)
    values = [(value * factor, f"{told} x 2 ({devices.told()} - 1) / n") for value, told in bases]
    slips = [Slip("algorithm", value, "that is the algorithm bandwidth") for value, _ in bases]
    return Computed(values, slips, room=0.02, certain=not s.says(r"gather|scatter|broadcast|all-?to-?all", nearest=3))


_LONGEST_STEP = 0.1  # seconds
_USUAL_NODE = 8.0


def _both_directions(s: Situation, stated: float) -> str:
    """The device or link whose two directions together have this rate."""
    registry: Registry = s.registry
    device = s.device(as_input=False)  # a rate is that of its link by no chance
    named = [device] if device is not None else []
    by_link = not named and s.says(r"nvlink", nearest=9)
    if by_link:
        table = registry.table("accelerators")
        named = [table[entry_id] for entry_id in table if "nvidia" in entry_id]
    for entry in named:
        link = summed_link(entry, stated)
        if link is not None and not (by_link and "nvlink" not in link.path):
            in_table = s.claim.stated.cell is not None
            one_way = s.says(r"per direction|unidirectional|one[- ]way|each direction", nearest=3 if in_table else 2)
            return "" if one_way else f"{entry.name}'s {link.path.split('.')[1]}"
    return ""


KINDS = (
    Kind(
        "allreduce_time",
        TIME,
        AnyCase(r"all-?\s?reduce|synchroni[sz]"),
        AnyCase(
            r"α|alpha|latency(?! (?:is )?(?:ignored|neglected))|per hop|every|per step|overhead|bubble|"
            r"compute|forward|backward|saving|total"
        ),
        allreduce,
        timed=True,
    ),
    Kind(
        "collective_time",
        TIME,
        AnyCase(r"all-?\s?gather|reduce-?\s?scatter|all-?\s?to-?\s?all"),
        AnyCase(r"α|alpha|latency|per (?:hop|step|layer)|every|overhead|bubble|compute|saving|total|all-?\s?reduce"),
        gather,
        timed=True,
    ),
    Kind(
        "bus_bandwidth",
        BANDWIDTH,
        AnyCase(r"bus ?-?bandwidth|bus ?bw"),
        AnyCase(r"peak|measured|memory|efficien"),
        bus_bandwidth,
        timed=True,
    ),
    Kind(
        "algorithm_bandwidth",
        BANDWIDTH,
        AnyCase(r"alg(?:orithmi?c?)? ?-?(?:bw|bandwidth)"),
        AnyCase(r"peak|measured|memory|efficien|bus ?-?(?:bw|bandwidth)"),
        algorithm_bandwidth,
        timed=True,
    ),
)
