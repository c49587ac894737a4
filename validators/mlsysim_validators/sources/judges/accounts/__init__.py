"""Labelled amounts that belong together, as accounts: the rows of a table's column, or the lines of a list.

account   the accounts of a slide: labels, amounts, where they stand
left      the row that says what is left of a whole: "available", "firmware", "weights", "left over"
said      sentences that add up an account, or say what it leaves
shares    sentences that tell the share of a row in the whole, or the goodput of a run
per       rows that divide two others: the cost per GPU-hour
judging   the verdicts
"""

from mlsysim_validators.sources.judges.accounts.judging import judge

__all__ = ["judge"]
