"""SCH103: where an entry lives is what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.files import KINDS
from mlsysim_validators.rules.rule import EVERYTHING, Problem, rule
from mlsysim_validators.workspace import File, Workspace

_ID = re.compile(r"[a-z0-9][a-z0-9.-]*\Z")
_FOLDERS = {"accelerators": 2, "models": 2, "systems": 2, "citations": 2}


@rule("SCH103", "place", kinds=EVERYTHING)
def place(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The path is the id: registry/<kind>/<vendor>/<id>.yaml in lower case, digits, dots and hyphens.

    Good: registry/accelerators/acme/x1.yaml
    Bad: registry/accelerators/Acme X1.yaml
    """
    if file.path in ("registry/meta.yaml", "registry/units.yaml", "registry/redirects.yaml"):
        return
    if not file.kind:
        yield Problem((), "this folder holds no entries", f"entries live under registry/ in {', '.join(KINDS)}")
        return
    parts = file.id.split("/")
    depth = _FOLDERS.get(file.kind, 1)
    if len(parts) != depth or not all(_ID.match(part) for part in parts) or file.path.endswith(".yml"):
        form = "<vendor>/<id>.yaml" if depth == 2 else "<id>.yaml"
        hint = f"write {file.kind}/{form}, in lower case, digits, dots and hyphens"
        yield Problem((), f"`{file.id}` is not a well-formed id", hint)
