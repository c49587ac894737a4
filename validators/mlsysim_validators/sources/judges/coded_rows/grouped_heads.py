"""Query heads per KV head in rows of code or data, against the registry: `group_size=8`, `num_key_value_groups: 4`.

The row has to have the query heads of the model that it names. A plain `group_size` is also that of a quantization, or
a number of groups: it is judged where another model beside it has just its query heads per KV head, and other KV heads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected, Stated
from mlsysim_validators.sources.judges.coded_rows.named_models import model_of
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.documents import Block, Document, Value
from mlsysim_validators.sources.values.counting_keys import counted_field
from mlsysim_validators.sources.values.words import spoken

_GROUP = AnyCase(
    r"(?:(?P<plain>group size)|(?:gqa|attention|attn|kv|query|head)s? group size|(?:gqa|kv) (?:ratio|factor)|"
    r"(?:num )?key value groups|"
    r"(?:num |n )?(?:q(?:uer(?:y|ies))?|heads?)(?: heads?)? per (?:kv|key value|group)(?: heads?)?)\Z"
)
_QUANTIZED = AnyCase(r"\bquant|\b(?:bits|gptq|awq|gguf)\b")
_ANOTHER_ATTENTION = AnyCase(r"\b(?:mqa|mha|gqa|multi[ -]?quer\w*|multi[ -]?head)\b")


@dataclass(frozen=True)
class _Group:
    """A number of query heads per KV head, as a row of a model states it."""

    value: Value
    block: Block
    index: int
    entry: Entry
    heads: float
    kv: float
    plain: bool  # whether its key is group_size and no more

    @property
    def right(self) -> float:
        """How many query heads the model has per KV head."""
        return self.heads / self.kv


def judge(document: Document, finder: EntityFinder) -> Iterator[Claim]:
    """The claims on the query heads per KV head that the data of a document state."""
    known: list[_Group] = []
    for index, block in enumerate(document.blocks):
        if block.kind != "data":
            continue
        groups = [(value, key) for value in block.values if (key := _GROUP.match(spoken(value.said("key"))))]
        rows: dict[int, list[Value]] = defaultdict(list)
        for value in block.values if groups else ():
            rows[value.row].append(value)
        for value, key in groups:
            plain = key["plain"] is not None
            model = _model(value, rows[value.row], finder, plain=plain)
            if model is not None:
                known.append(_Group(value, block, index, *model, plain))
    told = any(one.value.number == one.right != one.kv for one in known)
    for one in known:
        if told or not one.plain:
            yield _claim(document, one)


def _model(value: Value, row: list[Value], finder: EntityFinder, *, plain: bool) -> tuple[Entry, float, float] | None:
    """The model whose query heads a row has, with these and its KV heads."""
    names = [
        label for label in value.labels if label.role in ("row", "key", "name") and label.words != value.said("key")
    ]
    if any(_ANOTHER_ATTENTION.search(spoken(label.words)) for label in names):
        return None  # "Llama 3 8B MQA"
    entry = model_of(value, finder)
    heads = entry.get("heads.query") if entry is not None else None
    kv = entry.get("heads.kv") if entry is not None else None
    if entry is None or heads is None or kv is None:
        return None
    counted = {(counted_field(other.said("key")) or ("", ""))[1]: other.number for other in row}
    if counted.get("heads.query") != heads.value:
        return None
    if plain and ("heads.kv" in counted or any(_QUANTIZED.search(spoken(other.said("key"))) for other in row)):
        return None
    return entry, heads.value, kv.value


def _claim(document: Document, one: _Group) -> Claim:
    reading = one.value.reading((ONE,))
    claim = Claim(document, Stated(reading, one.value.text, one.block, one.index, value=one.value), "spec")
    claim.entity, claim.field, claim.unit, claim.sure = one.entry, "heads.kv", ONE, True
    right = f"{one.right:g}"
    told = f"{one.entry.name}: {one.heads:g} query heads, {one.kv:g} KV heads: {right} for each"
    slips = {one.kv: "the number of its KV heads", one.heads: "the number of its query heads"}
    if one.value.number == one.right:
        claim.decide("match", told)
    elif one.value.number in slips:
        claim.expected = Expected(one.right, right)
        claim.decide("mismatch", f"{told}; this is {slips[one.value.number]}", rule="copied", hint=f"write {right}")
    else:
        claim.decide("unresolved", f"{told}; a variant of one's own may be meant")
    return claim
