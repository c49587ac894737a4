"""Fleets: devices by memory, cost by a stated price, and "it does not fit" as an answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mlsysim_registry import Registry
from mlsysim_registry.analysis import fleet, fleet_of, implied_price
from mlsysim_registry.errors import GivenError


def test_the_tutorial_numbers(fake: Registry) -> None:
    result = fleet("llama-3-70b", "h100", price=3, registry=fake)
    assert result.cost_per_device_year == pytest.approx(26_280)
    assert (result.needed, result.devices, result.value) == (2, 2, 2)
    assert result.cost_per_year == pytest.approx(52_560)
    implied = implied_price(120_000, 1, price="$3")
    assert implied.value == pytest.approx(13.70, abs=0.005)
    for words in ("$13.70 per GPU-hour", "$26,280", "4.57 times"):
        assert words in implied.explain()


def test_compression_changes_the_fleet(fake: Registry) -> None:
    fp16 = fleet("llama-3-70b", "h100", "fp16", replicas=100, price="$3", reserve=0.2, registry=fake)
    int4 = fleet("llama-3-70b", "h100", "int4", replicas=100, price="$3", reserve=0.2, registry=fake)
    assert (fp16.devices, int4.devices) == (400, 100)
    assert fp16.cost_per_year == pytest.approx(4 * 100 * 26_280)
    assert fleet("llama-3-70b", "h100", reserve=0.2, power_of_two=False, registry=fake).devices == 3


@pytest.mark.parametrize(
    "price", [3, 3.0, "$3", "$3.00/GPU-hour", "$3/h", "$3 per hour", "3 USD/GPU-hour", "cloud-2026", "Acme Cloud"]
)
def test_ways_to_give_a_price(fake: Registry, price: Any) -> None:
    result = fleet("llama-3-70b", "h100", price=price, registry=fake)
    assert result.cost_per_device_year == pytest.approx(26_280)


def test_the_price_basis_is_told(fake: Registry) -> None:
    listed = fleet("llama-3-70b", "h100", price="cloud-2026", registry=fake)
    assert "price basis: Acme Cloud, on-demand, as of 2026-11-01" in listed.explain()
    assert "cloud-2026 offers.h100.price [maker/sheet, p. 1]" in listed.explain()
    assert "$3.00 per GPU-hour, given" in fleet("llama-3-70b", "h100", price=3, registry=fake).explain()
    none = fleet("llama-3-70b", "h100", registry=fake)
    assert none.cost_per_year is None
    assert "no price was given" in none.explain()


def test_several_offers_ask_for_one(fake: Registry) -> None:
    with pytest.raises(GivenError, match=r"several offers of AMD Instinct MI300X .*mi300x-a, mi300x-b"):
        fleet("llama-3-70b", "mi300x", price="cloud-2026", registry=fake)
    chosen = fleet("llama-3-70b", "mi300x", price="cloud-2026", offer="mi300x-b", registry=fake)
    assert chosen.cost_per_year == pytest.approx(1.5 * 8760)
    with pytest.raises(GivenError, match="no offer of NVIDIA B200"):
        fleet("llama-3-70b", "b200", price="cloud-2026", registry=fake)
    with pytest.raises(GivenError, match="no offer `x`"):
        fleet("llama-3-70b", "h100", price="cloud-2026", offer="x", registry=fake)
    with pytest.raises(GivenError, match="goes with a price list"):
        fleet("llama-3-70b", "h100", price=3, offer="h100", registry=fake)


def test_the_cache_takes_memory_too(fake: Registry) -> None:
    result = fleet("llama-3-70b", "h100", tokens=8192, batch=8, registry=fake)
    assert result.bytes_needed == result.weights + 2 * 80 * 8 * 128 * 8192 * 8 * 2
    assert result.devices == 4
    assert "KV cache" in result.explain()
    with pytest.raises(GivenError, match="without tokens"):
        fleet("llama-3-70b", "h100", kv_precision="fp8", registry=fake)


def test_it_does_not_fit_is_an_answer(fake: Registry) -> None:
    result = fleet("llama-3-70b", "acme/micro", price=3, registry=fake)
    assert (result.fits, result.devices, result.value, result.cost_per_year) == (False, None, None, None)
    assert "a micro device holds a model alone" in result.reason
    assert "does not fit" in result.explain()
    told = json.loads(json.dumps(result.as_dict()))
    assert told["fits"] is False
    assert told["reason"] == result.reason
    limited = fleet("llama-3-70b", "h100", max_devices_per_replica=1, registry=fake)
    assert "needs 141.1 GB, that is 2 devices" in limited.reason
    assert fleet("llama-3-70b", "h100", max_devices_per_replica=2, registry=fake).fits


def test_json(fake: Registry) -> None:
    told = json.loads(json.dumps(fleet("llama-3-70b", "h100", price=3, registry=fake).as_dict()))
    assert told["cost_per_year"] == pytest.approx(52_560)
    assert told["price_per_device_hour"] == pytest.approx(3)
    assert told["price_basis"] == "$3.00 per GPU-hour, given"
    assert json.loads(json.dumps(implied_price(480_000, 4).as_dict()))["value"] == pytest.approx(13.70, abs=0.005)


def test_plain_numbers() -> None:
    result = fleet_of(parameters=70.55e9, capacity="80 GB", price="$3", replicas=10)
    assert result.devices == 20
    assert result.cost_per_year == pytest.approx(20 * 26_280)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"replicas": 0}, "replicas is 0"),
        ({"replicas": 1.5}, "whole number"),
        ({"reserve": 1}, "fraction of the memory"),
        ({"reserve": 20}, "fraction of the memory"),
        ({"hours": 0}, "8,760"),
        ({"hours": 100_000}, "8,760"),
        ({"price": -3}, "negative"),
        ({"price": float("nan")}, "finite"),
        ({"price": "3 USD"}, "a price per device and hour"),
        ({"capacity": 0}, "more than zero"),
        ({"capacity": "80 GB/s"}, "an amount of data"),
        ({"max_devices_per_replica": 0}, "max_devices_per_replica is 0"),
    ],
)
def test_senseless_numbers(given: dict[str, Any], message: str) -> None:
    call: dict[str, Any] = {"parameters": 70e9, "capacity": 80e9, **given}
    with pytest.raises(GivenError, match=message):
        fleet_of(**call)


def test_senseless_costs() -> None:
    with pytest.raises(GivenError, match="negative"):
        implied_price(-1)
    with pytest.raises(GivenError, match="devices is 0"):
        implied_price(1e5, 0)
