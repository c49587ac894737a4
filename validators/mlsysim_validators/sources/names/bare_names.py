"""Names without the family before them, where a text is about such things: a 4090, a v5p, the pod of a v4."""

from __future__ import annotations

from mlsysim_registry.data import Registry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex

_TPU = regex(r"tpu(?P<version>v\d[a-z]?)")
_LETTERED = regex(r"\bv\d[ep]\b")  # a text that calls a TPU "v5e"
_NUMBERED = regex(r"v\d")
_OF_CHIPS = AnyCase(r"[ \u00a0](?:pods?|chips?|slices?)\b")
_A_SLICE = regex(r"-\d")  # v5p-128 is many of them
# The number alone of a GeForce, where it stands as a name does.
_GEFORCE = regex(r"(?:geforce)?rtx(?P<number>[345]0[6-9]0(?:ti|super)?)")
_AS_A_NAME = regex(
    r"[)\]/:;&'’]|,(?! ?\d)|\.(?!\d)|[ \u00a0](?:\(|(?:GPUs?|cards?|and|or|vs|with|has|have|is|can|at)\b)"
)
_CALLED = ("tpu", "trillium", "ironwood")


def bare_names(registry: Registry, document_text: str) -> dict[str, str]:
    """What a text about hardware, in lower case, may call a device: the bare name, and the one that it stands for."""
    found = _geforces(registry)  # "3090s/4090s"
    if any(name in document_text for name in _CALLED):  # "the v5p"
        lettered = _LETTERED.search(document_text) is not None
        every = (match for name in registry.names() if (match := _TPU.fullmatch(name)) is not None)
        found |= {m["version"]: m[0] for m in every if lettered or not _NUMBERED.fullmatch(m["version"])}
    return found


def stands_as_a_name(bare: str, text: str, start: int, end: int) -> bool:
    """Whether a bare name stands as a name at a place of a text."""
    if _NUMBERED.fullmatch(bare):  # "v4" is the version of much else
        return text.strip() == text[start:end] or _OF_CHIPS.match(text[end : end + 8]) is not None
    if not bare[0].isdigit():
        return _A_SLICE.match(text, end) is None
    return _AS_A_NAME.match(text, end) is not None and text[max(0, start - 1) : start] not in tuple("$€.,-+~")


def _geforces(registry: Registry) -> dict[str, str]:
    """The numbers of GeForces that are no names themselves, and the names that they stand for."""
    names = registry.names()
    matches = (_GEFORCE.fullmatch(name) for name in names if name.startswith(("geforce", "rtx")))
    return {
        match["number"]: match[0]
        for match in matches
        if match is not None
        and (match["number"].isdigit() or match["number"] not in names)
        and len(names[match[0]]) == 1
    }
