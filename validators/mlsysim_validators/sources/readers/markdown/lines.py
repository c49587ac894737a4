"""The lines of Markdown: what each sort of line looks like, and how far it is indented."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mlsysim_validators.sources.patterns import regex

LINE = regex(r"[^\n]*\n?")
FRONT_END = regex(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
FRONT_TITLE = regex(r"^(?:sub)?title:(.*)$", re.MULTILINE)
DECK_KEYS = regex(
    r"^(?:marp|revealOptions|slideOptions|slideshow|paginate|headingDivider)[ \t]*:|revealjs|slidy", re.MULTILINE
)
QUOTE = regex(r"(?: {0,3}>[ \t]?)+")
FENCE = regex(r"[ \t]*(`{3,}|~{3,})[ \t]*([^\n]*)")
ADMONITION = regex(r"\{(?:note|tip|hint|important|warning|caution|danger|error|attention|seealso|admonition)\}")
BOX = regex(
    r"[ \t]*(?:(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:[\w ,-]*[ \t]+)?\"([^\"\n]{1,200})\"|(?:!!!|\?\?\?\+?)[ \t]+[\w-]+)"
    r"[ \t]*\r?$"
)
HEADING = regex(r" {0,3}(#{1,6})(?=[ \t]|\r?$)")
HEADING_END = regex(r"\{[#.][^{}]*\}$")
RULER = regex(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\r?$")
UNDERLINE = regex(r" {0,3}(=+|-+)[ \t]*\r?$")
ITEM = regex(r"([ \t]*)([-*+]|\d{1,9}[.)])(?:([ \t]+)(?:\[[ xX]\][ \t]+)?|(?=\r?$))")
LINK_DEFINITION = regex(r" {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*\S+")
FOOTNOTE_DEFINITION = regex(r" {0,3}\[\^[^\]\s]{1,100}\]:[ \t]*")
NOTE_LINE = regex(r"[ \t]*(?:Notes?|NOTES?)::?[ \t]*")
NOTE_COMMENT = regex(r"\s*(?:speaker[ -]?)?notes?\b(?! (?:to|for|from)\b)\s*:?\s*", re.IGNORECASE)
MARP_SETTING = regex(r"\s*[_$]?[A-Za-z-]+[ \t]*:[ \t]*\S*")
REGISTRY = regex(r"\s*registry:(.*)", re.DOTALL)
DIV = regex(r"[ \t]*+:{3,}+[ \t]*+(\{[^{}]*\}|[\w-]*+)[ \t:]*+\r?$")
INVISIBLE = regex(r"[ \t]*<(script|style)\b", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    start: int
    end: int  # without the line break
    text: str


def indentation(line: str) -> int:
    """The width of the white space at the beginning, tabs to the next stop of four."""
    width = 0
    for char in line:
        if char == " ":
            width += 1
        elif char == "\t":
            width += 4 - width % 4
        else:
            break
    return width


def outdented(source: str, start: int, end: int, indent: int) -> int:
    """Where a line begins when up to `indent` columns of its white space are left out."""
    width = 0
    while start < end and width < indent and source[start] in " \t":
        width += 1 if source[start] == " " else 4 - width % 4
        start += 1
    return start
