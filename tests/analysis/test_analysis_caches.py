"""KV caches: key-value heads, the common mistake, and models that keep none."""

from __future__ import annotations

import json

import pytest

from mlsysim_registry import Registry
from mlsysim_registry.analysis import kv_cache, kv_cache_of
from mlsysim_registry.errors import GivenError


def test_the_tutorial_number_and_the_common_mistake(fake: Registry) -> None:
    cache = kv_cache("llama-3-8b", 4096, registry=fake)
    assert cache.value == 2**29
    assert cache.per_token == 128 * 1024
    assert cache.with_query_heads == 2**31
    text = cache.explain()
    assert "0.5 GiB" in str(cache)
    for words in ("8 key-value heads serve 32 query heads", "2 GiB", "4 times too much", "536,870,912 B"):
        assert words in text


def test_plain_numbers_give_the_same() -> None:
    cache = kv_cache_of(layers=32, kv_heads=8, head_size=128, tokens=4096, precision="fp8", batch=2)
    assert cache.value == 2**29
    assert cache.with_query_heads is None
    assert json.loads(json.dumps(cache.as_dict()))["value"] == 2**29


def test_a_model_whose_heads_are_not_grouped_has_no_mistake_to_tell() -> None:
    cache = kv_cache_of(layers=32, kv_heads=32, head_size=128, tokens=1, query_heads=32)
    assert "mistake" not in cache.explain()


def test_beyond_the_context_is_noted(fake: Registry) -> None:
    assert "more than the model's context of 8,192" in kv_cache("llama-3-8b", 10_000, registry=fake).explain()
    assert not kv_cache("llama-3-8b", 8192, registry=fake).notes


def test_models_without_a_cache(fake: Registry) -> None:
    with pytest.raises(GivenError, match="keeps no KV cache: it is a transformer-encoder"):
        kv_cache("bert-base", 512, registry=fake)
    with pytest.raises(GivenError, match="keeps no KV cache"):
        kv_cache("resnet-50", 512, registry=fake)


@pytest.mark.parametrize(("tokens", "batch"), [(0, 1), (-5, 1), (1.5, 1), (4096, 0), (float("inf"), 1)])
def test_senseless_numbers(fake: Registry, tokens: int, batch: int) -> None:
    with pytest.raises(GivenError):
        kv_cache("llama-3-8b", tokens, batch, registry=fake)


def test_a_format_that_does_not_exist(fake: Registry) -> None:
    with pytest.raises(GivenError, match="unknown number format"):
        kv_cache("llama-3-8b", 4096, precision="fp5", registry=fake)
