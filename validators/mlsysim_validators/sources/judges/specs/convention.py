"""Dense or sparse: what the words over a table or a list say of all its rates, before they are judged.

`1,979*` over a footnote "* with sparsity" is right; so is a table of sparse rates under a heading that says so. One row
of dense rates among them is the error then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.recompute.heads import head_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_SPARSE = AnyCase(r"\b(?:with|incl\w*|using|assum\w+|2:4|structured|all)?[ -]*(?:\w+ )?spars")
_DENSE = AnyCase(
    r"dense|(?:without|no|w/o|non|not|excl\w*)[ -]*(?:\w+ )?spars|half (?:of )?(?:the )?spars|one-half lower"
)
_FOOTNOTE = regex(
    r"(?P<mark>\*{1,3}|†|‡|[¹²³]|\b[1-3]\b[.):]?)[ :]*(?:\w+ ){0,6}?(?:with|using|incl\w*|assum\w+)[^.\n]{0,40}?spars",
    re.IGNORECASE,
)
# "With 2:4 sparsity the H100 is rated 3,958 in FP8, the MI300X 5,229.8" says so of all its rates.
_OPENING = regex(
    r"\W*(?:with|using|including|counting|assuming) (?:the )?(?:2:4 )?(?:structured )?sparsity\b", re.IGNORECASE
)
_SHORT = 80
_MARKS = "*†‡¹²³"
_NEAR = 300


def judge(claims: Iterable[Claim], around: dict[int, Surroundings], slide: Slide) -> None:
    """Give the rates of a table, a list or a sentence the pipe that the words over and under it speak of."""
    groups: dict[tuple[int, str], tuple[str, list[Claim]]] = {}
    for claim in claims:
        if claim.field.startswith("compute.matrix.") and claim.entity is not None and slide.says(_SPARSE):
            place, heading = _heading(claim, slide)
            if heading:
                groups.setdefault(place, (heading, []))[1].append(claim)
    marks: set[str] = set()
    if any(group[0].stated.cell is not None for _, group in groups.values()):
        marks = {match["mark"] for match in _FOOTNOTE.finditer(slide.text)}
    for heading, group in groups.values():
        said = bool(_SPARSE.search(heading)) and not _DENSE.search(heading)
        if not (said or marks):
            continue
        open_ones = [claim for claim in group if not _says_itself(around[id(claim)])]
        sparse = [
            claim
            for claim in open_ones
            if _states(claim, sparse_of(claim.field)) and (said or _marked(claim, marks, around))
        ]
        for claim in sparse:
            claim.field = sparse_of(claim.field)
        if said and len({claim.entity.id for claim in sparse if claim.entity}) >= 2:
            for claim in open_ones:
                if claim not in sparse and _states(claim, claim.field):
                    _report(claim)


def _heading(claim: Claim, slide: Slide) -> tuple[tuple[int, str], str]:
    """What stands over a rate, and the place for which that is said: its table, its list or its sentence."""
    stated = claim.stated
    if stated.cell is not None:
        return (id(stated.block), ""), _over(claim, slide)
    opening = _OPENING.match(stated.sentence())
    if opening is not None:
        return (id(stated.text), str(stated.sentence_span()[0])), opening.group()
    head = head_of(claim)
    if _SPARSE.search(head):
        return (id(stated.text), "head"), head
    if stated.block.kind != "item":
        return (0, ""), ""
    for near in slide.above(stated.block):
        if near.kind not in ("item", "math"):
            lead = near.text.text[-_NEAR:].strip()
            leads = near.kind in ("paragraph", "caption") and (lead.endswith(":") or len(lead) <= _SHORT)
            return (id(near), "list"), lead if leads else slide.title
    return (0, "list"), slide.title


def _over(claim: Claim, slide: Slide) -> str:
    """The title, the caption and the nearest line over a table, and its headers."""
    block = claim.stated.block
    lines = [block.title, claim.stated.table.header_text if claim.stated.table is not None else ""]
    for near in slide.above(block):
        if near.kind in ("paragraph", "caption", "heading", "item"):
            lines.append(near.text.text[-_NEAR:])
            break
    return " ".join(lines)


def _says_itself(around: Surroundings) -> bool:
    words = f"{around.row} {around.column}" if around.row or around.column else f"{around.before} {around.after}"
    return bool(_DENSE.search(words) or re.search("spars", words, re.IGNORECASE))


def _states(claim: Claim, path: str) -> bool:
    assert claim.entity is not None
    spec = claim.entity.get(path)
    factor = claim.unit.factor if claim.unit is not None else 1.0
    return spec is not None and agrees(claim.reading, factor, spec.value)


def _marked(claim: Claim, marks: set[str], around: dict[int, Surroundings]) -> bool:
    """Whether the number, its row or its column carries a footnote mark that stands before "with sparsity"."""
    text, end = claim.stated.text.text, claim.reading.end
    near = [text[end : end + 3].strip(), around[id(claim)].row.strip()[-2:], around[id(claim)].column.strip()[-2:]]
    return any(mark[:1] in word for mark in marks if mark[:1] in _MARKS for word in near)


def _report(claim: Claim) -> None:
    assert claim.entity is not None
    spec = claim.entity[sparse_of(claim.field)]
    claim.decide(
        "mismatch",
        f"{claim.entity.name}: this is the dense rate, among sparse ones that the heading promises "
        f"(sparse: {spec.printed})",
        rule="dense-for-sparse",
        hint=f"write {spec.printed}, or say that this row is dense",
    )
