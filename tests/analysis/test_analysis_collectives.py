"""AllReduce on links: only the rate per direction is used, and the halving is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mlsysim_registry import Registry, UnknownEntity
from mlsysim_registry.analysis import allreduce
from mlsysim_registry.errors import DirectionUnknown, GivenError


def test_the_tutorial_numbers(fake: Registry) -> None:
    result = allreduce("16 GB", 8, "h100", registry=fake)
    assert result.bandwidth.value == 450e9
    assert result.value == pytest.approx(62.2e-3, abs=5e-5)
    assert allreduce(16e9, 8, bandwidth_per_direction=900e9).value == pytest.approx(31.1e-3, abs=5e-5)
    assert allreduce("1 GB", 256, bandwidth_per_direction="50 GB/s").value == pytest.approx(39.8e-3, abs=5e-5)


def test_both_directions_are_halved_and_that_is_told(fake: Registry) -> None:
    text = allreduce("16 GB", 8, fake.find("h100")["links.nvlink.total"]).explain()
    for words in (
        "900 GB/s is both directions summed: 450 GB/s per direction",
        "900 GB/s would give 31.1 ms",
        "nvidia/h100-sxm links.nvlink.total = 900 GB/s",
        "1.75 x 16 GB / 450 GB/s = 62.2 ms",
        "no latency was given",
        "Patarasuk",
    ):
        assert words in text


def test_one_direction_is_taken_as_it_is(fake: Registry) -> None:
    result = allreduce(1e9, 8, "gaudi-3 ethernet", registry=fake)
    assert result.bandwidth.value == 600e9
    assert not result.notes


@pytest.mark.parametrize("link", ["h100", "h100 nvlink", "nvidia/h100-sxm links.nvlink.total"])
def test_names_of_links(fake: Registry, link: str) -> None:
    assert allreduce(1e9, 8, link, registry=fake).bandwidth.value == 450e9


def test_bits_are_turned_into_bytes_in_the_open(fake: Registry) -> None:
    result = allreduce("1 GB", 256, "infiniband-ndr", registry=fake)
    assert result.value == pytest.approx(39.8e-3, abs=5e-5)
    assert "infiniband-ndr per_port = 400 Gbit/s: 50 GB/s, 8 bits a byte" in result.explain()
    assert "1 GB / 50 GB/s" in result.explain()


def test_the_way_to_the_host_is_taken_only_by_name(fake: Registry) -> None:
    assert allreduce(1e9, 8, "h100 pcie", registry=fake).bandwidth.value == 64e9
    with pytest.raises(GivenError, match="no link `ethernet`; it has: nvlink, pcie"):
        allreduce(1e9, 8, "h100 ethernet", registry=fake)


def test_ports_of_an_interconnect(fake: Registry) -> None:
    one = allreduce(1e9, 8, "nvlink-4", registry=fake)
    assert one.bandwidth.value == 25e9
    assert "rate of one port" in " ".join(one.notes)
    all_ports = allreduce(1e9, 8, "nvlink-4", ports=18, registry=fake)
    assert all_ports.bandwidth.value == 450e9
    assert "x 18 ports = 450 GB/s" in all_ports.explain()
    assert allreduce(1e9, 8, "h100", ports=18, registry=fake).bandwidth.value == 450e9


def test_latency_counts_per_step(fake: Registry) -> None:
    result = allreduce(1e9, 8, "h100", latency="2 us", registry=fake)
    assert result.latency_time == pytest.approx(14 * 2e-6)
    assert result.value == pytest.approx(result.transfer_time + result.latency_time)


def test_json_and_bus_bandwidth(fake: Registry) -> None:
    told = json.loads(json.dumps(allreduce("16 GB", 8, "h100", registry=fake).as_dict()))
    assert told["unit"] == "s"
    assert told["bus_bandwidth"] == pytest.approx(450e9)
    link = told["explanation"]["sections"][0]["inputs"][2]
    assert (link["printed"], link["direction"], link["value"]) == ("900 GB/s", "both", 450e9)


def test_one_device_has_nothing_to_exchange() -> None:
    result = allreduce(1e9, 1, bandwidth_per_direction=1e9)
    assert result.value == result.bus_bandwidth == 0
    assert "nothing to exchange" in result.explain()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"devices": 0}, "devices is 0"),
        ({"devices": 7.5}, "whole number"),
        ({"message": -1}, "negative"),
        ({"message": "16 GB/s"}, "an amount of data"),
        ({"bandwidth_per_direction": -1}, "more than zero"),
        ({"bandwidth_per_direction": "450 GB"}, "a data rate"),
        ({"bandwidth_per_direction": None}, "either a link or"),
        ({"latency": -1}, "negative"),
        ({"ports": 2}, "ports goes with"),
    ],
)
def test_senseless_numbers(given: dict[str, Any], message: str) -> None:
    call: dict[str, Any] = {"message": 1e9, "devices": 8, "bandwidth_per_direction": 1e9, **given}
    with pytest.raises(GivenError, match=message):
        allreduce(**call)


def test_links_that_cannot_be_used(fake: Registry) -> None:
    gaudi, h100 = fake.find("gaudi-3"), fake.find("h100")
    with pytest.raises(DirectionUnknown):
        allreduce(1e9, 8, gaudi["links.vague.total"])
    with pytest.raises(GivenError, match="several links; it has: ethernet, vague"):
        allreduce(1e9, 8, gaudi)
    with pytest.raises(GivenError, match="no link in the registry"):
        allreduce(1e9, 8, "mi300x", registry=fake)
    with pytest.raises(GivenError, match=r"whole system.*nvidia/h100-sxm"):
        allreduce(1e9, 8, "dgx-h100", registry=fake)
    with pytest.raises(GivenError, match="data rate is needed"):
        allreduce(1e9, 8, h100["memory.capacity"])
    with pytest.raises(GivenError, match="all ports together"):
        allreduce(1e9, 8, h100["links.nvlink.total"], ports=18)
    with pytest.raises(GivenError, match="as `link`"):
        allreduce(1e9, 8, bandwidth_per_direction=h100["links.nvlink.total"])
    with pytest.raises(UnknownEntity, match="nvlink-9"):
        allreduce(1e9, 8, "nvlink-9", registry=fake)


def test_a_total_in_the_place_of_one_direction_is_told(fake: Registry) -> None:
    result = allreduce("16 GB", 8, bandwidth_per_direction="900 GB/s", registry=fake)
    assert (
        "total of both directions of nvidia/h100-sxm links.nvlink.total: one direction is 450 GB/s" in result.notes[0]
    )
    assert not allreduce("16 GB", 8, bandwidth_per_direction="450 GB/s", registry=fake).notes
    assert not allreduce("16 GB", 8, bandwidth_per_direction="123 GB/s", registry=fake).notes
