"""Rates under the bits of their formats: {4: ..., 8: ..., 16: ...}."""

from __future__ import annotations

import pytest
from snippets import findings, verdict

RIGHT = (
    ("gpus.py", "FLOPS = {'H100': {4: 2e15, 8: 2e15, 16: 1e15}, 'A100': {8: 6.24e14, 16: 3.12e14}}"),
    ("gpus.py", "H200 = Gpu(name='H200', peak_flops={32: 67e12, 16: 989e12, 8: 1979e12})"),
    ("gpus.json", '{"B200": {"tflops": {"4": 9000, "8": 4500, "16": 2250}}, "T4": {"tflops": {"16": 65, "8": 130}}}'),
    ("gpus.json", '{"MI300X": {"flops": {"8bit": 2614.9e12, "16bit": 1307.4e12}}}'),
    ("gpus.ts", 'const PEAK_TFLOPS = { "A100": { "16": 312, "8": 624, "4": 1248 }, "T4": { "8": 130, "4": 260 } };'),
    ("gpus.yaml", "v5e:\n  name: TPU v5e\n  peak_tflops:\n    8: 394\n    16: 197\n"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "text"), RIGHT)
def test_that_fewer_bits_are_other_formats(path: str, text: str) -> None:
    assert findings(text, path) == []


WRONG = (
    ("gpus.py", "FLOPS = {'H100 SXM': {8: {}, 16: 989e12}}", "1979e12", "3958e12"),
    ("gpus.py", "FLOPS = {'H100 SXM': {8: 1979e12, 16: {}}}", "989e12", "1979e12"),
    ("gpus.json", '{"A100": {"tflops": {"16": 312, "8": {}}}}', "624", "1248"),
    ("gpus.json", '{"TPU v4": {"flops": {"16": {}, "8": 275e12}}}', "275e12", "260e12"),
    ("gpus.ts", 'const FLOPS = { "MI300X": { "8": 2614.9e12, "16": {} } };', "1307.4e12", "2614.9e12"),
)


@pytest.mark.parametrize(("path", "text", "right", "wrong"), WRONG)
def test_that_each_is_held_to_its_format(path: str, text: str, right: str, wrong: str) -> None:
    assert verdict(text.replace("{}", right), right, path)[0] == "match"
    assert findings(text.replace("{}", right), path) == []
    assert [found for found, _ in findings(text.replace("{}", wrong), path)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "V100 = Gpu(name='V100', flops={8: 1.25e14, 16: 1.25e14})",  # stored in eight bits, reckoned with in sixteen
        "FLOPS = {'H100': {8: 989e12, 16: 989e12}}",
    ],
)
def test_that_what_is_only_stored_in_few_bits_is_let_be(text: str) -> None:
    assert findings(text, "gpus.py") == []
