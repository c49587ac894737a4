"""Pictures: labels keep apart, every form is written, a terminal shows the same."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry import load
from mlsysim_registry.analysis import allreduce, fleet, roofline
from mlsysim_registry.errors import GivenError
from mlsysim_registry.plots import allreduce_figure, compare_figure, drawing, fleet_figure, roofline_figure, show
from mlsysim_registry.plots.figure import Figure
from mlsysim_registry.plots.labels import spread

pytest.importorskip("matplotlib")
START = {".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF"}


def figures() -> dict[str, Figure]:
    devices = [load().find(name, "accelerators") for name in ("h100", "mi300x", "b200")]
    return {
        "roofline": roofline_figure(roofline("llama-3-8b", ["h100", "mi300x", "b200", "gaudi-3", "a100-sxm-80gb"])),
        "allreduce": allreduce_figure(allreduce("16 GB", 8, "h100-sxm nvlink")),
        "compare": compare_figure(devices, ["memory.bandwidth", "memory.capacity", "compute.matrix.bf16"]),
        "fleet": fleet_figure([(f, fleet("llama-3-70b", "h100", f, price=3.0)) for f in ("fp16", "int4")]),
    }


@pytest.mark.parametrize("name", ["roofline", "allreduce", "compare", "fleet"])
@pytest.mark.parametrize("suffix", list(START))
def test_every_form_is_written(name, suffix, tmp_path):
    path = tmp_path / f"picture{suffix}"
    assert show(figures()[name], str(path)) == f"written: {path}"
    assert path.read_bytes().startswith(START[suffix])
    assert [left.name for left in tmp_path.iterdir()] == [path.name]


def test_the_sources_stand_in_the_caption(tmp_path):
    path = tmp_path / "picture.svg"
    show(figures()["roofline"], str(path))
    text = " ".join(path.read_text(encoding="utf-8").split())
    cite = load().find("mi300x")["memory.bandwidth"].cite
    assert f"[{cite}]" in text
    assert "NVIDIA H100" in text


@pytest.mark.parametrize("name", ["roofline", "allreduce", "compare", "fleet"])
def test_no_two_labels_collide(name, tmp_path, monkeypatch):
    """Looked at as they stand when the picture is written."""
    boxes: list[Any] = []
    from matplotlib.figure import Figure as Picture
    from matplotlib.text import Text

    write = Picture.savefig

    def watched(self, *given, **named):
        self.canvas.draw()
        for axis in self.axes:
            boxes.extend((text.get_text(), Text.get_window_extent(text)) for text in axis.texts if text.get_text())
        boxes.append(("caption", self.texts[0].get_window_extent()))
        boxes.extend(("label", axis.xaxis.label.get_window_extent()) for axis in self.axes if axis.get_xlabel())
        assert all(box.x0 >= 0 and box.x1 <= self.bbox.width for _, box in boxes)
        return write(self, *given, **named)

    monkeypatch.setattr(Picture, "savefig", watched)
    drawing.draw(figures()[name], str(tmp_path / "picture.png"))
    assert len(boxes) > 2
    for (one, first), (other, second) in itertools.combinations(boxes, 2):
        assert not first.padded(-2).overlaps(second.padded(-2)), (one, other)


@pytest.mark.parametrize("name", ["roofline", "allreduce", "compare", "fleet"])
def test_a_terminal_shows_the_same(name):
    pytest.importorskip("plotext")
    figure = figures()[name]
    text = show(figure)
    assert text.startswith(figure.title)
    assert "Sources:" in text
    assert all(bar.text in text for bar in figure.bars)
    assert max(map(len, text.splitlines())) <= 120
    assert "\x1b" not in text


@pytest.mark.parametrize("path", ["picture", "picture.gif", "picture.jpeg"])
def test_other_suffixes_are_refused(path):
    with pytest.raises(GivenError, match=r"\.svg"):
        show(figures()["allreduce"], path)


def test_nowhere_to_write(tmp_path):
    with pytest.raises(OSError, match="no-such-folder"):
        show(figures()["allreduce"], str(Path(tmp_path, "no-such-folder", "picture.png")))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12), st.floats(0.1, 5))
def test_labels_are_moved_apart_and_keep_their_order(wanted, least):
    placed = spread(wanted, least, 0.0, 100.0)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for first, second in itertools.pairwise(order):
        assert placed[second] - placed[first] >= least - 1e-6
    assert min(placed) >= -1e-6
    assert max(placed) <= 100 + 1e-6


@given(st.lists(st.integers(0, 20), min_size=1, max_size=6, unique=True))
def test_labels_that_have_room_stay_where_they_are(wanted):
    assert spread([10.0 * value for value in wanted], 5.0, 0.0, 300.0) == [10.0 * value for value in wanted]
