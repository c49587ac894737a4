"""The verdicts on the quantities of a document: they are found, their subjects settled, and judge after judge decides.

The order counts. What the registry knows is decided before what follows from it, what a slide gives by itself before
what other slides give, and what may only be a coincidence last, where nothing else explains a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mlsysim_registry.data import Registry
from mlsysim_validators.sources import directives
from mlsysim_validators.sources.claims import OPERAND, Claim
from mlsysim_validators.sources.compare import digits_of
from mlsysim_validators.sources.computable import NO_RESULT, attempt
from mlsysim_validators.sources.directives import Complaint
from mlsysim_validators.sources.judges import (
    accounts,
    adapters,
    algebra,
    bracketed_shares,
    by_dimensions,
    columns,
    formulas,
    known_laws,
    labelled_lines,
    lost_prefixes,
    lost_seconds,
    named_columns,
    number_formats,
    published_runs,
    said_to_fit,
    second_thoughts,
    spoken_steps,
    tied,
    told_laws,
    which_roof,
)
from mlsysim_validators.sources.judges.algebra.equations import Side, sides
from mlsysim_validators.sources.judges.arithmetic import Printed
from mlsysim_validators.sources.judges.formulas import named
from mlsysim_validators.sources.judges.link_rates import directions, one_direction, used_as_one
from mlsysim_validators.sources.judges.listed import judging as listed
from mlsysim_validators.sources.judges.named_sizes import sizes_beside, sizes_in_names
from mlsysim_validators.sources.judges.ratio import Ratios, elsewhere, shown
from mlsysim_validators.sources.judges.recaps import judging as recaps
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.judges.recompute.judging import Neighbours
from mlsysim_validators.sources.judges.restated import followers, recalled, restatements
from mlsysim_validators.sources.judges.restated.consistency import Said
from mlsysim_validators.sources.judges.retold import judging as retold
from mlsysim_validators.sources.judges.several import counted_memory, device_counts, in_batches
from mlsysim_validators.sources.judges.sheets import (
    by_rounding,
    data_sheets,
    mostly_wrong,
    row,
    sheet_cells,
    sheet_rows,
)
from mlsysim_validators.sources.judges.specs import (
    bytes_in_headers,
    convention,
    identified,
    per_watt,
    spec,
    tiny_devices,
)
from mlsysim_validators.sources.judges.well_known import energies, integers, sayings, widths
from mlsysim_validators.sources.names import bracketed_names
from mlsysim_validators.sources.names.assumed_variants import choose_variants
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.set_aside import SET_ASIDE
from mlsysim_validators.sources.ownership.subjects import settle
from mlsysim_validators.sources.stated.quantities import stated_quantities
from mlsysim_validators.sources.texts.documents import Document
from mlsysim_validators.sources.texts.slides import Slide, slides_of
from mlsysim_validators.sources.texts.surroundings import Surroundings
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.settle import settle_value

_MEASURED = 9  # digits
_PROSE = (".tex", ".md", ".markdown", ".mdx", ".qmd", ".rmd", ".rst")


@dataclass(slots=True)
class _Hearing:
    """A document on its way: its slides, its claims in running text and tables (`claims`) and in data (`coded`).

    `everything` is all claims so far, those that judges added among them; `bare` are cells without a unit that follow
    from their neighbours: no statements to recall.
    """

    document: Document
    registry: Registry
    finder: EntityFinder
    devices: Devices
    slides: dict[int, Slide]
    claims: list[Claim]
    coded: list[Claim]
    everything: list[Claim]
    said: Said
    printed: dict[int, Printed] = field(default_factory=dict)
    around: dict[int, Surroundings] = field(default_factory=dict)
    operands: set[int] = field(default_factory=set)
    results: set[int] = field(default_factory=set)
    bare: list[Claim] = field(default_factory=list)

    def add(self, judge: Callable[..., Iterable[Claim]], *given: object) -> None:
        """Take in the claims that a judge adds."""
        self.everything.extend(_all_of(judge, *given))


def verdicts(document: Document, registry: Registry, said: Said) -> tuple[list[Claim], list[Complaint]]:
    """The claims of a document, each with its verdict, and the directives in it that cannot be followed.

    `said` is what other documents of the same run state.
    """
    # In prose a short name needs a text about such things; in code it is a key.
    finder = EntityFinder(registry, document.source if document.path.lower().endswith(_PROSE) else "")
    bracketed_names.learn(document.source, finder)
    complaints = directives.rename(document, finder, registry)
    slides, devices = slides_of(document), Devices(finder, registry)
    everything = [Claim(document, stated) for stated in stated_quantities(document, devices)]
    coded = [claim for claim in everything if claim.stated.value is not None]
    claims = [claim for claim in everything if claim.stated.value is None]
    hearing = _Hearing(document, registry, finder, devices, slides, claims, coded, everything, said)
    settled = [(claim, found) for claim in coded if (found := settle_value(claim, devices)) is not None]
    _settle(hearing)
    meant = {id(claim): (claim.entity, claim.field) for claim in coded}
    complaints += directives.apply(document, everything, registry)
    if coded or document.lookups:
        from mlsysim_validators.sources.judges import values
        from mlsysim_validators.sources.judges.coded_rows import defaults, lookups

        _let(values.judge, settled, devices, registry, meant)
        _let(defaults.judge, coded, registry)
        hearing.add(lookups.judge, document, coded, finder, registry)
    if any(block.kind == "data" for block in document.blocks):
        _judge_rows(hearing)
    facts, symbols = Facts(document, claims, finder), dict[str, float]()
    for number in slides:
        _judge_slide(hearing, number, facts, symbols)
    _judge_document(hearing)
    if _is_data(document):  # whose columns are not all known; a ridge point has no others
        for claim in everything:
            if claim.rule == "recomputed" and not claim.field.startswith("ridge"):
                claim.decide("unresolved", "not what the other numbers of its row give; a column may say more")
    return _told_once(document, [*everything, *hearing.bare]), complaints


def _settle(hearing: _Hearing) -> None:
    """Find whom the claims of running text and tables are about."""
    slides, claims = hearing.slides, hearing.claims
    for claim in claims:
        slides[claim.stated.block.slide].claims.append(claim)
    printed = hearing.printed = {number: Printed(slide) for number, slide in slides.items()}
    places = [(claim, printed[claim.stated.block.slide], claim.place) for claim in claims]
    hearing.operands = {id(claim) for claim, of_slide, place in places if place in of_slide.operands}
    hearing.results = {id(claim) for claim, of_slide, place in places if place in of_slide.results}
    for claim in claims:
        slide, operand = slides[claim.stated.block.slide], id(claim) in hearing.operands
        hearing.around[id(claim)] = settle(claim, slide, hearing.finder, operand)
    choose_variants(claims, slides.values(), hearing.finder)


def _judge_rows(hearing: _Hearing) -> None:
    """Judge what the rows of code and data say of one another."""
    from mlsysim_validators.sources.judges.coded_rows import (
        comment_products,
        composed_keys,
        counted_rows,
        grouped_heads,
        model_sizes,
        records,
    )

    document, finder = hearing.document, hearing.finder
    hearing.add(counted_rows.judge, document, hearing.devices, finder, hearing.coded)
    hearing.add(grouped_heads.judge, document, finder)
    hearing.add(model_sizes.judge, document, finder)
    hearing.add(composed_keys.judge, document, hearing.coded)
    hearing.add(comment_products.judge, document, hearing.everything)
    hearing.add(records.judge, document, hearing.everything, finder)


def _judge_slide(hearing: _Hearing, number: int, facts: Facts, symbols: dict[str, float]) -> None:
    """Judge a slide by the registry, then by what it states itself; `symbols` are those that were set before."""
    slides, finder, registry, around = hearing.slides, hearing.finder, hearing.registry, hearing.around
    slide, operands = slides[number], hearing.operands
    open_claims = [claim for claim in slide.claims if claim.verdict != "ignored" and claim.reason != SET_ASIDE]
    _let(bytes_in_headers.judge, open_claims)
    _let(convention.judge, open_claims, around, slide)
    for claim in open_claims:
        if claim.verdict == "unresolved":
            _let(spec.judge, claim, around[id(claim)], slide, registry)
    _let(identified.settle, open_claims, around, slide, finder)
    _let(sizes_beside.judge, open_claims, around, finder)
    _let(per_watt.judge, open_claims, finder)
    _let(directions.judge, open_claims, around, slide, finder)
    _let(one_direction.judge, open_claims, around, slide)
    neighbours = Neighbours(slide, slides.get(number - 1), finder, facts)
    apart = [claim for claim in open_claims if id(claim) not in operands and not _is_logged(claim)]
    for claim in apart:
        _let(neighbours.judge, claim, around[id(claim)], result=id(claim) in hearing.results)
    fresh = _all_of(hearing.printed[number].judge, open_claims)
    fresh += _all_of(neighbours.judge_counts, around)
    fresh += _all_of(formulas.judge, slide, [*open_claims, *fresh], symbols)
    compared = _all_of(Ratios(slide, finder, slides.get(number - 1)).judge_all, apart, around)
    taken = {claim.place for claim in fresh}
    fresh += [claim for claim in compared if claim.place not in taken]
    hearing.everything.extend(fresh)
    hearing.add(number_formats.judge, slide, [*open_claims, *fresh])
    _let(tiny_devices.judge, open_claims, around, registry)
    _let(widths.judge, open_claims, around)
    _let(energies.judge, open_claims, around, slide)
    series = _all_of(neighbours.judge_series, [*open_claims, *fresh])
    columnar = _all_of(columns.judge, slide, [*open_claims, *fresh, *series], finder)
    hearing.bare += [claim for claim in columnar if claim.verdict == "match"]
    series += [claim for claim in columnar if claim.verdict != "match"]
    hearing.everything.extend(series)
    _let(bracketed_shares.judge, open_claims)
    _let(in_batches.judge, open_claims)
    _let(second_thoughts.settle, [*open_claims, *fresh, *series])
    _let(shown.settle, [*open_claims, *fresh, *series])
    _let(followers.settle, [*open_claims, *fresh, *series])
    _let(restatements.settle, open_claims, around)
    _let(device_counts.judge, open_claims, slide, finder)
    for claim in open_claims:
        if claim.verdict == "unresolved" and id(claim) in operands:
            claim.decide("ignored", OPERAND)
    _let(hearing.said.judge, [(claim, around[id(claim)]) for claim in open_claims], slide, finder)


def _judge_document(hearing: _Hearing) -> None:
    """Judge what slides say of one another, and what is known of a number wherever it stands."""
    document, claims, everything, finder = hearing.document, hearing.claims, hearing.everything, hearing.finder
    _let(elsewhere.judge, hearing.slides.values())
    hearing.add(published_runs.judge, document, claims, finder)
    if document.programs or any(block.kind == "listing" for block in document.blocks):
        from mlsysim_validators.sources.judges import code

        hearing.add(code.judge, document, everything)
    equal: list[Side] = attempt(lambda: list(sides(document)), list[Side]())
    _let(named.judge, document, equal, everything)
    hearing.add(recalled.judge, document, claims, hearing.slides)
    hearing.add(named_columns.judge, hearing.slides, everything, finder)
    hearing.add(accounts.judge, hearing.slides.values(), everything)
    hearing.add(spoken_steps.judge, document, everything)
    hearing.add(tied.judge, document, everything)
    hearing.add(labelled_lines.judge, document, everything)
    hearing.add(told_laws.judge, document, everything)
    _let(recaps.judge, document, everything, hearing.around)
    hearing.add(retold.judge, document, everything)
    hearing.add(listed.judge, document, everything)
    _let(by_dimensions.judge, everything)
    _let(lost_prefixes.judge, claims, finder)
    _let(lost_seconds.judge, claims, finder)
    _let(row.judge, document, everything, hearing.around)
    _let(data_sheets.judge, document, claims, finder)
    _let(sheet_rows.judge, document, claims, finder)
    _let(by_rounding.judge, everything)
    _let(sheet_cells.judge, claims)
    _let(mostly_wrong.settle, everything)
    _let(sizes_in_names.judge, claims, finder, hearing.registry)
    hearing.add(counted_memory.judge, document)
    hearing.add(known_laws.judge, document)
    hearing.add(algebra.judge, document, equal, everything)
    hearing.add(sayings.judge, document)
    hearing.add(which_roof.sayings.judge, document)
    hearing.add(which_roof.judge, document, everything, hearing.slides, finder)
    hearing.add(integers.judge, document)
    hearing.add(said_to_fit.judge, document, everything, finder, hearing.registry)
    _let(used_as_one.judge, document, everything)
    _let(adapters.judge, document, everything, finder)
    if hearing.coded:
        from mlsysim_validators.sources.judges.coded_rows import remarks

        _let(remarks.judge, document, hearing.coded, claims)


def _told_once(document: Document, claims: list[Claim]) -> list[Claim]:
    """A number of a listing is read as text and as data: what was settled as data stands for both."""
    data = [claim for claim in claims if claim.stated.value is not None and claim.kind == "spec"]
    taken = {place for claim in data for place in claim.stated.text.offsets} if data else set()
    if all(block.kind != "listing" for block in document.blocks) and not taken & {
        claim.stated.offset for claim in claims if claim.stated.value is None
    }:
        return claims
    return data + [
        claim
        for claim in claims
        if claim.stated.value is None and not (claim.kind != "derived" and claim.stated.offset in taken)
    ]


def _is_logged(claim: Claim) -> bool:
    """Whether a cell of a data file has more digits than anybody writes: measured, not what its row comes to."""
    return _is_data(claim.document) and "." in claim.text and digits_of(claim.reading) >= _MEASURED


def _is_data(document: Document) -> bool:
    return document.path.lower().endswith((".csv", ".tsv"))


def _let(judge: Callable[..., None], *given: object, **named: object) -> None:
    """Let a judge decide claims, as `attempt` does; each claim comes here, so without a further call."""
    try:
        judge(*given, **named)
    except NO_RESULT:
        return


def _all_of(judge: Callable[..., Iterable[Claim]], *given: object) -> list[Claim]:
    """The claims that a judge adds."""
    return attempt(lambda: list(judge(*given)), [])
