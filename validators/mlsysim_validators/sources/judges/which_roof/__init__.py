"""Which roof binds, memory or arithmetic: what is said of it against the intensity and the ridge, or the two times.

words        "memory-bound", "right of the ridge", and what leaves it open whether it is said
intensities  the operations per byte that a text states, and which of them are ridges
times        the times of computing and of loading that a text states
sayings      words that contradict each other without a number
prose        running text
cells        tables
judging      the verdict
"""

from mlsysim_validators.sources.judges.which_roof import sayings
from mlsysim_validators.sources.judges.which_roof.judging import judge

__all__ = ["judge", "sayings"]
