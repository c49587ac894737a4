"""The language of a text, by its most frequent little words."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex

_BEGINNING = 40_000  # characters that are looked at
_LEAST = 6  # little words
_CLEARLY = 1.5  # times those of English

# Little words that English has not, and that no other language of these uses as often.
_WORDS = {
    "de": "der das und ist nicht mit für auf eine einen wird werden bei oder",
    "fr": "le les des une pour dans est avec sur qui pas ou du et",
    "es": "el los las una para con por del es y como",
    "pt": "o os uma para com não em do da dos são e",
    "it": "il di che per una con della sono è gli nel",
    "nl": "het een van voor met niet zijn wordt op en",
    "pl": "w na jest nie się do że oraz dla i z",
    "tr": "ve bir için ile bu olarak daha",
    "ru": "и в на не с для что это по как",
    "uk": "і в на не з для що це як та",
}
_ENGLISH = frozenset(("the", "of", "and", "is", "that", "with", "are", "this", "from"))
_OF = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_FIRST = regex(
    r"\b(?:der|und|ist|les?|des|pour|los|las?|para|o|uma|com|il|di|che|het|een|van|jest|się|ve|bir|и|в|на)\b"
)
_WORD = regex(r"(?<![\w-])[^\W\d_]{1,6}(?![\w-])")


def language_of(source: str) -> str:
    """The language of a source, as in ISO 639-1: "" for English, and for what these little words do not tell."""
    beginning = source[:_BEGINNING]
    if _FIRST.search(beginning) is None:
        return ""
    counts: dict[str, int] = {}
    for word in _WORD.findall(beginning):
        counts[word] = counts.get(word, 0) + 1
    english = sum(counts.get(word, 0) for word in _ENGLISH)
    found = {language: sum(counts.get(word, 0) for word in words) for language, words in _OF.items()}
    best = max(found, key=lambda language: found[language])
    return best if found[best] >= _LEAST and found[best] > _CLEARLY * english else ""
