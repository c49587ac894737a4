"""Which name a literal has in a language with braces: variables of C++ and Go, pairs of a format, guards of a match."""

from __future__ import annotations

import pytest
from coding import coded, findings

PAIRS = """
const std::unordered_map<std::string, std::unordered_map<std::string, double>> gpuHardwareFlops = {
    {"A100", {{"fp16", 311.84}, {"fp32", 19.49}, {"fp64", 9.746}}},
    {"H100", {{"fp16", %s}, {"bf16", 989.}, {"fp32", 67.}, {"fp8_e4m3", %s}}},
};
"""
CHIPS = """
struct ChipDetails {
  uint32_t wgpCount;
  std::optional<StringRef> sku;
  std::optional<float> peakMemoryBandwidthTBs;
  llvm::SmallDenseMap<ComputeBitwidths, float> peakPerfTFLOPs;
};
static const ChipDetails mi300xChip = {304, "mi300x", 5.3f, {{ComputeBitwidths::FP16, 1307.4f}}};
static const ChipDetails mi325xChip = {304, "mi325x", %sf, {{ComputeBitwidths::Int8, %sf}}};
"""
GUARDS = """
fn peak_tflops_bf16(name: &str) -> f64 {
    match name {
        n if n.contains("H100") => %s,
        n if n.contains("4090") => 165.2,
        _ => 100.0,
    }
}
"""
MODELS = """
const GB = 1024 * 1024 * 1024
var gpuSpecs = map[string]GPUSpec{
	ModelA30: { memoryBytes: %s * GB, power: map[HealthStatus]Range{ Healthy: {Min: 80.0, Max: 145.0} } },
	ModelV100: { memoryBytes: 32 * GB },
}
"""


@pytest.mark.parametrize(("rates", "told"), [((989, 1979), []), ((1979, 1979), ["1979"]), ((989, 3958), ["3958"])])
def test_pairs_of_a_format_and_its_rate(rates: tuple[int, int], told: list[str]) -> None:
    assert [text for text, _ in findings(PAIRS % rates, "a.cc")] == told


@pytest.mark.parametrize(
    ("figures", "told"), [((6.0, 2614.9), []), ((5.3, 2614.9), ["5.3"]), ((6.0, 653.7), ["653.7"])]
)
def test_records_with_a_type_in_angle_brackets(figures: tuple[float, float], told: list[str]) -> None:
    assert [text for text, _ in findings(CHIPS % figures, "a.cpp")] == told


def test_a_guard_asks_for_a_name() -> None:
    assert findings(GUARDS % 989, "a.rs") == []
    assert findings(GUARDS % 1979, "a.rs") == [("1979", "sparse-for-dense")]


def test_a_constant_for_a_model_and_a_range_of_its_power() -> None:
    assert findings(MODELS % 24, "a.go") == []
    assert [text for text, _ in findings(MODELS % 40, "a.go")] == ["40 * GB"]


def test_the_variable_of_a_declaration_with_its_type_before_it() -> None:
    assert findings("static const double h100_sxm_peak_bf16_tflops = 1979.0;\n", "a.c") != []
    assert findings('const Gpu cards[] = {{.name = "H100 SXM", .memory_gb = 40}};\n', "a.c") != []
    assert findings("const H100_SXM_MEMORY_GB: number = 40;\n", "a.ts") != []


def test_an_operand_in_brackets_is_no_figure() -> None:
    text = 'if (name.contains("H100")) { gpu.vram_gb = bytes as f64 / (1024.0 * 1024.0 * 1024.0); }\n'
    assert findings(text, "a.rs") == []


def test_a_model_number_that_is_not_known_is_nobody_else() -> None:
    lookup = 'fn bandwidth_gbps(n: &str) -> f64 { if n.contains("6810") { return 512.0; } 1.0 }'
    text = f"/// The T4 is the slowest.\n{lookup}\n"
    assert "512.0" not in dict(findings(text, "a.rs"))
    assert coded(text, "a.rs")["512.0"].entity is None
