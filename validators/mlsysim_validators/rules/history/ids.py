"""HIS104 to HIS106: released ids stay reachable, redirects lead somewhere, and the version tells that data changed."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.errors import did_you_mean
from mlsysim_registry.files import KINDS
from mlsysim_validators.rules.history.released import redirects, release
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

_META = "registry/meta.yaml"
_REDIRECTS = "registry/redirects.yaml"


@rule("HIS104", "vanished-id", scope="registry", kinds=frozenset({""}))
def vanished_id(file: File, workspace: Workspace) -> Iterator[Problem]:
    """An id of the newest release is an entry still, or registry/redirects.yaml says what it became.

    Good: accelerators: {amd/mi300: amd/mi300x}
    Bad: the release has amd/mi300, the registry has neither it nor a redirect
    """
    frozen = release(workspace)
    if file.path != _META or frozen is None:
        return
    present = set(workspace.paths)
    for kind in KINDS:
        moved = redirects(workspace).get(kind, {})
        for entry_id in frozen.get(kind, {}):
            if entry_id not in moved and f"registry/{kind}/{entry_id}.yaml" not in present:
                told = f"{kind}/{entry_id} of the release {frozen['version']} is gone"
                yield Problem((), told, f"add to {_REDIRECTS}: {kind}: {{{entry_id}: its new id}}")


@rule("HIS105", "redirect-leads-somewhere", scope="registry", kinds=frozenset({""}))
def redirect_leads_somewhere(file: File, workspace: Workspace) -> Iterator[Problem]:
    """registry/redirects.yaml maps, by kind, ids that are gone to ids that are there.

    Good: accelerators: {amd/mi300: amd/mi300x}
    Bad: accelerators: {amd/mi300: amd/no-such-entry}
    """
    if file.path != _REDIRECTS:
        return
    for kind, moved in file.data.items():
        if kind not in KINDS or not isinstance(moved, dict):
            yield Problem((kind,), f"`{kind}` is not a kind with redirects", f"one of {', '.join(KINDS)}", key=True)
            continue
        prefix = f"registry/{kind}/"
        known = {p.removeprefix(prefix).removesuffix(".yaml") for p in workspace.paths if p.startswith(prefix)}
        for was, now in moved.items():
            if now not in known:
                yield Problem((kind, was), f"no entry `{now}` under {prefix}", did_you_mean(str(now), known).strip())
            if was in known:
                yield Problem((kind, was), f"`{was}` is an entry still", "remove the redirect, or the entry", key=True)


@rule("HIS106", "version-raised", scope="registry", kinds=frozenset({""}))
def version_raised(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The version in registry/meta.yaml is not older than the newest release.

    Good: version: "2027.01" after the release 2026.12
    Bad: version: "2026.11" after the release 2026.12
    """
    from mlsysim_registry.releases import version_key

    frozen = release(workspace)
    if file.path != _META or frozen is None:
        return
    version = str(file.data.get("version", ""))
    if version_key(version) < version_key(str(frozen["version"])):
        told = f"the version {version} is older than the release {frozen['version']}"
        yield Problem(("version",), told, "a version later than the release")
