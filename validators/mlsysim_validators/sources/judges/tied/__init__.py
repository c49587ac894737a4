"""Numbers of running text that follow from amounts which words tie together: what one has, times how many there are.

nouns    what words call a thing by
words    what the words around a number say that it counts, and per what it is
terms    amounts with the powers of what they are of and per
ties     what two of them make of the same powers as a number
judging  the verdict
"""

from mlsysim_validators.sources.judges.tied.judging import judge

__all__ = ["judge"]
