"""Vector rates of one row that stand to each other as its device's do, at another clock or with other units.

`{name: "H100 PCIe 96 GB", fp32: 62.08, fp64: 31.04}`: a row of a card that the registry does not know, or with one
figure wrong from which the others were worked out. That is said once, of FP32.
"""

from __future__ import annotations

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.rate_paths import VECTOR
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.tables import Table, is_right

_SINGLE = f"{VECTOR}fp32"
_SAME = 0.005  # of a proportion; small rates are printed with three digits


def follows_single_precision(claim: Claim, entry: Entry, spec: Spec, table: Table) -> bool:
    """Whether a vector rate is to its row's FP32 rate, which is another than its device's, as the device's two are."""
    single = entry.get(_SINGLE)
    if single is None or not claim.field.startswith(VECTOR) or claim.field == _SINGLE or claim.unit is None:
        return False
    slack = _SAME + 0.5 * claim.reading.resolution / claim.reading.value
    return any(
        fit.claim.field == _SINGLE
        and fit.claim.unit is not None
        and not is_right(fit.claim, entry)
        and abs(claim.value / fit.claim.value / (spec.value / single.value) - 1) <= slack
        for fit in table.row(claim)
    )
