"""Laws of the field in names: what is told of formulas that say them wrong, and that right ones stay quiet."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.judges.known_laws.roles import plain, roles
from mlsysim_validators.sources.judges.known_laws.writing import factors, read
from snippets import findings


def _told(text: str) -> list[str]:
    return [words for words, _ in findings(text)]


@pytest.mark.parametrize(
    ("text", "number", "powers"),
    [
        ("2 × Layers × Seq_Len", 2.0, {"Layers": 1, "Seq_Len": 1}),
        ("6ND", 6.0, {"N": 1, "D": 1}),
        ("|W|/(BW · 4)", 0.25, {"W": 1, "BW": -1}),
        ("2 (N-1)/N · M", 2.0, {"(N - 1)": 1, "N": -1, "M": 1}),
        ("Message Size / Bandwidth", 1.0, {"Message Size": 1, "Bandwidth": -1}),
        ("⌈ S/p ⌉ x p", 1.0, {"S": 1}),
    ],
)
def test_a_formula_as_a_product(text: str, number: float, powers: dict[str, int]) -> None:
    found = read(text, 0)
    assert found is not None
    product = factors(found[0])
    assert product is not None
    assert (product.number, product.powers) == (number, powers)


def test_what_is_no_formula() -> None:
    assert read("max(a)", 0) is None
    assert read("(" * 100 + "N", 0) is None
    assert read("the layers of a model are many", 0) is None


def test_what_names_stand_for() -> None:
    assert plain("BytesPerElem") == "bytes per elem"
    assert roles("Peak_FLOPs") == {"peak"}
    assert roles("Memory_BW") == {"bandwidth"}
    assert "layers" in roles("num_layers")
    assert not roles("quality")


KV = "The cache of a request: `KV_cache = {} Layers × KV_heads × Head_dim × Seq_len × Bytes`."


def test_a_cache_of_keys_and_values() -> None:
    assert _told(KV.format("2 ×")) == []
    assert _told(KV.format("")) == ["Layers × KV_heads × Head_dim × Seq_len × Bytes"]
    assert _told("`kv_bytes = layers * kv_lora_rank * seq_len * batch * bytes`") == []
    assert _told("`K_cache = layers * heads * head_dim * seq_len * bytes`") == []
    assert _told("$$\\text{KV} = 2 \\cdot L \\cdot H \\cdot d \\cdot S \\cdot b$$") == []
    assert _told("$$\\text{KV} = L \\cdot H \\cdot d \\cdot S \\cdot b$$") != []


@pytest.mark.parametrize(("factor", "wrong"), [("6", False), ("8", False), ("3", True), ("12", True)])
def test_the_compute_of_training(factor: str, wrong: bool) -> None:
    assert (
        bool(_told(f"Training a Transformer takes about:\n\n$$\nC \\approx {factor} \\times N \\times D\n$$\n"))
        == wrong
    )


def test_the_compute_of_a_forward_pass() -> None:
    of_a_prompt = (
        "$$\\text{TTFT} = \\frac{%s \\times \\text{Parameters} \\times \\text{Seq\\_Len}}{\\text{Peak} \\times \\eta}$$"
    )
    assert _told(of_a_prompt % "2") == []
    assert len(_told(of_a_prompt % "6")) == 1
    assert _told("A forward pass costs $C = 2 N D$, before any training.") == []


RING = "## Ring all-reduce\n\nEach GPU sends:\n\n$$T_{\\text{comm}} = %s \\frac{N-1}{N} \\cdot \\frac{M}{B}$$\n"


def test_the_two_phases_of_a_ring() -> None:
    assert _told(RING % "2") == []
    assert len(_told(RING % "")) == 1
    assert _told("## All-gather on a ring\n\n$$T_{\\text{comm}} = \\frac{N-1}{N} \\cdot \\frac{M}{B}$$\n") == []
    assert _told("## Ring all-reduce\n\n$$T_{\\text{scatter}} = \\frac{N-1}{N} \\cdot \\frac{M}{B}$$\n") == []


@pytest.mark.parametrize(
    ("formula", "wrong"),
    [
        ("(P-1) / (M + P - 1)", False),
        ("(P-1) / M", False),
        ("P / (M + P - 1)", True),
        ("(P-1) / (M + P)", True),
    ],
)
def test_the_bubble_of_a_pipeline(formula: str, wrong: bool) -> None:
    assert bool(_told(f"With P stages, `bubble = {formula}`.")) == wrong


def test_the_interval_of_checkpoints() -> None:
    text = "The optimal checkpoint interval after Young and Daly:\n\n$$\\tau = \\sqrt{%s\\delta M}$$\n"
    assert _told((text % "2 \\cdot ").replace("delta M", "delta \\cdot M")) == []
    assert len(_told((text % "").replace("delta M", "delta \\cdot M"))) == 1


def test_the_parameters_that_a_budget_is_best_spent_on() -> None:
    text = "Train on 20 tokens per parameter: `Optimal_Params = √(Budget/{})`."
    assert _told(text.format(120)) == []
    assert len(_told(text.format(20))) == 1
    assert _told("`Optimal_Params = √(Budget/20)`, says the first version of the law.") == []


def test_the_wait_of_a_queue() -> None:
    text = "With an {} queue the mean wait is\n\n$$W_q = \\frac{{\\rho}}{{{}\\mu(1-\\rho)}}$$\n"
    assert _told(text.format("M/D/1", "2")) == []
    assert _told(text.format("M/M/1", "")) == []
    assert len(_told(text.format("M/D/1", ""))) == 1
    assert len(_told(text.format("M/M/1", "2"))) == 1


def test_what_pruning_leaves() -> None:
    assert _told("`Compression = 1/(1-sparsity)`") == []
    assert _told("`Compression = 1/sparsity`") == ["1/sparsity"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("MFU = Achieved_FLOPS / Peak_FLOPS", "MFU = Peak_FLOPS / Achieved_FLOPS"),
        ("ridge_point = Peak_FLOPs / Memory_BW", "ridge_point = Memory_BW / Peak_FLOPs"),
        ("Time = FLOPs / (Peak × η)", "Time = FLOPs × η / Peak"),
        ("Required_BW = Weights / Target_Latency", "Required_BW = Target_Latency / Weights"),
        ("penalty = Write_Time / Checkpoint_Interval", "penalty = Checkpoint_Interval / Write_Time"),
    ],
)
def test_quotients_the_wrong_way_round(right: str, wrong: str) -> None:
    assert _told(f"In short: `{right}`.") == []
    assert _told(f"In short: `{wrong}`.") == [wrong.split(" = ")[1]]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("T = max(FLOPs / Peak, Bytes / BW)", "T = min(FLOPs / Peak, Bytes / BW)"),
        ("Attainable = min(Peak, BW × AI)", "Attainable = max(Peak, BW × AI)"),
        ("Time = Bytes / BW + FLOPs / (Peak × η)", "Time = BW / Bytes + FLOPs / (Peak × η)"),
        ("Time = Data_Volume / BW_mem + FLOPs / (R_peak × η)", "Time = Data_Volume / BW_mem + FLOPs × η / R_peak"),
        ("Energy = Power × Hours × PUE", "Energy = Power × Hours / PUE"),
        ("Carbon = Energy × Carbon_Intensity", "Carbon = Energy / Carbon_Intensity"),
        ("Cluster_MTBF = Component_MTBF / N_components", "Cluster_MTBF = N_components / Component_MTBF"),
        ("throughput = batch_size / latency", "throughput = latency / batch_size"),
        ("concurrency = throughput × latency", "concurrency = throughput / latency"),
    ],
)
def test_sums_products_and_the_larger_of_two(right: str, wrong: str) -> None:
    assert _told(f"In short: `{right}`.") == []
    assert _told(f"In short: `{wrong}`.") == [wrong.split(" = ")[1]]


TABLE = "| Collective | Volume per GPU |\n|---|---|\n| All-gather | (N-1)/N × M |\n| {} | {} |\n"


def test_formulas_in_the_cells_of_a_table() -> None:
    assert _told(TABLE.format("AllReduce (ring)", "2(N-1)/N × M")) == []
    assert _told(TABLE.format("AllReduce (ring)", "(N-1)/N × M")) == ["(N-1)/N × M"]
    assert _told(TABLE.format("Reduce-scatter", "(N-1)/N × M")) == []
    assert _told(TABLE.format("AllReduce, one phase", "(N-1)/N × M")) == []
    assert _told("| What | Formula |\n|---|---|\n| KV cache | layers × kv_heads × head_dim × seq_len × bytes |\n") != []


def test_one_phase_of_a_ring() -> None:
    assert _told("In a ring all-reduce `data = (N-1)/N * M` per phase.") == []
    assert _told("In a ring all-reduce `data = (N-1)/N * M`, and this twice.") == []
    assert _told("In a ring all-reduce `data = (N-1)/N * M`.") == ["(N-1)/N * M"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("T = D/BW + O/(R_peak × η) + L", "T = D × BW + O/(R_peak × η) + L"),
        ("T = D/BW + O/(Rp × η) + L", "T = D/BW + O × η/Rp + L"),
        ("Time = D_vol/BW + O/R_p", "Time = D_vol/BW + O × R_p"),
        ("T = max(D/BW, O/(R_peak × η))", "T = max(D/BW, O × η/R_peak)"),
    ],
)
def test_times_in_single_letters(right: str, wrong: str) -> None:
    assert _told(f"- The law of all: `{right}`. The larger term decides.") == []
    assert _told(f"- The law of all: `{wrong}`. The larger term decides.") == [wrong.split(" = ")[1]]
    in_a_table = "| No. | Law | In symbols |\n|---|---|---|\n| 2 | Of all | {} |\n"
    assert _told(in_a_table.format(right)) == []
    assert _told(in_a_table.format(wrong)) == [wrong.split(" = ")[1]]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("S = 1/((1-p) + p/k)", "S = 1/((1-p) + p × k)"),
        ("Speedup = 1/(s + (1-s)/N)", "Speedup = 1/(s + (1-s) × N)"),
        ("S(N) = 1/(s + (1-s)/N)", "S(N) = s + (1-s)/N"),
    ],
)
def test_amdahl(right: str, wrong: str) -> None:
    assert _told(f"Amdahl's law: `{right}`.") == []
    assert _told(f"Amdahl's law: `{wrong}`.") == [wrong.split(" = ")[1]]
    assert _told(f"Some law: `{wrong}`.") == []
