"""Why a value that is not the spec need not be meant as the spec."""

from __future__ import annotations

import re

from mlsysim_registry.data import Spec
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, digits_of, prints_two_digits
from mlsysim_validators.sources.fields.tiers import own_memory_is_ram
from mlsysim_validators.sources.judges.beside import fits_beside, is_of_a_sheet, is_stated_beside
from mlsysim_validators.sources.judges.compared_names import is_only_compared_with
from mlsysim_validators.sources.judges.grounds import is_in_a_list, is_on_a_sheet
from mlsysim_validators.sources.judges.in_use import is_in_use
from mlsysim_validators.sources.judges.longer_names import goes_on, is_one_of_sizes
from mlsysim_validators.sources.judges.not_meant import why_not_meant
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.people import BEHIND, IN_ORDER, LINE_ABOVE
from mlsysim_validators.sources.slides import Slide, Surroundings

NEAR = 40
_OF_SEVERAL = AnyCase(
    r"\btotal|combined|aggregate|altogether|together|overall|per (?:vm|node|instance|system|server|rack|pod|cluster)"
)
_SYSTEMS = AnyCase(
    r"\b(?:racks?|nodes?|servers?|systems?|clusters?|pods?|superpods?|NVL\d+|instances?|sustain\w*|MFU)\b"
)
_A_MODEL = regex(r"(?<![\w.])E?\d+(?:\.\d+)?B\b(?! of)")  # "SmallThinker 21B"
_A_FORMAT = AnyCase(r"\W*(?:weights in )?(?:fp|bf|int|w)-?\d{1,2}\b.{0,25}|\W*\d{1,2}[- ]bits?\b.{0,25}")
_PARAMETERS = regex(r"(?<![\w.])(?P<count>\d+(?:\.\d+)?)B\b")
_WIDTHS = (0.5, 1, 2, 4)  # bytes of each parameter
_RAM = AnyCase(r"[ -]?(?:of )?(?:system |host |cpu |main )?d?ram\b")
_VCPUS = AnyCase(r"\bv?cpus?\b[^.;]{0,12}$")
_AT_A_LENGTH = regex(r"\bat (?:an? |the )?(?:full )?$")  # "at 4K context"
_LIMIT = AnyCase(r"\bmax|support|up to|limit|window|native|trained")
_BOOST = AnyCase(r"boost|\bmax|turbo|peak (?:clock|freq)")
_LOWEST_CLOCK = 0.3  # of the boost clock: a device may be run at less
_SHARE = 0.006
_WITH_MORE = 1.025
_WITHOUT = regex(r"\bwithout\b")
_FAR_AWAY = ("the only one on the slide", "the document's title")
_OTHERS = AnyCase(r"\b(?:others?|otherwise|elsewhere|else)\b\W*$")
_BOTH_WAYS = regex(
    r"\b(?:total|sum|together|combined|aggregate)? ?(?:in|of|over|for)? ?(?:both|the two) (?:directions|ways)"
    r"(?: together| combined| in total| summed)?",
    re.IGNORECASE,
)
_TOTAL = regex(r"\btotal|aggregate", re.IGNORECASE)
_VERSUS = AnyCase(r"\bvs\b|versus|\bfrom\b|compared|respectively")
_VERSIONS = AnyCase(r"\b(?:versions|variants|flavou?rs|configurations|SKUs)\b")
_A_VERSION = regex(r"[ -](?:variant|version|option)\b")
_SET_AGAINST = AnyCase(r"(?:\b(?:vs\.?|versus|than|from|same(?: [a-z]+)? as(?: the)?)|从|從|相比|较|較)[ \u00a0]?$")
_ANOTHERS = AnyCase(r"\b(?:against|compared (?:to|with)|instead of|up from|after)[ \u00a0]?$")  # variant's, or system's
_COMPARED = regex(
    r"\b(?:compared (?:to|with)|than|unlike|versus|vs\.?|as in|similar to) (?:the |that of )?$", re.IGNORECASE
)
_COUNTED_BEHIND = regex(r"[ \u00a0]?\(?\d[\d.]* ?[x×] ")  # "8000 GB/s (2x MI300X)"
_EACH_WAY = AnyCase(r"\W{0,2}(?:in )?(?:each|per|one|either|both) (?:way|direction)s?\b")
_OF_KEYS = AnyCase(r"\bk(?:eys?)? and v(?:alues?)?\b|\bkv\b|key[-/ –]value|\bcache")
_OF_EACH_DIE = AnyCase(r"\bdies?\b.*\b(?:each|apiece|per die|a die)\b|\b(?:each|per|a) (?:die|GCD)\b")
_DIE_BEHIND = regex(r"(?:'s)?[ -](?:(?:single|compute|GPU) )?(?:dies?|GCDs?|chiplets?)\b", re.IGNORECASE)
_DIE_BEFORE = regex(
    r"\b(?:one|single|each|a|per|either|every) (?:\w+ )?(?:die|GCD|chiplet)(?: \w+)? (?:of|in|on) "
    r"(?:an? |the |each )?$",
    re.IGNORECASE,
)
_A_DIES = AnyCase(r"\b(?:xcd|gcd|die|stack|channel|chiplet|tile)(?:'s|s'|’s)?\b(?! (?:has|have))[^.;]*\Z")
_BY_SIZE = AnyCase(
    r"[- \u00a0]?(?:(?:consumer|gaming|gamer|desktop|laptop|workstation|class)\b|"
    r"(?:parts|cards|boards|devices|versions|variants|ones)\b)"
)
_CLAIMED = AnyCase(
    r"\b(?:vendors?|sales\w*|marketing|brochures?|headlines?|press)\b[^.;]{0,30}\b(?:claim|quot|say|promis|advertis)\w*"
)
_FOR_EACH = AnyCase(
    r"\bper (?:us ?dollar|usd|eur|dollar|euro|watt|joule|cent|\$|€)\b|\bfor (?:a|one|every|each) (?:dollar|euro|watt)\b"
)
_OF_EACH_DEVICE = AnyCase(r" ?(?:per|for each|a|each) (?:gpu|device|card|accelerator|chip)\b")
_A_PART_OF = AnyCase(
    r"\W*(?:of (?:which|that|it|them|this|those)|thereof|incl(?:uding|\.)|(?:the )?(?:share|part|rest) of)\b"
)
_A_KIND_OF = AnyCase(r"\b(?:moe|dense|sparse|linear|global|local|full|sliding|attention|mamba|expert|hybrid)[ -]$")
_FAR_OFF = 2.5
_OTHER_COUNT = 0.05
_SIZE_OF_NAME = regex(r"(?<![\w.])(?P<billions>\d+(?:\.\d+)?)B\b", re.IGNORECASE)
_ON_A_HUB = regex(r"(?<![\w./-])[\w-]+/[\w.-]*\d[\w.]*[Bb]\b")
_LONGEST_OPTION = 14
_AN_OPTION = regex(r"\((?:max\.?|maximum|up to|optional(?:ly)?|opt\.?|or)[ \u00a0]?\Z", re.IGNORECASE)
_USABLE = 0.985
_HOST_TOO = 1.5  # times the memory of the devices: with that of their hosts
_OF_HBM = AnyCase(r"[ \u00a0](?:of )?hbm")
_OF_MEMORY = AnyCase(r"memory|\bmem\b|\bv?ram\b|hbm|gddr|capacity|lpddr|storage|\bgpu\b|\bsize\b")
_FORMAT = r"(?:FP\d+|BF16|TF32|INT\d+)"
_FORMATS = regex(rf"[ ,:(]{{1,3}}{_FORMAT}, {_FORMAT}\b")  # "989 TFLOPS, FP8, FP16, BF16"
_NOT_ENOUGH = AnyCase(r" (?:is|are|isn't|aren't|of \w+ is)? ?(?:not |in)?(?:enough|sufficient|suffic)")
_OF_ANOTHER = ("different", "variant", "copied")
_OF_A_PART = ("different", "variant", "direction", "matrix-for-vector", "power-of-ten")
_PART_BEHIND = {  # "4 layers per GPU", "4 MB per XCD", "300 GB/s TX", "125 TFLOPS (Tensor)"
    "parameters": regex(r" ?(?:parameters?|params)? ?(?:each|apiece|per expert)\b", re.IGNORECASE),
    "layers": regex(r"[ -]?layers? (?:per|each|on (?:each|every)|at a time|pruned|removed|more|fewer)\b"),
    "memory": regex(r" ?(?:per|/|each) ?(?:XCD|GCD|die|SM|CU|core|stack|chiplet|tile|channel|slice)\b", re.IGNORECASE),
    "links": regex(r" ?(?:TX|RX)\b| per (?:peer|pair|neighbou?r)\b"),
    "compute.vector": regex(r" ?\(?(?:with |on )?(?:the )?tensor", re.IGNORECASE),
}
_FULL_CHIP = AnyCase(r"\bfull\b[\w ]{0,14}\b(?:die|chip|implementation|g[habvp]\d{3}|ad\d{3}|silicon)\b")
_OTHER_SIZE = 2.0
_OF_PARTS = ("parameters.", "layers", "links.", "memory.", "per_port", "die.")
_LONGEST_KIND = 40
_CORES = regex(r"\((?P<of>\d+)-core GPU")
_CORES_SAID = regex(r"\b(?P<of>\d{1,2})[ -](?:core )?GPU(?: cores)?\b|GPU cores? ?[=:] ?(?P<is>\d{1,2})\b")
_MOST_FIGURES = 3  # dense, sparse, and of another accumulator
_HAS = regex(r"\b(?:has|holds|counts|with|is) [~\u2248]?$")
_UP_TO = regex(r"\bup to\b")
_ROUGHLY = 0.12


def why_doubted(claim: Claim, around: Surroundings, slide: Slide, reason: str) -> str:
    """Why a value that is not the spec need not be meant as the spec, or ""."""
    if claim.reading.range_end and claim.how != IN_ORDER:
        return "an end of a range"
    if _OTHERS.search(around.before):
        return "of all others"
    if _NOT_ENOUGH.match(around.after):
        return "what would not be enough"
    if in_use := is_in_use(claim, around):
        return in_use
    if why := why_not_meant(claim, around, slide, reason):
        return why
    if goes_on(claim, around):
        return "its name goes on: of another model, or of a part of the device, perhaps"
    if is_only_compared_with(claim, around):
        return "its name is only what something else is compared with"
    if claim.field.startswith("parameters.") and is_one_of_sizes(claim):
        return "one of several sizes that its line lists"
    counted = _COUNTED_BEHIND.match(around.after)
    if counted is not None and claim.name and around.after.startswith(claim.name, counted.end()):
        return "of several, or as many times that of the one that is named behind it"
    if claim.how == LINE_ABOVE and _is_what_a_line_compares_with(claim, slide):
        return "of what the line above compares with the one that it names"
    of_a_link = claim.field.startswith("links.")  # one direction stands beside both
    other = reason in _OF_ANOTHER and claim.stated.cell is None and not claim.direct and not of_a_link
    if other and is_stated_beside(claim, slide):
        return "its sentence states the right figure as well: this is of something else, perhaps"
    near = f"{around.before[-NEAR:]} | {around.after[:NEAR]} | {around.row}"
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    comes_smaller = claim.entity is not None and _UP_TO.search(claim.entity.name) is not None
    if claim.field == "memory.capacity" and comes_smaller and spec is not None and claim.value < spec.value:
        return "a smaller size that it comes with, perhaps"
    if reason == "different" and spec is not None and _is_counted_otherwise(claim, spec, around):
        return "near the count of its model: with or without a part of it, or as its name rounds it, perhaps"
    if reason == "different" and spec is not None and _is_another_size(claim, spec):
        return "of another size of the family, perhaps"
    near_count = spec is not None and claim.field.startswith("parameters.") and is_near(claim.value, spec.value)
    if near_count and _has_one_digit(claim.reading):
        return "a round number of one digit, near the count"
    if claim.field == "memory.capacity" and (_VERSIONS.search(around.sentence) or _A_VERSION.match(around.after)):
        return "one of several versions, perhaps"
    if claim.field == "memory.capacity" and spec is not None and _USABLE < claim.value / (spec.value or 1) < 1:
        return "what the driver leaves of it, perhaps"
    if claim.field == "memory.bandwidth" and _EACH_WAY.match(around.after):
        return "of a link, as its direction says"
    own = claim.entity.get("heads.kv") if claim.field == "heads.query" and claim.entity is not None else None
    if own is not None and claim.value == own.value and _OF_KEYS.search(f"{around.sentence_before} | {around.row}"):
        return "its heads of keys and values"
    if reason == "per-die" and claim.name and _of_a_die(claim):
        return "of one die, as its words say"
    if reason == "per-die" and _OF_EACH_DIE.search(f"{around.sentence} | {around.row} | {around.column}"):
        return "of each die"
    less = spec is not None and claim.value < spec.value
    if less and claim.field.startswith("memory.") and _A_DIES.search(around.before[-NEAR:]):
        return "of one of its dies, perhaps"
    if claim.field == "memory.capacity" and _BY_SIZE.match(around.after):
        return "a size by which devices are told apart"
    if _CLAIMED.search(around.sentence_before):
        return "what somebody claims"
    if reason == "variant" and not prints_two_digits(claim.reading) and claim.field.startswith("power."):
        return "of one digit, which many have"
    if reason in ("different", "half", "twice") and _FOR_EACH.search(around.sentence_before):
        return "of each dollar or watt, as its sentence says"
    with_a_share = _OF_EACH_DEVICE.search(claim.text + around.after[:10]) and claim.field.startswith("power.")
    if reason == "different" and with_a_share and spec is not None and claim.value > spec.value:
        return "with a share of the server, perhaps"
    if _A_PART_OF.match(around.row):
        return "a part of it, as its row says"
    off = claim.value / spec.value if spec is not None and spec.value else 1.0
    alone = (
        reason == "different" and claim.stated.cell is None and not claim.direct and claim.how not in (BEHIND, IN_ORDER)
    )
    # No part of a memory is more than all of it.
    more = off >= _FAR_OFF and (not claim.field.startswith("memory.") or _ANOTHERS.search(around.before) is not None)
    far_off = alone and not claim.owned and (off <= 1 / _FAR_OFF or more)
    listed = is_in_a_list(claim, slide) or is_on_a_sheet(claim, slide)
    if far_off and claim.field.startswith(_OF_PARTS) and not listed:
        return "far from the whole: of a part of it, perhaps"
    if claim.field == "layers" and reason == "different" and _A_KIND_OF.search(_ahead(claim, around)):
        return "the layers of one kind"
    weak_row = claim.stated.cell is not None and claim.how in (LINE_ABOVE, "the slide's title", *_FAR_AWAY)
    if claim.field == "memory.capacity" and weak_row and around.row.strip() and not _OF_MEMORY.search(around.row):
        return "of a part that its row names, perhaps"
    part = next((words for field, words in _PART_BEHIND.items() if claim.field.startswith(field)), None)
    if part is not None and part.match(around.after) and reason in _OF_A_PART:
        return "of the part of it that stands behind the number"
    if claim.field.startswith("compute.") and _FORMATS.match(around.after):
        return "of one of the formats that stand behind it"
    total_of_one = claim.field.startswith(
        ("links.", "parameters.", "heads.", "layers")
    )  # "NVLink total", "total parameters"
    of_a_system = claim.entity is not None and claim.entity.kind == "systems"  # "640 GB per node" is its own
    near = _BOTH_WAYS.sub("", near) if of_a_link else near  # the sum of both is no total of several
    if not of_a_system and _OF_SEVERAL.search(_TOTAL.sub("", near) if total_of_one else near):
        return "a total, perhaps of several devices"
    off = claim.value / spec.value if spec is not None and spec.value else 1.0
    of_hbm = (_OF_HBM.match(around.after) is not None and off > _HOST_TOO) or fits_beside(claim, slide)
    named = claim.sure and (reason != "different" or of_hbm)
    if claim.entity is not None and claim.entity.kind == "systems" and not named and _others_of_its_sort(claim, slide):
        return "one of several figures of a system"
    if claim.field.startswith(("cores.", "tiers.")) and _FULL_CHIP.search(_over(claim, slide)):
        return "of the full chip, perhaps, of which a product uses a part"
    big = claim.field == "compute.clock" and claim.entity and claim.entity.attributes.get("class") != "micro"
    lower = big and spec is not None and _LOWEST_CLOCK < claim.value / spec.value < 1
    if lower and not _BOOST.search(f"{near} {around.column}"):
        return "a clock below the boost clock, perhaps"
    of_a_format = claim.stated.cell is not None and _A_FORMAT.fullmatch(around.row)
    if claim.field == "memory.capacity" and (of_a_format or _A_MODEL.search(around.row) or _is_size_of_weights(claim)):
        return "what a model takes that is named beside it"
    hosted = claim.entity is not None and not own_memory_is_ram(claim.entity)
    if claim.field == "memory.capacity" and hosted and (_RAM.match(around.after) or _VCPUS.search(around.before)):
        return "the memory of its host, perhaps"
    shorter = claim.field == "context" and spec is not None and claim.value < spec.value
    limits = _LIMIT.search(near) is not None and _AT_A_LENGTH.search(around.before) is None
    if shorter and not limits and not (reason == "variant" and is_of_a_sheet(claim, slide)):
        return "a text may well use less than there is"
    of_a_rate = claim.stated.cell is not None and claim.field.startswith(("compute.", "memory.", "links.", "power."))
    if of_a_rate and claim.unit is not None and _is_part_of_its_row(claim, slide):
        return "a part of the peak that its row states as well: what was reached"
    if claim.field.startswith("compute.") and _has_other_cores(claim, slide):
        return "of a variant with another number of cores, perhaps"
    if claim.field.startswith("compute.") and _is_one_of_many(claim, slide):
        return "one of many in its column: what was reached, perhaps"
    if reason == "system" and _SYSTEMS.search(around.sentence):
        return "its sentence speaks of a system of several devices"
    weak = claim.how in (LINE_ABOVE, "the slide's title", *_FAR_AWAY)
    if weak and claim.entity is not None and claim.entity.kind == "models" and _differs_beside_it(claim, slide):
        return "one of several in its row or column; its model is not named there"
    if spec is not None and 1 < claim.value / (spec.value or 1) < _WITH_MORE and _leaves_out_a_part(claim):
        return "with a module that the count leaves out, perhaps"
    labels_a_row = claim.stated.cell is not None and not claim.stated.cell.column
    far = claim.how in _FAR_AWAY or (labels_a_row and claim.how != "its cell")
    if claim.field.startswith("parameters.") and claim.stated.cell is not None and far:
        return "its row may be of another model: none is named in it"
    kind = claim.entity.kind if claim.entity is not None and claim.entity.kind == "models" else "accelerators"
    devices = [entry for entry in claim.others if entry.kind == kind]
    start = claim.reading.start  # "max." ends no sentence
    if _AN_OPTION.search(claim.stated.text.text, max(0, start - _LONGEST_OPTION), start):
        return "an option, perhaps"
    if claim.how not in (BEHIND, IN_ORDER) and is_set_against(around, reason):
        return "what something else is compared with, perhaps"
    if claim.stated.cell is None and len(devices) > 1 and _is_open(claim, near) and not is_in_a_list(claim, slide):
        return f"its sentence names {len(devices)} {kind}; which one is meant is not clear"
    return ""


def _of_a_die(claim: Claim) -> bool:
    """Whether a number is said of a die of a device: "one MI250X die", "a die of the MI250X"."""
    begin, end = claim.stated.sentence_span()
    sentence = claim.stated.text.text[begin:end]
    return any(
        _DIE_BEHIND.match(sentence, place.end()) or _DIE_BEFORE.search(sentence, 0, place.start())
        for place in re.finditer(re.escape(claim.name), sentence)
    )


def _is_what_a_line_compares_with(claim: Claim, slide: Slide) -> bool:
    """Whether the line over a list names its model only to compare with: "little has changed compared to GPT-3:"."""
    line = next((over.text.text for over in slide.above(claim.stated.block) if over.kind != "item"), "")
    place = line.find(claim.name) if claim.name else -1
    return place >= 0 and _COMPARED.search(line, max(0, place - NEAR), place) is not None


def _over(claim: Claim, slide: Slide) -> str:
    """The sentence of a number and the line over its list."""
    block = claim.stated.block
    above = (over.text.text for over in slide.above(block) if over.kind != "item") if block.kind == "item" else ()
    return f"{next(iter(above), '')[-NEAR:]} | {claim.stated.sentence()}"


def is_set_against(around: Surroundings, reason: str) -> bool:
    """Whether something else is compared with a number: "14.3 kW, against 10.2 kW for the older one"."""
    if reason == "variant" and _ANOTHERS.search(around.before):
        return True
    return _SET_AGAINST.search(around.before) is not None


def _ahead(claim: Claim, around: Surroundings) -> str:
    """What stands before the name of a count: "58 MoE " of "58 MoE layers"."""
    return f"{claim.reading.text} {around.after[:_LONGEST_KIND]}".partition("layer")[0]


def _is_counted_otherwise(claim: Claim, spec: Spec, around: Surroundings) -> bool:
    """Whether a count of parameters is near the registry's, and the one that its name rounds or that a hub lists.

    A hub counts the tensors of the files, with or without embeddings: "tiiuae/falcon-7b-instruct | 7.2B".
    """
    if claim.field != "parameters.total" or abs(claim.value / (spec.value or 1) - 1) > _OTHER_COUNT:
        return False
    size = _SIZE_OF_NAME.search(claim.name)
    rounded = size is not None and float(size["billions"]) * 1e9 == claim.value
    return rounded or (claim.stated.cell is not None and _ON_A_HUB.search(around.row) is not None)


def _is_another_size(claim: Claim, spec: Spec) -> bool:
    """Whether a count is far from that of the model which its family's name stands for: "GPT-3 | 1.3B"."""
    far = not 1 / _OTHER_SIZE < claim.value / (spec.value or 1) < _OTHER_SIZE
    of_a_model = claim.entity is not None and claim.entity.kind == "models"
    return claim.assumed and of_a_model and claim.field == "parameters.total" and far


def _others_of_its_sort(claim: Claim, slide: Slide) -> bool:
    """Whether the text of a number states another quantity of the same dimension."""
    unit, text = claim.unit, claim.stated.text.text
    begin, stop = 0, len(text)
    if claim.stated.block.kind == "listing":  # its own line
        begin = text.rfind("\n", 0, claim.reading.start) + 1
        stop = text.find("\n", claim.reading.end) if "\n" in text[claim.reading.end :] else stop
    return unit is not None and any(
        other is not claim
        and other.verdict != "ignored"
        and begin <= other.reading.start < stop
        and any(one.dimension == unit.dimension for one in other.reading.units)
        for other in slide.same_text(claim)
    )


def _differs_beside_it(claim: Claim, slide: Slide) -> bool:
    """Whether another column of its row, or row of its column, states another number of that sort: of another model."""
    own = claim.stated.cell
    column = [
        other
        for other in slide.nearby_rows(claim)
        if own is not None
        and other.stated.cell is not None
        and other.stated.cell.column == own.column
        and other.stated.block is claim.stated.block
        and other.field == claim.field
    ]
    return any(
        other.reading.units[0].symbol == claim.reading.units[0].symbol and other.reading.value != claim.reading.value
        for other in (*slide.same_row(claim), *column)
        if other.stated.cell is not None and other.stated.cell is not own
    )


def _has_other_cores(claim: Claim, slide: Slide) -> bool:
    """Whether the slide counts other GPU cores than the name of the entry does: "M3 Pro, GPU cores = 14"."""
    named = _CORES.search(claim.entity.name) if claim.entity is not None else None
    said = {match["of"] or match["is"] for match in _CORES_SAID.finditer(slide.text)} if named is not None else set()
    return named is not None and bool(said) and named["of"] not in said


def _is_one_of_many(claim: Claim, slide: Slide) -> bool:
    """Whether the column of a cell states many figures of one field of one device: those of kernels or workloads."""
    own = claim.stated.cell
    if own is None:
        return False
    values = {
        other.reading.value
        for other in slide.nearby_rows(claim)
        if other.stated.cell is not None
        and other.stated.cell.column == own.column
        and other.stated.block is claim.stated.block
        and other.entity is claim.entity
        and other.field == claim.field
    }
    return len(values | {claim.reading.value}) > _MOST_FIGURES


def _is_part_of_its_row(claim: Claim, slide: Slide) -> bool:
    """Whether another cell of its row states the peak that it is less than, or the share of one that it is."""
    row = [one for one in slide.same_row(claim) if one.stated.cell is not claim.stated.cell]
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    shares = [one.reading.value / 100 for one in row if one.reading.units[0].symbol == "%"]
    for other in row:
        unit = next((u for u in other.reading.units if claim.unit and u.dimension == claim.unit.dimension), None)
        whole = other.reading.value * unit.factor if unit is not None else 0.0
        same = other.entity is claim.entity or other.entity is None
        if whole > claim.value and spec is not None and unit is not None and same:
            if claim.field == "memory.bandwidth" and agrees(other.reading, unit.factor, spec.value):
                return True
            if any(abs(claim.value / whole - share) < _SHARE for share in shares):
                return True
    return False


def _is_size_of_weights(claim: Claim) -> bool:
    """Whether a size is, in some format, that of the parameters which stand right before it: "8B, BF16 (16 GB)"."""
    ahead = claim.stated.text.text[max(0, claim.reading.start - NEAR) : claim.reading.start]
    counts = [float(match["count"]) * 1e9 for match in _PARAMETERS.finditer(ahead)]
    return any(
        abs(claim.value / (count * width) - 1) < _WITH_MORE - 1 for count in counts[-1:] if count for width in _WIDTHS
    )


def _leaves_out_a_part(claim: Claim) -> bool:
    """Whether the registry's sources count a model without a part that its files hold: a prediction module."""
    records = claim.entity.attributes.get("disputed", {}).get(claim.field, ()) if claim.entity is not None else ()
    return any(_WITHOUT.search(str(record.get("why"))) for record in records)


def is_near(value: float, actual: float) -> bool:
    """Whether a number is roughly another."""
    return abs(value - actual) <= _ROUGHLY * abs(actual)


def _has_one_digit(reading: Reading) -> bool:
    """Whether a number prints one digit and zeros: 500."""
    return digits_of(reading) == 1 and reading.value >= 10 * reading.resolution


def _all_have_the_same(claim: Claim) -> bool:
    """Whether all devices that are named have the same figure, so that it makes no difference which is meant."""
    specs = [other.get(claim.field) for other in claim.others if other.kind == "accelerators"]
    values = {spec.value if spec is not None else None for spec in specs}
    return len(values) == 1 and None not in values


def _is_open(claim: Claim, near: str) -> bool:
    """Whether it is open which of several devices is meant: the name is not close, or two are compared."""
    a_model = claim.entity is not None and claim.entity.kind == "models"  # "n_kv_heads 8" names the field only
    says_so = claim.owned and _HAS.search(claim.stated.text.text, 0, claim.reading.start) is not None
    if (
        (claim.direct and not a_model)
        or (a_model and says_so)
        or claim.how in (BEHIND, IN_ORDER)
        or _all_have_the_same(claim)
    ):
        return False
    return claim.name_distance > NEAR or _VERSUS.search(near) is not None
