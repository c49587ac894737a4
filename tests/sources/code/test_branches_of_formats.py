"""Branches on a number format: the rate that each gives is held against that format's."""

from __future__ import annotations

import pytest
from coding import coded, findings, labels_of, values_of
from mlsysim_validators.sources.claims import FINDINGS

_TORCH = """
def peak(name, dtype):
    low = dtype in LOW_FP8
    if dtype == torch.float32:  # TF32 is allowed
        if "a100" in name:
            return {tf32}
    if "h200" in name:  # leaflet: 1,979 and 3,958, both with sparsity
        return 1979e12 if low else 1979e12 / 2
    if "h100" in name:
        return {fp8} if low else 989.4e12
    if "mi300x" in name:
        return 2614.9e12 if dtype in LOW_FP8 else 1307.4e12
    if "a100" in name and dtype in (torch.float16, torch.bfloat16):
        return 312e12
    raise KeyError(name)
"""


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"tf32": "156e12", "fp8": "1978.9e12"}, []),
        ({"tf32": "312e12", "fp8": "1978.9e12"}, [("312e12", "sparse-for-dense")]),
        ({"tf32": "156e12", "fp8": "3957.8e12"}, [("3957.8e12", "sparse-for-dense")]),
    ],
)
def test_a_rate_is_that_of_its_branch(given: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert findings(_TORCH.format(**given)) == found


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("match dtype:\n        case torch.float8_e4m3fn:\n            return {}", ("1979e12", "3958e12")),
        ("return {{torch.bfloat16: 989e12, torch.int8: {}}}[dtype]", ("1979e12", "3958e12")),
        ("return {} if not fp8 else 1979e12", ("989e12", "1979e12")),
        ("if fp8:\n        return 1979e12\n    return {}", ("989e12", "1979e12")),
    ],
)
def test_forms_of_branches(right: str, wrong: tuple[str, str]) -> None:
    for amount, bad in zip(wrong, (False, True), strict=True):
        code = f"def h100_flops(dtype, fp8):\n    {right.format(amount)}\n"
        assert bool(findings(code)) is bad, code


def test_what_is_behind_a_branch_is_of_another_format() -> None:
    code = "def peak_flops(dtype):\n    if dtype == torch.int8:\n        return 624e12\n    return 312e12  # A100\n"
    first, second = values_of(code)
    assert (labels_of(first, "format"), labels_of(second, "format")) == (["int8"], ["not int8"])


def test_keys_of_lightning_name_formats() -> None:
    claims = coded('PEAK_FLOPS = {"h100 sxm": {"32-true": 67e12, "bf16-mixed": 989.4e12, "16-true": 1.979e15 / 2}}\n')
    assert {claim.verdict for claim in claims.values()} == {"match"}
    assert claims["67e12"].field == "compute.vector.fp32"


def test_a_helper_is_called_for_some_devices_only() -> None:
    code = """
def _hopper(name):
    if "h200" in name:
        return 989.5e12
    # an H100 SXM5 else
    return 989.4e12

def peak_flops(name):
    if "h100" in name or "h200" in name:
        return _hopper(name)
    raise KeyError(name)
"""
    assert findings(code) == []
    alone = code.replace("return _hopper(name)", "pass").replace("raise KeyError(name)", "return _hopper(name)")
    assert findings(alone) == [("989.4e12", "silent-default")]


def test_a_fallback_that_the_docstring_denies() -> None:
    code = '''
def peak_flops(name):
    """Dense peak in FLOP/s; {}."""
    if "H100" in name:
        return 989e12
    log.warning("no peak known for %s", name)
    return 312e12  # A100
'''
    assert findings(code.format("a device that is not listed gives nan")) == [("312e12", "promised-none")]
    assert findings(code.format("an unknown device is taken for an A100")) == []


def test_one_of_two_dies_is_the_device() -> None:
    code = """
def peak_flops(name):
    if "MI250X" in name:
        # 383 TFLOP/s is the module's; the runtime shows either of its GCDs as a device
        return {}
    raise KeyError(name)
"""
    assert findings(code.format("191.5e12")) == []
    assert findings(code.format("383e12")) == [("383e12", "whole-for-part")]
    both = 'PEAK_FLOPS = {"MI250X": 383e12}  # two GCDs, 191.5 per GCD\n'
    assert findings(both) == []


def test_keys_that_the_name_of_a_table_completes() -> None:
    claims = coded('TPU_PEAK_BF16_FLOPS = {"v5p": 918e12, "v4": 275e12}\n')
    assert [claim.verdict for claim in claims.values()] == ["mismatch", "match"]


def test_a_word_that_hides_a_longer_one_in_a_list_of_patterns() -> None:
    code = """
ORDER = [{}]

def board(name):
    for word, known in ORDER:
        if word in name.lower():
            return known
"""
    hides = code.format('("v100", "v100-sxm"), ("v100-pcie", "v100-pcie"), ("t4", "t4")')
    assert findings(hides) == [("v100", "hides")]
    assert findings(hides.replace("return known", "found = known")) == []  # the last one wins
    assert findings(code.format('("v100-pcie", "v100-pcie"), ("v100", "v100-sxm"), ("t4", "t4")')) == []
    assert findings(code.format('("v100", "volta"), ("v100-pcie", "volta"), ("t4", "t4")')) == []


def test_a_condition_that_asks_for_more_hides_nothing() -> None:
    code = """
def peak_flops(name, big):
    if "V100" in name and big:
        return 130e12
    if "V100-PCIE" in name:
        return 112e12
    raise KeyError(name)
"""
    assert not [one for one in findings(code) if one[1] in ("hides", "unreachable")]


def test_whole_words_hide_no_longer_ones() -> None:
    code = """
def peak_flops(name):
    if re.search(r"\\bl4\\b", name):
        return {}
    if "l40s" in name:
        return 362e12
    raise KeyError(name)
"""
    assert findings(code.format("121e12")) == []
    assert [text for text, _ in findings(code.format("242e12"))] == ["242e12"]


def test_findings_have_words() -> None:
    code = 'PEAK_FLOPS = {"MI250X": 383e12}  # per GCD\n'
    assert all(claim.hint for claim in coded(code).values() if claim.verdict in FINDINGS)


def test_a_helper_speaks_of_what_it_is_called_for() -> None:
    code = """
def _boards(name):
    if "pcie" in name:
        return {}
    return 989.4e12

def peak_flops(name):
    if "h100" in name:
        return _boards(name)
    raise KeyError(name)
"""
    assert findings(code.format("756e12")) == []
    assert [text for text, _ in findings(code.format("1513e12"))] == ["1513e12"]


def test_the_number_of_bits_is_a_format() -> None:
    code = "def peak_tflops(bits):\n    # A100\n    return {} if precision_bits == 16 else 156\n"
    assert findings(code.format("312")) == []
    assert [text for text, _ in findings(code.format("624"))] == ["624"]
