"""Records without keys in languages with braces, branches that ask for a device, products of literals."""

from __future__ import annotations

import pytest
from coding import coded, findings, labels_of, values_of

C = """
typedef struct {
  const char* name;
  float bf16_tflops;  // dense
  double mem_bw_gbs, idle_watts;
  int vram_gb;
} Gpu;
static const Gpu kGpus[] = {
  {"A100 SXM4 80GB", %s, 2039, -1, 80},
  {"H100 SXM", 989.4f, 3350.f, 60, 80},
};
"""
GO = """
type Spec struct {
\tName     string
\tTflops16 float64
\tMemoryGB int
}
var specs = map[string]Spec{
\t"a": {"A100 SXM4 80GB", %s, 80},
\t"h": {Name: "H100 SXM", Tflops16: 989, MemoryGB: 80},
}
"""
RUST = """
pub struct Gpu { pub name: &'static str, pub bf16_tflops: f64, pub note: &'static str }
const GPUS: &[Gpu] = &[Gpu { name: "A100 SXM", bf16_tflops: %s, note: "x" }];
"""
JAVA = """
public enum Gpu {
    A100("A100 SXM4 80GB", %s, 80), H100("H100 SXM", 989.0, 80);
    Gpu(String name, double bf16Tflops, int memoryGb) { this.name = name; }
}
"""
CPP = """
struct Chip {
  Chip(std::string name, int nodes, double peak_bf16_flops) : name(name) {}
  std::string name;
};
static Chip a = Chip("A100 SXM", 1, %s * 1000 * 1000 * 1000 * 1000);
"""
JS = """
function card(name, bf16Tflops, vramGb) { return { name, bf16Tflops, vramGb }; }
const cards = [card("A100 SXM", %s, 80), card("H100 SXM", 989, 80)];
"""


@pytest.mark.parametrize(
    ("text", "path"),
    [(C, "a.h"), (GO, "a.go"), (RUST, "a.rs"), (JAVA, "a.java"), (CPP, "a.cpp"), (JS, "a.js")],
)
def test_the_fields_of_a_record_say_which_number_is_which(text: str, path: str) -> None:
    assert findings(text % "312.0", path) == []
    ((wrong, rule),) = findings(text % "624.0", path)
    assert (wrong[:5], rule) == ("624.0", "sparse-for-dense")


def test_a_part_that_is_no_literal_keeps_its_place() -> None:
    values = values_of(C % "312.0", "a.h")
    assert [value.number for value in values] == [312, 2039, 80, 989.4, 3350, 60, 80]
    assert labels_of(values[2], "key")[0] == "vram_gb"
    assert labels_of(values[2], "row")[0] == "A100 SXM4 80GB"


def test_pairs_of_a_map_are_no_records() -> None:
    text = "struct S { std::string name; double bf16_tflops; };\n"
    text += 'std::map<std::string, S> m = {{"A100", {"A100 SXM", 312}}};'
    (value,) = values_of(text, "a.cpp")
    assert labels_of(value, "key")[0] == "bf16_tflops"


def test_lists_of_another_length_are_left_out() -> None:
    text = "struct S { double a_tflops; double b_tflops; };\nint x[] = {1, 2, 3};\nS s[] = {{1, 2}};"
    assert [value.number for value in values_of(text, "a.c")] == [1, 2]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('function peak(name) { if (name.includes("H100")) return %s; return 0; }', "a.js"),
        ('function peak(name) { if (name.includes("H100")) { return %s; } }', "a.ts"),
        ('double peak(string n) { switch (n) { case "H100": return %s; default: return 1e12; } }', "a.java"),
        ('func peak(n string) float64 { if strings.Contains(n, "H100") { return %s }\nreturn 0 }', "a.go"),
        ('const peak = gpu === "H100" ? %s : 1e12;', "a.ts"),
        ("constexpr double kH100PeakBf16Flops = %s;", "a.h"),
    ],
)
def test_a_branch_asks_for_a_device(text: str, path: str) -> None:
    assert findings(text % "989e12", path) == []
    assert findings(text % "1979e12", path) == [("1979e12", "sparse-for-dense")]
    assert findings(text % "1979e12 / 2", path) == []


@pytest.mark.parametrize("asks", ['!name.includes("H100")', 'name == "H100" || name == "MI300X"', 'name != "H100"'])
def test_what_asks_for_no_one_device_says_nothing(asks: str) -> None:
    assert findings(f"function peak(name) {{ if ({asks}) return 1979e12; }}", "a.js") == []


def test_two_names_that_both_have_to_be_found() -> None:
    text = 'function bwGBs(n) { if (n.includes("A100")) { if (n.includes("40GB")) { return %s; } } }'
    claim = coded(text % 1555, "a.js")["1555"]
    assert claim.verdict == "match"
    assert claim.entity is not None
    assert "40gb" in claim.entity.id


def test_pairs_of_a_name_and_a_record_in_python() -> None:
    text = 'SPECS = [\n    ("RTX 4090", {"peak_bf16_tflops": %s}),\n    ("H100 SXM", dict(peak_bf16_tflops=989)),\n]\n'
    assert findings(text % 165.2) == []
    assert [wrong for wrong, _ in findings(text % 82.6)] == ["82.6"]
