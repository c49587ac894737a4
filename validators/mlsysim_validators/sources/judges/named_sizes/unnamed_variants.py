"""The figure of another variant under the bare name of a family: "an A100, 1935 GB/s" is the PCIe card's.

A family's name is taken as its default, and a figure that another variant has is told. Where nothing else in the text
speaks for the default, the author may as well have meant the variant, and is told its name.
"""

from __future__ import annotations

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.claims import Claim, states_spec_of
from mlsysim_validators.sources.judges.other_figures.beside import is_right
from mlsysim_validators.sources.names.variants import families_of, is_the_form, says_form
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_SIZE = regex(r"(?<![\d.])(\d{2,3}) ?-?Gi?B\b")
# "67 INT8 (Super)"
_IN_BRACKETS = regex(r"[^()]{0,8}\((?P<form>[A-Za-z]+)(?: mode)?\)")
_MEMORY_KIND = regex(r"\b(?:HBM|GDDR|LPDDR)\d\w?\b")
_NEAR = 16
_GIB = 0.08  # what powers of 1024 add


def of_an_unnamed_variant(claim: Claim, slide: Slide, registry: Registry) -> Entry | None:
    """The variant that a family's bare name may mean: a number is its figure, and nothing speaks against it.

    Two things do: that the document names the default in full, and a figure told with it that is the default's
    only, as 400 W beside 1935 GB/s.
    """
    if not claim.assumed or claim.settled or claim.entity is None or claim.entity.kind != "accelerators":
        return None
    if claim.field.startswith("links."):  # another device's, more likely: all boards of a family have one link
        return None
    family = families_of(registry).siblings(claim.entity)
    said = _sizes_beside(claim, family)
    beside = [
        other
        for other in slide.nearby_rows(claim)
        if _is_told_with(other, claim) and other.entity is claim.entity and other.kind == "spec" and is_right(other)
    ]
    return next(
        (
            variant
            for variant in family
            if _differs(variant, claim.entity, claim.field)
            and states_spec_of(claim, variant)
            and (not said or _size_of(variant) in said)
            and all(_may_have(one, variant) for one in beside)
        ),
        None,
    )


def of_the_form_beside(claim: Claim, around: Surroundings, registry: Registry) -> Entry | None:
    """The variant whose form stands over a number, in its row or right before it: "SXM5 | PCIe", "vs PCIe 350 W"."""
    if claim.entity is None or claim.entity.kind != "accelerators":
        return None
    sparse = sparse_of(claim.field)
    words = f"{around.row} {around.column} {around.before[-_NEAR:]}"
    bracket = _IN_BRACKETS.match(around.after)
    kinds = {word.casefold() for word in _MEMORY_KIND.findall(f"{around.row} {around.column} {around.sentence}")}
    return next(
        (
            one
            for one in families_of(registry).siblings(claim.entity)
            if one.id != claim.entity.id
            and (states_spec_of(claim, one) or (sparse != claim.field and states_spec_of(claim, one, sparse)))
            and (
                says_form(one, claim.entity, words)
                or (bracket is not None and is_the_form(one, claim.entity, bracket["form"]))
                or _has_kind(one, claim.entity, kinds)
            )
        ),
        None,
    )


def _has_kind(one: Entry, other: Entry, kinds: set[str]) -> bool:
    """Whether the one kind of memory that words name is in the names of a variant, and not of another."""
    mine, theirs = (
        {word.casefold() for name in (entry.name, *entry.aliases) for word in _MEMORY_KIND.findall(name)}
        for entry in (one, other)
    )
    return len(kinds) == 1 and kinds <= mine and not kinds & theirs


def sparse_of_a_sibling(claim: Claim) -> Entry | None:
    """The variant that its row or heading names, or the text in full elsewhere, whose sparse rate a number is."""
    path = sparse_of(claim.field)
    return next((one for one in claim.siblings if path != claim.field and states_spec_of(claim, one, path)), None)


def _is_told_with(other: Claim, claim: Claim) -> bool:
    """Whether two numbers stand in one text, list, row or column, and so speak of one device under one name."""
    one, two = claim.stated, other.stated
    if one.cell is not None and two.cell is not None:
        in_line = one.cell.row == two.cell.row or one.cell.column == two.cell.column
        return other is not claim and one.block is two.block and in_line
    if one.cell is not None or two.cell is not None:
        return False
    return other is not claim and (one.text is two.text or one.block.kind == two.block.kind == "item")


def _sizes_beside(claim: Claim, family: list[Entry]) -> set[float]:
    """The memories of a family that the name, label or sentence of a number says: "A100 80 GB", "(40GB model)"."""
    cell, table = claim.stated.cell, claim.stated.table
    label = table.label(cell) if table is not None and cell is not None else None
    words = f"{claim.name} | {label.text.text if label is not None else ''} | {claim.stated.sentence()}"
    stated = [float(size) * 1e9 for size in _SIZE.findall(words)]
    sizes = {_size_of(one) for one in family}
    return {size for size in sizes if any(abs(size / one - 1) < _GIB for one in stated)}


def _size_of(variant: Entry) -> float:
    spec = variant.get("memory.capacity")
    return spec.value if spec is not None else 0.0


def _differs(variant: Entry, entity: Entry, path: str) -> bool:
    """Whether a variant has another figure than an entry: else a number that is far from it is far from both."""
    theirs, own = variant.get(path), entity.get(path)
    return theirs is not None and own is not None and theirs.value != own.value


def _may_have(claim: Claim, variant: Entry) -> bool:
    """Whether a variant has such a number, or none is known of it."""
    return claim.field not in variant or states_spec_of(claim, variant)
