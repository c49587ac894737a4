"""What every text of the field takes as known, and no entry of the registry holds.

widths     the bytes of a number in a format: FP16 has two
energies   what an operation costs at 45 nm, after Horowitz 2014
sayings    words for prefixes ("tera is a trillion"), the speed of light
bounds     what the roofline says: memory binds left of the ridge, arithmetic right of it
"""

from mlsysim_validators.sources.judges.well_known import bounds, energies, sayings, widths

__all__ = ["bounds", "energies", "sayings", "widths"]
