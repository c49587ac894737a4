"""What trainings took, in a column of several; what tokens cost on several devices; a rate said again in bytes."""

from __future__ import annotations

from snippets import findings, table, verdict

_HOURS = ("model | GPU-hours", "Llama 3.1 8B | 1.46 M", "Llama 3.1 70B | 7.0 M", "Llama 3.1 405B | {}")


def _trained(hours: str) -> str:
    return table(*(row.format(hours) for row in _HOURS))


def test_a_training_beside_others_that_are_right_is_held_against_the_registry() -> None:
    assert not findings(_trained("30.84 M"))
    assert findings(_trained("39.3 M")) == [("39.3 M", "different")]


def test_a_run_that_is_planned_is_no_training_of_the_registry() -> None:
    assert not findings(table("model | GPU-hours", "Llama 3.1 8B | 0.52 M", "Llama 3.1 70B | 3.4 M"))


_BILL = (
    "We serve the 70B model on two H100 SXM, rented at $2.40 per GPU-hour. Measured throughput is 1,800 tokens/s for "
    "the pair, so\n\n- an hour yields 6.48 million tokens;\n- a million tokens cost {}.\n"
)


def test_tokens_of_a_pair_cost_what_both_do() -> None:
    assert verdict(_BILL.format("$0.74"), "$0.74")[0] == "match"
    assert verdict(_BILL.format("$0.37"), "$0.37") == ("mismatch", "recomputed")


def test_a_rate_to_the_outside_is_said_again_in_bytes() -> None:
    assert verdict("- its ports make 3.2 Tb/s, or 400 GB/s to the outside", "400 GB/s")[0] == "match"
    assert verdict("- its ports make 3.2 Tb/s, or 3.2 TB/s to the outside", "3.2 TB/s")[0] == "mismatch"
    assert not findings("- its ports make 3.2 Tb/s, or 3.6 TB/s over NVLink")
