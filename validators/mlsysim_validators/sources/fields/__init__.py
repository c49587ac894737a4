"""Which field a number states: a path of the registry or a derived quantity, by its dimension and the words around it.

stated       a field of a device, by the quantity:
capacities, bandwidths, rates, power, clocks
             what words beside such a number mean which field, and which say that it is something else
tiers        levels of memory, for capacities and bandwidths
models       fields of a model
formats      number formats
measured     words of what was measured or is wanted, which no specification is
"""

from mlsysim_validators.sources.fields.models import model_field
from mlsysim_validators.sources.fields.stated import device_field, stated_field, tells
from mlsysim_validators.sources.fields.words import Field, Words

__all__ = ["Field", "Words", "device_field", "model_field", "stated_field", "tells"]
