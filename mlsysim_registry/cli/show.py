"""Show an entry, or one of its specs with its source.

examples:
  mlsysim-registry show mi300x memory.bandwidth      the value, its source, the place in it, the words
  mlsysim-registry show h100 compute.matrix          every spec below compute.matrix
  mlsysim-registry show "NVIDIA H100 80GB HBM3"      all of it, by the name that the driver reports
  mlsysim-registry show amd/cdna-3-white-paper       a citation
  mlsysim-registry show my-chip memory --with my-chip.yaml
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from mlsysim_registry.cli.options import add_common, registry_of
from mlsysim_registry.cli.output import columns, labelled, write, write_json
from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.errors import UnknownEntity

_NOT_FACTS = (
    "name",
    "aliases",
    "specs",
    "disputed",
    "history",
    "offers",
    "linked",
    "unsupported",
    "notes",
    "exceptions",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("entity", metavar="ENTITY", help="a name, alias or id: mi300x, amd/mi300x, 'H100 PCIe'")
    parser.add_argument("field", metavar="FIELD", nargs="?", help="a spec path, or the beginning or end of one")
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Show it."""
    registry = registry_of(options)
    entry = _find(registry, options.entity)
    as_json = options.format == "json"
    if options.field is None:
        if as_json:
            write_json(_entry_data(entry))
        else:
            write(_citation_lines(entry) if entry.kind == "citations" else _entry_lines(entry))
        return 0
    if (settled := _settled_no(entry, options.field)) is not None:
        name, proof = settled
        if as_json:
            write_json({"entity": entry.id, "path": f"compute.unsupported.{name}", "status": "unsupported", **proof})
        else:
            write([f"not supported    {name} on {entry.name} ({entry.id})", *_proof_lines(registry, proof)])
        return 0
    specs = _select(entry, options.field)
    if as_json:
        told = [_spec_data(registry, entry, spec) for spec in specs]
        write_json(told[0] if len(told) == 1 else {"entity": entry.id, "kind": entry.kind, "specs": told})
    elif len(specs) == 1:
        write(_spec_lines(registry, entry, specs[0]))
    else:
        write([f"{entry.name} ({entry.id}), {options.field}", "", *_table(specs), *_shelf_lines(entry, specs)])
    return 0


def _find(registry: Registry, name: str) -> Entry:
    try:
        return registry.find(name)
    except UnknownEntity:
        if name in registry.citations:
            return registry.table("citations")[name]
        raise


def _settled_no(entry: Entry, field: str) -> tuple[str, Mapping[str, Any]] | None:
    """The number format that a field means, and the proof that the device does not have it."""
    unsupported = entry.attributes.get("unsupported", {})
    name = field.rpartition(".")[2].casefold()
    known = any(path.rpartition(".")[2] == name for path in entry.specs)
    return (name, unsupported[name]) if name in unsupported and not known else None


def _select(entry: Entry, field: str) -> list[Spec]:
    """The spec at a path; else those below it; else the only one whose path ends so. Raises UnknownSpec."""
    wanted = field.strip().strip(".").casefold()
    folded = wanted.replace("-", "_")
    for word in dict.fromkeys((wanted, folded)):
        exact = [spec for path, spec in entry.specs.items() if path.casefold() == word]
        below = [spec for path, spec in entry.specs.items() if word and path.casefold().startswith(f"{word}.")]
        ending = [spec for path, spec in entry.specs.items() if word and path.casefold().endswith(f".{word}")]
        if found := exact or below or ending:
            return found
    return [entry[field]]


def _entry_data(entry: Entry) -> dict[str, Any]:
    """The whole entry, as `export json` has it."""
    specs = {path: spec.as_dict() for path, spec in entry.specs.items()}
    return {"id": entry.id, "kind": entry.kind, **entry.attributes} | ({"specs": specs} if specs else {})


def _spec_data(registry: Registry, entry: Entry, spec: Spec) -> dict[str, Any]:
    """One spec with its citation, and what else was said of it."""
    data = {"entity": entry.id, "kind": entry.kind, "path": spec.path, **spec.as_dict()}
    if spec.cite and spec.cite in registry.citations:
        record = registry.citations[spec.cite].attributes
        data["source"] = {key: value for key, value in record.items() if key != "passages"}
    for shelf in ("disputed", "history"):
        if spec.path in entry.attributes.get(shelf, {}):
            data[shelf] = entry.attributes[shelf][spec.path]
    return data


def _facts(entry: Entry) -> Iterator[tuple[str, object]]:
    if entry.aliases:
        yield "also called", ", ".join(entry.aliases)
    for key, value in entry.attributes.items():
        if key not in _NOT_FACTS:
            yield key.replace("_", " "), ", ".join(map(str, value)) if isinstance(value, list) else value


def _entry_lines(entry: Entry) -> Iterator[str]:
    yield f"{entry.name} ({entry.id}), {entry.kind}"
    yield from labelled(_facts(entry))
    yield ""
    yield from _table(list(entry.specs.values()))
    for link, interconnect in entry.attributes.get("linked", {}).items():
        yield f"links.{link} is {interconnect}"
    for name, offer in entry.attributes.get("offers", {}).items():
        yield f"offers.{name}: " + ", ".join(f"{key} {value}" for key, value in offer.items())
    unsupported = entry.attributes.get("unsupported", {})
    if unsupported:
        yield f"not supported (settled): {', '.join(unsupported)}"
    yield from _shelf_lines(entry, list(entry.specs.values()))
    if entry.attributes.get("notes"):
        yield ""
        yield f"note: {entry.attributes['notes']}"


def _citation_lines(entry: Entry) -> Iterator[str]:
    yield f"{entry.name} ({entry.id}), citation"
    yield from labelled((key, value) for key, value in entry.attributes.items() if key not in ("title", "passages"))
    for place, words in entry.attributes.get("passages", {}).items():
        yield ""
        yield f"{place}:"
        yield f"  {words}"


def _table(specs: list[Spec]) -> list[str]:
    rows = [("spec", "value", "", "status", "source")]
    for spec in specs:
        basis = f"{spec.cite}, {spec.at}" if spec.cite else f"= {spec.derive}" if spec.derive else spec.because or ""
        if len(basis) > 90:
            basis = f"{basis[:89]}…"
        directions = {"one": "one direction", "both": "both directions"}.get(spec.direction or "", "")
        rows.append((spec.path, spec.printed, directions, spec.status, basis))
    return columns(rows)


def _spec_lines(registry: Registry, entry: Entry, spec: Spec) -> Iterator[str]:
    yield f"{spec.printed}    {spec.path} of {entry.name} ({entry.id})"
    yield ""
    told: list[tuple[str, object]] = [("status", spec.status)]
    if spec.status == "estimated":
        told = [("status", "ESTIMATED: no source prints it")]
    if spec.direction:
        both = f"both directions summed; {spec.per_direction:.6g} {spec.unit} in each"
        told.append(("direction", "one direction" if spec.direction == "one" else both))
    told.append(("in base units", f"{spec.value:.15g} {spec.unit if spec.unit != '1' else ''}"))
    yield from labelled(told)
    yield from _proof_lines(registry, spec.as_dict())
    for base in _bases(entry, spec):
        yield ""
        yield f"from {base.path} = {base.printed}" + (f" = {base.derive}" if base.derive else "")
        yield from _proof_lines(registry, base.as_dict())
    yield from _shelf_lines(entry, [spec], registry)


def _proof_lines(registry: Registry, proof: Mapping[str, Any]) -> list[str]:
    """Source, place and words; or how it was derived, and why that holds."""
    cite = proof.get("cite")
    record = registry.citations[cite].attributes if cite in registry.citations else {}
    published = f", {record['published']}" if "published" in record else ""
    source = f"{record['title']} ({record['publisher']}, {record['kind']}{published})" if record else cite
    read = f"{record['read']}, {record['retrieved']}" if record else None
    quote = proof.get("quote")
    return labelled(
        [
            ("derived", proof.get("derive")),
            ("source", source),
            ("citation", cite if record else None),
            ("url", record.get("url")),
            ("read", read),
            ("place", proof.get("at")),
            ("quote", f"“{quote}”" if quote else None),
            ("because", proof.get("because")),
            ("conditions", proof.get("conditions")),
            ("measured on", proof.get("on")),
        ]
    )


def _bases(entry: Entry, spec: Spec) -> Iterator[Spec]:
    """The specs that a derived one is computed from, and those behind them, each once."""
    if not spec.derive:
        return
    from fnmatch import fnmatchcase

    from mlsysim_registry.units.expression import names

    seen, pending = {spec.path}, [spec]
    while pending:
        for pattern in names(pending.pop(0).derive or ""):
            for path, base in entry.specs.items():
                if path not in seen and fnmatchcase(path, pattern):
                    seen.add(path)
                    yield base
                    if base.derive:
                        pending.append(base)


def _shelf_lines(entry: Entry, specs: list[Spec], registry: Registry | None = None) -> Iterator[str]:
    """What other documents print, and what the value used to be; with the whole proof if a registry is given."""
    paths = {spec.path for spec in specs}
    for shelf, words in (("disputed", "other values on record"), ("history", "former values")):
        records = {path: rows for path, rows in entry.attributes.get(shelf, {}).items() if path in paths}
        if records:
            yield ""
            yield f"{words} ({shelf}):"
        for path, rows in records.items():
            for record in rows:
                until = f" (until {record['until']})" if "until" in record else ""
                yield f"  {path}  {record['printed']}{until}: {record.get('why', '')}"
                if registry is not None:
                    yield from (f"  {line}" for line in _proof_lines(registry, record))
