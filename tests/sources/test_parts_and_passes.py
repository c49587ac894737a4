"""What is said of one die, of a whole training step, of a run or of a former year is no specification."""

from __future__ import annotations

import pytest
from snippets import claim, findings, verdict


@pytest.mark.parametrize("words", ["one MI250X\ndie", "a single die of the MI250X", "the MI250X GCD"])
def test_the_rate_of_a_die(words: str) -> None:
    assert findings(f"The FP64 performance of {words} is close to 24 TFLOPS in vector math.") == []
    assert verdict("The MI250X has 24 TFLOPS of FP64 vector math.", "24 TFLOPS") == ("mismatch", "per-die")


NET = "# ResNet-152\n\n- FLOP of the {}: {}\n"


@pytest.mark.parametrize("what", ["training step, per image", "forward + backward pass per image"])
def test_a_step_of_training_is_more_than_a_forward_pass(what: str) -> None:
    assert findings(NET.format(what, "69 GFLOP")) == []
    assert findings(NET.format("forward pass per image", "69 GFLOP")) == [("69 GFLOP", "different")]


def test_nor_is_the_result_of_a_product() -> None:
    text = "ResNet-152 needs $3 \\times 11.5\\ \\text{GFLOP} = 34.5\\ \\text{GFLOP}$ per image."
    assert findings(text) == []
    assert findings(text.replace("34.5", "35.4")) == [("35.4 GFLOP", "arithmetic")]


RUN = "Llama 2 7B, with gradient {}:\n\n- gradient {}: 61.99 GB\n"


def test_gradient_accumulation_is_no_gradient() -> None:
    assert findings(RUN.format("accumulation 4", "accumulation, allocated")) == []
    assert claim("The gradients of Llama 2 7B in BF16 take 13.5 GB.", "13.5 GB").field == "gradient_bytes"


def test_a_note_to_oneself_is_not_shown() -> None:
    wrong = "The H100 has 3.53 TB/s of memory bandwidth."
    assert findings(f"Text.\n\n<!--\n\nNote to self: {wrong}\n\n-->\n") == []
    assert findings(f"Text.\n\n<!-- Note: {wrong} -->\n") != []


def test_results_that_a_list_is_introduced_with() -> None:
    assert findings("Typical results on the A100: FP32 around 19 TFLOPS, FP16 around 150 TFLOPS.") == []
    assert findings("The peaks of the A100: FP32 19.5 TFLOPS, FP16 150 TFLOPS.") == [("150 TFLOPS", "variant")]


def test_memory_that_was_allocated() -> None:
    text = "The 8B FP8 runs show higher {} (88 GB) than the 8B BF16 run (80 GB)."
    assert findings(text.format("allocated VRAM")) == []


def test_growth_over_a_year_compares_with_what_is_not_there() -> None:
    text = "Revenue reached $81.6B ({}), that of the data center $75.2B."
    assert findings(text.format("+85% YoY")) == []
    assert findings(text.format("+85% year over year")) == []


def test_each_number_of_a_list_has_the_name_in_its_bracket() -> None:
    text = "Memory bandwidth: 2 TB/s (A100), 204 GB/s ({})"
    assert findings(text.format("Orin")) == []
    assert claim(text.format("Orin"), "204 GB/s").verdict == "unresolved"
    assert findings("Memory bandwidth: 3.35 TB/s (H100), 3.35 TB/s (H200)") == [("3.35 TB/s", "copied")]


def test_a_number_belongs_to_the_name_before_or() -> None:
    text = "less than an A100, which offers {} GB/s per direction over NVLink or the H100, which offers 450 GB/s"
    assert findings(text.format(300)) == []


def test_a_remark_behind_a_key_is_of_that_key() -> None:
    code = (
        "# sizes = {\n#   'gpt2': dict(n_layer=12),  # 124M params\n"
        "#   'gpt2-medium': dict(n_layer=24), # 355M params\n# }\n"
    )
    assert findings(code, "sizes.py") == []
    assert findings(code.replace("355M", "774M"), "sizes.py") == [("774M", "variant")]
