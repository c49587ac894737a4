"""The name in the line above a list item or a table: of a heading, or of a bold line that serves as one."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.names.system_labels import SYSTEM, SYSTEM_TITLE
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import DEEPER, Block
from mlsysim_validators.sources.texts.slides import Slide

_SHORT_LINE = 60
_LONGEST_PARAGRAPH = 2000
_LONGEST_LEAD = 300
_MOST_LINES_OF_A_BOX = 8
_MOST_LINES_OF_A_LIST = 16
_COLON_AT_THE_END = regex(r":(?:\W{0,4}\d{0,2}\W?)?$")
# "6.4 Google TPU v4": a section has a number.
_AT_THE_HEAD = AnyCase(
    r"\W*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\)? )?(?:(?:an?|the|one|each|nvidia|amd|google|intel|aws|meta) )*"
)
_QUALIFIED = regex(r"^[ -]?\(?\d+ ?(?:GB|GiB)\b|^ ?\(?SXM\d")
# "below the 15.7 TFLOP/s of the V100:" goes on about another.
_HAS_A_FIGURE = regex(
    r"\b(?:than|below|above|under|over|to|like) (?:the |its )?\d[\d.,]* ?\S{1,12} of (?:the |an? )?$|[优優低高]于 ?$"
)
_YEAR = regex(r"\b(?:19|20)\d\d\b")
_SENTENCE_START = regex(r"[.!?:] ")


def line_above(below: Block, slide: Slide, finder: EntityFinder) -> list[Mention] | list[Stranger]:
    """The name in the nearest short line above a list item or table: a heading, or a bold line that serves as one."""
    lines = 0
    for block in slide.above(below):
        if block.kind in ("item", "paragraph") and below.kind in ("item", "paragraph"):
            head = _heads_what_follows(block.text.text, finder)
            if head:
                return head
        if len(block.text.text) > _LONGEST_PARAGRAPH:
            return []
        text = block.text.text.strip()
        if block.kind in ("heading", "paragraph", "caption"):
            introduces = _COLON_AT_THE_END.search(text, max(0, len(text) - 10))
            last = text
            if introduces is not None:
                starts = [match.end() for match in _SENTENCE_START.finditer(text, 0, introduces.start())]
                last = text[starts[-1] :] if starts else text
            if finder.mentions(last) or len(text) > _LONGEST_LEAD:
                text = last
            mentions = [] if SYSTEM_TITLE.search(text) else finder.mentions(text)
            mentions = [one for one in mentions if not _HAS_A_FIGURE.search(text, 0, one.start)]
            if any(name.of_a_model for name in finder.strangers(text)):
                mentions = [mention for mention in mentions if mention.entry.kind != "models"]
            if mentions and (introduces or block.kind == "caption" or len(text) <= _SHORT_LINE):
                return mentions if len({mention.entry.id for mention in mentions}) == 1 else []
        # The lines of a box or of a node stand under its first one.
        line_of_a_box = block.kind == below.kind == "paragraph" and len(text) <= _SHORT_LINE
        lines += line_of_a_box
        if (block.kind not in ("item", "math") and not line_of_a_box) or lines > _MOST_LINES_OF_A_BOX:
            return []
    return []


def line_above_in_text(text: str, place: int, finder: EntityFinder) -> list[Mention | Stranger]:
    """The name in the line that heads the lines of a fenced text in which a place stands: "H100 80GB:"."""
    lines = text[:place].split("\n")[-_MOST_LINES_OF_A_LIST:-1]
    for line in reversed(lines):
        if not line.strip():
            return []
        if line.rstrip().endswith(":"):
            names = finder.names(line)
            return names if len(names) == 1 else []
    return []


def own_heading(block: Block, slide: Slide, finder: EntityFinder) -> list[Mention | Stranger]:
    """The one name that heads the part of a slide that a block stands in: "### H100 PCIe (80GB)", "#### Memory"."""
    return slide.once(("heading", block.title), lambda: _heading_name(block.title, finder))


def _heading_name(title: str, finder: EntityFinder) -> list[Mention | Stranger]:
    """The one name of the deepest heading below a slide's title that names anything."""
    for heading in reversed(title.split(DEEPER)[1:]):
        if SYSTEM_TITLE.search(heading):
            return []
        names = finder.names(heading)
        if names:
            several = len({name.entry.id if isinstance(name, Mention) else name.name for name in names}) > 1
            return names if not several and _AT_THE_HEAD.fullmatch(heading[: names[0].start]) else []
    return []


def system_of_the_list(below: Block, slide: Slide, finder: EntityFinder) -> list[Mention]:
    """The one system that the items above an item of the same list name: "trn2.48xlarge: 16 chips" above "network"."""
    found: dict[str, Mention] = {}
    for block in slide.above(below) if below.kind == "item" else ():
        if block.kind != "item":
            break
        for mention in finder.mentions(block.text.text[:_LONGEST_LEAD]):
            if mention.entry.kind == "systems":
                found.setdefault(mention.entry.id, mention)
    return list(found.values()) if len(found) == 1 else []


def _heads_what_follows(text: str, finder: EntityFinder) -> list[Mention] | list[Stranger]:
    """The device or model of a short line that is its name and states no number: "H100 SXM:" above a nested list."""
    if len(text) > _SHORT_LINE:
        return []
    for names in (finder.mentions(text), finder.strangers(text)):
        if len(names) == 1 and _AT_THE_HEAD.fullmatch(text[: names[0].start]):
            said = _QUALIFIED.sub("", text[names[0].end :], count=1)
            if not any(char.isdigit() for char in _YEAR.sub("", said)) and not SYSTEM.search(said):
                return names
    return []
