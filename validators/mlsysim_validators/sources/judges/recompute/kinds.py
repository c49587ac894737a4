"""Which derived quantity a number is: by its dimension and the words beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES,
    CARBON_MASS,
    DEVICE_PRICE,
    DEVICE_TIME,
    DEVICES,
    ENERGY,
    FLOP_RATE,
    INTENSITY,
    MONEY,
    OPERATIONS,
    POWER,
    TIME,
    TOKEN_RATE,
)
from mlsysim_validators.sources.judges.arithmetic.expressions import uncounted
from mlsysim_validators.sources.judges.recompute import collectives, fleets, laws, memory, rooflines, training
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.slides import Surroundings


class Kind(NamedTuple):
    """A derived quantity: its dimension, words that name it and words that say it is another, how it is computed.

    `beside` looks at the words right beside the number only, not at the whole sentence.
    """

    name: str
    dimension: Dimension
    words: re.Pattern[str]
    avoid: re.Pattern[str] | None
    compute: Callable[[Situation], Computed]
    percent: bool = False
    timed: bool = False  # may just as well have been measured


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_SHARDED = r"shard|zero|fsdp|per (?:gpu|device|rank)|/ ?gpu|each gpu|lora|offload|sav(?:e|ing)|reduc|layer"
KINDS = (
    Kind(
        "kv_cache",
        BYTES,
        _p(r"\bkv\b|key[- ]value cache|\bcaches?\b"),
        _p(
            r"shard|sav|reduc|offload|budget|left for|available|free|remain|page|block|hit|bandwidth|waste|"
            r"leav|layer|transfer|total|\bl[12]\b|cache line|prefix"
        ),
        memory.kv_cache,
    ),
    Kind(
        "memory_left",
        BYTES,
        _p(r"\bleft\b|leav|remain|\bfree\b|headroom"),
        _p(r"per (?:gpu|token|request)|each|shard|below|under\b|limit"),
        memory.left,
    ),
    Kind(
        "sharded_bytes",
        BYTES,
        _p(
            r"(?:each|every) (?:GPU |rank |device |one )?(?:holds|keeps|stores|has|needs)|per[- ](?:GPU|rank|"
            r"device)|/ ?GPU"
        ),
        _p(r"\bkv\b|activation|hbm|bandwidth|capacity|left|free|all-?\s?reduce|sends?|traffic|volume"),
        memory.sharded,
    ),
    Kind(
        "gradient_bytes",
        BYTES,
        _p(r"gradients?"),
        _p(_SHARDED + r"|optimi|weights|parameters,|allreduce|communicat|bucket"),
        memory.gradients,
    ),
    Kind(
        "optimizer_bytes",
        BYTES,
        _p(r"optimi[sz]er|adam\w* (?:states?|moments?)"),
        _p(_SHARDED + r"|gradients?|weights|total|model states|8-bit"),
        memory.optimizer,
    ),
    Kind(
        "training_bytes",
        BYTES,
        _p(r"to train|training (?:memory|state|requires|needs|takes)|model states|full fine-?tun"),
        _p(_SHARDED + r"|data|dataset|tokens"),
        memory.training_state,
    ),
    Kind(
        "weight_bytes",
        BYTES,
        _p(
            r"\bweights?\b|model size|(?:model|it|llama\S*|which)(?: alone)?(?: in \S+)? (?:needs|requires|"
            r"takes|occupies|weighs)|parameters (?:take|need|occupy|require)|footprint of the model|"
            r"\b(?:needs|requires|takes|occupies|weighs)\b(?: about| around| roughly| ~| only| just)?\W*$|"
            r"\bin (?:FP|INT|BF)\d+,?(?: (?:it|this|that))?(?: (?:is|takes|needs|weighs|becomes))?(?: only|"
            r" about)?\W*$|"
            r"\b(?:FP|INT|BF)\d+ ?[:=]\W*$|\bsize \((?:FP|INT|BF)\d+\)|"
            r"(?:FP|INT|BF)\d+ (?:size|model|weights|memory|footprint)|^\W*parameters?\b|\bsize of\b"
        ),
        _p(
            r"\bkv\b|cache|activation|gradient|optimi|adam|master|train|fine-?tun|hbm|bandwidth|capacity|context|"
            r"card|disk|dataset|overhead|lora|transfer|embedding|per layer|each layer|sram|batch|\bram\b|"
            r"tokens?\b|\bgpus?\b|prefill|image|per token|host|cpu|less|more|fewer|sav|shard|reduc|expert|"
            r"usable|headroom|left|free|available|flash|B (?:in )?total\b|"
            r"per (?:gpu|device|rank|card|chip|node)|sequence|request|\buser|"
            r"\bTB/s"
        ),
        memory.weights,
    ),
    Kind(
        "static_bytes",
        BYTES,
        _p(r"\d ?[ΨΦ](?!\w)|\bbytes?(?:/| per )param"),
        _p(r"per (?:gpu|device|rank)|/ ?gpu|each gpu|shard"),
        memory.by_formula,
    ),
    Kind(
        "weight_load_time",
        TIME,
        _p(
            r"weight[- ]?load|(?:load|read|stream)(?:ing)? (?:the |all |its |model )?(?:\S+ )?weights|"
            r"\b(?:load|weight(?:s)?|weight-read|streaming) time|time to (?:load|read|stream)|"
            r"T_?mem\b|memory time"
        ),
        _p(r"disk|ssd|nvme|storage|pcie|network|from host|cold start|checkpoint|s3|download|startup|cpu"),
        rooflines.load_time,
        timed=True,
    ),
    Kind(
        "compute_time",
        TIME,
        _p(r"(?:compute|arithmetic|math) time|T_?comp|prefill (?:time|takes|latency)|to prefill|\bprefill\b"),
        _p(r"measured|ttft|target|\bsl[ao]\b|budget|\bdecode\b|\bitl\b|tpot|inter-?token|memory time"),
        rooflines.compute_time,
        timed=True,
    ),
    Kind(
        "decode_time",
        TIME,
        _p(
            r"per (?:output )?token|/ ?tok(?:en)?\b|"
            r"decode (?:step|time|latency|floor)|tpot|inter-?token|each token|token latency"
        ),
        _p(r"prefill|ttft|target|sla|slo|budget|reading|human|below|under|within"),
        rooflines.decode_time,
        timed=True,
    ),
    Kind(
        "token_rate",
        TOKEN_RATE,
        _p(r"tok"),
        _p(
            r"train|throughput|batch(?!(?: size)?(?: of)? ?=? ?(?:1|one)\b)|measured|achiev|benchmark|prefill|"
            r"per (?:gpu|user)"
        ),
        rooflines.token_rate,
        timed=True,
    ),
    Kind(
        "ridge_point",
        INTENSITY,
        _p(r"ridge|machine balance|critical intensity|ops[:/]byte ratio|balance point"),
        _p(r"network|nvlink|infiniband|storage|\bio\b|interconnect|l2|sram|(?-i:\bAI) ?[=≈] ?~?\d"),
        rooflines.ridge,
    ),
    Kind(
        "training_flops",
        OPERATIONS,
        _p(r"train|6 ?N ?D|6·|total compute|compute budget|C ?=|\bneeds?\b|requires?"),
        _p(r"per token|per step|per second|per iteration|/ ?s|forward|each|gpu|inference|attention|layer|per "),
        training.flops,
    ),
    Kind(
        "training_time",
        TIME,
        _p(r"train|6 ?N ?D|\bMFU\b|\bthis takes|the run takes|run time|wall-?clock|^\W*time\b"),
        _p(
            r"step|iteration|per |batch|epoch|checkpoint|every|mtbf|failure|lost|sav|faster|reduc|warm|"
            r"data loading|inference|fine-?tun|down|interval|wait|from|time to (?:copy|load|read|write|transfer|send)"
        ),
        training.time,
        timed=True,
    ),
    Kind(
        "allreduce_time",
        TIME,
        _p(r"all-?\s?reduce|synchroni[sz]"),
        _p(r"α|alpha|latency|per hop|every|per step|overhead|bubble|compute|forward|backward|saving|total"),
        collectives.allreduce,
        timed=True,
    ),
    Kind(
        "collective_time",
        TIME,
        _p(r"all-?\s?gather|reduce-?\s?scatter|all-?\s?to-?\s?all"),
        _p(r"α|alpha|latency|per (?:hop|step|layer)|every|overhead|bubble|compute|saving|total|all-?\s?reduce"),
        collectives.gather,
        timed=True,
    ),
    Kind(
        "bus_bandwidth",
        BANDWIDTH,
        _p(r"bus ?-?bandwidth|bus ?bw"),
        _p(r"peak|measured|memory|efficien"),
        collectives.bus_bandwidth,
        timed=True,
    ),
    Kind(
        "algorithm_bandwidth",
        BANDWIDTH,
        _p(r"alg(?:orithmi?c?)? ?-?(?:bw|bandwidth)"),
        _p(r"peak|measured|memory|efficien|bus ?-?(?:bw|bandwidth)"),
        collectives.algorithm_bandwidth,
        timed=True,
    ),
    Kind(
        "device_hours",
        DEVICE_TIME,
        _p(r".?"),
        _p(r"\$|price|rate|/ ?gpu|wasted|lost|idle"),
        training.device_hours,
        timed=True,
    ),
    Kind(
        "mfu",
        (),
        _p(r"\bMFU\b|utili[sz]ation|of (?:the )?peak"),
        _p(
            r"hfu|at (?:about |around |~)?$|assum|with (?:an? )?(?:MFU )?(?:of )?$|target|typical|realistic|"
            r"up to|ceiling|gpu util|suppose|link"
        ),
        training.mfu,
        percent=True,
        timed=True,
    ),
    Kind(
        "pipeline_bubble",
        (),
        _p(r"bubble"),
        _p(r"interleav|virtual|zero[- ]bubble|zb-|reduc|below|under|target|keep"),
        training.bubble,
        percent=True,
    ),
    Kind(
        "cluster_mtbf",
        TIME,
        _p(
            r"(?:cluster|job|system|fleet|whole|combined|overall).{0,25}(?:mtbf|mttf|fail)|(?:mtbf|mttf|"
            r"fail\w*).{0,30}(?:cluster|job|system|fleet|every)|failure every|fails? every|interrupt\w* every|"
            r"\b(?:lose|loses|losing|lost|kills?|takes down) (?:a|one) (?:gpu|node|device|server|host)\b.{0,12}every|"
            r"(?:gpu|node|device|server|host) (?:dies|is lost|breaks|goes down) .{0,12}every"
        ),
        _p(
            r"per[- ](?:gpu|device|node)|each gpu|single|individual|(?:of|for) one gpu|measured|observed|report|"
            r"checkpoint"
        ),
        fleets.cluster_mtbf,
    ),
    Kind(
        "checkpoint_interval",
        TIME,
        _p(r"checkpoint (?:interval|every|frequency)|optimal (?:checkpoint )?interval|young|daly|τ|T_?opt"),
        _p(r"takes|to (?:write|save)|mtbf of|mtbf ="),
        fleets.checkpoint_interval,
    ),
    Kind(
        "energy",
        ENERGY,
        _p(r"energy|consum|uses?|electricity|per inference|kwh|mwh|joule"),
        _p(
            r"per (?:token|bit|op|flop|mac|byte|access|operation|query)|price|\$|cost|intensity|household|"
            r"home|battery|budget|read|dram|pj"
        ),
        fleets.energy,
        timed=True,
    ),
    Kind(
        "fleet_power",
        POWER,
        _p(r"\bIT\b|total|together|cluster|fleet|rack|all (?:of )?|facility|power|draw"),
        _p(r"idle|sleep|average|budget|per (?:gpu|node|device|rack)|limit|cap"),
        fleets.power,
    ),
    Kind(
        "carbon",
        CARBON_MASS,
        _p(r"."),
        _p(r"embodied|manufactur|per (?:gpu|device|km|passenger|flight|capita)|flight|car\b|cars"),
        fleets.carbon,
    ),
    Kind(
        "battery_life",
        TIME,
        _p(r"battery|lasts?|runtime on"),
        _p(r"charge time|to charge|inference takes"),
        fleets.battery_life,
    ),
    Kind(
        "device_price",
        DEVICE_PRICE,
        _p(r"per|/"),
        None,
        fleets.device_price,
    ),
    Kind(
        "yearly_cost",
        MONEY,
        _p(r"per year|yearly|annual|/ ?(?:yr|year)|a year"),
        _p(r"sav|carbon|power|electric|budget|revenue|salar"),
        fleets.yearly_cost,
    ),
    Kind(
        "token_cost",
        MONEY,
        _p(
            r"(?:million|1M|10\^?6|\bM|/ ?M|1K|thousand) ?(?:\w+ )?(?:tok(?:en)?|request|quer(?:y|ie)|image|inference|"
            r"prediction|sample|call)s?\b"
        ),
        _p(r"list price|api|charges?|market"),
        fleets.token_cost,
    ),
    Kind(
        "cost",
        MONEY,
        _p(r"cost|total|spend|bill|price|pay|comes to|budget|=|for the run|to train"),
        _p(
            r"per |/ ?(?:h|hr|gpu|token|m|month|year)|sav|each|million tokens|revenue|capex|purchase|buy|"
            r"invest|salary|fine|capital"
        ),
        fleets.cost,
    ),
    Kind(
        "attainable_rate",
        FLOP_RATE,
        _p(r"achiev|attain|reach|\bgets?\b|deliver|=|≈"),
        _p(r"measured|benchmark|advertis|\bpeak\b|utili[sz]"),
        rooflines.attainable,
    ),
    Kind(
        "amdahl",
        (),
        _p(r"speed-?up|amdahl|faster"),
        _p(r"\btpu|measured|linear|per (?:gpu|node)"),
        laws.amdahl,
    ),
    Kind(
        "queue_factor",
        (),
        _p(r"wait|latency|\btotal\b|p99|service time"),
        _p(r"faster|speed-?up|cost|model"),
        laws.queue,
    ),
    Kind(
        "queue_time",
        TIME,
        _p(r"\bwait\b|waiting time|queu\w* (?:wait|time|delay)|\btotal\b|p99|mean ="),
        _p(r"\bsl[ao]\b|target|budget|below|under|window"),
        laws.queue,
    ),
    Kind(
        "devices_together",
        DEVICES,
        _p(r"\b(?:TP|PP|DP|EP|CP) ?=|\b(?:TP|PP|DP)[- ]?\d|(?:tensor|pipeline|data)[- ]parallel"),
        _p(r"mfu|speed"),
        training.together,
    ),
    Kind(
        "devices_needed",
        DEVICES,
        _p(r"\b(?:needs?|requires?|fits? (?:on|in|into)|at least|minimum(?: of)?|just|single|only)\b"),
        _p(r"train|cluster|scal|batch|(?<!per )replica|throughput|pre-?train|context|KV|fine-?tun|speed|faster"),
        memory.fits,
    ),
    Kind(
        "transfer_time",
        TIME,
        _p(
            r"\b(?:cop(?:y|ies|ying)|transfer(?:s|red|ring)?|writ(?:e|es|ing)|read(?:s|ing)?|load(?:s|ing)?|"
            r"sen(?:d|ds|ding)|mov(?:e|es|ing)|stream(?:s|ing)?|download\w*|upload\w*|sav(?:e|es|ing))\b"
        ),
        _p(
            r"\bper |every|interval|step|iteration|measured|budget|limit|within|under\b|saves? (?:about|up to)|"
            r"latency|faster"
        ),
        rooflines.transfer_time,
        timed=True,
    ),
)


# In "1,000 GPU-hours at $2 per GPU-hour: $2,000" the price says that the other amount is a cost.
_UNIT_PRICE = re.compile(
    r"(?:\$ ?[\d.]+ ?)?(?:per|/|an?) ?(?:GPU|H100|A100|accelerator|chip)[- ]?(?:h\b|hr|hour)|"
    r"(?:\$ ?[\d.]+ ?)?(?:per|/) ?[kM]Wh",
    re.IGNORECASE,
)


_NEXT = re.compile(r"[,;—]|\. ")
_FEW_WORDS = 70
_SIZE_OF_A_MODEL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?[BM]$")
_LONGEST_SENTENCE = 600  # what is longer is no sentence


def _right_behind(around: Surroundings) -> str:
    """The words right behind a number, up to a dash or the next part of a list: "140 GB — larger than any GPU"."""
    return _NEXT.split(around.after[:45], maxsplit=1)[0]


def _right_before(claim: Claim, around: Surroundings) -> str:
    """The words right before a number; the size in a model's name ("of an 8B model") is no number between."""
    before = around.before[-_FEW_WORDS:]
    start, _ = claim.stated.sentence_span()
    ahead = claim.stated.text.text[start : claim.reading.start - len(around.before)]
    if len(before) < _FEW_WORDS and _SIZE_OF_A_MODEL.search(ahead):
        before = _NEXT.split(ahead)[-1][-_FEW_WORDS:] + before
    return before[-_FEW_WORDS:]


def avoided(kind: Kind, claim: Claim, around: Surroundings) -> bool:
    """Whether the words right beside a claim say that it is something else than this."""
    before = _right_before(claim, around)
    if claim.stated.block.kind == "listing":  # names of arguments are no words about the result in the comment
        before = before.rpartition("#")[2]
    beside = f"{before}{_right_behind(around)} {around.row} {around.column}"
    return kind.avoid is not None and kind.avoid.search(beside) is not None


def kind_of(claim: Claim, around: Surroundings) -> tuple[Kind, bool] | None:
    """The quantity that a claim states, and whether the words right beside it say so."""
    unit_dimensions = {uncounted(unit.dimension) for unit in claim.reading.units} | {
        unit.dimension for unit in claim.reading.units
    }
    percent = claim.reading.units[0].symbol == "%"
    before = _right_before(claim, around)
    beside = f"{before}{claim.reading.text}{_right_behind(around)}" if claim.stated.cell is None else ""
    label = f"{around.row} | {around.column}" if claim.stated.cell is not None else ""
    for wide in (False, True):
        if wide and len(around.sentence) > _LONGEST_SENTENCE:
            break
        words = f"{beside} {label}" if not wide else f"{around.sentence} {around.title}"
        for kind in KINDS:
            if kind.percent != percent or (not kind.percent and kind.dimension not in unit_dimensions):
                continue
            if kind.dimension == INTENSITY and claim.reading.units[0].symbol == "×":
                continue
            named = kind.words.search(
                f"{before} " if kind.name == "weight_bytes" and not wide and not label else words
            ) or (kind.name == "weight_bytes" and kind.words.search(f"{around.after[:45]} {label}"))
            if not named and kind.name != "cost":
                continue
            if kind.name == "cost":
                words = _UNIT_PRICE.sub("total", words)
                named = kind.words.search(words)
            if not named:
                continue
            if kind.avoid is not None and kind.avoid.search(words):
                continue
            if kind.name == "ridge_point" and kind.avoid is not None and kind.avoid.search(around.sentence):
                continue
            return kind, not wide
        if wide:
            break
    return None
