"""Sheets of several vendors: headers, labels, memories on the chip, figures of groups and of each device."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings, verdict

HEADS = (
    "| Card | Memory GB | GB/s | {head} |\n|---|---|---|---|\n"
    "| H100 SXM | 80 | 3,350 | 700 |\n| L4 | 24 | 300 | {l4} |\n"
)
NODES = "| Node of eight | Memory GB | TB/s |\n|---|---|---|\n| H100 SXM | {h100} | 26.8 |\n| MI300X | 1,536 | 42.4 |\n"
ULTRA = "**Trainium2**\n\n- UltraServer: 64 chips, {rate} PFLOPS BF16\n"
SRAM = "Groq LPU (first generation): {size} SRAM, 80 TB/s, 750 TOPS INT8"
WAFER = "Cerebras WSE-3: {size} SRAM, 21 PB/s"
EACH = "A p5.48xlarge has 8 H100, 640 GB and 3,200 Gb/s, that is {each}."
OVER = "Is it in bits? 3,200 Gb/s over eight GPUs are {each} each."


@pytest.mark.parametrize("head", ["Power W", "TDP W", "Board power W"])
def test_watts_head_a_column_without_brackets(head: str) -> None:
    assert claim(HEADS.format(head=head, l4="72"), "72").verdict == "match"
    assert verdict(HEADS.format(head=head, l4="720"), "720") == ("mismatch", "power-of-ten")


def test_the_corner_of_a_table_counts_the_devices_of_its_rows() -> None:
    assert findings(NODES.format(h100="640")) == []
    assert claim(NODES.format(h100="640"), "640").reason == "8 times 80 GB"
    assert findings(NODES.format(h100="6,400")) == [("6,400", "power-of-ten")]


def test_a_server_of_any_prefix_is_a_group() -> None:
    assert claim(ULTRA.format(rate="42.7"), "42.7 PFLOPS").verdict == "match"
    assert claim(ULTRA.format(rate="164"), "164 PFLOPS").rule == "sparse-for-dense"


@pytest.mark.parametrize(("text", "right", "wrong"), [(SRAM, "230 MB", "230 GB"), (WAFER, "44 GB", "44 MB")])
def test_sram_is_the_memory_of_a_chip_that_has_no_other(text: str, right: str, wrong: str) -> None:
    assert claim(text.format(size=right), right).verdict == "match"
    assert claim(text.format(size=wrong), wrong).rule == "power-of-ten"


def test_sram_beside_another_memory_is_not_the_memory() -> None:
    assert claim("The H100 has 33 MB of SRAM in its register files.", "33 MB").verdict == "unresolved"


@pytest.mark.parametrize(("text", "unit"), [(EACH, "GB/s per GPU"), (OVER, "GB/s")])
def test_bits_of_all_are_bytes_of_each(text: str, unit: str) -> None:
    assert claim(text.format(each=f"50 {unit}"), f"50 {unit}").verdict == "match"
    assert claim(text.format(each=f"400 {unit}"), f"400 {unit}").verdict == "mismatch"


def test_what_a_superchip_with_another_chip_has_excuses_nothing() -> None:
    assert claim("The H200 has 96 GB, an MI300X 192 GB.", "96 GB").verdict == "mismatch"
    assert claim("The B200 has 186 GB, an MI300X 192 GB.", "186 GB").verdict != "mismatch"


@pytest.mark.parametrize(
    "text",
    [
        "Trainium2's published sparse number is 2,563 TFLOPS, nearly four times the dense BF16 rate.",
        "From Gaudi 2 to 3: 4.2× in BF16, 2.1× in FP8, 1.33× the memory.",
        "FLOP: 3.8e25. On one full v5p pod the training takes 267 days.",
        "Llama 3.1 405B in BF16: in our lab the H100 node took 24 ms per token.",
        "The GPUs alone draw 16,384 × 700 W = 11.5 MW; by the box, at 10.2 kW for eight, it is 20.9 MW together.",
        "Serving 2,500 tokens/s from the whole node at $1.24 per GPU-hour: $1.10 per million tokens.",
    ],
)
def test_figures_of_another_or_of_more_are_left_alone(text: str) -> None:
    assert findings(text) == []


def test_the_cost_of_tokens_of_one_device_is_still_reckoned() -> None:
    one = "One GPU at $2.40 per GPU-hour serves 1,800 tokens/s: ${cost} per million tokens."
    assert findings(one.format(cost="0.37")) == []
    assert findings(one.format(cost="0.74")) == [("$0.74", "recomputed")]


@pytest.mark.parametrize(("size", "told"), [("16 GB", []), ("32 GB", ["32 GB"])])
def test_a_field_of_restructured_text_is_an_item(size: str, told: list[str]) -> None:
    text = f"TPUs\n====\n\n:v5e: {size}, 819 GB/s, 197 TFLOPS\n:v5p: 95 GB, 2,765 GB/s,\n   459 TFLOPS\n:orphan:\n"
    assert [words for words, _ in findings(text, "notes.rst")] == told
    assert {one.text for one in checked(text, "notes.rst").claims} >= {"819 GB/s", "459 TFLOPS"}


TPUS = (
    "| TPU | BF16 TFLOPS | HBM GB | GB/s |\n|---|---|---|---|\n"
    "| v4 | {rate} | 32 | 1,228 |\n| v5e | 197 | 16 | 819 |\n| v5p | 459 | 95 | 2,765 |\n"
)


def test_a_version_alone_labels_a_tpu_beside_others() -> None:
    assert findings(TPUS.format(rate="275")) == []
    assert claim(TPUS.format(rate="275"), "275").verdict == "match"
    assert findings(TPUS.format(rate="2,750")) == [("2,750", "power-of-ten")]


def test_a_version_in_running_text_is_no_tpu() -> None:
    text = "TPUs such as the v5e need version v4 of the library, with 95 GB of disk and 459 TFLOPS."
    assert all(one.entity is None or one.entity.id != "google/tpu-v4" for one in checked(text).claims)


BALANCE = "At 16 bits: 312/2.04 = 153 FLOP per byte on the A100, {h100} on the H100, 206 on the H200."


def test_each_on_another_one_has_the_same_unit() -> None:
    assert findings(BALANCE.format(h100="295")) == []
    assert claim(BALANCE.format(h100="295"), "206").verdict == "match"
    assert findings(BALANCE.format(h100="591")) == [("591", "sparse-for-dense")]


WAFERS = (
    "**Cerebras WSE-3**\n\n- {cores} cores, {many} trillion transistors\n- predecessor: 850,000 cores, 40 GB, 20 PB/s\n"
)


def test_cores_and_transistors_are_counted() -> None:
    assert findings(WAFERS.format(cores="900,000", many="4")) == []
    assert claim(WAFERS.format(cores="900,000", many="4"), "4 trillion").verdict == "match"
    assert findings(WAFERS.format(cores="850,000", many="4")) == [("850,000", "variant")]
    assert findings(WAFERS.format(cores="900,000", many="2.6")) == [("2.6 trillion", "variant")]


@pytest.mark.parametrize(("area", "verdict_"), [("814 mm²", "match"), ("826 mm²", "mismatch")])
def test_the_area_of_a_die(area: str, verdict_: str) -> None:
    assert claim(f"The H100 has a die of {area}, the H200 as well.", area).verdict == verdict_


REACHES = "In FP4 an MI355X reaches {rate} PFLOPS."


def test_nothing_reaches_twice_its_peak() -> None:
    assert claim(REACHES.format(rate="10.1"), "10.1 PFLOPS").verdict == "match"
    assert findings(REACHES.format(rate="20.1")) == [("20.1 PFLOPS", "twice")]
    assert findings(REACHES.format(rate="6.2")) == []


NVL72 = "An NVL72 adds up {size} TB of HBM, 576 TB/s and 130 TB/s of NVLink; another rack has 6.1 TB."


def test_a_rack_by_its_last_name() -> None:
    assert findings(NVL72.format(size="13.4")) == []
    assert findings(NVL72.format(size="30")) == [("30 TB", "different")]
    other = "The GB300 NVL72 has 20.1 TB of HBM. An NVL72 adds up 20.1 TB."
    assert {one.entity.id for one in checked(other).claims if one.entity} == {"nvidia/gb300-nvl72"}
    both = f"{other} The GB200 NVL72 has less. An NVL72 has 130 TB/s of NVLink."
    assert claim(both, "130 TB/s").entity is None  # either


LIST = "**Trainium2**\n\n- trn2.48xlarge: 16 chips, 20.8 PFLOPS FP8\n- network {rate} of EFA\n"


def test_the_network_of_an_instance() -> None:
    assert claim(LIST.format(rate="3.2 Tb/s"), "3.2 Tb/s").verdict == "match"
    assert findings(LIST.format(rate="3.2 TB/s")) == [("3.2 TB/s", "bits-for-bytes")]
    eight = claim("p4d.24xlarge: 8 A100 of 40 GB, 400 Gb/s", "400 Gb/s")
    assert (eight.verdict, eight.field) == ("match", "links.efa.total")


def test_bits_that_are_a_memorys_bytes_are_still_told() -> None:
    assert claim("The H100 SXM has a memory bandwidth of 3.35 Tb/s.", "3.35 Tb/s").rule == "bits-for-bytes"


INSTANCES = "```text\ninstance       devices          memory\np4d.24xlarge   8 x A100 40 GB   {size} GB\n```\n"


def test_a_line_of_a_listing_states_one_memory() -> None:
    assert findings(INSTANCES.format(size="320")) == []
    assert findings(INSTANCES.format(size="640")) == [("640 GB", "twice")]


WAYS = "{convention}\n\n- HGX H100: NVLink 4, {h100} GB/s per GPU\n- HGX B200: NVLink 5, 1,800 GB/s per GPU\n"
ADDED = "NVLink is given with both directions added."


@pytest.mark.parametrize(
    ("convention", "h100", "told"),
    [
        (ADDED, "900", []),
        (ADDED, "450", ["direction"]),
        ("NVLink is given as its makers print it.", "450", []),
        (f"{ADDED[:-1]}, what follows in one direction only.", "450", []),
    ],
)
def test_a_document_says_how_it_counts_directions(convention: str, h100: str, told: list[str]) -> None:
    assert [rule for _, rule in findings(WAYS.format(convention=convention, h100=h100))] == told


def test_a_part_of_a_name_owns_its_number() -> None:
    text = "The Orin's 275 TOPS and the Thor's 2,070 TFLOPS (FP4) are sparse; the Jetson T5000 is a Thor."
    assert findings(text) == []
    assert claim("NVIDIA's 3.35 TB/s H100 SXM", "3.35 TB/s").verdict == "match"


SERIES = "The NVIDIA H200, the Jetson T5000 and the H100 SXM have 141 GB, 128 GB and {size} GB of memory."


def test_a_series_in_order_has_one_owner_each() -> None:
    assert findings(SERIES.format(size="80")) == []
    assert claim(SERIES.format(size="80"), "128 GB").verdict == "match"
    assert [words for words, _ in findings(SERIES.format(size="188"))] == ["188 GB"]


def test_two_of_another_that_is_named_as_well() -> None:
    text = "One GB200 superchip has two B200 GPUs, {size} GB of HBM3e and 16 TB/s."
    assert findings(text.format(size="372")) == []
    assert claim("Two B200 (372 GB each) of a GB200 will do.", "372 GB").verdict != "match"


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        ("### H100 SXM\n\n- Memory: 80 GB\n- TDP: 700 W\n- Transistors: {}\n", "80 billion", True),
        ("### H100 SXM\n\n- Memory: 80 GB\n- TDP: 700 W\n- Transistors: {}\n", "208 billion", False),
        ("The A100 and the H100 have 54.2 and {} transistors.", "80 billion", True),
        ("The NVIDIA RTX PRO 6000 Blackwell Server Edition has {} of memory.", "96 GB", True),
        ("The NVIDIA RTX PRO 6000 Blackwell Server Edition has {} of memory.", "186 GB", False),
        ("GPUs and accelerators: the GroqChip has {} of memory bandwidth.", "80 TB/s", True),
        ("GPUs and accelerators: the RNGD has {} of memory bandwidth.", "1.5 TB/s", True),
        ("### WSE-3\n\n- Memory: 44 GB\n- Cores: 900,000\n- Memory bandwidth: {}\n", "21 PB/s", True),
    ],
)
def test_figures_of_sheets(text: str, words: str, right: bool) -> None:
    assert claim(text.format(words), words).verdict == ("match" if right else "mismatch")


COUNTS = "- trn2.48xlarge: {trn2} chips, 1.5 TB, 20.8 PFLOPS FP8\n- A DGX H100 has {dgx} GPUs and 640 GB.\n"
PODS = (
    "| TPU | HBM GB | Chips per pod |\n|---|---|---|\n| v5e | 16 | {v5e} |\n| v5p | 95 | 8,960 |\n| v6e | 32 | 256 |\n"
)


def test_a_system_has_so_many_devices() -> None:
    assert findings(COUNTS.format(trn2="16", dgx="8")) == []
    assert claim(COUNTS.format(trn2="16", dgx="8"), "16 chips").field == "devices"
    assert findings(COUNTS.format(trn2="64", dgx="16")) == [("64 chips", "different"), ("16 GPUs", "different")]
    assert findings(PODS.format(v5e="256")) == []
    assert findings(PODS.format(v5e="1,024")) == [("1,024", "different")]
    assert findings("TPUs: the v5p pod has 4,096 chips, a v6e pod 256.") == [("4,096 chips", "different")]


@pytest.mark.parametrize(
    "text",
    [
        "Two DGX H100 have 16 GPUs.",
        "We run on 4 GPUs of a DGX H100; the DGX H100: 4 GPUs per job.",
        "A DGX H100 with 4 GPUs in use draws less.",
        "The DGX H100 has 4 GPUs free.",
        "- DGX H100: 4 GPUs, TP = 4\n- DGX A100: 2 GPUs, TP = 2",
        "A p5.48xlarge instance has up to 8 GPUs.",
    ],
)
def test_some_of_the_devices_are_no_mistake(text: str) -> None:
    assert findings(text) == []
