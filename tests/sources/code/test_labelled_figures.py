"""Figures in records of their own, `{label: "FP8 Performance", value: "242 TFLOPS"}`, under components with names."""

from __future__ import annotations

import pytest
from coding import findings

_CARD = """export const cards = {{
  {name}: {{
    name: "{name}",
    components: {{
      {component}: {{
        title: "{title}",
        desc: "{desc}",
        stats: [{{ label: "{label}", value: "{value}" }}, {{ label: "Vendor", value: "any" }}],
      }},
    }},
  }},
}};
"""


def _card(name: str, component: str, title: str, label: str, value: str, desc: str = "Part.") -> str:
    return _CARD.format(name=name, component=component, title=title, label=label, value=value, desc=desc)


@pytest.mark.parametrize(
    ("name", "component", "title", "label", "value"),
    [
        ("H200", "link", "NVLink 4.0", "Bandwidth", "900 GB/s"),
        ("H200", "link", "NVLink 4.0", "Links", "18"),
        ("MI355X", "hbm", "HBM3e Memory", "Stacks", "8"),
        ("MI355X", "hbm", "HBM3e Memory", "Bandwidth", "8 TB/s"),
        ("MI325X", "fabric", "Infinity Fabric", "Bandwidth", "896 GB/s"),
        ("B200", "bridge", "NV-HBI", "Bandwidth", "10 TB/s"),
        ("L40S", "die", "Ada AD102 Die", "FP8 Performance", "733 TFLOPS"),
        ("L40S", "die", "Ada AD102 Die", "FP32 Performance", "91.6 TFLOPS"),
        ("B200", "die0", "Die 0", "FP8 Performance", "2.25 PFLOPS"),
    ],
)
def test_a_label_and_its_component_say_what_a_value_is(
    name: str, component: str, title: str, label: str, value: str
) -> None:
    assert findings(_card(name, component, title, label, value), "a.ts") == []


@pytest.mark.parametrize(
    ("name", "component", "title", "label", "value"),
    [
        ("H200", "link", "NVLink 4.0", "Bandwidth", "9 TB/s"),
        ("H200", "hbm", "HBM3e Memory", "Bandwidth", "3.35 TB/s"),
        ("L40S", "die", "Ada AD102 Die", "FP8 Performance", "1,466 TFLOPS"),
        ("L40S", "die", "Ada AD102 Die", "FP32 Performance", "183 TFLOPS"),
        ("B200", "die0", "Die 0", "FP8 Performance", "4.5 PFLOPS"),
    ],
)
def test_a_slip_beside_it_is_told(name: str, component: str, title: str, label: str, value: str) -> None:
    assert [text for text, _ in findings(_card(name, component, title, label, value), "a.ts")] == [value]


def test_a_list_under_the_name_of_the_link() -> None:
    data = '{"A100 SXM 80GB": {"NVLink": [{"label": "Links", "value": "12"}, {"label": "Bandwidth", "value": "%s"}]}}'
    assert findings(data % "600 GB/s", "a.json") == []
    assert findings(data % "6 TB/s", "a.json") != []


def test_a_description_of_the_link_gives_the_rate_of_its_device() -> None:
    assert findings(_card("B200", "link", "NVLink 5.0", "Links", "18", desc="1.8 TB/s interconnect."), "a.ts") == []
