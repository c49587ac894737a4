"""What stands around a derived number that it may have been computed from, the nearest first.

An input is taken from the nearest scope that states it; where a scope states several, it is ambiguous there and
nothing further away is looked at. In a table, the cells of the row come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from mlsysim_registry import formulas
from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES, TIME
from mlsysim_validators.sources.judges.recompute import cells, texts
from mlsysim_validators.sources.judges.recompute.compared import is_compared_with
from mlsysim_validators.sources.judges.recompute.given import IN_A_LISTING, Given, arguments
from mlsysim_validators.sources.judges.recompute.heads import head_of
from mlsysim_validators.sources.judges.recompute.listed_models import model_before
from mlsysim_validators.sources.judges.recompute.scopes import OWN, Scope
from mlsysim_validators.sources.judges.recompute.teams import WORDS, teams_in
from mlsysim_validators.sources.judges.recompute.texts import (
    MODEL_SIZE,
    beside,
    formats_in,
    hits,
    model_size,
    multiplier,
    names_a_variant,
    quantities_of,
    shares_in,
    whole,
)
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.throughout import of_its_size
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_TOKENS_BEFORE = regex(r"\btokens?\W{1,4}$", re.IGNORECASE)  # "Total seen tokens: 366B"
_NEAR_LABEL = 20
_FORMAT_BEHIND = regex(r" ?\(?(?:in|at|of|for|using|with) [A-Za-z]{2,4}\d{1,2}\b|,? ?\([A-Za-z]{2,4}\d{1,2}\)")
_ALIKE = 0.02
LEAST_PARAMETERS = 1000
_LEAST_TRAINED = 1e8  # tokens
_COUNTED_ROW = regex(r"\W*(?P<n>[1-9]\d{0,4}) ?[×x] ?(?:[A-Z][\w.-]{0,12} ?){1,4}")
_ONE_DEVICE = regex(r"\b(?:a single|one|single) (?:GPU|accelerator|card|A100|H100|H200|MI300X|B200|V100)\b")
_SEVERAL = regex(r"\d[\d,]* ?[x×]? ?(?:\w+ )?(?:GPUs|accelerators|nodes|of them)|\d s\b")
_PARTS = regex(
    r"(?<![\w.,$])(\d{1,4}) (?:equal )?(?:chunk|part|piece|shard|stage|node|rank|GPU|device|replica|layer|head|link|"
    r"port|channel|stack|die|group|card)s?\b"
)
_NARROWER = {"int8": 2.0, "fp8": 2.0, "int4": 4.0}  # than the 16 bits that a size was stated for
_SPELLED = regex(
    rf"\b(?:on|over|across|by|for|all|of|with|moves?|reads?|writes?|touch(?:es)?|copy|copies) "
    rf"({'|'.join(WORDS)})\b(?! times)",
    re.IGNORECASE,
)
_DEVICES_HEADER = (
    r"^(?:number of |# ?|no\. of )?(?:GPUs?|accelerators|devices|chips|[AHBV]\d00s)"
    r"(?: (?:per replica|needed|required))?$"
)

_BETWEEN = regex(r"[,\u2009\u202f\u00a0]")  # thousands
_THOUSANDS = r"\d{1,3}(?:[\u2009\u202f\u00a0]\d{3})+"
_OF_MANY = ("the rest of the paragraph", "the section", "the slide", "the slide before")  # sizes are of several things
_OF_OTHERS = ("a line above", "the section", "the slide", "the slide before")  # where paragraphs have heads


class Situation:
    """The inputs around one claim."""

    def __init__(
        self, claim: Claim, around: Surroundings, slide: Slide, scopes: list[Scope], finder: EntityFinder
    ) -> None:
        self.claim = claim
        self.around = around
        self._finder = finder
        self.scopes = scopes
        self.slide = slide
        self.places: set[str] = set()
        self._inputs: set[str] = set()
        self.format_place = ""  # where the number format stands that was asked for last
        self.registry = finder.registry

    @property
    def near(self) -> bool:
        """Whether every input that was taken stands near enough for a finding."""
        known = {scope.place: scope.near for scope in self.scopes} | {"its column": True, IN_A_LISTING: True}
        return all(known.get(place, False) for place in self.places)

    def is_near(self, place: str) -> bool:
        """Whether a scope is near enough for a finding."""
        return any(scope.near for scope in self.scopes if scope.place == place)

    def told_elsewhere(self, dimension: Dimension, value: float) -> bool:
        """Whether a scope that inputs were taken from, not the claim's own, states already what they give."""
        own = {"the sentence", "its cell", "its row", "its row and column"}
        return any(
            abs(reading.value * unit.factor - value) <= _ALIKE * abs(value)
            for scope in self.scopes
            if scope.place in self.places - own
            for reading, unit in self._of(scope, dimension)
        )

    @property
    def close(self) -> bool:
        """Whether every input that was taken stands in the sentence, the row or the title, or in the registry."""
        return not self.places & {"the paragraph", "the slide", "the slide before", "the document"}

    @property
    def at_hand(self) -> bool:
        """Whether all inputs stand in what is about the number, its sentence, row, title or set-up, or in one line."""
        together = len(self._inputs) > 1 and self.places <= {"a line above", "the paragraph"}
        return together or self.places <= {*OWN, "the sentence before", "its column", IN_A_LISTING}

    @property
    def whole(self) -> bool:
        """Whether its own sentence or row states several inputs, and all of them."""
        return len(self._inputs) > 1 and self.places <= {"the sentence", "its row", "its cell", "its row and column"}

    def quantity(
        self, dimension: Dimension, about: str = "", avoid: str = "", *, behind: int = 30, ahead: int = 40
    ) -> Given | None:
        """The quantity of a dimension that is nearest; `about` and `avoid` are patterns for the words beside it."""
        in_row = cells.in_row(self.claim, self.slide, dimension, about, avoid)
        if in_row is not None:
            return self._take(in_row)
        for scope in self.scopes:
            found: dict[float, Given] = {}
            for reading, unit in self._of(scope, dimension):
                words = beside(scope.text, reading, ahead, behind)
                if about and not texts.says(about, words):
                    continue
                if avoid and texts.says(avoid, words):
                    continue
                if scope.place in _OF_MANY and cells.of_another_row(self.claim, reading.text):
                    continue
                value, times = reading.value * unit.factor, multiplier(scope.text, reading)
                words = f"{times.words} {' '.join(reading.text.split())}".strip()
                values = (value * times.value, value) if times.value != 1.0 else (value,)
                found.setdefault(values[0], Given(values, words, scope.place))
            if len(found) == 1:
                return self._take(next(iter(found.values())))
            if found:
                return None
        return None

    def listed(self, header: str) -> Given | None:
        """The plain number of the row in the one other column whose header has a pattern."""
        given = cells.listed(self.claim, header)
        return self._take(given) if given is not None else None

    def all_of(self, scope: Scope, dimension: Dimension) -> Iterator[Given]:
        """Every quantity of a dimension that a scope states."""
        for reading, unit in self._of(scope, dimension):
            yield Given((reading.value * unit.factor,), " ".join(reading.text.split()), scope.place)

    def _of(self, scope: Scope, dimension: Dimension) -> Iterator[tuple[Reading, Unit]]:
        mine = self.claim.reading.text.strip()
        return (
            (reading, unit)
            for reading, unit in quantities_of(scope.text, dimension)
            if reading.text.strip() != mine and not (dimension == BYTES and names_a_variant(scope.text, reading.start))
        )

    def count(self, pattern: str) -> Given | None:
        """The whole number that a pattern captures, where the nearest scope with a hit has one value."""
        own = self.claim.reading.text.strip()

        def value(match: re.Match[str]) -> float:
            digits = next((group for group in match.groups() if group), "")
            return whole(digits) if digits != own else 0.0

        return self._only(re.compile(pattern, re.IGNORECASE), value)

    def number(self, pattern: re.Pattern[str]) -> Given | None:
        """The number that a pattern captures, where the nearest scope with a hit has one value."""
        return self._only(pattern, lambda match: whole(next((group for group in match.groups() if group), "")))

    def _only(self, pattern: re.Pattern[str], value_of: Callable[[re.Match[str]], float]) -> Given | None:
        """The value of a pattern's hits in the nearest scope that has one, if all agree; hits of value 0 are none."""
        for scope in self.scopes:
            found: dict[float, str] = {}
            for match in hits(pattern, scope.text):
                value = value_of(match)
                elsewhere = scope.place in _OF_MANY and cells.of_another_row(self.claim, match.group())
                if value and not elsewhere:
                    found.setdefault(value, " ".join(match.group().split()))
            if len(found) == 1:
                value, words = next(iter(found.items()))
                return self._take(Given((value,), words, scope.place))
            if found:
                return None
        return None

    def argument(self, name: str) -> Given | None:
        """The first keyword argument in the slide's listings whose name has a pattern: message_bytes=16e9."""
        given = next((given for called, given in arguments(self.slide.code).items() if re.search(name, called)), None)
        return self._take(given) if given is not None else None

    def devices(self) -> Given | None:
        """How many devices take part."""
        if _ONE_DEVICE.search(self.around.sentence) and not _SEVERAL.search(self.around.sentence):
            return self._take(Given((1.0,), "one GPU", "the sentence"))
        counted = _COUNTED_ROW.match(self.around.row) if self.claim.stated.cell is not None else None
        if counted is not None:
            return self._take(Given((float(counted["n"]),), counted[0].strip(), "its row"))
        return self.listed(_DEVICES_HEADER) or self.count(
            r"(\d(?<![\w.,$]\d)[\d,]{0,9})[ -]?[x×]? ?(?![kMGT]i?B\b)(?:NVIDIA |AMD |Intel |Google )?"
            r"(?-i:[A-Z][\w.-]{0,20} ){0,3}"
            r"(?:of them|GPUs?|accelerators|devices|chips|TPUs|H100s?|A100s?|H200s?|B200s?|MI300Xs?|V100s?)\b(?! per|"
            r"[- ]?(?:hours?|years?|h|hrs?|days?|minutes?)\b)"
        )

    def tokens(self) -> Given | None:
        """How many tokens a sequence has; 4K may be 4,000 or 4,096."""
        listed = self.listed(r"context|tokens(?! ?/| per)|sequence|\bseq|length")
        if listed is not None:
            return listed
        pattern = re.compile(
            rf"(?<![\w.,])({_THOUSANDS}|\d[\d,]{{0,9}}(?:\.\d)?) ?([KkM]?)[ -]?(?:tokens?|tok|context)\b|"
            r"(?:context|sequence|seq(?:uence)?(?:_?len)?|prompt)(?: length|"
            rf" len)?(?: of)? ?[=:]? ?({_THOUSANDS}|\d[\d,]{{0,9}})([KkM]?)(?![\w.])",
        )
        for scope in self.scopes:
            found: dict[str, Given] = {}
            for match in hits(pattern, scope.text):
                digits, scale = match.group(1) or match.group(3), match.group(2) or match.group(4) or ""
                number = float(_BETWEEN.sub("", digits))
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
        listed = self.listed(r"^(?:training )?tokens(?: D)?$|^D$")
        if listed is not None and listed.values[0] >= _LEAST_TRAINED:
            return listed
        given = self.quantity((("tokens", 1),), avoid=r"/ ?s|per second|batch")
        if given is not None and given.values[0] >= _LEAST_TRAINED:
            return given
        pattern = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?(T|trillion|B|billion)[ -](?:training )?tok", re.IGNORECASE)
        for scope in self.scopes:
            found = {match.groups(): match.group() for match in hits(pattern, scope.text)}
            if len(found) == 1:
                (digits, scale), words = next(iter(found.items()))
                factor = 1e12 if scale.lower().startswith("t") else 1e9
                return self._take(Given((float(digits) * factor,), words, scope.place))
            if found:
                return None
        return None

    def model(self) -> Entry | None:
        """The model of the registry that is named nearest."""
        return model_before(self.claim, self._finder) or self._named("models")

    def device(self, *, as_input: bool = True) -> Entry | None:
        """The accelerator of the registry that is named nearest; not `as_input`, if nothing is computed from it."""
        return self._named("accelerators", as_input)

    def mentions(self, text: str, kind: str) -> list[Entry]:
        """The entries of a kind that a text names, in order."""
        return [mention.entry for mention in self._finder.mentions(text) if mention.entry.kind == kind]

    def _named(self, kind: str, as_input: bool = True) -> Entry | None:
        if self.claim.entity is not None and self.claim.entity.kind == kind:
            return self.claim.entity
        for scope in self.scopes:
            what = "entries", kind, id(self._finder), scope.text
            named, known = self.slide.once(what, partial(self._entries, scope.text, kind))
            sized = kind == "models" and not named and scope.near and scope.place not in _OF_MANY
            sized = sized and not (self.claim.stated.cell is not None and scope.place == "a line above")
            of_size = self._of_a_size(scope) if sized else None
            entries = known | ({of_size.id: of_size} if of_size is not None else {})
            if len(entries) == 1:
                self.places |= {scope.place} if as_input else set()
                return next(iter(entries.values()))
            if entries:
                return None
        return None

    def _entries(self, text: str, kind: str) -> tuple[bool, dict[str, Entry]]:
        """Whether a text names entries of a kind, and those that it does not only compare with."""
        named = [m for m in self._finder.mentions(text) if m.entry.kind == kind]
        return bool(named), {m.entry.id: m.entry for m in named if not is_compared_with(text, m.start)}

    def _of_a_size(self, scope: Scope) -> Entry | None:
        """The one model of the document of the size that a scope names: "405B, one sequence of 32,768 tokens"."""
        sizes = {model_size(match)[1] for match in hits(MODEL_SIZE, scope.text) if model_size(match)[0]}
        return of_its_size(sizes.pop(), self.claim.document, self._finder) if len(sizes) == 1 else None

    def parameters(self) -> Given | None:
        """How many parameters the model has: as the registry counts them, and as its name rounds them."""
        listed = self.listed(r"^(?:total |# ?|number of )?param|^N$|model size")
        above = cells.listed_above(self.claim, r"^param") if listed is None else None
        listed = self._take(above) if above is not None else listed
        if listed is not None and listed.values[0] >= LEAST_PARAMETERS:
            return listed
        for scope in self.scopes:
            models = {m.entry.id: m for m in self._finder.mentions(scope.text) if m.entry.kind == "models"}
            if any(is_compared_with(scope.text, model.start) for model in models.values()):
                return None  # its own may stand anywhere
            sizes = {
                model_size(m)
                for m in hits(MODEL_SIZE, scope.text)
                if m.group().strip() != self.claim.text and model_size(m)[0]
                if not _TOKENS_BEFORE.search(scope.text, max(0, m.start() - _NEAR_LABEL), m.start())
            }
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
                model = of_its_size(words, self.claim.document, self._finder)
                if model is not None and "parameters.active" not in model:
                    total = model["parameters.total"].value
                    told = f"{total / 1e9:.4g}B parameters of {model.name}"
                    return self._take(Given((total, value), told, scope.place))
                return self._take(Given((value,), f"{words} parameters", scope.place))
        return None

    def precision(self, *, besides: re.Pattern[str] | None = None) -> str | None:
        """The one number format that the words before the number name, or the nearest scope with any.

        `besides`: the words of formats that are another's.
        """
        self.format_place = "the sentence"
        behind = _FORMAT_BEHIND.match(self.around.after)
        if behind is not None and len(formats_in(behind.group())) == 1:
            return next(iter(formats_in(behind.group())))
        before = formats_in(self.around.before[-60:])
        if len(before) == 1:
            return next(iter(before))
        on_its_own = bool(head_of(self.claim))
        for scope in self.scopes:
            if on_its_own and scope.place in _OF_OTHERS:
                continue
            found = formats_in(besides.sub(" ", scope.text) if besides is not None else scope.text)
            if len(found) == 1:
                one = next(iter(found))
                if scope.near or formulas.bytes_per_element(one) != 2.0:  # 16 bits are meant where nothing is said
                    self.places.add(scope.place)
                self.format_place = scope.place
                return one
            if found:
                return None
        return None

    def factors(self) -> tuple[float, ...]:
        """Numbers of like things in the sentence or row, of devices, and efficiencies in or right above it."""
        found: set[float] = set()
        for scope in self.scopes:
            if scope.place in ("the sentence", "its row", "its cell", "its row and column"):
                found |= {whole(match[1]) for match in hits(_PARTS, scope.text)}
                found |= {WORDS[match[1].lower()] for match in hits(_SPELLED, scope.text)} | teams_in(scope.text)
                if any(unit.dimension == TIME for unit in self.claim.reading.units):
                    found |= {_NARROWER[name] for name in formats_in(scope.text) if name in _NARROWER}
            if scope.place not in ("the rest of the paragraph", "the slide", "the slide before"):
                found |= set(shares_in(scope.text))
        places, inputs = set(self.places), set(self._inputs)
        devices = self.devices()
        self.places, self._inputs = places, inputs
        return tuple((found | set(devices.values if devices is not None else ())) - {0.0, 1.0})

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
        return any(texts.says(pattern, scope.text) for scope in self.scopes[:nearest])

    def _take(self, given: Given) -> Given:
        self.places.add(given.place)
        self._inputs.add(given.words)
        return given
