"""A number that is not its specification, with what is known of it: what every doubt is asked of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.link_rates.links import is_both_for_one, is_the_other_way
from mlsysim_validators.sources.judges.other_figures.described import is_described
from mlsysim_validators.sources.judges.other_figures.grounds import Grounds, grounds_of
from mlsysim_validators.sources.judges.specs.rate_slips import is_another_rate
from mlsysim_validators.sources.judges.specs.tenfold import is_tenfold
from mlsysim_validators.sources.ownership.people import BEHIND, IN_ORDER, LINE_ABOVE
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import Reason, has_two_dies, why
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

NEAR = 40  # characters
FAR_AWAY = ("the only one on the slide", "the document's title")
_ROUGHLY = 0.12
_BOTH_WAYS = regex(
    r"\b(?:total|sum|together|combined|aggregate)? ?(?:in|of|over|for)? ?(?:both|the two) (?:directions|ways)"
    r"(?: together| combined| in total| summed)?",
    re.IGNORECASE,
)
_PACKAGE = AnyCase(r"\bpackages?\b|\bmodules?\b|\bOAMs?\b|\bsockets?\b|\bboards?\b|\bwhole\b")


@dataclass(frozen=True, eq=False)
class Wrong:
    """A number that is none of the values which state the specification that it is taken for."""

    claim: Claim
    entity: Entry
    unit: Unit
    spec: Spec
    values: list[float]  # that state it: of a link one direction, both, or either
    around: Surroundings
    slide: Slide
    registry: Registry

    @property
    def field(self) -> str:
        """What it is a figure of."""
        return self.claim.field

    @property
    def in_a_table(self) -> bool:
        """Whether it stands in a cell, not in running text."""
        return self.claim.stated.cell is not None

    @property
    def share(self) -> float:
        """What part of the specification it is, or how many times that."""
        return self.claim.value / self.spec.value if self.spec.value else 1.0

    @property
    def is_less(self) -> bool:
        """Whether it is less than the specification."""
        return self.claim.value < self.spec.value

    @property
    def is_near(self) -> bool:
        """Whether it is roughly the specification."""
        return abs(self.claim.value - self.spec.value) <= _ROUGHLY * abs(self.spec.value)

    @property
    def of_a_model(self) -> bool:
        """Whether it is of a model, not of a device or a system."""
        return self.entity.kind == "models"

    @property
    def of_a_system(self) -> bool:
        """Whether it is of a system of several devices by its name."""
        return self.entity.kind == "systems"

    @property
    def is_told_in_order(self) -> bool:
        """Whether its name stands behind it, or names and numbers are told in one order: what is before says little."""
        return self.claim.how in (BEHIND, IN_ORDER)

    @property
    def is_named_above(self) -> bool:
        """Whether its name stands over it only, not with it."""
        return self.claim.how in (LINE_ABOVE, "the slide's title", *FAR_AWAY)

    @cached_property
    def near(self) -> str:
        """The words right beside it and the label of its row; of a link the sum of both ways is no total of several."""
        words = f"{self.around.before[-NEAR:]} | {self.around.after[:NEAR]} | {self.around.row}"
        return _BOTH_WAYS.sub("", words) if self.field.startswith("links.") else words

    @cached_property
    def slip(self) -> Reason:
        """By which slip the number came about, by itself."""
        return why(self.claim, self.spec, self.registry, self.slide.nearby_rows(self.claim))

    @cached_property
    def reason(self) -> Reason:
        """Why it is wrong; of a figure that documents print as well, the words beside it may tell."""
        if self.slip.rule != "disputed":
            return self.slip
        if is_the_other_way(self.claim, self.spec, self.values):
            return Reason("direction", "one direction and both were taken for one another")
        if self._is_of_a_die():
            return Reason("per-die", f"that is one of the two dies; the package has {self.spec.printed}")
        return self.slip

    @property
    def rule(self) -> str:
        """The short name of that reason."""
        return self.reason.rule

    @cached_property
    def other_way(self) -> bool:
        """Whether its words or its table say for how many directions it is, and it is that for the other."""
        if self.slip.rule == "disputed":
            return self.rule == "direction"
        return self.rule == "direction" and is_both_for_one(self.claim, self.spec)

    @cached_property
    def tenfold(self) -> bool:
        """Whether the point has slipped, and nothing else can be meant."""
        return is_tenfold(self.claim, self.values, self.around)

    @cached_property
    def another_rate(self) -> bool:
        """Whether it is the device's rate in another format than its words name, or on another pipe."""
        return is_another_rate(self.claim, self.slip.rule, self.around, self.slide)

    @cached_property
    def described(self) -> bool:
        """Whether it is one of a description of its device."""
        return is_described(self.claim, self.slip.rule, self.slide)

    @cached_property
    def grounds(self) -> Grounds:
        """On what grounds it is meant as a specification."""
        return grounds_of(
            self.claim,
            self.values,
            self.rule,
            self.around,
            self.slide,
            another_rate=self.another_rate,
            described=self.described,
        )

    def _is_of_a_die(self) -> bool:
        """Whether half of a package is stated of the package, by its words: what software shows is one of its dies."""
        words = f"{self.around.sentence_before} | {self.around.column} | {self.around.row}"
        half = agrees(self.claim.reading, self.unit.factor, self.spec.value / 2)
        return _PACKAGE.search(words) is not None and half and has_two_dies(self.entity)
