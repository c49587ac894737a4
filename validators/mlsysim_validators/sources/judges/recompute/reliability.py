"""Failures of fleets and the checkpoints against them."""

from __future__ import annotations

import re

from mlsysim_registry import formulas
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.situation import Situation

_DAY = 86400.0
_ALIKE = 0.05
_LEAST_MTBF = 500 * 3600.0  # of one device; less is that of a job, or no MTBF
_NODES = r"(?<![\w.,])(\d[\d,]{0,9}) ?[x×]? ?(?:nodes|servers|machines|hosts)\b"
_SINGLE = (
    r"mtbf|mttf|mean time|between failures|fails? (?:about |roughly )?(?:once )?(?:in|every|per)\b|once (?:in|every)|"
    r"per[- ](?:gpu|device|node)|each|single|individual|one (?:gpu|device|node)"
)
_OF_ALL = r"(?:cluster|job|system|fleet)(?:'s|-level|-wide)? (?:mtbf|mttf|fail)"
_SAVING = (
    r"sav(?:e|ing)|writ(?:e|ing)|checkpoint (?:time|cost|overhead|duration|takes)|δ|takes|T_?(?:ckpt|save|write)|C ?="
)


def _several(s: Situation) -> list[Given]:
    return [given for given in (s.devices(), s.count(_NODES)) if given is not None]


def cluster_mtbf(s: Situation) -> Computed:
    """MTBF of one device over their number."""
    single = s.quantity(TIME, about=_SINGLE, avoid=_OF_ALL, behind=12)
    several = _several(s)
    if single is None or not several or single.values[0] < _LEAST_MTBF:
        return Computed([], missing="a cluster's MTBF needs that of one device and their number; not both are stated")
    values = [
        (float(formulas.cluster_mtbf(single.values[0], many.values[0])), f"{single.told()} / {many.told()}")
        for many in several
        if many.values[0] > 1 and many.values[0] % 1 == 0
    ]
    alone = not s.says(r"\bplus\b|includ|host|network|correlated|other (?:failures|parts)", nearest=2)
    return Computed(
        values, room=0.06, certain=len(several) == 1 and alone, missing="a cluster has more than one device"
    )


def checkpoint_interval(s: Situation) -> Computed:
    """Young: sqrt(2 x save x MTBF); Daly's is a little less."""
    save = s.quantity(TIME, about=_SAVING, avoid=r"mtbf|failure|interval|every", behind=10)
    mtbf = s.quantity(TIME, about=r"mtbf|mttf|between failures|failures? every|fails? every|M ?=", behind=6)
    if save is None or mtbf is None:
        return Computed([], missing="a checkpoint interval needs the time of a save and an MTBF; not both are stated")
    values = [
        (float(formulas.young_interval(save.values[0], mtbf.values[0])), f"sqrt(2 x {save.told()} x {mtbf.told()})"),
        (float(formulas.daly_interval(save.values[0], mtbf.values[0])), f"Daly of {save.told()} and {mtbf.told()}"),
    ]
    slips = [Slip("no-two", (save.values[0] * mtbf.values[0]) ** 0.5, "the factor 2 under the root is missing")]
    return Computed(values, slips, room=0.04)


def failures(s: Situation) -> Computed:
    """Devices x a day over the MTBF of one, or a day over that of the cluster."""
    words = r"mtbf|mttf|fails? (?:every|once)|between failures|one failure|failure every"
    mtbf, many = s.quantity(TIME, about=words, avoid=_OF_ALL), s.devices()
    whole = s.quantity(TIME, about=_OF_ALL)
    if mtbf is None and whole is None:
        return Computed([], missing="failures a day need an MTBF; the text does not state it")
    span = {"day": _DAY, "week": 7 * _DAY, "month": 30 * _DAY, "year": 365 * _DAY, "hour": 3600.0}
    unit = next((word for word in span if re.match(rf"\D*?per {word}", s.around.after[:40], re.IGNORECASE)), "day")
    values = []
    if mtbf is not None and many is not None:
        values.append((many.values[0] * span[unit] / mtbf.values[0], f"{many.told()} x a {unit} / {mtbf.told()}"))
    if whole is not None:
        values.append((span[unit] / whole.values[0], f"a {unit} / {whole.told()}"))
    if not values:
        return Computed([], missing="failures a day need a number of devices; the text does not state it")
    if len(values) == 2:
        return Computed(values, room=0.03, certain=abs(values[0][0] / values[1][0] - 1) < _ALIKE)
    return Computed(values, room=0.03)


KINDS = (
    Kind(
        "cluster_mtbf",
        TIME,
        AnyCase(
            r"(?:cluster|job|system|fleet|whole|combined|overall).{0,25}(?:mtbf|mttf|fail)|(?:mtbf|mttf|"
            r"fail\w*).{0,30}(?:cluster|job|system|fleet|every)|failure every|fails? every|interrupt\w* every|"
            r"\b(?:lose|loses|losing|lost|kills?|takes down) (?:a|one) (?:gpu|node|device|server|host)\b.{0,12}every|"
            r"(?:gpu|node|device|server|host) (?:dies|is lost|breaks|goes down) .{0,12}every"
        ),
        AnyCase(
            r"per[- ](?:gpu|device|node)|each gpu|single|individual|(?:of|for) one gpu|measured|observed|report|"
            r"checkpoint"
        ),
        cluster_mtbf,
    ),
    Kind(
        "checkpoint_interval",
        TIME,
        AnyCase(r"checkpoint (?:interval|every|frequency)|optimal (?:checkpoint )?interval|young|daly|τ|T_?opt"),
        AnyCase(r"takes|to (?:write|save)|mtbf of|mtbf ="),
        checkpoint_interval,
    ),
)
