"""Right figures of wide tables and of texts about links, which say less of each number than a sentence does."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

_PAIRS = table(
    "Parameter | A100 | A100 PCIe",
    "Memory Capacity | 40GB HBM2 / 80GB HBM2e | 40GB HBM2 / 80GB HBM2e",
    "Memory Bandwidth | 1,555GB/s/2,039GB/s | 1,555GB/s/1,935GB/s",
)
_NAMES_IN_CELLS = table(
    "Parameter | GB300 | B200 | RTX 5090",
    "Memory Capacity | 279GB HBM3e/GB300 NVL72:20TB | 180 GB HBM3e | 32GB GDDR7",
)
_STARRED = table(
    "Rate | RTX 4090 | A100 80GB",
    "FP16 Tensor Core (TFLOPS)* (FP16累计) | 661 | 624",
    "FP8 Tensor Core (TFLOPS)* | 1,321 | -",
    "INT8 Tensor Core (TOPS)* | 1321 | 1247",
)


@pytest.mark.parametrize(
    "text",
    [
        _PAIRS,
        _NAMES_IN_CELLS,
        _STARRED,
        "You choose between A100 (ridge 9.6), H100 (ridge 20), and 4090 (ridge 82).",  # FP32 on the vector units
        "NVLink Switch System: connects up to 256 H100 GPUs, offering 900 GB/s bandwidth for multi-GPU IO.",
        "The A100 came with NVLink 3. The per-link unidirectional bandwidth remained at 25 GB/s, the number of links "
        "rose to 12, resulting in a total bidirectional bandwidth of 600 GB/s.",
        "- Llama-3 8B: single A100 80GB or even 24GB consumer cards with QLoRA.",
        "The MI300X is 8 chiplets (XCDs).\n\n- Access to a XCD's local HBM of the MI300X: 0.66 TB/s\n",
        table("GPU | Memory | Source", "L4 | 22.5 GB | nvidia-smi", "A100 80GB | 80 GB | nvidia-smi"),
        table("Model | Parameters (billion)", "Llama-2-13B | 13.0163", "Llama-3-70B | 70.5629"),
        table("GPU | Memory Use | Speed vs. T4", "T4 | 7.0 GB | 1x", "L4 | 17.5 GB | 2.8x", "A100 | 28.1 GB | 13x"),
        "The RTX 5090 delivers 3,352 AI TOPS, the RTX 5070 Ti 1,406 AI TOPS.",
        table("GPU | L2 Cache (每SM)", "H100 | 256KB", "RTX 4090 | 128KB"),
        "The RTX PRO 5000 Blackwell gives 2064 TOPS of FP4 with sparsity.",
        table("Format | A100 | vs. FP32 CUDA Core", "TF32 | 156 TFLOPS | **8×**", "FP16 | 312 TFLOPS | **16×**"),
        table("GPU | CUDA cores | Memory (GB)", "RTX 3070 Ti Laptop | 5888 | 8", "RTX 5070 Ti L | 5888 | 12"),
        "# A100\n\n- Throughput: 312 TFLOPS (vs 19.5 TFLOPS FP32 CUDA cores)",
        table("Provider | Instance | Devices | Memory", "GCP | v5e-8 | 8x TPU v5e | 128GB"),
        table("Item | Value", "Least GPUs | H200 8개 (1,128GB) or B200 8개 (1,440GB)"),
        table("Row | Quadro RTX 6000", "Half precision (FP16) | 32.63 TFLOPS", "Double precision | 0.509 TFLOPS"),
        table("Node | CPU | Core Speed | GPU", "AMD MI300A Zen 4 | 96 | 3.70GHz | MI300A CDNA3"),
        table("Chip | HBM", "TPU v6e | 34.4 GB", "TPU v5e | 17.2 GB"),
        table("Row | H100 (PCIe/SXM) | H200", "Mem BW | 2/3.35 TB/s | 4.8 TB/s"),
        table("id | FP16 TFLOPS", "Apple M1 Pro | 10", "Apple M2 Max | 27"),
        "The RTX 4090 has 661 TFLOPS (FP16 sparse).",
        table(
            "GPU | FP32 | FP16 | BF16 | FP8",
            "A | 90.5 | 181.1 | 181.1 | 362.2",
            "B | 67 | 989 | 989 | 1979",
            "C | 45.3 | 362.1 | 362.1 | 362.1",
        ),
        table("Row | Quadro RTX 6000", "Single precision (FP32) | 16.30 TFLOPS"),
        table(
            "Row | A100 (PCIe/SXM) | H100 (PCIe/SXM)",
            "BF16 TFLOPS | 312 | 756/989",
            "BW | 1935/2039 GB/s | 2/3.35 TB/s",
        ),
        table("GPU | FP64 against FP32", "GTX 1650 | 1/32", "RTX 3090 | 1/64"),
        "# QLoRA\n\n4 bits: ~6 GB (RTX 4060 Ti 16GB)",
        table("GPU | Memory (GB) | GB/s", "RTX 5090 <br> RTX 5090D(v2) | 32 <br> 24(v2) | 1792 <br> 1344(v2)"),
        table("GPU | CUDA cores | Memory (GB)", "RTX 3080 L 16GB | 6144 | 16"),
        table("Row | A100", "Memory | 40 GB", "Bandwidth | 1555 GB/s", "Max. power | 250 W"),
        "A100 SXM4 80GB: same compute as 40GB; the memory is what is new.",
    ],
)
def test_what_is_right_in_its_place_is_quiet(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        (_PAIRS.replace("2,039", "2,309"), "2,309GB/s"),
        (_NAMES_IN_CELLS.replace("180 GB", "280 GB"), "280 GB"),
        (_STARRED.replace("| 624", "| 824"), "824"),
        ("The H100 has 3.35 TB/s of HBM; its NVLink offers 1,900 GB/s.", "1,900 GB/s"),
        (table("Rate | H100 SXM | A100 SXM4 80GB", "FP32 Tensor Core | 989 TFLOPS | 312 TFLOPS"), "989 TFLOPS"),
        (table("GPU | CUDA cores | Memory (GB)", "RTX 3070 Ti Laptop | 5888 | 8", "RTX 5070 Ti L | 7888 | 12"), "7888"),
        (table("Row | A100", "Memory | 40 GB", "Bandwidth | 1555 GB/s", "Max. power | 350 W"), "350 W"),
        (table("Row | A100 (PCIe/SXM) | H200", "BF16 TFLOPS | 312 | 989", "FP16 TFLOPS | 156 | 989"), "156"),
        ("The RTX 5090 delivers 5,352 AI TOPS.", "5,352"),
        (table("GPU | Memory", "L4 | 42.5 GB", "A100 80GB | 80 GB"), "42.5 GB"),
        (table("Model | Parameters (billion)", "Llama-2-13B | 31.0163", "Llama-3-70B | 70.5629"), "31.0163"),
    ],
)
def test_what_is_wrong_there_is_told(text: str, quantity: str) -> None:
    assert verdict(text, quantity)[0] == "mismatch"


def test_a_per_link_rate_is_held_against_its_own_direction_only() -> None:
    text = "NVLink 4 on the H100: each link has 50 GB/s in both directions, that is 25 GB/s in one direction."
    assert claim(text, "25 GB/s").verdict != "inconsistent"
    wrong = "The NVLink of an H100 carries 900 GB/s in both directions, that is 900 GB/s in one direction."
    assert [reason for _, reason in findings(wrong)] == ["direction"]
