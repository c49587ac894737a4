"""What the words around a number say that it counts, and per what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.judges.tied.nouns import SCALES, VOLUMES
from mlsysim_validators.sources.patterns import regex

THEM, EACH, LITRES = "them", "each", "litre"
_TOKEN = regex(r"[A-Za-z][\w'’-]*|m³|m\^?3|/|[^\s\w]|\d")
_DEVICE = regex(r"(?:(?!FP|BF|TF|INT|UINT|CR)[A-Z]{1,3}\d{2,4}[A-Z]{0,2}|MI\d{3}X?)s?")
# Words that end a noun phrase.
_ENDS_OF_NAMES = """
is are was were be been has have had does do did this these those its thus gives give takes take makes make needs need
holds hold leaves leave means as us fits fit costs cost uses use says lives sees see becomes comes come goes gets get
always plus across perhaps times yields besides lasts lies stays all the of in on at for and or with by to from that
which it they so but when while then than not under over into if we you i our their your his her per each every a an
both during within after before about roughly only just also will would can could may must should there here now today
how what who where why spends spend carries carry contains contain weighs weigh consumes consume occupies occupy draw
pulls pull sends send emits emit arrives arrive serves serve delivers deliver against between through until since
because out off up down total totals instead together altogether adds evaporates requires require swallows long large
big wide
"""
_STOP = frozenset(_ENDS_OF_NAMES.split())
_SKIPPED_WORDS = "such more of the these our its full whole new active different"
_SKIPPED = frozenset(_SKIPPED_WORDS.split())
_SINGULAR_WORDS = """
bus gas bias loss class process series plus less perhaps always status address ms us times axis analysis basis access
pass cross across business bytes bits flops ops
"""
_NO_PLURALS = frozenset(_SINGULAR_WORDS.split())
_SIZE_WORDS = "size weight length cost price footprint energy volume"
_SIZE = frozenset(_SIZE_WORDS.split())
_PRONOUNS = ("them", "these", "those", "which", "ones")
_OF_ONE = ("each", "every", "one", "a", "an")
_PREPOSITIONS = ("for", "in", "on", "of", "to", "at", "by", "from")
_ARTICLES = ("of", "the", "those", "these", "its", "our", "single")
_MOST_PER, _LONGEST_NAME, _MOST_BETWEEN = 3, 3, 2


def _tokens(text: str, begin: int, end: int) -> list[tuple[str, int]]:
    return [(match.group(), match.end()) for match in _TOKEN.finditer(text, begin, end)]


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun."""
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "'s", "ous", "less"))
        and (word.lower() not in _NO_PLURALS and word.lower() not in _STOP)
    )


def noun_behind(text: str, end: int, stop: int) -> tuple[str, int]:
    """The noun that a number counts which ends there, and where it ends."""
    tokens = _tokens(text, end, min(stop, end + 60))[:5]
    for index, (token, place) in enumerate(tokens):
        low = token.lower()
        if low in _PRONOUNS and index and tokens[index - 1][0].lower() == "of":
            return THEM, place
        if low in _SKIPPED and (low != "of" or index == 0):
            continue
        if token in VOLUMES or low in ("litre", "liter", "litres", "liters", "cubic"):
            return LITRES, place
        if low in ("dgx", "hgx"):
            return "node", place
        if _DEVICE.fullmatch(token):
            return "gpu", place
        if is_plural(token):
            return token, place
        if low in _STOP or not token[0].isalpha() or index > 2:
            break
    return "", end


def per_behind(text: str, begin: int, stop: int) -> list[tuple[str, ...]]:
    """Per what an amount is that ends there, one after the other; each may be called by one of several words."""
    tokens = [token for token, _ in _tokens(text, begin, min(stop, begin + 90))[:14]]
    found: list[tuple[str, ...]] = []
    at = skipped = 0
    while at < len(tokens) and len(found) < _MOST_PER:
        low, step = tokens[at].lower(), _joint(tokens, at, bool(found))
        if not step:
            goes_on = low in (",", "(") or (low.isalpha() and low not in _STOP)
            if found or skipped > _MOST_BETWEEN or not goes_on:
                break
            at, skipped = at + 1, skipped + 1
            continue
        at += step
        while at < len(tokens) and tokens[at].lower() in _ARTICLES:
            at += 1
        name = _name_at(tokens, at)
        if (not name and low not in ("each", "apiece")) or (name and name[-1].lower() in _SIZE):
            break  # "4 million tokens at a sequence length of"
        found.append(name or (EACH,))
        at += len(name)
    return found


def _joint(tokens: Sequence[str], at: int, goes_on: bool) -> int:
    """How many words there say "per", 0 for none: "/", "for each", "a", and "and" behind another one."""
    low = tokens[at].lower()
    after = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
    if low in _PREPOSITIONS and after in _OF_ONE:
        return 2 * ("time" not in tokens[at + 2 : at + 3])  # "at a time"
    if low in ("/", "per", "every", "each", "apiece") or (low in ("a", "an") and not goes_on):
        return 1
    return int(low == "and" and goes_on and after not in _STOP)


def _name_at(tokens: Sequence[str], at: int) -> tuple[str, ...]:
    """The words of a noun phrase."""
    found: list[str] = []
    for token in tokens[at : at + _LONGEST_NAME]:
        if not token[0].isalpha() or (token.lower() in _STOP and token not in VOLUMES):
            break
        found.append(token)
    if found and found[0].lower() in SCALES:  # "per million tokens"
        return tuple(f"{found[0].lower()} {token}" for token in found[1:]) or (found[0],)
    return tuple(found)


_DETERMINERS = (*_OF_ONE, "per", "single", "any", "mean", "average", "typical", "median")
_SURE = ("each", "every", "one", "per", "single")
_SIZE_OF = regex(r"\b(?P<thing>[A-Za-z]{2,}[a-rt-zA-RT-Z]) (?:size|length|weight|cost|price)\b[^.;\d]{0,12}$")
_COUNTED_THINGS = (
    r"nodes|servers|machines|hosts|racks|pods|boards|trays|clusters|groups|replicas|stages|batch(?:es)?|"
    r"micro-?batch(?:es)?|sequences|prompts|requests|conversations|documents|samples|images|videos|clips|files|shards|"
    r"layers|blocks|heads|experts|matrices|epochs|steps|runs|jobs|users|sites|regions|buckets|pages|rows|columns|tokens"
)
_LONGEST_COUNT = 60
# "512 nodes of 8 GPUs", "32 sequences with 4,096 tokens", "a batch of 64 images"
_MANY_OF = regex(
    rf"(?:\d|\b(?:two|three|four|six|eight|ten|sixteen|these|all|the|an?|each|every)) (?:[A-Za-z-]+ )?"
    rf"(?P<thing>{_COUNTED_THINGS}|batch|micro-?batch|sequence|node|group|rack|pod)"
    r" (?:of|with|having|holding|containing) (?:about |some |exactly |up to )?[~≈]?$"
)
_APART = regex(r"[,;:(]|\band\b|\bso\b")
_GOES_ON = regex(r"[^.;\d]{0,12}\b(?:which|that|this|those|these|they|it|and)\b[^.;\d]{0,40}$")
_AT = regex(r"\b(?:at|of|with|@)\W{0,3}$")
_INTERVAL = regex(
    r"\b(?:every|once (?:in|per|every|an?|each)|MTBF|MTTF|between (?:failures|faults|errors|crashes)|"
    r"(?:fails|crashes|dies|breaks)(?: (?:after|in|about|on average))+)[^.;,\d]{0,24}$"
)
_ARE = regex(r"(?P<noun>[A-Za-z][\w-]*s),? (?:which|that|and (?:these|those|they)|these|those) (?:are|is|makes?)\W*$")
_LABEL = regex(r"(?:^|[.;,:(=]) ?(?P<label>[^.;,:=\d]{2,60}?)(?: (?:is|are|was|were|becomes|of|to))?\W{0,6}$")
_DEGREE = regex(
    r"\b(?P<of>[A-Za-z]+(?:[- ]parallel)?)(?:ism)? (?:degree|count|width)\b|\bnumber of (?P<of2>[a-z]+)", re.IGNORECASE
)
_LENGTH_OF = regex(r"\b(?:sequence|context|prompt)[ -]lengths?(?: of| is| at|:| ?=)? ?[~≈]?$", re.IGNORECASE)
_DEGREES = {"data-parallel": "replica", "data parallel": "replica", "dp": "replica"}


def subjects(text: str, begin: int, start: int, ends: Sequence[tuple[int, int]]) -> tuple[list[str], bool]:
    """The things one of which a number is said to be of: "one node pulls", "each row is", "the mean JPEG size is".

    And whether it is said for certain, by "each" or "one".
    """
    many = _MANY_OF.search(text, max(begin, start - _LONGEST_COUNT), start)
    if many is not None:
        return [many["thing"]], True
    for first, last in reversed(ends):
        if _AT.search(text, begin, first) is None and _GOES_ON.match(text, last, start) is None:
            apart = _APART.search(text, last, start)  # what stands before is of the other amount
            begin = apart.end() if apart is not None else start
            break
    found: list[str] = []
    tokens = _tokens(text, max(begin, start - 140), start)
    taking, sure, scale = 0, False, ""
    for token, _ in tokens:
        low = token.lower()
        if low in _DETERMINERS:
            taking, sure, scale = 3, sure or low in _SURE, ""
        elif low in SCALES:  # "per million tokens", "the million tokens"
            taking, scale = taking or 3, f"{low} "
        elif taking and token[0].isalpha() and low not in _STOP and not (taking < 3 and not scale and is_plural(low)):
            if low not in _SIZE and low not in _SKIPPED:
                found.append(scale + token)
            taking -= 1
        else:
            taking = 0
    named = _SIZE_OF.search(text, begin, start)
    return [*found[-5:], *([named["thing"]] if named is not None else [])], sure and bool(found)


def is_interval(text: str, begin: int, start: int) -> bool:
    """Whether a time is how long it takes until something happens again: "fails once in 5 years", "an MTBF of"."""
    return _INTERVAL.search(text, max(begin, start - 40), start) is not None


def noun_right_before(text: str, begin: int, start: int) -> str:
    """The noun that a number counts before which it stands: "devices, which are 64"."""
    match = _ARE.search(text, max(begin, start - 60), start)
    return match["noun"] if match is not None else ""


def label_nouns(text: str, begin: int, start: int) -> list[str]:
    """What a plain number may count by the label before it: "requests inside at any moment: 90"."""
    ahead = text[max(begin, start - 70) : start]
    if _LENGTH_OF.search(ahead):
        return ["tokens"]
    match = _LABEL.search(ahead)
    if match is None:
        return []
    degree = next(_DEGREE.finditer(match["label"]), None)
    if degree is not None:
        of = (degree["of"] or degree["of2"]).lower()
        return [_DEGREES.get(of, of)]
    words = [word for word, _ in _tokens(match["label"], 0, len(match["label"])) if is_plural(word) or word == "ones"]
    return [THEM if word == "ones" else word for word in words][:3]
