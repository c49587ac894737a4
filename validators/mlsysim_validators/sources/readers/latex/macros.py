"""Macros that the author defines: reading their definitions, and expanding their calls within bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex.input import Input
from mlsysim_validators.sources.readers.latex.siunitx import plain_unit
from mlsysim_validators.sources.readers.latex.symbols import names
from mlsysim_validators.sources.texts.documents import Text

MAXIMAL_LEVEL = 20
MAXIMAL_EXPANSION = 1_000_000

DEFINERS = names(
    "newcommand renewcommand providecommand DeclareRobustCommand newrobustcmd def gdef edef xdef let"
    " NewDocumentCommand RenewDocumentCommand DeclareDocumentCommand ProvideDocumentCommand DeclareMathOperator"
    " newenvironment renewenvironment DeclareSIUnit DeclareSIPrefix newacronym newtheorem newif NewDocumentEnvironment"
    " lstnewenvironment DefineVerbatimEnvironment CustomVerbatimEnvironment newtcblisting newtcolorbox newmdenv"
)

_NAME = regex(r"[ \t]*+\*?[ \t]*+(?:\{[ \t\n]*+(\\[A-Za-z@]+|\\.)[ \t\n]*\}|(\\[A-Za-z@]+|\\.))", re.DOTALL)
_PARAMETERS = regex(r"[^{}\\%\n]{0,80}")
_LET = regex(r"[ \t]*+(\\[A-Za-z@]+)[ \t]*+=?[ \t]*+(\\[A-Za-z@]+|[^\s])")
_COMMENT = regex(r"(?<!\\)%[^\n]*(?:\n[ \t]*)?")
_CALL = regex(r"\\([A-Za-z]+)(?:\{\})?")
_ARGUMENT = regex(r"#([1-9])")


class Macro(NamedTuple):
    """A user macro: its body, how many arguments it takes, and the default of the first if that is optional."""

    body: str
    arguments: int = 0
    default: str | None = None


class UserEnvironment(NamedTuple):
    """A user environment: two macros, one for the beginning and one for the end."""

    begin: Macro
    end: str


@dataclass(slots=True)
class Definitions:
    """Everything that the source has defined so far, and how much expansion it may still ask for."""

    macros: dict[str, Macro] = field(default_factory=dict)
    environments: dict[str, UserEnvironment] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    left: int = MAXIMAL_EXPANSION

    def read(self, definer: str, source: Input) -> None:
        """Read the definition that follows `definer`; the position moves behind it."""
        if definer in ("def", "gdef", "edef", "xdef"):
            self._read_def(source)
        elif definer == "let":
            self._read_let(source)
        elif definer in ("newenvironment", "renewenvironment"):
            self._read_environment(source)
        elif definer.endswith("DocumentCommand"):
            self._read_document_command(source)
        elif definer in ("DeclareMathOperator", "DeclareSIUnit", "DeclareSIPrefix"):
            self._read_shorthand(definer, source)
        elif definer.endswith(("command", "Command", "cmd")):
            self._read_command(source)
        else:
            while source.group() or source.optional():
                pass

    def _read_command(self, source: Input) -> None:
        name = self._name(source)
        count, default = self._signature(source)
        body = source.group()
        if name and body:
            self.macros[name] = Macro(_body(source, body), count, default)

    def _read_def(self, source: Input) -> None:
        name = self._name(source)
        parameters = _PARAMETERS.match(source.text, source.position)
        assert parameters is not None
        source.position = parameters.end()
        body = source.group()
        if name and body:
            numbers = "".join(parameters[0].split())
            count = numbers.count("#")
            if numbers == "".join(f"#{i + 1}" for i in range(count)):
                self.macros[name] = Macro(_body(source, body), count)
            else:
                self.macros.pop(name, None)

    def _read_let(self, source: Input) -> None:
        match = _LET.match(source.text, source.position)
        if match is None:
            return
        source.position = match.end()
        name, target = match[1][1:], match[2]
        if target[1:] in self.macros:
            self.macros[name] = self.macros[target[1:]]
        elif target != match[1] and target not in "{}":
            self.macros[name] = Macro(target)

    def _read_environment(self, source: Input) -> None:
        if source.text.startswith("*", source.position):
            source.position += 1
        name = source.group()
        count, default = self._signature(source)
        begin, end = source.group(), source.group()
        if name and begin and end:
            self.environments[source.text[name[0] : name[1]].strip()] = UserEnvironment(
                Macro(_body(source, begin), count, default), _body(source, end)
            )

    def _read_document_command(self, source: Input) -> None:
        name, arguments, body = self._name(source), source.group(), source.group()
        if name and arguments and body:
            kinds = "".join(source.text[slice(*arguments)].split())
            if kinds == "m" * len(kinds):
                self.macros[name] = Macro(_body(source, body), len(kinds))

    def _read_shorthand(self, definer: str, source: Input) -> None:
        name = self._name(source)
        source.optional()
        body = source.group()
        if not name or not body:
            return
        text = _body(source, body)
        if definer == "DeclareMathOperator":
            self.macros[name] = Macro(text)
        else:
            self.units[name] = plain_unit(text, self.units)

    def _name(self, source: Input) -> str:
        match = _NAME.match(source.text, source.position)
        if match is None:
            return ""
        source.position = match.end()
        return (match[1] or match[2])[1:]

    def _signature(self, source: Input) -> tuple[int, str | None]:
        source.skip_gap()
        count_at = source.optional()
        source.skip_gap()
        default_at = source.optional() if count_at else None
        count = source.text[slice(*count_at)].strip() if count_at else "0"
        default = source.text[slice(*default_at)] if default_at else None
        return (int(count) if count in set("0123456789") else 0), default

    def expand(self, macro: Macro, source: Input, call: int, level: int) -> Input | None:
        """The expansion of a call at source offset `call`; `source` stands behind the name and moves on.

        Characters of the body point at the call, those of the arguments at themselves. None: the bounds are reached.
        """
        arguments = read_arguments(macro, source, call)
        pieces: list[str] = []
        offsets: list[int] = []
        length = len(macro.body) + sum(len(argument.text) for argument in arguments)
        self.left -= length + 1
        if self.left < 0 or level >= MAXIMAL_LEVEL:
            return None

        def add(text: str, places: Sequence[int]) -> None:
            pieces.append(text)
            offsets.extend(places)

        position = 0
        for match in _ARGUMENT.finditer(macro.body) if macro.arguments else ():
            add(macro.body[position : match.start()], [call] * (match.start() - position))
            position = match.end()
            number = int(match[1]) - 1
            if number < len(arguments):
                self.left -= len(arguments[number].text)
                if self.left < 0:
                    return None
                add(arguments[number].text, arguments[number].offsets)
        add(macro.body[position:], [call] * (len(macro.body) - position))
        return Input("".join(pieces), offsets, level + 1)

    def flatten(self, text: Text) -> Text:
        """`text` with its argument-less user macros replaced by their bodies, all of which point at the call."""
        for _level in range(MAXIMAL_LEVEL):
            pieces: list[str] = []
            offsets: list[int] = []
            position = 0
            for match in _CALL.finditer(text.text):
                macro = self.macros.get(match[1])
                if macro is None or macro.arguments or self.left < len(macro.body):
                    continue
                self.left -= len(macro.body) + 1
                pieces += [text.text[position : match.start()], macro.body]
                offsets.extend(text.offsets[position : match.start()])
                offsets.extend([text.offsets[match.start()]] * len(macro.body))
                position = match.end()
            if not position:
                break
            text = Text("".join(pieces) + text.text[position:], (*offsets, *text.offsets[position:]))
        return text


def read_arguments(macro: Macro, source: Input, call: int) -> list[Text]:
    """The arguments of a call, as written; a single character or macro serves as one too."""
    arguments: list[Text] = []
    if macro.default is not None:
        given = source.optional()
        default = Text(macro.default, [call] * len(macro.default))
        arguments.append(source.piece(*given) if given else default)
    while len(arguments) < macro.arguments:
        group = source.group() or source.single_token()
        if group is None:
            break
        arguments.append(source.piece(*group))
    return arguments


def _body(source: Input, inside: tuple[int, int]) -> str:
    return _COMMENT.sub("", source.text[slice(*inside)])
