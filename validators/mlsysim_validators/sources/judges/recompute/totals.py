"""The total that ends a list: weights 35 GB, KV cache 20 GB, activations 5 GB, total 60 GB."""

from __future__ import annotations

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.texts.slides import Slide

_TOTAL = AnyCase(r"\W*(?:(?:the |grand |sub-?)?total|sum|altogether|all together|together)\b")
_NO_PART = AnyCase(
    r"capacity|budget|available|\bfree\b|\bleft\b|hbm|without|instead|limit|per (?:gpu|device|node|token)"
)
_SETS_UP = AnyCase(r"\W*(?:each|every|\d+ ?[x×])")
_MOST_ITEMS = 12
_ROOM = 0.02


def compute(claim: Claim, slide: Slide) -> tuple[Unit, Computed] | None:
    """What the items above a total come to, in the first of its units that all of them share; None where none does."""
    block = claim.stated.block
    text = claim.stated.text.text
    if block.kind != "item" or not _TOTAL.match(text) or not claim.reading.one_value:
        return None
    unit = claim.reading.units[0]
    dimension = uncounted(unit.dimension)
    if not dimension or claim is not next(iter(_alike(slide.same_text(claim), dimension)), None):
        return None
    parts: list[Claim] = []
    clear = True
    for above in slide.above(block):
        if above.kind != "item" or _TOTAL.match(above.text.text) or len(parts) >= _MOST_ITEMS:
            break
        alike = _alike(slide.claims_of(above), dimension)
        if not alike:
            break
        clear = (
            clear and len(alike) == 1 and not _NO_PART.search(above.text.text) and not _SETS_UP.match(above.text.text)
        )
        parts.append(alike[-1])
    if len(parts) < 2 or not all(part.reading.one_value for part in parts):
        return None
    values = [_value(part, dimension) for part in parts]
    slack = sum(0.5 * part.reading.resolution * _unit(part, dimension).factor for part in parts)
    total = sum(values)
    told = " + ".join(part.text for part in reversed(parts))
    room = max(_ROOM, slack / total if total else 0.0)
    return unit, Computed([(total, told)], room=room, certain=clear)


def _alike(claims: list[Claim], dimension: object) -> list[Claim]:
    return [one for one in claims if any(uncounted(unit.dimension) == dimension for unit in one.reading.units)]


def _unit(claim: Claim, dimension: object) -> Unit:
    return next(unit for unit in claim.reading.units if uncounted(unit.dimension) == dimension)


def _value(claim: Claim, dimension: object) -> float:
    return claim.reading.value * _unit(claim, dimension).factor
