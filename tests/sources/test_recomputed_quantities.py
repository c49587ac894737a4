"""Quantities that the model layer knows, from inputs in the sentence, the row, the title, the slide, the registry."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings, table

RIGHT = [
    ("A 7B model in FP16 needs about 14 GB.", "14 GB"),
    ("The weights of a 70B model in INT4 are 35 GB.", "35 GB"),
    ("Llama-3 70B in FP16: 131 GiB of weights.", "131 GiB"),
    ("Llama-3 8B in FP16 keeps a KV cache of 128 KB per token.", "128 KB per token"),
    ("The KV cache of Llama-3 70B at 32K tokens and batch 8 in FP16 is 86 GB.", "86 GB"),
    ("A 70B model has 560 GB of optimizer states.", "560 GB"),
    ("Training a 70B model on 15T tokens takes 6.3e24 FLOP.", "6.3e24 FLOP"),
    ("Training a 70B model on 2T tokens with 1,024 H100 GPUs at 40% MFU takes 24 days.", "24 days"),
    ("A pipeline of 8 stages with 32 microbatches has a bubble of 18%.", "18%"),
    ("A pipeline of 8 stages with 32 microbatches has a bubble of 22%.", "22%"),  # (p-1)/m
    ("With an MTBF of 50,000 hours per GPU, a cluster of 1,024 GPUs fails every 49 hours.", "49 hours"),
    ("Saving takes 5 minutes and the MTBF is 3 hours: checkpoint every 42 minutes (Young).", "42 minutes"),
    ("8 H100 GPUs at 700 W for 24 hours consume 134 kWh.", "134 kWh"),
    ("10 MWh at 400 gCO2e/kWh emit 4 tCO2e.", "4 tCO2e"),
    ("1,000 GPU-hours at $2 per GPU-hour: a total cost of $2,000.", "$2,000"),
    ("A 225 mAh battery at an average draw of 0.5 mA lasts 450 hours.", "450 hours"),
    ("An inference of 20 ms at 15 mW consumes 0.3 mJ.", "0.3 mJ"),
    ("512 GPUs for 10 days are 122,880 GPU-hours.", "122,880 GPU-hours"),
    ("Llama-3 70B in FP16 needs at least 2 GPUs of type H100.", "2 GPUs"),
    ("16 GB over 8 H100 GPUs at 450 GB/s per direction: the AllReduce takes 62 ms.", "62 ms"),
    ("With 2,000 GPUs and an MTBF of 40,000 hours per GPU you lose one GPU every 20 hours.", "20 hours"),
    ("For a shard of 100 GB:\n\n- PCIe bandwidth: 25 GB/s\n- Copy time: 4 s", "4 s"),
    ("The job ran for 2.3 days, or 55 hours.", "55 hours"),
    ("Each port has 400 Gb/s (50 GB/s).", "50 GB/s"),
    ("It takes 4.5 GB = 4500 MB.", "4500 MB"),
    ("An H100 has 989 TFLOPS of BF16 at 3.35 TB/s, for a FLOP:byte ratio of 295:1.", "295"),
    ("On the H100 in BF16 the ridge point is 295.", "295"),
    ("| GPU | Peak BF16 | HBM BW | Ridge |\n|---|---|---|---|\n| H100 | 989 TFLOP/s | 3.35 TB/s | 295.2 |\n", "295.2"),
    ("| State | Formula | 70B model |\n|---|---|---|\n| Optimizer | 12Ψ | 840 GB |\n", "840 GB"),
    ("An AllGather of 2 GB over 8 GPUs at 50 GB/s takes 35 ms.", "35 ms"),
    ("An AllReduce of 1 GB across 8 GPUs takes 50 ms: the bus bandwidth is 35 GB/s.", "35 GB/s"),
    ("An AllReduce of 1 GB takes 50 ms: the algorithm bandwidth is 20 GB/s.", "20 GB/s"),
    (
        "Hierarchical AllReduce of 2 GB over 8 nodes x 8 GPUs, NVLink at 300 GB/s, network at 50 GB/s: 20.4 ms.",
        "20.4 ms",
    ),
    ("With 312 TFLOP/s and 1,555 GB/s the ridge point of an A100 is 200.6 FLOP/B.", "200.6 FLOP/B"),
    ("On an H100:\n\n```text\nRidge point: 295 FLOP/B\n```\n", "295 FLOP/B"),
    ("- Weights: 35 GB\n- KV cache: 20 GB\n- Activations: 5 GB\n- Total: 60 GB\n", "60 GB"),
    ("| Step | Data | Rate | Time |\n|---|---|---|---|\n| send | 8.2 GB | 450 GB/s | 18 ms |\n", "18 ms"),
    ("The parameters of a 7B model are 14 GB of weights.", "14 GB"),
    ("250k parameters in INT8 take 250 KB of weights.", "250 KB"),
    ("Decoding turns compute-bound on an H100 in BF16 at a batch of about 295.", "295"),
    ("MFU = 0.23 = 23%", "23%"),
    ("A frame needs 14 MFLOP.\n\nAt 70 MFLOP/s a frame takes 200 ms.", "200 ms"),
    ("How large are the weights of a 70B model in INT4? They are 35 GB.", "35 GB"),
    ("1. A 70B model is stored in INT4. How large are the weights?\n\n*Solution.* 35 GB.", "35 GB"),
    ("A step reads 70 GB of weights: ~35B parameters at 16 bits/weight.", "70 GB"),
]
WRONG = [
    ("The weights of a 70B model in INT4 are 70 GB.", "70 GB", "format"),
    ("Llama-3 8B in FP16 keeps a KV cache of 512 KB per token.", "512 KB per token", "query-heads"),
    ("The KV cache of Llama-3 70B at 32K tokens and batch 8 in FP16 is 10.7 GB.", "10.7 GB", "one-sequence"),
    ("A 70B model has 300 GB of optimizer states.", "300 GB", "recomputed"),
    ("Training a 70B model on 15T tokens takes 2.1e24 FLOP.", "2.1e24 FLOP", "forward-only"),
    ("Training a 70B model on 2T tokens with 1,024 H100 GPUs at 40% MFU takes 12 days.", "12 days", "sparse-for-dense"),
    ("A pipeline of 8 stages with 32 microbatches has a bubble of 30%.", "30%", "recomputed"),
    ("With an MTBF of 50,000 hours per GPU, a cluster of 1,024 GPUs fails every 20 hours.", "20 hours", "recomputed"),
    ("Saving takes 5 minutes and the MTBF is 3 hours: checkpoint every 30 minutes (Young).", "30 minutes", "no-two"),
    ("8 H100 GPUs at 700 W for 24 hours consume 180 kWh.", "180 kWh", "recomputed"),
    ("10 MWh at 400 gCO2e/kWh emit 8 tCO2e.", "8 tCO2e", "recomputed"),
    ("1,000 GPU-hours at $2 per GPU-hour: a total cost of $4,000.", "$4,000", "recomputed"),
    ("A 225 mAh battery at an average draw of 0.5 mA lasts 900 hours.", "900 hours", "recomputed"),
    ("An inference of 20 ms at 15 mW consumes 3 mJ.", "3 mJ", "recomputed"),
    ("512 GPUs for 10 days are 92,000 GPU-hours.", "92,000 GPU-hours", "recomputed"),
    ("16 GB over 8 H100 GPUs, NVLink at 900 GB/s: the AllReduce takes 31 ms.", "31 ms", "direction"),
    ("With 2,000 GPUs and an MTBF of 40,000 hours per GPU you lose one GPU every 2 hours.", "2 hours", "recomputed"),
    ("The job ran for 2.3 days, or 155 hours.", "155 hours", "recomputed"),
    ("Each port has 400 Gb/s (500 GB/s).", "500 GB/s", "recomputed"),
    ("Something fails every 1.6 hours (160 minutes).", "160 minutes", "recomputed"),
    ("On the H100 in BF16 the ridge point is 195.", "195", "recomputed"),
    (
        "- A100: 312 TFLOPS at 2 TB/s\n\nThe ratio of compute to bandwidth is ~356 FLOPS per byte.",
        "356 FLOPS per byte",
        "recomputed",
    ),
    ("The parameters of a 7B model are 140 GB of weights.", "140 GB", "recomputed"),
    ("250k parameters in INT8 take 2 MB of weights.", "2 MB", "recomputed"),
    ("Decoding turns compute-bound on an H100 in BF16 at a batch of about 591.", "591", "recomputed"),
    ("MFU = 0.23 = 33%", "33%", "recomputed"),
    ("A frame needs 14 MFLOP.\n\nAt 70 MFLOP/s a frame takes 20 ms.", "20 ms", "recomputed"),
    ("1. A 70B model is stored in INT4. How large are the weights?\n\n*Solution.* 70 GB.", "70 GB", "format"),
    ("- Weights: 35 GB\n- KV cache: 20 GB\n- Activations: 5 GB\n- Total: 80 GB\n", "80 GB", "recomputed"),
    (
        "| Step | Data | Rate | Time |\n|---|---|---|---|\n| send | 8.2 GB | 450 GB/s | 180 ms |\n",
        "180 ms",
        "recomputed",
    ),
    ("Adam keeps 28 GB of optimizer states for a 7B model.", "28 GB", "recomputed"),
    ("An AllGather of 2 GB over 8 GPUs at 50 GB/s takes 70 ms.", "70 ms", "twice"),
    ("An AllReduce of 1 GB across 8 GPUs takes 50 ms: the bus bandwidth is 20 GB/s.", "20 GB/s", "algorithm"),
    ("Llama 3 8B is small. In FP16 a parameter takes 2 bytes. Its weights are 32 GB.", "32 GB", "format"),
    (
        "| GPU | Peak BF16 | HBM BW | Ridge |\n|---|---|---|---|\n| H100 | 989 TFLOP/s | 3.35 TB/s | 395.2 |\n",
        "395.2",
        "recomputed",
    ),
    ("| State | Formula | 70B model |\n|---|---|---|\n| Optimizer | 12Ψ | 560 GB |\n", "560 GB", "recomputed"),
]
OPEN = [
    "Each card of 64 GB keeps 8 GB for buffers (2 GB in use).",
    "The model needs 31 GB of weights per card and 25 GB of buffers, of 64B parameters in FP16.",
    "On an A100 with 312 TFLOP/s and 2,039 GB/s decode stays 28x below the ridge point.",
    "The campus draws 300 MW. Another firm runs 21 sites, which consume 12 TWh a year.",
    "With 80GB H100 cards, 1200 GB of ZeRO states come down to 1 GB each.",
    "The efficiency is 1 - 0.25 = 75%, the fraction 0.30 / 0.60 = 50%.",
    "An AllReduce of 16 GB over 8 H100 GPUs, with 16 GB across 8 H100 GPUs once more.",
    "Peaks remain below 64 GB: 23.1 GB idle, 28.1 GB busy.",
    "Reading 1 MB over a link of 1 Gbps takes 10 ms.",
    "A 175B model keeps 8 bytes of states; if FP32 master weights are left out, this drops to 1.75 TB.",
    "On an A100 of 80 GB:\n\n| | Now | Then |\n|---|---|---|\n| Static memory | 87.4 GB | 23.9 GB |\n",
    "| Batch on an A100 | AI (FLOP/B) |\n|---|---|\n| 1 | 145.6 |\n| 8 | 711.8 |\n",
    "The H100 is compute-bound at batch 32 and batch 256.",
    "On an H100 the effective ridge point is 147.6 FLOP/B at an efficiency of 0.5.",
    "The weights of an 8B model take 16 GB in FP16, its optimizer states 32 GB.",
    "A 7B model is trained on data of 14 TB.",
    "Our GPU has 24 GB of memory, of which a 7B model in FP16 leaves 10 GB free.",
    "In FP16 each parameter of a 7B model takes 2 bytes.",
    "With ZeRO-3 over 8 GPUs a 70B model has 17.5 GB of gradients per GPU.",
    "This leaves 64 GB for the KV cache of Llama-3 8B at 8K tokens.",
    "Roughly 8 GB just for activations of Llama-3 8B at BF16.",
    "For InfiniBand the ridge point of the H100 lies at 19,780 FLOP/byte.",
    "We measured 41 tokens/s with Llama-3 8B in FP16 on an H100.",
    "A customer spends $2M/year on H100 GPUs.",
    "Compute the AllReduce time of a 10 GB tensor over 256 GPUs (α = 2 µs, 50 GB/s).",
    "The training of a 70B model on 2T tokens stops every 3 hours.",
    "At least 2 A100s (2 × 80 GB = 160 GB) are needed to hold the weights of a 70B model in FP16.",
]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_right_quantities_match(text: str, quantity: str) -> None:
    found = claim(text, quantity)
    assert (found.verdict, found.reason) == ("match", found.reason)
    assert found.working


@pytest.mark.parametrize(("text", "quantity", "rule"), WRONG)
def test_wrong_quantities_are_found_with_their_working(text: str, quantity: str, rule: str) -> None:
    found = claim(text, quantity)
    assert (found.verdict, found.rule) == ("mismatch", rule)
    assert found.working
    assert found.expected is not None


@pytest.mark.parametrize("text", OPEN)
def test_what_is_something_else_is_left_alone(text: str) -> None:
    assert [one for one in findings(text) if one[1] not in ("different", "variant")] == []


def test_inputs_stand_in_the_row_and_the_title() -> None:
    rows = ("Model | KV cache per token", "Llama-3 8B | {}", "Llama-3 70B | 320 KB")
    assert findings("# KV cache in BF16\n\n" + table(*rows).format("128 KB")) == []
    assert findings("# KV cache in BF16\n\n" + table(*rows).format("32 KB")) == [("32 KB", "recomputed")]


def test_a_row_that_states_its_own_inputs_is_held_against_them() -> None:
    rows = ("System | Rate (TFLOPS) | Bandwidth (TB/s) | Ridge point (FLOP/B)", "A100 80GB SXM BF16 | 312 | 2 | {}")
    assert findings(table(*rows).format(156)) == []
    assert ("200", "recomputed") in findings(table(*rows).format(200))


def test_the_set_up_of_the_slide_before_counts_where_the_slide_says_so() -> None:
    text = "# A\n\n8 H100 GPUs, 16 GB of data, 450 GB/s.\n\n# B\n\nWith the same setup the AllReduce takes {}.\n"
    assert findings(text.format("62 ms")) == []
    assert findings(text.format("31 ms")) == [("31 ms", "half")]


def test_ambiguous_inputs_decide_nothing() -> None:
    assert findings("A 7B and a 70B model in FP16: the weights are 99 GB.") == []
    assert claim("A 7B and a 70B model in FP16: the weights are 99 GB.", "99 GB").verdict == "unresolved"


def test_a_cost_without_a_price_is_ungrounded_only_where_devices_are_named() -> None:
    assert findings("4 GPUs cost $480K per year.") == [("$480K per year", "no-basis")]
    assert findings("The support contract is billed yearly at $24K.") == []


def test_what_follows_from_a_wrong_number_is_not_accused_itself() -> None:
    text = "A 7B model in FP16 has 28 GB of weights.\n\nAt 2 TB/s, reading 28 GB of weights takes {}.\n"
    assert findings(text.format("14 ms"))[:1] == [("28 GB", "format")]
    follower = claim(text.format("7 ms"), "7 ms")
    assert follower.verdict == "unresolved"
    assert "28 GB of line 1" in follower.reason


LISTING = """# Communication

```python
t = calc_ring_allreduce_time(
    message_bytes=16e9, n_gpus=8,
    bandwidth_bytes_s=450e9, latency_s=500e-9)
# -> ~{} ms
```
"""


def test_a_listing_that_calls_a_known_quantity() -> None:
    assert [claim.verdict for claim in checked(LISTING.format(62)).claims] == ["match"]
    (claim,) = [claim for claim in checked(LISTING.format(35)).claims if claim.verdict == "mismatch"]
    assert "450 GB/s per direction" in claim.working


def test_a_call_above_an_empty_line_is_not_the_comments() -> None:
    text = LISTING.format(35).replace("# ->", "\nwait()\n# ->")
    assert [claim.verdict for claim in checked(text).claims] == ["unresolved"]


def test_a_sentence_that_states_its_own_message_is_not_about_the_call() -> None:
    own = "\nAn AllReduce of 1 GB over 256 GPUs at 50 GB/s takes {}.\n"
    assert findings(LISTING.format(62) + own.format("39.8 ms")) == []
    assert findings(LISTING.format(62) + own.format("62 ms")) == [("62 ms", "recomputed")]
    steps = "```python\ntrain(grad_accum=8)\n```\n\nAllReduce of 16 GB over 8 GPUs at 450 GB/s: 62 ms.\n"
    assert findings(steps) == []


def test_what_is_far_off_a_call_is_wrong_all_the_same() -> None:
    assert findings(LISTING.format(6220)) == [("6220 ms", "recomputed")]
    one_line = "```python\nt = allreduce(message_bytes=16e9, n_gpus=8, bandwidth=450e9, latency=5e-6)  # {} ms\n```\n"
    assert findings(one_line.format(62.3)) == []
    assert findings(one_line.format(35)) == [("35 ms", "recomputed")]


def test_prices_of_a_year_follow_from_their_own_row_and_not_from_one_another() -> None:
    rows = ("Device | Price | A year", "H100 | $3 per GPU-hour | $26,280 per GPU-year", "A100 | $2 per GPU-hour | {}")
    assert findings(table(*rows).format("$17,520 per GPU-year")) == []
    assert ("$26,280 per GPU-year", "recomputed") in findings(table(*rows).format("$26,280 per GPU-year"))
    several = "An H100 costs $26K per GPU-year, an A100 $15K per GPU-year."
    assert {rule for _, rule in findings(several)} == {"no-basis"}


def test_devices_per_replica_are_devices_needed() -> None:
    text = "# GPUs of the H100 SXM in FP16\n\n" + table("Model | GPUs per replica", "Llama-3 70B | {}")
    assert findings(text.format("2 GPUs")) == []
    assert findings(text.format("1 GPU")) == [("1 GPU", "does-not-fit")]


def test_a_yearly_price_of_a_device_follows_from_an_hourly_one() -> None:
    found = claim("Renting costs $120K per GPU-year.", "$120K per GPU-year")
    assert found.verdict == "ungrounded"
    assert "$13.70 per GPU-hour" in found.reason
    hourly = "At $3 per GPU-hour an H100 costs {} per GPU-year."
    assert findings(hourly.format("$26.3K")) == []
    assert findings(hourly.format("$120K")) == [("$120K per GPU-year", "recomputed")]
    assert findings("Reserved at $3 per GPU-hour and 70% utilised: $18K per GPU-year.") == []


def test_arguments_of_a_call_are_taken_in_the_unit_of_their_name() -> None:
    call = "```python\nt = ring_allreduce(message_gb=16, n_gpus=8, bandwidth_gb_s={}, latency_us=5)\n# -> {} ms\n```\n"
    assert findings(call.format(450, 62.3)) == []
    assert claim(call.format(450, 62.3), "62.3 ms").verdict == "match"
    assert findings(call.format(450, 31.1)) == [("31.1 ms", "half")]
    unknown = call.replace("bandwidth_gb_s", "bandwidth")
    assert findings(unknown.format(450, 31.1)) == []


def test_what_each_of_a_ring_sends_is_no_plain_transfer() -> None:
    text = "Reduce-scatter in the node: $\\frac{{7}}{{8}} \\cdot 16.06$ GB at 450 GB/s, {} ms."
    assert findings(text.format("31.2")) == []
    row = table("Step | Sent | Rate | Time", "reduce-scatter | 16 GB | 400 GB/s | {} ms")
    assert findings(row.format("35.0")) == []
    assert findings(row.format("40.0")) == []
    assert [words for words, _ in findings(row.format("400"))] == ["400 ms"]


SUSTAINED = "# Training\n\nOn 16,384 H100s at 40 % of 989 TFLOP/s:\n\n- sustained rate: about {} EFLOP/s\n"


def test_what_many_devices_sustain_at_a_share_that_is_said_above() -> None:
    assert findings(SUSTAINED.format("6.5")) == []
    assert [words for words, _ in findings(SUSTAINED.format("16.2"))] == ["16.2 EFLOP/s"]
    assert findings(SUSTAINED.replace("sustained rate", "peak").format("16.2")) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("# Cache\n\n    2 × 32 × 8 × 128 × 2 bytes = 131,072 bytes per token\n\nthat is {}.\n", "128 KiB", "256 KiB"),
        ("# Time\n\nThe job takes 580 hours.\n\nThat is about {} of a busy cluster.\n", "24.2 days", "9.7 days"),
        ("# Ports\n\nThe eight ports carry 3.2 Tbit/s, that is {} in each direction.\n", "400 GB/s", "3200 GB/s"),
    ],
)
def test_what_a_line_says_again(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert [words for words, _ in findings(text.format(wrong))] == [wrong]


def test_devices_that_hold_an_amount_at_the_least() -> None:
    text = "# States\n\n- 70B: 1.13 TB, that is at least {} GPUs of 80 GB\n"
    assert findings(text.format(15)) == []
    assert [words for words, _ in findings(text.format(2))] == ["2 GPUs"]
