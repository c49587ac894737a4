"""Numbers that a law of the field gives whose inputs a text tells in words, on the lines before.

passages     the lines up to a number, with their amounts
young        checkpoints: sqrt(2 δ M)
ridge        how far a kernel is from its ridge, and what binds it there
whole        a whole by a part that is sped up (Amdahl)
drafts       speculative decoding: tokens of a round over its time
book_value   the price of a purchase less a part of it for each year
token_price  the price of an hour over its tokens
transfers    times at the rate of the one direction that data takes
active       the share of a mixture of experts that a token uses
widths       bits of a format over the bits that are kept
lines        two lines of a list that are counted: "from the first line to the second"
balance      an equation of two quotients, solved for its unknown
users        tokens per second of one user and of all users
judging      the verdict
"""

from mlsysim_validators.sources.judges.told_laws.judging import judge

__all__ = ["judge"]
