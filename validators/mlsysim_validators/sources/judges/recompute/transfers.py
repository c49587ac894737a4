"""How long it takes to copy an amount."""

from __future__ import annotations

from mlsysim_registry import formulas
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, TIME
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.texts import formats_in

_BESIDE = 40


def transfer_time(s: Situation) -> Computed:
    """An amount of data over the rate of the one link or disk that it goes through."""
    size, rate = s.quantity(BYTES, avoid=r"memory of|capacity|hbm"), s.quantity(BANDWIDTH)
    if size is None or rate is None:
        missing = "an amount of data" if size is None else "one bandwidth"
        return Computed([], missing=f"the time of a transfer needs {missing}; the text does not state it")
    told = f"{size.told()} / {rate.told()}"
    # "An FP8 checkpoint: 6 s" is of half the bytes that the line above states.
    same = size.place == "the sentence" or not formats_in(s.around.before[-_BESIDE:])
    alone = same and not s.says(
        r"effective|achiev|overlap|compress|both directions|parallel|striped|\beach\b", nearest=4
    )
    near = (size.place, rate.place)
    return Computed(
        [(float(formulas.memory_time(size.values[0], rate.values[0])), told)],
        room=0.02,
        certain=alone and "the slide" not in near and "the paragraph" not in near and s.devices() is None,
    )


KINDS = (
    Kind(
        "transfer_time",
        TIME,
        AnyCase(
            r"\b(?:cop(?:y|ies|ying)|transfer(?:s|red|ring)?|writ(?:e|es|ing)|read(?:s|ing)?|load(?:s|ing)?|"
            r"sen(?:d|ds|ding)|mov(?:e|es|ing)|stream(?:s|ing)?|download\w*|upload\w*|sav(?:e|es|ing))\b"
        ),
        AnyCase(
            r"\bper |every|interval|step|iteration|measured|budget|limit|within|under\b|saves? (?:about|up to)|"
            r"latency|faster"
        ),
        transfer_time,
        timed=True,
    ),
)
