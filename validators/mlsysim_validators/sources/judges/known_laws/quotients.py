"""Laws that are quotients: what stands above the line, and what below. MFU = achieved/peak, ridge = peak/bandwidth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.formulas.formula import Formula
from mlsysim_validators.sources.judges.known_laws.equations import Equation
from mlsysim_validators.sources.judges.known_laws.roles import plain, roles
from mlsysim_validators.sources.judges.known_laws.writing import factors


class _Quotient(NamedTuple):
    """What a law is of, by the name left of the sign or the words before it; what must stand above, and below."""

    of: AnyCase
    above: frozenset[str]
    below: frozenset[str]
    told: str


def _quotient(of: str, above: str, below: str, told: str) -> _Quotient:
    return _Quotient(AnyCase(of), frozenset(above.split()), frozenset(below.split()), told)


_LAWS = (
    _quotient(
        r".*\b(?:ridge(?: point)?|machine balance|ai ?ridge)\b.*", "peak flops", "bandwidth",
        "a ridge point is the peak over the bandwidth, in FLOP per byte",
    ),
    _quotient(
        r".*\b(?:arithmetic|operational) intensity\b.*", "flops", "bytes",
        "an arithmetic intensity is the operations over the bytes, in FLOP per byte",
    ),
    _quotient(r"mfu|.*\butili[sz]ation|η", "achieved", "peak", "a utilization is what is achieved over the peak"),
    _quotient(
        r".*\b(?:penalty|overhead|share|fraction|cost|loss)\b.*", "write", "interval",
        "the share that is lost is the time to write over the interval",
    ),
    _quotient(
        r".*(?:compression|ratio|\br\b).*", "original", "compressed",
        "a compression ratio is the original size over the compressed one",
    ),
    _quotient(
        r".*(?:\btime\b|\bt ?(?:comp|compute|math)?\b|latency|ttft).*", "flops", "peak efficiency",
        "a time is the operations over what is reached of the peak: peak × efficiency",
    ),
    _quotient(
        r".*(?:\btime\b|\bt ?(?:mem|memory|load|comm)?\b|latency|itl|tpot).*", "bytes", "bandwidth",
        "a time is the bytes over the bandwidth",
    ),
    _quotient(
        r"(?:.* )?throughput|qps|samples per second|tokens per second", "batch", "time",
        "a throughput is the batch over the time",
    ),
    _quotient(
        r"(?:total |it |facility )?energy|e", "power hours pue", "",
        "an energy is the power times the time, and times the PUE",
    ),
    _quotient(
        r"(?:total )?(?:carbon|emissions|co2e?|carbon footprint|c)", "energy carbon pue", "",
        "emissions are the energy times the intensity of its grid",
    ),
    _quotient(
        r"(?:cluster|system|fleet|job|total)[ _]?(?:mtbf|mttf)|(?:mtbf|mttf) ?(?:cluster|system|fleet|job|total)",
        "mtbf", "machines", "the time between failures of many is that of one over their number",
    ),
    _quotient(
        r"concurrency|in flight|(?:requests|users) in (?:flight|system)", "arrivals wait", "",
        "by Little's law the concurrency is the throughput times the latency",
    ),
    _quotient(
        r".*(?:flops?|compute|peak).*(?:required|needed|min).*|(?:required|needed|min).*(?:flops?|compute|peak).*",
        "flops", "time efficiency", "a rate that is needed is the operations over time × efficiency",
    ),
    _quotient(
        r".*(?:bw|bandwidth).*(?:required|needed|min).*|(?:required|needed|min).*(?:bw|bandwidth).*",
        "bytes", "time", "a bandwidth that is needed is the bytes over the time",
    ),
)  # fmt: skip


def quotient(equation: Equation) -> str:
    """Why the quotient that an equation states, or one of its summands, is the wrong way round."""
    return next((told for part in _summands(equation.formula) if (told := _of_part(part, equation))), "")


def _summands(formula: Formula) -> Iterator[Formula]:
    if formula.sign in ("+", "max", "min") and formula.left is not None and formula.right is not None:
        yield from _summands(formula.left)
        yield from _summands(formula.right)
    else:
        yield formula


def _of_part(part: Formula, equation: Equation) -> str:
    product = factors(part)
    if product is None or len(product.powers) < 2 or any(power not in (1, -1) for power in product.powers.values()):
        return ""
    left = plain(equation.left)
    for law in _LAWS:
        if not law.of.fullmatch(left):
            continue
        sides = [(_role(name, law), power) for name, power in product.powers.items()]
        found = {role for role, _ in sides}
        if "" in found or len(found) != len(sides) or not found & law.above or (law.below and not found & law.below):
            continue
        wrong = [role for role, power in sides if (role in law.above) != (power > 0)]
        amount_times_rate = law.told.startswith("a time") and all(power > 0 for _, power in sides)
        if wrong and (not law.below or len(wrong) == len(sides) or "efficiency" in wrong or amount_times_rate):
            return law.told
        return ""
    return ""


def _role(name: str, law: _Quotient) -> str:
    found = roles(name) & (law.above | law.below)
    return next(iter(found)) if len(found) == 1 else ""
