"""EVD107: a link rate says which directions it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_validators.rules.evidence.label import words_of
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

_ONE = re.compile(
    r"unidirectional|uni-directional|one.?way|(?:per|each|one|single|either|a) direction|directional rate|simplex"
    r"|per-direction|one-direction"
)
_BOTH = re.compile(
    r"bi-?directional|both directions|two directions|directions summed|bisection|in and out|send and receive"
)
_WEAK_BOTH = re.compile(r"\btotal\b|aggregate")


def direction_told(words: str) -> str | None:
    """ "one", "both", "contradictory", or None where the words do not say."""
    one, both = bool(_ONE.search(words)), bool(_BOTH.search(words))
    if one and both:
        return "contradictory"
    if one:
        return "one"
    if both or _WEAK_BOTH.search(words):
        return "both"
    return None


@rule("EVD107", "direction-named")
def direction_named(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The proof of a link rate says whether one direction is counted or both are summed.

    A bidirectional NVLink total used as a one-way rate makes every collective look twice as fast.

    Good:
        links: {fabric: {link: acme-link, total: {value: 100 GB/s, direction: both, cite: acme/sheet, at: p. 4,
          quote: 100 GB/s bidirectional}}}
    Bad:
        links: {fabric: {link: acme-link, total: {value: 100 GB/s, direction: one, cite: acme/sheet, at: p. 4,
          quote: 100 GB/s bidirectional}}}
    """
    for path, spec_path, node in file.proofs():
        if node.get("direction") not in ("one", "both"):
            stands = file.specs.get(spec_path)
            if "direction" not in node and stands is not None and "direction" in stands[1]:
                yield Problem(
                    path, "this record does not say which directions it counts", "write direction: one or both"
                )
            continue
        # A reason given is there to settle what the quoted words leave open.
        told = direction_told(str(node.get("because", "")).lower()) or direction_told(words_of(node))
        if told == node["direction"]:
            continue
        if told is None:
            message = f"the proof does not say that {node['direction']} direction(s) are meant"
        elif told == "contradictory":
            message = "the proof speaks of one direction and of both"
        else:
            counted = "both directions" if told == "both" else "one direction"
            message = f"the proof counts {counted}, the spec {node['direction']}"
        hint = "quote the words, or say it in `because`: per direction; or bidirectional, both directions summed"
        yield Problem((*path, "direction"), message, hint)
