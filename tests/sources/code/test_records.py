"""Records of data whose numbers follow from one another: by the laws of their columns, by the names of their keys."""

from __future__ import annotations

import pytest
from coding import checked, findings

PODS = """
pods:
  alpha: {{chips: 4096, tflops_per_chip: 275, pod_pflops: 1126}}
  beta:  {{chips: 256, tflops_per_chip: 197, pod_pflops: 50.4}}
  gamma: {{chips: 8960, tflops_per_chip: 459, pod_pflops: 4113}}
  delta: {{chips: 256, tflops_per_chip: 918, pod_pflops: {last}}}
"""


def test_the_one_record_that_breaks_the_law_of_all_others() -> None:
    assert findings(PODS.format(last="235"), "pods.yaml") == []
    assert findings(PODS.format(last="335"), "pods.yaml") == [("335", "table")]


def test_numbers_that_nothing_else_reads_are_claims_only_where_they_are_wrong() -> None:
    rows = "".join(f'{{"line": {n}, "page": {2 * n}}},' for n in (3, 4, 5, 6))
    assert checked(f'{{"marks": [{rows}]}}', "marks.json").claims == []


CALLS = """
class Pod:
    def __init__(self, chips, tflops_per_chip, pod_pflops): ...

PODS = [
    Pod(chips=4096, tflops_per_chip=275, pod_pflops=1126),
    Pod(chips=256, tflops_per_chip=197, pod_pflops=50.4),
    Pod(chips=8960, tflops_per_chip=459, pod_pflops={last}),
    Pod(chips=512, tflops_per_chip=918, pod_pflops=470),
]
"""


def test_records_that_are_calls() -> None:
    assert findings(CALLS.format(last="4113")) == []
    assert findings(CALLS.format(last="8226")) == [("8226", "table")]


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        ("nodes: 936\ngpus_per_node: 4\ngpus_total: 3744", None),
        ("nodes: 4608\ngpus_per_node: 6\ngpus_total: 18432", "18432"),
        ("gpus_per_node: 4\nnodes_per_rack: 18\ngpus_per_rack: 72", None),
        ("gpusPerNode: 4\nnodesPerRack: 36\ngpusPerRack: 72", "72"),
        ("gbs_per_link: 25\nlinks_per_gpu: 18\ngbs_per_gpu: 450", None),
        ("gbs_per_link: 50\nlinks_per_gpu: 18\ngbs_per_gpu: 450", None),  # of both directions, and of one
        ("gbs_per_link: 25\nlinks_per_gpu: 12\ngbs_per_gpu: 450", "450"),
        ("gpus_per_node: 8\nnodes: 4\ngpus: 31", None),  # one is broken
        ("layers_per_stage: 16\nstages: 4\nlayers: 40", None),  # no hardware: stages may be uneven
        ("batch_per_gpu: 4\ngpus: 8\nbatch: 256", None),  # accumulated
        ("watts_per_gpu: 700\ngpus_per_node: 8\nwatts_per_node: 10200", None),  # of other parts as well
        ("mem_gb_per_gpu: 80\ngpus_per_node: 8\nmem_gb_per_node: 2048", None),
    ],
)
def test_the_names_of_keys_say_what_makes_what(record: str, wrong: str | None) -> None:
    assert [text for text, _ in findings(f"{record}\n", "cluster.yaml")] == ([wrong] if wrong else [])


@pytest.mark.parametrize("rate", ["150", "900"])
def test_the_rate_of_all_links_of_a_device_is_no_port(rate: str) -> None:
    assert findings(f'{{"nvlink3": {{"gbs_per_gpu": {rate}}}}}', "links.json") == []
