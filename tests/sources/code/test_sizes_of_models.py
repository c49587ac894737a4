"""Bytes of weights and of KV caches that data say models take."""

from __future__ import annotations

import json

import pytest
from coding import checked, findings

RIGHT = {
    "meta-llama/Llama-3.1-8B": {"weights_gb": {"bf16": 16.1, "int8": 8.0, "int4": 4.0}, "kv_bytes_per_token": 131072},
    "meta-llama/Llama-3.1-70B": {"weights_gb": {"bf16": 141.1, "fp8": 70.6}, "kv_bytes_per_token": 327680},
}


def data(**changed: object) -> str:
    """The right data with other values for the 70B."""
    models = {**RIGHT, "meta-llama/Llama-3.1-70B": {**RIGHT["meta-llama/Llama-3.1-70B"], **changed}}
    return json.dumps(models, indent=1)


def test_right_sizes_match() -> None:
    claims = checked(data(), "models.json").claims
    assert [claim.verdict for claim in claims if claim.field in ("weight_bytes", "kv_cache")] == ["match"] * 7


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"weights_gb": {"bf16": 141.1, "fp8": 141.1}}, "141.1"),
        ({"kv_bytes_per_token": 2621440}, "2621440"),
        ({"kv_bytes_per_token": 163840}, "163840"),
    ],
)
def test_a_usual_slip_is_told(changed: dict[str, object], words: str) -> None:
    assert findings(data(**changed), "models.json") == [(words, "recomputed")]


@pytest.mark.parametrize(
    "changed",
    [
        {"weights_gb": {"bf16": 141.1, "int4": 39.6}},  # with the scales of its groups
        {"weights_gb_per_gpu": {"bf16": 17.6}},
        {"kv_bytes_per_token": 300000},
    ],
)
def test_other_sizes_are_left_open(changed: dict[str, object]) -> None:
    assert findings(data(**changed), "models.json") == []


def test_one_wrong_size_alone_tells_nothing() -> None:
    assert findings('{"Llama-3.1-8B": {"weights_gb": {"fp8": 16.1}}}', "models.json") == []
