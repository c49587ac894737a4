"""What a text counts without a unit: machines, failures, spans of time, the sizes of models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mlsysim_registry.units.reading import COUNT_WORDS
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.dimensions import TIME, TOKENS
from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE, model_size
from mlsysim_validators.sources.patterns import regex

Sort = Dimension | str

WORDS = {**COUNT_WORDS, "thirty": 30}
_WORDS = "|".join([*WORDS, *(word.capitalize() for word in WORDS if word != "one")])
_THIN = "\u2009\u202f\u00a0"  # between thousands
_PLAIN_SPACES = {ord(one): " " for one in _THIN}
_N = rf"(?<![\w.,$])(?<!\d[{_THIN}])(?P<n>\d{{1,3}}(?:[{_THIN}]\d{{3}}){{1,3}}|\d[\d,]{{0,9}}|{_WORDS})"
_NAMED = (
    r"(?:NVIDIA |AMD |Intel |Google )?(?![DH]GX )(?:[A-Z][\w.-]{0,20} ){0,3}"
    r"(?i:of them|GPUs?|accelerators?|devices?|chips?|cards?|TPUs?|"
    r"(?:H100|A100|H200|B200|GB200|MI\d{3}X|V100|H100 SXM|RTX \d{4}|L40S|L4|A30|Gaudi \d|Trainium\d?)s?)\b"
)
_DEVICE = rf"{_NAMED}(?! ?(?:-|per|hours?|days?|years?|memory|clock|power))"
_EACH = (
    r"(?:(?: ?/ ?| per | a | each | in (?:each|every|a) )(?:node|server|host|machine|tray|replica|instance|box)|"
    r" each\b)"
)
_WORK = r"(?:requests|queries|prompts|sequences|images|samples|users|streams|conversations|sessions|prompts|inferences)"


_OF_IT = r"(?:[PE]_?\W{0,2}(?:IT|it)\b|(?:the )?IT (?:power|load|energy))"


def _of(group: str) -> str:
    return _N.replace("<n>", f"<{group}>")


_COUNTS = {
    "devices": regex(rf"{_N}(?<!\b[Tt]he two)(?: ?[x×]| ?-)? ?{_DEVICE}(?!{_EACH})"),
    "per_node": regex(
        rf"{_N}(?: ?[x×])? ?{_NAMED}{_EACH}|(?:nodes?|servers?|machines?|box(?:es)?) (?:of|with) {_of('n2')}\b|"
        rf"{_of('n3')}-(?:GPU|way|card) (?:node|server|machine|box|replica)"
    ),
    "nodes": regex(rf"{_N}(?: ?[x×])? ?(?:such |more |[A-Z][\w-]+ )?(?:nodes|servers|machines|hosts|boxes|systems)\b"),
    "racks": regex(rf"{_N} (?:[a-z]+ )?(?:racks?|cabinets?)\b"),
    "replicas": regex(rf"{_N} (?:[a-z]+ )?(?:replicas?|instances?|copies)\b"),
    "failures": regex(
        rf"{_N} (?:of (?:them|these) )?(?:[a-z]+ )?(?:failures?|interruptions?|stops?|faults?|crashes|unexpected)\b"
    ),
    "steps": regex(rf"{_N} (?:optimizer |training |gradient )?(?:steps|iterations|updates)\b"),
    "batch": regex(
        rf"\b[Bb]atch(?:es)?(?: sizes?)?(?: of| is| at|:| ?=)* ?{_N}\b(?! ?[.,]\d)|"
        rf"{_of('n2')} (?:concurrent |parallel |simultaneous |such )?{_WORK}\b(?! ?(?:/|per|a) ?s)"
    ),
    "work_rate": regex(rf"{_N} {_WORK}(?: ?/ ?s(?:ec(?:ond)?)?\b| (?:per|a|each) second)"),
    "ranks": regex(
        rf"(?<![\w])[nNpP] ?= ?(?P<n>\d[\d,]*)(?![\d.])|\bring (?:of|over|across) (?:all |the )?{_of('n2')}|"
        rf"{_of('n3')}[ -](?:ranks?|members?|ring)\b"
    ),
    "width": regex(rf"{_N} ?(?:bytes?|B)(?: (?:per|a|an|for each|for every) |/)(?:param|weight)"),
    "pue": regex(
        r"PUE\b(?: (?:of|is|factor|assumed|at|about|the|our|this|site|hall|building|facility|data|cent(?:er|re)))*"
        r"\W{0,4}(?P<n>1\.\d{1,3})(?!\d|\s?[kMG]W)|"
        rf"(?P<n2>1\.\d{{1,2}}) ?(?:[×x*·]|times) ?{_OF_IT}|{_OF_IT} ?(?:[×x*·]|times) ?(?P<n3>1\.\d{{1,2}})\b"
    ),
}
# Without any of these words, in lower case, a text counts none of them.
_COUNTED_BY = {
    "devices": (
        "gpu",
        "of them",
        "accelerator",
        "device",
        "chip",
        "card",
        "tpu",
        "100",
        "200",
        "300",
        "rtx",
        "mi2",
        "mi3",
        "l4",
        "a30",
        "gaudi",
        "trainium",
    ),
    "nodes": ("node", "server", "machine", "host", "box", "system"),
    "racks": ("rack", "cabinet"),
    "replicas": ("replica", "instance", "copies"),
    "ranks": ("=", "ring", "rank", "member"),
    "width": ("param", "weight"),
    "failures": ("failure", "interruption", "stop", "fault", "crash", "unexpected"),
    "pue": ("pue", "pit", "eit", "p_", "e_", "it power", "it load", "it energy"),
    "per_node": ("node", "server", "host", "machine", "tray", "replica", "instance", "box"),
    "steps": ("step", "iteration", "update"),
    "batch": ("batch", "request", "quer", "prompt", "sequence", "image", "sample", "user", "stream", "conv", "session"),
    "work_rate": ("request", "quer", "prompt", "image", "sample", "inference"),
    "span": ("year", "month", "week", "day", "annual", "daily"),
}
_SIZES = ("B", "M", "illion", "param")
_SPANS = {"year": 8760.0, "month": 730.0, "week": 168.0, "day": 24.0}
_SPAN = regex(
    r"\b(?:over|in|for|per|an?|all|each|every|the)(?: (?:the|an?|whole|full|entire))* (?P<n>year|month|week|day)\b|"
    r"/ ?(?P<n2>year|month|week|day)\b|\b(?P<n3>annual|year|month|week|dai)ly\b",
    re.IGNORECASE,
)
_SPELLED = regex(
    rf"\b(?P<n>{_WORDS}|an?|half an?) (?:full |whole )?(?P<unit>hour|day|week|month|year)s?\b", re.IGNORECASE
)
_PART = regex(r"(?:\W{1,3}| and )(?:were |are )?(?P<n>\d[\d,]*) [a-z]+")  # "466 stops, 47 planned and 419 not"
_ANSWERS = regex(r"(?<![\w.,$])(?P<n>\d[\d,]{0,6}) (?:output|generated|new|answer|decoded) tokens\b")
_DAYS = regex(r"(?<![\w.,$])(?P<n>\d[\d,]*(?:\.\d+)?) ?d\b(?![-.\w])")
_LABELS = {
    "devices": regex(r"\W*(?:number of |total )?(?:GPUs?|accelerators|devices|chips)(?: in total)?\W*", re.IGNORECASE),
    "nodes": regex(r"\W*(?:number of |total )?(?:nodes|servers|machines|hosts)(?: in total)?\W*", re.IGNORECASE),
    "racks": regex(r"\W*(?:number of |total )?racks\W*", re.IGNORECASE),
    "pue": regex(r".{0,40}\bPUE\b.{0,10}", re.IGNORECASE),
}
_HOUR = 3600.0


@lru_cache(maxsize=1024)
def counted_by(label: str) -> frozenset[str]:
    """What the plain numbers of a row or column with this label count."""
    return frozenset(sort for sort, pattern in _LABELS.items() if pattern.fullmatch(label))


def _parts(text: str, place: int, whole: float) -> list[tuple[float, re.Match[str]]]:
    """The two numbers right behind a count that make it up, each of which may be the one that is meant later."""
    found: list[tuple[float, re.Match[str]]] = []
    while len(found) < 2 and (match := _PART.match(text, place)) is not None:
        found.append((float(match["n"].replace(",", "")), match))
        place = match.end()
    return found if len(found) == 2 and sum(part for part, _ in found) == whole else []


@lru_cache(maxsize=1024)
def numbers_in(text: str) -> list[tuple[Sort, float, re.Match[str]]]:
    """The counts, spans and sizes of models in a text, with their sort."""
    return list(_numbers_in(text))


def _numbers_in(text: str) -> Iterator[tuple[Sort, float, re.Match[str]]]:
    lower = text.lower()
    said = {sort for sort, words in _COUNTED_BY.items() if any(map(lower.__contains__, words))}
    for sort, pattern in _COUNTS.items():
        for match in pattern.finditer(text) if sort in said else ():
            digits = next(group for group in match.groups() if group).lower()
            value = float(WORDS.get(digits) or re.sub(rf"[,{_THIN}]", "", digits))
            yield sort, value, match
            if sort == "failures":
                yield from ((sort, part, where) for part, where in _parts(text, match.end(), value))
    for match in _SPAN.finditer(text) if "span" in said else ():
        word = (match["n"] or match["n2"] or match["n3"]).lower()
        yield "span", _SPANS.get({"annual": "year", "dai": "day"}.get(word, word), 0.0) * 3600, match
    for match in _DAYS.finditer(text) if "d" in text else ():
        yield TIME, float(match["n"].replace(",", "")) * 24 * _HOUR, match
    for match in _SPELLED.finditer(text) if "span" in said or "hour" in text else ():
        many = WORDS.get(match["n"].lower(), 0)  # "a week" is a span
        yield TIME, many * {"hour": 1.0, **_SPANS}[match["unit"].lower()] * _HOUR, match
    for match in _ANSWERS.finditer(text) if "tokens" in text else ():
        yield TOKENS, float(match["n"].replace(",", "")), match
    plain = text.translate(_PLAIN_SPACES)  # "175\\,B"
    for match in MODEL_SIZE.finditer(plain) if any(map(text.__contains__, _SIZES)) else ():
        yield "parameters", model_size(match)[0], match
