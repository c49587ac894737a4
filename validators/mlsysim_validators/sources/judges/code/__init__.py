"""Numbers that code prints or that its comments state, against what its constants come to. Nothing is run.

constants  what an expression of constants is worth: numbers, words, lists; no names but those of the program itself
printing   words with numbers at known places: f-strings, format specifications, print
following  the statements of a program in their order, in a bounded number of steps
comments   the numbers of comments behind a statement
outputs    the lines of an output beside those that the program prints
comparing  the programs of a document, followed one behind the other, beside what is stated
explaining constants that are wrong, so that all that depends on them is off
judging    the verdicts on outputs and comments of one document
"""

from mlsysim_validators.sources.judges.code.judging import judge

__all__ = ["judge"]
