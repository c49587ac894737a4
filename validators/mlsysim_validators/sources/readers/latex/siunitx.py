"""The siunitx macros: `\\SI{3.35}{\\tera\\byte\\per\\second}` is shown as `3.35 TB/s`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.texts.documents import Text

COMMANDS: dict[str, str] = {
    # n a number, u a unit, r two numbers as a range, l a list of numbers, a an angle
    "SI": "nu", "qty": "nu", "num": "n", "si": "u", "unit": "u", "SIrange": "ru", "qtyrange": "ru", "numrange": "r",
    "SIlist": "lu", "qtylist": "lu", "numlist": "l", "ang": "a", "tablenum": "n",
}  # fmt: skip

PREFIXES = {
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m",
    "centi": "c", "deci": "d", "deca": "da", "deka": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G",
    "tera": "T", "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "ronna": "R", "quetta": "Q", "kibi": "Ki",
    "mebi": "Mi", "gibi": "Gi", "tebi": "Ti", "pebi": "Pi", "exbi": "Ei", "zebi": "Zi", "yobi": "Yi",
}  # fmt: skip

UNITS = {
    "byte": "B", "bit": "bit", "second": "s", "watt": "W", "joule": "J", "hertz": "Hz", "flop": "FLOP",
    "flops": "FLOPS", "FLOP": "FLOP", "FLOPS": "FLOPS", "op": "OP", "ops": "OPS", "OPS": "OPS", "token": "token",
    "tokens": "tokens", "transfer": "T", "meter": "m", "metre": "m", "gram": "g", "kilogram": "kg", "ampere": "A",
    "volt": "V", "kelvin": "K", "celsius": "°C", "degreeCelsius": "°C", "degree": "°", "percent": "%", "hour": "h",
    "minute": "min", "day": "d", "year": "a", "liter": "L", "litre": "L", "newton": "N", "pascal": "Pa", "ohm": "Ω",
    "farad": "F", "henry": "H", "coulomb": "C", "tesla": "T", "weber": "Wb", "mole": "mol", "candela": "cd",
    "radian": "rad", "tonne": "t", "electronvolt": "eV", "decibel": "dB", "USD": "USD", "EUR": "EUR", "dollar": "$",
    "B": "B", "kB": "kB", "MB": "MB", "GB": "GB", "TB": "TB", "PB": "PB", "KiB": "KiB", "MiB": "MiB", "GiB": "GiB",
    "kb": "kb", "Mb": "Mb", "Gb": "Gb", "Tb": "Tb", "kW": "kW", "MW": "MW", "GW": "GW", "mW": "mW", "W": "W",
    "uW": "µW", "kWh": "kWh", "MHz": "MHz", "GHz": "GHz", "kHz": "kHz", "Hz": "Hz", "ms": "ms", "us": "µs", "ns": "ns",
    "ps": "ps", "s": "s", "fs": "fs", "mV": "mV", "V": "V", "mA": "mA", "uA": "µA", "A": "A", "J": "J", "kJ": "kJ",
    "mJ": "mJ", "uJ": "µJ", "nJ": "nJ", "pJ": "pJ", "fJ": "fJ", "m": "m", "mm": "mm", "um": "µm", "nm": "nm",
    "kg": "kg", "g": "g", "h": "h", "K": "K",
}  # fmt: skip

_POWERS = {"squared": "^2", "cubed": "^3"}
_POWERS_BEFORE = {"square": "^2", "cubic": "^3"}
_PART = regex(r"\\([A-Za-z]+)[ \t\n]*|\\([^A-Za-z])|([ \t\r\n]+)|([{}$])|([^\\ \t\r\n{}$]+)", re.DOTALL)
_GROUP = regex(r"[ \t]*\{([^{}]*)\}")
_LITERAL = {",": "\u2009", ";": "\u2009", ":": "\u2009", " ": "\u2009", "!": "", "%": "%", "$": "$", "_": "_"}


def show_quantity(pattern: str, arguments: list[Text], out: TextBuilder, bold: bool, units: Mapping[str, str]) -> None:
    """Add to `out` what a siunitx macro shows. `units` are the author's own unit macros."""
    arguments = list(arguments)

    def number(ending: str = "") -> None:
        if arguments:
            _show_number(arguments.pop(0), out, bold)
        if ending:
            out.made(ending, _last_offset(arguments), bold)

    for part in pattern:
        if part == "n" or part == "a":
            number("°" if part == "a" else "")
        elif part == "r":
            number("–")
            number()
        elif part == "l" and arguments:
            _show_list(arguments.pop(0), out, bold)
        elif part == "u" and arguments:
            unit = arguments.pop(0)
            if len(pattern) > 1 and unit.text.strip() and not unit.text.lstrip().startswith(("\\percent", "\\%", "%")):
                out.made(" ", unit.source_offset(0), bold)
            _show_unit(unit, out, bold, units)


def plain_unit(unit: str, units: Mapping[str, str]) -> str:
    """What a unit expression shows, without positions."""
    out = TextBuilder()
    _show_unit(Text(unit, range(len(unit))), out, False, units)
    return out.take().text


def _last_offset(arguments: list[Text]) -> int:
    return arguments[0].source_offset(0) if arguments else 0


def _show_number(number: Text, out: TextBuilder, bold: bool) -> None:
    """A number as siunitx prints it: a decimal comma becomes a point, an exponent a power of ten."""
    text, index = number.text, 0
    while index < len(text):
        char, offset = text[index], number.offsets[index]
        if char == "\\":
            name = re.compile(r"\\([A-Za-z]+|.?)", re.DOTALL).match(text, index)
            assert name is not None
            out.made({"pm": "±", "times": " × ", "sim": "~", "approx": "≈"}.get(name[1], ""), offset, bold)
            index = name.end()
            continue
        if char in "eEdD" and index + 1 < len(text) and (text[index + 1].isdigit() or text[index + 1] in "+-"):
            before = text[index - 1] if index else ""
            out.made(" × 10^" if before.isdigit() or before == "." else "10^", offset, bold)
        elif char == "x":
            out.made(" × ", offset, bold)
        elif char == ",":
            out.made(".", offset, bold)
        elif char == "+" and text.startswith("+-", index):
            out.made(" ± ", offset, bold)
            index += 1
        elif char not in " \t\r\n{}$~":
            out.copied(char, offset, bold)
        index += 1


def _show_list(numbers: Text, out: TextBuilder, bold: bool) -> None:
    start = 0
    for piece in numbers.text.split(";"):
        end = start + len(piece)
        if start:
            out.made(", ", numbers.source_offset(start - 1), bold)
        _show_number(Text(piece, numbers.offsets[start:end]), out, bold)
        start = end + 1


def _show_unit(unit: Text, out: TextBuilder, bold: bool, own: Mapping[str, str]) -> None:
    """A unit from macros (`\\giga\\byte\\per\\second`) or literal (`GB/s`, kept as it is)."""
    text = unit.text
    power_before = ""
    after_prefix = True  # no product sign in front of the first unit
    position = 0
    while match := _PART.match(text, position):
        position = match.end()
        offset = unit.offsets[match.start()]
        name, symbol, _space, _brace, literal = match.groups()
        if literal is not None:
            out.mapped(literal.replace("~", "\u00a0"), unit.offsets[match.start() : match.end()], bold)
            after_prefix = False
        elif symbol is not None:
            out.made(_LITERAL.get(symbol, ""), offset, bold)
        elif name is None:
            continue
        elif name == "per":
            out.made("/", offset, bold)
            after_prefix = True
        elif name in _POWERS_BEFORE:
            power_before = _POWERS_BEFORE[name]
        elif name in _POWERS:
            out.made(_POWERS[name], offset, bold)
        elif name in ("tothe", "raiseto", "of") and (group := _GROUP.match(text, position)):
            position = group.end()
            if name == "raiseto":
                power_before = f"^{group[1]}"
            else:
                out.made(f"^{group[1]}" if name == "tothe" else f" {group[1]}", offset, bold)
        elif name in PREFIXES and name not in own:
            if not after_prefix:
                out.made("·", offset, bold)
            out.made(PREFIXES[name], offset, bold)
            after_prefix = True
        else:
            shown = own.get(name) or UNITS.get(name) or (name if name not in ("text", "mathrm", "textrm", "rm") else "")
            if not after_prefix and shown and shown != "h":
                out.made("·", offset, bold)
            out.made(shown + power_before, offset, bold)
            power_before = ""
            after_prefix = not shown
