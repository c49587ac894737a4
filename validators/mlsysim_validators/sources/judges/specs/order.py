"""All steps, in the order in which they are asked of a claim about a specification: the first that knows settles it."""

from __future__ import annotations

from mlsysim_validators.sources.judges.specs import as_printed, other_quantities, other_readings, several_devices
from mlsysim_validators.sources.judges.specs.case import Step

STEPS: tuple[Step, ...] = (
    as_printed.settled_as_wide_bound,
    as_printed.settled_as_of_some,
    as_printed.settled_as_right,
    several_devices.settled_as_of_all_devices,
    other_quantities.settled_as_an_energy,
    other_quantities.settled_as_of_many,
    other_quantities.settled_as_operations,
    other_readings.settled_as_of_the_other_pipe,
    other_readings.settled_as_of_another_format,
    as_printed.settled_as_another_variant,
    other_readings.settled_as_driver_counts,
    other_readings.settled_in_powers_of_1024,
    several_devices.settled_as_of_each_link,
    several_devices.settled_as_of_a_group,
    other_readings.settled_as_bits,
    several_devices.settled_as_attained,
    several_devices.settled_as_counted,
    several_devices.settled_as_total_of_another_rate,
    several_devices.settled_as_several_of_another,
    several_devices.settled_as_of_some,
    several_devices.settled_as_product,
    other_readings.settled_as_its_bracket_says,
    several_devices.settled_as_together,
    as_printed.settled_as_finer,
    other_readings.settled_as_another_figure,
    as_printed.settled_as_of_a_twin,
    other_quantities.settled_by_its_cell,
    other_quantities.settled_as_of_another_engine,
)
