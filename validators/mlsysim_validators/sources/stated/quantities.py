"""From blocks to stated quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.units import parse_unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.units_in_text import mentioned_units
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.dimensions import is_money
from mlsysim_validators.sources.fields.models import OF_EXPERTS, OUT_OF, symbol_field
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.stated.elided_units import with_elided_units
from mlsysim_validators.sources.stated.part_labels import own_part_of
from mlsysim_validators.sources.stated.spelled_units import with_spelled_units
from mlsysim_validators.sources.stated.table_units import with_header_unit
from mlsysim_validators.sources.texts.documents import Block, Cell, Document, Text, Value
from mlsysim_validators.sources.texts.tables import TableView
from mlsysim_validators.sources.values.alike import beside_figures, columns_without_words, format_of, shared_meaning
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.hosts import of_the_host, tables_of_hosts
from mlsysim_validators.sources.values.keyed_by_bits import rates_by_bits
from mlsysim_validators.sources.values.meaning import Meaning, meaning, meaning_of_link, with_the_taken
from mlsysim_validators.sources.values.performance import rates_by_performance
from mlsysim_validators.sources.values.settings import rows_of_settings

_LONGEST_LABEL = 300
_LEAST_SYMBOLS = 3  # in the labels of a table of models: L, d, n_kv
_ADDRESS = regex(r"(?:https?://|www\.)\S+", words=("http", "www."))
_ARROW = regex(r"[-=]> ?$")  # "-> 62 ms" is a result, not "more than 62 ms"
_WIDEST_FORMAT = 128  # bits; narrower is the width of a number or a register
_NAME_BEHIND = regex(r" ?(?=[A-Za-z]*[A-Z])[A-Za-z]+-?\d| ?[a-z]{1,3}\d")  # A10G, A3, v5p-128
_FIELD_OF_A_SHELL = regex(r"(?:print |[{(,])\$\d[,})]?$|\{ ?print")  # awk '{print $2}'
_DECADE = regex(r"(?:1[89]|20)\d0s")
_GENERATION = AnyCase(r"\b(?:PCIe?|PCI Express|NVLink|Infinity Fabric|Gen(?:eration)?|HBM|GDDR|version) $")
_NUMBERED = AnyCase(r"\b(?:GPU|GCD|XCD|rank|node|core|layer|step|kernel|figure|table|slide|part|module) $")
_OF_A_DEVICE = (
    r"(?:streaming multiprocessors|SMs|(?:FP32 )?CUDA cores|FP32 cores|(?:[\w-]+[- ]gen(?:eration)? )?tensor cores|"
    r"compute units|CUs|stream processors|multiprocessors|NVLinks|NVLink(?: \d)? links)"
)
_PARTS = regex(
    r"[ \u2009\u00a0-]?(?:(?:KV|key-value|Q|query|attention) heads|layers|heads|experts|"
    rf"hidden (?:size|dim)|d_?model|{_OF_A_DEVICE})\b",
    re.IGNORECASE,
)
_CORES = regex(r"[ \u00a0](?:[A-Za-z][\w-]* )?cores\b")
_MANY_CORES = 10_000  # as no host has
_PART_NAME = (
    r"(?:layers|(?:(?:KV|key[- ]value|Q|query|attention|attn)[ _-])?heads|hidden(?:[ _](?:size|dim\w*|layer size))?|"
    r"d_?model|model (?:dim\w*|width)|(?:active )?experts|vocab\w*(?:[ _]size)?|context(?:[ _](?:length|window|size))|"
    r"head[ _](?:size|dim\w*)|heads,? (?:each )?of size|(?:embedding|intermediate|inner)[ _](?:size|width|dim\w*)|"
    r"(?:MLP|FFN|feed-?forward)(?:[ _](?:hidden|inner|intermediate|layer))?[ _](?:size|width|dim\w*)|"
    r"(?:KV )?latent(?: (?:rank|size|dim\w*))?|kv[ _]lora[ _]rank|RoPE(?: (?:part|dim\w*))?|"
    rf"(?:MLP|FFN|feed-?forward)(?: layers?)? of (?:inner |hidden )?(?:width|size|dim\w*)|d_ff|{_OF_A_DEVICE})"
)
# Without one of these nothing below names a part.
_OF_PARTS = AnyCase(
    r"layer|head|hidden|model|expert|vocab|context|embedding|intermediate|inner|mlp|ffn|feed|latent|lora|rope|d_ff|"
    r"multiproc|sms|cores|units|cus|stream|links"
)
_PART_LABEL = AnyCase(
    rf"\W*(?:(?:total )?(?:number of|no\.|num|n|\#)[ _](?:of )?)?(?:attention |transformer |hidden )?{_PART_NAME}"
    rf"(?: ?/ ?{_OF_A_DEVICE}| ?(?:/|per|in each) ?(?:SM|multiprocessor))?"
    r"(?: ?\([^()]{0,40}\))?(?: [A-Za-z][A-Za-z_]{0,2})?\W*"
    r"|\W*(?:number of )?(?:NV)?links\W*"
)
_PART_BEFORE = AnyCase(rf"\b(?:(?:num|n)_)?{_PART_NAME}(?:\W{{0,3}} ?(?:of|is)|\W{{0,4}}[:=→])?\W{{0,3}} $")
# "40 layers, hidden size 5,120, context 4,096": among facts of a model, not "a context of 2,048 fits".
_CONTEXT_BEFORE = regex(r"[,;:(] ?context $", re.IGNORECASE)
_FACT = regex(r"\d[\d,]* layers\b|\bhidden size \d|\bd_?model\b|\d (?:KV|query|attention)? ?heads\b", re.IGNORECASE)
_PART_LEADS = AnyCase(rf"\W*{_PART_NAME}\b[^.;]*$")  # "Layers: 32 (Llama-3 8B) and 80 (Llama-3 70B)"
_OF_A_NAME = regex(r" (?:\(|on |for |in )[A-Z]")
_OF_EACH = regex(r"(?:[每各][^\W\d_a-zA-Z]{0,2} ?(?:layers?)?|其中|其余|其餘)\W{0,6}$")  # "每层 32 个专家"
_SOME_OF_THEM = AnyCase(
    r"\b(?:first|second|third|\d+(?:th|st|nd|rd)|last|top|bottom|middle|other|another|remaining|only|every|each|next|these|"
    r"those|of|per|in|every) $"
)
# Times in speaker notes and brackets are about the talk: "[3 min]".
_TALK_UNITS = frozenset({"min", "h", "hour"})
_BEHIND_A_TIME = regex(r"\d ?(?:m?s|h|min|hours?|days?|minutes?|seconds?|years?)\b ?\($")
_TALK_SECONDS = frozenset({5, 10, 15, 20, 30, 45, 60, 90, 120, 180})
_TALK_VERB = AnyCase(
    r"\b(?:give|giving|wait|pause(?: for)?|allow|reduce to|spend|students write(?: \w+)? for|"
    r"(?:present|work|discussion|vote|revote|re-vote)(?: \w+)?)\W{1,4}(?:about |another )?$"
)
_ASIDE = regex(r"\)|[ —–-]{1,6}(?:then|no peeking|compare|and then|to write|individually)")
_TURNS = ("", "Turn and Talk", "Write your hypothesis.", "Think–Pair–Share")


def stated_quantities(document: Document, devices: Devices) -> Iterator[Stated]:
    """Every quantity of a document: numbers with a unit, a sign of money, % or ×; in tables also numbers whose header
    has the unit; in sentences also counts of a model's parts."""
    lead = ""
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            table = TableView(block, lead)
            for row in block.rows[table.header_rows :]:
                for cell in row:
                    for reading in _readings(cell.text.text):
                        settled = with_header_unit(reading, table, cell)
                        counted = settled.bare and _counts_parts_in_table(settled, table, cell)
                        which = reading.bare and _GENERATION.search(cell.text.text[: reading.start])
                        if (not settled.bare or counted) and not (which or _is_label(settled, cell.text.text, block)):
                            yield Stated(settled, cell.text, block, index, cell, table)
        elif block.kind == "listing":
            yield from _in_listing(block, index)
        elif block.kind == "data":
            yield from _in_data(block, index, devices)
        else:
            for reading in _readings(block.text.text):
                if not (
                    (reading.bare and not _counts_parts(reading, block.text.text))
                    or _is_label(reading, block.text.text, block)
                    or _is_talk_time(reading, block.text, block)
                ):
                    yield Stated(reading, block.text, block, index)
        lead = (
            block.text.text if block.kind in ("paragraph", "caption", "item") else lead if block.kind == "table" else ""
        )


def _in_data(block: Block, index: int, devices: Devices) -> Iterator[Stated]:
    """The values of code or data that are figures of a device, as far as their names or their neighbours say."""
    meanings = [(value, meaning(value)) for value in block.values]
    columns = columns_without_words(meanings)
    shared = {column: shared_meaning(values, column[1], devices) for column, values in columns.items()}
    performance = rates_by_performance(meanings, devices)
    meanings = [(value, said or performance.get(value.text.source_offset(0))) for value, said in meanings]
    by_bits = rates_by_bits(meanings, devices)
    meanings = [(value, by_bits.get(value.text.source_offset(0), said)) for value, said in meanings]
    hosts = tables_of_hosts(meanings)
    rows: dict[int, list[tuple[Value, Meaning | None]]] = {}
    for pair in meanings:
        rows.setdefault(pair[0].row, []).append(pair)
    told = with_the_taken(block.values)
    settings = rows_of_settings(block.values)
    for value, own in meanings:
        if value.row in settings:
            continue
        said = own or shared.get((value.table, format_of(value))) or beside_figures(value, rows[value.row])
        if said is None and devices.link(value) is not None:
            said = meaning_of_link(value)
        if said is None or (value.table in hosts and of_the_host(value, said, hosts[value.table])):
            continue
        yield Stated(value.reading(said.units), value.text, block, index, value=value, meaning=told(value, said))


def _counts_parts(reading: Reading, text: str) -> bool:
    """Whether a bare number counts the parts of a model ("32 layers", "8 KV heads"), all of them or those in use."""
    if OF_EXPERTS.match(text, reading.end) or OUT_OF.search(text, max(0, reading.start - 20), reading.start):
        return _EXPERTS.match(text, reading.end) is not None or OF_EXPERTS.match(text, reading.end) is not None
    before = text[max(0, reading.start - 40) : reading.start]
    if _OF_EACH.search(before):
        return False
    if (_OF_PARTS.search(before) and _PART_BEFORE.search(before)) or (
        _CONTEXT_BEFORE.search(before) and _FACT.search(text)
    ):
        return True
    if _OF_A_NAME.match(text, reading.end) and _PART_LEADS.match(text[max(0, reading.start - 100) : reading.start]):
        return True
    many = reading.value >= _MANY_CORES and _CORES.match(text, reading.end) is not None
    return _SOME_OF_THEM.search(before[-12:]) is None and (many or _PARTS.match(text, reading.end) is not None)


def _counts_parts_in_table(reading: Reading, table: TableView, cell: Cell) -> bool:
    """Whether the header or the row's label of a bare number is a part of a model: "Layers", "KV heads"."""
    text = cell.text.text
    label = table.label(cell)
    if text.strip() != reading.text.strip():
        narrow = [own_part_of(header.text.text, text, reading.start) for header in table.headers(cell)]
        wide = [header.text.text for header in table.headers(cell)]
        if narrow != wide and any(map(_names_a_part, narrow)):
            return True
        return _counts_parts(reading, text)
    second = table.second(cell) if table.long_label(cell) else None
    labels = [*table.headers(cell), *(found for found in (label, second) if found is not None)]
    words = [found.text.text[:_LONGEST_LABEL] for found in labels]
    return any(map(_names_a_part, words)) or (
        table.symbols >= _LEAST_SYMBOLS and any(symbol_field(label) for label in words)
    )


def _names_a_part(label: str) -> bool:
    return _OF_PARTS.search(label) is not None and _PART_LABEL.fullmatch(label) is not None


_EXPERTS = regex(r" (?:routed |total )?experts\b")
# Listings that are text; where no language is named, lines without the marks of code are.
_TEXT = frozenset({"text", "txt", "plain", "plaintext", "output", "math", "none"})
_CODE_LINE = regex(
    r"[{};]|\w\(|\w\[|^\s*(?:\$|>>>|def |class |import |from |return |for |if |while |let |const )|://|--\w|\w=\w"
)
_DRAWN = regex(r"[│┌┐└┘├┤█░▓▒╔╗╚╝║]")
_LEAD = regex(r"[\s│║|├└─+*•●-]*")


def _in_listing(block: Block, index: int) -> Iterator[Stated]:
    """In code a quantity counts where a reader reads it: in comments. A listing of text is read like other text."""
    position = 0
    language = block.language.lower()
    for line in block.text.text.split("\n"):
        plain = language in _TEXT or (not language and not _CODE_LINE.search(line))
        comment = 0 if plain and not _DRAWN.search(_LEAD.sub("", line.rstrip(" │║|"), count=1)) else line.find("#")
        if comment < 0:
            comment = line.find("//")
        if comment >= 0:
            for reading in _readings(line[comment:]):
                if not reading.bare and not _is_label(reading, line[comment:], block):
                    shift = position + comment
                    moved = reading._replace(start=reading.start + shift, end=reading.end + shift)
                    yield Stated(moved, block.text, block, index)
        position += len(line) + 1


def _readings(text: str) -> Iterator[Reading]:
    """The quantities of a text that do not stand in an address."""
    intensive = "ridge" in text.lower() or "intensity" in text or "AI" in text
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    found = with_spelled_units(_with_shared_units(readings(text), text), text)
    for reading in with_elided_units(found, text):
        while addresses and addresses[0][1] <= reading.start:
            addresses.pop(0)
        if addresses and reading.end > addresses[0][0]:
            continue
        if reading.hedge == "above" and _ARROW.search(text[max(0, reading.start - 4) : reading.start]):
            reading = reading.unhedged()
        labelled = _with_label_unit(reading, text) if ":" in text or "=" in text else reading
        yield _with_named_unit(labelled, text) if intensive else labelled


_A_QUOTIENT = 50.0  # "1979/2 TFLOPS" are no two sizes

_LABEL_BEFORE = regex(
    r"(?:^|[\s(])(?P<label>(?:(?:GPU|device|accelerator|[AHB][12]00)[- ](?:hours|h|days|years)|"
    r"tok(?:en)?s(?:/s| per second)|FLOPs?|GPUs))(?: ?\([^()\d]{1,20}\))?\W{0,3}[:=≈] ?\W{0,2}$",
    re.IGNORECASE,
)
_ITS_NOUN = regex(r" (?!less|across|versus|always|plus|this)[a-z]{3,}s\b")


def _with_label_unit(reading: Reading, text: str) -> Reading:
    """A bare number takes the unit that a label right before it is: "GPU-hours: 231,481", "tokens/s = 2,400".

    One that counts something itself takes none: "it sets the tokens per second: 48 requests".
    """
    if any(unit.dimension for unit in reading.units) or _ITS_NOUN.match(text, reading.end):
        return reading
    label = _LABEL_BEFORE.search(text[max(0, reading.start - 60) : reading.start])
    units = mentioned_units(f"({label['label']})")[:1] if label is not None else ()
    if not units:
        return reading
    scale = reading.units[0]
    if scale.symbol in ("×", "%"):
        return reading
    factor = scale.factor
    return reading._replace(units=tuple(unit._replace(factor=unit.factor * factor) for unit in units[0][1]))


_INTENSITY_BEFORE = regex(
    r"\b(?:ridge(?: points?)?|arithmetic intensity|machine balance)(?: (?:of|is|at|was|has|about|around)\b)?"
    r"(?: ?[=:≈~(]){0,2} ?$|\b(?-i:AI) ?[=≈] ?~?$",
    re.IGNORECASE,
)


def _with_named_unit(reading: Reading, text: str) -> Reading:
    """A bare number takes the unit of the quantity that is named right before it: "ridge = 295", "AI ≈ 60"."""
    if not reading.bare or not _INTENSITY_BEFORE.search(text[max(0, reading.start - 40) : reading.start]):
        return reading
    return reading._replace(units=(parse_unit("FLOP/B"),))


def _with_shared_units(found: list[Reading], text: str) -> list[Reading]:
    """Numbers with a slash or "or" between them share the unit behind the last: "16/32 GB", "16 or 32 GB"."""
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        shared = other.units[0].dimension and not is_money(other.units[0].dimension)
        if one.bare and shared and text[one.end : other.start].strip() in ("/", "or") and one.value > 1:
            divided = text[one.end : other.start] == "/" and other.value in (2, 4, 8)
            if divided and one.value > _A_QUOTIENT * other.value:
                whole = other._replace(start=one.start, text=text[one.start : other.end])
                value, step = one.value / other.value, one.resolution / other.value
                found[index : index + 2] = [whole._replace(value=value, resolution=step)]
            else:
                found[index] = one._replace(units=other.units)
    return found


def _is_label(reading: Reading, text: str, block: Block) -> bool:
    """Whether a number says which one, or of what sort, rather than how much: a 4-bit format, GPU 0, 4x A10G."""
    symbol = reading.units[0].symbol
    if symbol == "USD" and _FIELD_OF_A_SHELL.search(text, max(0, reading.start - 8), reading.end + 1):
        return True
    if symbol == "s" and _DECADE.fullmatch(reading.text):
        return True
    if symbol == "bit" and reading.value <= _WIDEST_FORMAT:
        return True
    if symbol == "×":
        if block.kind == "math" and reading.text.endswith("x"):  # 2x is two times x
            return True
        if _NAME_BEHIND.match(text, reading.end):
            return True
    # "limits GPU 0 to 650 W" is no range
    return reading.hedge == "low" and bool(_NUMBERED.search(text[max(0, reading.start - 12) : reading.start]))


def _is_talk_time(reading: Reading, text: Text, block: Block) -> bool:
    """Whether a time is one of the talk: "[3 min]", "Give 20 seconds.", "(90 seconds — then compare)"."""
    before, behind = text.text[max(0, reading.start - 60) : reading.start], text.text[reading.end : reading.end + 40]
    if reading.units[0].symbol == "s" and reading.value in _TALK_SECONDS:
        if block.kind == "note" and (_TALK_VERB.search(before) or (before[-1:] == "(" and behind[:1] == ")")):
            return True
        if _ASIDE.match(behind) and before.rstrip(" (") in _TURNS:
            return True
    bracketed = text.text[max(0, reading.start - 1) : reading.start] in ("[", "(") and text.text[
        reading.end : reading.end + 1
    ] in ("]", ")")
    again = bracketed and _BEHIND_A_TIME.search(text.text, max(0, reading.start - 12), reading.start)
    return reading.units[0].symbol in _TALK_UNITS and (block.kind == "note" or bracketed) and not again
