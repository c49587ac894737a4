"""Explain a rule by its code.

examples:
  mlsysim-registry explain              all rules, a line each
  mlsysim-registry explain EVD          those of a family
  mlsysim-registry explain EVD101       what it wants, why, a good and a bad example
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from mlsysim_registry.cli.options import add_format
from mlsysim_registry.cli.output import columns, write, write_json
from mlsysim_registry.errors import GivenError, did_you_mean


class Topic(NamedTuple):
    """One thing that can be explained."""

    code: str
    name: str
    severity: str
    scope: str
    doc: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("code", metavar="CODE", nargs="?", help="the code or the name of a rule; without one, all")
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Explain it."""
    topics = all_topics()
    wanted = (options.code or "").strip().casefold()
    topic = next((topic for topic in topics.values() if wanted in (topic.code.casefold(), topic.name.casefold())), None)
    family = [topic for topic in topics.values() if topic.code.casefold().startswith(wanted)]
    if topic is None and (not family or (options.code is not None and not wanted)):
        known = [*topics, *(topic.name for topic in topics.values())]
        raise GivenError(f"no rule `{options.code}`.{did_you_mean(options.code, known)} `explain` alone lists all.")
    if options.format == "json":
        write_json([member._asdict() for member in family] if topic is None else topic._asdict())
    elif topic is None:
        rows = [(rule.code, rule.severity, rule.name, _first_sentence(rule.doc)) for rule in family]
        write(columns(sorted(rows)))
    else:
        looks_at = _SCOPES.get(topic.scope, topic.scope)
        write([f"{topic.code} {topic.name} ({topic.severity}; looks at {looks_at})", "", topic.doc])
    return 0


_SCOPES = {"file": "one file and what it cites", "registry": "the whole registry", "source": "slides, notes and code"}


def _first_sentence(doc: str) -> str:
    return textwrap.shorten(doc.partition("\n\n")[0], 120, placeholder=" …")


def all_topics() -> Mapping[str, Topic]:
    """Every rule, and every reason that the source checker gives, by code."""
    from mlsysim_validators.rules.rule import all_rules

    rules = all_rules().values()
    topics = {rule.code: Topic(rule.code, rule.name, rule.severity, rule.scope, rule.doc) for rule in rules}
    return topics | _source_topics()


def _source_topics() -> dict[str, Topic]:
    """The source checker's own table, `mlsysim_validators.sources.codes.CODES`: code -> (name, severity, doc)."""
    try:
        codes = import_module("mlsysim_validators.sources.reports.codes").CODES
    except (ImportError, AttributeError):
        return {}
    return {code: Topic(code, name, severity, "source", doc) for code, (name, severity, doc) in codes.items()}
