"""Units as texts spell them: teraFLOPS, GBps, "tokens per second", a header's "(GB/s)"."""

from __future__ import annotations

from functools import lru_cache

from mlsysim_registry.errors import UnitError
from mlsysim_registry.kept_patterns import compiled
from mlsysim_registry.units.numbers_in_text import ENDS_WITH_NUMBER, SAME_LENGTH
from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_registry.units.vocabulary import vocabulary

# No unit is as long as 40 characters; without a bound, a text without spaces takes quadratic time.
TOKEN = compiled(r"[A-Za-zµ%][A-Za-z0-9µ^²-]{0,40}")
_REST_OF_TOKEN = compiled(r"[A-Za-z0-9µ^²-]*")
_JOINT = compiled(r" ?(?:/| per |-per-) ?(?=[A-Za-zµ])")
SCALES = {
    "K": 1e3, "k": 1e3, "M": 1e6, "G": 1e9, "B": 1e9, "T": 1e12, "P": 1e15,
    "thousand": 1e3, "million": 1e6, "Million": 1e6, "billion": 1e9, "Billion": 1e9, "bn": 1e9, "trillion": 1e12,
    "Trillion": 1e12,
}  # fmt: skip
_SHORTEST_NOTED = 2  # B2 and B200 are no bytes with a note
# Units that are ordinary words or single letters count only in brackets or behind a number.
_SHY_WORDS = """
s b h m T J W B Hz TF PF GF min minute minutes day days year years hour hours second seconds token tokens GPU GPUs gpu
gpus chip chips accelerator accelerators OP FLOP ops Ops OPs flop flops watts Watts bits byte bytes
"""
_SHY = frozenset(_SHY_WORDS.split())


def mentioned_units(text: str) -> list[tuple[int, tuple[Unit, ...]]]:
    """Units that stand in a text without a number before them: the header "Memory bandwidth (GB/s)".

    The place of each, and the meanings that the spelling may have.
    """
    plain = text.translate(SAME_LENGTH)
    found: list[tuple[int, tuple[Unit, ...]]] = []
    position = 0
    while (match := TOKEN.search(plain, position)) is not None:
        spaced = plain[max(0, match.start() - 24) : match.start()]
        before = spaced.rstrip()
        units, end = unit_at(plain, match.start())
        if units and not ENDS_WITH_NUMBER.search(before):
            bracketed = before.endswith(("(", "[", ",", "in")) or spaced.endswith(" / ")
            spelled = plain[match.start() : end]
            if spelled not in SCALES and (bracketed or spelled not in _SHY):
                found.append((match.start(), units))
        position = end if end > match.end() else _REST_OF_TOKEN.match(plain, match.end()).end()  # type: ignore[union-attr]
    return found


def unit_at(plain: str, start: int) -> tuple[tuple[Unit, ...], int]:
    """The unit expression that begins at `start`, and where it ends; () and `start` if none does."""
    first, end = _atom_at(plain, start)
    if not first:
        return (), start
    expressions = first
    while (joint := _JOINT.match(plain, end)) is not None:
        following, stop = _atom_at(plain, joint.end())
        if not following:
            break
        # "GB/s" and "TFLOPS/chip" alike; a rate has its second already
        expressions = tuple(f"{left}/{right}" for left in expressions for right in following)
        end = stop
    return _meanings(expressions), end


@lru_cache(maxsize=2048)
def _meanings(expressions: tuple[str, ...]) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for expression in expressions:
        if expression.endswith("/s/s"):  # "TFLOPS/s" is a slip of the pen for a rate
            expression = expression.removesuffix("/s")
        if expression.endswith("/GPU") and not expression.startswith("USD"):  # per device: what every spec is
            expression = expression.removesuffix("/GPU")
        try:
            unit = parse_unit(expression)
        except UnitError:
            continue
        if unit not in units:
            units.append(unit)
    return tuple(units)


def _atom_at(plain: str, start: int) -> tuple[tuple[str, ...], int]:
    spoken = vocabulary().spoken
    token = TOKEN.match(plain, start)
    if token is None:
        return (), start
    second = TOKEN.match(plain, token.end() + 1) if plain.startswith(" ", token.end()) else None
    if second is not None:
        meaning = spoken.get(f"{token.group()} {second.group()}")
        if meaning:
            return meaning, second.end()
    word, end = token.group(), token.end()
    while word:
        meaning = spoken.get(word) or (spoken.get(word.lower()) if len(word) > 4 else None)
        if meaning:
            return meaning, end
        shorter = word.rpartition("-")[0] if "-" in word else ""
        if not shorter and word[-1] in "0123456789²" and word[:-1] in spoken and len(word) > _SHORTEST_NOTED:
            shorter = word[:-1]  # a footnote mark: TFLOPS1
        end = start + len(shorter)
        word = shorter
    return (), start
