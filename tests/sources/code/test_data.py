"""What the readers of YAML, JSON and CSV see, and where."""

from __future__ import annotations

import json

import pytest
from coding import labels_of, values_of
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.readers import read

YAML = """# GPU peaks
H100 SXM:
  # of HBM3
  hbm_bandwidth: 3350  # GB/s
  memory: 80 GB
  list: [1, 2]
  name: "a # b"
"""


def test_yaml_gives_keys_units_and_comments() -> None:
    bandwidth, memory = values_of(YAML, "a.yaml")
    assert labels_of(bandwidth, "key") == ["hbm_bandwidth", "H100 SXM"]
    assert labels_of(bandwidth, "comment") == ["GB/s"]
    assert labels_of(bandwidth, "above")[0] == "of HBM3"
    assert labels_of(bandwidth, "about") == ["GPU peaks"]
    assert (memory.number, labels_of(memory, "unit")) == (80, ["GB"])
    assert YAML[memory.text.source_offset(0) :].startswith("80 GB")


@pytest.mark.parametrize("source", ["a: [1", "a: 1\n  b: 2", "{{ template }}", "\ta: 1", "a: &x [*x]", "- " * 3000])
def test_broken_yaml_is_no_crash(source: str) -> None:
    read("a.yml", source)


def test_json_gives_keys_and_the_names_of_rows() -> None:
    source = '{"gpus": [{"gpu": "H100 \\u0053XM", "mem": "80 GB", "tflops": 989.4}, /* no */ {"tflops": 312,}]}'
    memory, first, second = values_of(source, "a.json")
    assert labels_of(first, "row") == ["H100 SXM"]
    assert labels_of(first, "key") == ["tflops", "gpus"]
    assert memory.text.text == "80 GB"
    assert first.row != second.row
    assert source[first.text.source_offset(0) :].startswith("989.4")


@pytest.mark.parametrize("source", ['{"a": ', '{"a": nope nope}', "[" * 100_000, '"', "{'a': 1}", '{"a": "\\ud800"}'])
def test_broken_json_is_no_crash(source: str) -> None:
    read("a.json", source)


TREES = st.recursive(
    st.one_of(st.integers(1, 10**15), st.floats(0.01, 1e15), st.text(max_size=8), st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=20,
)


@given(TREES)
def test_every_number_of_a_mapping_is_seen_where_it_stands(tree: object) -> None:
    source = json.dumps({"x": tree})
    for value in values_of(source, "a.json"):
        start = value.text.source_offset(0)
        assert source[start : start + len(value.text.text)] == value.text.text


def test_csv_is_a_table_with_places() -> None:
    source = 'Device,"Memory ""HBM"", GB"\r\n# remark\r\nH100 SXM, 80\r\n\r\n"MI\n300X",192\r\n'
    block = read("a.csv", source).blocks[0]
    assert [[cell.text.text for cell in row] for row in block.rows] == [
        ["Device", 'Memory ""HBM"", GB'],
        ["H100 SXM", "80"],
        ["MI\n300X", "192"],
    ]
    assert block.header_rows == 1
    assert source[block.rows[1][1].text.source_offset(0)] == "8"


def test_the_delimiter_is_found() -> None:
    for path, source in (("a.tsv", "a\tb\n1\t2\n"), ("a.csv", "a;b;c,d\n1;2;3\n")):
        assert len(read(path, source).blocks[0].rows[1]) == len(source.split("\n")[1].replace("\t", ";").split(";"))
