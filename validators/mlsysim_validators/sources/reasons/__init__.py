"""Why a wrong number is probably wrong: which right number it would have been.

why          the reasons in their order
neighbours   of the cell beside it
records      superseded, or printed by another document
rates        another pipe or number format
links        one direction for both, another generation
variants     another device or model
systems      a whole server, one die of two
factors      a power of ten, bits for bytes, powers of 1024
relatives    the entries that may be taken for one another
"""

from mlsysim_validators.sources.reasons.reason import Reason
from mlsysim_validators.sources.reasons.records import owner_of_dispute
from mlsysim_validators.sources.reasons.relatives import (
    has_two_dies,
    products_of_its_name,
    relatives,
    totals_of_link,
)
from mlsysim_validators.sources.reasons.why import why

__all__ = [
    "Reason",
    "has_two_dies",
    "owner_of_dispute",
    "products_of_its_name",
    "relatives",
    "totals_of_link",
    "why",
]
