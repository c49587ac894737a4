"""Roofline tables: numbers, refusals, and explanations that say where each number comes from."""

from __future__ import annotations

import json

import pytest

from mlsysim_registry import Registry, Spec, UnknownEntity, UnsupportedFormat
from mlsysim_registry.analysis import roofline, roofline_of
from mlsysim_registry.errors import GivenError, UnitError

FOUR = ["h100", "mi300x", "b200", "gaudi-3"]


def test_the_tutorial_table(fake: Registry) -> None:
    table = roofline("llama-3-8b", FOUR, "fp16,bf16", registry=fake)
    h100, mi300x, b200, gaudi = table
    assert h100.weights == pytest.approx(16.06e9, rel=1e-3)
    assert h100.weight_load_time == pytest.approx(4.79e-3, abs=5e-6)
    assert h100.ridge_point == pytest.approx(295, abs=0.5)
    assert mi300x.weight_load_time == pytest.approx(3.03e-3, abs=5e-6)
    assert mi300x.ridge_point == pytest.approx(247, abs=0.5)
    assert mi300x.speedup == pytest.approx(1.58, abs=5e-3)
    assert h100.speedup == 1
    assert {row.bottleneck for row in (h100, mi300x, b200, gaudi)} == {"memory"}
    assert table.value == tuple(row.time for row in table)
    assert table["amd/mi300x"] is mi300x
    assert gaudi.machine.precision == "bf16"


def test_a_missing_format_is_refused_and_never_substituted(fake: Registry) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        roofline("llama-3-8b", ["gaudi-3"], registry=fake)
    for words in ("no dense matrix rate for fp16", "matrix.bf16 1678 TFLOP/s", 'precision="fp16,bf16"'):
        assert words in str(caught.value)
    with pytest.raises(UnsupportedFormat, match="sources say that it does not support int4"):
        roofline("llama-3-8b", ["gaudi-3"], "int4", registry=fake)
    with pytest.raises(UnsupportedFormat, match=r"It has: .*vector\.fp32 67 TFLOP/s"):
        roofline("llama-3-8b", ["h100"], "fp32", registry=fake)
    with pytest.raises(UnsupportedFormat, match="no rate of any format"):
        roofline("llama-3-8b", ["acme/micro"], registry=fake)


def test_an_alternative_that_was_used_is_named(fake: Registry) -> None:
    text = roofline("llama-3-8b", ["h100", "gaudi-3"], "fp16,bf16", registry=fake).explain()
    assert "bf16 is used: the registry has no dense fp16 rate of this device" in text
    assert text.count("is used") == 1


def test_alternatives_must_be_of_one_size(fake: Registry) -> None:
    with pytest.raises(GivenError, match="differ in size"):
        roofline("llama-3-8b", ["h100"], "fp16,int8", registry=fake)
    with pytest.raises(GivenError, match="unknown number format"):
        roofline("llama-3-8b", ["h100"], "fp17", registry=fake)


def test_weights_and_arithmetic_may_differ_in_format(fake: Registry) -> None:
    row = roofline("llama-3-8b", ["h100"], "int4", arithmetic="fp16", registry=fake)[0]
    assert row.weights == 8030261248 / 2
    assert row.machine.precision == "fp16"
    assert row.batch_crossover == pytest.approx(row.ridge_point / 4)


def test_integer_arithmetic_is_counted_in_operations(fake: Registry) -> None:
    row = roofline("llama-3-8b", ["h100"], "int8", registry=fake)[0]
    assert row.work_unit == "OP"
    assert "OP/B" in row.explain()
    assert "FLOP" not in "\n".join(row.section.working)


def test_batch_turns_the_step_compute_bound_at_the_crossover(fake: Registry) -> None:
    crossover = roofline("llama-3-8b", ["h100"], registry=fake)[0].batch_crossover
    assert roofline("llama-3-8b", ["h100"], batch=int(crossover), registry=fake)[0].bottleneck == "memory"
    assert roofline("llama-3-8b", ["h100"], batch=int(crossover) + 1, registry=fake)[0].bottleneck == "compute"


@pytest.mark.parametrize("model", ["mixtral-8x7b", "resnet-50"])
def test_the_crossover_holds_for_experts_and_for_convolutions(fake: Registry, model: str) -> None:
    crossover = roofline(model, ["h100"], registry=fake)[0].batch_crossover
    below, above = max(1, int(crossover)), int(crossover) + 1
    assert below == 1 or roofline(model, ["h100"], batch=below, registry=fake)[0].bottleneck == "memory"
    assert roofline(model, ["h100"], batch=above, registry=fake)[0].bottleneck == "compute"


def test_experts_are_stored_whole_but_read_as_far_as_they_are_used(fake: Registry) -> None:
    one = roofline("mixtral-8x7b", ["mi300x"], registry=fake)[0]
    many = roofline("mixtral-8x7b", ["mi300x"], batch=8, registry=fake)[0]
    assert one.weights == many.weights == many.weights_read == 2 * 46702792704
    assert one.weights_read == 2 * 12879925248
    assert "mixture of experts" in one.explain()


def test_a_model_that_does_not_fit_one_device_is_said_so(fake: Registry) -> None:
    row = roofline("llama-3-70b", ["h100"], registry=fake)[0]
    assert row.fits is False
    assert "do not fit in one device (80 GB): at least 2 are needed" in row.explain()
    assert roofline("llama-3-70b", ["mi300x"], registry=fake)[0].fits is True


def test_an_encoder_without_its_work_is_refused(fake: Registry) -> None:
    with pytest.raises(GivenError, match=r"decodes no tokens.*flops\.forward"):
        roofline("bert-base", ["h100"], registry=fake)


def test_the_explanation_tells_every_source(fake: Registry) -> None:
    text = roofline("llama-3-8b", ["mi300x"], registry=fake).explain()
    for words in (
        "max(load time, arithmetic time)",
        "meta/llama-3-8b parameters.total [maker/sheet, p. 1]",
        "amd/mi300x compute.matrix.fp16 [maker/sheet, p. 1]",
        "16.06 GB / 5.3 TB/s = 3.03 ms",
        "1307.4 TFLOP/s / 5.3 TB/s = 247 FLOP/B",
        "The assumption that matters most",
        "KV cache",
    ):
        assert words in text
    assert "batch  batch                1              given" in text


def test_a_derived_peak_is_told_with_what_it_is_derived_from(fake: Registry) -> None:
    row = roofline("llama-3-8b", ["h100"], registry=fake)[0]
    assert "[derived: compute.matrix_sparse.fp16 / 2]" in row.machine.peak.origin
    assert "    from compute.matrix_sparse.fp16 = 1979 TFLOP/s [maker/sheet, p. 1]" in row.explain()


def test_an_estimate_is_shown_as_one(fake: Registry) -> None:
    raw = {"value": 1e12, "unit": "B/s", "printed": "1 TB/s", "status": "estimated", "because": "no sheet yet"}
    guess = Spec("acme/x1", "memory.bandwidth", raw)
    text = roofline_of(peak=1e15, bandwidth=guess, parameters=8e9).explain()
    assert "acme/x1 memory.bandwidth [ESTIMATED: no sheet yet]" in text


def test_json(fake: Registry) -> None:
    told = json.loads(json.dumps(roofline("llama-3-8b", ["h100", "mi300x"], registry=fake).as_dict()))
    assert told["rows"][1]["device"] == "amd/mi300x"
    assert told["rows"][1]["time"] == pytest.approx(3.03e-3, abs=5e-6)
    bandwidth = told["explanation"]["sections"][2]["inputs"][1]
    assert (bandwidth["entity"], bandwidth["path"], bandwidth["cite"]) == (
        "amd/mi300x",
        "memory.bandwidth",
        "maker/sheet",
    )


def test_the_printed_table_has_a_line_a_device(fake: Registry) -> None:
    table = roofline("llama-3-8b", ["h100", "mi300x"], registry=fake)
    lines = str(table).splitlines()
    assert len(lines) == 2 + 1 + len(table)
    assert "3.03 ms" in lines[-1]
    assert "1.58x" in lines[-1]
    with pytest.raises(UnknownEntity, match="no row is called `t4`"):
        table["t4"]


def test_plain_numbers(fake: Registry) -> None:
    row = roofline_of(peak=1307.4e12, bandwidth="5.3 TB/s", parameters=8030261248)
    assert row.value == roofline("llama-3-8b", ["mi300x"], registry=fake)[0].value
    assert row.fits is None
    assert "given" in row.explain()
    assert roofline(8030261248, ["mi300x"], registry=fake).value == (row.value,)


def test_specs_go_in_as_numbers(fake: Registry) -> None:
    device = fake.find("mi300x")
    row = roofline_of(peak=device["compute.matrix.fp16"], bandwidth=device["memory.bandwidth"], parameters=8e9)
    assert "amd/mi300x memory.bandwidth" in row.explain()
    with pytest.raises(GivenError, match=r"memory\.capacity is 192 GB; memory bandwidth must be a data rate"):
        roofline_of(peak=1e15, bandwidth=device["memory.capacity"], parameters=8e9)


@pytest.mark.parametrize(
    ("bandwidth", "message"),
    [
        ("3.35 TB", "memory bandwidth is `3.35 TB`; it must be a data rate"),
        ("3.35", "without a unit; write a data rate"),
        (0, "more than zero"),
        (float("nan"), "finite number"),
        (None, "must be a data rate"),
        (True, "must be a data rate"),
    ],
)
def test_senseless_bandwidths(bandwidth: float, message: str) -> None:
    with pytest.raises(GivenError, match=message):
        roofline_of(peak=1e15, bandwidth=bandwidth, parameters=8e9)


def test_other_wrong_uses(fake: Registry) -> None:
    with pytest.raises(UnitError):
        roofline_of(peak="1 PFLOPS", bandwidth="1 TB/s", parameters=8e9)
    with pytest.raises(GivenError, match="list of one or more devices"):
        roofline("llama-3-8b", "h100", registry=fake)
    with pytest.raises(GivenError, match="batch is 0"):
        roofline("llama-3-8b", ["h100"], batch=0, registry=fake)
    with pytest.raises(GivenError, match="one of the accelerators belongs here"):
        roofline("llama-3-8b", [fake.find("llama-3-8b")], registry=fake)
    with pytest.raises(UnknownEntity):
        roofline("llama-3-8b", ["h1000"], registry=fake)
