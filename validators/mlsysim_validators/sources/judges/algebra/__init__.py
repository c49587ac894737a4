"""Equations of symbols that contradict each other: 4d² + 8d² = 10d²; C = F + B with F = 2PD, B = 2PD and C = 6PD.

reading    text -> the symbols and numbers of a formula as it is written: 12BDLS(S + (2+E)D), 6 N params N tokens
equations  a document -> what it says to be equal
judging    equations that are off by a factor
"""

from mlsysim_validators.sources.judges.algebra.judging import judge

__all__ = ["judge"]
