"""The sorts of value that a spec may have, each with what it measures."""

from __future__ import annotations

from typing import Literal

from mlsysim_registry.entries.spec import Spec


class Amount(Spec):
    """An amount of data."""

    measures = ("B",)


class Bandwidth(Spec):
    """Data per second."""

    measures = ("B/s",)


class DirectedBandwidth(Bandwidth):
    """Data per second over a link; says whether one direction is counted or both are summed."""

    direction: Literal["one", "both"]
    """`one`: each direction carries this much; `both`: the two directions summed."""


class LaneRate(Spec):
    """Bits or transfers per second of one lane."""

    measures = ("B/s", "T/s")


class FloatRate(Spec):
    """Floating-point operations per second."""

    measures = ("FLOP/s",)


class IntegerRate(Spec):
    """Integer operations per second."""

    measures = ("OP/s",)


class Work(Spec):
    """Floating-point operations (never multiply-accumulates)."""

    measures = ("FLOP",)


class MultiplyAccumulates(Spec):
    """Multiply-accumulates: two operations each."""

    measures = ("MAC",)


class Frequency(Spec):
    """A clock."""

    measures = ("Hz",)


class Power(Spec):
    """Electric power."""

    measures = ("W",)


class Duration(Spec):
    """A time."""

    measures = ("s",)


class Count(Spec):
    """A plain number of things."""

    measures = ("",)


class Fraction(Spec):
    """A fraction of one."""

    measures = ("",)


class DevicePrice(Spec):
    """Money per device and time."""

    measures = ("USD/GPU-hour",)


class HourlyPrice(Spec):
    """Money per time."""

    measures = ("USD/h",)


class Money(Spec):
    """An amount of money."""

    measures = ("USD",)


class CarbonIntensity(Spec):
    """Carbon per energy."""

    measures = ("gCO2e/kWh",)


class Energy(Spec):
    """An amount of energy."""

    measures = ("J",)


class CarbonMass(Spec):
    """An amount of carbon dioxide equivalents."""

    measures = ("kgCO2e",)


class Area(Spec):
    """An area of silicon."""

    measures = ("mm^2",)


class Tokens(Spec):
    """A number of tokens."""

    measures = ("token", "")


class DeviceTime(Spec):
    """Devices times time."""

    measures = ("GPU-hour",)


class Ratio(Spec):
    """A plain ratio, which may exceed one."""

    measures = ("",)
