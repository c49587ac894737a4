"""decode, train, collective, serve, footprint, failures, own, tiny, predict, accuracy on the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

TRUTH = Path(__file__).parents[1] / "truth" / "measurements.csv"
COMMANDS = {
    "decode": "--model llama-3-8b --device h100-sxm --batch 8 --context 4096",
    "require": "--model llama-3-8b --latency 10_ms",
    "train": "--model llama-3-8b --device h100-sxm --devices 64 --tokens 1e12 --tensor 2",
    "serve": "--model llama-3-8b --device h100-sxm --load 20,000 --context 4096",
    "footprint": "--device h100-sxm --devices 8 --hours 100 --grid france",
    "failures": "--devices 1024 --observed 1296 16384 419",
    "own": "--device h100-sxm --capital 35,000_USD --electricity 0.08",
    "tiny": "--macs 7.5e6 --device stm32l4r5 --macs-per-cycle 2",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_as_text_explained_and_as_json(run, command):
    words = [word.replace("_", " ") for word in COMMANDS[command].split()]
    plain = run(command, *words)
    assert plain.status == 0
    assert len(plain.out.splitlines()) >= 2
    explained = run(command, *words, "--explain")
    assert "Left out" in explained.out
    told = run(command, *words, "--format", "json").data
    assert told["value"] > 0
    assert told["explanation"]["formula"]


def test_prefill(run):
    shown = run("decode", "--model", "llama-3-8b", "--device", "h100-sxm", "--prompt", "2048")
    assert shown.out.startswith("Prefill of 1 x 2,048 tokens")


def test_collective(run):
    words = ("--message", "1 GB", "--devices", "64", "--bandwidth", "50 GB/s", "--algorithm", "torus")
    shown = run("collective", "all_gather", *words, "--shape", "4x4x4", "--format", "json")
    assert shown.data["value"] == pytest.approx(63 / 64 / 300)
    assert run("collective", "all_gather", *words, "--shape", "4by4").status == 2


def test_no_is_an_answer_with_status_1(run):
    words = ["--model", "llama-3.1-405b", "--device", "a100-sxm-80gb", "--load", "1000", "--context", "8192"]
    shown = run("serve", *words)
    assert shown.status == 1
    assert "does not fit" in shown.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("train --model llama-3-8b --device h100-sxm --devices 100 --tensor 8", "96 or 104 devices would do"),
        ("train --model llama-3-8b --device h100-sxm --devices 64 --mfu 40", "0.4 for 40%"),
        ("decode --model llama-3-8b --device a100-sxm-80gb --precision fp8", "no dense matrix rate for fp8"),
        ("footprint --device h100-sxm --devices 8 --hours 10 --grid 56", "write a carbon intensity"),
        ("failures --devices 8 --mtbf 50000", "write a time"),
        ("tiny --device stm32l4r5", "either --model or --macs"),
        ("predict collectives net-large {", "no JSON"),
        ("accuracy no-such-file.csv", "cannot be read"),
    ],
)
def test_wrong_use_teaches(run, words, told):
    shown = run(*words.split())
    assert shown.status == 2
    assert told in shown.err


def test_predict(run):
    given = json.dumps({"op": "AllReduce", "bytes": 2**33, "n": 8, "link_bw": 450e9, "algo": "NVLS"})
    shown = run("predict", "collectives", "net-sharp", given, "--unit", "bytes/s busbw")
    assert shown.status == 0
    assert "bytes/s busbw" in shown.out
    assert run("predict", "reliability", "rel", "{}").status == 1


def test_accuracy_writes_every_prediction(run, tmp_path):
    target = tmp_path / "predictions.csv"
    shown = run("accuracy", str(TRUTH), "--predictions", str(target))
    assert shown.status == 0
    assert "ring AllReduce, large messages" in shown.out
    with open(target, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 86
    assert sum(bool(row["predicted"]) for row in rows) >= 79
