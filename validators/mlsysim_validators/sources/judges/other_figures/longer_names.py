"""Names that go on, and sizes of which a name has several.

"DeepSeek-R1-Distill-Qwen-7B" is no DeepSeek-R1, "H20-4C" a slice of an H20; "560M/1.1B/1.7B" are three models.
"""

from __future__ import annotations

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_JOINED = regex(r"(?:[-_][A-Za-z0-9.]+)+")
_PARTS = regex(r"[-_]")
# What a name may end with and mean the same model still: how it was tuned, written or counted, or an adjective.
_SAME_MODEL = regex(
    r"\d[\w.]*|v\d[\w.]*|[a-z]?fp\d+\w*|bf16|int\d\w*|nf4|[qw]\d\w*|[km]|[sml]|xs|xxs|ud|a\d+b?|"
    r"instruct|chat|base|it|hf|gguf|ggml|gptq|awq|bnb|mlx|onnx|exl\d|dpo|sft|rlhf|preview|exp|model|models|weights|llm|"
    r"based|style|like|class|sized|scale|level|type|compatible|family|era|size|only|powered|optimi[sz]ed|quality|"
    r"per|the|and|or|vs|"
    r"parameters?|params|layers?|heads?|tokens?",
)
_SLICE = regex(r"-\d{1,3}(?:-\d{1,3})?[ABCQ](?![A-Za-z0-9])")  # of a virtual GPU
_FURTHER = regex(r"[ (]{1,2}(?P<word>[A-Z][A-Za-z]+)\b")
_TUNED = regex(r"(?: [A-Z][a-z]+){1,2} (?:Instruct|Chat|Base)\b")
_OF_A_FIELD = regex(
    r"(?:total|active|activated|parameters?|params|layers?|heads?|hidden|vocab\w*|context|experts?|weights?|memory|"
    r"size|model|training|trained|inference|instruct|chat|base|dense|moe|fp\d+|bf\d+|int\d+|gqa|mha|mla|mqa|and|or|vs|"
    r"with|has|using|by|from|in|on)"
)
_A_SIZE = r"(?:\d{1,2}x)?\d+(?:\.\d+)?[MBT]"
_SIZES_BEFORE = regex(rf"(?<![\w.])(?:{_A_SIZE}/)+(?:\d{{1,2}}x)?$")
_SIZES_BEHIND = regex(rf"(?:/{_A_SIZE})+(?!\w)")
_MANY = r"\d+(?:\.\d+)?[ -]?(?:[MB]|[mb]illion)"
_LISTED_BEFORE = regex(rf"(?<![\w.]){_MANY}, (?:and )?{_MANY},? and $")
_LISTED_BEHIND = regex(rf", {_MANY},? and {_MANY}")
_LONGEST_LIST = 60


def goes_on(claim: Claim, around: Surroundings) -> bool:
    """Whether the name that a number is taken to be of is but the beginning of a longer one."""
    if claim.entity is None or not claim.name:
        return False
    text, end = _place(claim, around)
    if end < 0:
        return False
    if claim.entity.kind != "models":
        return _SLICE.match(text, end) is not None
    joined = _JOINED.match(text, end)
    if joined is not None:
        return any(part and not _SAME_MODEL.fullmatch(part.lower().strip(".")) for part in _PARTS.split(joined.group()))
    if _TUNED.match(text, end):
        return True
    further = _FURTHER.match(text, end) if text is around.row and claim.field.startswith("parameters.") else None
    return further is not None and not _OF_A_FIELD.fullmatch(further["word"].lower())


def is_one_of_sizes(claim: Claim) -> bool:
    """Whether a count is one of sizes that slashes join: "1.5B/7B/14B"; two may be all and the active ones."""
    text, reading = claim.stated.text.text, claim.reading
    begin = max(0, reading.start - _LONGEST_LIST)
    before = _SIZES_BEFORE.search(text, begin, reading.start)
    behind = _SIZES_BEHIND.match(text, reading.end)
    sizes = sum(found.group().count("/") for found in (before, behind) if found is not None)
    listed = _LISTED_BEFORE.search(text, begin, reading.start) or _LISTED_BEHIND.match(text, reading.end)
    return (
        listed is not None
        or sizes > 1
        or (sizes == 1 and claim.entity is not None and claim.entity.get("parameters.active") is None)
    )


def _place(claim: Claim, around: Surroundings) -> tuple[str, int]:
    """The text that has the name of a claim, and where the name ends there."""
    for label in (around.row, around.column) if claim.stated.cell is not None else ():
        place = label.find(claim.name)
        if place >= 0:
            return label, place + len(claim.name)
    text = claim.stated.text.text
    place = text.rfind(claim.name, *(claim.stated.sentence_span()[0], claim.reading.start))
    if place < 0:
        place = text.find(claim.name, claim.reading.end, claim.stated.sentence_span()[1])
    return text, place + len(claim.name) if place >= 0 else -1
