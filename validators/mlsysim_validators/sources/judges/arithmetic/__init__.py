"""Arithmetic that is printed: 2 × 32 × 8 × 128 × 4096 × 2 bytes ≈ 0.5 GB; 300 GPUs × $120K = $36M.

tokens       visible text -> numbers with units, operators, brackets, words
expressions  tokens -> the values that an expression may have, with units
statements   text -> pairs of sides that an equals sign joins
no_calculations  what looks like a statement and is none, or is another where it does not hold
equality     whether two sides are equal at the precision that was printed
tables       totals, shares of a hundred, products of columns
"""

from mlsysim_validators.sources.judges.arithmetic.judging import Printed

__all__ = ["Printed"]
