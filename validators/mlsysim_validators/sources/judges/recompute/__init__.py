"""Quantities that the model layer knows, computed anew from what the source states and the registry.

situation    what stands around a number that it may follow from, the nearest first
kinds        which quantity a number is
memory, rooflines, training, fleets   what it should be
judging      the verdict, with its working
"""

from mlsysim_validators.sources.judges.recompute.judging import Neighbours

__all__ = ["Neighbours"]
