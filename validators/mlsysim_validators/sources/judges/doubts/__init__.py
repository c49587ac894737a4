"""Why a value that is not the spec need not be meant as the spec.

wrong              the number, with what is known of it
of_something_else  what it is: an end of a range, a claim, an option, what is used
compared           whose it is, where a sentence compares or names several
of_parts           dies, layers, ports: how much of a device or a model it is of
of_several         totals and systems: of how many devices
of_memory          sizes of other versions, of what a model takes, of a host
of_rates           rates, clocks and powers
of_models          counts of models
order              all of them, in the order in which they are raised
"""

from mlsysim_validators.sources.judges.doubts.order import why_doubted

__all__ = ["why_doubted"]
