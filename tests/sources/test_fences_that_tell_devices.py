"""What a fence tells of devices is read: data, separated values, outlines that call themselves YAML."""

from __future__ import annotations

from snippets import claim, findings

OUTLINE = """```yaml
GPU: 4x NVIDIA A100 (80 GB)
  - Memory bandwidth: {bandwidth}
  - Compute: 312 TFLOPS (FP16)
  - NVLink: 600 GB/s

CPU: two sockets of 52 cores
  - Memory: 512 GB DDR5
```
"""
DATA = "```yaml\nH100 SXM:\n  memory_bandwidth: {} TB/s\n  memory: 80 GB\n```\n"
ROWS = "```csv\ngpu,memory_gb,bandwidth_gb_s\nH100 SXM,80,{}\nA100 SXM 80GB,80,2039\n```\n"


def test_an_outline_is_read_as_a_line_and_its_list() -> None:
    assert findings(OUTLINE.format(bandwidth="2.0 TB/s")) == []
    assert claim(OUTLINE.format(bandwidth="2.0 TB/s"), "600 GB/s").verdict == "match"
    assert findings(OUTLINE.format(bandwidth="3.35 TB/s")) == [("3.35 TB/s", "variant")]


def test_what_is_yaml_is_read_as_data() -> None:
    assert findings(DATA.format(3.35)) == []
    assert [words for words, _ in findings(DATA.format(3.53))] == ["3.53 TB/s"]


def test_separated_values_are_a_table() -> None:
    assert findings(ROWS.format(3350)) == []
    assert findings(ROWS.format(2039)) == [("2039", "copied")]


def test_other_lines_make_no_outline() -> None:
    assert findings("```yaml\nrun: a: b\n$ nvidia-smi | grep H100\n- H100 SXM: 3.53 TB/s\n```\n") == []


CORES = "### The T4\n\n- **CUDA Cores:** {}\n- **Tensor Cores:** 320 (2nd Gen)\n"


def test_a_label_before_a_number_says_what_it_counts() -> None:
    assert findings(CORES.format("2,560")) == []
    assert claim(CORES.format("2,560"), "2,560").verdict == "match"
    assert findings(CORES.format("2,650")) == [("2,650", "different")]
    assert findings("### The T4\n\n- CUDA cores per SM: 64\n") == []


def test_a_card_for_games_has_two_rates_of_fp16() -> None:
    assert findings("The RTX 4090 has 83 TFLOPS of FP16.") == []
    assert findings("The RTX 4090 has 83 TFLOPS of FP16 on its tensor cores.") != []


def test_a_factor_is_not_what_only_rounds_to_it() -> None:
    text = "The A100 has 80 GB at {} TB/s. The other board has {} TB/s, 2x as much bandwidth."
    assert claim(text.format(2.0, "4.0"), "2x").verdict == "match"
    assert claim(text.format(2.0, "3.1"), "2x").verdict != "match"


def test_a_gain_is_no_loss() -> None:
    text = "It gives 1,851 tok/s, after 134 tok/s: +{}%."
    assert claim(text.format(93), "93%").verdict != "match"
