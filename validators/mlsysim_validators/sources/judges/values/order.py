"""All steps, in the order in which they are asked of a value: the first that has something to say of it settles it."""

from __future__ import annotations

from mlsysim_validators.sources.judges.values import (
    beside_count,
    counts,
    disputes,
    engines,
    lacking,
    levels,
    other_clocks,
    parts,
    pipes,
    ports,
    qualified,
    right,
    rounded_rates,
    several_entries,
    shares,
    sizes,
    unsaid_formats,
    variants,
    wholes,
)
from mlsysim_validators.sources.judges.values.case import Step

# Before it is known that the registry has what the value is a figure of.
BEFORE_ITS_SPEC: tuple[Step, ...] = (
    sizes.settled_as_of_an_odd_size,
    parts.settled_as_whole_for_a_part,
    parts.settled_as_of_a_die,
    lacking.settled_as_in_bf16,
    right.settled_as_right,
    unsaid_formats.settled_on_a_branch,
    wholes.settled_as_whole,
    lacking.settled_without_spec,
)

# It is none of the values that are right: what else may be meant.
BESIDE_ITS_SPEC: tuple[Step, ...] = (
    lacking.settled_as_estimated,
    engines.settled_as_gpu,
    several_entries.settled_as_of_a_system_or_a_device,
    several_entries.settled_as_of_none,
    pipes.settled_as_tf32,
    pipes.settled_as_of_another_pipe,
    ports.settled_as_of_the_host_port,
    ports.settled_as_some_ports,
    variants.settled_as_of_another_size,
    rounded_rates.settled_as_of_the_smaller_chip,
    rounded_rates.settled_as_worked_out,
    lacking.settled_as_of_its_board,
    lacking.settled_as_its_other_power,
    variants.settled_as_sold_with_less,
    counts.settled_as_product,
    counts.settled_as_counted,
    shares.settled_as_share,
    beside_count.settled_by_count,
    parts.settled_as_half,
    other_clocks.settled_as_near,
    other_clocks.settled_by_single_precision,
    variants.settled_as_of_a_variant,
    disputes.settled_as_disputed,
    qualified.settled_as_qualified,
    levels.settled_as_of_its_level,
    parts.settled_as_of_another_part,
)
