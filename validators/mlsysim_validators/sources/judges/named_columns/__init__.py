"""Columns of small tables that a law of the field binds to each other, by what their headers call them.

That all rows but one follow a law shows it by itself (`columns`); two or three rows do not. Here the headers name the
law, or one factor of it stands in the words above.

scaling     efficiencies, which are a rate over that of as many devices, each as fast as in the first row
constant    a column that is another one times, or over, an amount that the words around state
collective  the bus bandwidth of a collective beside its algorithm bandwidth
zero_stages what each stage of ZeRO leaves on a GPU
budgets     the FLOP of a training beside its parameters and tokens
judging     the verdicts
"""

from mlsysim_validators.sources.judges.named_columns.judging import judge

__all__ = ["judge"]
