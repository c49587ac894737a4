"""Cores and SMs of devices: under "cores" alone, of the variant that the row means, in a remark on a constant."""

from __future__ import annotations

import pytest
from coding import coded, findings

CARDS = """
const CARDS = {{
  "RTX 4090": {{ memory: 24, bandwidth: 1008, cores: 16384 }},
  "RTX 4070": {{ memory: 12, bandwidth: 504, cores: 5888 }},
  "RTX 3090": {{ memory: 24, bandwidth: 936, cores: 10496 }},
  "RTX 3080 Ti": {{ memory: 12, bandwidth: 912, cores: 10240 }},
  "RTX 3070": {{ memory: 8, bandwidth: 448, cores: 5888 }},
  "L40S": {{ memory: 48, bandwidth: 864, cores: 18176 }},
  "RX 7900 XTX": {{ memory: 24, bandwidth: 960, cores: 6144 }},
  "RX 7800 XT": {{ memory: 16, bandwidth: 624, cores: 3840 }},
  "A100 80GB": {{ memory: 80, bandwidth: 2039, cores: 6912 }},
  "{name}": {{ memory: {memory}, bandwidth: {bandwidth}, cores: {cores} }},
}};
"""


@pytest.mark.parametrize(
    ("name", "memory", "bandwidth", "cores", "told"),
    [
        ("H100", 80, 3350, 16896, False),
        ("H100", 80, 2039, 14592, False),
        ("H100", 80, 3350, 14592, True),  # the PCIe card's
        ("V100 32GB", 32, 900, 5120, False),
        ("RTX 4080", 16, 717, 9728, False),
        ("RTX 4080", 16, 717, 10240, True),
        ("RTX 3080 12GB", 12, 912, 8960, False),
        ("RX 7600", 8, 288, 2560, True),
        ("RTX 6000 Ada", 48, 960, 10752, True),  # the A6000's
        ("M2 Max", 96, 400, 38, False),
        ("Some Card 9", 16, 717, 1234, False),
    ],
)
def test_cores_alone(name: str, memory: int, bandwidth: int, cores: int, told: bool) -> None:
    found = findings(CARDS.format(name=name, memory=memory, bandwidth=bandwidth, cores=cores), "cards.ts")
    assert [text for text, _ in found] == ([str(cores)] if told else [])


def test_right_ones_are_matched() -> None:
    claims = coded(CARDS.format(name="H100 SXM5", memory=80, bandwidth=3350, cores=16896), "cards.ts")
    assert claims["16896"].field == "cores.cuda"
    assert claims["6144"].field == "cores.stream"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("device_num_sm = 80  # Nvidia V100", False),
        ("device_num_sm = 84  # Nvidia V100", True),
        ("NUM_SMS = 144  # H100", True),
        ("NUM_SMS = 132  # H100", False),
        ("NUM_SMS = 114  # H100", False),
        ("NUM_SMS = 100  # A100", False),  # leaves some to another kernel
        ("SM_COUNT = 128  # A100, full die", False),
        ("sm_count = 128  # on an A100 or larger", False),
        ("NUM_WORKERS = 144  # H100", False),
    ],
)
def test_the_remark_on_a_constant(line: str, told: bool) -> None:
    assert bool(findings(f"{line}\n")) is told


@pytest.mark.parametrize(
    "code",
    [
        "HOSTS = {'a2-highgpu': {'gpu': 'A100', 'cores': 12}, 'dgx-h100': {'gpu': 'H100', 'cores': 112}}\n",
        "NODES = {'A100': {'cores': 256, 'hosts': 4}, 'V100': {'cores': 512, 'hosts': 8}}\n",
    ],
)
def test_the_cores_of_a_host_are_left_alone(code: str) -> None:
    assert findings(code) == []
