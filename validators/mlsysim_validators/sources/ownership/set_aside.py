"""Numbers that a text itself calls wrong, or names as what would come out of a mistake: they claim nothing."""

from __future__ import annotations

from functools import lru_cache

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.texts.surroundings import Surroundings

SET_ASIDE = "its words call it wrong, or what would come out of a mistake"
_CALLED_WRONG = AnyCase(
    r"\b(?:not|never|wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|bogus|erroneous(?:ly)?|nonexistent|fake)\b"
    r"(?: (?:the|an?|its|at|value of|figure of|printed|quoted|listed|says|said|states|stated|as))*[ \u00a0*_\"'“]*$"
)
_A_MISTAKE = AnyCase(
    r"\b(?:(?:common|classic|frequent|typical|easy) (?:mistake|error|slip|pitfall|trap)|by mistake|"
    r"is (?:wrong|incorrect|a mistake)|are wrong|would be (?:wrong|a mistake)|"
    r"mistak(?:es|ing|en(?:ly)?) |wrongly|erroneously|confus(?:es|ing|ed) )"
)
# "Divide by the sparse peak and you report 20%. Forget the backward pass: 13%."
_TEMPTS = AnyCase(r"\band you (?:report|claim|end up|boast|fool)\b|^\W*(?:forget|confuse|mix up|mistake|leave out)\b")
_WOULD = AnyCase(r"\bwould\b|\bif you (?:took|used|forget|forgot|take|plug)")
_UNREAL = AnyCase(
    r"\btoo (?:short|long|small|large|low|high|optimistic|pessimistic|good)|\bmistake|\bwrong|\bincorrect|\boff by\b|"
    r"\bhypothetical|\bimpossible"
)


def is_set_aside(around: Surroundings) -> bool:
    """Whether a number stands there as the wrong one: "not 8 TB/s", "would come out as 2 GiB, a common mistake"."""
    if _CALLED_WRONG.search(around.before):
        return True
    return _tells_of_a_mistake(around.sentence)


@lru_cache(maxsize=256)
def _tells_of_a_mistake(sentence: str) -> bool:
    if _TEMPTS.search(sentence):
        return True
    return bool(_A_MISTAKE.search(sentence)) or bool(_WOULD.search(sentence) and _UNREAL.search(sentence))
