"""Numbers that a law gives whose inputs the lines before tell in words: right ones, and those that slip."""

from __future__ import annotations

import pytest
from snippets import checked, findings

# A passage with its number left out, what it is, and what a slip gives.
YOUNG = [
    (
        "Young's rule. Writing a checkpoint takes 90 s, and the job fails once every 4 hours. "
        "The best interval is therefore {} minutes.",
        "27",
        "19",
    ),
    ("- Young's interval\n- $\\delta$ = 2 min\n- M = 8 h\n- $\\tau$ = {} min\n", "44", "31"),
    (
        "Saving costs half a minute. Mean time between failures: ten hours.\n\n"
        "By Young's formula one saves every {} min.",
        "24.5",
        "17.3",
    ),
    (
        "| x |\n|---|\n\nWe lose a node once per day (that is our MTBF, 24 h). A dump to the file "
        "system takes 5 minutes. "
        "Young and Daly then advise an interval of {} h.",
        "2.0",
        "1.41",
    ),
    ("With C = 40 s and MTBF = 5 h Young gives $\\tau$ = sqrt(2 C MTBF) = {} s.", "1,200", "849"),
    ("It takes 60 s to write a checkpoint. MTBF of the job: 6 h. Daly: every {} min.", "26.4", "53.7"),
]
AMDAHL = [
    (
        "Amdahl's law at work: attention is 60 % of the run time of our application. A new kernel "
        "makes it 3 times faster. "
        "The application as a whole then runs {}x faster.",
        "1.67",
        "1.8",
    ),
    (
        "Amdahl. 5 % of the program is serial, the rest runs in parallel on 32 cores. The speed-up "
        "of the program is {}x.",
        "12.5",
        "30.4",
    ),
    (
        "**Amdahl** Preprocessing stays as it is (20 % of the time), the model (80 %) moves to a "
        "card that is 10x faster. "
        "Overall gain: {}x.",
        "3.57",
        "8x",
    ),
    (
        "Remember Amdahl: decoding is half of it.\n\n- share of the part: 75 %\n- the part gets 5x faster\n"
        "- the whole job gets {}x faster\n",
        "2.5",
        "3.75",
    ),
    (
        "Amdahl: the part is 90 % of the job. However fast it gets, the whole job is never more than {}x faster.",
        "10",
        "1.11",
    ),
]
DRAFTS = [
    (
        "The draft model takes 3 ms a token, the target 30 ms. We draft 4 tokens and accept 2.8 "
        "tokens per round on average. "
        "The speed-up is {}x.",
        "2.0",
        "2.8",
    ),
    (
        "Speculative decoding with $\\gamma$ = 5 and acceptance 0.7.\n\nA draft step costs a "
        "twentieth of a target step.\n\n"
        "So the speed-up is {}x.",
        "2.35",
        "2.94",
    ),
    (
        "- draft length: 3 tokens\n- acceptance rate: 0.9\n- cost of a draft step: 0.05 target "
        "steps\n- net speedup: {}x\n",
        "2.99",
        "3.44",
    ),
    (
        "Speculation. A small model proposes 8 tokens, each of which takes 2 ms; the small model is "
        "cheap. Verifying takes 50 ms, "
        "as does a plain step. Expected: 4.4 tokens per round. Decoding gets {}x faster.",
        "3.33",
        "4.4",
    ),
    (
        "Drafting takes 5 ms a token, a pass of the large model 25 ms. With K = 2 the draft yields "
        "2.1 tokens per round "
        "on average, so the gain is {}x.",
        "1.5",
        "2.1",
    ),
]

RIDGE = [
    (
        "The ridge of the card is 300 FLOP/byte. Prefill runs at 1,200 FLOP/byte, a factor of {} above it.",
        "4",
        "4000",
    ),
    (
        "Machine balance: 50 FLOP/B. Our stencil has an intensity of 0.5 FLOP/B, which is {}x below "
        "the machine balance.",
        "100",
        "25",
    ),
    (
        "- ridge: 208 FLOP/byte\n- decode at batch 4: 4 FLOP/byte\n\nSo decode sits {} times below the ridge.",
        "52",
        "832",
    ),
    (
        "The knee lies at 13 operations per byte; SpMV does 0.25 operations per byte. That is {}x to "
        "the left of the knee.",
        "52",
        "3.25",
    ),
    (
        "An A100 has its ridge at 153 FLOP/byte.\n\nA softmax has an intensity of 3 FLOP/byte.\n\nIt is {} by far.",
        "memory-bound",
        "compute-bound",
    ),
    (
        "The ridge is 295 FLOP/byte. With 1,024 tokens the intensity is 1,000 FLOP/byte, so the layer is {}.",
        "compute-bound",
        "memory-bound",
    ),
    (
        "- Ridge point: 403 FLOP/B\n- Intensity: 8 FLOP/B\n- Verdict: {}\n",
        "memory-bound",
        "compute-bound",
    ),
    (
        "At 2 FLOP/byte, far from the ridge of 156 FLOP/byte, decode is {}.",
        "bandwidth-bound",
        "compute-bound",
    ),
    (
        "The ridge of the TPU is 240 FLOP/byte and the matmul has 600 FLOP/byte. Hence it is {}.",
        "compute-bound",
        "memory-bound",
    ),
]

TRANSFERS = [
    (
        "PCIe 5.0 x16 carries 64 GB/s in each direction, 128 GB/s if you count both. Copying 32 GB "
        "of layers to the card takes {} s.",
        "0.5",
        "0.25",
    ),
    (
        "The vendor sums both directions and writes 900 GB/s. A copy goes one way, at 450 GB/s.\n\n- "
        "Message: 9 GB\n- Time for the copy: {} ms\n",
        "20",
        "10",
    ),
    (
        "Each GPU has 300 GB/s per direction.\n\nThe ring sends 21 GB in total for gradients of 12 GB. Hence {} ms.",
        "70",
        "40",
    ),
    (
        "The link is rated 50 GB/s (bidirectional), so 25 GB/s one way.\n\nWe send a checkpoint of "
        "100 GB, which takes {} s.",
        "4",
        "2",
    ),
    (
        "Uploads run at 12 GB/s towards the device, both directions together would be 24 GB/s. "
        "Streaming 18 GB takes {} s.",
        "1.5",
        "0.75",
    ),
]

MIXTURES = [
    (
        "Our mixture holds 120 B parameters, 15 B of which are active per token. So {} of the weights are at work.",
        "12.5 %",
        "8 %",
    ),
    (
        "- total: 235B parameters\n- active: 22B per token\n- share in use per token: {}\n",
        "9.4 %",
        "10.7 %",
    ),
    (
        "A sparse model with 400 billion parameters activates 17 billion for each token, i.e. {} are used.",
        "4.3 %",
        "43 %",
    ),
    (
        "Qwen has 30 B parameters and uses 3 B per token; ours has 100 B and uses 20 B. Active: {} and 20 %.",
        "10 %",
        "1 %",
    ),
    (
        "The name says 8 x 22B, which is 176 B. Stored are 141 B, of which 39 B are active. A token "
        "thus touches {} of the weights.",
        "27.7 %",
        "22.2 %",
    ),
    (
        "An MoE stores 64 B parameters. A token visits 16 B of these. Per token {} of all parameters take part.",
        "25 %",
        "75 %",
    ),
]

LINES = [
    (
        "- FP64: 34 TFLOP/s\n- TF32: 495 TFLOP/s\n- FP8: 1,979 TFLOP/s\n\nFrom the first line to the "
        "second the rate grows {}x.",
        "14.6",
        "7.3",
    ),
    (
        "* plain: 80 ms\n* fused: 20 ms\n* graph: 16 ms\n\nThe last line is {}x faster than the first.",
        "5",
        "4",
    ),
    (
        "1. One GPU: 400 W\n2. Eight GPUs: 3.2 kW\n3. A rack: 40 kW\n\nThe third item draws {}x what "
        "the second one does.",
        "12.5",
        "100",
    ),
    (
        "Codes take 3 bits, scales another 0.25: on average 3.25 bits per weight. Against FP16 the "
        "weights are {}x smaller.",
        "4.9",
        "5.3",
    ),
    (
        "The effective width is 4.25 bits. Compression versus BF16: {}x.",
        "3.76",
        "7.53",
    ),
    (
        "With 6.5 bits per parameter the model is {}x smaller than in FP16.",
        "2.46",
        "0.41",
    ),
]

BALANCES = [
    (
        "The two times are equal where $\\frac{2B}{312\\,\\text{TFLOP/s}} = "
        "\\frac{2}{2.0\\,\\text{TB/s}}$, that is at B = {}.",
        "156",
        "312",
    ),
    (
        "$$\\frac{2}{1.6\\,\\text{TB/s}} = \\frac{2 B}{400\\,\\text{TFLOP/s}}$$\n\nSolved for the batch: B ≈ {}.",
        "250",
        "125",
    ),
]


def _stated(text: str, number: str) -> str:
    """The verdict on a number that is put in its place."""
    found = [one for one in checked(text.replace("{}", number)).claims if one.text.startswith(number)]
    assert found, f"{number} is no claim"
    return found[-1].verdict


@pytest.mark.parametrize(
    ("text", "right", "wrong"), [*YOUNG, *AMDAHL, *DRAFTS, *RIDGE, *TRANSFERS, *MIXTURES, *LINES, *BALANCES]
)
def test_a_law_that_is_told_in_words_is_followed(text: str, right: str, wrong: str) -> None:
    assert _stated(text, right) == "match"
    assert _stated(text, wrong) == "mismatch"


@pytest.mark.parametrize(
    "text",
    [
        # an interval that is chosen, and one of another law
        "Young's formula needs a time to write (60 s) and an MTBF (6 h). We save every 30 minutes anyway.",
        "Amdahl: 5 % of the program is serial, the rest runs on 32 cores. The speed-up is 12.5x, never more than 20x.",
        "Amdahl bounds it. Attention is 60 % of the time. The measured speed-up of the whole job was 1.4x.",
        # of another draft, and measured
        # words that are of other kernels, or say when they hold
        "The ridge is 295 FLOP/byte, decode has 2 FLOP/byte. Prefill is compute-bound.",
        "The ridge is 295 FLOP/byte. At 2 FLOP/byte a layer is never compute-bound.",
        "The ridge is 295 FLOP/byte, the intensity is 2 FLOP/byte. So it is compute-bound only with larger batches.",
        "The ridge is 295 FLOP/byte, decode has 2 FLOP/byte, prefill 900 FLOP/byte. So one is compute-bound.",
        # lines that are not told apart, and compressions of something else
        "- plain: 80 ms\n- fused: 20 ms\n\nThe first time it was 3x faster than the second time.",
        "4.25 bits per weight. In practice decoding is 2.9x faster than in FP16.",
        # of memory, of the experts alone, and of what is left idle
        "Ours has 120 B parameters, 15 B of them active per token, and 8 of 64 experts. The idle rest is 87.5 %.",
        "Ours stores 120 B parameters, 15 B used per token. Of the experts, 6.3 % are active; attention always is.",
        "The draft model takes 3 ms a token, the target 30 ms, k = 4. On our prompts we measured a speed-up of 1.7x.",
    ],
)
def test_what_no_law_gives_is_left_alone(text: str) -> None:
    assert not findings(text)


@pytest.mark.parametrize(
    "text",
    [
        "NVLink: 900 GB/s, both directions added up. We only send, nothing back, so that one direction applies: {}.",
        "The bridge carries 900 GB/s, both directions summed. Which number applies to a plain copy? {}.",
        "1. A link of 900 GB/s. It counts both ways.\n2. A GPU sends 9 GB. The link gives it {}, so it takes 20 ms.\n",
    ],
)
def test_the_rate_of_both_directions_is_told_where_one_is_used(text: str) -> None:
    assert not findings(text.format("450 GB/s"))
    assert [rule for _, rule in findings(text.format("900 GB/s"))] == ["direction"]
