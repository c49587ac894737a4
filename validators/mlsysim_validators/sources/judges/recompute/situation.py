"""What stands around a derived number that it may have been computed from, the nearest first.

An input is taken from the nearest scope that states it; where a scope states several, it is ambiguous there and
nothing further away is looked at. In a table, the cells of the row come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.judges.recompute.scopes import MOST_TEXT, Scope, scopes_of
from mlsysim_validators.sources.slides import Slide, Surroundings

_SIZE = re.compile(
    r"(?<![\w.$])(\d{1,4}(?:\.\d{1,3})?) ?-?(B|billion|M|million)\b(?! ?(?:token|tok\b|sample|image|request|word|FLOP|"
    r"bytes|dollar|user|quer))(?=[ -]?(?:-?param|model|LLM|transformer|weights|active|dense|network|\b))|"
    r"(?<![\w.$])(\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d{1,3})?) ?(k|K|thousand|)"
    r"(?= ?-?(?:int8 |fp32 |quantized |trainable )?param)"
)
_WIDTHS = {"4-bit": "int4", "8-bit": "int8", "16-bit": "fp16", "32-bit": "fp32", "w4a16": "int4", "w8a8": "int8",
           "half-precision": "fp16", "full-precision": "fp32"}  # fmt: skip
_BITS = {"4": "int4", "8": "int8", "16": "fp16", "32": "fp32"}
_BITS_EACH = re.compile(r"(?<![\w.-])(4|8|16|32)[ -]bits?(?: ?/ ?| per | each\b| )?(?=weight|param|element|value|each)")
_WIDEST_FORMAT = 128  # bits


MOST_HEADER = 120
_FORMAT_BEHIND = re.compile(r" ?\(?(?:in|at|of|for|using|with) [A-Za-z]{2,4}\d{1,2}\b|,? ?\([A-Za-z]{2,4}\d{1,2}\)")
LEAST_PARAMETERS = 1000
MOST_COLUMNS = 20
_ONE_DEVICE = re.compile(r"\b(?:a single|one|single) (?:GPU|accelerator|card|A100|H100|H200|MI300X|B200|V100)\b")
_SEVERAL = re.compile(r"\d[\d,]* ?[x×]? ?(?:\w+ )?(?:GPUs|accelerators|nodes|of them)|\d s\b")
_DEVICES_HEADER = (
    r"^(?:number of |# ?|no\. of )?(?:GPUs?|accelerators|devices|chips)(?: (?:per replica|needed|required))?$"
)
_ARGUMENT = re.compile(r"\b([A-Za-z_]\w{0,60}) {0,4}= {0,4}(\d[\d_]{0,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?)")
_IN_A_LISTING = "a listing"
_PLAIN = re.compile(r"[~≈$]? ?(\d[\d,]*(?:\.\d+)?) ?([KkMBT]?)")
_SCALES = {"K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}


class Given(NamedTuple):
    """An input: its values in base units (several where a spelling leaves it open), its words, where it stands."""

    values: tuple[float, ...]
    words: str
    place: str

    def told(self) -> str:
        """The input with its place, for a working."""
        return f"{self.words} ({self.place})"


# The claims of a slide share its text, so that what it states is found once for all of them.


@lru_cache(maxsize=4096)
def _readings(text: str) -> list[Reading]:
    return readings(text)


@lru_cache(maxsize=4096)
def _of(text: str, dimension: Dimension) -> list[tuple[Reading, Unit]]:
    """The quantities of a dimension that a text states, each with its first unit of that dimension."""
    found: list[tuple[Reading, Unit]] = []
    for reading in _readings(text):
        if reading.range_end or (reading.units[0].symbol == "bit" and reading.value <= _WIDEST_FORMAT):
            continue
        unit = next(
            (unit for unit in reading.units if _measures(unit.dimension, dimension) and not _is_count(unit)), None
        )
        if unit is not None:
            found.append((reading, unit))
    return found


@lru_cache(maxsize=1024)
def _hits(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return list(pattern.finditer(text))


@lru_cache(maxsize=64)
def _arguments(code: str) -> dict[str, Given]:
    """The keyword arguments in listings, read as text: nothing is run. The first of a name counts."""
    found: dict[str, Given] = {}
    for name, digits in _ARGUMENT.findall(code):
        value = float(digits.replace("_", ""))
        found.setdefault(name.lower(), Given((value,), f"{name}={digits}", _IN_A_LISTING))
    return found


def _is_count(unit: Unit) -> bool:
    """Whether a unit counts billions rather than bytes: 70B."""
    return unit.symbol == "B" and unit.factor == 1.0


class Situation:
    """The inputs around one claim."""

    def __init__(
        self, claim: Claim, around: Surroundings, slide: Slide, before: Slide | None, finder: EntityFinder
    ) -> None:
        self.claim = claim
        self.around = around
        self._finder = finder
        self.scopes = list(scopes_of(claim, around, slide, before))
        self.slide = slide
        self.places: set[str] = set()
        self.registry = finder.registry

    @property
    def near(self) -> bool:
        """Whether every input that was taken stands near enough for a finding."""
        known = {scope.place: scope.near for scope in self.scopes} | {"its column": True, _IN_A_LISTING: True}
        return all(known.get(place, False) for place in self.places)

    @property
    def close(self) -> bool:
        """Whether every input that was taken stands in the sentence, the row or the title, or in the registry."""
        return not self.places & {"the paragraph", "the slide", "the slide before", "the document"}

    def quantity(
        self, dimension: Dimension, about: str = "", avoid: str = "", *, behind: int = 30, ahead: int = 40
    ) -> Given | None:
        """The quantity of a dimension that is nearest; `about` and `avoid` are patterns for the words beside it."""
        in_row = self._in_row(dimension, about, avoid)
        if in_row is not None:
            return self._take(in_row)
        for scope in self.scopes:
            found: dict[float, Given] = {}
            for reading, unit in self._of(scope, dimension):
                words = _beside(scope.text, reading, ahead, behind)
                if about and not re.search(about, words, re.IGNORECASE):
                    continue
                if avoid and re.search(avoid, words, re.IGNORECASE):
                    continue
                value = reading.value * unit.factor
                found.setdefault(value, Given((value,), " ".join(reading.text.split()), scope.place))
            if len(found) == 1:
                return self._take(next(iter(found.values())))
            if found:
                return None
        return None

    def _in_row(self, dimension: Dimension, about: str, avoid: str) -> Given | None:
        """The one quantity of a dimension in the other columns of the row, by headers that do not speak against it."""
        cell = self.claim.stated.cell
        found: list[Given] = []
        for other in self.slide.same_row(self.claim) if cell is not None else ():
            theirs, table = other.stated.cell, other.stated.table
            if theirs is None or table is None or cell is None or theirs.column == cell.column:
                continue
            header = " ".join(h.text.text for h in table.headers(theirs))[:MOST_HEADER]
            unit = next((unit for unit in other.reading.units if _measures(unit.dimension, dimension)), None)
            if unit is None or other.reading.range_end or (unit.symbol == "B" and unit.factor == 1.0):
                continue
            if (about and not re.search(about, header, re.IGNORECASE)) or (
                avoid and re.search(avoid, header, re.IGNORECASE)
            ):
                continue
            words = other.text if re.search(r"[A-Za-z]", other.text) else f"{other.text} {unit.symbol}"
            found.append(Given((other.reading.value * unit.factor,), words, "its row"))
        return found[0] if len(found) == 1 else None

    def listed(self, header: str) -> Given | None:
        """The plain number of the row in the one other column whose header has a pattern."""
        cell, table = self.claim.stated.cell, self.claim.stated.table
        if cell is None or table is None:
            return None
        found: list[Given] = []
        for one in table.row_of(cell)[:MOST_COLUMNS]:
            words = " ".join(h.text.text for h in table.headers(one))[:MOST_HEADER]
            match = _PLAIN.fullmatch(one.text.text.strip())
            if one.column != cell.column and match and re.search(header, words, re.IGNORECASE):
                scale = _SCALES.get(match[2], 1.0)
                found.append(Given((_whole(match[1]) * scale,), f"{words} {one.text.text.strip()}", "its row"))
        return self._take(found[0]) if len(found) == 1 and found[0].values[0] else None

    def _listed_above(self, header: str) -> Given | None:
        """The plain number of the column in the one row whose label has a pattern: a table of metrics by model."""
        cell = self.claim.stated.cell
        found: list[Given] = []
        for row in self.claim.stated.block.rows[:MOST_COLUMNS] if cell is not None else ():
            label = row[0].text.text[:MOST_HEADER].strip() if row else ""
            if cell is None or not row or row[0].row == cell.row or not re.search(header, label, re.IGNORECASE):
                continue
            one = next((one for one in row if one.column == cell.column), None)
            match = _PLAIN.match(one.text.text.strip()) if one is not None and one is not row[0] else None
            if match is not None:
                value = _whole(match[1]) * _SCALES.get(match[2], 1.0)
                found.append(Given((value,), f"{label} {match[0].strip()}", "its column"))
        return self._take(found[0]) if len(found) == 1 and found[0].values[0] else None

    def all_of(self, scope: Scope, dimension: Dimension) -> Iterator[Given]:
        """Every quantity of a dimension that a scope states."""
        for reading, unit in self._of(scope, dimension):
            yield Given((reading.value * unit.factor,), " ".join(reading.text.split()), scope.place)

    def _of(self, scope: Scope, dimension: Dimension) -> Iterator[tuple[Reading, Unit]]:
        mine = self.claim.reading.text.strip()
        return ((reading, unit) for reading, unit in _of(scope.text, dimension) if reading.text.strip() != mine)

    def count(self, pattern: str) -> Given | None:
        """The whole number that a pattern captures, where the nearest scope with a hit has one value."""
        own = self.claim.reading.text.strip()

        def value(match: re.Match[str]) -> float:
            digits = next((group for group in match.groups() if group), "")
            return _whole(digits) if digits != own else 0.0

        return self._only(re.compile(pattern, re.IGNORECASE), value)

    def number(self, pattern: re.Pattern[str]) -> Given | None:
        """The number that a pattern captures, where the nearest scope with a hit has one value."""
        return self._only(pattern, lambda match: _whole(next((group for group in match.groups() if group), "")))

    def _only(self, pattern: re.Pattern[str], value_of: Callable[[re.Match[str]], float]) -> Given | None:
        """The value of a pattern's hits in the nearest scope that has one, if all agree; hits of value 0 are none."""
        for scope in self.scopes:
            found: dict[float, str] = {}
            for match in _hits(pattern, scope.text):
                value = value_of(match)
                if value:
                    found.setdefault(value, " ".join(match.group().split()))
            if len(found) == 1:
                value, words = next(iter(found.items()))
                return self._take(Given((value,), words, scope.place))
            if found:
                return None
        return None

    def argument(self, name: str) -> Given | None:
        """The first keyword argument in the slide's listings whose name has a pattern: message_bytes=16e9."""
        given = next((given for called, given in _arguments(self.slide.code).items() if re.search(name, called)), None)
        return self._take(given) if given is not None else None

    def devices(self) -> Given | None:
        """How many devices take part."""
        if _ONE_DEVICE.search(self.around.sentence) and not _SEVERAL.search(self.around.sentence):
            return self._take(Given((1.0,), "one GPU", "the sentence"))
        return self.listed(_DEVICES_HEADER) or self.count(
            r"(?<![\w.,$])(\d[\d,]{0,9})[ -]?[x×]? ?(?![kMGT]i?B\b)(?:NVIDIA |AMD |Intel |Google )?"
            r"(?-i:[A-Z][\w.-]{0,20} ){0,3}"
            r"(?:of them|GPUs?|accelerators|devices|chips|TPUs|H100s?|A100s?|H200s?|B200s?|MI300Xs?|V100s?)\b(?! per|"
            r"[- ]?(?:hours?|years?|h|hrs?|days?|minutes?)\b)"
        )

    def tokens(self) -> Given | None:
        """How many tokens a sequence has; 4K may be 4,000 or 4,096."""
        listed = self.listed(r"context|tokens|sequence|\bseq|length")
        if listed is not None:
            return listed
        pattern = re.compile(
            r"(?<![\w.,])(\d[\d,]{0,9}(?:\.\d)?) ?([KkM]?)[ -]?(?:tokens?|tok|context)\b|"
            r"(?:context|sequence|seq(?:uence)?(?:_?len)?|prompt)(?: length|"
            r" len)?(?: of)? ?[=:]? ?(\d[\d,]{0,9})([KkM]?)(?![\w.])",
        )
        for scope in self.scopes:
            found: dict[str, Given] = {}
            for match in _hits(pattern, scope.text):
                digits, scale = match.group(1) or match.group(3), match.group(2) or match.group(4) or ""
                number = float(digits.replace(",", ""))
                if match.group().strip() == self.claim.text or number < 1:
                    continue
                values = {"": (number,), "M": (number * 1e6, number * 2**20)}.get(scale, (number * 1024, number * 1000))
                found.setdefault(f"{digits}{scale}", Given(values, match.group().strip(), scope.place))
            if len(found) == 1:
                return self._take(next(iter(found.values())))
            if found:
                return None
        return None

    def training_tokens(self) -> Given | None:
        """How many tokens a model is trained on: 15T tokens."""
        given = self.quantity((("tokens", 1),), avoid=r"/ ?s|per second|batch")
        if given is not None and given.values[0] >= 1e8:
            return given
        pattern = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?(T|trillion|B|billion)[ -](?:training )?tok", re.IGNORECASE)
        for scope in self.scopes:
            found = {match.groups(): match.group() for match in _hits(pattern, scope.text)}
            if len(found) == 1:
                (digits, scale), words = next(iter(found.items()))
                factor = 1e12 if scale.lower().startswith("t") else 1e9
                return self._take(Given((float(digits) * factor,), words, scope.place))
            if found:
                return None
        return None

    def model(self) -> Entry | None:
        """The model of the registry that is named nearest."""
        return self._named("models")

    def device(self, *, as_input: bool = True) -> Entry | None:
        """The accelerator of the registry that is named nearest; not `as_input`, if nothing is computed from it."""
        return self._named("accelerators", as_input)

    def _named(self, kind: str, as_input: bool = True) -> Entry | None:
        if self.claim.entity is not None and self.claim.entity.kind == kind:
            return self.claim.entity
        for scope in self.scopes:
            entries = {m.entry.id: m.entry for m in self._finder.mentions(scope.text) if m.entry.kind == kind}
            if len(entries) == 1:
                self.places |= {scope.place} if as_input else set()
                return next(iter(entries.values()))
            if entries:
                return None
        return None

    def parameters(self) -> Given | None:
        """How many parameters the model has: as the registry counts them, and as its name rounds them."""
        listed = self.listed(r"^(?:total |# ?|number of )?param|^N$|model size") or self._listed_above(r"^param")
        if listed is not None and listed.values[0] >= LEAST_PARAMETERS:
            return listed
        for scope in self.scopes:
            models = {m.entry.id: m for m in self._finder.mentions(scope.text) if m.entry.kind == "models"}
            sizes = {_size(m) for m in _hits(_SIZE, scope.text) if m.group().strip() != self.claim.text}
            if len(models) == 1:
                mention = next(iter(models.values()))
                values = [mention.entry["parameters.total"].value]
                named = re.search(r"(\d+(?:\.\d+)?) ?B\b", mention.name, re.IGNORECASE)
                if named:
                    values.append(float(named.group(1)) * 1e9)
                active = mention.entry.get("parameters.active")
                if active is not None:
                    values.append(active.value)
                return self._take(
                    Given(tuple(values), f"{values[0] / 1e9:.4g}B parameters of {mention.entry.name}", scope.place)
                )
            if len(models) > 1 or len(sizes) > 1:
                return None
            if sizes:
                value, words = next(iter(sizes))
                return self._take(Given((value,), f"{words} parameters", scope.place))
        return None

    def precision(self) -> str | None:
        """The one number format that the words before the number name, or the nearest scope with any."""
        behind = _FORMAT_BEHIND.match(self.around.after)
        if behind is not None and len(formats_in(behind.group())) == 1:
            return next(iter(formats_in(behind.group())))
        before = formats_in(self.around.before[-60:])
        if len(before) == 1:
            return next(iter(before))
        for scope in self.scopes:
            found = formats_in(scope.text)
            if len(found) == 1:
                self.places.add(scope.place)
                return next(iter(found))
            if found:
                return None
        return None

    def share(self, about: str) -> Given | None:
        """A share with these words beside it: 40% MFU, MFU 0.4, MFU = 0.40."""
        pattern = re.compile(
            rf"(?:{about})\W{{0,3}}(?:of|at|is|=|:|~|≈)?\W{{0,3}}(\d+(?:\.\d+)?) ?(%?)(?![\w.–-])|"
            rf"(?<![\w.–-])(\d+(?:\.\d+)?) ?(%) (?:of peak |model )?(?:{about})",
            re.IGNORECASE,
        )

        def value(match: re.Match[str]) -> float:
            digits, percent = match.group(1) or match.group(3), match.group(2) or match.group(4)
            stated = float(digits) / (100 if percent else 1)
            return stated if stated <= 1 else 0.0

        return self._only(pattern, value)

    def says(self, pattern: str, *, nearest: int = 3) -> bool:
        """Whether the first few scopes have a pattern."""
        return any(re.search(pattern, scope.text, re.IGNORECASE) for scope in self.scopes[:nearest])

    def _take(self, given: Given) -> Given:
        self.places.add(given.place)
        return given


@lru_cache(maxsize=2048)
def _size(match: re.Match[str]) -> tuple[float, str]:
    """How many parameters a size of a model is, and its words: 7B, 250k."""
    digits, scale = match.group(1) or match.group(3), (match.group(2) or match.group(4) or "")[:1]
    factor = {"b": 1e9, "m": 1e6, "k": 1e3, "t": 1e3}.get(scale.lower(), 1.0)
    return _whole(digits) * factor, f"{digits}{scale.upper()}"


def formats_in(text: str) -> frozenset[str]:
    """Every number format that a text names; BF16 and FP16 are one here, they take the same room."""
    found = {_BITS[bits] for bits in _BITS_EACH.findall(text[:MOST_TEXT])}
    for word in re.findall(r"[\w-]+", text[:MOST_TEXT]):
        name = _WIDTHS.get(word.lower()) or number_format(word)
        if name:
            found.add({"bf16": "fp16", "tf32": "fp32"}.get(name, name))
    return frozenset(found)


@lru_cache(maxsize=1024)
def _measures(dimension: Dimension, wanted: Dimension) -> bool:
    """Whether a dimension is the wanted one, or that per device."""
    return dimension == wanted or tuple(part for part in dimension if part != ("devices", -1)) == wanted


def _beside(text: str, reading: Reading, ahead: int, behind: int) -> str:
    """The words before and behind a number, up to the next numbers or ends of clauses."""
    left = re.split(r"[;|]|\. |\d", text[max(0, reading.start - ahead) : reading.start])[-1]
    right = re.split(r"[;|]|\. |\d", text[reading.end : reading.end + behind])[0]
    return f"{left} {reading.text} {right}"


def _whole(digits: str) -> float:
    try:
        return float(digits.replace(",", "")) if digits else 0.0
    except ValueError:
        return 0.0
