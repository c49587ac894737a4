"""The raw side of LaTeX: a piece of source with its offsets, its matching braces and brackets, and its arguments."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import count

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex.symbols import names
from mlsysim_validators.sources.texts.documents import Text

VERBATIM = names(
    "lstlisting verbatim verbatim* Verbatim Verbatim* BVerbatim LVerbatim minted semiverbatim alltt comment pycode"
    " filecontents filecontents*"
)
_NEW_VERBATIM = regex(r"\\(?:lstnewenvironment|(?:Custom|Define)VerbatimEnvironment|newtcblisting)\s*\{([A-Za-z*]+)\}")
_VERB_LIMIT = 1000
INLINE_VERBATIM = regex(
    r"\\(?:verb\*?|lstinline(?:\[[^\]\n]{0,200}\])?|mintinline(?:\[[^\]\n]{0,200}\])?\{[^{}\n]{0,40}\})"
    r"([^A-Za-z0-9\s{\[*\\])"
)
_STRUCTURE = regex(r"\\begin\s*\{([A-Za-z*]+)\}|\\end\s*\{frame\}|\\[\s\S]|%[^\n]*|[{}]")
_BRACKET = regex(r"\\[\s\S]|%[^\n]*|[\[\]{}]|\n[ \t]*\n")
_SERIALS = count()
_SPACES = regex(r"[ \t]*\n?[ \t]*")
_OVERLAY = regex(r"[ \t]*<[0-9A-Za-z:|@,+.()\- ]{0,60}>")
_SINGLE = regex(r"[ \t]*+\n?[ \t]*+(\\[A-Za-z]+|\\.|[^\s{}\\%&$])", re.DOTALL)
_GAP = regex(r"[ \t]*(?:%?[ \t\r]*\n)?[ \t]*")


def verbatim_names(source: str) -> frozenset[str]:
    """The environments whose text is shown as it stands, with those that the source itself introduces."""
    return (
        VERBATIM | frozenset(_NEW_VERBATIM.findall(source))
        if "nvironment" in source or "tcblisting" in source
        else VERBATIM
    )


class VerbatimEnds:
    """Finds the end of verbatim environments; remembers what is known to be missing, so that work stays linear."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()

    def find(self, name: str, start: int) -> int:
        """Where `\\end{name}` stands at or behind `start`, or -1."""
        if name in self._missing:
            return -1
        end = self._text.find(f"\\end{{{name}}}", start)
        if end < 0:
            self._missing.add(name)
        return end


def inline_verbatim(text: str, start: int) -> tuple[int, int, int] | None:
    """Of `\\verb|...|` at `start`: where its content begins and ends, and where the text goes on."""
    match = INLINE_VERBATIM.match(text, start)
    if match is None:
        return None
    line_end = text.find("\n", match.end(), match.end() + _VERB_LIMIT)
    limit = line_end if line_end >= 0 else min(len(text), match.end() + _VERB_LIMIT)
    end = text.find(match[1], match.end(), limit)
    return (match.end(), end, end + 1) if end >= 0 else None


def match_braces(text: str, verbatim: frozenset[str], body: int = 0) -> tuple[array[int], list[int]]:
    """For every brace its partner's position plus one (0: none), and the positions of braces without a partner.

    Braces in comments and verbatim text do not count. A frame that starts behind `body` is a wall: a brace that is
    left open in one slide does not swallow the next.
    """
    partner = array("i", bytes(4 * (len(text) + 1)))
    lonely: list[int] = []
    open_braces: list[int] = []  # -1 stands for the wall of a frame
    walls = 0
    ends = VerbatimEnds(text)
    find = _STRUCTURE.search
    position = 0
    while match := find(text, position):
        position = match.end()
        token = match[0]
        if token == "{":
            open_braces.append(match.start())
        elif token == "}":
            if open_braces and open_braces[-1] >= 0:
                opened = open_braces.pop()
                partner[opened] = match.start() + 1
                partner[match.start()] = opened + 1
            else:
                lonely.append(match.start())
        elif match[1] in verbatim:
            end = ends.find(match[1], position)
            position = end if end >= 0 else position
        elif token in ("\\v", "\\l", "\\m"):
            inline = inline_verbatim(text, match.start())
            position = inline[2] if inline else position
        elif match.start() >= body and (match[1] == "frame" or token.startswith("\\end")):
            while walls and open_braces:
                opened = open_braces.pop()
                if opened < 0:
                    walls -= 1
                    break
                lonely.append(opened)
            if match[1] == "frame":
                open_braces.append(-1)
                walls += 1
    lonely.extend(position for position in open_braces if position >= 0)
    return partner, sorted(lonely)


class Input:
    """One piece of source being read: the file itself, or what a user macro expanded to."""

    __slots__ = ("_brackets", "ends", "has_fi", "level", "lonely", "offsets", "partner", "position", "serial", "text")

    def __init__(
        self, text: str, offsets: Sequence[int], level: int = 0, verbatim: frozenset[str] = VERBATIM, body: int = 0
    ) -> None:
        self.text = text
        self.offsets = offsets
        self.level = level
        self.serial = next(_SERIALS)
        self.position = 0
        self.has_fi = True  # until a search for \\fi found none
        self.partner, self.lonely = match_braces(text, verbatim, body)
        self.ends = VerbatimEnds(text)
        self._brackets: array[int] | None = None

    def offset(self, position: int) -> int:
        """The source offset of a position (the end counts as the last character)."""
        try:
            return self.offsets[position]
        except IndexError:
            return self.offsets[-1] if self.offsets else 0

    def piece(self, start: int, end: int) -> Text:
        """The characters from `start` to `end` with their source offsets."""
        return Text(self.text[start:end], self.offsets[start:end])

    def skip_gap(self) -> None:
        """Pass white space in front of an argument (never a blank line)."""
        match = _GAP.match(self.text, self.position)
        if match is not None and not self.text.startswith("\n", match.end()):
            self.position = match.end()

    def bracket_end(self, start: int) -> int:
        """Where the `]` for the `[` at `start` stands, or -1. Every bracket met on the way is remembered."""
        if self._brackets is None:
            self._brackets = array("i", bytes(4 * (len(self.text) + 1)))
        if self._brackets[start]:
            return max(-1, self._brackets[start] - 1)
        waiting: list[int] = []
        position = start
        while match := _BRACKET.search(self.text, position):
            position = match.end()
            token = match[0]
            if token == "[":
                waiting.append(match.start())
            elif token == "]":
                self._brackets[waiting.pop()] = position
                if not waiting:
                    return match.start()
            elif token == "{" and self.partner[match.start()]:
                position = self.partner[match.start()]
            elif token == "}" or token[0] == "\n":
                break
        for opened in waiting:
            self._brackets[opened] = -1
        return -1

    def optional(self) -> tuple[int, int] | None:
        """The inside of a `[...]` that stands right here; the position moves behind it."""
        if not self.text.startswith("[", self.position):
            return None
        end = self.bracket_end(self.position)
        if end < 0:
            return None
        inside = (self.position + 1, end)
        self.position = end + 1
        return inside

    def group(self) -> tuple[int, int] | None:
        """The inside of a `{...}` that stands here (white space before it is passed); the position moves behind it."""
        before = self.position
        self.skip_gap()
        if self.text.startswith("{", self.position) and self.partner[self.position]:
            inside = (self.position + 1, self.partner[self.position] - 1)
            self.position = inside[1] + 1
            return inside
        self.position = before
        return None

    def peek_group(self) -> tuple[int, int] | None:
        """The inside of the `{...}` that stands here, while the position stays."""
        before = self.position
        inside = self.group()
        self.position = before
        return inside

    def single_token(self) -> tuple[int, int] | None:
        """A macro name or one character that stands as an argument without braces; the position moves behind it."""
        match = _SINGLE.match(self.text, self.position)
        if match is None:
            return None
        self.position = match.end()
        return match.span(1)

    def skip(self, signature: str) -> None:
        """Pass arguments that are not visible (see `symbols`)."""
        for part in signature:
            if part == "*":
                self.position += self.text.startswith("*", self.position)
            elif part == "<":
                overlay = _OVERLAY.match(self.text, self.position)
                self.position = overlay.end() if overlay else self.position
            elif part == "o":
                self.optional()
            elif self.group() is None and not self.text.startswith("{", self.position):
                self.single_token()

    def skip_spaces(self) -> None:
        """Pass white space behind a macro's name (never a blank line)."""
        match = _SPACES.match(self.text, self.position)
        if match and not self.text.startswith("\n", match.end()):
            self.position = match.end()
