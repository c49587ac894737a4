"""What every text of the field takes as known, and no entry of the registry holds.

widths     the bytes of a number in a format: FP16 has two
energies   what an operation costs at 45 nm, after Horowitz 2014
sayings    words for prefixes ("tera is a trillion"), the speed of light
"""

from mlsysim_validators.sources.judges.well_known import energies, sayings, widths

__all__ = ["energies", "sayings", "widths"]
