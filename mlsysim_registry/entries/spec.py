"""One value with its proof."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from mlsysim_registry.errors import UnitError
from mlsysim_registry.units import parse_quantity, parse_unit
from mlsysim_registry.units.vocabulary import DIMENSIONLESS, combine, vocabulary

CITATION_ID = r"^[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*$"
ENTRY_ID = r"^[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)?$"
DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
NAME = r"^[a-z0-9][a-z0-9_]*$"
_NUMBER = r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([eE][+-]?[0-9]+)?"
_VALUE = re.compile(_NUMBER + r"( +[^ ]+)?")

Text = Annotated[str, StringConstraints(pattern=r"\S")]
CitationId = Annotated[str, StringConstraints(pattern=CITATION_ID)]
EntryId = Annotated[str, StringConstraints(pattern=ENTRY_ID)]
Date = Annotated[str, StringConstraints(pattern=DATE)] | Annotated[int, Field(ge=1950, le=2100)]
Name = Annotated[str, StringConstraints(pattern=NAME)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class Strict(BaseModel):
    """Base of everything in an entry: a key that is not known is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _filled_in(cls, value: Any) -> Any:
        """YAML reads a key without a value as null: that is a form not filled in, never a value."""
        if value is None:
            raise PydanticCustomError("empty", "the value is empty: fill it in, or leave the key out")
        return value


# What may stand behind the one slash of a unit: GB/s, USD/GPU-hour, gCO2e/kWh.
OVER = ("s", "h", "kWh", "MWh", "GPU-hour", "token", "GPU")


@lru_cache(maxsize=64)
def unit_spellings(measures: tuple[str, ...]) -> tuple[str, ...]:
    """Every unit of the vocabulary, and every `unit/unit`, that measures one of the given things."""
    wanted = {parse_unit(unit).dimension for unit in measures} - {DIMENSIONLESS}
    atoms = vocabulary().atoms
    found = [symbol for symbol, atom in atoms.items() if atom.dimension in wanted]
    for symbol, atom in atoms.items():
        for below in OVER:
            if combine((atom.dimension, 1), (atoms[below].dimension, -1)) in wanted:
                found.append(f"{symbol}/{below}")
    return tuple(sorted(set(found)))


def value_schemas(measures: tuple[str, ...]) -> list[dict[str, Any]]:
    """What JSON Schema can say of a value that measures one of the given things; without any, of every value."""
    plain = not measures or any(parse_unit(unit).dimension == DIMENSIONLESS for unit in measures)
    units = _alternatives(unit_spellings(measures))
    if not measures:
        units = f"({_alternatives(sorted(vocabulary().atoms))})(/({_alternatives(OVER)}))?"
    schemas: list[dict[str, Any]] = []
    if units:
        usual = [unit for unit in measures if unit] or ["5.3 TB/s"]
        told = f"a number, a space, and a unit of registry/units.yaml that measures this, such as {' or '.join(usual)}"
        pattern = f"^{_NUMBER} +({units})$"
        schemas.append({"type": "string", "pattern": pattern, "patternErrorMessage": told})
    if plain:
        schemas += [{"type": "number"}, {"type": "string", "pattern": f"^{_NUMBER}$"}]
    return schemas


def _alternatives(spellings: Iterable[str]) -> str:
    return "|".join(spelling.replace("^", r"\^") for spelling in spellings)


def check_quantity(text: str | float, measures: tuple[str, ...]) -> None:
    """Raises PydanticCustomError unless the text is a quantity that measures one of the given things (or anything)."""
    try:
        quantity = parse_quantity(text)
    except UnitError as error:
        context = {"message": str(error), "hint": error.hint}
        raise PydanticCustomError("unit_unknown", "{message}: {hint}", context) from error
    symbol, dimension = quantity.unit.symbol, quantity.unit.dimension
    _, slash, below = symbol.partition("/")
    if isinstance(text, str) and (text != text.strip() or not _VALUE.fullmatch(text)):
        context = {"message": f"`{text}` is not written plainly", "hint": "write a number, a space, a unit"}
        raise PydanticCustomError("unit_unknown", "{message}: {hint}", context)
    if slash and below not in OVER:
        context = {"message": f"`{symbol}` is not used here", "hint": f"what stands below is one of {', '.join(OVER)}"}
        raise PydanticCustomError("unit_unknown", "{message}: {hint}", context)
    if measures and (
        dimension not in {parse_unit(unit).dimension for unit in measures} or (symbol and dimension == DIMENSIONLESS)
    ):
        expected = " or ".join(unit or "a plain number" for unit in measures)
        context = {"unit": symbol or "a plain number", "expected": expected}
        raise PydanticCustomError("unit_dimension", "`{unit}` does not measure this; expected {expected}", context)


class Proof(Strict):
    """Where a value was read: the source, the place in it, the words."""

    cite: CitationId
    """The citation: `amd/mi300x-data-sheet` is citations/amd/mi300x-data-sheet.yaml."""
    at: Text
    """Where in the source: one of the citation's passages."""
    quote: Text
    """The words of the passage that show the value, word for word."""
    because: Text | None = None
    """What the words leave open: which pipe, which direction, how we know."""


_STATUSES = {
    "quoted": ("cite", "at", "quote"),
    "derived": ("derive", "because"),
    "estimated": ("range", "because"),
}
# What a spec of one status never has: a quoted one is not derived, but a derived one may quote its numbers.
_EXCLUDED = {"quoted": ("derive", "range"), "derived": ("range",), "estimated": ("cite", "derive")}


class Spec(Strict):
    """One value with its proof: quoted (cite, at, quote), derived (derive, because) or estimated (range, because)."""

    measures: ClassVar[tuple[str, ...]] = ()

    value: StrictStr | StrictInt | StrictFloat
    """The number with its unit, as the source prints it: `5.3 TB/s`."""
    cite: CitationId | None = None
    """The citation: `amd/mi300x-data-sheet` is citations/amd/mi300x-data-sheet.yaml."""
    at: Text | None = None
    """Where in the source: one of the citation's passages."""
    quote: Text | None = None
    """The words of the passage that show the value, word for word; «marks» pick one number of several."""
    derive: Text | None = None
    """An expression over other specs of this entry: `compute.matrix_sparse.fp16 / 2`."""
    because: Text | None = None
    """Why a derivation or an estimate holds, or what the quoted words leave open."""
    range: Annotated[list[str | int | float], Field(min_length=2, max_length=2)] | None = None
    """For an estimate: the lowest and highest value that would not surprise us."""
    prefix: Literal["binary"] | None = None
    """`binary` where the source's kB, MB and GB are powers of 1024."""
    conditions: Text | None = None
    """Under what conditions a measurement was taken."""
    on: EntryId | None = None
    """The device that a measurement was taken on."""

    @model_validator(mode="after")
    def _one_status(self) -> Spec:
        present = [name for name, keys in _STATUSES.items() if getattr(self, keys[0]) is not None]
        if present == ["quoted", "derived"]:  # a derivation may quote the words that its numbers stand in
            present = ["derived"]
            if None in (self.at, self.quote):
                raise PydanticCustomError("status", "a derivation that cites needs at and quote, too")
        if len(present) != 1:
            told = " and ".join(present) or "none of them"
            raise PydanticCustomError(
                "status",
                "a spec is quoted (cite), derived (derive) or estimated (range); this one is {told}",
                {"told": told},
            )
        missing = [key for key in _STATUSES[present[0]] if getattr(self, key) is None]
        if missing:
            raise PydanticCustomError(
                "status", "a {status} spec also needs {keys}", {"status": present[0], "keys": ", ".join(missing)}
            )
        return self

    @model_validator(mode="after")
    def _right_unit(self) -> Spec:
        for text in (self.value, *(self.range or ())):
            check_quantity(text, self.measures)
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        values = value_schemas(cls.measures)
        schema["properties"]["value"] = {"anyOf": values}
        schema["properties"]["range"] = {"type": "array", "items": {"anyOf": values}, "minItems": 2, "maxItems": 2}
        schema["oneOf"] = [
            {"required": list(keys)} | {"not": {"anyOf": [{"required": [other]} for other in _EXCLUDED[status]]}}
            for status, keys in _STATUSES.items()
        ]
        schema["dependencies"] = {"cite": ["at", "quote"]}
        return schema


class Other(Strict):
    """A value that another document prints, or that held once; with its own proof."""

    value: StrictStr | StrictInt | StrictFloat
    """The number with its unit, as that source prints it."""
    cite: CitationId
    at: Text
    quote: Text
    direction: Literal["one", "both"] | None = None
    prefix: Literal["binary"] | None = None
    because: Text | None = None
    why: Text
    """Why the entry does not stand by this value."""

    @model_validator(mode="after")
    def _readable(self) -> Self:
        check_quantity(self.value, ())
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        schema["properties"]["value"] = {"anyOf": value_schemas(())}
        return schema


class Former(Other):
    """A value that was official until a date; or one that was never right, and that this registry has corrected."""

    cite: CitationId | None = None  # type: ignore[assignment]
    at: Text | None = None  # type: ignore[assignment]
    quote: Text | None = None  # type: ignore[assignment]
    until: Date
    """When it stopped being the official value, or was corrected here."""
    corrected: Literal[True] | None = None
    """The value was this registry's mistake, never the source's: it needs no proof."""

    @model_validator(mode="after")
    def _proven_or_corrected(self) -> Self:
        if not self.corrected and None in (self.cite, self.at, self.quote):
            raise PydanticCustomError(
                "former", "a former value needs cite, at and quote, or `corrected: true` where it was our own mistake"
            )
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = super().__get_pydantic_json_schema__(core, handler)
        schema["anyOf"] = [{"required": ["cite", "at", "quote"]}, {"required": ["corrected"]}]
        return schema


class Exemption(Strict):
    """A rule that this entry may break, and why. One that no longer hides anything is an error."""

    rule: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}[0-9]{3}$")]
    path: Text | None = None
    """The spec path that it is about; without one, the whole entry."""
    because: Text


class Entry(Strict):
    """What every entry has."""

    name: Text
    """The name to print."""
    aliases: list[Text] = []
    """Other names that mean this entry and no other, among them the ones that drivers report."""
    default_for: list[Text] = []
    """Family names that mean this variant unless more is said."""
    notes: Text | None = None
    """What a reader should know."""
    disputed: dict[str, Annotated[list[Other], Field(min_length=1)]] = {}
    """Spec path -> what other documents print, and why the entry does not stand by it."""
    history: dict[str, Annotated[list[Former], Field(min_length=1)]] = {}
    """Spec path -> what the value used to be, until when."""
    reviewed: Date | None = None
    """When somebody other than who entered it last read every spec again, with the source beside it."""
    exceptions: list[Exemption] = []
    """Rules that this entry may break."""
