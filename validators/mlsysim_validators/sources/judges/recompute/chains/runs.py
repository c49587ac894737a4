"""Training runs: device-hours and days, tokens a second, MFU and HFU, tokens by Chinchilla."""

from __future__ import annotations

from collections.abc import Iterator
from operator import truediv

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import DEVICE_TIME, FLOP_RATE, OPERATIONS, TIME, TOKEN_RATE
from mlsysim_validators.sources.judges.recompute.chains.fact import Fact
from mlsysim_validators.sources.judges.recompute.chains.law import Law, Need, is_whole, times

_TOKENS = (("tokens", 1),)
_HOUR = 3600.0
_PER_DEVICE = r"per (?:GPU|device|accelerator|chip|H100|A100)|/ ?GPU|each GPU|GPU each|\beach\b"


def _long(fact: Fact) -> bool:
    return fact.value >= 3 * _HOUR


def _batch(fact: Fact) -> bool:
    return fact.value >= 1e4


def _corpus(fact: Fact) -> bool:
    return fact.value >= 1e8


def _training(fact: Fact) -> bool:
    return fact.value >= 1e19


def _peak(fact: Fact) -> bool:
    return 1e13 <= fact.value <= 2e16


def _by_node(whole: float, devices: float) -> Iterator[tuple[float, str]]:
    yield whole / devices * 8, "that is per node of eight"
    yield whole / devices / 8, "it is divided by eight once too often"


def _of_sparse(work: float, spent: float, peak: float) -> Iterator[tuple[float, str]]:
    yield work / (spent * peak) / 2, "that is of the rate with sparsity"
    yield work / (spent * peak) / 3, "that is of the forward pass alone"


def _of_sparse_rate(work: float, rate: float) -> Iterator[tuple[float, str]]:
    yield work / rate / 2, "that is at the rate with sparsity"


def _less_work(mfu: float) -> Iterator[tuple[float, str]]:
    yield mfu * 6 / 8, "recomputation adds work: 8 FLOP for each 6 that count"


def _chinchilla(parameters: float) -> Iterator[tuple[float, str]]:
    yield 2 * parameters, "that is two tokens a parameter, not about 20"
    yield 200 * parameters, "that is 200 tokens a parameter, not about 20"


_RECOMPUTES = AnyCase(
    r"\bHFU\b|hardware (?:FLOPs? )?utili[sz]|tensor cores?\b.{0,40}|hardware does|really (?:run|work)"
)
LAWS = (
    Law(
        "run_time",
        TIME,
        AnyCase(r"needs?\b|takes?\b|\bin\b|finish|days?\b|hours?\b|\bh\b"),
        AnyCase(r"step|iteration|token|prefill|decode|faster|sav|every|MTBF|fail|overlap|backward|forward"),
        (
            Need(OPERATIONS, fits=_training, most=1),
            Need(FLOP_RATE, about=r"sustain|MFU|reach|effective|achiev|deliver", avoid=r"per GPU|each\b", most=0),
        ),
        truediv,
        _of_sparse_rate,
    ),
    Law(
        "device_hours",
        DEVICE_TIME,
        AnyCase("."),
        AnyCase(r"lost|idle|wasted|per |sav"),
        (Need("devices"), Need(TIME, avoid=r"step|MTBF|fail|every|interval|per ", fits=_long)),
        times,
        room=0.03,
    ),
    Law(
        "duration",
        TIME,
        AnyCase(r"takes?|lasts?|\bdays?\b|wall|\brun\b|finish|weeks?"),
        AnyCase(r"MTBF|fail|every|step|checkpoint|faster|sav|earlier|later|interval"),
        (Need(DEVICE_TIME), Need("devices")),
        truediv,
        room=0.03,
    ),
    Law(
        "token_throughput",
        TOKEN_RATE,
        AnyCase("."),
        AnyCase(rf"{_PER_DEVICE}|decode|user|prefill"),
        (Need(_TOKENS, about=r"step|batch|=|iteration", fits=_batch), Need(TIME, about=r"step|iteration|takes?")),
        truediv,
    ),
    Law(
        "token_throughput",
        TOKEN_RATE,
        AnyCase(_PER_DEVICE),
        AnyCase(r"decode|prefill|user"),
        (Need(TOKEN_RATE, avoid=rf"{_PER_DEVICE}|\$|user", fits=is_whole), Need("devices")),
        truediv,
        _by_node,
    ),
    Law(
        "mfu",
        (),
        AnyCase(r"\bMFU\b|effective|utili[sz]|of (?:the )?peak|average"),
        AnyCase(r"\bHFU\b|link|memory|bandwidth"),
        (Need(OPERATIONS, fits=_training), Need(DEVICE_TIME, ahead=True), Need(FLOP_RATE, avoid="sparse", fits=_peak)),
        lambda work, spent, peak: work / (spent * peak),
        _of_sparse,
        share=True,
    ),
    Law(
        "hfu",
        (),
        _RECOMPUTES,
        AnyCase(r"MFU (?:of |at |is )?\W{0,3}\0|\0 ?(?:of )?MFU"),
        (Need("%", about=r"\bMFU\b"),),
        lambda mfu: mfu * 8 / 6,
        _less_work,
        share=True,
        where=AnyCase(r"recomput|checkpointing"),
    ),
    Law(
        "chinchilla_tokens",
        _TOKENS,
        AnyCase(r"chinchilla|optim(?:al|um)|wants?\b|should|calls? for|requires?|needs?\b|deserves?"),
        AnyCase(r"times|over-?train|per |past|beyond|step|batch|second"),
        (Need("parameters"),),
        lambda parameters: 20 * parameters,
        _chinchilla,
        room=0.3,  # some say 20, some 25
        where=AnyCase(r"chinchilla|hoffmann|compute-?optimal|tokens per parameter"),
    ),
    Law(
        "tokens_per_parameter",
        _TOKENS,
        AnyCase(r"tokens? (?:per|a|for each|/) ?param"),
        AnyCase(r"rule|optimal|about 20"),
        (Need(_TOKENS, avoid=r"per param|a param|each param", fits=_corpus), Need("parameters")),
        truediv,
    ),
)
