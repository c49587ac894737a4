"""The verdict on a figure that is not its specification: why it is wrong, or what else may be meant.

other_meanings  what else its words make of it, before any reason is sought why it is wrong
other_figures   what else it may be for that reason: a part, a measurement, an announcement
other_owners    whose else it may be: of other ports, another device, another size
own_cells       what it is by its own cell, row or sentence: of a slice, with sparsity, of printed parts
last_excuses    that nothing says that a specification is meant, or that there is a doubt
excuses         how they are asked in their order, and what becomes of a number that is excused
telling         the finding, where nothing excuses it
judging         the verdict
"""

from mlsysim_validators.sources.judges.wrong_specs.excuses import set_apart
from mlsysim_validators.sources.judges.wrong_specs.judging import judge_wrong
from mlsysim_validators.sources.judges.wrong_specs.other_meanings import STRUCTURE

__all__ = ["STRUCTURE", "judge_wrong", "set_apart"]
