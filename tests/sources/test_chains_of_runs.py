"""Numbers of training runs, their power and their failures that follow from what stands before them."""

from __future__ import annotations

import pytest
from snippets import claim, findings

RUN = "A 34B model sees 2T tokens, {flops} FLOP. At 38% MFU (989 TFLOP/s peak) an H100 fleet needs {hours} H100-hours."


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (RUN.replace("{hours}", "301,563").replace("{flops}", "{}"), "4.08e23", "2.72e23"),  # no forward pass
        (RUN.replace("{flops}", "4.08e23").replace("{hours}", "{}"), "301,563", "100,521"),  # no backward pass
        (f"{RUN.format(flops='4.08e23', hours='301,563')} On 512 of them it is done in {{}}.", "24.5 days", "9.3 days"),
        ("Chinchilla asks for 20 tokens per parameter. A 70B model therefore wants {}.", "1.4T tokens", "14T tokens"),
        ("A run of 250,000 steps at a step time of 7.2 s lasts {}.", "500 hours", "1,000 hours"),
        ("- 256 A100 for 40 days\n- GPU-hours: {}", "245,760", "10,240"),
        ("| Node | GPUs | Hours | $/GPU-h | Cost |\n|---|---|---|---|---|\n| small | 64 | 336 | 2.10 | {} |",
         "$45,158", "$22,579"),
        ("A node of 8 H100 rents for $24 per hour, that is {}.", "$3 per GPU-hour", "$6 per GPU-hour"),
        ("The rent is $84,176. Add 10% for failed runs: {}.", "$92,593", "$75,758"),
        ("P_IT = 652.8 kW\n\nP_fac = 1.3 × P_IT = {}", "849 kW", "502 kW"),
        ("A node draws 7.5 kW and serves 12,000 tokens/s.\n\n- energy per token: {}", "0.625 J", "0.078 J"),
        ("An optical link at 15 pJ/bit needs {} for 400 Gb/s.", "6 W", "48 W"),
        ("| Site | PUE | Energy at the meter | gCO2/kWh | Emission |\n|---|---|---|---|---|\n"
         "| North | 1.4 | 1,260 MWh | 340 | {} |", "428 t", "306 t"),
        ("A GPU fails once in 40,000 hours. A job on 2,048 GPUs is then interrupted every {}.", "19.5 hours",
         "2.4 hours"),
        ("A checkpoint takes 90 s to write. Job MTBF: 50,000/1,024 gives 48.8 hours. Young's interval: {}.",
         "94 minutes", "66 minutes"),
        ("A checkpoint is written in 20 s. $T=736$ s=@ of the interval.".replace("@", "{}"), "12.3 min", "8.7 min"),
        ("Failures cost 9.4% of the time. Goodput is {}.", "90.6%", "9.4%"),
    ],
)  # fmt: skip
def test_what_a_run_comes_to(text: str, right: str, wrong: str) -> None:
    assert findings(f"# Run\n\n{text.format(right)}\n") == []
    found = [words for words, _ in findings(f"# Run\n\n{text.format(wrong)}\n")]
    assert len(found) == 1
    assert found[0].startswith(wrong)


def test_an_hour_that_only_repeats_its_price_is_no_cost() -> None:
    text = "A node of 8 GPUs rents for $24/h, that is $3.00/h for a GPU. Against renting at $24/h a server pays off."
    assert findings(f"# Rent\n\n{text}\n") == []


def test_other_parts_may_reduce_the_goodput() -> None:
    text = "Checkpoints cost 6.6% of the time. With a restart of 10 minutes (5.4%) the goodput is 88%."
    assert findings(f"# Goodput\n\n{text}\n") == []


def test_a_header_in_millions() -> None:
    table = "| MFU | GPU-hours (M) | cost (M$) |\n|---|---|---|\n| 40% | 14.0 | 32.3 |\n\nAt $2.30 per GPU-hour.\n"
    (unit,) = claim(f"# Cost\n\n{table}", "14.0").reading.units
    assert unit.factor == pytest.approx(1e6 * 3600)
    (unit,) = claim(f"# Cost\n\n{table}", "32.3").reading.units
    assert unit.factor == pytest.approx(1e6)


def test_a_span_alone_in_a_header_is_a_time() -> None:
    table = "| GPUs | Days |\n|---|---|\n| 64 | 9.9 |\n"
    assert claim(f"# Runs\n\n{table}", "9.9").reading.units[0].factor == pytest.approx(86400)


def test_the_direction_of_a_column_goes_before_the_total_of_a_link() -> None:
    table = "| Link | GB/s per direction | ring AllReduce |\n|---|---|---|\n| NVLink 4 | 450 | 3.89 ms |\n"
    table += "| PCIe Gen5 x16 | 64 | {} |\n\n8 ranks, 1 GB.\n"
    assert findings(f"# Rings of 8 ranks and 1 GB\n\n{table.format('27.3 ms')}") == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("With 32 micro-batches on eight stages: 7/39, or {}.", "17.9%", "21.9%"),
        ("With four chunks per stage the bubble is 7/(4 x 32 + 7), that is {}.", "5.2%", "2.6%"),
    ],
)
def test_a_fraction_that_is_said_again_in_percent(text: str, right: str, wrong: str) -> None:
    assert findings(f"# Pipelines of 8 stages\n\n{text.format(right)}\n") == []
    assert [words for words, _ in findings(f"# Pipelines of 8 stages\n\n{text.format(wrong)}\n")] == [wrong]


def test_two_other_amounts_of_the_sentence_may_give_a_factor() -> None:
    text = "A step costs 16 ms instead of 13 ms, so the time per token falls to 5.7 ms, a speed-up of 2.27x."
    assert findings(f"# Drafts\n\n{text}\n") == []
