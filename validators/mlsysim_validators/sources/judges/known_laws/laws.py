"""What laws of the field must look like: each says of an equation that is one of it whether, and why, it is wrong.

Sources: KV cache, two tensors a layer: Shazeer 2019, Pope et al. 2022. Ring all-reduce: Patarasuk and Yuan 2009.
6ND: Kaplan et al. 2020, sqrt(C/120) with 20 tokens per parameter: Hoffmann et al. 2022. Pipeline bubble: Huang et al.
2019. sqrt(2δM): Young 1974. Roofline: Williams et al. 2009. Waits of M/M/1 and M/D/1: Pollaczek and Khinchine.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import permutations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.known_laws.equations import Equation
from mlsysim_validators.sources.judges.known_laws.roles import plain, roles
from mlsysim_validators.sources.judges.known_laws.writing import Factors, factors, worth, written

Law = Callable[[Equation], str]
_NEAR = 1e-6

_CACHE = AnyCase(r"(?:^|[^a-z])(?:kv|key.value)|^mkv|^vkv")
_BOTH = AnyCase(r"lora|latent|mla|shared|(?:kv|k v) ?(?:dim|size|width|channels|bytes|elements)|per (?:tensor|matrix)")
_CACHE_ROLES = frozenset({"layers", "heads", "dim", "length", "batch", "width"})
_FEWEST = 4


def cache(equation: Equation) -> str:
    """A KV cache holds keys and values: 2 × layers × heads × dimension × tokens × bytes."""
    product = factors(equation.formula)
    if not _CACHE.search(plain(equation.left)) or product is None or product.number != 1.0:
        return ""
    names = [name for name in product.powers if not name.startswith("(")]
    of_sums = len(product.powers) - len(names)
    if len(names) < _FEWEST or any(power != 1 for power in product.powers.values()):
        return ""
    if any(not roles(name) & _CACHE_ROLES or _BOTH.search(plain(name)) for name in names):
        return ""
    if of_sums > 1 or _BOTH.search(equation.told.lower()):
        return ""
    found = frozenset().union(*(roles(name) for name in names))
    if {"layers", "dim"} <= found and sum("layers" in roles(name) for name in names) == 1:
        return "a KV cache holds keys and values: the product wants a factor of 2"
    return ""


_TRAINS = AnyCase(r"train|chinchilla|scaling law|compute.optimal|pre-?train")
_FORWARD = AnyCase(r"forward|inference|prefill|pre-fill|ttft|decod|generat|serving")
_COMPUTE = AnyCase(r"(?:.* )?(?:c|compute|flops?|c ?train|training flops?|training compute|total flops?|budget)")
_FIRST_TOKEN = AnyCase(r"(?:.* )?(?:ttft|t ?prefill|prefill (?:time|flops?)|flops? prefill|prefill)")
_OF_TRAINING = (6.0, 8.0)
_TOO_FEW = (1.0, 3.0, 12.0)


def training_compute(equation: Equation) -> str:
    """Training takes 6 FLOP per parameter and token: 2 forward, 4 backward."""
    product = factors(equation.formula)
    if product is None or len(product.powers) != 2 or set(product.powers.values()) != {1}:
        return ""
    one, other = product.powers
    if not any("parameters" in roles(a) and "tokens" in roles(b) for a, b in ((one, other), (other, one))):
        return ""
    if not _COMPUTE.fullmatch(plain(equation.left)) or _FORWARD.search(equation.told + equation.behind[:80]):
        return ""
    two = product.number == 2.0 and _TRAINS.search(plain(equation.left)) is not None
    if _TRAINS.search(equation.told) and (product.number in _TOO_FEW or two):
        return "training takes 6 FLOP per parameter and token: 2 forward and 4 backward"
    return ""


def first_token(equation: Equation) -> str:
    """Reading a prompt is one forward pass: 2 FLOP per parameter and token."""
    if not _FIRST_TOKEN.fullmatch(plain(equation.left)):
        return ""
    product = _leading(equation)
    if product is None or product.number not in (1.0, 3.0, 4.0, 6.0):
        return ""
    above = product.above()
    of_parameters = [name for name in above if "parameters" in roles(name) and len(plain(name)) > 1]
    of_tokens = [name for name in above if roles(name) & {"length", "tokens"} and name not in of_parameters]
    if of_parameters and of_tokens and len(above) <= 3:
        return "a forward pass takes 2 FLOP per parameter and token"
    return ""


def _leading(equation: Equation) -> Factors | None:
    """The first summand of a formula as a product."""
    first = equation.formula
    while first.sign in ("+", "-") and first.left is not None:
        first = first.left
    return factors(first)


_REDUCE = AnyCase(r"all-? ?reduce")
_HALF_OF_IT = AnyCase(r"gather|scatter|all-?to-?all|phase|broadcast|per step|each step|tree|recursive|halving|server")
_TWICE = AnyCase(r"(?:per|each|every|in a|of one) (?:phase|pass|half)|twice|both (?:phases|passes)|^ ?[×x*] ?2")
_RING_LEFT = AnyCase(r".*(?:reduce|ring|dp|comm|time|bytes|data|traffic|volume|sync|\bt\b|\bv\b).*")
_CLOSE, _CLAUSE = 150, 60  # characters
_LATENCY = AnyCase(r"l|α|alpha|lat|latency|(?:\w+ )?(?:latency|alpha)")
_MACHINES = AnyCase(r"n|p|k|w|g|(?:n|num|number of)? ?(?:gpus|devices|workers|nodes|ranks)|n ?gpus?|world ?size|dp")


def ring(equation: Equation) -> str:
    """A ring all-reduce has two phases: 2 (N-1)/N of the message passes each link."""
    if not (_REDUCE.search(equation.left) or _REDUCE.search(f"{equation.heading} {equation.before[-_CLOSE:]}")):
        return ""
    if _HALF_OF_IT.search(f"{equation.before[-_CLAUSE:]} {equation.left}") or _TWICE.search(equation.behind[:_CLAUSE]):
        return ""
    names = equation.formula.names()
    counts = {name for name in names if f"({name} - 1)" in written(equation.formula)}
    if len(counts) != 1 or not _RING_LEFT.fullmatch(plain(equation.left)):
        return ""
    (count,) = counts
    rest = sorted(names - counts)
    timed = [name for name in rest if not _LATENCY.fullmatch(plain(name))]
    if not _MACHINES.fullmatch(plain(count)) or not 1 <= len(timed) <= 2 or len(rest) - len(timed) > 1:
        return ""
    for message, *bandwidth in permutations(timed):
        values = {count: 5.0, message: 7.0, **dict.fromkeys(bandwidth, 11.0)}
        values |= {name: 0.0 for name in rest if name not in timed}
        if _same(worth(equation.formula, values), 4 / 5 * 7 / (11 if bandwidth else 1)):
            return "a ring all-reduce has two phases of N-1 steps: it wants a factor of 2"
    return ""


_BUBBLE = AnyCase(r".*bubble.*")


def bubble(equation: Equation) -> str:
    """A pipeline of P stages idles (P-1)/(M+P-1) of its time; told are the slips P/(M+P-1) and (P-1)/(M+P)."""
    names = sorted(equation.formula.names())
    if not _BUBBLE.fullmatch(equation.left.lower()) or len(names) != 2:
        return ""
    for stages, batches in permutations(names):
        found = worth(equation.formula, {stages: 5.0, batches: 17.0})
        if any(_same(found, slip) for slip in (5 / 21, 4 / 22)):
            return f"the bubble of a pipeline is ({stages} - 1)/({batches} + {stages} - 1)"
    return ""


_DALY = AnyCase(r"young|daly|optimal (?:checkpoint(?:ing)? )?(?:interval|period)|checkpoint(?:ing)? interval")
_ROOT = "√"


def checkpoint_interval(equation: Equation) -> str:
    """The best interval between checkpoints is √(2 × time to write × MTBF)."""
    formula = equation.formula
    if formula.sign != _ROOT or formula.left is None or not _DALY.search(equation.told):
        return ""
    product = factors(formula.left)
    if product is None or len(product.powers) != 2 or set(product.powers.values()) != {1} or product.number == 2.0:
        return ""
    return "the interval of Young and Daly is √(2 × time to write × MTBF)" if product.number in (1.0, 0.5, 4.0) else ""


_OPTIMAL = AnyCase(r".*(?:opt|\*).*|(?:p|n|params|parameters)")
_RATIO = AnyCase(
    r"(?<![\d.])20 (?:(?:training )?tokens\s+per\s+param|times\s+the\s+(?:number\s+of\s+)?param|[×·*] ?(?:p|n|param))|"
    r"(?<![\d.])20[pn]\b"
)


def optimal_parameters(equation: Equation) -> str:
    """With C = 6 × P × D and D = 20 × P, the parameters that a budget C is best spent on are √(C/120)."""
    formula = equation.formula
    if formula.sign != _ROOT or formula.left is None or not _OPTIMAL.fullmatch(plain(equation.left)):
        return ""
    product = factors(formula.left)
    if product is None or len(product.powers) != 1 or not product.above():
        return ""
    if not roles(plain(equation.left).replace("opt", "").strip(" *^") or "p") & {"parameters"} and not _is_optimum(
        equation
    ):
        return ""
    said = f"{equation.before} {equation.behind}"
    divisor = 1 / product.number if product.number else math.inf
    if _RATIO.search(said) and any(_same(divisor, slip) for slip in (6.0, 20.0, 60.0, 40.0)):
        return "6 × P × 20 P = 120 P²: the best number of parameters is √(C/120)"
    return ""


def _is_optimum(equation: Equation) -> bool:
    return "param" in plain(equation.left)


_DETERMINISTIC, _EXPONENTIAL = AnyCase(r"\bm/d/1\b"), AnyCase(r"\bm/m/1\b")
_WAIT = AnyCase(r".*(?:wait|w q|wq|queue).*")


def wait(equation: Equation) -> str:
    """The mean wait is ρ/(2μ(1-ρ)) in M/D/1, ρ/(μ(1-ρ)) in M/M/1."""
    names = sorted(equation.formula.names())
    said = f"{equation.heading} {equation.before}"
    one, other = bool(_DETERMINISTIC.search(said)), bool(_EXPONENTIAL.search(said))
    if len(names) != 2 or one == other or not _WAIT.fullmatch(plain(equation.left)):
        return ""
    for load, rate in permutations(names):
        found = worth(equation.formula, {load: 0.25, rate: 7.0})
        right, slip = (2, 1) if one else (1, 2)
        if _same(found, 0.25 / (slip * 7 * 0.75)):
            queue = "M/D/1" if one else "M/M/1"
            return f"the mean wait in {queue} is {load}/({'2 ' if right == 2 else ''}{rate} (1 - {load}))"
    return ""


_PRUNED = AnyCase(r".*(?:prun|compress|sparse|ratio|speed-? ?up).*|r")


def pruned(equation: Equation) -> str:
    """What is left of a model of which a share s was pruned is 1 - s: it is 1/(1-s) times smaller."""
    product = factors(equation.formula)
    if product is None or product.number != 1.0 or list(product.powers.values()) != [-1]:
        return ""
    (name,) = product.powers
    is_share = "sparsity" in roles(name) or (
        len(name) == 1 and AnyCase(rf"sparsity(?: ratio| level)? ?\(? ?{name.lower()}\b").search(equation.before)
    )
    if is_share and _PRUNED.fullmatch(plain(equation.left)):
        return f"of a model with sparsity {name} the share 1 - {name} is left: it is 1/(1 - {name}) times smaller"
    return ""


_TIME_LEFT = AnyCase(r"(?:t|time|latency|runtime)(?: .*)?")
_RATE_LEFT = AnyCase(r"(?:.* )?(?:attainable|achievable|performance|throughput|flop/s|flops|p)(?: .*)?")


def roofline(equation: Equation) -> str:
    """A time is the larger of two, max(FLOPs/peak, bytes/bandwidth); a rate the smaller, min(peak, bandwidth × AI)."""
    formula = equation.formula
    while formula.sign == "+" and formula.left is not None:
        formula = formula.left
    if formula.sign not in ("max", "min") or formula.left is None or formula.right is None:
        return ""
    sides = [factors(one) for one in (formula.left, formula.right)]
    above = [
        frozenset().union(*(roles(name) for name in one.above())) if one is not None else frozenset() for one in sides
    ]
    below = [
        frozenset().union(*(roles(name) for name in one.below())) if one is not None else frozenset() for one in sides
    ]
    left = plain(equation.left)
    timed = any("flops" in up and "peak" in down for up, down in zip(above, below, strict=True)) and any(
        "bytes" in up and "bandwidth" in down for up, down in zip(above, below, strict=True)
    )
    if timed and formula.sign == "min" and _TIME_LEFT.fullmatch(left):
        return "what takes longer decides: the time is the larger of the two, max(...)"
    rated = any("peak" in up for up in above) and any("bandwidth" in up for up in above) and not any(below)
    if rated and formula.sign == "max" and _RATE_LEFT.fullmatch(left):
        return "what is slower decides: the rate is the smaller of the two, min(...)"
    return ""


_AMDAHL = AnyCase(r"amdahl")
_SPEED_UP = AnyCase(r"s(?: ?\(\w\))?|(?:.* )?speed-? ?up(?: .*)?|s ?(?:total|overall|max|n|p)")


def amdahl(equation: Equation) -> str:
    """Amdahl's law: 1/((1-p) + p/S); told are the slips p × S for p / S, and a quotient that is not inverted."""
    names = sorted(equation.formula.names())
    if len(names) != 2 or not _AMDAHL.search(equation.told) or not _SPEED_UP.fullmatch(plain(equation.left)):
        return ""
    for share, by in permutations(names):
        found = worth(equation.formula, {share: 0.25, by: 7.0})
        slips = (1 / (0.25 + 0.75 * 7), 1 / (0.75 + 0.25 * 7), 0.25 + 0.75 / 7, 0.75 + 0.25 / 7)
        if any(_same(found, slip) for slip in slips):
            return "by Amdahl's law a speed-up is 1/((1 - p) + p/S): the share p is divided by what it is sped up by"
    return ""


def _same(found: float, value: float) -> bool:
    return math.isfinite(found) and abs(found - value) <= _NEAR * abs(value)


LAWS: tuple[Law, ...] = (
    cache, training_compute, first_token, ring, bubble, checkpoint_interval, optimal_parameters, wait, pruned, roofline,
    amdahl,
)  # fmt: skip
