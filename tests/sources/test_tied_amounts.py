"""Numbers of running text that follow from amounts which words tie together: what one has, times how many there are."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked, findings, frame

BLOCKS = "The model has 28 encoder blocks. One block keeps 190 MB of activations. For all of them that makes {}."
EXPERTS = "# A\n\nEach expert weighs 340 MB.\n\n# B\n\nA rank owns 12 such experts, hence {} of weights."
CAMERAS = "- cameras on the roof: 24\n- each camera sends 6 MB per second\n- the uplink therefore carries {}"
LITTLE = "The gateway sees 45 queries per second. A query stays 1.6 s on average. Hence {} queries are inside at once."
JOBS = "Arrival rate: 300 jobs per hour. Time in the queue: 4 minutes. Jobs waiting at any moment: {}"
TENANTS = "A tenant needs 14 GPUs. We own 448 GPUs, so there is room for {} tenants."
WATER = "The site evaporates 1.6 litres per kWh. The run used 450 MWh, so {} cubic metres are gone."
PICTURES = "A picture has 150 kB. The trainer consumes 8,000 pictures per second, or {} from the disk."
DISKS = "A single disk fails once in 3 years. We run 730 of them. Hence a disk dies every {}."
WINDOW = "During a 30-day window the cluster had 75 interruptions; per day that makes {} interruptions."
CELL = "The battery stores 54 kJ. A day of inference costs 1.8 kJ. So it lasts {}."
PER_DAY = "Each query costs 0.32 Wh. With 2 million queries a day that is {} per day."
REDUCES = "A layer does 4 all-reduces, and the model has 60 layers. That gives {} all-reduces per step."
HOURS = "The grant covers 900,000 GPU-hours. The partner charges $1.80 for each of those hours. Total: {}"
REPLICAS = (
    "- PP: 6 stages\n- we own 1,440 accelerators\n- one replica swallows 48 of them, so the data-parallel degree is {}"
)
VAPOUR = "The hall drew 800 MWh. With a WUE of 1.5 L/kWh this evaporates {} m³ on site."
NEXT_DOOR = (
    "From 9 to 10 h we looked. 720 calls per minute came in. A call stays 5 seconds. Then there are {} calls inside."
)
LISTED = """```
frames/s per camera     30
cameras per site        12
mean frame size        250 kB
```

One site sends 360 frames every second, or {} to the archive."""
FED = """A frame weighs 90 KB. One GPU takes 1,500 frames each second, and the box has eight of them.

- whole box: 12,000 frames/s
- pass over 600,000 frames: 50 s
- reads from the disks: {}"""
MILLION = "The node costs $18 per hour. Per hour that makes 45 million tokens. So a million tokens cost us {}."
OF_THEM = "The log lists 480 stops during a 60-day window;\n330 of them were unplanned.\n\n- Unplanned ones per day: {}"
BUS = "A rack holds 4 boxes, and a box draws 11 kW. So the rack draws {}."


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (BLOCKS.format("5.3 GB"), []),
        (BLOCKS.format("0.53 GB"), ["0.53 GB"]),
        (BLOCKS.format("7.1 GB"), []),  # of something else, perhaps
        (EXPERTS.format("4.1 GB"), []),
        (EXPERTS.format("2.0 GB"), ["2.0 GB"]),
        (CAMERAS.format("144 MB/s"), []),
        (CAMERAS.format("18 MB/s"), ["18 MB/s"]),
        (LITTLE.format("72"), []),
        (LITTLE.format("28"), ["28"]),
        (JOBS.format("20"), []),
        (JOBS.format("1,200"), ["1,200"]),
        (TENANTS.format("32"), []),
        (TENANTS.format("16"), ["16"]),
        (WATER.format("720"), []),
        (WATER.format("281"), ["281"]),
        (PICTURES.format("1.2 GB/s"), []),
        (PICTURES.format("0.15 GB/s"), ["0.15 GB/s"]),
        (DISKS.format("1.5 days"), []),
        (DISKS.format("36 days"), ["36 days"]),
        (WINDOW.format("2.5"), []),
        (WINDOW.format("0.25"), ["0.25"]),
        (CELL.format("30 days"), []),
        (CELL.format("97 days"), ["97 days"]),
        (PER_DAY.format("640 kWh"), []),
        (PER_DAY.format("64 kWh"), ["64 kWh per day"]),
        (REDUCES.format("240"), []),
        (REDUCES.format("120"), ["120"]),
        (HOURS.format("$1.62 million"), []),
        (HOURS.format("$16.2 million"), ["$16.2 million"]),
        (REPLICAS.format("30"), []),
        (REPLICAS.format("240"), ["240"]),
        (VAPOUR.format("1,200"), []),
        (VAPOUR.format("533"), ["533"]),
        (NEXT_DOOR.format("60"), []),
        (NEXT_DOOR.format("3,600"), ["3,600"]),
        (LISTED.format("90 MB/s"), []),
        (LISTED.format("7.5 MB/s"), []),  # twelve times less: of one camera
        (LISTED.format("0.9 GB/s"), ["0.9 GB/s"]),
        (FED.format("1.08 GB/s"), []),
        (FED.format("0.135 GB/s"), ["0.135 GB/s"]),
        (MILLION.format("$0.40"), []),
        (MILLION.format("$3.20"), ["$3.20"]),
        (OF_THEM.format("5.5"), []),
        (OF_THEM.format("11"), ["11"]),
        (BUS.format("44 kW"), []),
        (BUS.format("2.75 kW"), ["2.75 kW"]),
    ],
)
def test_what_one_has_times_how_many_there_are(text: str, wrong: list[str]) -> None:
    assert [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS] == wrong


@pytest.mark.parametrize(
    "text",
    [
        "A NIC carries 400 Gb/s. The cluster has 1,024 GPUs, so each GPU has 50 GB/s one way.",  # one, said again
        "A forward pass has two AllReduces per layer and a backward pass two, with 80 layers 320 in all.",  # a sum
        "Each GPU holds 20 GB. We have 64 GPUs, and the target is 640 GB.",
        "The model has 40 layers. One layer keeps 50 MB. With half of the layers checkpointed it would be 1.0 GB.",
        "A shard has 3 GB; there are 16 shards, against 24 GB for the index.",
        "50,700 / 1,024 = 49.5 h between stops of 1,024 GPUs. The run has 621,000 GPU-hours: 12 of them.",
        "A prompt has 1,500 tokens, an answer 350 tokens. At 24 million requests a day: 36 billion tokens a day.",
        "Two racks are full. Each rack has 4 boxes. In the hall 16 boxes are left, so 16 boxes stay.",
    ],
)
def test_left_alone(text: str) -> None:
    assert not [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS]


def test_the_working_names_both_amounts() -> None:
    text = frame(r"Each layer takes \qty{1.2}{GB}. The network has 40 such layers: \qty{4.8}{GB}.")
    claim = next(one for one in checked(text, "slides.tex").claims if one.verdict in FINDINGS)
    assert claim.reason == "1.2 GB x 40 is 48.0 GB; that is one of 10 parts"
    right = next(one for one in checked(text.replace("4.8", "48"), "slides.tex").claims if one.text.startswith("48"))
    assert (right.verdict, right.working) == ("match", "1.2 GB x 40")


def test_a_price_per_million_is_none_per_one() -> None:
    lines = ("Rent: $20 per node hour", "Batch 64: 19.7 million tokens per hour", "So about $1.01 per million tokens")
    assert findings("# Cost\n\n" + "".join(f"- {line}\n" for line in lines)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Plan for 2,048 GPUs. The chance is for 2,048 GPUs and 24 hours a day. For 16,384 GPUs it is 0.04%.",
        "We split it in two parts. Do the first 50 layers on one host and then do the last 50 layers on another.",
    ],
)
def test_what_is_given_follows_from_nothing(text: str) -> None:
    assert findings(f"# A\n\n{text}\n") == []
