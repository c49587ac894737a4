"""Numbers that follow from those that stand before them, in a list, a table, an earlier slide."""

from __future__ import annotations

import pytest
from snippets import claim, findings, frame, table

METER = """# A year of inference

We keep 40 servers busy; each server draws 6 kW. The hall has a PUE of 1.3, the grid 320 g/kWh, electricity costs
11 cents per kWh.

- the servers together: {power}
- at the meter: {meter}
- over a year: {energy}
- emissions: {carbon}
- electricity bill: {bill}
"""
RIGHT = {"power": "240 kW", "meter": "312 kW", "energy": "2.73 GWh", "carbon": "875 t", "bill": "$301k"}


@pytest.mark.parametrize("name", RIGHT)
def test_a_list_from_power_to_bill(name: str) -> None:
    text = METER.format(**RIGHT)
    assert findings(text) == []
    assert claim(text, RIGHT[name]).verdict == "match"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("power", "24 kW"),
        ("meter", "240 kW"),  # without the PUE
        ("meter", "185 kW"),  # divided by it
        ("energy", "2.10 GWh"),
        ("carbon", "87.5 t"),
        ("carbon", "875 kg"),
        ("bill", "$231k"),
    ],
)
def test_slips_on_the_way(name: str, wrong: str) -> None:
    assert [found for found, _ in findings(METER.format(**RIGHT | {name: wrong}))] == [wrong]


def test_rows_that_follow_one_from_another() -> None:
    rows = ["Quantity | Value", "Accelerators | 96", "Power of one | 500 W", "Together, with PUE 1.5 | {}"]
    assert findings(table(*rows[:3], rows[3].format("72 kW"))) == []


@pytest.mark.parametrize(("meter", "found"), [("216 kW", []), ("180 kW", ["180 kW"])])
def test_inputs_of_an_earlier_slide(meter: str, found: list[str]) -> None:
    first = frame("Nodes draw 9 kW per node; the PUE is 1.2.", "Set-up")
    rows = rf"Quantity & Value \\ Power, 20 nodes & 180 kW \\ At the meter & {meter} \\"
    second = frame(rf"\begin{{tabular}}{{lr}}{rows}\end{{tabular}}", "Power")
    deck = first.partition("\\end{document}")[0] + second.partition("\\begin{document}\n")[2]
    assert [words for words, _ in findings(deck, "deck.tex")] == found


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("The cluster costs $90 per hour, {} over the week.", "$15,120", "$2,160"),
        ("It costs $1.20 an hour if every hour is used; at 60% use {}.", "$2.00", "$0.72"),
        ("The run took 3.0 million GPU-hours. On 4,096 GPUs it lasts {}.", "30.5 days", "305 days"),
        ("A step of 2.1 M tokens takes 3.5 s: {}.", "600 thousand tokens/s", "60 thousand tokens/s"),
        ("We reach 600 thousand tokens/s on 512 GPUs, {}.", "1,172 tokens/s per GPU", "9,375 tokens/s per GPU"),
        ("With full recomputation the hardware does 8 FLOP for each 6: an MFU of 36% is an HFU of {}.", "48%", "27%"),
        ("In 60 days the cluster had 240 interruptions, one every {}.", "6 h", "60 h"),
        ("At 0.8 kW, 90,000 hours are 72.0 MWh at the boards. The PUE is 1.25; at the meter we find {}.",
         "90.0 MWh", "57.6 MWh"),
        ("The run did 4.0e23 FLOP at 40% MFU of the H100, on 256 of them: {}.", "281k GPU-hours", "35.1k GPU-hours"),
        ("A compute-optimal 13B model wants {}.", "260 B tokens", "26 B tokens"),
    ],
)  # fmt: skip
def test_laws_of_money_and_runs(text: str, right: str, wrong: str) -> None:
    assert claim(f"# A run\n\n{text.format(right)}\n", right).verdict == "match"
    assert findings(f"# A run\n\n{text.format(right)}\n") == []
    assert [found for found, _ in findings(f"# A run\n\n{text.format(wrong)}\n")] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n- The nodes draw 200 kW.\n- Over a year: 900 MWh at 50% load.\n",  # a share of it
        "# A\n\nOf a node's 10.2 kW the eight GPUs, at 700 W each, take 5.6 kW.\n",
        "# A\n\nThe plan costs $11.1M, theirs $16.0M for 6.4 M GPU-hours at $2.50 per GPU-hour.\n",
        "# A\n\nThat is 24 days, or 594 thousand GPU-hours.\n",
    ],
)
def test_what_says_something_else_stays_open(text: str) -> None:
    assert findings(text) == []


BUBBLES = table("Stages | Micro-batches | Bubble", "4 | 12 | {}", "6 | 12 | 29.4%", "6 | 24 | 17.2%")


@pytest.mark.parametrize(
    ("lead", "bubble", "found"),
    [
        ("The bubble, a share of the step, is $(p-1)/(m+p-1)$.", "20.0%", []),
        ("The bubble, a share of the step, is $(p-1)/(m+p-1)$.", "25.0%", ["25.0%"]),
        ("The bubble fraction is idle slots over all slots, not idle slots over useful ones.", "20.0%", []),
        ("The bubble fraction is idle slots over all slots, not idle slots over useful ones.", "25.0%", ["25.0%"]),
        ("Bubbles of a pipeline.", "25.0%", ["25.0%"]),  # the other rows are shares of the step
    ],
)
def test_a_bubble_has_the_base_of_its_document(lead: str, bubble: str, found: list[str]) -> None:
    assert [words for words, _ in findings(f"# Pipelines\n\n{lead}\n\n{BUBBLES.format(bubble)}")] == found


@pytest.mark.parametrize(("bubble", "found"), [("25.0%", []), ("20.0%", ["20.0%"])])
def test_the_base_of_a_bubble_may_be_said_in_words(bubble: str, found: list[str]) -> None:
    lead = "By bubble we mean idle time over useful time."
    text = f"# Pipelines\n\n{lead} With p = 4 stages and m = 12 micro-batches the bubble is {bubble}."
    assert [words for words, _ in findings(text)] == found


def test_chunks_shrink_a_bubble() -> None:
    rows = table("p | m | v | Bubble", "5 | 20 | 1 | 16.7%", "5 | 20 | 4 | {}")
    text = "# Interleaving\n\nThe bubble is $(p-1)/(vm+p-1)$.\n\n" + rows
    assert findings(text.format("4.8%")) == []
    assert [words for words, _ in findings(text.format("16.7%"))] == ["16.7%"]


ZERO = table("Strategy | Per GPU", "DDP | 320 GB", "ZeRO-1 | {}", "ZeRO-2 | 57.5 GB", "ZeRO-3 | {}")


@pytest.mark.parametrize(
    ("first", "third", "found"),
    [
        ("95 GB", "20 GB", []),
        ("57.5 GB", "20 GB", ["57.5 GB"]),  # another stage
        ("15 GB", "20 GB", ["15 GB"]),  # what every device keeps is left out
        ("95 GB", "2 GB", ["2 GB"]),
    ],
)
def test_model_states_by_their_stage(first: str, third: str, found: list[str]) -> None:
    text = "# ZeRO\n\nA 20B model with Adam in mixed precision, 16 GPUs, memory for model states:\n\n"
    assert [words for words, _ in findings(text + ZERO.format(first, third))] == found


@pytest.mark.parametrize(
    ("line", "right", "wrong"),
    [
        ("- a ring over the 8 GPUs of a node, NVLink at 400 GB/s per direction: {}", "43.8 ms", "21.9 ms"),
        ("- over a 200 Gbit/s port to the store: {}", "400 ms", "50 ms"),
    ],
)
def test_rings_and_transfers_of_the_line_above(line: str, right: str, wrong: str) -> None:
    text = "# Gradients\n\nThe gradients are 10 GB.\n\n"
    assert claim(text + line.format(right), right).verdict == "match"
    assert [words for words, _ in findings(text + line.format(wrong))] == [wrong]


def test_the_time_of_a_collective_times_its_rate_is_no_message() -> None:
    rows = table(
        "GPUs | Message | Bandwidth | AllReduce", "8 | 16 GB | 450 GB/s | 62.2 ms", "64 | 16 GB | 50 GB/s | 630 ms"
    )
    assert findings(rows) == []
