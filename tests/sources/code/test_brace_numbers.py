"""Look-ups in languages with braces whose numbers are powers, wrapped, returned at a line's end, or of a constant."""

from __future__ import annotations

import pytest
from snippets import checked, findings

RUST = """
/// Peak memory bandwidth.
pub fn bandwidth_gbps(card: &str) -> Option<f64> {
    let wanted = card.to_lowercase();
    if wanted.contains("rtx 4090") {
        return Some(%s);
    }
    if wanted.contains("l40s") || wanted.contains("8060s") { return Some(1.0); }
    None
}
"""
RUST_MATCH = """
impl Card {
    fn bf16_flops(&self) -> Option<u64> {
        match self {
            Card::H100SXM => Some(%s * 10u64.pow(12)),
            Card::L4 => Some(121 * 10u64.pow(12)),
            Card::Other(_) => None,
        }
    }
}
"""
GO = """
func MemoryBandwidthGBps(name string) float64 {
\tswitch {
\tcase strings.Contains(name, "h100 sxm"):
\t\treturn %s
\tcase strings.Contains(name, "l40s"):
\t\treturn 864
\t}
\treturn 0
}
"""
JS = """
const TERA = 1e12;
const CARDS = [{ name: "H100 SXM", bf16Flops: %s * TERA }, { name: "L4", bf16Flops: 121 * TERA }];
"""
JS_POWER = """
const CARDS = { "H100 SXM": { bf16Flops: %s * 10 ** 12 }, "L4": { bf16Flops: 121 * Math.pow(10, 12) } };
"""
CPP = """
#define GIGA 1e9
static const Card cards[] = { { .name = "H100 SXM", .memory_bandwidth = %s * GIGA } };
"""


@pytest.mark.parametrize(
    ("path", "source", "right", "wrong"),
    [
        ("cards.rs", RUST, "1008.0", "1200.0"),
        ("cards.rs", RUST_MATCH, "989", "900"),
        ("cards.go", GO, "3350", "2900"),
        ("cards.ts", JS, "989", "900"),
        ("cards.ts", JS_POWER, "989", "900"),
        ("cards.cpp", CPP, "3350", "2900"),
    ],
)
def test_a_wrong_figure_is_found_and_the_right_one_is_left(path: str, source: str, right: str, wrong: str) -> None:
    assert findings(source % right, path) == []
    (found,) = findings(source % wrong, path)
    assert found[0].startswith(wrong)
    assert found[1] == "different"


def test_what_is_looked_for_is_no_quantity() -> None:
    assert "8060s" not in [claim.text for claim in checked(RUST % "1008.0", "cards.rs").claims]


def test_a_constant_of_two_values_is_none() -> None:
    twice = (JS % "900").replace("const CARDS", "TERA = 1e9;\nconst CARDS")
    assert findings(twice, "cards.ts") == []


@pytest.mark.parametrize("figure", ["897.0", "900"])
def test_a_rate_that_was_rounded_otherwise_is_left(figure: str) -> None:
    assert findings(f'const CARDS = [{{ name: "V100 SXM2 32GB", bandwidthGBs: {figure} }}];', "cards.ts") == []
