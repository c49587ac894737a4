"""What papers publish of training runs: right figures match, others are told where the words report that very run."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

from mlsysim_registry.data import load

_RIGHT = [
    ("PaLM 540B reached {} MFU on 6,144 TPU v4 chips.", "46.2%", "42.6%"),
    ("Model FLOPs utilization of {} was reported for PaLM 540B, which ran on 6,144 chips.", "46%", "64%"),
    ("PaLM 540B, on 6,144 chips, reached {} HFU.", "57.8%", "46.2%"),
    ("Google's PaLM 540B was trained on {} TPU v4 chips.", "6,144", "6,414"),
    ("Over 54 days of training, Llama 3 405B saw {} unexpected interruptions on 16,384 GPUs.", "419", "491"),
    ("Llama 3 405B suffered 466 interruptions in 54 days, of which {} were unexpected.", "419", "47"),
    ("Over a {} period the pre-training of Llama 3 405B had 466 interruptions.", "54-day", "45-day"),
    ("Pre-training of Llama 3 405B, published: {} H100s, 54 days, 419 unexpected interruptions.", "16,384", "18,384"),
    ("Llama 3 405B, {} on 16,384 H100s, had 466 interruptions.", "54 days", "45 days"),
    ("DeepSeek-V3 was trained on {} H800 GPUs.", "2,048", "2,408"),
    ("BLOOM 176B was trained on 384 A100 80GB GPUs and used {} of electricity.", "433 MWh", "343 MWh"),
    ("Falcon 180B was trained on up to {} A100s.", "4,096", "4,906"),
    ("OPT-175B was trained on {} A100 GPUs.", "992", "929"),
    ("BERT-Large was pretrained on 64 TPU chips for {}.", "4 days", "9 days"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), _RIGHT)
def test_a_figure_of_a_run_is_held_against_what_is_published(text: str, right: str, wrong: str) -> None:
    assert verdict(text.format(right), right) == ("match", "")
    assert findings(text.format(right)) == []
    assert verdict(text.format(wrong), wrong) == ("mismatch", "published-run")


def test_the_other_published_figure_is_named() -> None:
    hardware = claim("PaLM 540B reached 57.8% MFU on 6,144 TPU v4 chips.", "57.8%")
    assert "is its HFU" in hardware.reason
    assert "46.2%" in hardware.hint
    planned = claim("Llama 3 405B had 466 interruptions, of which 47 were unexpected.", "47")
    assert "is its planned interruptions" in planned.reason


@pytest.mark.parametrize(
    "text",
    [
        "On 1,024 A100s PaLM 540B would reach 40% MFU.",
        "Assume 40% MFU: DeepSeek-V3 trained on 1,024 H800 GPUs.",
        "We fine-tune Llama 3 405B on 512 H100 GPUs.",
        "Llama 3 405B was trained on a cluster of 24,576 GPUs.",
        "OPT-175B was served on 16 A100 GPUs.",
        "OPT-175B was trained on about 1,000 A100 GPUs.",
        "BLOOM 176B was trained with 8 A100 GPUs per node.",
        "Llama 3.1 405B took 30.84M GPU-hours. With 12,000 H100s that is 107 days.",
        "Llama 3 405B reached 38-43% MFU, 40% on average.",
        "DeepSeek-V3 took 2.664M GPU-hours for pre-training, 2.788M in all.",
        "PaLM 540B reached 46.2% MFU on 6,144 chips, against 32.5% MFU for Gopher.",
        "PaLM 540B reached 46.2% MFU on 6,144 chips, against 47.1% MFU for Chinchilla.",
        "Where PaLM 540B had 6,144 chips, GPT-5 was trained on 25,000 GPUs.",
    ],
)
def test_plans_and_other_runs_are_left_alone(text: str) -> None:
    assert findings(text) == []


_RUNS = ("model | GPUs | MFU | energy", "OPT-175B | {} | - | 356 MWh", "BLOOM 176B | 384 | - | 433 MWh")


def test_a_column_of_runs_is_held_against_them() -> None:
    assert verdict(table(*(row.format("992") for row in _RUNS)), "992") == ("match", "")
    assert findings(table(*(row.format("929") for row in _RUNS))) == [("929", "published-run")]
    assert not findings(table("model | GPUs needed", "OPT-175B | 24", "BLOOM 176B | 384"))


def test_an_estimate_of_energy_and_carbon_is_found() -> None:
    text = "Training GPT-3 175B took an estimated 1,287 MWh and emitted 552 tCO2e."
    assert verdict(text, "1,287 MWh") == ("match", "")
    assert verdict(text, "552 tCO2e") == ("match", "")


def test_a_run_names_what_it_ran_on() -> None:
    assert load().models["deepseek/deepseek-v3"].attributes["trained_on"] == "nvidia/h800-sxm"
