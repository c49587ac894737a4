"""Orders of the rows or columns of a table that stands beside them."""

from __future__ import annotations

import pytest
from snippets import checked, findings, frame, table

_CARDS = table("Card | GB/s | price (€) | MB/s per €", "Alder | 1,000 | 2,000 | 500", "Birch | 900 | 1,200 | 750",
               "Cedar | 2,000 | 8,000 | 250")  # fmt: skip
_ACROSS = table("Measure | Ring | Tree | Mesh", "time for 1 GB (ms) | 4.1 | 6.3 | 5.2", "steps | 14 | 6 | 1")


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (f"{_CARDS}\nRanking by the last column: {{}}.\n", "Birch > Alder > Cedar", "Alder > Birch > Cedar"),
        (f"{_CARDS}\nBy raw bandwidth the order is {{}}.\n", "Cedar > Alder > Birch", "Alder > Cedar > Birch"),
        (f"{_ACROSS}\nSlowest first: {{}}.\n", "Tree > Mesh > Ring", "Mesh > Ring > Tree"),
    ],
)
def test_an_order_that_is_that_of_no_column_is_told(text: str, right: str, wrong: str) -> None:
    orders = [claim.verdict for claim in checked(text.format(right)).claims if claim.field == "order"]
    assert orders == ["match"]
    assert findings(text.format(right)) == []
    assert findings(text.format(wrong)) == [(wrong, "order")]


def test_signs_of_latex_join_an_order() -> None:
    rows = r"Alder & 500\\ Birch & 750\\ Cedar & 250\\"
    body = rf"\begin{{tabular}}{{lr}} Card & MB/s per euro\\ \midrule {rows} \end{{tabular}}"
    assert findings(frame(body + "\n\n" + r"Ranking: Birch $>$ Alder $>$ Cedar."), "deck.tex") == []
    told = findings(frame(body + "\n\n" + r"Ranking: Alder $>$ Birch $>$ Cedar."), "deck.tex")
    assert [reason for _, reason in told] == ["order"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Either Alder > Birch or Birch > Alder holds.",  # of two only
        "Alder > Birch > Dogwood.",  # one of them is not in the table
        "Open Cedar > Alder > Birch in the menu.",  # that of the bandwidth
    ],
)
def test_other_chains_are_let_be(sentence: str) -> None:
    assert findings(f"{_CARDS}\n{sentence}\n") == []
