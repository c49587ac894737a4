"""Numbers that a law of the field gives whose inputs a text tells in words, on the lines before.

passages     the lines up to a number, with their amounts
young        checkpoints: sqrt(2 δ M)
whole        a whole by a part that is sped up (Amdahl)
drafts       speculative decoding: tokens of a round over its time
book_value   the price of a purchase less a part of it for each year
token_price  the price of an hour over its tokens
judging      the verdict
"""

from mlsysim_validators.sources.judges.told_laws.judging import judge

__all__ = ["judge"]
