"""PowerPoint: slides in the order shown, titles, tables, notes; and what is hostile is refused."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from decks import deck, shape, table
from hypothesis import given, settings
from hypothesis import strategies as st
from mlsysim_validators.sources.checking import check
from mlsysim_validators.sources.claims import FINDINGS
from mlsysim_validators.sources.readers import read
from reading import assert_sound, blocks_of, cells_of, table_of

from mlsysim_registry.data import load

TALK = deck(
    (shape("Who has more?", kind="title") + shape("The H100 SXM has 3.|35 TB/s", "of memory bandwidth"), "say: 80 GB"),
    (shape("Memory", kind="ctrTitle") + table("Device|Memory (GB)", "H100 SXM|80", "MI300X|128"), ""),
)


def test_slides_stand_in_the_order_shown() -> None:
    document = read("a.pptx", TALK)
    assert_sound(document)
    assert blocks_of(document, "title") == ["Who has more?", "Memory"]
    assert blocks_of(document, "item") == ["The H100 SXM has 3.35 TB/s", "of memory bandwidth"]
    assert blocks_of(document, "note") == ["say: 80 GB"]
    assert cells_of(table_of(document)) == [["Device", "Memory (GB)"], ["H100 SXM", "80"], ["MI300X", "128"]]


def test_the_line_is_the_slide(tmp_path: Path) -> None:
    path = tmp_path / "talk.pptx"
    path.write_bytes(TALK)
    wrong = [claim for claim in check([str(path)], load()).claims() if claim.verdict in FINDINGS]
    assert [(claim.text, claim.document.position(claim.stated.offset)[0]) for claim in wrong] == [("128", 2)]


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "80 GB">]>'
FILE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NESTED = "<a:p>" * 5000 + "</a:p>" * 5000


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 nothing", "no zip archive"),
        (b"", "no zip archive"),
        (deck((shape("x"), ""), prologue=ENTITY), "document type"),
        (deck((shape("x"), ""), prologue=FILE), "document type"),
        (deck((shape("x") + NESTED, "")), "nests them too deeply"),
        (deck((shape("x"), ""), extra={"ppt/slides/slide1.xml": b" " * 50_000_000}), "unpacks to"),
        (deck((shape("x"), ""), extra={"ppt/slides/slide1.xml": b"<p:sld>"}), "well-formed"),
        (deck((shape("x"), ""), extra={"ppt/presentation.xml": b"<x/><y/>"}), "well-formed"),
    ],
)
def test_what_is_hostile_or_broken_is_refused(content: bytes, told: str) -> None:
    started = time.process_time()
    document = read("a.pptx", content)
    assert any(told in trouble.message for trouble in document.troubles)
    assert document.blocks == []
    assert time.process_time() - started < 5


def test_many_parts_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(20_001):
            archive.writestr(str(number), b"")
    assert "parts" in read("a.pptx", stream.getvalue()).troubles[0].message


def test_a_target_outside_the_package_leads_nowhere() -> None:
    outside = '<Relationship Id="rId1" Type="t/slide" Target="../../../../etc/passwd"/>'
    relations = f'<Relationships xmlns="r">{outside}</Relationships>'
    document = read("a.pptx", deck((shape("x"), ""), extra={"ppt/_rels/presentation.xml.rels": relations.encode()}))
    assert document.blocks == []


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 3000))
def test_any_bytes(noise: bytes, place: int) -> None:
    content = TALK[:place] + noise + TALK[place + len(noise) :]
    assert_sound(read("a.pptx", content))
    assert_sound(read("a.pptx", noise))
