"""Lay out facts in many ways, plant slips, run the checker and count what it made of it.

`python measure.py SEED COUNT [-v]` prints the figures.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random
from typing import NamedTuple

import beamer
import later
import notes
from beamer import Layout
from facts import FIGURES, NVLINK, NVLINK_ONE_WAY, things
from mlsysim_validators.sources.checking import check_text
from mlsysim_validators.sources.claims import FINDINGS, Claim
from sheet import Place, Sheet
from slips import slips_for

from mlsysim_registry.data import Registry, load

_PREAMBLE = (
    "\\documentclass{beamer}\n\\usepackage{siunitx,booktabs}\n\\title{Machine learning systems}\n\\begin{document}\n"
)


Layouts = tuple[tuple[Layout, ...], tuple[Layout, ...]]
FIRST: Layouts = (beamer.LAYOUTS, notes.LAYOUTS)
LATER: Layouts = (later.TEX, later.MARKDOWN)


class Laid(NamedTuple):
    """A document and where its numbers stand."""

    path: str
    layout: str
    text: str
    places: list[Place]


class Count(NamedTuple):
    """What became of the numbers of many documents."""

    seen: int
    right: int
    quantities: int
    alarms: int
    planted: int
    found: int
    explained: int


def _lay_out(layout: Layout, sheet: Sheet, seed: int, tex: bool) -> Laid:
    """The document; the seed decides how the layout is varied, so that a planted slip changes nothing else."""
    sheet.rng = Random(seed)
    body, places = sheet.unmark(layout(sheet))
    head = _PREAMBLE if tex else ""
    moved = [p._replace(start=p.start + len(head), end=p.end + len(head)) for p in places]
    return Laid(
        "deck.tex" if tex else "notes.md", layout.__name__, head + body + ("\\end{document}\n" if tex else ""), moved
    )


def sheet_for(registry: Registry, rng: Random) -> Sheet:
    """Two to four things and as many figures of them."""
    kind = rng.choices(["accelerators", "micro", "models"], [8, 2, 1])[0]
    figures = rng.sample(FIGURES[kind], min(len(FIGURES[kind]), rng.randint(2, 4)))
    if NVLINK in figures and NVLINK_ONE_WAY in figures:
        figures.remove(NVLINK_ONE_WAY)
    chosen = things(registry, kind, rng.randint(2, 4), rng)
    return Sheet(chosen, figures, rng)


def _at(claims: list[Claim], place: Place) -> Claim | None:
    return next((c for c in claims if place.start - 1 <= c.stated.offset < place.end), None)


def measure(
    registry: Registry, seed: int, count: int, verbose: bool = False, layouts: Layouts = FIRST
) -> tuple[Count, Counter[tuple[str, ...]]]:
    """Check documents, each as it should be and with one slip planted: what became of them, and what went wrong."""
    rng = Random(seed)
    total: Counter[str] = Counter()
    misses: Counter[tuple[str, ...]] = Counter()
    for _ in range(count):
        sheet = sheet_for(registry, rng)
        tex = rng.random() < 0.6
        layout = rng.choice(layouts[0] if tex else layouts[1])
        layout_seed = rng.randrange(1 << 30)
        laid = _lay_out(layout, sheet, layout_seed, tex)
        claims = check_text(laid.path, laid.text, registry).claims
        total["quantities"] += len(claims)
        alarms = [c for c in claims if c.verdict in FINDINGS]
        total["alarms"] += len(alarms)
        for c in alarms:
            misses["ALARM", laid.layout, c.field] += 1
            if verbose:
                _tell("ALARM", laid, c)
        judged = []
        for place in laid.places:
            total["seen"] += 1
            claim = _at(claims, place)
            same = claim is not None and claim.entity is not None and claim.entity.id == place.thing.entry.id
            if claim is not None and claim.verdict == "match" and same:
                total["right"] += 1
                judged.append(place)
            elif claim is None or claim not in alarms:
                misses["UNJUDGED", laid.layout, place.figure.path] += 1
                if verbose:
                    _tell(
                        f"UNJUDGED {place.thing.name} {place.figure.path} {laid.text[place.start : place.end]}",
                        laid,
                        claim,
                    )
        if not laid.places:
            continue
        place = rng.choice(laid.places)
        slips = list(
            slips_for(place.thing, place.figure, [p.thing for p in laid.places if p.figure == place.figure], registry)
        )
        sort = rng.choice(sorted({slip.sort for slip in slips}))
        slip = rng.choice([slip for slip in slips if slip.sort == sort])
        key = (place.thing.entry.id, place.figure)
        sheet.instead[key] = slip.value
        wrong = _lay_out(layout, sheet, layout_seed, tex)
        sheet.instead.clear()
        claims = check_text(wrong.path, wrong.text, registry).claims
        at = [p for p in wrong.places if (p.thing.entry.id, p.figure) == key]
        hits = [c for p in at if (c := _at(claims, p)) is not None and c.verdict in FINDINGS]
        total["planted"] += 1
        total["found"] += bool(hits)
        good = bool(hits) and hits[0].rule in slip.reasons
        total["explained"] += good
        if not hits:
            misses["UNFOUND", slip.sort, wrong.layout, place.figure.path] += 1
        elif not good:
            misses["REASON", slip.sort, hits[0].rule, place.figure.path] += 1
        if verbose and not good:
            _tell(
                f"{'REASON' if hits else 'UNFOUND'} {slip.sort} {place.thing.name} {place.figure.path}",
                wrong,
                _at(claims, at[0]),
            )
        false = [c for c in claims if c.verdict in FINDINGS and c not in hits]
        total["quantities"] += len(claims)
        total["alarms"] += max(0, len(false) - len(alarms))
        if len(false) > len(alarms):
            misses["FALSE", slip.sort, wrong.layout] += 1
            if verbose:
                _tell("FALSE beside " + slip.sort, wrong, false[0])
    return Count(*(total[name] for name in Count._fields)), misses


def _tell(what: str, laid: Laid, claim: Claim | None) -> None:
    if claim is None:
        print(f"## {what} [{laid.layout}] NOT SEEN\n{laid.text if len(laid.text) < 1500 else laid.text[:1500]}")
        return
    line, _ = claim.document.position(claim.stated.offset)
    about = f"{claim.field} {claim.entity.id if claim.entity else ''}"
    print(f"## {what} [{laid.layout}] {claim.text!r} {claim.verdict} {about} {claim.rule}: {claim.reason}")
    print(f"    {laid.text.splitlines()[line - 1][:220]}")


if __name__ == "__main__":
    verbose = "-v" in sys.argv
    counts, misses = measure(
        load(), int(sys.argv[1]), int(sys.argv[2]), verbose, LATER if "--later" in sys.argv else FIRST
    )
    print(counts)
    print(f"right {counts.right / counts.seen:.3f}, found {counts.found / counts.planted:.3f}")
    print(f"right reason {counts.explained / max(1, counts.found):.3f}")
    print(f"false alarms per 100 quantities {100 * counts.alarms / counts.quantities:.2f}")
    for miss, times in misses.most_common(45):
        print(times, miss)
