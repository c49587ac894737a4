"""Ratios and comparisons: factors, shares, "twice", orders, speed-up columns, against the numbers that they compare.

factors    a factor against what the slide, or the registry, says of the two entries that it compares
pairs      a factor or share against the two numbers of its own sentence: "from 140 GB to 35 GB, 4× smaller"
orders     "MI300X > Gaudi 3 > H100"
columns    speed-up columns of tables
"""

from mlsysim_validators.sources.judges.ratio.factors import Ratios

__all__ = ["Ratios"]
