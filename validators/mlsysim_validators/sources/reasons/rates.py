"""Another rate of the same device: with sparsity, of the vector units, in another number format."""

from __future__ import annotations

from mlsysim_registry.data import Spec
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.reasons.reason import Reason, states

_PIPES = {"matrix": "dense matrix", "matrix_sparse": "sparse", "vector": "vector"}
_SLIPS = {
    ("matrix", "matrix_sparse"): "sparse-for-dense",
    ("vector", "matrix_sparse"): "sparse-for-dense",
    ("matrix_sparse", "matrix"): "dense-for-sparse",
    ("matrix", "vector"): "vector-for-matrix",
    ("matrix_sparse", "vector"): "vector-for-matrix",
    ("vector", "matrix"): "matrix-for-vector",
}


def other_rate(claim: Claim, spec: Spec) -> Reason | None:
    if not claim.field.startswith("compute.") or claim.field.count(".") != 2 or claim.entity is None:
        return None
    _, pipe, number_format = claim.field.split(".")
    others = [
        path
        for path in claim.entity.specs
        if path.startswith("compute.") and path.count(".") == 2 and path != claim.field
    ]
    # The same format on another pipe is the likelier slip.
    others.sort(key=lambda path: (path.split(".")[2] != number_format, path.split(".")[1] == pipe))
    for path in others:
        if states(claim, claim.entity[path].value):
            _, other_pipe, other_format = path.split(".")
            rule = _SLIPS.get((pipe, other_pipe), "format")
            told = f"this is its {_PIPES.get(other_pipe, other_pipe)} {other_format.upper()} rate"
            wanted = f"the {_PIPES.get(pipe, pipe)} {number_format.upper()} rate is {spec.printed}"
            return Reason(rule, f"{told}; {wanted}")
    return None
