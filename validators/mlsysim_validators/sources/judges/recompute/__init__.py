"""Quantities that the model layer knows, computed anew from what the source states and the registry.

situation       what stands around a number that it may follow from, the nearest first:
                scopes, the texts there; texts, what they state; cells, what its row does; given, an input
memory, rooflines, ridges, training, collectives, reliability, power, costs, laws, holding, transfers
                what each quantity is called (KINDS) and what it should be
kinds           which of them a number is
counts          whole numbers without a unit
conversions, totals, dimensional
                what follows from the numbers beside it alone
crossovers, headroom, price_columns
                plain numbers of a slide that are known by their words or their column
judging         which of these rooms a number is for
deciding        the verdict, with its working
"""

from mlsysim_validators.sources.judges.recompute.judging import Neighbours

__all__ = ["Neighbours"]
