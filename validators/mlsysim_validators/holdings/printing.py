"""A comparison for a terminal, as JSON, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mlsysim_validators.holdings.comparing import Comparison, Disagreement

# Who is right, by reason.
WHO = {
    "rounding": "both: one of them is rounded",
    "GiB": "both count the same chips; data sheets print decimal units",
    "sparse-for-dense": "ours: theirs holds only with 2:4 sparsity",
    "dense-for-sparse": "ours: theirs is the dense rate",
    "matrix-for-vector": "ours: theirs is the tensor rate of that format",
    "vector-for-matrix": "ours: theirs is the rate of the ordinary pipes",
    "other-format": "ours: theirs is another format's rate",
    "other-variant": "ours for the variant that the bare name means here; theirs is another variant's",
    "direction": "ours: theirs counts the directions otherwise",
    "superseded": "ours: theirs was the figure until the vendor revised it",
    "other-source": "ours, for the reason given; the other source is recorded under `disputed`",
    "bits-for-bytes": "ours: theirs mixes bits and bytes",
    "other-power": "ours: theirs is another of the device's powers",
    "year-or-basis": "either may be right for its year and basis; ours says which",
    "other-memory": "ours for the memory that feeds the core; theirs is another memory of the board",
    "twice": "ours, by the words quoted",
    "half": "ours, by the words quoted",
    "power-of-ten": "ours, by the words quoted",
    "different": "ours, by the words quoted",
}


def as_dict(result: Comparison, objects: list[str]) -> dict[str, Any]:
    """A comparison as JSON."""
    holding = result.holding
    return {
        "package": holding.name,
        "version": holding.version,
        "agreeing": result.agreeing,
        "without_our_spec": len(result.without),
        "unknown_here": sorted(holding.unknown),
        "disagreements": [_row(one) for one in result.disagreements],
        "objects": objects,
        "troubles": holding.troubles,
    }


def _row(one: Disagreement) -> dict[str, Any]:
    return {
        "holder": one.figure.holder, "entity": one.entry.id, "field": one.path, "theirs": one.figure.printed,
        "ours": one.ours, "reason": one.reason, "told": one.told, "harmless": one.harmless,
        "place": one.figure.place, "cite": one.cite, "quote": one.quote,
    }  # fmt: skip


def text_lines(result: Comparison, objects: list[str]) -> Iterator[str]:
    """A comparison for a terminal: what is wrong first, then what is only counted or rounded otherwise."""
    holding = result.holding
    compared = result.agreeing + len(result.disagreements)
    known = len({entry.id for entry in holding.entities.values()})
    name = f"{holding.name} {holding.version}".strip()
    yield f"{name}: {known} entries known here, {compared} figures compared, {result.agreeing} agree"
    for heading, group in (
        ("differ:", result.wrong),
        ("counted or rounded otherwise, nobody is wrong:", [one for one in result.disagreements if one.harmless]),
    ):
        if group:
            yield ""
            yield f"{len(group)} {heading}"
        for one in group:
            yield f"  {one.figure.holder} {one.path}: {one.figure.printed} there, {one.ours} here [{one.reason}]"
            yield f"    {one.told} ({one.entry.id}); {one.figure.place}"
            if one.quote:
                yield f'    proof: {one.cite}: "{one.quote}"'
    for told in objects:
        yield f"  object: {told}"
    for trouble in holding.troubles:
        yield f"  {trouble}"
    if result.without:
        yield f"not compared: {len(result.without)} figures of known entries for which the registry has no such spec"
    if holding.unknown:
        yield f"not compared: {len(holding.unknown)} entries that the registry does not have ({_some(holding.unknown)})"


def _some(names: set[str]) -> str:
    listed = sorted(names)
    return ", ".join(listed[:6]) + (", ..." if len(listed) > 6 else "")


def markdown(results: list[Comparison], registry_version: str) -> Iterator[str]:
    """docs/disagreements.md: every figure in which another holding and the registry differ, and who is right."""
    yield "# Where other holdings and this registry differ"
    yield ""
    yield f"Written by `python -m mlsysim_validators.disagreements` from registry {registry_version}."
    yield "Figures that agree are only counted. Every difference has a reason, a verdict and our proof."
    yield "Devices that one side does not have are left out."
    yield ""
    yield "| holding | known here | compared | agree | differ | counted or rounded otherwise |"
    yield "|---|---:|---:|---:|---:|---:|"
    for result in results:
        wrong, all_of_them = len(result.wrong), len(result.disagreements)
        known = len({entry.id for entry in result.holding.entities.values()})
        compared = result.agreeing + all_of_them
        name = f"{result.holding.name} {result.holding.version}".strip()
        yield f"| {name} | {known} | {compared} | {result.agreeing} | {wrong} | {all_of_them - wrong} |"
    for result in results:
        yield ""
        yield f"## {result.holding.name} {result.holding.version}".rstrip()
        if not result.disagreements:
            yield ""
            yield "No difference."
            continue
        yield ""
        yield "| device | field | theirs | ours | reason | who is right | proof |"
        yield "|---|---|---|---|---|---|---|"
        for one in sorted(result.disagreements, key=lambda one: (one.harmless, one.entry.id, one.path)):
            proof = f'{one.cite}: "{one.quote}"' if one.quote else one.cite or "derived here"
            who = f"{WHO.get(one.reason, 'ours')} ({one.told})" if one.told else WHO.get(one.reason, "ours")
            cells = (
                f"{one.figure.holder} ({one.entry.id})",
                one.path,
                one.figure.printed,
                one.ours,
                one.reason,
                who,
                proof,
            )
            yield "| " + " | ".join(" ".join(str(cell).replace("|", "/").split()) for cell in cells) + " |"
