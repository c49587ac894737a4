"""By what factor numbers of few bits are smaller: "4.5 bits per weight, so the compression against FP16 is 3.6x"."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(r"\bbits?\b")
_AGAINST = regex(
    r"\b(?:[Aa]gainst|over|[Vv]ersus|vs\.?|relative to|[Cc]ompared (?:to|with)|than|from|of) "
    r"(?:plain |full |an? |the |in )*"
    r"(?:FP|BF|TF|INT)-?(?P<width>32|16|8)\b"
)
_SMALLER = AnyCase(r"compress\w*|smaller|reduc\w+|shrink\w*|sav\w+|less memory|fewer bits|fewer bytes|footprint")
_OTHER = AnyCase(r"faster|speed|throughput|latency|flops|energy|accura\w*|perplexity")
_BITS = regex(
    r"(?:\b(?:effective|average|mean|net|real|actual)(?:ly)?(?: \w+){0,3}(?: is| of|:|"
    r"=)?(?: therefore| thus| then| about)* |"
    r"\b(?:makes?|gives?|total of|altogether|so|is|come to) )(?P<bits>\d(?:\.\d+)?) ?-?bits?\b"
    r"|(?<![\w.])(?P<per>\d(?:\.\d+)?) ?bits? (?:per|a|for each) (?:weight|parameter|number|value|element)\b"
)
_APART = 0.03


def compression(target: Placed, passage: Passage) -> Step | None:
    """The bits of a format over those that a number takes here."""
    amount = target.amount
    if amount.unit.symbol != "×" or not _SMALLER.search(target.sentence) or _OTHER.search(target.sentence):
        return None
    against = {float(one["width"]) for one in _AGAINST.finditer(f"{target.ahead} {target.behind}")}
    text = passage.text
    bits = {float(one["bits"] or one["per"]) for one in _BITS.finditer(text)}
    fine = {one for one in bits if one % 1}  # with the scales: what is meant where both are told
    bits = fine or bits
    if len(against) != 1 or len(bits) != 1:
        return None
    (wide,), (narrow,) = against, bits
    if not narrow < wide:
        return None
    right = wide / narrow
    whole = float(int(narrow)) or 1.0
    slips = [
        (2 * right, f"that is against {2 * wide:g} bits"),
        (right / 2, f"that is against {wide / 2:g} bits"),
        (wide / whole, f"that leaves out what is kept besides the {whole:g} bits"),
        (1 / right, "that is upside down"),
    ]
    told = f"{wide:g} bits / {narrow:g} bits"
    return Step("ratio", [(right, told)], [one for one in slips if abs(one[0] / right - 1) > _APART])
