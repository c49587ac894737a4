"""The citations for reference managers: BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mlsysim_registry.data import Registry

# Kind of citation -> type in CSL, entry in BibTeX.
_TYPES = {
    "paper": ("article", "article"),
    "article": ("webpage", "misc"),
    "product page": ("webpage", "misc"),
    "documentation": ("webpage", "manual"),
    "manual": ("report", "manual"),
    "datasheet": ("report", "techreport"),
    "white paper": ("report", "techreport"),
    "standard": ("standard", "techreport"),
    "price list": ("webpage", "misc"),
    "dataset": ("dataset", "misc"),
    "repository": ("software", "misc"),
}
_TEX = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}  # fmt: skip


def key(citation_id: str) -> str:
    """A citation's key: amd/mi300x-data-sheet is amd-mi300x-data-sheet."""
    return citation_id.replace("/", "-")


def as_csl(registry: Registry) -> str:
    """Every citation as CSL-JSON."""
    items = [_csl(cid, registry.raw["citations"][cid]) for cid in sorted(registry.raw.get("citations", {}))]
    return json.dumps(items, indent=1, ensure_ascii=False) + "\n"


def _csl(citation_id: str, told: Mapping[str, Any]) -> dict[str, Any]:
    item = {
        "id": key(citation_id),
        "type": _TYPES[told["kind"]][0],
        "title": told["title"],
        "publisher": told["publisher"],
        "URL": told["url"],
        "accessed": {"date-parts": [_parts(told["retrieved"])]},
    }
    if "published" in told:
        item["issued"] = {"date-parts": [_parts(told["published"])]}
    note = _note(told)
    return item | ({"note": note} if note else {})


def _parts(date: object) -> list[int]:
    return [int(part) for part in str(date).split("-")]


def _note(told: Mapping[str, Any]) -> str:
    read = "read in a document that restates the original" if told["read"] == "secondary" else ""
    copy = f"copy read: {told['copy']}" if "copy" in told else ""
    return "; ".join(filter(None, (read, copy)))


def as_bibtex(registry: Registry) -> str:
    """Every citation as a BibTeX entry."""
    return "\n".join(
        "\n".join(_bibtex(cid, registry.raw["citations"][cid])) for cid in sorted(registry.raw.get("citations", {}))
    )


def _bibtex(citation_id: str, told: Mapping[str, Any]) -> Iterator[str]:
    kind = _TYPES[told["kind"]][1]
    yield f"@{kind}{{{key(citation_id)},"
    holder = {"techreport": "institution", "manual": "organization", "article": "journal"}.get(kind, "howpublished")
    fields = {"title": f"{{{_tex(told['title'])}}}", "author": f"{{{_tex(told['publisher'])}}}"}
    fields[holder] = _tex(told["publisher"])
    fields["url"] = re.sub(r"[{}\\]", "", told["url"])
    if "published" in told:
        date = str(told["published"])
        fields |= {"year": date[:4], "date": date}
    fields["urldate"] = str(told["retrieved"])
    note = _note(told)
    if note:
        fields["note"] = _tex(note)
    for name, value in fields.items():
        yield f"  {name} = {{{value}}},"
    yield "}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in str(text))
