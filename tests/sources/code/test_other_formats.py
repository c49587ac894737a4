"""TOML and INI files, pages with scripts: what they set down is read like any other data."""

from __future__ import annotations

import time

import pytest
from coding import findings, labels_of, values_of
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.readers import read

TOML = """# dense peaks
[gpu.h100-sxm]
memory_gb = 80
bandwidth_gbps = 3_350  # HBM3
bf16_tflops = {rate}
links = {{ nvlink_gbps = 900 }}

[[cards]]
name = "A100 SXM 80GB"
memory_gb = {memory}
formats = [
    "fp16",
    "bf16",
]
gpu."L40S".tdp_w = {power}
"""
INI = "; cards\n[H100 SXM]\nmemory_gb = 80 ; HBM3\nbf16_tflops: {rate}\n[A100 SXM 80GB]\nmemory_gb={memory}\n"
PAGE = """<html><body><p>H100 SXM: 40 GB</p>
<script src="x.js"></script>
<script type="module">
const GPUS = [{{ name: "H100 SXM", vram: 80, bf16Tflops: {rate} }}, {{ name: "A100 80GB SXM", vram: {memory} }}];
</script></body></html>
"""
RIGHT = {"rate": 989, "memory": 80, "power": 350}


@pytest.mark.parametrize(("path", "form"), [("a.toml", TOML), ("a.ini", INI), ("a.html", PAGE), ("a.vue", PAGE)])
@pytest.mark.parametrize("wrong", [{}, {"rate": 1979}, {"memory": 40}])
def test_figures_are_compared(path: str, form: str, wrong: dict[str, int]) -> None:
    assert [text for text, _ in findings(form.format(**RIGHT | wrong), path)] == [str(one) for one in wrong.values()]


def test_names_in_dots_and_comments() -> None:
    bandwidth = next(value for value in values_of(TOML.format(**RIGHT), "a.toml") if value.number == 3350)
    assert labels_of(bandwidth, "key")[:3] == ["bandwidth_gbps", "h100-sxm", "gpu"]
    assert labels_of(bandwidth, "comment") == ["HBM3"]
    power = next(value for value in values_of(TOML.format(**RIGHT), "a.toml") if value.number == 350)
    assert labels_of(power, "key")[:2] == ["tdp_w", "L40S"]


PIECES = st.lists(st.sampled_from([*"[]\"'=a.\n#{}, ;", "[[", "80", "<script>", "</script>"]))


@given(PIECES.map("".join), st.sampled_from(["a.toml", "a.ini", "a.html"]))
def test_whatever_the_input(text: str, path: str) -> None:
    document = read(path, text)
    places = [offset for block in document.blocks for value in block.values for offset in value.text.offsets]
    assert all(0 <= place < len(text) for place in places)


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("a.html", "<script>"),
        ("a.html", " " * 50),
        ("a.py", "# - -- | " + " " * 40),
        ("a.toml", "[a"),
        ("a.ini", "a  "),
    ],
)
def test_time_grows_with_the_size(path: str, piece: str) -> None:
    began = time.perf_counter()
    read(path, piece * 4000)
    assert time.perf_counter() - began < 3
