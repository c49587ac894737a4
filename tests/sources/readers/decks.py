"""Small PowerPoint files made by hand, good and bad."""

from __future__ import annotations

import io
import zipfile

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def shape(*paragraphs: str, kind: str = "body") -> str:
    """A shape with text; `|` cuts a paragraph into runs."""
    body = "".join(
        "<a:p>" + "".join(f"<a:r><a:t>{run}</a:t></a:r>" for run in text.split("|")) + "</a:p>" for text in paragraphs
    )
    return f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>'


def table(*rows: str) -> str:
    """A table; cells are separated by |."""
    made = "".join(
        "<a:tr>"
        + "".join(
            f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in row.split("|")
        )
        + "</a:tr>"
        for row in rows
    )
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{made}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _relations(*pairs: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for key, kind, to in pairs)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def deck(*slides: tuple[str, str], extra: dict[str, bytes] | None = None, prologue: str = "") -> bytes:
    """A presentation of slides, each the shapes on it and the text of its speaker notes ("" for none)."""
    parts: dict[str, bytes] = {}
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(len(slides), 0, -1))
    parts["ppt/presentation.xml"] = (
        f"<p:presentation {_P} {_R}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>".encode()
    )
    # The files are numbered against the order in which they are shown.
    parts["ppt/_rels/presentation.xml.rels"] = _relations(
        *((f"rId{n}", "slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1))
    ).encode()
    for number, (shapes, notes) in enumerate(reversed(slides), start=1):
        tree = f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"
        parts[f"ppt/slides/slide{number}.xml"] = f"{prologue}<p:sld {_P} {_A} {_R}>{tree}</p:sld>".encode()
        if notes:
            parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = _relations(
                ("rId1", "notesSlide", f"../notesSlides/notes{number}.xml")
            ).encode()
            inside = f"<p:cSld><p:spTree>{shape(notes)}</p:spTree></p:cSld>"
            parts[f"ppt/notesSlides/notes{number}.xml"] = f"<p:notes {_P} {_A}>{inside}</p:notes>".encode()
    parts.update(extra or {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
