"""Figures of devices in code and data, against the registry and against the rows beside them.

tables      what the values of one table say together: dense or sparse, matrix or vector rates, and of whom
scopes      of how much a figure is: a die, a node, a port, an accumulator
directions  links under one key count one direction, or all count both
systems     rows that are called by a system and have the figures of one of its devices
engines     chips whose matrix rate is that of an engine beside the GPU
ai_tops     the AI TOPS that cards are sold with
sparsity    rates under words that promise sparse ones
factors     a peak times a factor for what is reached of it
fours       rates in INT4 that were doubled from wrong ones in INT8
variants    rows of a family's name: which variant's figures they are
qualified   figures whose key says more than that of the published one beside them
series      figures that change from record to record
sizes       names with a memory size that no variant has
disputes    figures that a document prints and the registry does not stand by
doubts      why a figure that is nobody's may yet be right
reasons     why a figure is wrong, and how it is told
judging     the verdicts
"""

from mlsysim_validators.sources.judges.values.judging import judge

__all__ = ["judge"]
