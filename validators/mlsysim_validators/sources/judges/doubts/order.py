"""All doubts, in the order in which they are raised: where several hold, the first gives the reason that is told.

Roughly, words right beside a number stand before what its amount says, and last what its place leaves open.
"""

from __future__ import annotations

from collections.abc import Callable

from mlsysim_validators.sources.judges.doubts import (
    compared,
    of_memory,
    of_models,
    of_parts,
    of_rates,
    of_several,
    of_something_else,
)
from mlsysim_validators.sources.judges.doubts.wrong import Wrong

DOUBTS: tuple[Callable[[Wrong], str], ...] = (
    of_something_else.an_end_of_a_range,
    of_something_else.of_all_others,
    of_something_else.not_enough,
    of_something_else.in_use,
    of_something_else.not_meant,
    of_something_else.of_a_longer_name,
    compared.of_a_name_to_compare_with,
    of_models.one_of_the_sizes_of_its_line,
    of_several.counted_behind_it,
    of_several.worked_from_one,
    compared.of_what_the_line_above_compares,
    of_something_else.beside_the_right_one,
    of_memory.a_smaller_size_that_it_comes_with,
    of_models.counted_otherwise,
    of_models.of_another_size,
    of_models.of_adapters,
    of_models.of_a_dense_one,
    of_models.a_round_number_near_the_count,
    of_memory.of_one_of_several_versions,
    of_memory.what_the_driver_leaves,
    of_rates.of_a_link,
    of_rates.of_each_link_of_its_row,
    of_models.its_heads_of_keys,
    of_models.of_each_device,
    of_models.of_all_layers,
    of_models.of_a_size_in_its_sentence,
    of_parts.of_one_die,
    of_parts.of_each_die,
    of_parts.less_memory_behind_a_die,
    of_memory.a_size_that_tells_devices_apart,
    of_something_else.what_somebody_claims,
    of_rates.a_power_of_one_digit,
    of_something_else.of_each_dollar_or_watt,
    of_several.of_each_half,
    of_several.with_a_share_of_the_server,
    of_parts.a_part_by_its_row,
    of_parts.far_from_the_whole,
    of_models.of_one_kind_of_layers,
    of_memory.of_a_part_that_its_row_names,
    of_parts.of_the_part_behind_it,
    of_rates.of_one_of_the_formats_behind_it,
    of_several.a_total,
    of_several.one_of_the_figures_of_a_system,
    of_parts.of_the_full_chip,
    of_rates.below_the_boost_clock,
    of_memory.what_a_model_takes,
    of_memory.of_the_host,
    of_models.a_shorter_text,
    of_rates.a_part_of_the_peak_of_its_row,
    of_rates.of_other_cores,
    of_rates.one_of_many_in_its_column,
    of_several.of_the_system_of_its_sentence,
    of_models.one_of_several_without_a_name,
    of_models.with_what_the_count_leaves_out,
    of_models.of_a_row_without_a_name,
    of_something_else.an_option,
    compared.what_is_compared_with,
    compared.of_one_of_several_named,
)


def why_doubted(wrong: Wrong) -> str:
    """Why a value that is not the spec need not be meant as the spec, or ""."""
    return next((why for doubt in DOUBTS if (why := doubt(wrong))), "")
