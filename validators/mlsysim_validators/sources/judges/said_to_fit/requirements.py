"""What a named model is said to take that no number format gives: less than its weights alone, or a thousandfold.

"Training the 70B model in FP8 takes a much lower 21 GB": its weights alone are 70 GB. "M_params of GPT-3: 162 TiB" is
about 1,000 bytes for each parameter, where weights, gradients and states of an optimizer take 20 together.
"""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE, formats_in, hits, quantities_of
from mlsysim_validators.sources.judges.said_to_fit.demands import parameters_in, weights
from mlsysim_validators.sources.names.entities import EntityFinder

RULE, FIELD = "recomputed", "memory_of_parameters"
_LEADS = AnyCase(
    r"(?:requirements?|footprint|memory|vram|needs?|requires?|takes?|occup(?:y|ies)|uses?|weighs?|is|are|to|only|just|"
    r"about|around|lower|mere|merely|roughly|approximately|[=≈~:])\W{0,3}(?:an? )?(?:(?:much|far|even) )?"
    r"(?:lower |mere )?\W{0,3}$"
)
_WHOLE = AnyCase(r"memory|vram|requirement|footprint|\brequires?\b|\bneeds?\b|\btakes?\b|occup|\bweighs?\b|model size")
_ONLY_A_PART = AnyCase(
    r"lora|adapter|shard|\bper\b|\beach\b|every|offload|cache|\bkv\b|activation|sav(?:e|ing)|reduc\w* by|additional|"
    r"extra|\bmore\b|another|overhead|\bleft\b|remain|\bfree\b|\bplus\b|active|expert|layer|embedding|draft|delta|"
    r"gradients?\b|optimi[sz]er|states?\b|quanti[sz]|zero|fsdp|parallel|pipeline|paged|bandwidth|/ ?s\b|compress|prun|"
    r"distil|token|batch|split|spread|across|\bnot\b|n't\b|\bwould\b|\bif\b|instead|down to|\bstage|\bcpu\b|disk|stream"
)
_A_DEVICE = AnyCase(
    r"[ -]?(?:of )?(?:\w+ )?(?:gpus?|cards?|devices?|accelerators?|boards?|hbm|limit|budget|less|more|fewer)\b"
)
_STATES = AnyCase(
    r"(?<![a-z])m?(?:weights?|param(?:eter)?s?|grad(?:ient)?s?|optim[a-z]*(?: states?)?|model states?|"
    r"non-?act[a-z]*)(?![a-z])"
    r"[^.;,]{0,30}?(?:[=≈:~(]|\b(?:is|are|takes?|needs?|requires?|occup(?:y|ies)|weighs?|amounts? to|comes? to))"
    r"\W{0,3}(?:about |around |roughly |some |only )?\W{0,3}$"
)
_MANY = AnyCase(
    r"checkpoints|snapshots|versions|replicas|models\b|traffic|dataset|corpus|\btext\b|activation|cache|"
    r"per (?:day|step|second|hour)|/ ?s\b|\btotal of\b|cluster|fleet|\btimes\b|copies|written|sent|moved|read"
)
_AMOUNT_ENDS = AnyCase(r"[kmgtp]i?b\b")
_LESS, _MOST_BYTES = 0.75, 100.0
_LONGEST, _NEAR = 320, 160
_WORDS_BEHIND = 24


def judge(claims: Iterable[Claim], finder: EntityFinder) -> None:
    """Tell such amounts."""
    for claim in claims:
        if claim.verdict != "unresolved" or claim.stated.value is not None or claim.stated.cell is not None:
            continue
        unit = next((unit for unit in claim.reading.units if unit.dimension == BYTES and len(unit.symbol) > 1), None)
        if unit is not None and claim.reading.one_value and claim.kind != "spec":
            _judge_thousandfold(claim, finder)
            if claim.verdict == "unresolved":
                _judge_whole(claim, finder)


def _value(claim: Claim) -> float:
    unit = next(unit for unit in claim.reading.units if unit.dimension == BYTES)
    return claim.reading.value * unit.factor


def _judge_whole(claim: Claim, finder: EntityFinder) -> None:
    """All that a model takes in its format is no less than its weights."""
    begin, stop = claim.stated.sentence_span()
    text, reading = claim.stated.text.text, claim.reading
    sentence, ahead = text[begin:stop], text[begin : reading.start]
    if stop - begin > _LONGEST or not _WHOLE.search(ahead) or not _LEADS.search(ahead):
        return
    if _ONLY_A_PART.search(sentence) or _A_DEVICE.match(text[reading.end : reading.end + _WORDS_BEHIND]):
        return
    amounts = [one for one, unit in quantities_of(sentence, BYTES) if len(unit.symbol) > 1]
    if len(amounts) != 1 or len({match.group() for match in hits(MODEL_SIZE, sentence)}) > 1:
        return
    demand = weights(sentence, formats_in(sentence), finder)
    if demand is not None and _value(claim) < _LESS * demand.value:
        unit = next(unit for unit in reading.units if unit.dimension == BYTES)
        shown = printed(demand.value, reading, unit)
        claim.expected = Expected(demand.value, shown)
        _tell(claim, f"the weights alone are {shown} ({demand.told})", f"write at least {shown}")


def _judge_thousandfold(claim: Claim, finder: EntityFinder) -> None:
    """Weights, gradients and states of an optimizer take some 20 bytes of each parameter."""
    begin, stop = claim.stated.sentence_span()
    text, reading = claim.stated.text.text, claim.reading
    ahead = text[max(begin, reading.start - _NEAR) : reading.start]
    ends = [match.end() for match in _AMOUNT_ENDS.finditer(ahead)]
    own = ahead[ends[-1] :] if ends else ahead
    if not _STATES.search(own) or _MANY.search(text[begin:stop]):
        return
    parameters = parameters_in(own, finder)
    if parameters is None:
        return
    count, words = parameters
    each = _value(claim) / count
    if each > _MOST_BYTES:
        told = (
            f"{claim.text} of {words} parameters are {each:,.0f} bytes for each, where all states of it take about 20"
        )
        _tell(claim, told, "check the unit")


def _tell(claim: Claim, told: str, hint: str) -> None:
    claim.kind, claim.field = "derived", FIELD
    claim.decide("mismatch", told, rule=RULE, hint=hint, working=told)
