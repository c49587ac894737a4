"""What models take: those that are said to fit on so many devices, amounts that are said to need several.

hardware      so many of a device, and what they hold together
demands       what the weights of a model take, by its size and format, or the amount that a text states
rows          rows of a table: model, format, hardware
sentences     "a 70B model in FP16 fits on one H100", "the 56 GB need several cards of 80 GB"
requirements  less than the weights of a model, or a thousand times what it takes
judging       the verdicts
"""

from mlsysim_validators.sources.judges.said_to_fit.judging import judge

__all__ = ["judge"]
