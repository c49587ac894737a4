"""Numbers that follow from others: recomputed quantities, printed arithmetic, ratios, consistency."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings, frame, table, verdict

MATCH = ("match", "")


@pytest.mark.parametrize(
    ("text", "quantity", "expected"),
    [
        ("The ridge point of the H100 SXM in BF16 is 295 FLOP/B.", "295 FLOP/B", MATCH),
        ("The ridge point of the H100 SXM in BF16 is 591 FLOP/B.", "591 FLOP/B", ("mismatch", "sparse-for-dense")),
        ("The ridge point of the MI300X in FP16 is 300 FLOP/B.", "300 FLOP/B", ("mismatch", "recomputed")),
        ("Llama-3 8B has 16.06 GB of weights in FP16.", "16.06 GB", MATCH),
        ("Llama-3 8B has 16 GB of weights in FP16.", "16 GB", MATCH),
        ("Llama-3 8B has 32 GB of weights in FP16.", "32 GB", ("mismatch", "format")),
        ("Llama-3 8B has 4.0 GB of weights in INT4.", "4.0 GB", MATCH),
        (
            "Llama-3 8B in FP16 on the H100 SXM: loading the weights takes 4.79 ms.",
            "4.79 ms",
            MATCH,
        ),
        (
            "Llama-3 8B in FP16 on the H100 SXM: loading the weights takes 9.58 ms.",
            "9.58 ms",
            ("mismatch", "recomputed"),
        ),
        ("Llama-3 8B at 4,096 tokens in FP16 needs 0.54 GB of KV cache.", "0.54 GB", MATCH),
        ("Llama-3 8B at 4,096 tokens in FP16: 0.5 GiB of KV cache.", "0.5 GiB", MATCH),
        ("Llama-3 8B at 4,096 tokens in FP16: 2.1 GB of KV cache.", "2.1 GB", ("mismatch", "query-heads")),
        ("Llama-3 8B at 4K tokens in FP16: a KV cache of 1.2 GB.", "1.2 GB", ("mismatch", "recomputed")),
        ("AllReduce of 16 GB over 8 GPUs at 450 GB/s takes 62.2 ms.", "62.2 ms", MATCH),
        ("8 H100 GPUs, NVLink at 900 GB/s: AllReduce of 16 GB takes 31.1 ms.", "31.1 ms", ("mismatch", "direction")),
        ("AllReduce of 1 GB over 256 GPUs at 50 GB/s takes 39.8 ms.", "39.8 ms", MATCH),
        ("AllReduce of 1 GB over 256 GPUs at 50 GB/s takes 19.9 ms.", "19.9 ms", ("mismatch", "half")),
        ("4 GPUs at $3 per GPU-hour cost $105K per year.", "$105K per year", MATCH),
        ("4 GPUs at $3 per GPU-hour cost $480K per year.", "$480K per year", ("mismatch", "recomputed")),
        ("4 GPUs cost $480K per year.", "$480K per year", ("ungrounded", "no-basis")),
    ],
)
def test_known_quantities_are_recomputed(text: str, quantity: str, expected: tuple[str, str]) -> None:
    assert verdict(text, quantity) == expected


def test_a_recomputed_finding_shows_its_working() -> None:
    found = claim("Llama-3 8B at 4,096 tokens in FP16: 2.1 GB of KV cache.", "2.1 GB")
    assert "8 KV heads" in found.working
    assert "32 are query heads" in found.reason
    found = claim("4 GPUs cost $480K per year.", "$480K per year")
    assert "$13.70 per GPU-hour" in found.reason


LISTING = (
    "\\begin{{lstlisting}}\nt = ring_allreduce(message_bytes=16e9, n_gpus=8, bandwidth_bytes_s={bandwidth}{latency})\n"
    "# -> {result}\n\\end{{lstlisting}}"
)


@pytest.mark.parametrize(
    ("bandwidth", "latency", "result", "expected"),
    [
        ("450e9", "", "62.2 ms", MATCH),
        ("450e9", ", latency_s=500e-6", "69.2 ms", MATCH),
        ("450e9", ", latency_s=500e-6", "62.2 ms", ("mismatch", "latency")),
        ("450e9", ", latency_s=500e-6", "34.6 ms", ("mismatch", "half")),
        ("450e9", "", "35 ms", ("mismatch", "recomputed")),
    ],
)
def test_keyword_arguments_of_a_listing_are_inputs(
    bandwidth: str, latency: str, result: str, expected: tuple[str, str]
) -> None:
    text = frame(LISTING.format(bandwidth=bandwidth, latency=latency, result=result), "AllReduce")
    assert verdict(text, result, "deck.tex") == expected


def test_devices_that_do_not_fit() -> None:
    text = "# Llama-3 70B on H100 SXM\n\n" + table("Precision | GPUs", "FP16 | {}", "INT4 | 1")
    assert findings(text.format(2)) == []
    assert findings(text.format(1)) == [("1", "does-not-fit")]


@pytest.mark.parametrize(
    ("text", "quantity", "expected"),
    [
        ("So 2 + 3 × 4 GB = 14 GB.", "14 GB", ("unresolved", "")),  # a number and an amount do not add
        ("So 2 GB + 3 × 4 GB = 14 GB.", "14 GB", MATCH),
        ("So 2 GB + 3 × 4 GB = 20 GB.", "20 GB", ("mismatch", "arithmetic")),
        ("Then 16 GB / 3.35 TB/s ≈ 4.8 ms.", "4.8 ms", MATCH),
        ("Then 16 GB / 3.35 TB/s ≈ 5.8 ms.", "5.8 ms", ("mismatch", "arithmetic")),
        ("300 GPUs × $120K = $36M.", "$36M", MATCH),
        ("300 GPUs × $35K = $36M.", "$36M", ("mismatch", "arithmetic")),
        ("2 × 32 × 8 × 128 × 4096 × 2 bytes = 537 MB.", "537 MB", MATCH),
        ("2 × 32 × 8 × 128 × 4096 × 2 bytes = 637 MB.", "637 MB", ("mismatch", "arithmetic")),
        ("10 GB − 4 GB = 6 GB.", "6 GB", MATCH),
        ("10 GB - 4 GB = 7 GB.", "7 GB", ("mismatch", "arithmetic")),
    ],
)
def test_printed_arithmetic_is_evaluated(text: str, quantity: str, expected: tuple[str, str]) -> None:
    assert verdict(text, quantity) == expected


@pytest.mark.parametrize(
    ("body", "result", "expected"),
    [
        ("\\[ 2 \\times 32 \\times 8 \\times 4{,}096\\;\\text{bytes} = 2.1\\,\\text{MB} \\]", "2.1 MB", MATCH),
        ("\\[ 2 \\times 32 \\times 8 \\times 4{,}096\\;\\text{bytes} = 3.1\\,\\text{MB} \\]", "3.1 MB", "arithmetic"),
        ("\\[ T = \\frac{16\\,\\text{GB}}{4\\,\\text{GB/s}} = 4\\,\\text{s} \\]", "4 s", MATCH),
        ("\\[ T = \\frac{16\\,\\text{GB}}{4\\,\\text{GB/s}} = 5\\,\\text{s} \\]", "5 s", "arithmetic"),
        ("300 GPUs $\\times$ \\$120K = \\$36M", "$36M", MATCH),
    ],
)
def test_arithmetic_in_tex(body: str, result: str, expected: tuple[str, str] | str) -> None:
    wanted = ("mismatch", expected) if isinstance(expected, str) else expected
    report = checked(frame(body), "deck.tex")
    found = next(c for c in report.claims if c.text == result)
    assert (found.verdict, found.rule if found.verdict == "mismatch" else "") == wanted


GRIDS = table("Grid (2023, lifecycle) | gCO2e/kWh", "France | 56", "Poland | 662")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The run emits 11.8× more carbon in Poland than in France.", MATCH),
        ("The run emits 12x more carbon in Poland than in France.", MATCH),
        ("The run emits ~12× more carbon in Poland than in France.", MATCH),
        ("The run emits 41× more carbon in Poland than in France.", ("mismatch", "ratio")),
        ("The run emits 41× more carbon in one place than in another.", ("unresolved", "")),
    ],
)
def test_a_ratio_is_held_against_the_two_numbers_that_it_compares(sentence: str, expected: tuple[str, str]) -> None:
    text = f"# Grids\n\n{GRIDS}\n{sentence}\n"
    found = next(c for c in checked(text).claims if c.reading.units[0].symbol == "×")
    assert (found.verdict, found.rule if found.verdict == "mismatch" else "") == expected


def test_speed_ups_in_a_table() -> None:
    text = table(" | H100 SXM | MI300X", "Memory bandwidth (TB/s) | 3.35 | 5.3", "Speed-up vs H100 SXM | 1.00× | {}")
    assert findings(text.format("1.58×")) == []
    assert findings(text.format("1.85×")) == [("1.85×", "ratio")]


def test_a_range_goes_from_the_smallest_to_the_largest() -> None:
    text = "# Scale\n\n" + table("Device | TDP (W)", "T4 | 70", "H100 SXM | 700") + "\nA power range of {}.\n"
    assert findings(text.format("10×")) == []
    assert findings(text.format("100×")) == [("100×", "ratio")]


def test_one_amount_stated_twice_with_different_values() -> None:
    first, second = (
        "# Step 1\n\nLlama-3 8B has 16 GB of gradients.\n",
        "# Step 2\n\nThe 1 GB of gradients are summed.\n",
    )
    assert findings(first + second) == [("1 GB", "changed")]
    found = claim(first + second, "1 GB")
    assert found.verdict == "inconsistent"
    assert "line 3" in found.reason
    for excuse in (
        "For simpler numbers take 1 GB of gradients.",
        "If there were 1 GB of gradients.",
        "16 GB of gradients",
    ):
        assert findings(f"{first}# Step 2\n\n{excuse}\n") == []


def test_one_amount_stated_differently_in_two_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from mlsysim_validators.sources.checking import check
    from snippets import registry

    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text("Llama-3 8B has 16 GB of activations.\n")
    two.write_text("The 1 GB of activations of Llama-3 8B is kept.\n")
    wrong = check([str(one), str(two)], registry()).wrong()
    assert [(c.text, c.verdict) for c in wrong] == [("1 GB", "inconsistent")]
    assert f"{one}:1" in wrong[0].reason


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Poland emits 662 gCO2e/kWh.", MATCH),
        ("Poland emits 820 gCO2e/kWh.", ("ungrounded", "no-basis")),
        ("Poland emitted 820 gCO2e/kWh in 2023.", ("mismatch", "different")),
    ],
)
def test_carbon_intensities_need_a_basis(sentence: str, expected: tuple[str, str]) -> None:
    quantity = "662 gCO2e/kWh" if "662" in sentence else "820 gCO2e/kWh"
    assert verdict(sentence, quantity) == expected


def test_a_restated_number_stands_with_the_first() -> None:
    text = (
        "# Time\n\nLlama-3 8B in FP16 on the H100 SXM: loading the weights takes 4.79 ms.\n\nSo 4.79 ms is the floor.\n"
    )
    assert [c.verdict for c in checked(text).claims if c.text == "4.79 ms"] == ["match", "match"]


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n16 GB of gradients.\n\n# B\n\nWith ZeRO-2 over 8 GPUs that is 2 GB of gradients per GPU.\n",
        "# A\n\n16 GB of gradients.\n\n# B\n\nSharding saves 14 GB of gradients.\n",
        "# A\n\nA 7B model has 14 GB of gradients.\n\n# B\n\nA 70B model has 140 GB of gradients.\n",
        "# A\n\nAt 4,096 tokens: 0.5 GB of KV cache.\n\n# B\n\nAt 8,192 tokens: 1 GB of KV cache.\n",
        "# A\n\nActivations: 40 GB.\n\n# B\n\nActivations: 12 GB.\n",
        "# A\n\n" + table("State | DDP | ZeRO-2", "Gradients | 14 GB | 1.75 GB"),
        "# A\n\n16 GB of gradients.\n\n# B\n\n# C\n\nText.\n\n# D\n\nText.\n\n# E\n\n1 GB of gradients.\n",
    ],
)
def test_amounts_that_differ_for_a_reason_are_left_alone(text: str) -> None:
    assert [rule for _, rule in findings(text) if rule == "changed"] == []


def test_a_grid_has_one_intensity_across_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from mlsysim_validators.sources.checking import check
    from snippets import registry

    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text("Poland emits 662 gCO2e/kWh.\n")
    two.write_text("Poland emits 700 gCO2e/kWh.\n")
    wrong = check([str(one), str(two)], registry()).wrong()
    assert [(c.text, c.verdict, f"{one}:1" in c.reason) for c in wrong] == [("700 gCO2e/kWh", "inconsistent", True)]
