"""Failures of large fleets: mean time between failures, checkpoints, and what is left of the time for training.

Times are in one unit throughout (s, or h); results have that unit. Every argument is a float or an array; arrays
broadcast. Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

import math

from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.numbers import (
    Number,
    exponential,
    fraction,
    is_array,
    minimum,
    not_negative,
    positive,
    share,
    where,
    whole,
)

_MTBF = "The mean time between failures, in the unit of the other times."
_SAVE = "The time to write one checkpoint, in the unit of the other times."


def cluster_mtbf(device_mtbf: Number, devices: Number, exponent: Number = 1.0) -> Number:
    """Mean time between failures of a job on n devices: device MTBF / n^exponent.

    With exponent 1 failures are independent and alike: n devices fail n times as often. Measured fleets do not follow
    1/n exactly: failures are correlated (a switch, a rack, a bad batch), bad nodes are taken out, and large jobs run on
    tested ones; fit `exponent` to a fleet's own counts, or scale from a measured job of similar size.
    Source: the minimum of n exponential lifetimes; Kokolis et al. 2024 (arXiv:2410.21680) for the
    measured deviation.
    """
    n = whole("devices", devices, meant.DEVICES)
    exponent = share("exponent", exponent, "1 for independent failures, less where measured fleets do better.")
    return positive("device_mtbf", device_mtbf, _MTBF) / n**exponent


def device_mtbf(duration: Number, devices: Number, failures: Number) -> Number:
    """The mean time between failures of one device that a count implies: duration x devices / failures."""
    hours = positive("duration", duration, "How long was observed.") * whole("devices", devices, meant.DEVICES)
    return hours / positive("failures", failures, "How many failures were counted.")


def mtbf_from_annual_rate(annual_rate: Number, year: Number = 8760.0) -> Number:
    """The mean time between failures that an annualised failure rate implies: year / AFR (hours by default)."""
    rate = positive("annual_rate", annual_rate, "Failures per device and year: 0.09 for 9%.")
    return positive("year", year, "A year in the unit of the result.") / rate


def young_interval(save: Number, mtbf: Number) -> Number:
    """Time of work between two checkpoints that loses least: sqrt(2 x save x MTBF).

    Source: J. W. Young, "A first order approximation to the optimum checkpoint interval", CACM 17(9), 1974.
    """
    return (2.0 * positive("save", save, _SAVE) * positive("mtbf", mtbf, _MTBF)) ** 0.5


def daly_interval(save: Number, mtbf: Number) -> Number:
    """Daly's higher-order interval: sqrt(2 d M) (1 + sqrt(d/2M)/3 + (d/2M)/9) - d where d < 2M, else M.

    `save` d, `mtbf` M. The time of work between two checkpoints, without the time to write one.
    Source: J. T. Daly, "A higher order estimate of the optimum checkpoint interval for restart dumps", FGCS 22(3),
    2006.
    """
    d, m = positive("save", save, _SAVE), positive("mtbf", mtbf, _MTBF)
    half = d / (2.0 * m)
    best = (2.0 * d * m) ** 0.5 * (1.0 + half**0.5 / 3.0 + half / 9.0) - d
    return where(half < 1.0, best, m)


def expected_runtime(work: Number, interval: Number, save: Number, mtbf: Number, restart: Number = 0.0) -> Number:
    """Time to finish `work` with checkpoints: M e^(R/M) (e^((tau+d)/M) - 1) work/tau.

    `interval` tau of work between checkpoints, `save` d, `mtbf` M, `restart` R until work goes on after a failure.
    Exponential failures, which may strike while saving and restarting too.
    Source: Daly 2006, the complete model of the runtime.
    """
    work = not_negative("work", work, "The time that the work takes without failures and checkpoints.")
    return work / effective_training_ratio(interval, save, mtbf, restart)


def effective_training_ratio(interval: Number, save: Number, mtbf: Number, restart: Number = 0.0) -> Number:
    """Productive time over elapsed time (ETTR, goodput): tau / (M e^(R/M) (e^((tau+d)/M) - 1)).

    Arguments as of `expected_runtime`. Waiting in a queue is not in it.
    Source: Daly 2006, the complete model as a ratio; ETTR as Kokolis et al. 2024 (arXiv:2410.21680) define it.
    """
    tau = positive("interval", interval, "The time of work between two checkpoints.")
    d = not_negative("save", save, _SAVE)
    m = positive("mtbf", mtbf, _MTBF)
    r = not_negative("restart", restart, "The time from a failure until work goes on.")
    # an exponent of 700 is already a ratio of 0; larger ones would only overflow
    stretched = exponential(minimum(r / m, 300.0)) * (exponential(minimum((tau + d) / m, 300.0)) - 1.0)
    return tau / (m * stretched)


def simple_training_ratio(interval: Number, save: Number, mtbf: Number, restart: Number = 0.0) -> Number:
    """The first-order ETTR: 1 - save/(interval + save) - ((interval + save)/2 + restart) / MTBF, at least 0.

    Half an interval is lost on average with every failure. Good while all times are far below the MTBF.
    Source: Young 1974, the same expansion.
    """
    tau = positive("interval", interval, "The time of work between two checkpoints.")
    d = not_negative("save", save, _SAVE)
    lost = (tau + d) / 2.0 + not_negative("restart", restart, "The time from a failure until work goes on.")
    ratio = 1.0 - d / (tau + d) - lost / positive("mtbf", mtbf, _MTBF)
    return where(ratio > 0.0, ratio, 0.0)


def devices_down(devices: Number, device_mtbf: Number, repair: Number) -> Number:
    """Devices that are out of service on average: n x repair / (MTBF + repair)."""
    n = whole("devices", devices, meant.DEVICES)
    repair = not_negative("repair", repair, "The time from a failure until the device is back.")
    return n * repair / (positive("device_mtbf", device_mtbf, _MTBF) + repair)


def spares_needed(devices: Number, device_mtbf: Number, repair: Number, confidence: Number = 0.99) -> Number:
    """Spare devices, so that with this chance no more are out of service at once than there are spares.

    The number out of service is taken as Poisson with mean `devices_down`. Whole numbers, as float.
    Source: the machine-repair model with many independent devices (Palm's theorem).
    """
    mean = devices_down(devices, device_mtbf, repair)
    wanted = fraction("confidence", confidence, "The chance that the spares suffice: 0.99.")
    if is_array(mean) or is_array(wanted):
        import numpy

        return numpy.vectorize(_poisson_quantile, otypes=[float])(mean, wanted)
    return _poisson_quantile(mean, wanted)


def _poisson_quantile(mean: float, wanted: float) -> float:
    if mean > 700:  # normal beyond what exp(-mean) can hold
        from statistics import NormalDist

        return float(math.ceil(mean + NormalDist().inv_cdf(wanted) * math.sqrt(mean))) if wanted > 0 else 0.0
    spares, chance = 0, math.exp(-mean)
    total = chance
    while total < wanted and spares < 1_000_000:
        spares += 1
        chance *= mean / spares
        total += chance
    return float(spares)
