"""What a list states of each model that it names, what a ridge is of that its words name, a rate of former days."""

from __future__ import annotations

import pytest
from snippets import claim, findings, verdict

_CACHES = "- KV cache per token: Llama 3 8B 128 KiB, Llama 3 70B {}, Llama 3.1 405B 504 KiB.\n"
_BY_SIZE = (
    "- KV cache per token: Llama 3 8B 128 KiB, 70B {}, 405B 504 KiB.\n\nLlama 3 70B and Llama 3.1 405B are big.\n"
)


@pytest.mark.parametrize("text", [_CACHES, _BY_SIZE])
def test_each_amount_of_a_list_is_of_the_model_before_it(text: str) -> None:
    assert verdict(text.format("320 KiB"), "320 KiB")[0] == "match"
    assert findings(text.format("640 KiB")) == [("640 KiB", "recomputed")]


def test_a_list_of_other_amounts_is_left_alone() -> None:
    assert not findings("- KV cache for 4,096 tokens each: Llama 3 8B 0.54 GB, Llama 3 70B 1.34 GB.\n")
    assert not findings("- KV cache per token, compressed: Llama 3 8B to 40 KiB, Llama 3 70B to 100 KiB.\n")


def test_a_ridge_is_of_the_device_between_it_and_its_number() -> None:
    assert verdict("- The exam counts the ridge of the H100 as 295.", "295")[0] == "match"
    assert verdict("- The exam counts the ridge of the H100 as 206.", "206")[0] == "mismatch"
    assert not findings("The ridge of the A100 80 GB is 153. The ridge of H100 moved 2 times.")


def test_a_former_rate_is_held_against_the_format_that_it_was_of() -> None:
    found = claim("Gaudi 3 has 128 GB at 3.7 TB/s and the same 1,835 TFLOPS in both formats.", "1,835 TFLOPS")
    assert (found.rule, found.field) == ("superseded", "compute.matrix.bf16")
