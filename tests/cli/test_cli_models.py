"""roofline, allreduce, kvcache and fleet."""

from __future__ import annotations

import json

import pytest

DEVICES = ("h100", "mi300x", "b200", "gaudi-3")


def test_roofline(run):
    shown = run("roofline", "--model", "llama-3-8b", "--devices", *DEVICES)
    assert shown.status == 0
    for word in ("16.06 GB", "4.79 ms", "295 FLOP/B", "3.03 ms", "247 FLOP/B", "1.58x"):
        assert word in shown.out
    assert shown.out.count(" memory ") == 4


def test_roofline_as_json(run):
    rows = run("roofline", "--model", "llama-3-8b", "--devices", *DEVICES, "--format", "json").data["rows"]
    assert [row["bottleneck"] for row in rows] == ["memory"] * 4
    assert rows[0]["time"] == pytest.approx(4.79e-3, rel=2e-3)


def test_roofline_explains(run):
    shown = run("roofline", "--model", "llama-3-8b", "--devices", "h100", "--explain")
    assert "nvidia/h100-sxm memory.bandwidth" in shown.out
    assert "assumption" in shown.out


def test_roofline_takes_the_format_that_is_there_and_names_it(run):
    shown = run("roofline", "--model", "llama-3-8b", "--devices", "tpu-v5e")
    assert "bf16" in shown.out
    assert "no dense fp16" in shown.out


def test_roofline_never_substitutes_unasked(run):
    shown = run("roofline", "--model", "llama-3-8b", "--devices", "tpu-v5e", "--precision", "fp16")
    assert shown.status == 2
    assert "bf16" in shown.err


@pytest.mark.parametrize(
    "link",
    [
        ["--device", "h100"],
        ["--device", "h100", "--link", "nvlink"],
        ["--device", "h100", "--link", "nvlink-4"],
        ["--link", "nvlink-4", "--ports", "18"],
        ["--bandwidth", "450 GB/s"],
        ["--bandwidth", "3600 Gbit/s"],
    ],
)
def test_allreduce(run, link):
    shown = run("allreduce", "--message", "16 GB", "--devices", "8", *link)
    assert shown.status == 0
    assert "62.2 ms" in shown.out.splitlines()[0]


def test_allreduce_over_the_network(run):
    words = ("allreduce", "--message", "1 GB", "--devices", "256", "--bandwidth", "50 GB/s")
    assert "39.8 ms" in run(*words).out
    told = run(*words, "--latency", "2 us", "--format", "json").data
    assert told["value"] == pytest.approx(39.84e-3 + 510 * 2e-6, rel=1e-3)
    assert "Patarasuk" in run(*words, "--explain").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--message", "16 GB", "--devices", "8", "--bandwidth", "450"], "450 GB/s"),
        (["--message", "16", "--devices", "8", "--bandwidth", "450 GB/s"], "16 GB"),
        (["--message", "16 GB", "--devices", "8", "--bandwidth", "450 GBps"], "write GB/s"),
        (["--message", "16 GB", "--devices", "8", "--bandwidth", "450 Gb/s"], "write Gbit"),
        (["--message", "16 GB", "--devices", "8", "--bandwidth", "450 GB"], "a data rate"),
        (["--message", "16 GB", "--devices", "8", "--bandwidth", "-1 GB/s"], "more than zero"),
        (["--message", "16 GB", "--devices", "8", "--bandwidth", "1e999 GB/s"], "too large"),
        (["--message", "-16 GB", "--devices", "8", "--bandwidth", "1 GB/s"], ""),
        (["--message", "16 GB", "--devices", "0", "--bandwidth", "1 GB/s"], "not between 1 and"),
        (["--message", "16 GB", "--devices", "9" * 400, "--bandwidth", "1 GB/s"], "not between 1 and"),
        (["--message", "16 GB", "--devices", "9" * 9000, "--bandwidth", "1 GB/s"], "whole number"),
        (["--message", "16 GB", "--devices", "2.5", "--bandwidth", "1 GB/s"], "whole number"),
        (["--message", "16 GB", "--devices", "8"], "exactly one rate"),
        (["--message", "16 GB", "--devices", "8", "--link", "nvlink-4", "--bandwidth", "1 GB/s"], "exactly one rate"),
        (["--message", "16 GB", "--devices", "8", "--link", "nvlink-44"], "Did you mean"),
        (["--message", "16 GB", "--devices", "8", "--device", "h100", "--link", "infinity"], "nvlink"),
        (["--message", "16 GB", "--devices", "8", "--device", "esp32-s3"], "no link"),
    ],
)
def test_allreduce_teaches(run, words, told):
    shown = run("allreduce", *words)
    assert shown.status == 2
    assert told in shown.err
    assert shown.out == ""


def test_kvcache(run):
    shown = run("kvcache", "--model", "llama-3-8b", "--tokens", "4,096")
    assert "0.5 GiB" in shown.out
    assert "2 GiB" in shown.out  # what query heads would give
    assert run("kvcache", "--model", "llama-3-8b", "--tokens", "4096", "--format", "json").data["value"] == 2**29


def test_kvcache_of_a_model_without_one(run):
    shown = run("kvcache", "--model", "resnet-50", "--tokens", "1")
    assert shown.status == 2
    assert "keeps no KV cache" in shown.err


def test_fleet(run):
    words = ("fleet", "--model", "llama-3-70b", "--device", "h100", "--price", "3 USD/GPU-hour", "--replicas", "4")
    shown = run(*words)
    assert "2 devices a replica" in shown.out
    assert "$26,280" in shown.out
    assert "$210,240" in shown.out
    told = run(*words, "--format", "json").data
    assert told["cost_per_year"] == 8 * 26_280
    assert "price basis" in run(*words, "--explain").out


def test_fleet_with_a_price_list(run):
    shown = run("fleet", "--model", "llama-3-70b", "--device", "mi300x", "--price", "digitalocean-on-demand-2026-10")
    assert shown.status == 0
    assert "DigitalOcean" in shown.out


def test_fleet_that_does_not_fit(run):
    shown = run("fleet", "--model", "llama-3-8b", "--device", "esp32-s3")
    assert shown.status == 0
    assert "does not fit" in shown.out


@pytest.mark.parametrize(
    ("stated", "count"),
    [("120,000 USD/GPU-year", 1), ("$120K", 1), ("$120K/GPU-year", 1), ("$480K", 4), ("480000 USD/year", 4)],
)
def test_a_stated_cost_implies_a_price(run, stated, count):
    shown = run("fleet", "--stated", stated, "--count", str(count), "--price", "$3")
    assert shown.status == 0
    assert "$13.70 per GPU-hour" in shown.out
    assert "4.57 times" in shown.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "--model and --device"),
        (["--model", "llama-3-70b"], "--model and --device"),
        (["--model", "llama-3-70b", "--device", "h100", "--price", "3 GB"], "3 USD/GPU-hour"),
        (["--model", "llama-3-70b", "--device", "h100", "--price", "nobody"], "no entry is called"),
        (["--model", "llama-3-70b", "--device", "h100", "--reserve", "10"], "fraction"),
        (["--model", "llama-3-70b", "--device", "h100", "--reserve", "nan"], "finite"),
        (["--model", "llama-3-70b", "--device", "h100", "--hours", "inf"], "finite"),
        (["--model", "llama-3-70b", "--device", "h100", "--hours", "99999"], "8,760"),
        (["--model", "llama-3-70b", "--device", "h100", "--precision", "fp17"], "fp1"),
        (["--stated", "much"], "number"),
        (["--stated", "120 GB"], "USD"),
        (["--stated", "$1e9"], "USD"),
    ],
)
def test_fleet_teaches(run, words, told):
    shown = run("fleet", *words)
    assert shown.status == 2
    assert told in shown.err


CHIP = """\
name: My chip
class: datacenter
memory:
  capacity: {value: 96 GB, range: [90 GB, 100 GB], because: the plan}
  bandwidth: {value: 4 TB/s, range: [3 TB/s, 5 TB/s], because: the plan}
compute:
  matrix:
    fp16: {value: 800 TFLOP/s, range: [700 TFLOP/s, 900 TFLOP/s], because: the plan}
"""


def test_an_own_chip_at_once(run, tmp_path):
    chip = tmp_path / "my-chip.yaml"
    chip.write_text(CHIP)
    words = ("--model", "llama-3-8b", "--devices", "h100", "custom/my-chip", "--with", str(chip))
    shown = run("roofline", *words)
    assert shown.status == 0
    assert "4.02 ms" in shown.out
    assert "5 TB/s" not in run("show", "my-chip", "memory.bandwidth", "--with", str(chip)).out.splitlines()[0]
    assert "ESTIMATED" in run("show", "my-chip", "memory.bandwidth", "--with", str(chip)).out
    assert "custom/my-chip" in run("list", "accelerators", "--with", str(chip)).out
    assert run("compare", "h100", "my-chip", "--with", str(chip), "--format", "json").status == 0
    assert run("show", "my-chip").status == 2  # only with the file


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CHIP.replace("96 GB,", "96 Gb,"), "Gbit"),
        (CHIP.replace("4 TB/s,", "4 TB,"), "does not measure this"),
        (CHIP.replace("class: datacenter\n", ""), "`class` is missing"),
        (CHIP.replace("name: My chip", "nam: My chip"), ":1:1 error SCH101"),
        (CHIP.replace(", because: the plan", "", 1), "because"),
        ("- a list\n", "a mapping"),
        ("", "my-chip.yaml"),
        ("a: [", "not YAML"),
        ("\ta: 1\n", "tab"),
        ("a: &x 1\nb: *x\n", "anchors"),
    ],
)
def test_an_own_chip_that_is_wrong(run, tmp_path, text, told):
    chip = tmp_path / "my-chip.yaml"
    chip.write_text(text)
    shown = run("show", "my-chip", "--with", str(chip))
    assert shown.status == 2
    assert told in shown.err


def test_own_chips_that_clash(run, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "chip.yaml").write_text(CHIP)
    shown = run("show", "chip", "--with", str(tmp_path / "a" / "chip.yaml"), str(tmp_path / "b" / "chip.yaml"))
    assert shown.status == 2
    assert "custom/chip" in shown.err


def test_json_is_stable(run):
    words = ("roofline", "--model", "llama-3-8b", "--devices", "h100", "--format", "json")
    assert run(*words).out == run(*words).out
    assert set(json.loads(run(*words).out)) == {"model", "batch", "unit", "rows", "explanation"}
