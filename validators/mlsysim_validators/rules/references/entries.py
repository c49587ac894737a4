"""REF103, REF104: entries that an entry speaks of, and specs that it sets aside."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.errors import did_you_mean
from mlsysim_registry.specs import NodePath
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


def referred(file: File) -> Iterator[tuple[NodePath, str, str]]:
    """Every reference to another entry: (node path, kind, id)."""
    links = file.data.get("links")
    if isinstance(links, dict):
        for name, link in links.items():
            if isinstance(link, dict) and isinstance(link.get("link"), str):
                yield ("links", name, "link"), "interconnects", link["link"]
    if isinstance(file.data.get("device"), str):
        yield ("device",), "accelerators", file.data["device"]
    training = file.data.get("training")
    if isinstance(training, dict) and isinstance(training.get("device"), str):
        yield ("training", "device"), "accelerators", training["device"]
    if isinstance(file.data.get("model"), str):
        yield ("model",), "models", file.data["model"]
    offers = file.data.get("offers")
    if isinstance(offers, dict):
        for slug, offer in offers.items():
            if isinstance(offer, dict) and isinstance(offer.get("device"), str):
                yield ("offers", slug, "device"), "accelerators", offer["device"]
    for path, node in file.specs.values():
        if isinstance(node.get("on"), str):
            yield (*path, "on"), "accelerators", node["on"]


@rule("REF103", "entry-exists")
def entry_exists(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A link, device or system that an entry names is an entry itself.

    Good:
        links: {fabric: {link: acme-link}}
    Bad:
        links: {fabric: {link: no-such-link}}
    """
    for path, kind, entry_id in referred(file):
        if not workspace.knows(kind, entry_id):
            prefix = f"registry/{kind}/"
            known = [p.removeprefix(prefix).removesuffix(".yaml") for p in workspace.paths if p.startswith(prefix)]
            yield Problem(path, f"no entry `{entry_id}` under registry/{kind}/", did_you_mean(entry_id, known).strip())


@rule("REF104", "set-aside-spec")
def set_aside_spec(file: File, workspace: Workspace) -> Iterator[Problem]:
    """`disputed` and `history` speak of specs that the entry has.

    Good:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W}}
        disputed: {power.tdp: [{value: 700 W, cite: acme/sheet, at: p. 2, quote: TDP 700 W, why: an early print}]}
    Bad:
        disputed: {power.tpd: [{value: 700 W, cite: acme/sheet, at: p. 2, quote: TDP 700 W, why: an early print}]}
    """
    for shelf in ("disputed", "history"):
        shelved = file.data.get(shelf)
        for spec_path in shelved if isinstance(shelved, dict) else ():
            if spec_path not in file.specs:
                hint = did_you_mean(spec_path, file.specs).strip()
                yield Problem((shelf, spec_path), f"the entry has no spec `{spec_path}`", hint, key=True)
