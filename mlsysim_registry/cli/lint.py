"""How well the registry is proven.

examples:
  mlsysim-registry lint                           what `validate` does not call wrong, but a curator should look at
  mlsysim-registry lint --stats                   specs by status, kind and vendor; how many were read twice
  mlsysim-registry lint --stats --format json
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from mlsysim_registry.cli.options import add_common, registry_of
from mlsysim_registry.cli.output import columns, write, write_json
from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.files import KINDS

_STATUSES = ("quoted", "derived", "estimated")
# What a reader looks for first in an entry of a kind.
_WANTED = {
    "accelerators": ("memory.capacity", "memory.bandwidth", "power.tdp"),
    "models": ("parameters.total", "layers", "hidden_size"),
    "systems": ("devices",),
    "interconnects": ("per_port",),
}
_NO_ATTENTION = ("convolutional", "feed-forward", "diffusion", "recommendation", "state-space", "hybrid")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--stats", action="store_true", help="count specs by status, kind and vendor")
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures, or the gaps."""
    registry = registry_of(options)
    if options.stats:
        told = stats(registry)
        if options.format == "json":
            write_json(told)
        else:
            write(_as_text(told))
        return 0
    gaps = [
        {"kind": entry.kind, "entity": entry.id, "gap": gap} for entry in registry.entries() for gap in _gaps(entry)
    ]
    if options.format == "json":
        write_json({"version": registry.version, "gaps": gaps})
    else:
        write(columns([[f"{gap['kind']}/{gap['entity']}", gap["gap"]] for gap in gaps]))
        write([f"{len(gaps)} things to look at"])
    return 0


def _gaps(entry: Entry) -> Iterator[str]:
    for path in _WANTED.get(entry.kind, ()):
        if path == "hidden_size" and entry.attributes.get("architecture") in _NO_ATTENTION:
            continue
        if path not in entry:
            yield f"no {path}"
    if entry.kind == "accelerators" and not any(path.startswith("compute.") for path in entry.specs):
        yield "no rate at all"
    if "reviewed" not in entry.attributes:
        yield "not read a second time"
    loose = [path for path, spec in entry.specs.items() if spec.derive and not spec.cite and not _named(spec.derive)]
    if loose:
        yield f"derived from bare numbers, without a quote: {', '.join(loose)}"
    estimated = [path for path, spec in entry.specs.items() if spec.status == "estimated"]
    if estimated:
        yield f"estimated: {', '.join(estimated)}"


def _named(expression: str) -> bool:
    """Whether a derivation speaks of another spec: a dotted path, or a word that is no unit."""
    from mlsysim_registry.units.vocabulary import vocabulary

    words = re.findall(r"[A-Za-z_][\w.*-]*", expression)
    return any("." in word or (("_" in word or len(word) > 5) and word not in vocabulary().atoms) for word in words)


def stats(registry: Registry) -> dict[str, Any]:
    """Counts of entries and specs: by kind, by vendor of an accelerator, by status; and how they were read."""
    entries = list(registry.entries())
    by_status = Counter(spec.status for entry in entries for spec in entry.specs.values())
    total = sum(by_status.values())
    read = {cid: citation.get("read") for cid, citation in registry.raw.get("citations", {}).items()}
    quotes = Counter(read.get(spec.cite) for entry in entries for spec in entry.specs.values() if spec.cite)
    shelved = Counter(
        shelf
        for entry in entries
        for shelf in ("disputed", "history")
        for records in _shelf(entry, shelf)
        for _ in records
    )
    return {
        "version": registry.version,
        "specs": total,
        "proven": _share(by_status["quoted"] + by_status["derived"], total),
        "by_status": {status: by_status[status] for status in _STATUSES},
        "quotes_read": {how: quotes[how] for how in ("original", "secondary")},
        "disputed": shelved["disputed"],
        "former": shelved["history"],
        "citations": len(read),
        "reviewed_entries": sum("reviewed" in entry.attributes for entry in entries),
        "entries": len(entries),
        "by_kind": {kind: _counts([entry for entry in entries if entry.kind == kind]) for kind in KINDS},
        "accelerators_by_vendor": {
            vendor: _counts([e for e in registry.accelerators.values() if e.id.startswith(f"{vendor}/")])
            for vendor in sorted({entry_id.partition("/")[0] for entry_id in registry.accelerators})
        },
    }


def _shelf(entry: Entry, shelf: str) -> list[list[Any]]:
    return list((entry.attributes.get(shelf) or {}).values())


def _counts(entries: list[Entry]) -> dict[str, int]:
    counts = Counter(spec.status for entry in entries for spec in entry.specs.values())
    return {"entries": len(entries), "specs": sum(counts.values()), **{status: counts[status] for status in _STATUSES}}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _as_text(told: dict[str, Any]) -> Iterator[str]:
    yield f"data {told['version']}: {told['entries']} entries, {told['specs']} specs, {told['citations']} citations"
    share = ", ".join(f"{count} {status}" for status, count in told["by_status"].items())
    yield f"proven (quoted or derived): {told['proven']:.1%}  ({share})"
    quotes = told["quotes_read"]
    yield f"quotes read in the original: {quotes['original']}; in a document that restates it: {quotes['secondary']}"
    yield f"values of other documents (disputed): {told['disputed']}; former values (history): {told['former']}"
    yield f"entries read a second time: {told['reviewed_entries']} of {told['entries']}"
    for title, key in (("kind", "by_kind"), ("vendor of accelerators", "accelerators_by_vendor")):
        yield ""
        rows = [[title, "entries", "specs", *_STATUSES]]
        rows += [[name, *(str(count) for count in counts.values())] for name, counts in told[key].items()]
        yield from columns(rows)
