"""Figures of devices in code and data, against the registry and against the rows beside them.

judging          one table after the other, and one value after the other
order            the steps of one value, in the order in which they are asked
case             what they are asked of
telling          what becomes of a value that none of them settles
reasons          why a figure is wrong, and how it is told
doubts           why a figure that is nobody's may yet be right

What the values of a table say together:

tables           dense or sparse, matrix or vector rates, and of whom
systems          rows that are called by a system and have the figures of one of its devices
variants         rows of a family's name: which variant's figures they are
series           figures that change from record to record
factors          a peak times a factor for what is reached of it
vector_columns   columns of one format that have the rates of vector units
directions       links under one key count one direction, or all count both
fours            rates in INT4 that were doubled from wrong ones in INT8

Values that are right:

right            of any of the entries that they may be about, in whatever way
sparsity         rates under words that promise sparse ones
ai_tops          the AI TOPS that cards are sold with
one_digit        figures of one digit that round from afar
rounded_rates    figures that one maker rounds and others work out
tensor_cores     rates beside those of tensor cores
unsaid_formats   rates of no named format

Of how much or of how many a figure is:

parts            of a die, a half, a part that is made for somebody
shares           of the share of a device that its row speaks of
counts           of several devices, whose count is written before the name or in the product
beside_count     of as many as its row counts
wholes           of a whole system
several_entries  of a system or its device, or of none of several
ports            of some ports, or of others

Of what a figure is:

sizes            names with a memory size that no variant has
lacking          what a device lacks, or what the registry does
engines          chips whose matrix rate is that of an engine beside the GPU
pipes            rates in FP32 and FP64, of vector units or of tensor cores
other_clocks     vector rates at another clock
levels           of another level of the memory
qualified        figures whose key says more than that of the published one beside them
disputes         figures that a document prints and the registry does not stand by
declared         figures of which their record says whose they are
"""

from mlsysim_validators.sources.judges.values.judging import judge

__all__ = ["judge"]
