"""Times and rates that the roofline gives: weight load, decode floor, arithmetic, tokens per second, utilisation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_registry import formulas
from mlsysim_registry.data import Entry
from mlsysim_registry.display import si
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES,
    FLOP_RATE,
    OPERATIONS,
    OPERATIONS_PER_TOKEN,
    TIME,
    TOKEN_RATE,
)
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.texts import formats_in, shares_in
from mlsysim_validators.sources.patterns import regex

_IDEAL = r"ideal|at best|full|lower bound|at least|floor|no faster|minimum|roofline|theoretic|alone"
_REACHED = AnyCase(r"η|\beta\b|efficien|utili[sz]|mfu|of (?:the |its )?(?:\w+ )?peak|\breach")
TIMES_A_SHARE = AnyCase(
    r"\b(?:MFU|HFU|η|eff\w*|utili[sz]ation)[ )]*[×x*·]|[×x*·][ (]*(?:MFU|HFU|η|eff\w*|utili[sz]ation)\b"
)
_SIXTEEN = 2.0  # bytes
_ABOUT = 0.05
_OF_THE_WEIGHTS = regex(
    r"\b(?:(?:INT|FP|NF|MXFP|NVFP|W)-?[48]\w*|[48]-bit) (?:weights|quanti[sz]\w+|model|checkpoint)|"
    r"\b(?:weights|quanti[sz]ed|quanti[sz]ation) (?:in|to|at|down to) (?:(?:INT|FP|NF)-?[48]|[48]-bit)",
    re.IGNORECASE,
)
_AT_A_SHARE = regex(
    r"\b(?:at|reach\w*|achiev\w*|sustain\w*|with) (?:only |about |just )?(?P<share>\d{2}(?:\.\d)?) ?%"
    r"(?: of (?:the |its |their )?(?:\w+ )?(?:bandwidth|rate|peak|roof|sheet|maximum)|"
    r"(?= (?:needs?|takes?|reads?|wants?)\b))",
    re.IGNORECASE,
)
_TRAINS = AnyCase(r"train|optimi[sz]er step|6 ?[NP]\b")
_BACKWARD = AnyCase(r"backward|gradients?")
NO_MEMORY_RATE = r"nvlink|infiniband|pcie|network|interconnect|ethernet|fabric|node|link|ssd|nvme|disk|storage|l2|sram"


def memory_rate(s: Situation) -> Given | None:
    """The memory bandwidth that the text states, or else the registry has of the device."""
    stated = s.quantity(BANDWIDTH, avoid=NO_MEMORY_RATE)
    device = s.device()
    values: list[float] = list(stated.values) if stated is not None else []
    words, place = (stated.words, stated.place) if stated is not None else ("", "")
    if device is not None and "memory.bandwidth" in device:
        spec = device["memory.bandwidth"]
        if not values:
            words, place = f"{spec.printed} of {device.name}", "registry"
        values.append(spec.value)
    return Given(tuple(values), words, place) if values else None


def peak_rate(s: Situation) -> Given | None:
    """The peak that the text states, or the dense matrix rate of the device."""
    stated = s.quantity(FLOP_RATE, avoid=r"achiev|effective|sustain|per second per|actual")
    device = s.device()
    values: list[float] = list(stated.values) if stated is not None else []
    words, place = (stated.words, stated.place) if stated is not None else ("", "")
    if device is not None:
        dense = dense_peak(device, s.precision())
        if dense is not None:
            if not values:
                words, place = f"{si(dense, 'FLOP/s', 4)} dense of {device.name}", "registry"
            values.append(dense)
    return Given(tuple(values), words, place) if values else None


def dense_peak(device: Entry, precision: str | None) -> float | None:
    for name in (precision, "bf16", "fp16") if precision in ("fp8", "fp32", "fp4") else ("bf16", "fp16"):
        spec = device.get(f"compute.matrix.{name}")
        if spec is not None:
            return float(spec.value)
    return None


def _is_a_capacity(s: Situation, size: float) -> bool:
    """Whether an amount of a row is the memory of the device that the row names."""
    return any(
        one.field == "memory.capacity" and one.verdict == "match" and abs(size / one.value - 1) < _NEARLY
        for one in s.slide.same_row(s.claim)
    )


def _weights(s: Situation) -> Given | None:
    if s.claim.stated.cell is not None:  # "Weight load, 16 GB"
        for scope in s.scopes[:2]:
            amounts = {given.values[0]: given for given in s.all_of(scope, BYTES)}
            if len(amounts) == 1 and not _is_a_capacity(s, next(iter(amounts))):
                return next(iter(amounts.values()))
    stated = s.quantity(
        BYTES, about=r"weights?|model|parameters|of data", avoid=r"hbm|capacity|kv|cache|memory of|gpu memory"
    )
    if stated is not None:
        return stated
    parameters, precision = s.parameters(), s.precision()
    if parameters is None:
        return None
    size = formulas.bytes_per_element(precision or "fp16")
    told = f"{parameters.words} x {size:g} B"
    return Given(tuple(n * size for n in parameters.values), told, parameters.place)


def load_time(s: Situation) -> Computed:
    """Weights over memory bandwidth, in one device or spread over several."""
    size, rate = _weights(s), memory_rate(s)
    if size is None or rate is None:
        missing = "a model" if size is None else "a memory bandwidth"
        return Computed([], missing=f"a weight-load time needs {missing}; the text does not state it")
    devices = s.devices()
    values = [
        (float(formulas.weight_load_time(bytes_, bandwidth)), f"{size.told()} / {rate.told()}")
        for bytes_ in size.values
        for bandwidth in rate.values
    ]
    if devices is not None and devices.values[0] > 1:
        split = [(value / devices.values[0], f"{told} / {devices.words}") for value, told in values]
        values = [*split, *values] if devices.place == "its row" else [*values, *split]  # a row "8 × H100" is of all
    also = _with_what_others_print(s, rate, values)
    named = formats_in(s.around.sentence) if s.claim.stated.cell is None and size.place != "the sentence" else ()
    slips: list[Slip] = []
    if len(named) == 1 and (width := formulas.bytes_per_element(next(iter(named)))) < _SIXTEEN:
        name = next(iter(named)).upper()
        narrow = [(value * width / _SIXTEEN, f"{told}, in {name}") for value, told in values]
        if _OF_THE_WEIGHTS.search(s.around.sentence) and _in_sixteen_bits(s, size):  # "with INT4 weights"
            slips = [Slip("format", value, f"that is in 16 bits, not in {name}") for value, _ in values]
            values = narrow
        else:
            values += narrow
    certain = devices is None or devices.values[0] == 1
    share = _share_of_rate(s)
    if share:
        slips += [
            Slip("full-rate", value, f"that is at the full rate, not at {share:.0%} of it") for value, _ in values
        ]
        values = [(value / share, f"{told} at {share:.0%}") for value, told in values]
        return Computed(values, slips, room=0.01, certain=certain, firm=True)
    return Computed(values, slips, room=0.01, certain=certain, also=also)


def _in_sixteen_bits(s: Situation, size: Given) -> bool:
    """Whether a size of weights is that of the model in 16 bits: a stated one may be of the narrow weights."""
    parameters = s.parameters()
    sizes = [2.0 * n for n in parameters.values] if parameters is not None else []
    return bool(sizes) and all(any(abs(one / two - 1) < _ABOUT for two in sizes) for one in size.values)


def _with_what_others_print(s: Situation, rate: Given, values: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Times at a bandwidth of the device that other documents print, where it is the registry's that is taken."""
    device = s.device()
    others = device.printed_elsewhere("memory.bandwidth") if device is not None and rate.place == "registry" else ()
    return [(value * rate.values[-1] / other, told) for other in others for value, told in values]


def _share_of_rate(s: Situation) -> float:
    """The one share of the bandwidth at which its sentence says that a device reads, before the number; 0 for none."""
    if s.claim.stated.cell is not None:
        return 0.0
    begin, _ = s.claim.stated.sentence_span()
    found = list(_AT_A_SHARE.finditer(s.claim.stated.text.text[begin : s.claim.reading.start]))
    return float(found[0]["share"]) / 100 if len(found) == 1 else 0.0


def decode_time(s: Situation) -> Computed:
    """No token comes faster than the weights are read (of one sequence, on one device)."""
    found = load_time(s)
    if not found.values or s.says(r"speculat|moe|mixture|sparse|batch(?! ?(?:size )?=? ?1\b)", nearest=2):
        return found._replace(certain=False)
    size = _weights(s)
    if s.precision() is None and s.quantity(BYTES) is None:  # 16 bits are only the likeliest
        found = found._replace(certain=False)
    if size is not None and size.place in ("the slide", "the rest of the paragraph"):
        found = found._replace(certain=False)
    floor = s.says(r"at least|floor|lower bound|minimum|no faster|memory-?bound|streams?\b|reads? all", nearest=1)
    return found if floor else found._replace(least=True)


def token_rate(s: Situation) -> Computed:
    """Tokens per second of one sequence are at most bandwidth over weights."""
    found = load_time(s)
    values = [(1.0 / value, told.replace(" / ", " over ", 1) + ", inverted") for value, told in found.values if value]
    bound = s.says(
        r"theoretical|upper bound|ceiling|roofline|memory-?bound|at best|at most|\bmaximum\b|limit", nearest=2
    )
    single = not s.says(
        r"batch(?!(?: size)?(?: of)? ?=? ?(?:1|one)\b)|concurren|users|requests|throughput|speculat|moe|mixture|"
        r"tensor|TP ?=",
        nearest=2,
    )
    return Computed(
        values,
        [Slip(slip.rule, 1.0 / slip.value, slip.sentence) for slip in found.slips if slip.rule == "format"],
        missing=found.missing,
        room=0.02,
        certain=(bound or bool(found.slips)) and single and found.certain and s.precision() is not None,
        also=[(1.0 / value, told) for value, told in found.also if value],
    )


def flops_per_token(s: Situation) -> Computed:
    """Two operations a parameter and token forward, four backward, six in training (Kaplan et al. 2020, 2.1)."""
    parameters = s.parameters()
    if parameters is None or s.says(r"moe|expert|active|attention", nearest=2):
        return Computed([], missing="operations per token need a number of parameters; the text does not state one")
    words = f"{s.around.sentence} {s.around.row} {s.around.column} {s.around.before}"
    times = (6.0, 8.0) if _TRAINS.search(words) else (4.0,) if _BACKWARD.search(words) else (2.0,)
    least = min(parameters.values)
    if least < _ACTIVE * max(parameters.values):  # a token passes through the active ones alone
        values = [(least * each, f"{each:g} x {least / 1e9:.4g}B active of {parameters.told()}") for each in times]
    else:
        values = [(n * each, f"{each:g} x {parameters.told()}") for each in times for n in parameters.values]
    return Computed(
        values,
        room=0.02,
        also=[(n * each, "") for each in (2.0, 4.0, 6.0, 8.0) for n in parameters.values]
        if len(times) == 1 and times[0] != 2.0
        else (),
    )


_ACTIVE = 0.7  # of all parameters: of a mixture of experts
_MOST_SHARES = 3
_NEARLY = 0.02


def share_of_peak(s: Situation) -> float | None:
    """The one share of the peak that the sentence states, or the line that introduces its list."""
    if s.says(_IDEAL, nearest=1):
        return None
    for scope in s.scopes:
        introduces = scope.place in ("a line above", "the set-up") and scope.text.rstrip().endswith(":")
        if (scope.place == "the sentence" or introduces) and _REACHED.search(scope.text):
            found = shares_in(scope.text)
            return found[0] if len(found) == 1 else None
    return None


def compute_time(s: Situation) -> Computed:
    """2 x parameters x tokens over the peak, or the stated FLOP over it."""
    peak = peak_rate(s)
    work = s.quantity(OPERATIONS, avoid=r"train|total")
    if work is not None and peak is not None and work.place in ("the sentence", "a line above", "its cell"):
        told = f"{work.told()} / {peak.told()}"
        full = [(float(formulas.compute_time(work.values[0], rate)), told) for rate in peak.values]
        share = share_of_peak(s)
        if share is None:
            reached = {one for scope in s.scopes if _REACHED.search(scope.text) for one in shares_in(scope.text)}
            full += [
                (value / one, f"{said} at {one:.0%}") for one in sorted(reached)[:_MOST_SHARES] for value, said in full
            ]
            return Computed(full, room=0.02, certain=not TIMES_A_SHARE.search(s.around.sentence))
        missed = f"that is at the full peak, without the {share:.0%} of it that the text states"
        return Computed(
            [(value / share, f"{told} at {share:.0%}") for value, _ in full],
            [Slip("full-peak", value, missed) for value, _ in full[:1]],
            room=0.02,
        )
    single = s.says(r"per token|one token|each token|decode step", nearest=1)
    parameters, tokens = s.parameters(), Given((1.0,), "one token", "its words") if single else s.tokens()
    if parameters is None or tokens is None or peak is None:
        return Computed([], missing="a compute time needs a model, a number of tokens and a peak; not all are stated")
    values = []
    for n in parameters.values:
        for count in tokens.values:
            for rate in peak.values:
                told = f"2 x {parameters.told()} x {tokens.told()} / {peak.told()}"
                values.append((float(formulas.compute_time(2.0 * n * count, rate)), told))
    return Computed(values, room=0.02, least=True, certain=not s.says(r"mfu|efficien|utili[sz]", nearest=3))


def crossover(s: Situation) -> Computed:
    """The batch at which decoding turns compute-bound: ridge x bytes per parameter / 2."""
    peak, rate = peak_rate(s), memory_rate(s)
    several = len(set(re.findall(r"batch(?: size)?s?(?: of)? ?=? ?(\d+)", s.around.sentence, re.IGNORECASE))) > 1
    if several or s.says(r"doubl|halv|twice|batch(?: size)? \d+ (?:and|to|or|和|、|-|–) ?\d", nearest=1):
        return Computed([], missing="a batch crossover under another condition")
    stated = s.quantity((("data", -1), ("operations", 1)), about=r"ridge|balance")
    size = formulas.bytes_per_element(s.precision() or "fp16")
    values = []
    if stated is not None:
        values.append((stated.values[0] * size / 2, f"{stated.told()} x {size:g} B / 2"))
    if peak is not None and rate is not None:
        values += [
            (float(formulas.batch_crossover(top, wide, size)), f"{peak.told()} / {rate.told()} x {size:g} B / 2")
            for top in peak.values
            for wide in rate.values
        ]
    return Computed(values, missing="a batch crossover needs a peak and a bandwidth", room=0.03)


KINDS = (
    Kind(
        "weight_load_time",
        TIME,
        AnyCase(
            r"weight[- ]?load|(?:load|read|stream)(?:ing)? (?:the |all |its |model )?(?:\S+ )?weights|"
            r"\b(?:load|weight(?:s)?|weight-read|streaming) time|time to (?:load|read|stream)|"
            r"T_?mem\b|memory time"
        ),
        AnyCase(r"disk|ssd|nvme|storage|pcie|network|from host|cold start|checkpoint|s3|download|startup|cpu"),
        load_time,
        timed=True,
    ),
    Kind(
        "compute_time",
        TIME,
        AnyCase(r"(?:compute|arithmetic|math) time|T_?comp|prefill (?:time|takes|latency)|to prefill|\bprefill\b"),
        AnyCase(r"measured|ttft|target|\bsl[ao]\b|budget|\bdecode\b|\bitl\b|tpot|inter-?token|memory time"),
        compute_time,
        timed=True,
    ),
    Kind(
        "decode_time",
        TIME,
        AnyCase(
            r"per (?:output )?token|/ ?tok(?:en)?\b|"
            r"decode (?:step|time|latency|floor)|tpot|inter-?token|each token|token latency"
        ),
        AnyCase(r"prefill|ttft|target|sla|slo|budget|reading|human|below|under|within"),
        decode_time,
        timed=True,
    ),
    Kind(
        "flops_per_token",
        OPERATIONS_PER_TOKEN,
        AnyCase(""),
        AnyCase(r"per layer|each layer|attention|measured|mlp|projection"),
        flops_per_token,
    ),
    Kind(
        "token_rate",
        TOKEN_RATE,
        AnyCase(r"tok"),
        AnyCase(
            r"train|throughput|batch(?!(?: size)?(?: of)? ?=? ?(?:1|one)\b)|measured|achiev|benchmark|prefill|"
            r"per (?:gpu|user)"
        ),
        token_rate,
        timed=True,
    ),
)
