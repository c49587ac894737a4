"""Which device a branch asks for: `if (name.includes("H100")) return 989e12;`, `case "A100": return 312e12;`."""

from __future__ import annotations

from mlsysim_validators.sources.readers.braces.tokens import NOTHING, Token

_FARTHEST = 40  # tokens of one condition
_NOT = frozenset({"!", "!="})


def asked_of(tokens: list[Token], place: int, ends: dict[int, int]) -> Token | None:
    """The name that an `if`, `when` or `case` at a place asks for; None where it asks for none, or for one of several.

    Two strings that both have to be found are one name: "A100" and "80GB".
    """
    behind = place + 1
    if tokens[place].text == "case":
        end = next((at for at in range(behind, min(len(tokens), behind + _FARTHEST)) if tokens[at].text == ":"), behind)
    elif behind < len(tokens) and tokens[behind].text == "(":
        end = ends.get(behind, behind)
    else:  # if strings.Contains(name, "H100") {
        stop = min(len(tokens), behind + _FARTHEST)
        end = next((at for at in range(behind, stop) if tokens[at].text in ("{", "=>")), behind)
    return _asked(tokens[behind : min(end, behind + _FARTHEST)])


def asked_before(tokens: list[Token], place: int) -> Token | None:
    """The name that a choice asks for, `gpu === "A100" ? 312e12 : ...`, by the place behind its question mark."""
    question = place - 1
    string = question - 1
    while string >= 0 and tokens[string].text == ")":
        string -= 1
    if string < 1 or tokens[string].kind != "string":
        return None
    return _asked(tokens[max(0, string - 3) : string + 1])


def _asked(condition: list[Token]) -> Token | None:
    strings = [token for token in condition if token.kind == "string"]
    signs = {token.text for token in condition if token.kind == "joint"}
    if not strings or signs & _NOT or (len(strings) > 1 and ("|" in signs or "," in signs)):
        return None
    first = strings[0] if strings else NOTHING
    return first._replace(text=" ".join(token.text for token in strings))
