"""The report of a check as JUnit XML: one test suite a source, one test case a quantity."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from mlsysim_validators.findings import Finding
from mlsysim_validators.sources.checking import Report, SourceReport
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reports.report import code_of, is_quantity, message

# What XML 1.0 cannot hold, escaped or not.
_NOT_XML = regex("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """The whole document."""
    suites = [_suite(source) for source in report.sources]
    tests = sum(suite[1] for suite in suites)
    failures = sum(suite[2] for suite in suites)
    errors = sum(suite[3] for suite in suites)
    skipped = sum(suite[4] for suite in suites)
    body = "".join(suite[0] for suite in suites)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="mlsysim-registry check" tests="{tests}" failures="{failures}" errors="{errors}" '
        f'skipped="{skipped}">\n'
        f"{body}</testsuites>\n"
    )


def _suite(source: SourceReport) -> tuple[str, int, int, int, int]:
    """A suite, and how many of its cases there are, failed, could not be run and were left out."""
    claims = [claim for claim in source.claims if is_quantity(claim)]
    cases = [_case(source.path, claim) for claim in claims] + [_trouble(trouble) for trouble in source.troubles]
    failures = sum(claim.verdict in FINDINGS for claim in claims)
    errors = sum(trouble.severity == "error" for trouble in source.troubles)
    skipped = sum(claim.verdict in ("unresolved", "ambiguous", "ignored") for claim in claims)
    skipped += len(source.troubles) - errors
    head = (
        f"<testsuite name={_attribute(source.path)} tests={_attribute(len(cases))} "
        f'failures="{failures}" errors="{errors}" skipped="{skipped}">\n'
    )
    return head + "".join(cases) + "</testsuite>\n", len(cases), failures, errors, skipped


def _case(path: str, claim: Claim) -> str:
    line, column = claim.document.position(claim.stated.offset)
    about = f" ({claim.entity.id} {claim.field})" if claim.entity else ""
    head = f"<testcase classname={_attribute(path)} name={_attribute(f'{line}:{column} {claim.text}{about}')}"
    if claim.verdict in FINDINGS:
        told = "\n".join(part for part in (f"{path}:{line}:{column}", claim.working, claim.hint) if part)
        kind = f"{code_of(claim)[0]} {claim.rule}".strip()
        inside = f"<failure type={_attribute(kind)} message={_attribute(message(claim))}>{_text(told)}</failure>"
    elif claim.verdict == "match":
        return head + "/>\n"
    else:
        inside = f"<skipped message={_attribute(f'{claim.verdict}: {claim.reason}')}/>"
    return f"{head}>{inside}</testcase>\n"


def _trouble(trouble: Finding) -> str:
    name = f"{trouble.line}:{trouble.column} {trouble.code}"
    head = f"<testcase classname={_attribute(trouble.path)} name={_attribute(name)}>"
    if trouble.severity != "error":
        return f"{head}<skipped message={_attribute(f'{trouble.message} {trouble.hint}'.strip())}/></testcase>\n"
    error = (
        f"<error type={_attribute(trouble.code)} message={_attribute(trouble.message)}>{_text(trouble.hint)}</error>"
    )
    return f"{head}{error}</testcase>\n"


def _text(told: str) -> str:
    return escape(_NOT_XML.sub("�", told))


def _attribute(value: object) -> str:
    return quoteattr(_NOT_XML.sub("�", str(value)), {"\n": "&#10;"})
