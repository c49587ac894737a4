"""Serving: tokens a second of a batch and of a user, the time of a prompt, of an answer and of a whole request."""

from __future__ import annotations

from collections.abc import Iterator
from operator import truediv

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import OPERATIONS, TIME, TOKEN_RATE, TOKENS
from mlsysim_validators.sources.judges.recompute.chains.fact import Fact
from mlsysim_validators.sources.judges.recompute.chains.law import Law, Need, times
from mlsysim_validators.sources.judges.recompute.chains.of_names import PEAK

_LONGEST_STEP = 1.0
_OF_STEP = r"step|iteration|per token|each|TPOT|\bITL\b|inter-?token|decode|takes|lasts|at \W?\d"
_FIRST = r"TTFT|first token|prefill|prompt"


def _is_step(fact: Fact) -> bool:
    return fact.value <= _LONGEST_STEP


def _of_prompt(fact: Fact) -> bool:
    return 1e10 <= fact.value < 1e18


def _answer(fact: Fact) -> bool:
    return 2 <= fact.value <= 1e5


def _of_batch(many: float, step: float) -> Iterator[tuple[float, str]]:
    yield 2 * many / step, "that is twice the batch"
    yield many / step / 2, "that is half of the batch"


def _inverse(time: float) -> Iterator[tuple[float, str]]:
    yield 2 / time, "that is in half of the time"
    yield 0.5 / time, "that is in twice the time"


def _at_peak(work: float, peak: float, share: float) -> Iterator[tuple[float, str]]:
    yield work / peak, "the efficiency is left out"
    yield work / peak * share, "the efficiency multiplies: a prompt takes longer at less"
    yield work / (peak * share) / 2, "a multiply-add is two operations"


def _whole(first: float, tokens: float, each: float) -> Iterator[tuple[float, str]]:
    yield tokens * each, "the time to the first token is left out"


_USER = AnyCase(
    r"per user|each user|(?:a|one|every) (?:single )?user|single user|user sees|for each\b|per (?:stream|request)"
)
_STEP = Need(TIME, about=_OF_STEP, avoid=rf"{_FIRST}|instead|faster|every", fits=_is_step, most=1, ahead=True)
_TOKENS = Need(TOKENS, avoid=r"prompt|input|batch|context", fits=_answer, most=1, ahead=True)
_SHARE = Need("%", about=r"effici|MFU|utili[sz]|% of (?:the |its )?(?:dense )?(?:peak|\d|$)", most=0)
LAWS = (
    Law(
        "token_throughput",
        TOKEN_RATE,
        AnyCase("."),
        AnyCase(rf"{_USER.pattern}|prefill|prompt|input|per (?:GPU|device|replica)|each GPU|train"),
        (Need("batch", most=1, ahead=True), _STEP),
        truediv,
        _of_batch,
        strict=True,
    ),
    Law(
        "token_throughput",
        TOKEN_RATE,
        AnyCase("."),
        AnyCase(rf"{_USER.pattern}|per (?:GPU|device|replica)|each GPU|train|replica (?:does|gives|delivers|serves)"),
        (Need("work_rate", most=1, ahead=True), _TOKENS._replace(avoid=r"batch|context")),
        times,
        lambda rate, tokens: iter(((rate * tokens * 10, "a power of ten"), (rate * tokens / 10, "a power of ten"))),
        strict=True,
    ),
    Law(
        "token_rate_of_a_user",
        TOKEN_RATE,
        _USER,
        AnyCase(r"prefill|prompt|input|train|target|at least|read"),
        (_STEP,),
        lambda step: 1 / step,
        _inverse,
        strict=True,
    ),
    Law(
        "prefill_time",
        TIME,
        AnyCase(rf"{_FIRST}|\bthat is\b|\btakes?\b|[=:→]"),
        AnyCase(r"decode|TPOT|per token|step|train|transfer|load"),
        (Need(OPERATIONS, fits=_of_prompt, most=1, ahead=True), Need(PEAK), _SHARE),
        lambda work, peak, share: work / (peak * share),
        _at_peak,
        strict=True,
    ),
    Law(
        "answer_time",
        TIME,
        AnyCase(r"takes?\b|lasts?|needs?\b|\bin\b|[=:→]|complete|done"),
        AnyCase(rf"{_FIRST}|every|step|train|transfer"),
        (
            _TOKENS._replace(most=0),
            Need(TIME, about=r"each|per token|TPOT|ITL|at \W?\d", fits=_is_step, most=0, ahead=True),
        ),
        times,
        strict=True,
        slips=lambda tokens, each: iter(
            ((tokens * each * 10, "a power of ten"), (tokens * each / 10, "a power of ten"))
        ),
    ),
    Law(
        "request_time",
        TIME,
        AnyCase(r"request|answer|complete|total|end.to.end|lasts|done|altogether|in all"),
        AnyCase(r"every|step|train|transfer|TTFT (?:of|is|=) ?\0"),
        (
            Need(TIME, about=r"TTFT|first token", most=1, ahead=True),
            _TOKENS,
            Need(
                TIME,
                about=r"each|per token|TPOT|ITL|at \W?\d",
                avoid=r"TTFT|first token",
                fits=_is_step,
                most=1,
                ahead=True,
            ),
        ),
        lambda first, tokens, each: first + tokens * each,
        _whole,
        strict=True,
    ),
)
