"""Names of which a part is said, where another name of the text has the rest: "TPU v4 / v5e", "the PCIe card"."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from mlsysim_registry.data import Entry
from mlsysim_registry.naming import fold
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.names.variants import Families, Qualifiers, qualifiers
from mlsysim_validators.sources.patterns import regex

_FORM_AT_THE_END = regex(r"(?:PCIe|SXM\d?|NVL|OAM|\d ?GB)$")
_FORM = r"(?=(?P<form>PCIe|SXM\d?|NVL|OAM|\d{2,3} ?GB\b))"
_JOINED_FORM = regex(rf"\)? ?(?:(?:vs\.?|versus|and|or|/|→|\|) ?(?<= )){_FORM}")
# Of a label: "H100 SXM/PCIe", "A100 40GB 80GB" on two lines.
_LAST_FORM = regex(rf"(?:\)?(?:/|, ?)|(?<=GB) (?=\d)){_FORM}(?=[^/,]*\Z)")
# "TPU v5p / v6e", "Llama 3.1 8B and 70B": the second name is the first one with another last word.
_JOINED_WORD = regex(
    r"(?P<joint> ?/ ?| ?, (?:and |or )?| (?:and|or|vs\.?|versus|→) )"
    r"(?P<word>(?:v\d\w{0,2}|\d[\d.]{0,4}[A-Za-z]{0,2}))(?![\w.]*\w)"
)
_LAST_WORD = regex(r"(?:v\d\w{0,2}|\d[\d.]{0,4}[A-Za-z]{0,2})$")
_CHIP_AT_THE_END = regex(r" (?:Max|Pro|Ultra|Ti|Super|SUPER)$")
_MOST_JOINED = 6
# "A 4.0 x16 slot", "Gen5": generations of PCI Express in a text that names it.
_GENERATION = regex(
    r"(?<![\w.])(?:(?P<gen>Gen(?:eration)?[ -]?[3-6])|(?P<number>[3-6](?:\.0)?)(?= ?[x×] ?\d))"
    r"(?: ?[x×] ?(?P<lanes>16|8|4|1))?(?![\w.]*\d)",
    re.IGNORECASE,
)
_PCIE = regex(r"P[Cc][Ii](?:e| Express|-E)|pcie|PCIE")
# "the PCIe card", "the 40 GB version" behind the name of the family.
_FORM_ALONE = regex(
    r"\b(?:[Tt]he|[Ii]ts|[Aa]n?|[Ee]ach) (?:[a-z]+er |old |new |first |original )?"
    r"(?P<form>PCIe|SXM\d?|NVL|OAM|\d{2,3} ?GB) "
    r"(?:cards?|versions?|variants?|boards?|models?|modules?|ones?|form(?: factor)?s?|parts?|flavou?rs?|editions?)\b"
)

_FORM_BEFORE = regex(
    r"\b(?P<form>PCIe|SXM\d?|NVL|OAM|\d{2,3} ?GB) "
    r"(?:cards?|versions?|variants?|boards?|models?|modules?|editions?|forms?),? "
    r"(?:of )?(?:the |an? )?(?:NVIDIA |AMD )?\Z"
)
_LONGEST_FORM = 40
# "A6000 Ada": the number of the name and the word behind it are the name of a later card, the RTX 6000 Ada.
_LETTERED_NUMBER = regex(r"(?<![A-Za-z])[A-Z](?P<number>\d{3,5})$")
_WORD_BEHIND = regex(r" [A-Z][a-z]{2,}\b")
_MODE = regex(r"\W(?P<form>Super|MAXN[ _]SUPER)\W{0,2} (?:mode|upgrade|update|software|setting|profile)\b")

# The entry that a folded name means, and whether as the default of its family.
Whom = Callable[[str], tuple[Entry, bool] | None]


def other_form(text: str, said: Qualifiers, entry: Entry, families: Families) -> Mention | None:
    """The second variant of "H100 SXM vs PCIe", of which the form alone is said."""
    ends_with_form = entry.kind == "accelerators" and _FORM_AT_THE_END.search(text, max(0, said.end - 8), said.end)
    match = (_JOINED_FORM.match(text, said.end) or _LAST_FORM.match(text, said.end)) if ends_with_form else None
    if match is None or _is_size(match["form"]) != _is_size(text[: said.end]):  # "A100 SXM, 40 GB" is one
        return None
    start = match.start("form")
    again = qualifiers(f" {text[start : start + _LONGEST_FORM]}", 0, 0)
    variant = families.chosen(entry, again) if again.forms or again.sizes else None
    end = start + again.end - 1
    return Mention(start, end, variant, text[start:end], False) if variant is not None else None


def _is_size(words: str) -> bool:
    return words.endswith("GB")


def named_by_part(text: str, found: list[Mention], families: Families, whom: Whom) -> list[Mention]:
    """Boards and links of which a part of the name is said, the rest before: "the PCIe card", "Gen5 x16"."""
    more: list[Mention] = []
    for match in (*_FORM_ALONE.finditer(text), *_MODE.finditer(text)) if found else ():
        before = [m for m in found if m.end <= match.start() and m.entry.kind == "accelerators"]
        overlaps = any(m.start < match.end() and match.start("form") < m.end for m in found)
        if before and not overlaps:
            form = "Super" if "SUPER" in match["form"] else match["form"]
            said = qualifiers(f" {form}", 0, 0)
            variant = families.of_form(before[-1].entry, said) if said.forms or said.sizes else None
            if variant is not None:
                more.append(Mention(match.start("form"), match.end("form"), variant, match["form"], False))
    for match in _GENERATION.finditer(text) if _PCIE.search(text) else ():
        number = next(char for char in match.group() if char.isdigit())
        known = whom(f"pcie{number}x{match['lanes'] or 16}")
        if known is not None and not any(m.start < match.end() and match.start() < m.end for m in found):
            more.append(Mention(match.start(), match.end(), known[0], match.group(), False))
    return more


def of_forms(text: str, found: list[Mention], families: Families) -> list[Mention]:
    """Names of families whose form stands before them: "the PCIe version of the H100", "as a PCIe card the H100"."""
    whole = list(found)
    for place, one in enumerate(found):
        form = _FORM_BEFORE.search(text, max(0, one.start - _LONGEST_FORM), one.start) if one.assumed else None
        said = qualifiers(f" {form['form']}", 0, 0) if form is not None else None
        variant = families.of_form(one.entry, said) if said is not None and (said.forms or said.sizes) else None
        if variant is not None:
            whole[place] = one._replace(entry=variant, assumed=False)
    return whole


def completed(text: str, found: list[Mention], whom: Whom) -> list[Mention]:
    """Names with the word that the one behind a slash has for both: "M2/M3 Max"."""
    whole = list(found)
    for place, (one, other) in enumerate(pairwise(found)):
        both = _CHIP_AT_THE_END.search(other.name) if text[one.end : other.start].strip() == "/" else None
        known = whom(fold(f"{one.name}{both.group()}")) if both is not None else None
        if known is not None and known[0].kind == one.entry.kind:
            whole[place] = one._replace(entry=known[0], assumed=known[1])
    return whole


def of_later_cards(text: str, found: list[Mention], whom: Whom) -> list[Mention]:
    """Names with a letter that a later card has dropped, and the word that tells that one: "A6000 Ada"."""
    whole = list(found)
    for place, one in enumerate(found):
        number = _LETTERED_NUMBER.search(one.name) if one.entry.kind == "accelerators" else None
        word = _WORD_BEHIND.match(text, one.end) if number is not None else None
        known = whom(fold(f"{number['number']}{word.group()}")) if number is not None and word is not None else None
        if known is not None and word is not None and known[0].kind == one.entry.kind:
            whole[place] = Mention(one.start, word.end(), known[0], text[one.start : word.end()], known[1])
    return whole


def continued(text: str, first: Mention, whom: Whom) -> list[Mention]:
    """The further names of "TPU v4 / v5e / v5p", of which the last words alone are said."""
    found: list[Mention] = []
    last, end = _LAST_WORD.search(first.name), first.end
    while last is not None and last.start() > 0 and len(found) < _MOST_JOINED:
        match = _JOINED_WORD.match(text, end)
        if match is None or (match["word"].isdigit() and "/" not in match["joint"]):
            break
        known = whom(fold(first.name[: last.start()] + match["word"]))
        if known is None or known[0].kind != first.entry.kind:
            break
        end = match.end()
        found.append(Mention(match.start("word"), end, known[0], match["word"], known[1]))
    return found
