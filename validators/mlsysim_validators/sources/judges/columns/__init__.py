"""Laws that the lines of a table keep: each cell of a column (or row) out of the cells beside it.

lines      the columns and rows of a table as lines of numbers with what rounding leaves open
stated     the constants that the words around a table state: prices, efficiencies, batch sizes
constants  what the constant of a law may be
laws       the laws that a line may follow, and the constant that each of its cells asks for
evidence   how little chance could make the cells agree on one constant
fits       the laws that a line follows in all cells, or in all but one
regimes    the end of a sweep that something else binds
telling    which cell is told where a case breaks the laws of the others
judging    the verdicts
"""

from mlsysim_validators.sources.judges.columns.judging import judge

__all__ = ["judge"]
