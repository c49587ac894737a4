"""Listings of LaTeX: where the text of a verbatim environment begins, and its language."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex.input import Input
from mlsysim_validators.sources.readers.latex.symbols import names

_LANGUAGE = regex(r"(?<![A-Za-z])language\s*+=\s*+\{?\s*+(?:\[[^\]]{0,80}\])?\s*+([A-Za-z+#0-9-]+)")
_NO_LANGUAGE = regex(
    r"(?<![A-Za-z])language\s*+=\s*+(?:\{\s*+\}|(?=,|$))|(?<![A-Za-z])style\s*+=\s*+\{?\w*(?:out|plain)"
)
_OPTIONS = regex(r"[ \t]*\[((?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]{0,200}\}){0,500}\}|\[[^\[\]]{0,200}\]){0,1000})\]")
_ARGUMENT = regex(r"[ \t]*\{([^{}\n]{0,40})\}")
_LINE_REST = regex(r"[ \t]*\r?\n")
_WITH_OPTIONS = names("lstlisting Verbatim Verbatim* BVerbatim LVerbatim minted pycode semiverbatim alltt")


def language_of(options: str) -> str:
    """The language that listing options name, in lower case."""
    match = _LANGUAGE.search(options)
    return match[1].lower() if match else ""


def open_listing(name: str, source: Input, default_language: str) -> str:
    """Pass the options behind `\\begin{name}`, and the rest of that line; the language.

    Braces behind a verbatim beginning have no known partners, so the options are matched here by themselves.
    """
    language = default_language if name == "lstlisting" else ""
    if name in _WITH_OPTIONS and (options := _OPTIONS.match(source.text, source.position)):
        source.position = options.end()
        named = language_of(options[1])
        language = "" if not named and _NO_LANGUAGE.search(options[1]) else named or language
    if name == "minted" and (argument := _ARGUMENT.match(source.text, source.position)):
        source.position = argument.end()
        language = argument[1].strip().lower()
    if name == "pycode":
        language = "python"
    rest = _LINE_REST.match(source.text, source.position)
    source.position = rest.end() if rest else source.position
    return language
