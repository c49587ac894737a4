"""Numbers that code prints or that its comments state, against what its constants come to. Nothing is run.

values     what is known of a value, and when nothing is
operations sums, products, comparisons; calls: what Python's own functions give; objects: classes of fields
constants  what an expression is worth: numbers, words, lists; no names but those of the program itself
functions  calls of the program's own functions
printing   words with numbers at known places: f-strings, format specifications, print
following  the statements of a program in their order, in a bounded number of steps
sessions   statements with prompts, in listings and docstrings
comments   the numbers of comments behind a statement; scales: those a power of a thousand off
outputs    the lines of an output beside those that the program prints
comparing  the programs of a document, followed one behind the other, beside what is stated
explaining constants that are wrong, so that all that depends on them is off
judging    the verdicts on outputs and comments of one document; quoting: on the text behind an output
"""

from mlsysim_validators.sources.judges.code.judging import judge

__all__ = ["judge"]
