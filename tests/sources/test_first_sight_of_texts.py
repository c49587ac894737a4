"""Right texts that the checker took for wrong when it first saw them, class by class, beside slips that are told."""

from __future__ import annotations

import pytest
from snippets import checked, findings, table, verdict

_OF_BOTH = table(
    "Model | Params (total/active) | Quant", "gpt-oss-120b | 117B / ~5.1B | Q4", "gpt-oss-20b | 21B / 3.6B | Q4"
)
_INSTANCES = "\n\n".join(
    f"**{name}** ({gpu}):\n\n"
    + table("Item | Specification", f"GPUs | 8x NVIDIA {gpu} ({memory} each)", "NVLink | 900 GB/s per direction")
    for name, gpu, memory in (("p5.48xlarge", "H100", "80GB HBM3"), ("p6-b200.48xlarge", "B200", "192GB HBM3e"))
)
_FOUR_CARDS = "RTX 5090: two cards in a tower. 3-4x infeasible (575W x 4 = 2,300W GPU alone)."


@pytest.mark.parametrize(
    "text",
    [
        "**8x H100**:\n\n- **GPU显存**: 80 GB\n- **系统内存**: 2048 GiB\n",
        "H100:\n\n- システムメモリ: 2048 GB\n",
        "A100 之间的通信带宽是300GB/s。",
        table("精度 | H100 | 実効性能", "FP64 | 67 TFLOPS | 33.5 TFLOPS"),
        _OF_BOTH,
        "RTX 3090, used: the best memory per dollar: 4x = 96 GB for 2,400.",
        table("System | Memory", "RTX 5090 (2x) | 64 GB", "RTX 5090 | 32 GB"),
        "4x RTX 5090 gives 128 GB VRAM, matching our 96 GB minimum.",
        _FOUR_CARDS,
        table("Size | Min GPU | Min VRAM", "125M | GTX 1080 Ti | 6 GB", "760M | RTX 3090 | 20 GB"),
        "The MI100 does 184.6 TFLOPS FP16 (tensor FMA performance).",
        "The RTX 4090 is fast but cannot run larger models like the DGX Spark (24GB VRAM vs 128GB VRAM).",
        "### AWS Trainium\n\n- **NeuronLink-v4**: 2TB/s per chip\n",
        "### Snapdragon X2 Elite\n\n"
        + table("Spec | Value", "**Memory Bandwidth** | Up to 228 GB/s (X2 Elite Extreme)"),
        table("Model | Type | Params (total/active)", "DeepSeek-R1 | Dense | 32B / 32B"),
        "The Atlas 300I Duo has 2 GPUs with 204 GB/s memory bandwidth each.",
        "The GB300 desktop has 784 GB of coherent memory and 20 PFLOPS of AI performance.",
        "The RTX 6000 Ada: tensor performance 1457 TOPS.",
        table("Version | Rate | Instances", "EFA v2 | 3,200 Gbps | P5/P5e", "EFA v4 | 28.8 Tbps | P6e-GB200 (NVL72)"),
        "The Apple M3 has 102.4 GB/s of memory bandwidth, the M2 Max 409.6 GB/s.",
        "Of blocks of 256KB it holds 80GB ÷ 256KB = 327,680.",
        "The A100 comes with 40GB or 80GB; the H100 has 18 NVLink links of 53.1 GB/s each on the wire.",
        "NVLink 4 of the H100 provides ~900 GB/s, PCIe 5.0 x16 ~63 GB/s; we reached ~45 GB/s over PCIe 5.0 x16.",
        "The RTX PRO 6000 Blackwell Workstation Edition: AI performance 4000 TOPS.",
        table(
            "Item | A100 PCIe | A100 HGX (Polaris)",
            "GPU Memory | 40 GiB HBM2 | 160 GiB HBM2",
            "GPU Memory BW | 1.6 TB/s | 6.4 TB/s",
            "FP 64 | 9.7 TF | 38.8 TF",
            "BF16 Tensor Core | 312 TF | 1.3 PF",
            "INT8 Tensor Core | 624 TOPS | 2,496 TOPS",
        ),
        table("GPU | 显存 | 算力 | 运算强度（OI）", "V100-SXM | 16 GB | 125 TFLOPS | 138 TOPS (FP16)"),
        "H100-SXM: 989 TFLOPS(不开启稀疏计算)",
        table("GPU | 显存 | 显存带宽", "Quadro RTX 6000 | 24 GB | 672 GB/ses"),
        "GB200 with NVLink5 (1.8 TB/s) and 800 Gb/s Infiniband, MI355X with PCIe Gen6 and NDR.",
        "The quota is kept for 180 days.\n\n" + table("Type | Space | Read / Write", "R | 20 GiB | 5000 / 1400 MB/s"),
        "Attention scores take 16 MB per head.\n\n32 heads × 32 layers = **16 GB**",
        "```\n              n=128   n=512   n=2048   n=8192\nTFLOPS     1.1   2.2   3.3   4.4\n```",
        table("Spec | d-Matrix Corsair", "Memory | 2 GB SRAM + 256 GB LPDDR5X per card"),
    ],
)
def test_what_is_right_in_its_words_is_quiet(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("**8x H100**:\n\n- **显存**: 96 GB\n", "96 GB"),
        (_OF_BOTH.replace("5.1B", "20B"), "20B"),
        (_OF_BOTH.replace("21B", "81B"), "81B"),
        ("RTX 3090, used: a good deal of memory: 4x = 80 GB for 2,400.", "80 GB"),
        (table("System | Memory", "RTX 5090 (2x) | 46 GB", "RTX 5090 | 32 GB"), "46 GB"),
        ("RTX 5090: 575W x 4 = 2,100W for the GPUs alone.", "2,100W"),
        ("The RTX 4090 does 330 TFLOPS FP16 (tensor FMA performance, dense, FP32 accumulation).", "330 TFLOPS"),
        ("### Trainium3\n\n- **NeuronLink-v4**: 4.2TB/s per chip\n", "4.2TB/s per chip"),
        ("### Snapdragon X2 Elite\n\n" + table("Spec | Value", "**Memory Bandwidth** | Up to 228 GB/s"), "228 GB/s"),
        (table("Model | Type | Params (total/active)", "DeepSeek-R1 | MoE | 671B / 73B"), "73B"),
        (table("Version | Rate | Instances", "EFA v2 | 3,250 Gbps | P5/P5e"), "3,250 Gbps"),
        ("The Apple M3 has 112.4 GB/s of memory bandwidth.", "112.4 GB/s"),
        ("Of blocks of 256KB it holds 80GB ÷ 256KB = 372,680.", "372,680"),
        ("Each H100 GPU has 80GB or 192GB of HBM3.", "192GB"),
        ("The H100 has 18 NVLink links of 56 GB/s each, in all 900 GB/s.", "56 GB/s"),
        (table("Item | A100 HGX", "FP 64 | 28.8 TF", "Memory BW | 2.04 TB/s", "Max TDP | 400 W"), "28.8 TF"),
        ("H100-SXM: 1,979 TFLOPS FP16 (不开启稀疏计算)", "1,979 TFLOPS"),
        (table("GPU | Memory", "V100-SXM | 26 GB", "A100-SXM | 40 GB"), "26 GB"),
        ("32 heads × 32 layers × 16 MB = 26 GB", "26 GB"),
        ("The RTX 6000 Ada has 1457 TOPS of dense INT8.", "1457 TOPS"),
    ],
)
def test_a_slip_in_such_words_is_told(text: str, quantity: str) -> None:
    assert verdict(text, quantity)[0] == "mismatch"


def test_a_table_that_names_its_device_is_not_of_what_the_document_speaks_of() -> None:
    text = "# NVIDIA H100\n\nNVIDIA H100 nodes, and more of the NVIDIA H100.\n\n" + _INSTANCES
    links = [one for one in checked(text).claims if one.text == "900 GB/s"]
    assert [one.verdict for one in links] == ["mismatch", "unresolved"]


def test_the_bus_and_the_pins_of_a_device_give_its_bandwidth_in_data_too() -> None:
    row = '[{"name": "Apple M3", "bandwidth": "102 GB/s", "memory": 24}, {"name": "Apple M4", "bandwidth": "120 GB/s"}]'
    assert findings(row, "gpus.json") == []
    assert [text for text, _ in findings(row.replace("102 GB/s", "112 GB/s"), "gpus.json")] == ["112 GB/s"]


_SAVED = table(
    "Model | Format | Weights | Saved vs FP16",
    "8B | FP16 | 16 GB | Ref.",
    "8B | FP8 | 8 GB | -50%",
    "8B | INT4 | 4 GB | -75%",
    "70B | FP16 | 140 GB | Ref.",
    "70B | FP8 | 70 GB | -50%",
    "70B | INT4 | 35 GB | -75%",
)
_GRADED = (
    table("Dimension | gpt-4o-mini | Mistral-7B", "Quality (A) | 93% | 77%", "Success rate | 100% | 98.0%")
    + "\n"
    + table("Rating | gpt-4o-mini | Mistral-7B", "A | 84/90 (93%) | 69/90 (77%)", "B | 6/90 (7%) | 20/90 (22%)")
)


@pytest.mark.parametrize(
    "text",
    [
        _SAVED,
        _GRADED,
        table("Item | 8-bit (A10G) | 4-bit (T4)", "VRAM | ~16GB | ~9GB", "GPU | A10G (24GB) | T4 (16GB VRAM)"),
        "It saves memory:\n\n- 10x memory savings at sequence length 2K\n- 20x savings at sequence length 4K",
        table("Option | $/GPU·h | $/node (8 GPU) | Yearly cost", "DGX H100, 3 years | $1.80 | $14.40 | $127k"),
    ],
)
def test_what_stands_under_its_own_words_is_quiet(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        (_SAVED.replace("35 GB | -75%", "35 GB | -85%"), "85%"),
        (table("Item | A10G | T4", "VRAM | 16GB | 9GB", "Bandwidth | 600 GB/s | 320 GB/s"), "9GB"),
    ],
)
def test_a_slip_under_such_words_is_told(text: str, quantity: str) -> None:
    assert verdict(text, quantity)[0] == "mismatch"


_RUNS = "".join(
    f"## {title}\n\n"
    + table("Size | Our kernel | cuBLAS", f"2048 | {a} TFLOPS | 996 TFLOPS", f"4096 | {b} TFLOPS | 2538 TFLOPS")
    + "\n"
    for title, a, b in (
        ("Step 1", 478.49, 877.78), ("Step 2", 837.55, 1789.57), ("Step 3", 885.93, 2202.55),
        ("Benchmarks and conclusion", 986.9, 2200.29),
    )
)  # fmt: skip


def test_tables_after_each_step_tell_of_runs_of_their_own() -> None:
    assert findings(_RUNS) == []


def test_a_ratio_that_one_row_fits_by_chance_is_of_no_other_columns() -> None:
    rows = (
        "Raw | 1.000× | 63.1 ms | 1.625 ms",
        "cuSZp | 1.614× | 38.8 ms | 1.003 ms",
        "Mixed | 1.706× | 41.2 ms | 1.710 ms",
    )
    assert findings(table("Method | Ratio | G2C | C2G", *rows)) == []


_LAUNCHES = (
    "Each token requires ~29 kernel launches per layer. For 32 tokens × 48 layers ≈ 44,500 kernel launches of overhead."
)
_JOINED = "Available = 40 GB - 26 GB - 3 GB - 1 GB = 10 GB\nBlock size = 16 tokens × 800 KB = 12.8 MB\n"
_SPARSE = "```\nSparse: 2 * n * k * d where k ≈ 128 = 2 * 8192 * 128 * 4096 = 8.6 * 10^9 per layer\n```\n"
_AT_A_LOAD = "A cluster of 16,000 H100s at 40% effective utilization provides the equivalent compute of 6,400 H100s."
_HEADS = "Qwen2.5-7B: 784 query heads (28 layers × 28 heads), mapped to 112 KV heads via 7:1 GQA."
_SIZES = table("Model | FP16", "Llama-3.1-8B | 16 GB", "Llama-3.1-405B | 810 GB") + "\n"
_RELATIVE = table(
    "Model | KV per token | Relative to Llama-3-70B",
    "Llama-3-8B | 128 KB | 0.40x",
    "Llama-3-70B | 320 KB | 1.00x (base)",
    "Qwen2.5-7B | 56 KB | 0.18x",
)


@pytest.mark.parametrize(
    "text",
    [
        _LAUNCHES,
        _JOINED,
        _SPARSE,
        _AT_A_LOAD,
        _HEADS,
        _RELATIVE,
        "The 862 ms reflect real work on a GPU of 1 PFLOP/s (3.47 TFLOP at ~4 TFLOP/s effective = ~0.4% MFU).",
        "```\nrecompute_time = load_time\n172 GFLOP / (MFU × 1000 TFLOP/s) = 0.096 ms\n```\n",
        "```python\n# compute_ms ≈ 8.75 ms (70B * 2 / 8 / 2000 GB/s)\n```\n",
        "- First moment: $2 P$\n- Second moment: $2 P$\n- Together: $2\\times 2 P = \\boxed{4P}$.\n",
        "Llama-3.1-405B has 405B parameters.\n\nFor a standard 70B model (8 KV heads, 128 head dim, 80 layers):",
        "Llama-2-7B (32 layers, 32 heads of dimension 128, FP16) is small.",
        "- 1 GB = 10⁹ bytes\n- 1 TB = 10¹² bytes\n",
    ],
)
def test_a_calculation_cut_at_the_right_place_is_quiet(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("For 32 tokens × 48 layers ≈ 2,200 tokens.", "2,200 tokens"),
        (_JOINED.replace("= 10 GB", "= 12 GB"), "12 GB"),
        (_JOINED.replace("12.8 MB", "18.2 MB"), "18.2 MB"),
        (_SPARSE.replace("8.6", "6.8"), "6.8 * 10^9"),
        (_AT_A_LOAD.replace("6,400", "40,000"), "40,000"),
        (_RELATIVE.replace("0.18x", "0.28x"), "0.28x"),
        ("```python\n# compute_ms ≈ 17.5 ms (70B * 2 / 8 / 2000 GB/s)\n```\n", "17.5 ms"),
        ("Llama-2-7B (32 layers, 30 heads of dimension 128, FP16) is small.", "30"),
    ],
)
def test_a_slip_in_a_calculation_cut_so_is_told(text: str, quantity: str) -> None:
    assert verdict(text, quantity)[0] == "mismatch"


_STAGES = "**Stage 2 → 3 (additional 6.0×; cumulative 42.1×).** The index is cut.\n"
_SAVES = "Models cost about $80K/month. The compression reduces cost by 44%, resulting in $35K savings/month.\n"
_BLOCKS = table(
    "Prompt | 1K | 2K | 4K | 8K",
    "Prefill token/s, old | 105 | 102 | 88 | out of memory",
    "Prefill token/s | 111 | 112.5 | 102 (1.16x speedup) | 101",
)
_BILLIONS = (
    "```text\nM = N_bf16 × 2B + N_int4 × 0.5B + M_rest\n  ≈ 1.02B × 2 + 33.64B × 0.5 + 4.14 GB\n  ≈ 23 GB\n```\n"
)
_EXPERTS = "DeepSeek-V2 replaces the dense MLP.\n\nWith 64 experts and 8 GPUs, each GPU holds 8 experts.\n"


@pytest.mark.parametrize(
    "text",
    [
        _STAGES,
        _SAVES,
        _BLOCKS,
        _BILLIONS,
        _EXPERTS,
        "sin(x) takes 20 cycles per thread; with SFUs 1 instruction → 8 cycles for 32 threads (80x speedup).",
        table(
            "Node | Memory | GPUs on node", "L4 | 24GB | 4", "A100 | 80GB | 4", "H100 NVL | 94GB | 4", "A40 | 48GB | 2"
        ),
        "Integer division: `100/32 == 110/32 == 3`.",
        "ChatGLM-6B 具有 62 亿参数（INT4 量化级别下最低只需 6GB 显存）。",
    ],
)
def test_numbers_of_their_own_things_are_quiet(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("From 2 GPUs → 16 GPUs the batch grows (6.0×).", "6.0×"),
        (_BILLIONS.replace("≈ 23 GB", "≈ 32 GB"), "32 GB"),
        ("The job costs $80K. The new one costs $35K, a reduction of 44%.", "44%"),
        ("Of 6.2 billion parameters at 1 byte each the weights take 16 GB.", "16 GB"),
    ],
)
def test_a_slip_of_such_numbers_is_told(text: str, quantity: str) -> None:
    assert verdict(text, quantity)[0] == "mismatch"


_WALL = (
    "# Speed\n\nActive parameters decide on memory-bound hardware: at ~256 GB/s LPDDR5X bandwidth 86 tokens/s.\n\n"
    "# Summary: the bandwidth wall\n\nEvery optimization hits the same limit: @ LPDDR5X bandwidth.\n"
)


def test_what_is_reached_of_a_rate_is_not_that_rate_told_again() -> None:
    assert findings(_WALL.replace("@", "~160 GB/s effective")) == []


def test_a_sum_that_is_printed_recalls_no_other_number() -> None:
    text = (
        "# V100\n\nSingle precision performance: 14 TFLOPS per node\n\n"
        "# Summary of nodes\n\nDouble precision performance: 1.8 + 7.0 = 8.8 TFLOPS per node\n"
    )
    assert findings(text) == []
