"""Names of graphics cards: what drivers report, and which of two a longer name means."""

from __future__ import annotations

import pytest

from mlsysim_registry.data import load


@pytest.mark.parametrize(
    ("name", "card"),
    [
        ("NVIDIA GeForce RTX 4070", "geforce-rtx-4070"),
        ("NVIDIA GeForce RTX 4070 SUPER", "geforce-rtx-4070-super"),
        ("NVIDIA GeForce RTX 4070 Ti", "geforce-rtx-4070-ti"),
        ("NVIDIA GeForce RTX 4070 Ti SUPER", "geforce-rtx-4070-ti-super"),
        ("NVIDIA GeForce RTX 4070 Laptop GPU", "geforce-rtx-4070-laptop"),
        ("RTX 3080", "geforce-rtx-3080-10gb"),
        ("RTX 3080 12GB", "geforce-rtx-3080-12gb"),
        ("RTX 3080 Ti", "geforce-rtx-3080-ti"),
        ("RTX 3080 Ti Laptop", "geforce-rtx-3080-ti-laptop"),
        ("NVIDIA GeForce RTX 4060 Ti", "geforce-rtx-4060-ti-8gb"),
        ("NVIDIA GeForce GTX 1060 6GB", "geforce-gtx-1060-6gb"),
        ("NVIDIA TITAN X (Pascal)", "titan-x-pascal"),
        ("Quadro RTX 6000", "quadro-rtx-6000"),
        ("NVIDIA RTX 6000 Ada Generation", "rtx-6000-ada"),
        ("NVIDIA RTX A2000 12GB", "rtx-a2000-12gb"),
        ("Tesla M40 24GB", "tesla-m40-24gb"),
    ],
)
def test_the_card_of_a_name(name: str, card: str) -> None:
    assert load().find(name).id == f"nvidia/{card}"
