"""Results as pictures: what is drawn is separate from how, so that a file and a terminal show the same."""

from mlsysim_registry.plots.figures import allreduce_figure, compare_figure, fleet_figure, roofline_figure
from mlsysim_registry.plots.showing import show

__all__ = ["allreduce_figure", "compare_figure", "fleet_figure", "roofline_figure", "show"]
