"""Memory that a model takes: weights, gradients, optimizer states, KV cache, devices that hold it."""

from __future__ import annotations

import re

from mlsysim_registry import formulas
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.cache_formats import OF_CACHE, widths_of_cache
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.heads import head_of
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.labels_of_caches import sequences_and_tokens
from mlsysim_validators.sources.judges.recompute.scopes import OWN, Scope
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.splits import shares
from mlsysim_validators.sources.judges.recompute.stated_widths import of_width, stated_width
from mlsysim_validators.sources.judges.recompute.texts import formats_in, shares_in
from mlsysim_validators.sources.patterns import regex

_BLOCK_FORMAT = r"(?<![a-z0-9])i?q[2-8]_|\bgg(?:uf|ml)\b|\bbpw\b|bits per weight"  # scales beside the weights
_SOME_BYTES = regex(r"(?<![\w.,])(\d{1,2}(?:\.\d)?) bytes\b")
_ROUNDED = 0.03
_UNGROUPED = (
    r"(?:no|without|before|instead of) (?:GQA|grouped|groups|sharing)|\bMHA\b|multi-head attention|"
    r"(?:per|each|every) query head|(?:had|were|if) (?:it|all|every)\b|as many (?:KV|key)"
)
_EACH_HEADER = r"^(?:bytes?|B) ?(?:/|per|each|a) ?(?:param|weight|element)"
_KEPT = (1.0, 2.0, 4.0, 6.0, 8.0, 12.0, 14.0, 16.0, 18.0, 20.0)  # bytes of a parameter that are kept for something
_MOST_EACH = 32  # bytes per parameter
_MOST_DEVICES = 64
_QUARTERS = 4  # of a byte: what a format has without scales
_ABOUT = 0.1
_WITH_SCALES = 1.35
_NARROWEST, _NARROW = 0.3, 1.15  # bytes of a parameter in the files of quantized models, two bits to eight with scales
_HALF = 0.5
_ONE_DIGIT = regex(r"[1-9]B parameters")
_USUAL_FORMATS = ("fp16", "fp32", "int8", "int4")
_DEGREE = r"\b(?:TP|PP|tensor[ -]parallel(?:ism)?(?: degree)?)(?: of)? ?[=:]? ?(\d{1,4})(?![\w.])"
_OF_THE_WHOLE = regex(
    r"(?: per (?:GPU|device|rank|card|chip))? of (?:the|those|these|its|their|all)(?: \w+){0,2}? "
    r"(?P<whole>[~≈]?\d[\d.,]* ?[kMGT]i?B)\b"
)
MOST_AHEAD = 300
SHORT_PARAGRAPH = 600
HERE = ("the sentence", "its row", "its cell", "its row and column")
FAR = ("the paragraph", "a line above", "the slide", "the slide before")


def weights(s: Situation) -> Computed:
    """Parameters times bytes each."""
    parameters, precision = s.parameters(), s.precision(besides=OF_CACHE)
    if s.says(r"\bstep (?:moves|reads|streams|transfers)\b", nearest=1) and not s.says(r"of weights", nearest=1):
        return Computed([], missing="what a step moves, which is more than the weights")
    if parameters is None or not all(parameters.values):
        return Computed([], missing="the size of weights needs a number of parameters; the text does not state one")
    each = stated_width(s)
    if each is not None:
        return of_width(parameters, each)
    labels = f"{s.around.row} {s.around.column} {s.around.sentence}"
    coarse = _HALF / (parameters.values[0] / 1e9) if _ONE_DIGIT.match(parameters.words) else 0.0  # 3B is 3.2B
    strict = not _match(r"\b(?:needs?|requires?|at least|minimum|budget)\b", labels)
    strict = strict or _match(r"\bweights?\b|\bweighs?\b|model size|checkpoint", labels)
    formats = [precision] if precision is not None else list(_USUAL_FORMATS)  # where none is named, 16 bits are meant
    size = formulas.bytes_per_element(formats[0])
    values = [
        (float(formulas.weight_bytes(n, formulas.bytes_per_element(name))),
         product(parameters, formulas.bytes_per_element(name), name))
        for name in formats
        for n in parameters.values
    ]  # fmt: skip
    slips = (
        []
        if precision is None
        else [
            Slip("format", n * formulas.bytes_per_element(other), f"that is {other.upper()}, not {precision.upper()}")
            for n in parameters.values
            for other in ("fp32", "fp16", "int8", "int4")
            if formulas.bytes_per_element(other) != size
        ]
    )
    far = parameters.place == "the paragraph" and len(s.claim.stated.text.text) > SHORT_PARAGRAPH
    certain = not far and parameters.place != "the slide before"
    certain = certain and not _match(r"(?:per|each) (?:gpu|device|rank|card|chip|node)", labels)
    certain = certain and not s.says(_BLOCK_FORMAT, nearest=6)
    beside = " ".join((labels, s.around.before, s.around.after, s.around.title, s.scopes[1].text))
    if size < 1:  # scales and what is left at 16 bits come on top
        stated = s.claim.reading.value * s.claim.reading.units[0].factor
        certain = certain and not any(1 < stated / value < _WITH_SCALES for value, _ in values if value)
    if parameters.place in HERE and precision not in formats_in(
        beside
    ):  # a format named further away may not be meant here
        usual = (n * formulas.bytes_per_element(name) for n in parameters.values for name in _USUAL_FORMATS)
        stated = s.claim.reading.value * s.claim.reading.units[0].factor
        certain = certain and not any(abs(stated / one - 1) < _ABOUT for one in usual)
    if precision is None:  # some four bits to 32 a parameter: what none of them gives is wrong where weights are named
        certain = (
            certain and strict and parameters.place in ("the sentence", "its row", "its row and column", "the title")
        )
    elsewhere = precision is not None and s.format_place not in OWN  # its sentence names none: 16 bits may be meant
    if precision is None or (elsewhere and formulas.bytes_per_element(precision) > 1):
        stated = s.claim.reading.value * s.claim.reading.units[0].factor
        certain = certain and not any(_NARROWEST * n < stated < _NARROW * n for n in parameters.values)
    also = [(float(formulas.weight_bytes(n, 2.0)), product(parameters, 2.0, "fp16")) for n in parameters.values]
    also = [*(also if elsewhere else ()), *shares(s, values), *_of_stated_bytes(s, parameters)]
    return Computed(values, slips, room=_ROUNDED, least=not strict, certain=certain, also=also, coarse=coarse)


def _of_stated_bytes(s: Situation, parameters: Given) -> list[tuple[float, str]]:
    """What the bytes give that the words before state of each parameter: "..., two moments: 16 bytes. That makes"."""
    start = s.claim.reading.start
    said = s.claim.stated.text.text[max(0, start - MOST_AHEAD) : start]
    sizes = {float(match[1]) for match in _SOME_BYTES.finditer(said)}
    return [(n * size, f"{parameters.told()} x {size:g} B") for n in parameters.values for size in sorted(sizes)]


def product(parameters: Given, size: float, precision: str) -> str:
    return f"{parameters.told()} x {size:g} B ({precision.upper()})"


# Bytes per parameter as a text states them: 12 bytes/param, 12Ψ, 16N.
_EACH = regex(
    r"(?<![\w.])(\d{1,2}(?:\.\d)?) ?(?:bytes?|B)(?:/| per | each for every )param|(?<![\w.])(\d{1,2}) ?[·×]? ?[ΨΦ]\b"
)


def stated_sizes(s: Situation) -> tuple[float, ...]:
    """The bytes per parameter that the row or the sentence states, where it states one."""
    for scope in s.scopes[:3]:
        found = {float(match[1] or match[2]) for match in _EACH.finditer(scope.text)}
        if found:
            return tuple(found) if len(found) == 1 else ()
    return ()


def per_parameter(s: Situation, sizes: tuple[float, ...], what: str) -> Computed:
    """Parameters times the bytes that are said to be kept of each, or that `sizes` has."""
    parameters = s.parameters()
    if parameters is None:
        return Computed([], missing=f"the size of {what} needs a number of parameters; the text does not state one")
    sizes = stated_sizes(s) or sizes
    values = [(n * size, f"{parameters.told()} x {size:g} B of {what}") for n in parameters.values for size in sizes]
    far = parameters.place in FAR and not (
        parameters.place == "the paragraph" and len(s.claim.stated.text.text) <= SHORT_PARAGRAPH
    )
    others = [other for other in _KEPT if other not in sizes] if len(sizes) == 1 and stated_sizes(s) else []
    slips = [Slip("recomputed", n * other, f"that is with {other:g} B") for n in parameters.values for other in others]
    return Computed(values, slips, room=_ROUNDED, certain=not far, also=shares(s, values))


def in_its_row(s: Situation) -> bool:
    """Whether another column of the row states bytes per parameter."""
    listed = s.listed(_EACH_HEADER) if s.claim.stated.cell is not None else None
    return listed is not None and listed.values[0] <= _MOST_EACH


def by_formula(s: Situation) -> Computed:
    """Bytes per parameter as its row states them, 16Ψ, times parameters."""
    listed = s.listed(_EACH_HEADER) if not stated_sizes(s) else None
    if listed is None and not stated_sizes(s):
        return Computed([], missing="the text does not state bytes per parameter")
    parameters = s.parameters() if listed is not None else None
    if listed is not None and parameters is not None and not (listed.values[0] * _QUARTERS).is_integer():
        return of_width(parameters, listed.values[0])
    return per_parameter(s, listed.values if listed is not None else (), "memory")


def kv_cache(s: Situation) -> Computed:
    """2 x layers x KV heads x head size x tokens x sequences x bytes."""
    model = s.model()
    if model is None or "heads.kv" not in model or "head_size" not in model:
        return Computed([], missing="a KV cache needs a model whose layers and heads the registry has; none is named")
    around, claim = s.around, s.claim
    label = f"{claim.text} {around.window} {around.row} {around.column}"
    per_token = bool(_match(r"(?:per|/|each|one|\ba) ?tok(?:en)?", f"{label} {head_of(claim)}")) or bool(
        _match(r"per[ -]token", around.title)
    )
    labelled = sequences_and_tokens(claim) if not per_token else None
    tokens = Given((1.0,), "one token", "its words") if per_token else labelled[1] if labelled else s.tokens()
    if tokens is None:
        return Computed([], missing="a KV cache needs a number of tokens; the text does not state one")
    taken = set(s.places)
    batch = (
        None
        if per_token or labelled
        else s.count(
            r"(?:batch(?:[ _-]size)?|bs)(?: of)? ?[=:]? ?(\d[\d,]{0,6})(?![\w.])|"
            r"(?<![\w.,])(\d[\d,]{0,6}) (?:concurrent )?(?:users|requests|seqs|sequences|sessions|conversations)\b"
        )
    )
    if batch and batch.place != tokens.place and not s.is_near(batch.place):  # of something else
        batch = None
        s.places = taken
    widths = widths_of_cache(s)
    layers, heads, size = (model[path].value for path in ("layers", "heads.kv", "head_size"))
    sequences = sorted({1.0, batch.values[0]} if batch else {1.0}, reverse=True)
    single = bool(_match(r"per (?:request|sequence|user)|single|each", label))
    if batch and not single and batch.place == tokens.place:
        sequences = [batch.values[0]]
    sequences = [labelled[0]] if labelled else sequences

    def cache(kv_heads: float, count: float, many: float, width: float) -> float:
        return float(formulas.kv_cache_bytes(layers, kv_heads, size, count, many, width))

    values, slips = [], []
    query = model.get("heads.query")
    if query is not None and s.says(_UNGROUPED, nearest=3 if claim.stated.cell is not None else 1):
        heads, query = query.value, None  # what it would be without groups
    for count in tokens.values:
        for many in sequences:
            for width in sorted(widths):
                told = f"2 x {layers:g} layers x {heads:g} KV heads x {size:g} x {count:g} tokens"
                told += f" x {many:g} sequence{'s' * (many != 1)} x {width:g} B of {model.name}; {tokens.told()}"
                values.append((cache(heads, count, many, width), told))
                if query is not None and query.value != heads:
                    sentence = f"with {query.value:g} heads it would be that: {model.name} has {heads:g} key-value"
                    sentence += f" heads ({query.value:g} are query heads)"
                    slips.append(Slip("query-heads", cache(query.value, count, many, width), sentence))
                slips.append(Slip("half", cache(heads, count, many, width) / 2, "keys and values are two tensors"))
    # In a table of which nothing tells the format, twice as much is FP32, or heads that tensor parallelism repeats.
    told_twice = s.precision() is None and claim.stated.cell is not None
    doubled = told_twice and any(abs(claim.value / (2 * value) - 1) < _ROUNDED for value, _ in values)
    if claim.value > 0 and batch and not single:
        each = cache(heads, tokens.values[0], 1.0, 2.0)
        slips.append(Slip("one-sequence", each, f"that is one sequence, not {batch.words}"))
    if _OF_EACH_DEVICE.search(f"{claim.text} {around.after[:_FEW_WORDS]} {around.column}"):
        split = shares(s, values)
        if not split:
            return Computed([], missing="a cache per GPU needs the ways in which it is split; none is stated")
        return Computed(split, certain=not doubled and len(split) == len(values))
    return Computed(values, slips, certain=not doubled, also=shares(s, values))


_OF_EACH_DEVICE = AnyCase(r"(?:/|\bper[ -]|\beach ) ?(?:gpu|device|rank|card|chip)\b")
_FEW_WORDS, _BESIDE = 60, 16
# "which leaves about 24 GB", "left for the cache: 24 GB"; "24 GB remain", "24 GB of headroom"
_LEAVES = regex(r"\b(?:leav(?:es?|ing)|left|remain\w*|free|headroom)\b[^\d.;,]{0,50}$", re.IGNORECASE)
_WHO_LEAVES = regex(r"\bthe (?P<who>[a-z]{4,}?)s? leaves? [^\d]{0,12}$", re.IGNORECASE)  # "the weights leave 55.9 GB"
_A_CARD = regex(r" ?(?:card|GPU|board|device|part|module|accelerator)\b")
_BESIDE_THEM = regex(r" (?:\w+ )?(?:besides?|next to|alongside) ")
_IS_LEFT = regex(r"(?: (?!while|leaving)[a-z]+){0,3}? ?\(?(?:left|remain\w*|free|headroom)\b", re.IGNORECASE)


def _stands_by(text: str, amount: str, name: str) -> bool:
    """Whether a name stands near an amount."""
    place = text.find(amount)
    return place >= 0 and name.lower() in text[max(0, place - _BESIDE) : place + len(amount) + _BESIDE].lower()


def left(s: Situation) -> Computed:
    """What one amount leaves of another: capacity less weights."""
    begin, _ = s.claim.stated.sentence_span()
    text, place = s.claim.stated.text.text, s.claim.reading.start
    if s.claim.stated.block.kind == "listing":  # "node 2 free: 31 GB" of a tool
        return Computed([], missing="what is left, as a tool prints it")
    if not (_LEAVES.search(text, max(0, place - _FEW_WORDS), place) or _IS_LEFT.match(text, s.claim.reading.end)):
        return Computed([], missing="what it says is left is another amount")
    if _A_CARD.match(text, s.claim.reading.end):
        return Computed([], missing="the capacity of a device")
    ahead = text[max(0, begin - MOST_AHEAD) : begin]
    for start in (begin, begin - len(re.split(r"(?<=[.;?!])\s", ahead.strip())[-1]) - 1):
        scope = Scope("the words before it", text[max(0, start) : place], True)
        amounts = {given.values[0]: given for given in s.all_of(scope, BYTES)}
        if len(amounts) == 2:
            (small, taken), (large, whole) = sorted(amounts.items())
            who = _WHO_LEAVES.search(text, max(0, place - _FEW_WORDS), place)
            if who is not None and not _stands_by(scope.text, taken.words, who["who"]):
                continue
            told = f"{whole.told()} - {taken.told()}"
            several = large / small if small else 0.0
            counted = 1.5 < several < _MOST_DEVICES and abs(several - round(several)) < 0.005 * several
            counted = counted and not _match(r"weights?|model|parameters|takes?\b", scope.text)  # eight of 32 GB
            clear = not counted and not shares_in(scope.text) and not _BESIDE_THEM.match(text, s.claim.reading.end)
            stated = s.claim.reading.value * s.claim.reading.units[0].factor
            more = stated > large - small  # which nothing else that is taken can explain
            clear = clear and (more or not s.says(r"overhead|reserve|activation|fragment", nearest=2))
            clear = clear and (more or not s.says(r"\bcache|context|batch", nearest=1))
            return Computed([(large - small, told)], room=0.01, certain=clear)
        if len(amounts) > 2:
            break
    return Computed([], missing="what is left needs the whole and what is taken of it; not both are stated")


def sharded(s: Situation) -> Computed:
    """An amount spread evenly over devices."""
    many = s.devices() or s.count(_DEGREE)
    if many is None or many.values[0] < 2 or not s.says(r"zero|fsdp|shard|evenly|split|spread|tensor|TP", nearest=4):
        return Computed([], missing="a share per GPU needs a number of GPUs that it is spread over; none is stated")
    if _match(r"\bweights?\b", s.around.column) and s.model() is not None:
        computed = weights(s)
        split = shares(s, computed.values)
        if split:
            return computed._replace(values=split, slips=[], also=[], certain=len(split) == len(computed.values))
    whole = _whole_behind(s) or s.quantity(BYTES, avoid=r"/s|hbm|capacity|per gpu|card|memory of|\bfits?\b")
    if whole is None:
        return Computed([], missing="a share per GPU needs the whole; the text does not state it")
    stated = s.claim.reading.value * s.claim.reading.units[0].factor
    if stated > whole.values[0]:
        return Computed([], missing="more than what is spread over the GPUs: another amount is meant")
    told = f"{whole.told()} / {many.told()}"
    certain = not s.says(r"stage|zero-?[12]\b|activation|plus|overhead|replicat", nearest=2)
    return Computed([(whole.values[0] / many.values[0], told)], room=0.02, certain=certain)


def _whole_behind(s: Situation) -> Given | None:
    """What a share is said to be of: "35 GB of the 140 GB", "1.75 GB per GPU of those 112 GB"."""
    end = s.claim.reading.end
    said = _OF_THE_WHOLE.match(s.claim.stated.text.text, end)
    if said is None:
        return None
    scope = Scope("the sentence", said["whole"], True)
    return next(iter(s.all_of(scope, BYTES)), None)


def _match(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


SHARDED = r"shard|zero|fsdp|per (?:gpu|device|rank)|/ ?gpu|each gpu|lora|offload|sav(?:e|ing)|reduc|layer"
KINDS = (
    Kind(
        "kv_cache",
        BYTES,
        AnyCase(r"\bkv\b|key[- ]value cache|\bcaches?\b"),
        AnyCase(
            r"shard|sav|reduc|offload|budget|left for|available|free|remain|page|block|hit|bandwidth|waste|"
            r"leav|layer|transfer|total|the same|\bl[12]\b|cache line|prefix|"
            r"\b(?:keeps?|has|have|spares?)\b[^;:]{0,24}\bfor (?:the )?(?:kv )?cache"
        ),
        kv_cache,
    ),
    Kind(
        "memory_left",
        BYTES,
        AnyCase(r"\bleft\b|leav|remain|\bfree\b|headroom"),
        AnyCase(r"per (?:gpu|token|request)|each|shard|below|under\b|limit"),
        left,
    ),
    Kind(
        "sharded_bytes",
        BYTES,
        AnyCase(
            r"(?:each|every) (?:GPU |rank |device |one )?(?:holds|keeps|stores|has|needs)|per[- ](?:GPU|rank|"
            r"device)|/ ?GPU"
        ),
        AnyCase(r"\bkv\b|activation|hbm|bandwidth|capacity|left|free|all-?\s?reduce|sends?|traffic|volume"),
        sharded,
    ),
    Kind(
        "weight_bytes",
        BYTES,
        AnyCase(
            r"\bweights?\b|model size|(?:model|it|llama\S*|which)(?: alone)?(?: in \S+)? (?:needs|requires|"
            r"takes|occupies|weighs)|parameters (?:take|need|occupy|require)|footprint of the model|"
            r"\b(?:needs|requires|takes|occupies|weighs)\b(?: about| around| roughly| ~| only| just)?\W*$|"
            r"\bin (?:FP|INT|BF)\d+,?(?: (?:it|this|that))?(?: (?:is|takes|needs|weighs|becomes))?(?: only|"
            r" about)?\W*$|"
            r"\b(?:FP|INT|BF)\d+ ?[:=]\W*$|\bsize \((?:FP|INT|BF)\d+\)|"
            r"(?:FP|INT|BF)\d+ (?:size|model|weights|memory|footprint)|^\W*parameters?\b|\bsize of\b"
        ),
        AnyCase(
            r"\bkv\b|cache|activation|gradient|optimi|adam|master|moments?\b|train|fine-?tun|hbm|bandwidth|capacity|context|"
            r"card|disk|dataset|overhead|lora|transfer|embedding|per layer|each layer|sram|batch|\bram\b|"
            r"tokens?\b|\bgpus?\b|prefill|image|per token|host|cpu|less|more|fewer|sav|shard|reduc|expert|"
            r"\b(?:1|one|a|single) layer|lm_?head|_proj\b|\bffn|\bmlp\b|allocat|reserve|"
            r"usable|headroom|left|free|available|flash|B (?:in )?total\b|\b(?:in all|in total|altogether|together)\b|"
            r"per (?:gpu|device|rank|card|chip|node)|sequence|request|\buser|"
            r"\bTB/s"
        ),
        weights,
    ),
    Kind(
        "static_bytes",
        BYTES,
        AnyCase(r"\d ?[ΨΦ](?!\w)|\bbytes?(?:/| per )param"),
        AnyCase(r"per (?:gpu|device|rank)|/ ?gpu|each gpu|shard"),
        by_formula,
    ),
)
