"""Formulas between the marks of a site's template, and signs of TeX in plain Markdown, are read as formulas."""

from __future__ import annotations

import pytest
from snippets import findings, verdict

PRODUCT = r"2 \cdot 2 \cdot 64 \cdot 8192^2 = {}"


@pytest.mark.parametrize(
    "around",
    [
        "{{% katex(block=true) %}}\n{}\n{{% end %}}",
        "{{{{< math >}}}}{}{{{{< /math >}}}}",
        "We count {} of them.",
        r"\\({}\\)",
    ],
)
def test_a_product_is_reckoned_with_all_its_factors(around: str) -> None:
    assert verdict(around.format(PRODUCT.format("17,179,869,184")), "17,179,869,184") == ("match", "")
    assert findings(around.format(PRODUCT.format("17,279,869,184"))) == [("17,279,869,184", "arithmetic")]


def test_a_template_without_tex_is_left_as_it_is() -> None:
    assert findings("{% note %} The H100 has 80 GB and 3.35 TB/s. {% end %}") == []
    assert findings("{% note %} The H100 has 80 GB and 3.53 TB/s. {% end %}") != []
