"""Training runs from their work: 6 N D, at a share of the peak of some devices; steps and the tokens of each.

6 N D: Kaplan et al. 2020, section 2.1. MFU: Chowdhery et al. 2022, appendix B.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import truediv

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import DEVICE_TIME, FLOP_RATE, OPERATIONS, TIME, TOKENS
from mlsysim_validators.sources.judges.recompute.chains.law import Law, Need, times
from mlsysim_validators.sources.judges.recompute.chains.of_names import PEAK

_HOUR = 3600.0
_CORPUS, _RUN = 1e9, 1e19
_SUSTAINED = r"sustain|MFU|reach|effective|achiev|deliver|utili[sz]|realistic|real\b|actual"
_SHARE = Need(
    "%", about=r"MFU|utili[sz]|effici|% of (?:the |its )?(?:dense )?(?:peak|\d|$)", fits=lambda fact: fact.value < 1
)
_MODEL = Need("parameters", fits=lambda fact: fact.value >= 1e8, most=2)
_TOKENS = Need(TOKENS, avoid=r"batch|step|per |second", fits=lambda fact: fact.value >= _CORPUS, most=2)
_WORK = Need(OPERATIONS, avoid=r"per |each|step", fits=lambda fact: fact.value >= _RUN, most=2)
_DEVICES = Need("devices", most=2)
_PEAK = Need(PEAK)
_RATE = Need(FLOP_RATE, about=_SUSTAINED, avoid=r"peak|dense", fits=lambda fact: 1e13 <= fact.value <= 3e15, most=2)
_BACKWARD = "that is 2 N D: the backward pass is left out"
_FORWARD = "that is 4 N D: the forward pass is left out"
_NO_MFU = "the MFU is left out: that is at the peak"
_ONE = "that is of one device"
_NODES = "that counts nodes of eight for devices"
_SPARSE = "that is at the rate with sparsity"
RULES = {
    _BACKWARD: "forward-only",
    _FORWARD: "backward-only",
    _NO_MFU: "no-utilization",
    _SPARSE: "sparse-for-dense",
}


def _of_work(formula: Callable[..., float]) -> Callable[..., Iterator[tuple[float, str]]]:
    """The slips of what is in proportion to 6 N D."""

    def slips(*inputs: float) -> Iterator[tuple[float, str]]:
        value = formula(*inputs)
        yield value / 3, _BACKWARD
        yield value * 2 / 3, _FORWARD

    return slips


def _at_a_share(
    formula: Callable[..., float], *, of_model: bool, devices: bool
) -> Callable[..., Iterator[tuple[float, str]]]:
    """The slips of what takes the peak and a share of it, the last inputs."""

    def slips(*inputs: float) -> Iterator[tuple[float, str]]:
        value, share = formula(*inputs), inputs[-1]
        yield value * share, _NO_MFU
        yield value * share * share, "the MFU multiplies: a run takes longer at less"
        yield value / 2, _SPARSE
        if of_model:
            yield value / 3, _BACKWARD
            yield value / 3 * share, "the backward pass and the MFU are left out"
            yield value * 2 / 3, _FORWARD
        if devices:
            yield value * inputs[-3], _ONE
        else:
            yield value / 8, _NODES

    return slips


def _flops(parameters: float, tokens: float) -> float:
    return 6.0 * parameters * tokens


def _time(work: float, devices: float, peak: float, share: float) -> float:
    return work / (devices * peak * share)


def _time_of_model(parameters: float, tokens: float, devices: float, peak: float, share: float) -> float:
    return _time(_flops(parameters, tokens), devices, peak, share)


def _device_time(work: float, peak: float, share: float) -> float:
    return work / (peak * share)


def _device_time_of_model(parameters: float, tokens: float, peak: float, share: float) -> float:
    return _device_time(_flops(parameters, tokens), peak, share)


def _spent(work: float, rate: float) -> Iterator[tuple[float, str]]:
    yield work / rate / 3, _BACKWARD
    yield work / rate * 2 / 3, _FORWARD
    yield work / rate / 2, _SPARSE
    yield work / rate / 8, _NODES


def _time_at(work: float, devices: float, rate: float) -> float:
    return work / devices / rate


def _slips_at(work: float, devices: float, rate: float) -> Iterator[tuple[float, str]]:
    yield from _spent(work, devices * rate)
    yield work / rate, _ONE


_LASTS = AnyCase(r"\bday|\bweek|\bmonth|\byear|\bhours?\b|\b[hd]\b|\bs\b|second")
_OTHER_TIME = AnyCase(
    r"step|iteration|prefill|decode|faster|sav|every|MTBF|MTTF|fail|overlap|backward|forward|checkpoint|GPU-|"
    r"device-|restart|lost|warm|earlier|later|per |\+|fine-?tun|report|actual|measured|really|took|\bgoodput"
)
_ALONE = AnyCase(r"one GPU|single|alone|one (?:card|device|chip|accelerator|[A-Z]+\d+)\b")

_OTHER_OR_ALONE = AnyCase(f"{_OTHER_TIME.pattern}|{_ALONE.pattern}")
_OTHER_HOURS = AnyCase(r"lost|idle|wasted|sav|report|model card|\bcard\b|says|states|record|actual|measured|used\b|\$")
_TRAINS = AnyCase(r"train|FLOPs?\b.*\d|6 ?(?:N|P|×|x|\*|\\cdot)|\bMFU\b|run\b|token")
LAWS = (
    Law(
        "training_flops",
        OPERATIONS,
        AnyCase(r"."),
        AnyCase(r"per |/ ?s\b|step|second|forward|infer|prefill|prompt|backward|each\b|token\b|layer|attention|batch"),
        (_MODEL, _TOKENS),
        _flops,
        _of_work(_flops),
        where=_TRAINS,
        strict=True,
    ),
    *(
        Law(
            "training_time", TIME, _LASTS, _OTHER_OR_ALONE, needs, formula, slips, room=0.03, where=_TRAINS, strict=True
        )
        for needs, formula, slips in (
            (
                (_MODEL, _TOKENS, _DEVICES, _PEAK, _SHARE),
                _time_of_model,
                _at_a_share(_time_of_model, of_model=True, devices=True),
            ),
            ((_WORK, _DEVICES, _PEAK, _SHARE), _time, _at_a_share(_time, of_model=True, devices=True)),
            ((_WORK, _DEVICES, _RATE), _time_at, _slips_at),
        )
    ),
    *(
        Law("training_time", TIME, _ALONE, _OTHER_TIME, needs, formula, slips, room=0.03, where=_TRAINS, strict=True)
        for needs, formula, slips in (
            ((_WORK, _PEAK, _SHARE), _device_time, _at_a_share(_device_time, of_model=True, devices=False)),
            ((_WORK, _RATE), truediv, _spent),
        )
    ),
    *(
        Law(
            "device_hours",
            DEVICE_TIME,
            AnyCase("."),
            _OTHER_HOURS,
            needs,
            formula,
            slips,
            room=0.03,
            where=_TRAINS,
            strict=True,
        )
        for needs, formula, slips in (
            (
                (_MODEL, _TOKENS, _PEAK, _SHARE),
                _device_time_of_model,
                _at_a_share(_device_time_of_model, of_model=True, devices=False),
            ),
            ((_WORK, _PEAK, _SHARE), _device_time, _at_a_share(_device_time, of_model=True, devices=False)),
            ((_WORK, _RATE), truediv, _spent),
        )
    ),
    Law(
        "duration",
        TIME,
        _LASTS,
        AnyCase(r"per (?:step|iteration)|MTBF|fail|checkpoint|faster|every|one step|each step"),
        (
            Need("steps", fits=lambda fact: fact.value >= 100, most=1),
            Need(TIME, about=r"step|iteration", avoid=r"every|interval", fits=lambda fact: fact.value < _HOUR),
        ),
        times,
        room=0.02,
    ),
    Law(
        "sustained_rate",
        FLOP_RATE,
        AnyCase(_SUSTAINED),
        AnyCase(
            r"cluster|fleet|together|total|all |measured|reports?\b|observed|kernel|GEMM|prefill|decode|over |up to"
        ),
        (_PEAK, _SHARE._replace(most=1)),
        times,
        lambda peak, share: iter(((2 * peak * share, _SPARSE), (peak * share * share, "the share counts twice"))),
    ),
)
