"""Whose the figures of a record are: links and slices within it, sections beside it, classes, folders, odd sizes."""

from __future__ import annotations

import pytest
from coding import checked, coded, findings

LINKED = """{"V100": {"memory_bandwidth": "%s", "FP16": "%s",
          "GPU link": "NVLink 2.0 300 GB/s", "GPU slices": "7 MIG @ 10GB"},
 "A40": {"memory_bandwidth": "%s", "GPU link": "NVLink 3.0"}}
"""


def test_a_link_within_a_record_leaves_it_its_device() -> None:
    right = LINKED % ("900GB/s", "125TFLOPS", "696 GB/s")
    assert findings(right, "a.json") == []
    assert {claim.verdict for claim in coded(right, "a.json").values()} == {"match"}
    wrong = LINKED % ("1555GB/s", "62TFLOPS", "864 GB/s")
    assert [text for text, _ in findings(wrong, "a.json")] == ["1555GB/s", "62TFLOPS", "864 GB/s"]


def test_a_record_of_a_link_is_still_the_links() -> None:
    source = '{"A100": {"links": {"name": "NVLink3", "bandwidth_per_direction_byte": %s, "flit_size_byte": 16}}}'
    assert findings(source % "25e9", "a.json") == []
    assert "16" not in coded(source % "25e9", "a.json")
    assert findings(source % "250e9", "a.json")


SECTIONS = {
    "a.yaml": "hardware:\n  name: H100 SXM\npeak:\n  bf16_tflops: %s\nmemory:\n  bandwidth_gbps: %s\n",
    "a.json": '{"hardware": {"name": "H100 SXM"}, "peak": {"bf16_tflops": %s}, "memory": {"bandwidth_gbps": %s}}',
    "b.json": '{"peak": {"bf16_tflops": %s}, "npu_mem": {"mem_bw": %s}, "cpu_mem": {"mem_bw": 307}, '
    '"hardware": "H100 SXM"}',
    "a.py": "C = {'hardware': {'name': 'H100 SXM'}, 'peak': {'bf16_tflops': %s}, 'memory': {'bandwidth_gbps': %s}}\n",
    "configs/h100_sxm/peaks.yaml": "peak:\n  bf16_tflops: %s\nmemory:\n  bandwidth_gbps: %s\n",
    "H100-SXM5.yaml": "peak:\n  bf16_tflops: %s\nmemory:\n  bandwidth_gbps: %s\n",
    "c.py": "class H100SXMConfig:\n    bf16_tflops: float = %s\n    mem_bw_gbps: float = %s\n",
}


@pytest.mark.parametrize("path", SECTIONS)
def test_a_name_beside_or_over_a_section_is_its_devices(path: str) -> None:
    right = SECTIONS[path] % (989, 3350)
    assert findings(right, path) == []
    assert [claim.verdict for claim in coded(right, path).values()] == ["match", "match"]
    assert findings(SECTIONS[path] % (1979, 2039), path) == [("1979", "sparse-for-dense"), ("2039", "variant")]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("a.json", '{"train": {"gpu": "A100"}, "serve": {"tflops": 989}}'),
        ("a.json", '{"gpu": {"name": "H100"}, "device": {"name": "A100"}, "peak": {"bf16_tflops": 1979}}'),
        ("a.json", '{"gpu": {"name": "H100"}, "node": {"memory_gb": 2048}}'),
        ("configs/h100-runs/a.yaml", "peak:\n  bf16_tflops: 1979\n"),
        ("nets/links.yaml", "peak:\n  bf16_tflops: 1979\n"),
    ],
)
def test_a_section_of_its_own_has_nobodys_name(path: str, source: str) -> None:
    assert findings(source, path) == []


def test_a_count_of_devices_leaves_the_figure_of_one() -> None:
    code = "def peak(name, world_size):\n    if 'A100' in name:\n        return %s * 1e12 * world_size\n    raise E\n"
    assert findings(code % 312) == []
    assert findings(code % 624) == [("624 * 1e12", "sparse-for-dense")]
    assert coded("def f(hidden_size):\n    A100_flops = 6e9 * hidden_size\n") == {}


ODD = (
    '{{"{name}": {{"vram_gb": {size}, "fp16_tflops": {fp16}, "int8_tflops": {int8}, '
    '"tdp_watts": 1000, "bw_gb_s": 5000}}}}'
)


def test_a_size_that_no_variant_has_is_told_where_the_rates_are_nobodys_too() -> None:
    wrong = ODD.format(name="b200-128gb", size=128, fp16=1200, int8=2400)
    assert findings(wrong, "a.json") == [("128", "no-such-size"), ("1200", "different"), ("2400", "different")]
    assert coded(wrong, "a.json")["5000"].verdict == "unresolved"
    assert coded(wrong, "a.json")["1000"].verdict == "match"


@pytest.mark.parametrize("size", [128, 180, 192, 90, 360])
def test_a_custom_size_a_disputed_one_a_part_and_two_together_are_quiet(size: int) -> None:
    right = ODD.format(name=f"b200-{size}gb", size=size, fp16=2250, int8=4500).replace(', "bw_gb_s": 5000', "")
    assert findings(right, "a.json") == []


def test_the_variant_that_sparse_rates_tell_is_meant() -> None:
    """An H100 with the first announced FP32 and FP64 rates is no H100 NVL, where all else is the SXM5's."""
    row = (
        "H = {'H100': {'fp8_tflops': 3958, 'fp16_tflops': 1979, 'fp32_tflops': 60, 'fp64_tflops': 30, "
        "'bw_tb_s': 3.35}}\n"
    )
    assert coded(row)["3.35"].verdict == "match"
    assert ("1979", "sparse-for-dense") in findings(row)


MEASURED = '''class Meter:
    """Counts tokens. Time is measured between two calls%s."""

    def peak(self, name):
        if "A100" in name:
            return %s
        raise ValueError(name)
'''


def test_a_docstring_that_speaks_of_measuring_hides_no_peaks() -> None:
    assert findings(MEASURED % ("", "312e12")) == []
    assert coded(MEASURED % ("", "312e12"))["312e12"].verdict == "match"
    assert findings(MEASURED % ("", "624e12")) == [("624e12", "sparse-for-dense")]
    assert findings(MEASURED % (", rates as measured", "247e12")) == []


def test_measured_figures_are_counted_and_left() -> None:
    report = checked(
        "# measured with nccl-tests\nBUS_BW_GBPS = {\n    'H100': 370,\n    'A100': 230,\n}\nH100_PEAK = 989e12\n"
    )
    assert [(claim.text, claim.verdict) for claim in report.claims if claim.stated.value] == [
        ("370", "unresolved"),
        ("230", "unresolved"),
        ("989e12", "match"),
    ]


PROFILES = """H = Model(
    name="H100-SXM5-80GB",
    precision_profiles={
        Precision.BF16: Profile(
            peak_ops_per_sec=bf16_peak,  # ~%s TFLOPS (Tensor Cores)
            bytes_per_element=2,
            energy_per_flop=alu_energy,  # 1.5 pJ
        ),
    },
)
"""


def test_what_a_comment_says_that_a_name_comes_to_is_its_value() -> None:
    assert findings(PROFILES % 989) == []
    assert coded(PROFILES % 989)["989 TFLOPS"].verdict == "match"
    assert findings(PROFILES % 537) == [("537 TFLOPS", "different")]
    assert len(checked(PROFILES % 537).claims) == len({claim.stated.offset for claim in checked(PROFILES % 537).claims})


def test_a_remark_is_its_lines_and_not_the_links_of_another_remark() -> None:
    source = "a:\n  mem_bw: %s  # 2.039TB/s\n  pcie_bw: 32000000000  # Byte/s, single direction, pcie 4.0\n"
    report = checked(source % 2039000000000, "a100_sxm.yaml")
    assert {claim.entity.id for claim in report.claims if claim.entity and "2.039" in claim.text} == {
        "nvidia/a100-sxm-80gb"
    }
    assert findings(source % 2039000000000, "a100_sxm.yaml") == []
    assert findings(source % 3350000000000, "a100_sxm.yaml")


ENUMERATED = """
def info(chip, cores_per_chip):
    match chip:
        case Chip.TPU_V5E:
            return Info(hbm_bytes=17_200_000_000, mem_bw_bytes_per_second=int(%s), bf16_flops=int(1.97e14))
        case Chip.TPU_V5P | Chip.TPU_V4:
            return Info(bf16_flops=int(%s // cores_per_chip))
        case Chip.TPU_V6E:
            return Info(hbm_bytes=34_400_000_000 // cores_per_chip)

def rate(device):
    if device == Device.H100_SXM:
        return %s
    raise ValueError(device)
"""


def test_members_of_enumerations_name_devices() -> None:
    right = ENUMERATED % ("8.2e11", "4.59e14", "989e12")
    assert findings(right) == []
    assert {claim.verdict for claim in coded(right).values()} == {"match"}
    assert findings(ENUMERATED % ("16.4e11", "9.18e14", "1979e12")) == [
        ("int(16.4e11)", "variant"),
        ("9.18e14", "different"),
        ("1979e12", "sparse-for-dense"),
    ]


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ('{"H100": {"last_10_steps_model_tflops_per_gpu_avg": 276.03, "mean_tflops": 410}}', "a.json"),
        ("T = {'A100': {'tflops': 220},  # profiled\n     'H100': {'tflops': 440}}\n", "a.py"),
        ("a:\n  hardware: 1024xH100\n  tflops: ~370\n  mfu: 19%\n", "a.yaml"),
        ("C = {'h100': {'tflops': 368, 'batch': 8, 'ab': {'final_tflops': 299.4}}}\n", "a.py"),
        ('{"name": "H100 SXM", "memory": {"stacks": [{"name": "HBM3 Stack 0", "bandwidth_gbps": 670.4}]}}', "a.json"),
        ('{"power": {"RTX 4090": {"standby_power": 30, "standby_duration": 18}}}', "a.json"),
        ("T = {'H100': {'fp16_tc': 989.4, 'fp32': 66.9, 'fp32_tc': 494.7}}\n", "a.py"),
        ("# 2.4 TB per second, custom to our H100s\nH100_MEM_BW_BYTES_SEC = 2.3e12\n", "a.py"),
        ('[{"name": "Apple M2 Pro", "fp16_tflops": 6.8}, {"name": "Apple M3 Pro", "fp16_tflops": 6.6}]', "a.json"),
        ("T = {'RTX 4090': {'fp8_tflops': 660.6}}\n", "a.py"),
        ("T = {'tpu_v4': {'mem_bw_gbps': 1228}}\n", "a.py"),
        ('{"Ascend 910C": {"vram_gb": 128, "tflops": 800}}', "a.json"),
        (
            'def peak(n):\n    """SMs x FLOPs x boost clock."""\n    if "B200" in n:\n        return 2382e12\n',
            "a.py",
        ),
    ],
)
def test_what_may_be_meant_otherwise_is_no_error(code: str, path: str) -> None:
    assert findings(code, path) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("T = {'A100': {'tflops': 220},\n     'H100': {'tflops': 989}}\n", ("220", "different")),
        ("T = {'A100 80GB': {'memory_gb': 40}, 'H100': {'memory_gb': 80}}\n", ("40", "variant")),
        ("C = {'h100': {'tflops': 1979, 'batch': 8}}\n", ("1979", "sparse-for-dense")),
        ("C = {'h100': {'fp16_tflops': 660, 'max_batch_size': 8}}\n", ("660", "different")),
        ("T = {'H100': {'fp16_tc_tflops': 1979, 'fp32': 66.9}}\n", ("1979", "sparse-for-dense")),
        ("# HBM of our H100s\nH100_MEM_BW_BYTES_SEC = 2.6e12\n", ("2.6e12", "different")),
        ("T = {'RTX 4090': {'fp8_tflops': 1321}}\n", ("1321", "sparse-for-dense")),
        ("T = {'Apple M2 Pro': {'neural_engine_fp16_tflops': 7.9}}\n", ("7.9", "half")),
        (
            'def peak(n):\n    """SMs x FLOPs x boost clock."""\n    if "B200" in n:\n        return 4500e12\n',
            ("4500e12", "sparse-for-dense"),
        ),
    ],
)
def test_what_is_meant_so_is_an_error(code: str, found: tuple[str, str]) -> None:
    assert findings(code) == [found]
