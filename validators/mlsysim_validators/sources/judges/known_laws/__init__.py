"""Laws of the field as texts write them, in names: "KV = 2 × layers × heads × dim × tokens × bytes", τ = √(2δM).

writing    text -> a formula of names, and its factors
equations  a document -> what it equates to formulas of names, and the words around
laws       what each law of the field must look like
judging    the formulas that say a law wrong
"""

from mlsysim_validators.sources.judges.known_laws.judging import judge

__all__ = ["judge"]
