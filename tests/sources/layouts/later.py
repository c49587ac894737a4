"""Layouts written after the checker was mended on the others, to measure it on what it was not made for."""

from __future__ import annotations

from beamer import Layout, say
from sheet import Sheet


def _frame(title: str, body: str) -> str:
    return f"\\begin{{frame}}\n\\frametitle{{{title}}}\n{body}\n\\end{{frame}}\n"


def macro_named(sheet: Sheet) -> str:
    t = sheet.things[0]
    thin = "\\,"
    items = "\n".join(
        f"\\item \\emph{{{sheet.label(f)}}}\\dotfill {sheet.quantity(t, f, thin)}" for f in sheet.stated(t)
    )
    return f"\\newcommand{{\\chip}}{{{t.name}}}\n" + _frame(
        "Meet the \\chip{}", f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}"
    )


def numbered_rows(sheet: Sheet) -> str:
    head = " & ".join(
        [
            "\\#",
            "System",
            *(f"{sheet.label(f)}~({sheet.unit(f)})" if sheet.unit(f) else sheet.label(f) for f in sheet.figures),
        ]
    )
    rows = [
        " & ".join([str(i + 1), t.name, *(sheet.number(t, f) for f in sheet.figures)])
        for i, t in enumerate(sheet.things)
    ]
    return _frame(
        "Ranking",
        "\\begin{longtable}{clrrr}\n" + head + " \\\\ \\hline\n" + " \\\\\n".join(rows) + " \\\\\n\\end{longtable}",
    )


def minipages(sheet: Sheet) -> str:
    pages = []
    for t in sheet.things[:2]:
        inside = "\\\\ ".join(
            f"{sheet.label(f)}: \\textcolor{{blue}}{{{sheet.quantity(t, f)}}}" for f in sheet.stated(t)
        )
        pages.append(
            f"\\begin{{minipage}}{{0.45\\textwidth}}\n\\centering \\textbf{{{t.name}}}\n\n{inside}\n\\end{{minipage}}"
        )
    return _frame("Left and right", "\\hfill\n".join(pages))


def arrows(sheet: Sheet) -> str:
    t = sheet.things[0]
    items = "\n".join(
        f"\\item<{i + 1}-> {sheet.label(f)} $\\rightarrow$ {sheet.quantity(t, f)}"
        for i, f in enumerate(sheet.stated(t))
    )
    return _frame(f"Case study: {t.name}", f"\\begin{{enumerate}}\n{items}\n\\end{{enumerate}}")


def exercise(sheet: Sheet) -> str:
    t = sheet.things[0]
    said = " and ".join(say(sheet, t, f) for f in sheet.stated(t)[:3])
    given = f"\\begin{{exampleblock}}{{Given}}\nA single {t.name} with {said}.\n\\end{{exampleblock}}"
    return _frame("Exercise", f"{given}\nCompute the ridge point.")


def colored_table(sheet: Sheet) -> str:
    head = " & ".join(
        ["\\rowcolor{gray!20} \\textbf{Metric}", *(f"\\textbf{{{t.name}}}" for t in sheet.things), "\\textbf{Unit}"]
    )
    rows = [
        " & ".join([sheet.label(f), *(sheet.number(t, f) for t in sheet.things), sheet.unit(f) or "--"]) + " \\\\"
        for f in sheet.figures
    ]
    return _frame(
        "By metric",
        "\\begin{tabular}{l"
        + "c" * (len(sheet.things) + 1)
        + "}\n\\toprule\n"
        + head
        + " \\\\\n\\midrule\n"
        + "\n".join(rows)
        + "\n\\bottomrule\n\\end{tabular}",
    )


def numbers_to_remember(sheet: Sheet) -> str:
    lines = [f"- {t.name} {sheet.label(f)}: **{sheet.quantity(t, f)}**" for t in sheet.things for f in sheet.stated(t)]
    return "# Numbers to remember\n\n" + "\n".join(lines) + "\n"


def unit_column(sheet: Sheet) -> str:
    rows = [
        "| " + " | ".join([sheet.label(f), sheet.unit(f) or "–", *(sheet.number(t, f) for t in sheet.things)]) + " |"
        for f in sheet.figures
    ]
    head = "| Quantity | Unit | " + " | ".join(t.name for t in sheet.things) + " |"
    return f"## By quantity\n\n{head}\n|{'---|' * (2 + len(sheet.things))}\n" + "\n".join(rows) + "\n"


def term_list(sheet: Sheet) -> str:
    return (
        "## Glossary\n\n"
        + "\n\n".join(
            f"{t.name}\n:   " + "; ".join(f"{sheet.label(f)} {sheet.quantity(t, f)}" for f in sheet.stated(t))
            for t in sheet.things
        )
        + "\n"
    )


def callout(sheet: Sheet) -> str:
    t = sheet.things[0]
    lines = "\n".join(f"* {sheet.quantity(t, f)} ({sheet.label(f)})" for f in sheet.stated(t))
    return f"::: {{.callout-note}}\n## {t.name} at a glance\n\n{lines}\n:::\n"


def inline_triples(sheet: Sheet) -> str:
    f = sheet.figures[0]
    told = ", ".join(f"{t.name}: {sheet.quantity(t, f)}" for t in sheet.things if sheet.has(t, f))
    return f"## Trends\n\n{sheet.label(f)} by device: {told}.\n"


def comparison_words(sheet: Sheet) -> str:
    out = [
        f"The {t.name} has {sheet.quantity(t, f)} of {sheet.label(f)}."
        for t in sheet.things[:2]
        for f in sheet.stated(t)
        if sheet.unit(f)
    ]
    return "## In short\n\n" + " ".join(out) + "\n"


TEX: tuple[Layout, ...] = (macro_named, numbered_rows, minipages, arrows, exercise, colored_table)
MARKDOWN: tuple[Layout, ...] = (numbers_to_remember, unit_column, term_list, callout, inline_triples, comparison_words)
