"""Numbers of ordinary texts that look like a claim about something named near by, and are none; beside each sort the
like number that is one."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table

OF_SOMETHING_ELSE = [
    # a row that is labelled with a size, under a heading that names another model
    "# Running Mistral-7B\n\n"
    + table("Size | Count | float32", "1B parameters | 1e9 | 4 GB", "13B parameters | 13e9 | 52 GB"),
    # the processor and the memory of the host
    table("Nodes | Hardware", "gpu | AMD EPYC 32-core processor, 512 GB memory, 4x AMD Instinct MI210 GPU"),
    table("Node | Hardware", "dgx | 2x20 core Xeon E5-2698 v4 @ 2.2GHz, 8x V100 16GB"),
    "We use one T4 (16GB) GPU and 200GB of DRAM.",
    # a clock that a device is run at
    "The bound follows from the FFMA peak of a B200 at a clock of 1.5 GHz.",
    # what another is compared with
    "- 7 billion parameters (25 times fewer than GPT-3)",
    "- 70亿参数（比GPT-3少25倍）",
    # each name in brackets belongs to its own number
    table(" | A100 | B300", "TDP | 400 W | 1,100 W (HGX) / 1,400 W (GB300)"),
    # a system of which the sentence speaks
    "*Compute.* Beside one Rubin rack stand two racks with 256 GB of SRAM and 630 PFLOPS of FP8 compute.",
    # what a text uses of a context, and what it occupies of a memory
    "*Llama-2 7B with a context length of 2048*",
    "GPU = Tesla T4. Max memory = 14.741 GB. 6.773 GB of memory reserved.",
    table("Instance", "g6.2xlarge (8 vCPUs, 32GB RAM, NVIDIA L4 24GB GPU)"),
    "Unless you are on a Jetson AGX Xavier, you should mount 4GB of swap space.",
    "* T4 (with mclk 5000MHz, pclk 1590MHz)",
    "All models have a context length of 4k except `Llama-3 8B`, which has 8k.",
    # what was reached of a peak
    table(
        "GPU | Time | Rate | Peak | Share",
        "A100 | 925 us | 1741.15 GB/s | 2039 GB/s | 85.39%",
        "L4 | 6488 us | 248.24 GB/s | 300 GB/s | 82.75%",
    ),
    "### L4\n\n" + table("Rank | Rate | Peak | Share", "1 | 153.13 GB/s | 300 GB/s | 51.04%"),
    # what is of each layer, or of some
    "测试模型为 `gpt-oss-20b`，每层 **32** 个专家。",
    "DeepSeek-V3（671B，61层，其中58层有MoE）占用显存大约70GB。",
    # a model with another's name in its own
    "Like Mixtral 8x7B, but sparse: TurboSparse-Mixtral activates only 4B parameters.",
    # several models in the rows
    "Sizes that can be compared with GPT-2 small:\n\n"
    + table("Model | Layers | Heads", "OG | 6 | 6", "42M | 8 | 8", "110M | 12 | 12"),
    # what a model takes, in a table of its speed on a board
    table(
        "Model | Memory (GiB) | i9 | RK3588 (tok/s)",
        "Small 21B (sparse) | 11.47 | 30.2 | 10.8",
        "Small 4B | 2.24 | 79.0 | 15.1",
    ),
    # a server's parts, under the name of the cards in it
    "#### V100 compute nodes\n\n"
    + table(
        "Specification | Value",
        "Total cores per node: | 48",
        "Hardware threads per core: | 2",
        "Clock rate: | 2.10GHz",
        "RAM: | 192 GB",
        "L1/L2/L3 Cache: | 1536KiB / 24576KiB / 33792KiB",
        "GPUs: | 2 NVidia V100 adapters",
    ),
    # two models of which the registry knows the base of one
    "# Embeddings\n\n" + table(" | ours-0.6B | ours-270M", "Backbone | Qwen3-0.6B | Other", "Hidden Layers | 28 | 18"),
    # a count that a hub prints with the prediction module
    "DeepSeek-R1 in BF16 (684B parameters) takes 1,368 GB.",
]


@pytest.mark.parametrize("text", OF_SOMETHING_ELSE)
def test_a_number_of_something_else_is_no_wrong_spec(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("# Mistral-7B\n\nMistral-7B has 1B parameters.", "1B"),
        ("The T4 has 200 GB of memory.", "200 GB"),
        ("The boost clock of the B200 is 1.5 GHz.", "1.5 GHz"),
        ("GPT-3 has 7 billion parameters.", "7 billion"),
        (table(" | A100 | GB300", "TDP | 400 W | 1,100 W"), "1,100 W"),
        ("DeepSeek-R1 has 761B parameters.", "761B"),
    ],
)
def test_a_wrong_spec_of_that_sort_is_still_reported(text: str, wrong: str) -> None:
    assert [words for words, _ in findings(text)] == [wrong]


NOT_COMPUTED_SO = [
    # a variable behind a number is no unit
    table("Shape | ms", "b=1 s=256 h=16 d=128 | 0.015", "b=2 s=4096 h=32 d=128 | 0.655"),
    # MB over GB/s in powers of 1024
    "Latency = 2048 tokens * (4.5 MB/token) / (64 GB/s * 8) = 17.6 ms",
    # headroom that is not this amount
    "1 MB blocks come within a few percent of the 2 MB plateau while leaving headroom; 64 KB reaches 26% of the peak.",
    "```\nnode 1 size: 32767 MB\nnode 1 free: 31834 MB\nnode 2 size: 32767 MB\nnode 2 free: 31507 MB\n```",
    # a batch of messages on a network
    "On an H200 node, writes saturate with the batch size: `batch=128` outperforms smaller batches.",
    # a share of a time is no share of a bandwidth
    "For 32,768 tokens (12.6 GB) the transfer took 76.8 ms, which is 2.4% of the total time.\n\n"
    + table(
        "Prompt | Size | Transfer (ms) | Rate (GB/s) | Bandwidth utilization",
        "16,384 tokens | 6.3 GB | 39.1 | 161.2 | 80.6%",
        "32,768 tokens | 12.6 GB | 76.8 | 164.3 | 82.2%",
    ),
    # keys and values of heads that tensor parallelism repeats
    "# Qwen3-235B-A22B on two nodes\n\n"
    + table("Prompt length | KV size", "1,024 tokens | 394 MB", "2,048 tokens | 789 MB"),
    # an emission of another scope, below one that is computed
    "```\nScope 2:      9.656 kgCO2e (568 kWh, 17.0 gCO2e/kWh)\nTotal:     41.400 kgCO2e (23.0 gCO2e/CU)\n```",
    # a block format has scales beside its weights
    "A 7B model becomes `model-q4_0.bin`, a file of 3.9 GB, which takes the place of the weights.",
    # a format that is named elsewhere
    "# Fine-tuning in 4-bit\n\nWith QLoRA in 4-bit a small card will do.\n\n"
    "**Disk space**: A 7B model needs roughly 15 GB for weights alone, allocate at least 50 GB.",
    # one matrix of a model
    "# Kernels on an M4 Pro\n\n" + table("Kernel | Size | Rate", "4B lm_head g16 | 225 MB | 226 GB/s"),
    # measured times of parts of a step
    "# Qwen3 0.6B on an M4 Pro\n\nWhere the time of a step goes:\n\n"
    + table("Kernel | Calls | us/token", "up | 28 | 624", "down | 56 | 579", "RoPE | 28 | 127"),
    "# Qwen3 0.6B (FP16), M4 Pro\n\n" + table("指标 | 实测", "GPU busy / token | 2950 us"),
    # a quotient of roughly known times
    table(
        "GPUs | Time in FP32 | Time in FP16 | Speedup",
        "1 | 24 h | 12 h | 2.0x",
        "4 | 7 h | 3.5 h | 2.0x",
        "8 | ~5 h | ~3 h | 2.29x",
    ),
    # a percentile near the mean that follows from its row
    table(
        "Batch | sent/sec | Mean latency (ms) | 90% latency (ms)",
        "1 | 95.87 | 10.43 | 10.61",
        "2 | 120.0 | 16.67 | 16.67",
        "4 | 160.0 | 25.00 | 25.00",
        "8 | 200.0 | 40.00 | 40.00",
    ),
    # a field of awk, a default price, the weights of 4 bits with their scales
    "0.5 GPU-hours at $2.24 per GPU-hour cost $1.12; the default is $2.24.",
    "`aws s3 ls | awk '/run/{print $2}'`\n\n0.5 GPU-hours at $2.24 per GPU-hour.",
    "The weights of the 4bit-quantized TinyLlama 1.1B take up only 637 MB.",
    # factors that vary from query to query
    "The engine is faster on most queries, from 77% faster to 46% slower.\n\n"
    + table("Engine | Total (s)", "ours | 2,239.93", "native | 3,650.56"),
    "The median task takes 35-77% longer with it (234 ms vs 173 ms).",
    # numbers in a list
    "The fused join adds a stage (stages 8246/8247/8248 = 1.949 s against 1.133 s).",
    "The median task is 11.2× slower, without skew (p75/p25 = 1.06×, max/p50 = 1.11×).",
    # two points of a list
    "- Datasets below 10 TB\n- 34% faster overall at 1 TB scale, and still 13% faster on warm iterations\n",
    # factors that were taken before their times were rounded
    table(
        "Model | FP16 (ms) | INT4 (ms) | Speedup",
        "a | 17.07 | 6.39 | 2.69x",
        "b | 17.13 | 6.45 | 2.66x",
        "c | 32.25 | 11.89 | 2.71x",
        "d | 6.87 | 3.42 | 2.01x",
        "e | 13.24 | 6.04 | 2.19x",
    ),
    # a quotient of two coarse times, where the column is one of rates
    table(
        "Shape | A (ms) | A (TFLOPS) | B (ms) | B (TFLOPS) | Speedup",
        "one | 0.015 | 37 | 0.015 | 35 | 1.01x",
        "two | 0.336 | 1637 | 0.389 | 1413 | 1.16x",
        "three | 1.259 | 1747 | 1.511 | 1455 | 1.20x",
        "four | 2.467 | 1782 | 3.003 | 1464 | 1.22x",
        "five | 4.884 | 1801 | 6.771 | 1299 | 1.39x",
    ),
]


@pytest.mark.parametrize("text", NOT_COMPUTED_SO)
def test_a_number_that_was_not_computed_so_is_left_open(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Latency = 2048 tokens * (4.5 MB/token) / (64 GB/s * 8) = 19.6 ms", "19.6 ms"),
        ("Of 80 GB the weights take 16 GB, which leaves 44 GB.", "44 GB"),
        ("# Llama 1 65B\n\nFor a cache of 1k tokens, the KV cache of LLaMA-65B takes 1.3 GB.", "1.3 GB"),
        ("The run used 568 kWh at 17.0 gCO2e/kWh and emitted 41.4 kgCO2e.", "41.4 kgCO2e"),
    ],
)
def test_a_wrong_result_of_that_sort_is_still_reported(text: str, wrong: str) -> None:
    assert [words for words, _ in findings(text)] == [wrong]


def test_a_count_a_year_is_a_count() -> None:
    assert claim("3.5 billion years * 365.25 days/year = 1.285 trillion", "1.285 trillion").verdict == "match"
    assert claim("3.5 billion years * 365.25 days/year = 1.485 trillion", "1.485 trillion").verdict == "mismatch"
