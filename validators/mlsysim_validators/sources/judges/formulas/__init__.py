"""Formulas in symbols whose values stand beside them: 2N^3 with N = 4096, (p-1)/(m+p-1) over a table of p and m.

formula    what a formula is made of, and what it is worth
reader     what all ways of writing formulas have in common
symbols    text -> the formulas of symbols that are known
stated     numbers that a formula gives with the values that the text sets
named      results that have the name of a formula
bindings   which value a symbol has on a slide, in a row, in a column
judging    the numbers that a formula states, and the cells of a table that it makes
"""

from mlsysim_validators.sources.judges.formulas.judging import judge

__all__ = ["judge"]
