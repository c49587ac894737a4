"""Ways in which a Beamer deck lays out a few figures of a few things."""

from __future__ import annotations

from collections.abc import Callable

from facts import BANDWIDTH, BF16, CAPACITY, FP16, NVLINK, TDP, Figure, Thing
from sheet import Sheet

Layout = Callable[[Sheet], str]


def _frame(title: str, body: str, options: str = "") -> str:
    return f"\\begin{{frame}}{options}{{{title}}}\n{body}\n\\end{{frame}}\n"


def _head(sheet: Sheet, figure: Figure) -> str:
    unit = sheet.unit(figure)
    style = sheet.rng.choice(
        ["{} ({})", "{} [{}]", "\\textbf{{{} ({})}}", "{}, {}", "{} / {}", "\\makecell{{{}\\\\({})}}"]
    )
    return style.format(sheet.label(figure), unit) if unit else f"\\textbf{{{sheet.label(figure)}}}"


def rows_of_things(sheet: Sheet) -> str:
    columns = "l" + "r" * len(sheet.figures)
    lines = [
        "& ".join(
            [
                sheet.rng.choice(["Device", "Accelerator", "", "\\textbf{Name}"]),
                *(_head(sheet, f) for f in sheet.figures),
            ]
        )
    ]
    body = [" & ".join([t.name, *(sheet.number(t, f) for f in sheet.figures)]) for t in sheet.things]
    table = (
        f"\\begin{{tabular}}{{{columns}}}\n\\toprule\n{lines[0]} \\\\\n\\midrule\n"
        + " \\\\\n".join(body)
        + " \\\\\n\\bottomrule\n\\end{tabular}"
    )
    wrap = sheet.rng.choice(
        [
            "{}",
            "\\resizebox{{\\textwidth}}{{!}}{{%\n{}}}",
            "\\centering\\small\n{}",
            "\\begin{{adjustbox}}{{width=\\textwidth}}\n{}\n\\end{{adjustbox}}",
        ]
    )
    return _frame("Accelerators at a glance", wrap.format(table))


def columns_of_things(sheet: Sheet) -> str:
    rows = []
    for figure in sheet.figures:
        inside = sheet.rng.random() < 0.4
        cells = [sheet.quantity(t, figure) if inside else sheet.number(t, figure) for t in sheet.things]
        rows.append(" & ".join([sheet.label(figure) if inside else _head(sheet, figure), *cells]) + " \\\\")
    kind = sheet.rng.choice(["tabular", "tabularx"])
    spec = (
        "{l" + "c" * len(sheet.things) + "}" if kind == "tabular" else "{\\textwidth}{X" + "r" * len(sheet.things) + "}"
    )
    head = " & ".join(["", *(f"\\textbf{{{t.name}}}" for t in sheet.things)])
    return _frame(
        "Know your hardware",
        f"\\begin{{{kind}}}{spec}\n\\hline\n{head} \\\\\n\\hline\n"
        + "\n\\hline\n".join(rows)
        + f"\n\\hline\n\\end{{{kind}}}",
    )


def grouped_columns(sheet: Sheet) -> str:
    count = len(sheet.things)
    group = f" & \\multicolumn{{{count}}}{{c}}{{Datacenter accelerators}} \\\\\n\\cmidrule(lr){{2-{count + 1}}}\n"
    head = " & ".join(["Spec", *(t.name for t in sheet.things)]) + " \\\\\n\\midrule\n"
    rows = [
        " & ".join([sheet.label(f), *(sheet.quantity(t, f, "~") for t in sheet.things)]) + " \\\\"
        for f in sheet.figures
    ]
    return _frame(
        "Specs compared",
        "\\begin{table}\n\\caption{Vendor figures}\n\\begin{tabular}{@{}l"
        + "r" * count
        + "@{}}\n\\toprule\n"
        + group
        + head
        + "\n".join(rows)
        + "\n\\bottomrule\n\\end{tabular}\n\\end{table}",
    )


def rows_by_vendor(sheet: Sheet) -> str:
    head = " & ".join(["Vendor", "Chip", *(_head(sheet, f) for f in sheet.figures)])
    rows = []
    for t in sheet.things:
        vendor = t.entry.id.partition("/")[0].upper()
        rows.append(
            " & ".join([f"\\multirow{{1}}{{*}}{{{vendor}}}", t.name, *(sheet.number(t, f) for f in sheet.figures)])
            + " \\\\"
        )
    return _frame(
        "The multi-vendor roofline",
        "\\begin{tabular}{ll"
        + "r" * len(sheet.figures)
        + "}\n\\toprule\n"
        + head
        + " \\\\\n\\midrule\n"
        + "\n".join(rows)
        + "\n\\bottomrule\n\\end{tabular}",
    )


def items_under_title(sheet: Sheet) -> str:
    thing = sheet.things[0]
    style = sheet.rng.choice(
        [
            "\\item {l}: {q}",
            "\\item \\textbf{{{l}}}: {q}",
            "\\item {q} {l}",
            "\\item {l} \\hfill {q}",
            "\\item {l} = {q}",
        ]
    )
    items = [
        style.format(l=sheet.label(f), q=sheet.quantity(thing, f, sheet.rng.choice([" ", "~", "\\,"])))
        for f in sheet.stated(thing)
    ]
    title = sheet.rng.choice(["The {}", "{} by the numbers", "Inside the {}", "{}: what you need to know"]).format(
        thing.name
    )
    return _frame(title, "\\begin{itemize}\n" + "\n".join(items) + "\n\\end{itemize}")


def item_per_thing(sheet: Sheet) -> str:
    style = sheet.rng.choice(
        [
            "\\item \\textbf{{{n}}}: {q}",
            "\\item<+-> {n} --- {q}",
            "\\item[{n}] {q}",
            "\\item {n}: {q}",
            "\\item \\alert{{{n}}} ({q})",
        ]
    )
    form = sheet.rng.choice(
        ["{q} {l}", "{l} {q}", "{l}: {q}", "{q} {l}" if not sheet.unit(sheet.figures[0]) else "{q} of {l}"]
    )
    items = []
    for t in sheet.things:
        parts = [form.format(q=sheet.quantity(t, f), l=sheet.label(f)) for f in sheet.stated(t)]
        items.append(style.format(n=t.name, q=sheet.rng.choice([", ", "; ", " \\textbullet\\ "]).join(parts)))
    env = "description" if "item[" in style else "itemize"
    return _frame("Three accelerators", f"\\begin{{{env}}}\n" + "\n".join(items) + f"\n\\end{{{env}}}")


def side_by_side(sheet: Sheet) -> str:
    columns = []
    for t in sheet.things[:2]:
        head = sheet.rng.choice(
            [
                "\\textbf{{{}}}",
                "{{\\large\\bfseries {}}}\\\\[4pt]",
                "\\centering\\textbf{{{}}}\\par",
                "\\structure{{{}}}",
            ]
        ).format(t.name)
        items = "\n".join(f"\\item {sheet.label(f)}: {sheet.quantity(t, f, '~')}" for f in sheet.stated(t))
        columns.append(f"\\column{{0.48\\textwidth}}\n{head}\n\\begin{{itemize}}\n{items}\n\\end{{itemize}}")
    return _frame("Side by side", "\\begin{columns}[T]\n" + "\n".join(columns) + "\n\\end{columns}")


def blocks(sheet: Sheet) -> str:
    out = []
    for t in sheet.things[:2]:
        parts = [f"{sheet.label(f)}: {sheet.quantity(t, f)}" for f in sheet.stated(t)]
        out.append(f"\\begin{{block}}{{{t.name}}}\n" + "\\\\\n".join(parts) + "\n\\end{block}")
    return _frame("Two boxes", "\n".join(out))


def nested_items(sheet: Sheet) -> str:
    out = []
    for t in sheet.things:
        inner = "\n".join(f"    \\item {sheet.label(f)}: {sheet.quantity(t, f)}" for f in sheet.stated(t))
        out.append(f"  \\item {t.name}\n  \\begin{{itemize}}\n{inner}\n  \\end{{itemize}}")
    return _frame("Hardware zoo", "\\begin{itemize}\n" + "\n".join(out) + "\n\\end{itemize}")


def drawn_nodes(sheet: Sheet) -> str:
    nodes = []
    for place, t in enumerate(sheet.things):
        lines = [f"{sheet.quantity(t, f)} {sheet.label(f)}" for f in sheet.stated(t)[:3]]
        inside = "\\\\".join([f"\\textbf{{{t.name}}}", *lines])
        nodes.append(f"\\node[draw, rounded corners, align=center] (n{place}) at ({3 * place},0) {{{inside}}};")
    return _frame(
        "The landscape",
        "\\begin{tikzpicture}[scale=0.9]\n" + "\n".join(nodes) + "\n\\draw[->] (n0) -- (3,0);\n\\end{tikzpicture}",
    )


_SI = {
    "TB/s": "\\tera\\byte\\per\\second",
    "TB/sec": "\\tera\\byte\\per\\second",
    "GB/s": "\\giga\\byte\\per\\second",
    "GB": "\\giga\\byte",
    "W": "\\watt",
    "MB": "\\mega\\byte",
    "MHz": "\\mega\\hertz",
}


def si_units(sheet: Sheet) -> str:
    out = []
    for t in sheet.things:
        parts = []
        for f in sheet.stated(t):
            unit = _SI.get(sheet.unit(f), sheet.unit(f))
            parts.append(sheet.label(f) + " " + sheet.number(t, f, "\\qty{{{}}}{{" + unit + "}}"))
        out.append(f"\\item {t.name}: " + ", ".join(parts))
    return _frame("In SI units", "\\begin{itemize}\n" + "\n".join(out) + "\n\\end{itemize}")


def notes(sheet: Sheet) -> str:
    t = sheet.things[0]
    parts = [f"{sheet.label(f)} {sheet.quantity(t, f)}" for f in sheet.stated(t)]
    note = f"\\note{{\n% timing: [3 min]\nRemind them: the {t.name} has {', '.join(parts)}.\n}}"
    return _frame("Why it matters", "\\begin{itemize}\\item Ask the audience first.\\end{itemize}\n" + note)


def setup_line(sheet: Sheet) -> str:
    t = sheet.things[0]
    parts = [f"{sheet.quantity(t, f)} {sheet.label(f)}" for f in sheet.stated(t)[:3]]
    form = sheet.rng.choice(
        [
            "\\textbf{{Setup:}} 8 {n} GPUs, {q}",
            "Setup: one {n} ({q})",
            "\\emph{{Given:}} {n}, {q}.",
            "Assume an {n} with {q}.",
        ]
    )
    return _frame(
        "A worked example",
        form.format(n=t.name, q=", ".join(parts)) + "\n\n\\vspace{1em}\nQuestion: where is the bottleneck?",
    )


_SAY = {
    "memory.capacity": "{q} of memory",
    "memory.bandwidth": "{q} of memory bandwidth",
    "compute.matrix.bf16": "{q} of dense BF16",
    "compute.matrix.fp16": "{q} in FP16",
    "compute.matrix.fp8": "{q} in FP8",
    "compute.matrix.int8": "{q} in INT8",
    "power.tdp": "a TDP of {q}",
    "links.nvlink.total": "{q} of NVLink",
    "tiers.flash.capacity": "{q} of flash",
    "compute.clock": "a {q} clock",
}


def say(sheet: Sheet, t: Thing, f: Figure) -> str:
    """A figure in running words."""
    if f.labels[0] == "SRAM":
        return f"{sheet.quantity(t, f)} of SRAM"
    one_way = " per direction" if f.share != 1.0 else ""
    return _SAY.get(f.path, "{q} {l}").format(q=sheet.quantity(t, f, "~"), l=sheet.label(f)) + one_way


def prose(sheet: Sheet) -> str:
    out = []
    for t in sheet.things[:2]:
        said = [say(sheet, t, f) for f in sheet.stated(t)]
        form = sheet.rng.choice(
            ["The {n} offers {q}.", "{n} has {q}.", "With {q}, the {n} is well fed.", "An {n} provides {q}."]
        )
        out.append(
            form.format(
                n=t.name, q=", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + said[-1] if said else "much"
            )
        )
    return _frame("In words", "\n".join(out))


def compared(sheet: Sheet) -> str:
    one, other = sheet.things[:2]
    out = []
    for f in sheet.figures:
        if sheet.has(one, f) and sheet.has(other, f):
            form = sheet.rng.choice(
                [
                    "{l}: {a} on {n} vs.\\ {b} on {m}.",
                    "{n} has {a} of {l}, {m} has {b}.",
                    "{l}: {a} ({n}) and {b} ({m}).",
                    "{l} grew from {a} ({n}) to {b} ({m}).",
                ]
            )
            out.append(
                "\\item "
                + form.format(
                    l=sheet.label(f), a=sheet.quantity(one, f), b=sheet.quantity(other, f), n=one.name, m=other.name
                )
            )
    return _frame("Face to face", "\\begin{itemize}\n" + "\n".join(out or ["\\item nothing"]) + "\n\\end{itemize}")


def symbols(sheet: Sheet) -> str:
    t = sheet.things[0]
    forms = {
        BANDWIDTH: "BW_{\\text{mem}}",
        BF16: "\\pi_{\\text{BF16}}",
        FP16: "P_{\\text{FP16}}",
        CAPACITY: "M_{\\text{HBM}}",
        TDP: "P_{\\text{TDP}}",
        NVLINK: "\\beta_{\\text{NVLink}}",
    }
    out = [f"\\item ${forms[f]} = {sheet.number(t, f)}$~{sheet.unit(f)}" for f in sheet.stated(t) if f in forms]
    return _frame(f"{t.name}: symbols", "\\begin{itemize}\n" + "\n".join(out or ["\\item none"]) + "\n\\end{itemize}")


LAYOUTS: tuple[Layout, ...] = (
    rows_of_things,
    columns_of_things,
    grouped_columns,
    rows_by_vendor,
    items_under_title,
    item_per_thing,
    side_by_side,
    blocks,
    nested_items,
    drawn_nodes,
    si_units,
    notes,
    setup_line,
    prose,
    compared,
    symbols,
)
