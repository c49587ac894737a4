"""Columns of small tables that are bound to each other by what their headers call them."""

from __future__ import annotations

import pytest
from snippets import findings, frame, table, verdict


def _judged(text: str, stated: str, path: str = "notes.md") -> str:
    """The verdict on a cell: "" where it is a plain number that nobody judges."""
    wrong = [found for found, _ in findings(text, path)]
    assert wrong in ([], [stated])
    try:
        return "mismatch" if wrong else verdict(text, stated, path)[0]
    except AssertionError:
        return ""


@pytest.mark.parametrize(
    ("rows", "right", "slips"),
    [
        (
            "GPUs | images per second | efficiency/2 | 1,560 | 100%/4 | 3,000 | 96%/16 | 10,600 | {}",
            "85%",
            ["68%", "7%"],
        ),
        ("nodes | step time (s) | efficiency/1 | 12.0 | 100%/4 | 3.30 | 91%/16 | 1.00 | {}", "75%", ["60%", "133%"]),
        ("GPUs | step time (s) | efficiency/16 | 0.80 | 100%/64 | 0.84 | 95%/256 | 0.94 | {}", "85%", ["118%", "75%"]),
        ("workers | tokens per second | efficiency/1 | 780 | 1.00/2 | 1500 | 0.96/8 | 5300 | {}", "0.85", ["0.42"]),
        ("GPUs | tokens per second | efficiency/1 | 2,400 | 100%/8 | 15,360 | {}", "80%", ["40%"]),
    ],
)
def test_efficiencies(rows: str, right: str, slips: list[str]) -> None:
    text = table(*rows.split("/"))
    assert _judged(text.replace("{}", right), right) == "match"
    for slip in slips:
        assert _judged(text.replace("{}", slip), slip) == "mismatch"


def test_an_efficiency_of_something_else() -> None:
    rows = "GPUs | images/s | MFU efficiency", "1 | 1,600 | 52%", "2 | 3,100 | 48%", "4 | 5,850 | 40%"
    assert findings(table(*rows)) == []
    of_watts = "GPUs | images/s | energy efficiency", "1 | 1,600 | 100%", "8 | 10,500 | 66%"
    assert findings(table(*of_watts)) == []


@pytest.mark.parametrize(
    ("above", "rows", "right", "slips"),
    [
        (
            "A checkpoint of the model weighs 182 GB.",
            ("target | bandwidth | time to write", "filer | 2 GB/s | 91 s", "Lustre | 26 GB/s | {}"),
            "7 s",
            ["0.9 s", "56 s"],
        ),
        (
            "The run takes 1,800 GPU-hours.",
            ("provider | price | bill", "A | $2.10 per GPU-hour | $3,780", "B | $3.40 per GPU-hour | {}"),
            "$6,120",
            ["$612", "$3,780", "$529"],
        ),
        (
            "Moving 6 GB of activations between stages:",
            ("link | GB/s | time", "on board | 450 | 13 ms", "slot | 63 | 95 ms", "Ethernet | 12.5 | {}"),
            "480 ms",
            ["60 ms"],
        ),
    ],
)
def test_a_column_by_what_the_words_above_state(
    above: str, rows: tuple[str, ...], right: str, slips: list[str]
) -> None:
    text = f"{above}\n\n{table(*rows)}"
    assert _judged(text.replace("{}", right), right) == "match"
    for slip in slips:
        assert _judged(text.replace("{}", slip), slip) == "mismatch"


def test_an_amount_on_the_slide_before() -> None:
    deck = "---\nmarp: true\n---\n\n# A\n\nThe model takes **28 GB** on disk.\n\n---\n\n# B\n\n"
    rows = "source | rate | time", "object store | 1.25 GB/s | 22.4 s", "NVMe | 7 GB/s | {}"
    assert _judged(deck + table(*rows).replace("{}", "4.0 s"), "4.0 s") == "match"
    assert _judged(deck + table(*rows).replace("{}", "32 s"), "32 s") == "mismatch"


def test_the_emissions_of_a_job() -> None:
    rows = "Region & intensity [\\si{g/kWh}] & emitted [\\si{t} CO$_2$e]", "North & 30 & 7.5", "South & 700 & {}"
    body = " \\\\\n".join(rows).replace("North", "\\midrule North")
    deck = frame(f"A campaign that needs \\SI{{250}}{{MWh}}:\n\\begin{{tabular}}{{lcc}}\n{body} \\\\\n\\end{{tabular}}")
    assert _judged(deck.replace("{}", "175", 1).replace("& {}", "& 175"), "175", "a.tex") == "match"
    assert _judged(deck.replace("& {}", "& 17.5"), "17.5", "a.tex") == "mismatch"


OUTPUT = """Output of `{op}_perf` on 8 GPUs of one node:

```
#       size         count      type    time   algbw   busbw
#        (B)    (elements)              (us)  (GB/s)  (GB/s)
  1073741824     134217728     float    3580   299.9   {bus}
```
"""


@pytest.mark.parametrize(
    ("op", "bus", "wrong"),
    [
        ("all_gather", "262.4", []),
        ("all_gather", "524.9", ["524.9"]),
        ("all_gather", "342.8", ["342.8"]),
        ("all_reduce", "524.8", []),
        ("all_reduce", "262.4", ["262.4"]),
        ("all_reduce", "171.4", ["171.4"]),
        ("all_reduce", "480.0", []),
    ],
)
def test_the_bus_bandwidth_of_a_listing(op: str, bus: str, wrong: list[str]) -> None:
    assert [found for found, _ in findings(OUTPUT.format(op=op, bus=bus))] == wrong


@pytest.mark.parametrize(("bus", "wrong"), [("180", []), ("360", ["360"]), ("205", ["205"]), ("172", ["172"])])
def test_the_bus_bandwidth_of_a_row(bus: str, wrong: list[str]) -> None:
    head = "op | n | algbw (GB/s) | busbw (GB/s)"
    text = table(
        head, "all_reduce | 16 | 96 | 180", "reduce_scatter | 16 | 190 | 178", f"all_gather | 16 | 192 | {bus}"
    )
    assert [found for found, _ in findings(text)] == wrong


@pytest.mark.parametrize(
    ("rows", "right", "slips"),
    [
        ("sequences | ms per step | tokens per second/8 | 20 | 400/64 | 32 | {}", "2,000", ["200", "20,000"]),
        (
            "site | IT load | PUE | grid draw/Oslo | 2.0 MW | 1.10 | 2.2 MW/Madrid | 3.0 MW | 1.30 | {}",
            "3.9 MW",
            ["2.3 MW"],
        ),
    ],
)
def test_two_columns_make_a_third(rows: str, right: str, slips: list[str]) -> None:
    text = table(*rows.split("/"))
    for stated, wrong in ((right, ""), *((slip, slip) for slip in slips)):
        found = [one for one, _ in findings(text.replace("{}", stated))]
        assert len(found) == bool(wrong)
        assert not wrong or found[0].startswith(wrong)


STAGES = "scheme | sharded | per GPU", "plain DDP | nothing | 120 GB", "ZeRO-1 | optimizer | 31.4 GB"


@pytest.mark.parametrize(
    ("stated", "wrong"), [("16.6 GB", []), ("31.4 GB", ["31.4 GB"]), ("15 GB", ["15 GB"]), ("17.5 GB", ["17.5 GB"])]
)
def test_the_stages_of_zero(stated: str, wrong: list[str]) -> None:
    rows = table(*STAGES, f"ZeRO-2 | optimizer, gradients | {stated}", "ZeRO-3 | all | 1.9 GB")
    text = f"How much sits on each of 64 data-parallel GPUs, with 7.5 billion parameters and Adam?\n\n{rows}"
    assert [found for found, _ in findings(text)] == wrong


def test_stages_of_other_states() -> None:
    rows = table("scheme | per GPU", "plain DDP | 120 GB", "ZeRO-1 | 38 GB", "ZeRO-2 | 26 GB", "ZeRO-3 | 12 GB")
    assert findings(f"With activations, on 64 GPUs:\n\n{rows}") == []
