"""Labelled amounts as accounts: what is left of a whole, and what sentences beside them add up or leave."""

from __future__ import annotations

import pytest
from snippets import claim, findings, frame, hold_right_and_slips, table, verdict


def _right(text: str, quantity: str, path: str = "notes.md") -> bool:
    return verdict(text, quantity, path)[0] == "match" and not findings(text, path)


CARD = "Item | GB", "card memory | 24", "weights, Q4 | 7.4", "KV cache | 6.0", "CUDA context | 0.8"
RACK = "consumer | kW", "3 servers | 30.6", "switches | 1.4", "storage | 2.5"


@pytest.mark.parametrize(("left", "wrong"), [("9.8", []), ("17.2", ["17.2"]), ("15.8", ["15.8"]), ("14.2", ["14.2"])])
def test_what_is_left_of_the_first_row(left: str, wrong: list[str]) -> None:
    text = table(*CARD, f"remaining | {left}")
    assert [found for found, _ in findings(text)] == wrong
    assert wrong or claim(text, left).working == "24 - 7.4 - 6.0 - 0.8"


@pytest.mark.parametrize(("left", "wrong"), [("5.5", []), ("8.0", ["8.0"]), ("5.0", [])])
def test_what_is_left_of_a_whole_that_the_words_above_tell(left: str, wrong: list[str]) -> None:
    text = f"Our rack has a budget of 40 kW.\n\n{table(*RACK, f'headroom | {left}')}"
    assert [found for found, _ in findings(text)] == wrong


def test_parts_of_a_whole_are_no_specifications() -> None:
    rows = "Item & flash & SRAM", "available & 1024 KB & 256 KB", "firmware & 180 KB & 44 KB", "weights & 320 KB & ---"
    body = " \\\\\n".join((*rows, "arena & --- & 96 KB", "left over & {} KB & 116 KB"))
    deck = frame(f"\\begin{{tabular}}{{lrr}}\n{body} \\\\\n\\end{{tabular}}", "Keywords on an nRF52840")
    assert _right(deck.replace("{} KB", "524 KB"), "524 KB", "a.tex")
    # The other column comes out: any other number is wrong.
    assert [found for found, _ in findings(deck.replace("{} KB", "540 KB"), "a.tex")] == ["540 KB"]


FOUR = "- decode: 4 ms\n- resize: 2 ms\n- model: 11 ms\n- NMS: 3 ms\n\n"


@pytest.mark.parametrize(
    ("said", "right", "slips"),
    [
        ("The four stages need {} in total, one after another.", "20 ms", ["17 ms", "9 ms", "10 ms"]),
        ("Run in sequence they add up to {}, too slow for 60 frames a second.", "20 ms", ["16 ms", "18 ms"]),
        ("Of a frame of 33 ms, that leaves {} for the planner.", "13 ms", ["23 ms", "16 ms"]),
    ],
)
def test_a_sentence_below_a_list(said: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(FOUR + said, right, slips)


@pytest.mark.parametrize(
    "said",
    [
        "Without the model, that makes 9 ms in total.",
        "The first two together take 6 ms.",
        "If the detector were pruned, all would take 16 ms together.",
        "Decoding and NMS take 7 ms together.",
    ],
)
def test_parts_that_are_picked_out(said: str) -> None:
    assert findings(FOUR + said) == []


STAGES = r"""\begin{table}
\begin{tabular}{lccc}
 & weights & gradients & Adam\\ \midrule
plain & 26 GB & 26 GB & 156 GB\\
sharded & 26 GB & 26 GB & 9.8 GB\\
\end{tabular}
\caption{Per GPU. The second row adds up to %s, the first one to 208 GB.}
\end{table}"""


@pytest.mark.parametrize(("stated", "wrong"), [("61.8 GB", []), ("35.8 GB", ["35.8 GB"])])
def test_the_sum_of_a_row(stated: str, wrong: list[str]) -> None:
    deck = frame(STAGES % stated)
    assert [found for found, _ in findings(deck, "a.tex")] == wrong
    assert wrong or verdict(deck, stated, "a.tex")[0] == "match"


@pytest.mark.parametrize(("stated", "wrong"), [("29 ms", []), ("27 ms", ["27 ms"]), ("13 ms", ["13 ms"])])
def test_lines_with_leaders(stated: str, wrong: list[str]) -> None:
    lines = "Camera ........ 8 ms\nResize ......... 3 ms\nDetector ..... 16 ms\nTracker ........ 2 ms\n"
    text = f"{lines}\nAll of it runs in sequence, for a sum of {stated}.\n"
    assert [found for found, _ in findings(text)] == wrong


def test_a_listing_with_columns() -> None:
    listing = "```\npull image      45 s\nload weights    22 s\nwarm up         18 s\n```\n\nIn total, {} pass.\n"
    assert _right(listing.format("85 s"), "85 s")
    assert [found for found, _ in findings(listing.format("63 s"))] == ["63 s"]


WEEK = "state | hours", "useful training | 138", "checkpoint writes | 9", "restarts | 13", "idle | 8", "total | 168"


@pytest.mark.parametrize(("stated", "wrong"), [("82%", []), ("18%", ["18%"]), ("64%", ["64%"]), ("80%", [])])
def test_the_goodput_of_a_table_of_hours(stated: str, wrong: list[str]) -> None:
    text = f"{table(*WEEK)}\nThe goodput was {stated} that week.\n"
    assert [found for found, _ in findings(text)] == wrong
    assert wrong or stated == "80%" or verdict(text, stated)[0] == "match"


@pytest.mark.parametrize(("stated", "wrong"), [("90%", []), ("10%", ["10%"]), ("80%", ["80%"]), ("94%", ["94%"])])
def test_the_goodput_that_losses_leave(stated: str, wrong: list[str]) -> None:
    losses = "- node failures: 4.2 h\n- recovery: 6.3 h\n- maintenance: 6.3 h\n\n"
    text = f"{losses}Over a whole week this gives an availability of {stated}.\n"
    assert [found for found, _ in findings(text)] == wrong


PHASES = "phase | ms", "forward | 110", "backward | 215", "all-reduce | 60", "optimizer | 15", "step | 400"


@pytest.mark.parametrize(("stated", "wrong"), [("15%", []), ("85%", ["85%"]), ("18%", ["18%"])])
def test_the_share_of_one_row(stated: str, wrong: list[str]) -> None:
    text = f"{table(*PHASES)}\nThe all-reduce alone makes up {stated} of the step.\n"
    assert [found for found, _ in findings(text)] == wrong


def test_a_percentage_of_something_else() -> None:
    text = f"{table(*PHASES)}\nOverlapping the all-reduce saves 60% of it, and its links are 25% busy.\n"
    assert findings(text) == []


COSTS = "item | $", "rental | 84,000", "storage | 9,000", "staff | 27,000", "total | 120,000", "runs finished | 48"


@pytest.mark.parametrize(("stated", "wrong"), [("2,500", []), ("1,750", ["1,750"]), ("250", ["250"])])
def test_a_row_per_something(stated: str, wrong: list[str]) -> None:
    text = table(*COSTS, f"cost per finished run | {stated}")
    assert [found for found, _ in findings(text)] == wrong


YEARS = "line | amount", "capex | $240,000", "opex, 3 years | $63,000", "total | $303,000", "GPU-hours | 210,240"


@pytest.mark.parametrize(("stated", "wrong"), [("$1.44", []), ("$0.86", ["$0.86"]), ("$1.14", ["$1.14"])])
def test_a_cost_per_hour(stated: str, wrong: list[str]) -> None:
    text = table(*YEARS, f"cost per GPU-hour | {stated}")
    assert [found for found, _ in findings(text)] == wrong


DAYS = "run | step time (ms)", "Monday | 210", "Tuesday | 220", "Wednesday | 260"


@pytest.mark.parametrize(
    ("stated", "wrong"),
    [("230 ms", []), ("345 ms", ["345 ms"]), ("690 ms", ["690 ms"]), ("220 ms", []), ("240 ms", [])],
)
def test_the_mean_of_a_column(stated: str, wrong: list[str]) -> None:
    text = f"{table(*DAYS)}\nThe mean step time of the three days is {stated}.\n"
    assert [found for found, _ in findings(text)] == wrong


FORMATS = "format | memory", "FP16 | 28 GB", "INT8 | 14.5 GB", "INT4 | 7.9 GB"


@pytest.mark.parametrize(
    ("stated", "wrong"), [("20.1 GB", []), ("35.9 GB", ["35.9 GB"]), ("13.5 GB", ["13.5 GB"]), ("19 GB", [])]
)
def test_the_difference_of_two_rows(stated: str, wrong: list[str]) -> None:
    text = f"{table(*FORMATS)}\nGoing from FP16 to INT4 saves {stated} of memory.\n"
    assert [found for found, _ in findings(text)] == wrong


@pytest.mark.parametrize(
    ("text", "right", "slips"),
    [
        (
            "The budget is 500 ms. Network 60 ms, queue 90 ms, prefill 220 ms.\n\nWhat remains for tokens is {}.",
            "130 ms",
            ["190 ms", "370 ms", "220 ms"],
        ),
        (
            "A step consists of 110 ms for the forward, 215 ms for the backward pass and 45 ms for the all-reduce. "
            "In total it takes {}.",
            "370 ms",
            ["325 ms", "260 ms"],
        ),
        (
            "Training kept 12 GB of weights, 12 GB of gradients and 72 GB of Adam's moments. All together that is {}.",
            "96 GB",
            ["84 GB", "24 GB"],
        ),
    ],
)
def test_amounts_that_a_sentence_lists(text: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(text, right, slips)


def test_what_remains_after_several_rows() -> None:
    lines = "- Grant: $50,000\n- GPU hours: $31,500\n- Storage: $4,200\n- Remaining: {}\n"
    assert _right(lines.format("$14,300"), "$14,300")
    assert [found for found, _ in findings(lines.format("$18,500"))] == ["$18,500"]


@pytest.mark.parametrize(("left", "wrong"), [("24 GB", []), ("40 GB", ["40 GB"]), ("56 GB", ["56 GB"])])
def test_a_label_that_states_the_whole(left: str, wrong: list[str]) -> None:
    rows = table("model | weights | cache | free of 80 GB", "A | 16 GB | 20 GB | 44 GB", f"B | 40 GB | 16 GB | {left}")
    assert [found for found, _ in findings(rows)] == wrong


@pytest.mark.parametrize(("stated", "wrong"), [("353 M", []), ("349 M", ["349 M"]), ("122 M", ["122 M"])])
def test_the_sum_of_what_a_header_counts(stated: str, wrong: list[str]) -> None:
    text = f"{table('layer | MACs', 'conv1 | 118 M', 'conv2 | 231 M', 'fc | 4 M')}\nThe three layers sum to {stated}.\n"
    assert [found for found, _ in findings(text)] == wrong
