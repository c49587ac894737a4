"""What follows from which numbers, as a product of powers: a time is bytes over a bandwidth.

Each law names what people slip by in it, as factors of the result.
"""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES,
    BYTES_PER_TOKEN,
    CARBON,
    CARBON_MASS,
    DEVICE_TIME,
    ENERGY,
    ENERGY_PRICE,
    FLOP_RATE,
    MONEY,
    MONEY_RATE,
    OPERATIONS,
    POWER,
    TIME,
    TOKEN_RATE,
    TOKENS,
)
from mlsysim_validators.sources.judges.recompute.chains.counted import Sort
from mlsysim_validators.sources.judges.recompute.chains.of_names import FORMAT, LINK, MEMORY, MODEL, PEAK

Powers = tuple[tuple[Sort, int], ...]
Factors = tuple[tuple[float, str], ...]

_HOUR = 3600.0
WIDTH = "width"
SAVE, MTBF, LONG, RUN = "save", "mtbf", "mtbf of one", "run"  # times of some length
_BITS: Factors = ((8.0, "bits are taken for bytes"), (1 / 8, "bits are taken for bytes"))
_WAYS: Factors = ((0.5, "that is at the sum of both directions"),)
_MACS: Factors = ((0.5, "a multiply-add is two operations"),)
_PASSES: Factors = ((1 / 3, "that is the forward pass alone"),)
_TWICE = (0.5, "a ring passes the data twice")
_NODE: Factors = ((8.0, "that divides by nodes of eight"), (1 / 8, "that counts nodes of eight"))
_SPARSE: Factors = ((0.5, "that is at the rate with sparsity"),)


_RING = AnyCase(r"\brings?\b|all-?\s?reduce")
_SAVES = AnyCase(r"checkpoint|Young|Daly")


class Law(NamedTuple):
    """`result` is `constant` times the powers of its `needs`, and of those of `options` that are said as well."""

    name: str
    result: Dimension
    needs: Powers
    constant: float = 1.0
    options: Powers = ()
    slips: Factors = ()
    of_ring: bool = False  # times 2 (n-1)/n of its last need, the ranks
    root: bool = False  # the square root of all
    where: AnyCase | None = None  # words that its slide must have


LAWS = (
    Law("allreduce_time", TIME, ((BYTES, 1), (BANDWIDTH, -1), ("ranks", 1)), slips=(_TWICE, *_BITS),
        of_ring=True, where=_RING),
    Law("allreduce_time", TIME, ((BYTES, 1), (LINK, -1), ("ranks", 1)), slips=(_TWICE, *_BITS),
        of_ring=True, where=_RING),
    Law("ring_traffic", BYTES, ((BYTES, 1), ("ranks", 1)), slips=(_TWICE,), of_ring=True, where=_RING),
    Law("transfer_time", TIME, ((BYTES, 1), (LINK, -1)), slips=(*_WAYS, *_BITS)),
    Law("decode_time", TIME, ((MODEL, 1), (FORMAT, 1), (MEMORY, -1)), options=(("devices", -1),),
        slips=((0.5, "that is with half of the bytes"), (2.0, "that is with twice the bytes"))),
    Law("checkpoint_interval", TIME, ((SAVE, 1), (MTBF, 1)), 2.0, root=True, where=_SAVES,
        slips=((0.5**0.5, "the 2 under the root is left out"), (2**0.5, "the 2 stands before the root"))),
    Law("mfu", (), ((OPERATIONS, 1), (DEVICE_TIME, -1), (PEAK, -1)), slips=(*_SPARSE, *_PASSES)),
    Law("mfu", (), ((FLOP_RATE, 1), (PEAK, -1)), slips=(*_SPARSE, *_PASSES)),
    Law("mfu", (), ((FLOP_RATE, 1), (FLOP_RATE, -1)), slips=(*_SPARSE, *_PASSES)),
    Law("mfu", (), ((OPERATIONS, 1), (OPERATIONS, -1)), slips=(*_SPARSE, *_PASSES)),
    Law("transfer_time", TIME, ((BYTES, 1), (BANDWIDTH, -1)), slips=(*_WAYS, *_BITS)),
    Law("transfer_time", TIME, ((BYTES, 1), (MEMORY, -1))),
    Law("compute_time", TIME, ((OPERATIONS, 1), (FLOP_RATE, -1)), options=(("%", -1),), slips=(*_MACS, *_PASSES)),
    Law("compute_time", TIME, ((OPERATIONS, 1), (PEAK, -1)), options=(("%", -1), ("devices", -1)),
        slips=(*_MACS, *_PASSES)),
    Law("wall_time", TIME, ((DEVICE_TIME, 1), ("devices", -1)), slips=_NODE),
    Law("battery_life", TIME, ((ENERGY, 1), (POWER, -1))),
    Law("generation_time", TIME, ((TOKENS, 1), (TOKEN_RATE, -1))),
    Law("time_per_token", TIME, ((TOKEN_RATE, -1),)),
    Law("time_between_failures", TIME, ((LONG, 1), ("devices", -1))),
    Law("time_between_failures", TIME, ((RUN, 1), ("failures", -1))),
    Law("kv_cache", BYTES, ((BYTES_PER_TOKEN, 1), (TOKENS, 1)), options=(("batch", 1),),
        slips=((0.5, "keys and values are both kept"),)),
    Law("share_of_each", BYTES, ((BYTES, 1), ("devices", -1))),
    Law("of_all", BYTES, ((BYTES, 1), ("devices", 1))),
    Law("of_all", BYTES, ((BYTES, 1), ("batch", 1))),
    Law("of_states", BYTES, ((WIDTH, 1), ("parameters", 1)), options=(("devices", -1),)),
    Law("bandwidth", BANDWIDTH, ((BYTES, 1), (TIME, -1)), slips=_BITS),
    Law("bandwidth_together", BANDWIDTH, ((BANDWIDTH, 1), ("devices", 1)), slips=(*_BITS, *_WAYS)),
    Law("training_flops", OPERATIONS, (("parameters", 1), (TOKENS, 1)), 6.0, slips=(*_PASSES, *_MACS)),
    Law("forward_flops", OPERATIONS, (("parameters", 1), (TOKENS, 1)), 2.0, slips=_MACS),
    Law("forward_flops", OPERATIONS, (("parameters", 1),), 2.0, slips=_MACS),
    Law("flop_rate", FLOP_RATE, ((OPERATIONS, 1), (TIME, -1)), slips=(*_PASSES, *_MACS)),
    Law("flop_rate", FLOP_RATE, ((OPERATIONS, 1), (DEVICE_TIME, -1)), slips=(*_PASSES, *_MACS)),
    Law("peak_together", FLOP_RATE, ((PEAK, 1), ("devices", 1)), options=(("%", 1),)),
    Law("flop_rate", FLOP_RATE, ((FLOP_RATE, 1), ("%", 1))),
    Law("flop_rate", FLOP_RATE, (("parameters", 1), (TOKEN_RATE, 1)), 6.0, slips=_PASSES),
    Law("flop_rate", FLOP_RATE, (("parameters", 1), (TOKEN_RATE, 1)), 2.0, slips=_MACS),
    Law("token_throughput", TOKEN_RATE, (("batch", 1), (TIME, -1))),
    Law("token_throughput", TOKEN_RATE, ((TOKENS, 1), (TIME, -1))),
    Law("token_rate", TOKEN_RATE, ((TIME, -1),)),
    Law("token_throughput", TOKEN_RATE, ((TOKEN_RATE, 1), ("replicas", 1))),
    Law("token_throughput", TOKEN_RATE, ((TOKEN_RATE, 1), ("devices", -1)), slips=_NODE),
    Law("token_rate", TOKEN_RATE, ((TOKEN_RATE, 1), ("batch", -1))),
    Law("token_throughput", TOKEN_RATE, ((TOKEN_RATE, 1), ("batch", 1))),
    Law("fleet_power", POWER, ((POWER, 1), ("devices", 1)), options=(("pue", 1),), slips=_NODE),
    Law("fleet_power", POWER, ((POWER, 1), ("nodes", 1)), options=(("pue", 1),)),
    Law("facility_power", POWER, ((POWER, 1), ("pue", 1))),
    Law("average_power", POWER, ((ENERGY, 1), (TIME, -1))),
    Law("energy", ENERGY, ((POWER, 1), (TIME, 1)), options=(("pue", 1), ("devices", 1), ("%", 1))),
    Law("energy", ENERGY, ((ENERGY, 1), ("pue", 1))),
    Law("energy", ENERGY, ((POWER, 1), (DEVICE_TIME, 1)), options=(("pue", 1),)),
    Law("energy_per_token", ENERGY, ((POWER, 1), (TOKEN_RATE, -1)), options=(("pue", 1),), slips=_NODE),
    Law("cost", MONEY, ((DEVICE_TIME, 1), (MONEY_RATE, 1))),
    Law("cost", MONEY, ((ENERGY, 1), (ENERGY_PRICE, 1)), options=(("pue", 1),)),
    Law("token_cost", MONEY, ((MONEY_RATE, 1), (TOKEN_RATE, -1)), 1e6, options=(("devices", 1),)),
    Law("token_cost", MONEY, ((MONEY_RATE, 1), (TOKENS, -1)), 1e6 * _HOUR, options=(("devices", 1),), slips=_NODE),
    Law("cost", MONEY, ((MONEY_RATE, 1), (TIME, 1), ("devices", 1))),
    Law("price", MONEY_RATE, ((MONEY_RATE, 1), ("devices", 1))),
    Law("carbon", CARBON_MASS, ((ENERGY, 1), (CARBON, 1)), options=(("pue", 1),)),
    Law("device_hours", DEVICE_TIME, (("devices", 1), (TIME, 1)), slips=_NODE),
    Law("device_hours", DEVICE_TIME, ((OPERATIONS, 1), (FLOP_RATE, -1)), options=(("%", -1),),
        slips=(*_PASSES, *_MACS)),
    Law("device_hours", DEVICE_TIME, ((OPERATIONS, 1), (PEAK, -1)), options=(("%", -1),),
        slips=(*_PASSES, *_MACS)),
    Law("tokens", TOKENS, ((TOKEN_RATE, 1), (TIME, 1))),
    Law("token_throughput", TOKEN_RATE, (("batch", 1), (TIME, -1), ("%", 1))),
    Law("token_throughput", TOKEN_RATE, ((TOKEN_RATE, 1), ("%", 1))),
    Law("transfer_time", TIME, ((BYTES, 1), (BANDWIDTH, -1), ("%", -1))),
    Law("transfer_time", TIME, ((BYTES, 1), (MEMORY, -1), ("%", -1))),
    Law("decode_time", TIME, ((MODEL, 1), (FORMAT, 1), (MEMORY, -1), ("%", -1))),
    Law("average_power", POWER, ((POWER, 1), ("%", 1))),
    Law("compute_time", TIME, ((OPERATIONS, 1), (PEAK, -1), ("devices", -1), ("%", -1)), slips=(*_MACS, *_PASSES)),
    Law("compute_time", TIME, (("parameters", 1), (TOKENS, 1), (PEAK, -1), ("devices", -1), ("%", -1)), 6.0,
        slips=(*_MACS, *_PASSES)),
    Law("compute_time", TIME, (("parameters", 1), (TOKENS, 1), (PEAK, -1), ("%", -1)), 2.0, slips=_MACS),
    Law("yearly_cost", MONEY, ((MONEY_RATE, 1), ("devices", 1), ("span", 1))),
    Law("energy_over_a_time", ENERGY, ((POWER, 1), ("span", 1)), options=(("pue", 1), ("devices", 1))),
    Law("tokens", TOKENS, ((TOKEN_RATE, 1), ("span", 1))),
)  # fmt: skip
