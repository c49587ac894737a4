"""Which variant of a family is meant: what stands beside its name ("A100 80GB PCIe", "H100 NVL") decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.patterns import regex

_FORMS = {
    "pcie": r"PC[Il]-?[Ee](?![\w ]*?(?:gen|x\d|\d\.\d))|PCIE",
    "nvl": r"NVL(?!\d)",
    "sxm": r"SXM\d?",
    "cnx": r"CNX",
    "cpx": r"CPX",
    "oam": r"OAM",
    "ti": r"Ti|TI",
    "super": r"SUPER|Super",
    "laptop": r"Laptop|Mobile|Notebook|Max-Q|(?<=[RG]TX \d{4} )L|(?<=[RG]TX \d{4} (?:Ti|ti) )L",
    "d": r"D",
    "ultra": r"Ultra",
    "pro": r"Pro",
    "max": r"Max(?! (?:clock|freq|TDP|power|memory|mem|bandwidth|BW)\w*)",
}
_WORD = regex(
    r"[ \u00a0\u2009_/,(-]{1,2}(?:"
    + "|".join(f"(?P<{form}>{pattern})" for form, pattern in _FORMS.items())
    + r"|(?P<gb>\d{1,3}) ?-?(?:GB|GiB|G)|(?:GPU|Tensor Core GPU))(?![A-Za-z0-9]|/s)"
)
SIZE_OF_ID = regex(r"-\d+gb\Z")  # of "nvidia/a100-sxm-80gb"
_SIZE_LAST = regex(r"\d ?-?(?:GB|GiB|G)\Z")
_BOARD_LAST = regex(rf"(?:{_FORMS['pcie']}|{_FORMS['nvl']}|{_FORMS['sxm']}|{_FORMS['oam']})\Z")
_SUPER = regex(r" mode\b|\Z")  # "Orin Nano 8GB, Super mode", "Orin Nano, Super"
_BEFORE = regex(r"(?<![\d.])(?P<gb>\d{2,3}) ?-?(?:GB|GiB|G) {1,2}(?:NVIDIA |AMD |Tesla )?$")
# Those that name another chip, not another board of the same one.
_OTHER_CHIP = frozenset({"cpx", "ti", "super", "laptop", "d", "ultra", "pro", "max"})
_TIERS = frozenset({"gre", "le", "xt", "xtx"})
_BOARDS = frozenset({"pcie", "sxm", "oam", "nvl"})
_MODULES = frozenset({"sxm", "oam"})
_EITHER = frozenset({"pcie", "sxm"})
_CARDS = ("consumer", "workstation", "mobile")
_GIB = 1024.0**3
_HAIR = 1e-6
_FINE = 0.005  # of a size
_SOLD_WITH_LESS = "up to"
_PAIR = regex(r"\b[A-Z][A-Za-z]*\d\w*(?: [A-Z]\w+)? \d{2,3} (?:GB|GiB)\b(?! [A-Z])")
_LEAST_PAIRS = 3
_PAIR_WITH_VERB = regex(
    r"\b[A-Z][A-Za-z]*\d\w*(?: [A-Z]\w+)? (?:has|have|had|holds?|offers?|comes? with|carr(?:y|ies)|brings?) "
    r"\d{2,3} (?:GB|GiB)\b"
)


class Qualifiers(NamedTuple):
    """What the words beside a name say of the variant: forms such as "pcie", memory sizes in GB."""

    forms: frozenset[str]
    sizes: frozenset[int]
    end: int  # where in the text these words end


def lists_sizes(text: str) -> bool:
    """Whether a text lists devices with their sizes ("MI325X 256 GB, H100 80 GB, ..."), which choose no variant.

    A verb once is enough: "the H100 has 80 GB, the H200 141 GB".
    """
    pairs = len(_PAIR.findall(text)) if "GB" in text or "GiB" in text else 0
    return pairs >= _LEAST_PAIRS or (pairs > 0 and _PAIR_WITH_VERB.search(text) is not None)


def qualifiers(text: str, start: int, end: int, *, sized: bool = True) -> Qualifiers:
    """The words that stand right behind (or, for a size, right before) the name at [start, end).

    `sized`: sizes are among them.
    """
    forms: set[str] = set()
    sizes: set[int] = set()
    before = _BEFORE.search(text, max(0, start - 20), start)
    if before is not None and sized and _SIZE_LAST.search(text[start:end]) is None:
        sizes.add(int(before["gb"]))
    position = end
    while (match := _WORD.match(text, position)) is not None:
        if (match["gb"] is not None and not sized) or _begins_another(match, text[start:position]):
            break
        # "H100 (80 GB" states a size; it does not choose a variant by it.
        in_brackets = "(" in match.group() or "," in match.group()
        if match["gb"] is not None and in_brackets and (form := _WORD.match(text, match.end())) and _names_form(form):
            forms.add(str(form.lastgroup))  # "A100 (80GB PCIe)"
            sizes.add(int(match["gb"]))
            match = form
        elif match["gb"] is not None and not in_brackets:
            sizes.add(int(match["gb"]))
        elif match.lastgroup in _OTHER_CHIP - {"laptop"} and "(" in match.group():  # "RP2040 (Max clock ...)"
            break
        elif match.lastgroup == "super" and _SUPER.match(text, match.end()):
            forms.add("super")
        elif match["gb"] is None and match.lastgroup is not None and "," not in match.group():
            forms.add(match.lastgroup)
        elif match["gb"] is not None:
            break
        position = match.end()
    if forms >= _EITHER:  # "A100 (PCIe/SXM)" is of both
        forms -= _EITHER
    return Qualifiers(frozenset(forms), frozenset(sizes), position)


def _begins_another(match: re.Match[str], name: str) -> bool:
    """Whether the last word of a label is a second form, or a second size: "H100 SXM/PCIe", "A100 40GB/80GB"."""
    if match.string[match.end() :].strip():
        return False
    if match["gb"] is not None:  # "A100 40GB 80GB" is broken into two lines
        return match.group()[0] in "/, " and _SIZE_LAST.search(name) is not None
    return match.group()[0] in "/," and match.lastgroup in _BOARDS and _BOARD_LAST.search(name) is not None


def says_form(entry: Entry, other: Entry, words: str) -> bool:
    """Whether words name a form that a variant has and another one has not."""
    said = {re.sub(r"\d+$", "", word) for word in re.findall(r"[a-z]+\d*", words.casefold())}
    return bool(said & _BOARDS & (_tokens(entry) - _tokens(other)))


def is_the_form(entry: Entry, other: Entry, word: str) -> bool:
    """Whether a word is the form of a variant that another one has not: "Super"."""
    return word.casefold() in _tokens(entry) - _tokens(other)


def _names_form(match: re.Match[str]) -> bool:
    """Whether a matched word is a form of a board."""
    return match.lastgroup not in (None, "gb", *_OTHER_CHIP) and match.group()[0] not in "(,"


def is_another_card(entry: Entry, other: Entry) -> bool:
    """Whether two cards of one number have chips of their own: who says "RTX 3080" means no RTX 3080 Ti."""
    return entry.attributes.get("class") in _CARDS and bool((_tokens(entry) ^ _tokens(other)) & _OTHER_CHIP)


class Families:
    """The accelerators of a registry, by family."""

    def __init__(self, registry: Registry) -> None:
        self._table = registry.table("accelerators")
        self._members: dict[tuple[str, str], list[str]] = {}  # by their ids: most entries are never asked for
        for entry_id in self._table:
            self._members.setdefault(_family(entry_id), []).append(entry_id)

    def siblings(self, entry: Entry) -> list[Entry]:
        """An entry and the other variants of its family."""
        return [self._table[one] for one in self._members.get(_family(entry.id), ())] or [entry]

    def chosen(self, entry: Entry, said: Qualifiers, name: str = "") -> Entry | None:
        """The variant that the words choose: the entry itself where they fit it; None if the registry lacks it.

        What the name itself says of its form and its chip is kept: an "H100 SXM5 94 GB" is no H100 NVL.
        """
        if (not said.forms and not said.sizes) or entry.kind != "accelerators":
            return entry
        if _fits(entry, said):
            return entry
        own = {re.sub(r"\d+$", "", word) for word in re.findall(r"[a-z]+\d*", name.casefold())}
        own &= _tokens(entry) & (_BOARDS | _OTHER_CHIP | _TIERS)
        if own & _MODULES and "pcie" in said.forms:  # "H100 SXM PCIe": a module, and how it is attached
            said = said._replace(forms=said.forms - {"pcie"})
            if _fits(entry, said):
                return entry
        fitting = [sibling for sibling in self.siblings(entry) if _fits(sibling, said) and own <= _tokens(sibling)]
        if "laptop" in said.forms:  # "RTX 3080 L 16GB" is no 3080 Ti
            chips = said.forms | _tokens(entry)
            fitting = [sibling for sibling in fitting if _tokens(sibling) & _OTHER_CHIP <= chips]
        return min(fitting, key=lambda sibling: _unlikeness(sibling, entry, said)) if fitting else None

    def of_form(self, entry: Entry, said: Qualifiers) -> Entry | None:
        """The variant that a form alone names: "the PCIe card" behind "H100 NVL", which is a PCIe card as well."""
        fitting = [sibling for sibling in self.siblings(entry) if _fits(sibling, said)]
        return min(fitting, key=lambda sibling: _unlikeness(sibling, entry, said)) if fitting else None

    def of_size(self, entry: Entry, size: float) -> Entry | None:
        """Another variant of the family that has this memory capacity (bytes), if there is just one kind of it."""
        found = [sibling for sibling in self.siblings(entry) if sibling.id != entry.id and has_memory(sibling, size)]
        if not found or has_memory(entry, size):
            return None
        return min(found, key=lambda sibling: len(_tokens(sibling) ^ _tokens(entry)))


@lru_cache(maxsize=4)
def families_of(registry: Registry) -> Families:
    """The families of a registry, found once."""
    return Families(registry)


def _unlikeness(sibling: Entry, entry: Entry, said: Qualifiers) -> tuple[int, int, bool]:
    """A variant whose own id says the form comes first, then the one most like the family's default, also in size."""
    own = {re.sub(r"\d+$", "", word) for word in sibling.id.rpartition("/")[2].split("-")}
    sizes = [spec.value if (spec := one.get("memory.capacity")) is not None else 0.0 for one in (sibling, entry)]
    wanted = said.forms | (_tokens(entry) & _OTHER_CHIP) if said.forms else _tokens(entry)  # "5070 Ti L" is no 5070
    return len(said.forms - own), len(_tokens(sibling) ^ wanted), sizes[0] != sizes[1]


@lru_cache(maxsize=4096)
def _family(entry_id: str) -> tuple[str, str]:
    vendor, _, name = entry_id.rpartition("/")
    parts = name.split("-")
    # geforce-rtx-3090 and geforce-rtx-4090 are two families, h100-sxm and h100-pcie one, jetson-agx-orin's sizes too
    numbered = next((index for index, part in enumerate(parts) if any(char.isdigit() for char in part)), len(parts))
    of_a_size = numbered < len(parts) and parts[numbered].endswith("gb")
    return vendor, "-".join(parts[: numbered + (not of_a_size)])


def _tokens(entry: Entry) -> frozenset[str]:
    words: Iterable[str] = entry.id.rpartition("/")[2].split("-")
    form = str(entry.attributes.get("form_factor") or "").casefold()
    found = {re.sub(r"\d+$", "", word) for word in words}
    return frozenset(found | {name for name in ("pcie", "sxm", "oam", "nvl") if name in form})


def _fits(entry: Entry, said: Qualifiers) -> bool:
    tokens = _tokens(entry)
    for form in said.forms:
        if form in tokens:
            continue
        if form in _OTHER_CHIP or tokens & {"pcie", "sxm", "nvl", "cnx"}:
            return False
    return all(_is_sold_with(entry, size) for size in said.sizes)


def _is_sold_with(entry: Entry, size: int) -> bool:
    """Whether an entry is sold with so many GB: 11 are not 12."""
    spec = entry.get("memory.capacity")
    if spec is None or (_SOLD_WITH_LESS in entry.name and size * 1e9 < spec.value):
        return True
    return says_size(spec.value, size, 0.5)


def says_size(capacity: float, size: float, slack: float) -> bool:
    """Whether a name with so many GB may mean a capacity: whole GiB are sold as so many, 11 GiB not as the 11.8 GB."""
    binary = capacity / _GIB
    whole = abs(binary - round(binary)) < _HAIR and capacity >= _GIB
    return abs(binary - size) < slack or abs(capacity / 1e9 - size) < (min(slack, _FINE * size) if whole else slack)


def has_memory(entry: Entry, size: float) -> bool:
    """Whether an entry may be said to have so many bytes of memory, in powers of 1000 or of 1024."""
    spec = entry.get("memory.capacity")
    if spec is None:
        return True
    if _SOLD_WITH_LESS in entry.name and size < spec.value:  # "M3 Ultra (up to 512GB)"
        return True
    stated = (size / 1e9, size / _GIB)
    return any(abs(spec.value / unit - number) < 0.5 for unit in (1e9, _GIB) for number in stated)


def same_but_for_size(one: Entry, other: Entry) -> bool:
    """Whether the names of two entries differ in the size of their memory at most."""
    return SIZE_OF_ID.sub("", one.id) == SIZE_OF_ID.sub("", other.id)
