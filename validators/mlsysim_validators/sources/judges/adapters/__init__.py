"""Trainable parameters of low-rank adapters: in each layer r × (inputs + outputs) of every matrix that has one.

targets   which matrices of a layer words name, and the rank
geometry  how many parameters adapters of that rank have in a model
shares    which share of the model they are
judging   the verdicts
"""

from mlsysim_validators.sources.judges.adapters.judging import judge

__all__ = ["judge"]
