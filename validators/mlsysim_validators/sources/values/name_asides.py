"""What stands beside a device's name in code and data: no variant of it, or what makes it another name."""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.patterns import regex

# Said of a card beside its name, as the name of a workstation's it is a part of it: "B200 (Blackwell)", "RTX 6000 Ada".
_ARCHITECTURE = regex(
    r"(?<![A-Za-z0-9])(?:(?i:nvidia) )?(?i:blackwell(?:[ _-]?ultra)?|ada(?:[ _-]?lovelace)?)(?![A-Za-z0-9])"
)
_NAMED_BY_IT = ("workstation", "mobile")
_NEXT_ONE = regex(r"(?i)[ _-]?gen(?:eration)?[ _-]?[2-9](?!\w|[ _-]?x)")
_A_PROCESSOR = regex(r"(?i)[ _-]{0,3}cpus?(?![a-z])")


def without_architecture(words: str, entry: Entry) -> str:
    """The words around a name without the architecture, where no card of the entry's class is called by it."""
    return words if entry.attributes.get("class") in _NAMED_BY_IT else _ARCHITECTURE.sub(" ", words)


def behind(words: str, mention: Mention, *, near: bool) -> str:
    """Why a name is not that of the entry that it mentions, by what stands right behind it: a later generation than the
    family's default, the processor of a package with a GPU; "" where it is."""
    later = _NEXT_ONE.match(words, mention.end) if mention.assumed and "pci" not in words.lower() else None
    if later is not None:
        return f"`{mention.name}{later.group()}` is not in the registry"
    if near and mention.entry.kind == "accelerators" and _A_PROCESSOR.match(words, mention.end):
        return f"of the processor of {mention.name}"
    return ""
