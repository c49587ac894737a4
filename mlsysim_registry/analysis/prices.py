"""Prices per device and hour: given, or an offer of a price list; and the price that a yearly cost implies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlsysim_registry.analysis.explanations import ASSUMED, GIVEN, Explanation, Input, Result, Section
from mlsysim_registry.analysis.inputs import Amount, amount, entry_of, from_spec, whole_number
from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.display import count, money
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import HOURS_PER_YEAR, implied_price_per_device_hour, yearly_cost

PER_SECOND = "USD/GPU/s"
_SECONDS = 3600.0
_DOLLARS = re.compile(
    r"\$\s*(\d[\d,]*(?:\.\d+)?)\s*(?:(?:/|per)\s*(?:(?:gpu|device)[- /]?)?h(?:ou)?r?)?", re.IGNORECASE
)


def price_input(
    price: float | str | Spec | Entry, device: Entry | None, offer: str | None, registry: Registry | None
) -> tuple[Input, str]:
    """The price as an input (USD per device and second), and the words for its basis.

    `price` is a plain number in USD per device and hour, a text ("$3", "3 USD/GPU-hour"), the spec of an offer, or a
    price list (its entry or name), of which the device's offer is taken, by `offer` if it has several.
    """
    if isinstance(price, str) and not re.match(r"\s*[$\d.+-]", price):
        price = entry_of(price, "prices", registry)
    if isinstance(price, Entry):
        slug = _offer(price, device, offer)
        terms = price.attributes.get("offers", {}).get(slug, {})
        facts = [price.name, *(str(terms[key]) for key in ("terms", "region") if key in terms)]
        if "as_of" in price.attributes:
            facts.append(f"as of {price.attributes['as_of']}")
        return from_spec("p", "price", price[f"offers.{slug}.price"], price), ", ".join(facts)
    if offer is not None:
        raise GivenError(f"offer `{offer}` goes with a price list; the price was given as {price}")
    put_in = _given(price)
    if put_in.value < 0:
        raise GivenError(f"price is {put_in.text}; it cannot be negative")
    return put_in, f"{per_hour_text(put_in)}, {'given' if put_in.spec is None else put_in.origin}"


def per_hour(price: Input) -> float:
    """A price in USD per device and hour."""
    return price.value * _SECONDS


def per_hour_text(price: Input) -> str:
    """A price for people: "$3.00 per GPU-hour"."""
    return f"{money(per_hour(price))} per GPU-hour"


def _given(price: float | str | Spec) -> Input:
    if isinstance(price, str):
        dollars = _DOLLARS.fullmatch(price.strip())
        if dollars is None:
            return amount("p", "price", price, PER_SECOND)
        price = float(dollars[1].replace(",", ""))
    if isinstance(price, Spec):
        return amount("p", "price", price, PER_SECOND)
    hourly = amount("p", "price", price, "USD/GPU-hour").value
    return Input("p", "price", hourly / _SECONDS, PER_SECOND, GIVEN, printed=f"{count(hourly)} USD/GPU-hour")


def _offer(prices: Entry, device: Entry | None, offer: str | None) -> str:
    offers: Mapping[str, Mapping[str, Any]] = prices.attributes.get("offers", {})
    if offer is not None:
        if offer not in offers:
            raise GivenError(f"{prices.id} has no offer `{offer}`; it has: {', '.join(offers)}")
        return offer
    fitting = [slug for slug, facts in offers.items() if device is not None and facts.get("device") == device.id]
    if len(fitting) != 1:
        what = device.name if device is not None else "this device"
        found = f"several offers of {what} ({', '.join(fitting)})" if fitting else f"no offer of {what}"
        raise GivenError(f"{prices.id} has {found}; name one with offer=...: {', '.join(fitting or offers)}")
    return fitting[0]


def hours_input(hours: float) -> Input:
    """Hours a year, as an input."""
    whole_year = hours == HOURS_PER_YEAR
    note = "every hour of a year of 365 days" if whole_year else ""
    put_in = amount("h", "hours a year", hours, "1")
    if not 0 < put_in.value <= 8784:
        raise GivenError(f"hours is {put_in.text}; a year has 8,760 hours (8,784 in a leap year)")
    return Input("h", put_in.name, put_in.value, "1", ASSUMED if whole_year else GIVEN, note)


@dataclass(frozen=True, slots=True)
class ImpliedPrice(Result):
    """The price in USD per device and hour (`value`) that a yearly cost amounts to."""

    cost: Input
    devices: Input
    hours: Input
    against: Input | None
    basis: str

    @property
    def value(self) -> float:
        """USD per device and hour."""
        return float(implied_price_per_device_hour(self.cost.value, self.devices.value, self.hours.value))

    @property
    def unit(self) -> str:
        """USD per device and hour."""
        return "USD/GPU-hour"

    @property
    def expected_cost(self) -> float | None:
        """USD a year at the price to compare with."""
        if self.against is None:
            return None
        return float(yearly_cost(self.devices.value, per_hour(self.against), self.hours.value))

    @property
    def explanation(self) -> Explanation:
        """How the price came about."""
        working = [
            f"{money(self.cost.value)} / ({self.devices.text} x {self.hours.text} h) = {money(self.value)} per GPU-hour"
        ]
        notes: tuple[str, ...] = ("no price basis was stated with the cost: this is what it would have to be",)
        inputs: tuple[Input, ...] = (self.cost, self.devices, self.hours)
        expected = self.expected_cost
        if self.against is not None and expected is not None:
            inputs = (*inputs, self.against)
            working.append(
                f"at {per_hour_text(self.against)}: {self.devices.text} x {self.hours.text} h x "
                f"{money(per_hour(self.against))} = {money(expected)} a year"
            )
            notes = ()
            if expected:
                ratio = self.cost.value / expected
                notes = (f"the stated cost is {ratio:.3g} times that of the price basis ({self.basis})",)
        return Explanation(
            title=(
                f"{money(self.cost.value)} a year for {self.devices.text} device{_s(self.devices.value)} implies "
                f"{money(self.value)} per GPU-hour"
            ),
            formula=("price = cost / (devices x hours a year)",),
            sections=(Section("", inputs, tuple(working)),),
            assumption="The devices are paid for in every one of these hours, and the cost is theirs alone.",
            left_out=("power, hosts, network, storage and staff, if the cost was meant to hold them",),
            notes=notes,
        )

    def fields(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "cost_per_year": self.cost.value,
            "devices": self.devices.value,
            "hours": self.hours.value,
            "price_per_device_hour": None if self.against is None else per_hour(self.against),
            "expected_cost_per_year": self.expected_cost,
        }


def implied_price(
    cost_per_year: Amount,
    devices: int = 1,
    hours: float = HOURS_PER_YEAR,
    *,
    price: float | str | Spec | Entry | None = None,
    offer: str | None = None,
    registry: Registry | None = None,
) -> ImpliedPrice:
    """The price per device and hour that a yearly cost (USD, of all `devices`) implies, compared with `price` if given.

    Raises GivenError for senseless numbers.
    """
    cost = amount("K", "cost of all devices a year", cost_per_year, "USD")
    if cost.value < 0:
        raise GivenError(f"cost_per_year is {cost.text}; it cannot be negative")
    against, basis = (None, "") if price is None else price_input(price, None, offer, registry)
    return ImpliedPrice(cost, whole_number("n", "devices", devices), hours_input(hours), against, basis)


def _s(number: float) -> str:
    return "" if number == 1 else "s"
