"""Formulas of symbols as lectures write them: without signs of products, with words for indices, letters in a row."""

from __future__ import annotations

from mlsysim_validators.sources.judges.formulas.formula import Formula, product
from mlsysim_validators.sources.judges.formulas.reader import FormulaReader, Unread
from mlsysim_validators.sources.patterns import regex

_TOKEN = regex(
    r"(?P<space>[ \u2009\u00a0~]+)|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)|(?P<root>√|sqrt(?= ?\())|"
    r"(?P<sign>[-+−·⋅×∗*/÷^()\[\]])|(?P<name>[A-Za-zα-ωΑ-Ωℓ](?:[A-Za-z0-9_]|(?<=[FP])/s\b)*)"
)
_TIMES, _OVER = "·⋅×∗*", "/÷"
_OPEN = {"(": ")", "[": "]"}
_LETTERS = regex(r"[a-z]?[A-Z]{1,6}|[a-zα-ωΑ-Ω]")  # 2BDLS, pBDLS: one symbol each; Mw and dmodel are one with its index
_ARTICLE = regex(r"a [a-z]{2,}")
_LETTER = regex(r"[A-Za-zα-ωΑ-Ωℓ]")
_SUM = regex(r"\( ?(?:\w{1,3} ?[-+−] ?\d|\d\w* ?[-+−] ?\w)")
_INDEX = regex(r" (?P<index>[a-z]{3,}|FLOP/s)(?![\w(])")  # N params, λ mem
_NO_INDEX = regex(
    r"and|are|bits|bytes|each|elements|flops?|for|from|gives|ha[sv]e?|here|means|note|operations|over|per|since|that|the|"
    r"then|this|thus|times|using|values|was|weights|when|where|which|while|with|words"
)
_ENDS = regex(
    r"\s*(?:[.,;:](?!\d)|[)\]](?! ?\^)|$|\||[=≈≃∼~≤≥<>→≡∝⇒])|\s*\n|\s{2,}|"
    r"\s(?:where|with|for|if|in|per|and|or|so|bytes|bits|FLOPs?|FLOP|params?|parameters|tokens|operations|ops|elements|"
    r"weights|total|\()"
)
_DEEPEST, _LONGEST = 12, 240


def read(text: str, start: int) -> tuple[Formula, int] | None:
    """The formula that begins at a place of a text, and where it ends; None where none does, or goes on unread."""
    return _Reader(text, start).up_to(_ENDS)


class _Reader(FormulaReader):
    token, times, over, deepest, longest = _TOKEN, _TIMES, _OVER, _DEEPEST, _LONGEST

    def __init__(self, text: str, place: int) -> None:
        super().__init__(text, place)
        self.opaque = False  # whether the last name is a word, behind which a product wants its sign

    def _multiplies(self, kind: str, token: str, end: int, left: Formula) -> bool:
        return (kind == "sign" and token in _OPEN) or kind == "root" or (kind == "name" and self._is_symbol(token, end))

    def _is_symbol(self, token: str, end: int) -> bool:
        """Whether a name without a sign before it is a factor: one letter or several great ones, no word."""
        if self.opaque or _ARTICLE.match(self.text, end - len(token)):
            return False
        return _LETTERS.fullmatch(token) is not None

    def _is_factor(self, token: str, end: int) -> bool:
        """Whether a bracket right behind a name is a factor, "p(E+4)", and not what a function is of: "Var(2X)"."""
        return _LETTERS.fullmatch(token) is not None and _SUM.match(self.text, end) is not None

    def _atom(self, *, plain: bool = False) -> tuple[Formula, Formula | None]:
        kind, token, end = self._ahead()
        self.opaque = False
        if kind == "number":
            self.place = end
            return Formula("", float(token.replace(",", ""))), None
        if kind == "root":
            self.place = end
            of, rest = self._atom()
            if rest is not None:
                raise Unread
            return Formula("√", left=of, right=Formula("")), None
        if kind == "sign" and token in "-−":
            return self._turned(end)
        if kind == "sign" and token in _OPEN:
            return self._bracketed(end, _OPEN[token]), None
        if kind != "name" or (self.text[end : end + 1] == "(" and not self._is_factor(token, end)):
            raise Unread
        self.place = end
        self.opaque = not _LETTERS.fullmatch(token)
        letters = list(token) if _LETTERS.fullmatch(token) else [token]
        index = _INDEX.match(self.text, end) if _LETTER.fullmatch(letters[-1]) else None
        if index is not None and not _NO_INDEX.fullmatch(index["index"]):
            letters[-1] += f" {index['index']}"
            self.place = index.end()
        return Formula("", name=letters[-1]), product(letters[:-1])
