"""Tables of devices in the shapes that programs give them: right ones are quiet, of wrong ones the cell is told."""

from __future__ import annotations

import pytest
from coding import findings, values_of

SHAPES = {
    "lists side by side": """
names = ["V100", "A100", "H100", "L4"]
dense_bf16_tflops = [125, 312, {}, 121]
""",
    "a mapping of lists": """
df = pd.DataFrame({{"gpu": ["A100-SXM4-80GB", "H100-SXM5-80GB", "L4"], "bf16_tflops": [312, {}, 121]}})
""",
    "lists that are zipped": """
PEAK = dict(zip(["A100", "H100", "L4"], [312e12, {}e12, 121e12]))
""",
    "a table in a string": '''
TABLE = """
name,mem_gb,bf16_tflops
H100 SXM,80,{}
A100 SXM 80GB,80,312
L4,24,121
"""
''',
    "patterns": """
PEAKS = [(re.compile(r"H100.*SXM", re.I), {}e12), (re.compile(r"A100"), 312e12), (re.compile(r"L40S"), 362e12)]
""",
    "quantities": """
H100 = Device("H100 SXM", bf16={} * ureg.TFLOP / ureg.s, memory=80 * ureg.gigabyte)
""",
    "quantities that are made": """
H100 = Device("H100 SXM", bf16=Q_({}, "TFLOP/s"), memory=Q_("80 GB"))
""",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_tables_of_many_shapes(shape: str) -> None:
    assert findings(shape.format("989")) == []
    told = findings(shape.format("1979"))
    assert [(text.partition("e")[0].partition(" ")[0], rule) for text, rule in told] == [("1979", "sparse-for-dense")]


@pytest.mark.parametrize(
    "text",
    [
        'names = ["A100", "H100"]\nmeasured = [1, 2, 3]',  # of other things
        'names = ["A100", "H100"]\nmore = ["x", "y"]\nboth = {"a": ["A100", "H100"], "b": ["x", "y"], "c": [1, 2]}',
        "x = [1, 2]\nboth = dict(zip(x, x))",
        'TEXT = """\none, two\nthree, four and more\nfive\n"""',
        "x = 3 * other.TB / y.s",
    ],
)
def test_lists_that_say_nothing_of_each_other(text: str) -> None:
    assert values_of(text) == []


def test_a_place_that_is_left_empty() -> None:
    text = 'names = ["V100", "A100", "H100"]\nbf16_tflops = [None, 312, {}]\n'
    assert findings(text.format("989")) == []
    assert [words for words, _ in findings(text.format("1979"))] == ["1979"]


def test_the_numbers_of_a_plot_are_not_those_of_a_data_sheet() -> None:
    assert findings('gpus = ["A100", "H100"]\nachieved_tflops = [188, 412]\nspeedup = [1.0, 2.2]\n') == []
