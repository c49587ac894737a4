"""Arithmetic that tables print.

grid       the numbers of a table by column and row, with and without units
totals     totals of rows, shares of a hundred
relations  columns that follow from one or two others
"""

from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid, grids
from mlsysim_validators.sources.judges.arithmetic.tables.relations import broken
from mlsysim_validators.sources.judges.arithmetic.tables.totals import wrong_totals

__all__ = ["Grid", "broken", "grids", "wrong_totals"]
