"""How many parameters adapters have in a model, by the shapes of its matrices."""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_registry.data import Entry

_SHAPES = ("hidden_size", "heads.query", "heads.kv", "head_size", "intermediate_size", "layers")


def has_shapes(model: Entry) -> bool:
    """Whether the shapes of a dense model are known."""
    return all(path in model for path in _SHAPES) and "experts.total" not in model


def adapters(model: Entry, targets: Iterable[str], rank: int) -> float:
    """Parameters of adapters of a rank on these matrices in every layer."""
    hidden, queries, keys, head, inner, layers = (model[path].value for path in _SHAPES)
    inputs = {"q": hidden, "k": hidden, "v": hidden, "o": queries * head, "gate": hidden, "up": hidden, "down": inner}
    outputs = {"q": queries * head, "k": keys * head, "v": keys * head, "o": hidden, "gate": inner, "up": inner}
    return layers * rank * sum(inputs[one] + outputs.get(one, hidden) for one in targets)
