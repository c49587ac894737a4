"""Vector rates near the published one, or that stand to that of their row as their device's do: at another clock.

`{name: "H100 PCIe 96 GB", fp32: 62.08, fp64: 31.04}`: a row of a card that the registry does not know, or with one
figure wrong from which the others were worked out. That is said once, of FP32.
"""

from __future__ import annotations

from mlsysim_validators.rate_paths import VECTOR
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.tables import is_right

_SINGLE = f"{VECTOR}fp32"
_NEAR = 0.05  # of the published rate
_SAME = 0.005  # of a proportion; small rates are printed with three digits


def settled_as_near(case: Case) -> bool:
    """Leave a vector rate open that is near the published one."""
    near = case.claim.field.startswith(VECTOR) and abs(case.claim.value / case.spec.value - 1) <= _NEAR
    return case.leave_open(f"near {case.spec.printed}: the vector rate at another clock, perhaps" if near else "")


def settled_by_single_precision(case: Case) -> bool:
    """Leave a vector rate open that is to its row's FP32 rate, which is not its device's, as the device's two are."""
    claim, entry = case.claim, case.entry
    single = entry.get(_SINGLE)
    if single is None or not claim.field.startswith(VECTOR) or claim.field == _SINGLE or claim.unit is None:
        return False
    slack = _SAME + 0.5 * claim.reading.resolution / claim.reading.value
    follows = any(
        fit.claim.field == _SINGLE
        and fit.claim.unit is not None
        and not is_right(fit.claim, entry)
        and abs(claim.value / fit.claim.value / (case.spec.value / single.value) - 1) <= slack
        for fit in case.table.row(claim)
    )
    told = "it is to the FP32 rate of its row as it should be, which is not that of its device"
    return case.leave_open(told if follows else "")
