"""Steps of a calculation that running text tells in words, whatever they are of: "32.1, so 33 nodes", "divide by 0.75".

amounts   the numbers of a text in their order, with what each is of
removed   what is left of a whole, or saved, by a share
steps     what one of them is by the words between it and those before
multiples factors between the amount behind them and one before
sides     words that say which of two amounts is more
judging   the verdict
"""

from mlsysim_validators.sources.judges.spoken_steps.judging import judge

__all__ = ["judge"]
