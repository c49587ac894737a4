"""Ways in which Markdown notes, Marp and Quarto slides and cheat sheets lay out a few figures of a few things."""

from __future__ import annotations

from beamer import Layout, say
from facts import Figure
from sheet import Sheet


def _head(sheet: Sheet, figure: Figure) -> str:
    unit = sheet.unit(figure)
    style = sheet.rng.choice(["{} ({})", "{} [{}]", "**{}** ({})", "{}<br>({})", "{}, {}"])
    return style.format(sheet.label(figure), unit) if unit else sheet.label(figure)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, [":--", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def rows_of_things(sheet: Sheet) -> str:
    rows = [
        [sheet.rng.choice(["{}", "**{}**"]).format(t.name), *(sheet.number(t, f) for f in sheet.figures)]
        for t in sheet.things
    ]
    return "## Hardware\n\n" + _table(["Device", *(_head(sheet, f) for f in sheet.figures)], rows) + "\n"


def columns_of_things(sheet: Sheet) -> str:
    rows = []
    for f in sheet.figures:
        inside = sheet.rng.random() < 0.5
        rows.append(
            [
                sheet.label(f) if inside else _head(sheet, f),
                *(sheet.quantity(t, f) if inside else sheet.number(t, f) for t in sheet.things),
            ]
        )
    return "## Specs\n\n" + _table(["", *(f"**{t.name}**" for t in sheet.things)], rows) + "\n"


def full_cells(sheet: Sheet) -> str:
    rows = [[t.name, *(sheet.quantity(t, f, sheet.rng.choice([" ", ""])) for f in sheet.figures)] for t in sheet.things]
    return "### Comparison\n\n" + _table(["GPU", *(sheet.label(f) for f in sheet.figures)], rows) + "\n"


def one_cell_each(sheet: Sheet) -> str:
    rows = [
        [t.name, ", ".join(f"{sheet.quantity(t, f)} {sheet.label(f)}" for f in sheet.stated(t))] for t in sheet.things
    ]
    return "### Overview\n\n" + _table(["Chip", "Key specs"], rows) + "\n"


def field_and_value(sheet: Sheet) -> str:
    t = sheet.things[0]
    rows = [[sheet.label(f), sheet.quantity(t, f)] for f in sheet.stated(t)]
    return f"### {t.name}\n\n" + _table(["Spec", "Value"], rows) + "\n"


def bold_bullets(sheet: Sheet) -> str:
    mark = sheet.rng.choice(["- **{n}**: {q}", "* {n} -- {q}", "- {n}: {q}", "1. **{n}** ({q})", "- **{n}:** {q}"])
    form = sheet.rng.choice(["{q} {l}", "{l} {q}", "{l}: {q}", "{l} = {q}"])
    joint = sheet.rng.choice([", ", "; ", " · ", " | "])
    lines = [
        mark.format(
            n=t.name, q=joint.join(form.format(q=sheet.quantity(t, f), l=sheet.label(f)) for f in sheet.stated(t))
        )
        for t in sheet.things
    ]
    return "# Cheat sheet\n\n" + "\n".join(lines) + "\n"


def heading_and_bullets(sheet: Sheet) -> str:
    out = []
    for t in sheet.things:
        form = sheet.rng.choice(["- {l}: {q}", "- **{l}**: {q}", "- {q} {l}", "* {l} = {q}"])
        out.append(
            f"### {t.name}\n\n"
            + "\n".join(form.format(l=sheet.label(f), q=sheet.quantity(t, f)) for f in sheet.stated(t))
        )
    return "## Devices\n\n" + "\n\n".join(out) + "\n"


def nested_bullets(sheet: Sheet) -> str:
    out = []
    for t in sheet.things:
        out.append(
            f"- **{t.name}**\n" + "\n".join(f"  - {sheet.label(f)}: {sheet.quantity(t, f)}" for f in sheet.stated(t))
        )
    return "## Zoo\n\n" + "\n".join(out) + "\n"


def prose(sheet: Sheet) -> str:
    out = []
    for t in sheet.things[:2]:
        said = [say(sheet, t, f).replace("~", " ") for f in sheet.stated(t)]
        form = sheet.rng.choice(["The {n} offers {q}.", "{n} has {q}.", "An {n} comes with {q}."])
        out.append(
            form.format(
                n=t.name, q=", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + said[-1] if said else "much"
            )
        )
    return "## Background\n\n" + " ".join(out) + "\n"


def slide_columns(sheet: Sheet) -> str:
    out = []
    for t in sheet.things[:2]:
        out.append(
            f'::: {{.column width="50%"}}\n**{t.name}**\n\n'
            + "\n".join(f"- {sheet.label(f)}: {sheet.quantity(t, f)}" for f in sheet.stated(t))
            + "\n:::"
        )
    return "## Two chips\n\n:::: {.columns}\n" + "\n".join(out) + "\n::::\n"


def marp_slide(sheet: Sheet) -> str:
    t = sheet.things[0]
    lines = "\n".join(f"- {sheet.label(f)} → **{sheet.quantity(t, f)}**" for f in sheet.stated(t))
    return f"---\nmarp: true\n---\n\n# {t.name}\n\n{lines}\n\n---\n\n# Questions?\n"


def quoted_setup(sheet: Sheet) -> str:
    t = sheet.things[0]
    parts = [f"{sheet.quantity(t, f)} {sheet.label(f)}" for f in sheet.stated(t)[:3]]
    form = sheet.rng.choice(["> **Setup:** 1x {n} ({q})", "> Assume an {n}: {q}.", "**Given**: {n}, {q}"])
    return "## Exercise 3\n\n" + form.format(n=t.name, q=", ".join(parts)) + "\n\nWhat limits decode?\n"


def footnoted(sheet: Sheet) -> str:
    t = sheet.things[0]
    lines = [f"- {sheet.label(f)}: {sheet.quantity(t, f)}[^{i}]" for i, f in enumerate(sheet.stated(t))]
    return f"## {t.name}\n\n" + "\n".join(lines) + "\n\n[^0]: Vendor data sheet.\n"


def html_rows(sheet: Sheet) -> str:
    head = "".join(f"<th>{sheet.label(f)}{f' ({sheet.unit(f)})' if sheet.unit(f) else ''}</th>" for f in sheet.figures)
    rows = "\n".join(
        f"<tr><td>{t.name}</td>" + "".join(f"<td>{sheet.number(t, f)}</td>" for f in sheet.figures) + "</tr>"
        for t in sheet.things
    )
    return f"## Table\n\n<table>\n<tr><th>Device</th>{head}</tr>\n{rows}\n</table>\n"


LAYOUTS: tuple[Layout, ...] = (
    rows_of_things,
    columns_of_things,
    full_cells,
    one_cell_each,
    field_and_value,
    bold_bullets,
    heading_and_bullets,
    nested_bullets,
    prose,
    slide_columns,
    marp_slide,
    quoted_setup,
    footnoted,
    html_rows,
)
