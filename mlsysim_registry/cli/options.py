"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import argparse

from mlsysim_registry.data import Registry, load

LARGEST = 10**15


def add_common(parser: argparse.ArgumentParser, formats: tuple[str, ...] = ("text", "json")) -> None:
    """`--format`, `--registry` and `--with`."""
    add_format(parser, formats)
    parser.add_argument("--registry", metavar="PATH", help="a folder that holds registry/ (default: the one installed)")
    parser.add_argument(
        "--with", dest="files", metavar="FILE", nargs="+", default=[], action="extend",
        help="also know the entry in this YAML file, as custom/<file name>",
    )  # fmt: skip


def add_format(parser: argparse.ArgumentParser, formats: tuple[str, ...] = ("text", "json")) -> None:
    """`--format text|json`, or of more forms."""
    told = f"text (default){''.join(f', {form}' for form in formats[1:-1])} or {formats[-1]}"
    parser.add_argument("--format", choices=formats, default="text", help=told)


def registry_of(options: argparse.Namespace) -> Registry:
    """The registry that the options ask for. Raises DataError where it, or a file of `--with`, cannot be read."""
    registry = load(getattr(options, "version", None), path=options.registry)
    if options.files:
        from mlsysim_registry.overlay import with_entries

        registry = with_entries(registry, options.files)
    return registry


def whole(text: str) -> int:
    """A whole number of at least 1, as people write it: 8, 4,096, 4_096."""
    try:
        number = int(text.replace(",", "").replace("_", ""))
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a whole number") from None
    if not 1 <= number <= LARGEST:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is not between 1 and {LARGEST:,}")
    return number


def add_plot(parser: argparse.ArgumentParser) -> None:
    """`--plot [FILE]`."""
    told = "draw it: into FILE (.svg, .png, .pdf), or in the terminal where no file is named"
    parser.add_argument("--plot", nargs="?", const="-", metavar="FILE", help=told)
