"""Lines of a slide that follow from the lines above them: "Full: 1M samples", "Coreset (10%): 100K", "Savings: 900K".

lines      the lines of cards and lists, and the rows of narrow tables: what they are of, and their numbers
follow     what a line is by its label and the lines above it
solved     inequalities that a line solves
formats    sizes in four bits
at_a_price costs in brackets behind the hours that they pay for
judging    the verdict
"""

from mlsysim_validators.sources.judges.labelled_lines.judging import judge

__all__ = ["judge"]
