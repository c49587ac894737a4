"""The way of a source through the rooms: read, find quantities, settle subjects, judge."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from mlsysim_registry.data import Registry
from mlsysim_validators.findings import Finding, Severity
from mlsysim_validators.sources import bracketed_names, directives
from mlsysim_validators.sources.assumed_variants import choose_variants
from mlsysim_validators.sources.claims import FINDINGS, Claim, Verdict
from mlsysim_validators.sources.compare import digits_of
from mlsysim_validators.sources.computable import NO_RESULT, attempt
from mlsysim_validators.sources.documents import Document
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.judges import (
    accounts,
    algebra,
    bracketed_shares,
    by_dimensions,
    columns,
    convention,
    counted_memory,
    data_sheets,
    device_counts,
    directions,
    followers,
    formulas,
    identified,
    in_batches,
    known_laws,
    labelled_lines,
    mostly_wrong,
    named_columns,
    number_formats,
    one_direction,
    per_watt,
    published_runs,
    recalled,
    restatements,
    row,
    second_thoughts,
    sheet_cells,
    sizes_beside,
    sizes_in_names,
    spec,
    spoken_steps,
    tied,
    tiny_devices,
    told_laws,
)
from mlsysim_validators.sources.judges.arithmetic import Printed
from mlsysim_validators.sources.judges.consistency import Said
from mlsysim_validators.sources.judges.formulas import named
from mlsysim_validators.sources.judges.listed import judging as listed
from mlsysim_validators.sources.judges.ratio import Ratios, elsewhere, shown
from mlsysim_validators.sources.judges.recaps import judging as recaps
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.judges.recompute.judging import Neighbours
from mlsysim_validators.sources.judges.retold import judging as retold
from mlsysim_validators.sources.judges.well_known import bounds, energies, integers, sayings, widths
from mlsysim_validators.sources.quantities import stated_quantities
from mlsysim_validators.sources.readers import BINARY_SUFFIXES, KNOWN_SUFFIXES, UnknownFormat, read
from mlsysim_validators.sources.set_aside import SET_ASIDE
from mlsysim_validators.sources.slides import Surroundings, slides_of
from mlsysim_validators.sources.subjects import PART_OF_A_NAME, settle
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.settle import settle_value

MAX_BYTES = 20_000_000
_HEAD = 4096
_MANY_NULS = 10
_MEASURED = 9  # digits
_PROSE = (".tex", ".md", ".markdown", ".mdx", ".qmd", ".rmd", ".rst")
OPERAND = "an operand of a calculation that is checked"
_CHECKED: tuple[Verdict, ...] = ("match", "mismatch", "inconsistent", "ungrounded")


@dataclass(slots=True)
class SourceReport:
    """What was found in one source."""

    path: str
    claims: list[Claim] = field(default_factory=list)
    troubles: list[Finding] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many quantities were seen; parts of names are none."""
        return sum(claim.reason not in (PART_OF_A_NAME, OPERAND) for claim in self.claims)

    @property
    def checked(self) -> int:
        """How many of them were checked."""
        return sum(claim.verdict in _CHECKED for claim in self.claims)


@dataclass(slots=True)
class Report:
    """What was found in all sources."""

    registry_version: str
    sources: list[SourceReport] = field(default_factory=list)
    baselined: int = 0  # findings that a baseline waved through

    def claims(self) -> Iterator[Claim]:
        """Every claim of every source."""
        for source in self.sources:
            yield from source.claims

    def wrong(self) -> list[Claim]:
        """The claims that an author has to look at."""
        return [claim for claim in self.claims() if claim.verdict in FINDINGS]

    def troubles(self) -> list[Finding]:
        """Sources, or parts of them, that could not be read; directives that cannot be followed."""
        return [trouble for source in self.sources for trouble in source.troubles]


def check(paths: Iterable[str], registry: Registry, roots: Iterable[str] = ()) -> Report:
    """Check sources against the registry. Included files are followed only below `roots` (by default each source's
    folder)."""
    report = Report(registry.version)
    said = Said()
    allowed = [os.path.realpath(root) for root in roots]
    pending = [(path, allowed or [os.path.realpath(os.path.dirname(os.path.abspath(path)))]) for path in paths]
    done: set[str] = set()
    while pending:
        path, within = pending.pop(0)
        real = os.path.realpath(path)
        if real in done:
            continue
        done.add(real)
        source = SourceReport(path)
        report.sources.append(source)
        document = _read(path, source)
        if document is None:
            continue
        try:
            _check_document(document, source, registry, said)
        except Exception as error:  # a defect of a rule: the other sources are checked all the same
            source.troubles.append(_trouble(path, 1, 1, *_defect(error)))
            continue
        inputs, troubles = _includes(document, within)
        source.troubles.extend(troubles)
        pending[:0] = [(included, within) for included in inputs]
    return report


def check_text(path: str, text: str, registry: Registry) -> SourceReport:
    """Check one source that is at hand as text."""
    source = SourceReport(path)
    _check_document(read(path, text), source, registry, Said())
    return source


def _defect(error: Exception) -> tuple[str, str]:
    """What is told of a rule that failed, and what to do about it."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    told = f"the check failed here ({type(error).__name__}{where}); nothing of this file was checked"
    return told, "this is a defect of the checker: report it with the part of the file that brings it about"


def _trouble(path: str, line: int, column: int, message: str, hint: str = "", code: str = "SRC106") -> Finding:
    return Finding(code, "error", path, line, column, message, hint)


def _read(path: str, source: SourceReport) -> Document | None:
    try:
        size = os.path.getsize(path)
        if not os.path.isfile(path):  # a pipe would be waited for
            source.troubles.append(_trouble(path, 1, 1, "not a file"))
            return None
        if size > MAX_BYTES:
            source.troubles.append(_trouble(path, 1, 1, f"larger than {MAX_BYTES:,} bytes", "split the source"))
            return None
        with open(path, "rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if path.lower().endswith(BINARY_SUFFIXES):
            return read(path, content)
        kind = _other_encoding(content)
        if kind:
            source.troubles.append(_trouble(path, 1, 1, kind, "save the file as UTF-8"))
            return None
        return read(path, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        kind = "a binary file" if b"\0" in content[:4096] else "not UTF-8"
        source.troubles.append(
            _trouble(path, line, column, f"{kind}: byte 0x{content[error.start]:02x}", "save the file as UTF-8")
        )
    except UnknownFormat as error:
        source.troubles.append(_trouble(path, 1, 1, str(error)))
    except OSError as error:
        source.troubles.append(_trouble(path, 1, 1, f"cannot be read: {error.strerror}"))
    return None


def _other_encoding(content: bytes) -> str:
    """What bytes are that could pass for UTF-8, or would fail as such without a word of what they are."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16, not UTF-8"
    head = content[:_HEAD]
    return "a binary file, or UTF-16 without its mark" if head.count(b"\0") > len(head) // _MANY_NULS else ""


def _includes(document: Document, within: list[str]) -> tuple[list[str], list[Finding]]:
    found: list[str] = []
    troubles: list[Finding] = []
    folder = os.path.dirname(os.path.abspath(document.path))
    for written, offset in document.includes:
        name = written if os.path.splitext(written)[1] else written + ".tex"
        real = os.path.realpath(os.path.join(folder, name))
        line, column = document.position(offset)
        if not any(real == root or real.startswith(root + os.sep) for root in within):
            hint = "sources are read below the folder of the checked file; name others on the command line"
            troubles.append(
                _trouble(document.path, line, column, f"\\input{{{written}}} leaves the folder and was not read", hint)
            )
        elif not os.path.isfile(real):
            troubles.append(_trouble(document.path, line, column, f"\\input{{{written}}}: no such file"))
        elif real.endswith(KNOWN_SUFFIXES):
            found.append(os.path.relpath(real) if not os.path.isabs(document.path) else real)
    return found, troubles


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


def _check_document(document: Document, source: SourceReport, registry: Registry, said: Said) -> None:
    # In prose a short name needs a text about such things; in code it is a key.
    finder = EntityFinder(registry, document.source if document.path.lower().endswith(_PROSE) else "")
    bracketed_names.learn(document.source, finder)
    complaints = directives.rename(document, finder, registry)
    slides = slides_of(document)
    devices = Devices(finder, registry)
    everything = [Claim(document, stated) for stated in stated_quantities(document, devices)]
    coded = [claim for claim in everything if claim.stated.value is not None]
    claims = [claim for claim in everything if claim.stated.value is None]
    settled = [(claim, found) for claim in coded if (found := settle_value(claim, devices)) is not None]
    for claim in claims:
        slides[claim.stated.block.slide].claims.append(claim)
    printed = {number: Printed(slide) for number, slide in slides.items()}

    places = [(claim, printed[claim.stated.block.slide], claim.place) for claim in claims]
    operands = {id(claim) for claim, of_slide, place in places if place in of_slide.operands}
    results = {id(claim) for claim, of_slide, place in places if place in of_slide.results}
    around: dict[int, Surroundings] = {}
    for claim in claims:
        around[id(claim)] = settle(claim, slides[claim.stated.block.slide], finder, id(claim) in operands)
    choose_variants(claims, slides.values(), finder)
    meant = {id(claim): (claim.entity, claim.field) for claim in coded}
    complaints += directives.apply(document, everything, registry)
    if coded or document.lookups:
        from mlsysim_validators.sources.judges import defaults, lookups, values

        _let(values.judge, settled, devices, registry, meant)
        _let(defaults.judge, coded, registry)
        everything.extend(_all_of(lookups.judge, document, coded, finder, registry))
    if any(block.kind == "data" for block in document.blocks):
        from mlsysim_validators.sources.judges import (
            comment_products,
            composed_keys,
            counted_rows,
            model_sizes,
            records,
        )

        everything.extend(_all_of(counted_rows.judge, document, devices, finder))
        everything.extend(_all_of(model_sizes.judge, document, finder))
        everything.extend(_all_of(composed_keys.judge, document, coded))
        everything.extend(_all_of(comment_products.judge, document, everything))
        everything.extend(_all_of(records.judge, document, everything, finder))
    facts = Facts(document, claims, finder)
    symbols: dict[str, float] = {}
    bare: list[Claim] = []  # cells without a unit that follow from their neighbours: no statements to recall
    for number, slide in slides.items():
        open_claims = [claim for claim in slide.claims if claim.verdict != "ignored" and claim.reason != SET_ASIDE]
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
            _let(neighbours.judge, claim, around[id(claim)], result=id(claim) in results)
        fresh = _all_of(printed[number].judge, open_claims)
        fresh += _all_of(neighbours.judge_counts, around)
        fresh += _all_of(formulas.judge, slide, [*open_claims, *fresh], symbols)
        compared = _all_of(Ratios(slide, finder, slides.get(number - 1)).judge_all, apart, around)
        taken = {claim.place for claim in fresh}
        fresh += [claim for claim in compared if claim.place not in taken]
        everything.extend(fresh)
        everything.extend(_all_of(number_formats.judge, slide, [*open_claims, *fresh]))
        _let(tiny_devices.judge, open_claims, around, registry)
        _let(widths.judge, open_claims, around)
        _let(energies.judge, open_claims, around, slide)
        series = _all_of(neighbours.judge_series, [*open_claims, *fresh])
        columnar = _all_of(columns.judge, slide, [*open_claims, *fresh, *series], finder)
        bare += [claim for claim in columnar if claim.verdict == "match"]
        series += [claim for claim in columnar if claim.verdict != "match"]
        everything.extend(series)
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
        _let(said.judge, [(claim, around[id(claim)]) for claim in open_claims], slide, finder)
    _let(elsewhere.judge, slides.values())
    everything.extend(_all_of(published_runs.judge, document, claims, finder))
    if document.programs or any(block.kind == "listing" for block in document.blocks):
        from mlsysim_validators.sources.judges import code

        everything.extend(_all_of(code.judge, document, everything))
    _let(named.judge, document, everything)
    everything.extend(_all_of(recalled.judge, document, claims, slides))
    everything.extend(_all_of(named_columns.judge, slides, everything))
    everything.extend(_all_of(accounts.judge, slides.values(), everything))
    everything.extend(_all_of(spoken_steps.judge, document, everything))
    everything.extend(_all_of(tied.judge, document, everything))
    everything.extend(_all_of(labelled_lines.judge, document, everything))
    everything.extend(_all_of(told_laws.judge, document, everything))
    _let(recaps.judge, document, everything, around)
    everything.extend(_all_of(retold.judge, document, everything))
    everything.extend(_all_of(listed.judge, document, everything))
    _let(by_dimensions.judge, everything)
    _let(row.judge, document, everything, around)
    _let(data_sheets.judge, document, claims, finder)
    _let(sheet_cells.judge, claims)
    _let(mostly_wrong.settle, everything)
    _let(sizes_in_names.judge, claims, finder, registry)
    everything.extend(_all_of(counted_memory.judge, document))
    everything.extend(_all_of(known_laws.judge, document))
    everything.extend(_all_of(algebra.judge, document))
    everything.extend(_all_of(sayings.judge, document))
    everything.extend(_all_of(bounds.judge, document))
    everything.extend(_all_of(integers.judge, document))
    if coded:
        from mlsysim_validators.sources.judges import remarks

        _let(remarks.judge, document, coded, claims)
    if _is_data(document):  # whose columns are not all known; a ridge point has no others
        for claim in everything:
            if claim.rule == "recomputed" and not claim.field.startswith("ridge"):
                claim.decide("unresolved", "not what the other numbers of its row give; a column may say more")
    source.claims.extend(_told_once(document, [*everything, *bare]))
    for trouble in document.troubles:
        line, column = document.position(trouble.offset)
        severity: Severity = "error" if trouble.unread else "note" if trouble.bound else "warning"
        source.troubles.append(Finding("SRC106", severity, document.path, line, column, trouble.message, trouble.hint))
    for complaint in complaints:
        line, column = document.position(complaint.directive.offset)
        source.troubles.append(_trouble(document.path, line, column, complaint.message, complaint.hint, code="SRC105"))
