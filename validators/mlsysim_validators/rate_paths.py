"""Paths of a device's rates, `compute.<pipe>.<format>`, and those of the same format on another pipe.

A path of anything else is given back as it is.
"""

from __future__ import annotations

MATRIX, SPARSE, VECTOR = "compute.matrix.", "compute.matrix_sparse.", "compute.vector."


def sparse_of(path: str) -> str:
    """The path of the rate with sparsity, of that of a dense matrix rate."""
    return _moved(path, MATRIX, SPARSE)


def dense_of(path: str) -> str:
    """The path of the dense matrix rate, of that with sparsity."""
    return _moved(path, SPARSE, MATRIX)


def vector_of(path: str) -> str:
    """The path of the rate of the ordinary pipes, of that of a dense matrix rate."""
    return _moved(path, MATRIX, VECTOR)


def _moved(path: str, pipe: str, other: str) -> str:
    return other + path.removeprefix(pipe) if path.startswith(pipe) else path
