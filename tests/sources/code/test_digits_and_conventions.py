"""What the figures beside one tell of it: how finely an author writes, of which pipe, whose link."""

from __future__ import annotations

import pytest
from snippets import checked, findings, verdict

FINE = (
    ("p.py", 'PEAK = {"V100": {}, "A100": 3.12e14, "H100": 9.89e14}', "1.25e14", "1e14"),
    ("p.ts", 'const BW_BYTES_S = { "A100 40GB": {}, "H100 SXM": 3.35e12, "L40S": 864e9 };', "1.555e12", "1e12"),
    ("p.json", '{"T4": {"flops": {}}, "A100": {"flops": 3.12e14}, "L40S": {"flops": 3.62e14}}', "6.5e13", "6e13"),
    ("p.rs", 'match g { "V100" => {}, "L4" => 1.21e14, "A100" => 3.12e14, _ => 0.0 }', "1.25e14", "1e14"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "text", "right", "one"), FINE)
def test_that_one_digit_is_told_beside_more(path: str, text: str, right: str, one: str) -> None:
    assert findings(text.replace("{}", right), path) == []
    if one == "6e13":  # 8 % off: a digit says no more
        assert findings(text.replace("{}", one), path) == []
    else:
        assert [found for found, _ in findings(text.replace("{}", one), path)] == [one]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('PEAK = {"V100": 1e14, "A100": 3e14, "H100": 1e15}', "1e14"),
        ('PEAK_BW = {"A100 40GB": 1e12, "H100 SXM": 3e12}', "1e12"),
        ("V100_PEAK_FLOPS_FP16 = 1e14", "1e14"),
    ],
)
def test_that_one_digit_among_its_like_says_nothing(text: str, number: str) -> None:
    assert verdict(text, number, "p.py")[0] == "unresolved"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "r.py",
            'if "T4" in n: PEAK = 8.1e12\nelif "P100" in n: PEAK = 9.3e12\nelif "V100" in n: PEAK = 14e12\n'
            'elif "A100" in n: PEAK = 19.5e12\n',
        ),
        ("r.py", 'PEAK_TFLOPS = {"V100": 15.7, "A100": 19.5, "H100": 66.9}'),
        ("r.ts", 'const peakTflops = { "P100": 9.3, "V100": 14.0, "A100": 19.5, "L40S": 91.6 };'),
        ("r.json", '{"V100": {"tflops": 14.0}, "T4": {"tflops": 8.1}, "A100": {"tflops": 19.5}}'),
        ("r.rs", 'match g { "V100" => 14.0e12, "A100" => 19.5e12, "L40S" => 91.6e12, _ => 0.0 }'),
    ],
)
def test_that_rates_of_vector_pipes_are_known_by_one_another(path: str, text: str) -> None:
    assert findings(text, path) == []


def test_that_a_vector_rate_among_matrix_rates_is_told() -> None:
    text = 'PEAK_TFLOPS = {"T4": 65, "A100": 312, "V100": 15.7, "H100 SXM": 989}'
    assert [found for found, _ in findings(text, "r.py")] == ["15.7"]


@pytest.mark.parametrize(
    "text",
    [
        "H800 = Gpu(name='H800', intranode_allreduce_bandwidth_Bps=4e11/4)",
        "H20 = Gpu(name='H20', nvlink_allreduce_gbps=225)",
        "A100 = dict(name='A100 SXM', nvlink_all_gather_bandwidth=230)",
        "A100 = dict(name='A100 SXM', nccl_nvlink_bandwidth_gbs=230)",
        "A100 = dict(name='A100 SXM', intranode_collective_bandwidth_gbs=230)",
    ],
)
def test_that_what_a_collective_reaches_is_no_link(text: str) -> None:
    assert findings(text, "g.py") == []


def test_that_equal_values_are_not_swapped() -> None:
    text = """struct G { /* one direction */ name: &str, nvlink_bandwidth_per_direction: f64 }
const A: [G; 2] = [
    G { name: "H100 SXM", nvlink_bandwidth_per_direction: 900e9 },
    G { name: "H200 SXM", nvlink_bandwidth_per_direction: 900e9 },
];
"""
    told = [claim for claim in checked(text, "g.rs").claims if claim.verdict == "mismatch"]
    assert {claim.rule for claim in told} == {"direction"}


@pytest.mark.parametrize(
    ("name", "bandwidth", "told"),
    [
        ("h200", "4799.999999999999", False),
        ("a100_sxm_80gb", "2038.9999999999998", False),
        ("h100_sxm", "3350.0000000000005", False),
        ("m3_max", "409.59999999999997", False),
        ("b200", "4099.999999999999", True),
        ("a100_sxm_80gb", "1554.9999999999998", True),
        ("h100_sxm", "3871.8364920475", False),  # measured
        ("h100_sxm", "2871.999364920475", False),
    ],
)
def test_a_round_number_with_the_error_of_a_program(name: str, bandwidth: str, told: bool) -> None:
    assert bool(findings(f"[{name}]\nmem_bw_gb_s = {bandwidth}\n", "cards.toml")) is told
