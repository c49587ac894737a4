"""Arithmetic that tables print.

grid       the numbers of a table by column and row, with and without units
totals     totals of rows, also of ranges; shares of a hundred
subtotals  rows that are made of the rows above them
shares     columns of shares in the total of another column
of_both    shares of an amount in two, where one row has another base
multiples  columns that are a printed multiple of another, or factors over one base
over_a_row   factors over the row of 1×, efficiencies of a speed-up
proportions  columns in proportion to another, and the row that a slip puts out of it
joined     columns of one product, one sum or a logarithm in all rows but one
"""

from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid, grids
from mlsysim_validators.sources.judges.arithmetic.tables.joined import odd_ones_of_joined_columns
from mlsysim_validators.sources.judges.arithmetic.tables.multiples import wrong_multiples
from mlsysim_validators.sources.judges.arithmetic.tables.of_both import shares_of_both
from mlsysim_validators.sources.judges.arithmetic.tables.over_a_row import wrong_over_a_row
from mlsysim_validators.sources.judges.arithmetic.tables.proportions import out_of_proportion
from mlsysim_validators.sources.judges.arithmetic.tables.shares import named_share, wrong_shares
from mlsysim_validators.sources.judges.arithmetic.tables.totals import Right, judged_totals

__all__ = [
    "Grid",
    "Right",
    "grids",
    "judged_totals",
    "named_share",
    "odd_ones_of_joined_columns",
    "out_of_proportion",
    "shares_of_both",
    "wrong_multiples",
    "wrong_over_a_row",
    "wrong_shares",
]
