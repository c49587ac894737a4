"""Which room of quantities a derived number of a slide is for, and what stands around it."""

from __future__ import annotations

from mlsysim_registry.errors import RegistryError
from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import NO_SPEC, Claim, by_place
from mlsysim_validators.sources.dimensions import BYTES, FLOP_RATE
from mlsysim_validators.sources.judges.recompute import (
    caches,
    cluster_peaks,
    columns_that_fit,
    conversions,
    counts,
    crossovers,
    dimensional,
    headroom,
    memory,
    price_columns,
    products,
    rooflines,
    series,
    siblings,
    spare,
    totals,
)
from mlsysim_validators.sources.judges.recompute.carried import judging as carried
from mlsysim_validators.sources.judges.recompute.chains import bubbles, moves, over_links, repeated, rows, zero
from mlsysim_validators.sources.judges.recompute.chains import judging as chains
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.judges.recompute.deciding import ANOTHER, decide, fits, unit_of
from mlsysim_validators.sources.judges.recompute.evidence import Grounds
from mlsysim_validators.sources.judges.recompute.fitting import judging as fitting
from mlsysim_validators.sources.judges.recompute.heads import head_of
from mlsysim_validators.sources.judges.recompute.hourly_prices import is_a_price
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.kinds import (
    KINDS,
    avoided,
    kind_named,
    kind_of,
    kind_of_head,
    names,
    names_another_column,
)
from mlsysim_validators.sources.judges.recompute.kinds_from_around import kind_from_around
from mlsysim_validators.sources.judges.recompute.left_open import A_QUESTION, AN_END, asks, ends_a_range
from mlsysim_validators.sources.judges.recompute.scopes import Scope, scopes_of
from mlsysim_validators.sources.judges.recompute.shares_of_rates import share_of_its_rate
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.states import judging as states
from mlsysim_validators.sources.judges.recompute.states import prose
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings, words_around

# Kinds that the reading of subjects has named already, and that are computed here.
_BY_NAME = {
    kind.name: kind
    for kind in KINDS
    if kind.name
    in (
        "yearly_cost",
        "kv_cache",
        "weight_bytes",
        "ridge_point",
        "weight_load_time",
        "gradient_bytes",
        "allreduce_time",
        "device_price",
        "devices_needed",
    )
}
_STATIC = next(kind for kind in KINDS if kind.name == "static_bytes")


class Neighbours:
    """A slide, the one before it, and whom their names mean."""

    def __init__(self, slide: Slide, before: Slide | None, finder: EntityFinder, facts: Facts) -> None:
        self.slide, self.before, self.finder, self.facts = slide, before, finder, facts
        self._scopes: tuple[Claim | None, list[Scope]] = (None, [])  # of the claim that is judged

    def judge(self, claim: Claim, around: Surroundings, *, result: bool = False) -> None:
        """Judge one claim, if it is a derived quantity that is known here; `result`: of a printed calculation."""
        if claim.verdict != "unresolved":
            return
        again = conversions.compute(claim, self.slide)
        if again is not None and any(fits(claim, again[0], value, again[1]) for value, _ in again[1].values):
            decide(claim, around, Kind("conversion", again[0].dimension, _ANY, None, _nothing), again[1], _SURE, False)
            return
        if again is None and (claim.kind != "spec" or NO_SPEC in claim.reason):  # what it says again is judged below
            self._judge_chain(claim, around, result)
        self._judge_together(claim, around, result)
        if claim.kind == "spec":
            if claim.verdict == "unresolved" and not claim.sure:
                judge = self._judge_kind if self._has_width(claim, around) else self._judge_as_product
                judge(claim, around, result)
            if again is not None and claim.verdict == "unresolved" and NO_SPEC in claim.reason:
                decide(
                    claim, around, Kind("conversion", again[0].dimension, _ANY, None, _nothing), again[1], _SURE, False
                )
            return
        if claim.verdict == "unresolved":
            self._judge_kind(claim, around, result)
        if claim.verdict == "unresolved" and not (ends_a_range(claim) or asks(claim) or result):
            self._judge_carried(claim, around)
        for name, found in (("conversion", again), ("total", totals.compute(claim, self.slide))):
            if found is not None and claim.verdict == "unresolved":
                decide(claim, around, Kind(name, found[0].dimension, _ANY, None, _nothing), found[1], _SURE, False)

    def _judge_chain(self, claim: Claim, around: Surroundings, result: bool) -> None:
        """What follows from the numbers that stand before it."""
        if claim.reading.range_end or asks(claim) or is_a_price(claim, self.slide, self.facts):
            return
        for judge in (
            self._of_parameters, caches.compute,
            chains.judge, bubbles.compute, zero.compute, repeated.compute, moves.compute,
            self._over_links, rows.compute,
        ):  # fmt: skip
            found = judge(claim, around, self.slide, self.facts)
            of_link = judge in (moves.compute, self._over_links)
            if found is not None and of_link and share_of_its_rate(claim, self.slide):
                continue
            if found is not None:
                name, unit, computed = found
                kind = Kind(name, unit.dimension, _ANY, None, _nothing, percent=unit.symbol == "%")
                decide(claim, around, kind, computed, _SURE, result and judge != self._of_parameters)
                return

    def _of_parameters(
        self, claim: Claim, _: Surroundings, slide: Slide, __: Facts
    ) -> tuple[str, Unit, Computed] | None:
        return prose.compute(claim, slide, self.finder)

    def _over_links(
        self, claim: Claim, around: Surroundings, slide: Slide, facts: Facts
    ) -> tuple[str, Unit, Computed] | None:
        return over_links.compute(claim, around, slide, facts, self.finder)

    def _judge_carried(self, claim: Claim, around: Surroundings) -> None:
        """What its own sentence gives with what was said before."""
        found = carried.compute(claim, self.slide, self.facts)
        if found is not None:
            name, unit, computed = found
            kind = Kind(name, unit.dimension, _ANY, None, _nothing, percent=unit.symbol == "%")
            decide(claim, around, kind, computed, _SURE, False)

    def _judge_together(self, claim: Claim, around: Surroundings, result: bool) -> None:
        """What the devices of its sentence reach together, or what weights leave of one."""
        if claim.verdict != "unresolved" or ends_a_range(claim) or asks(claim):
            return
        for name, dimension, compute in (
            ("peak_together", FLOP_RATE, lambda s: cluster_peaks.compute(s, self.facts)),
            ("memory_left", BYTES, spare.compute),
        ):
            if any(unit.dimension == dimension for unit in claim.reading.units):
                found = compute(self._situation(claim, around))
                if found is not None:
                    kind = Kind(name, dimension, _ANY, None, _nothing)
                    decide(claim, around, kind, found[1], _SURE, result)

    def _judge_kind(self, claim: Claim, around: Surroundings, result: bool) -> None:
        named = _BY_NAME.get(claim.field) if claim.kind == "derived" else None
        if named is not None and claim.reading.units[0].symbol == "×":  # "2× above the ridge" is no ridge point
            named = None
        if named is not None and claim.stated.cell is not None and names_another_column(named, claim, around):
            named = None
        found = (named, True) if named is not None else kind_of(claim, around)
        if ends_a_range(claim) or asks(claim):
            claim.reason = claim.reason or (A_QUESTION if asks(claim) else AN_END)
            return
        if named is not None and avoided(named, claim, around):
            claim.decide("unresolved", f"its words speak of something else than the {claim.field.replace('_', ' ')}")
            found = kind_of(claim, around)
            found = found if found is not None and found[0] is not named else None
        found = found or kind_from_around(claim, self.slide) or kind_of_head(claim, around)
        if found is None and self._has_width(claim, around):
            found = (_STATIC, False)
        if found is None:
            self._judge_by_dimensions(claim, around, result)
            return
        kind, beside = found
        if kind.dimension == BYTES and memory.in_its_row(self._situation(claim, around)):
            kind = _STATIC
        if kind.dimension == BYTES and (_OUT_OF.search(around.before) or _PER_SO_MANY.match(around.after)):
            return
        if kind.dimension == BYTES and claim.reading.value < _SINGLE_BYTES and unit_of(claim, kind).factor == 1.0:
            return
        if result and kind.name == "weight_bytes":  # 2 × 80 GB = 160 GB to hold the weights
            return
        situation = self._situation(claim, around)
        try:
            computed = kind.compute(situation)
        except RegistryError as error:
            claim.decide("unresolved", str(error))
            return
        if kind.dimension == () and not kind.percent and not computed.values:  # a factor by no law that is named
            return
        if self._of_sibling(claim, computed):
            computed = computed._replace(certain=False)
        near = beside or len(self.slide.under(claim.stated.block.title)) < _SHORT
        near = situation.near and (near or kind.words.search(head_of(claim)) is not None)
        if claim.how == "the only one on the slide" and len(self.slide.text) > _SHORT:  # another model's, perhaps
            computed = computed._replace(certain=False)
        says = beside and (named is None or kind.dimension != BYTES or names(kind, claim, around))
        if any(situation.told_elsewhere(kind.dimension, value) for value, _ in computed.values if kind.dimension):
            computed = computed._replace(certain=False)
        grounds = Grounds(near, situation.at_hand, says, situation.whole, situation.factors)
        decide(claim, around, kind, computed, grounds, result)
        if claim.verdict == "unresolved":
            self._judge_by_dimensions(claim, around, result)

    def _has_width(self, claim: Claim, around: Surroundings) -> bool:
        """Whether a size of a table stands in a row that states bytes per parameter."""
        sized = claim.stated.cell is not None and claim.reading.units[0].dimension == BYTES
        return sized and memory.in_its_row(self._situation(claim, around))

    def _situation(self, claim: Claim, around: Surroundings) -> Situation:
        """The inputs around a claim, none of them taken yet."""
        if self._scopes[0] is not claim:
            self._scopes = claim, list(scopes_of(claim, around, self.slide, self.before))
        return Situation(claim, around, self.slide, self._scopes[1], self.finder)

    def _of_sibling(self, claim: Claim, computed: Computed) -> bool:
        """Whether another amount of the sentence is what was computed: "our plan costs $11.1M, theirs $16.0M"."""
        unit = claim.reading.units[0]
        return any(
            fits(one, theirs, value, computed)
            for one in self.slide.same_sentence(claim)
            if one is not claim and claim.stated.cell is None
            for theirs in one.reading.units
            if theirs.dimension and theirs.dimension == unit.dimension
            for value, working in computed.values
            if one.text not in working  # an input of it
        )

    def _line_above(self, claim: Claim) -> str:
        """The short line right above a claim's, where both are lines of text."""
        block = claim.stated.block
        above = next(iter(self.slide.above(block)), None) if claim.stated.cell is None else None
        lines = ("item", "paragraph")
        if above is None or block.kind not in lines or above.kind not in lines or len(above.text.text) > _SHORT_LINE:
            return ""
        return above.text.text

    def judge_counts(self, arounds: dict[int, Surroundings]) -> list[Claim]:
        """Claims, with their verdicts, for the whole numbers of the slide that are derived and have no unit."""
        taken = {claim.place for claim in self.slide.claims}
        filled = {text for text, _ in taken}
        fresh: list[Claim] = []
        for block in self.slide.blocks:
            index = -1
            for count, stated in counts.found_in(block, index, taken, filled):
                claim = counts.claim_of(self.slide.document, count, stated)
                around = arounds[id(claim)] = words_around(stated)
                situation = self._situation(claim, around)
                try:
                    computed = count.compute(situation)
                except RegistryError as error:
                    claim.decide("unresolved", str(error))
                else:
                    kind = Kind(count.name, ONE.dimension, _ANY, None, _nothing)
                    decide(
                        claim,
                        around,
                        kind,
                        computed,
                        Grounds(situation.near, situation.at_hand, True, situation.whole, situation.factors),
                        False,
                    )
                fresh.append(claim)
        taken |= {claim.place for claim in fresh if claim.verdict != "unresolved"}
        fresh += crossovers.judge(self.slide, self.finder, taken)
        known = by_place([*self.slide.claims, *fresh])
        fresh += headroom.judge(self.slide, known)
        return [*fresh, *price_columns.judge(self.slide, self.finder, known)]

    def judge_series(self, claims: list[Claim]) -> list[Claim]:
        """Decide the numbers that break the rule of their column; those that were no claims before are handed back."""
        siblings.judge(claims, self._again)
        fresh = series.judge(self.slide, claims, self.finder)
        fresh += states.judge(self.slide, [*claims, *fresh], self.finder)
        fresh += columns_that_fit.judge(self.slide, [*claims, *fresh])
        return [*fresh, *fitting.judge(self.slide, [*claims, *fresh], self.finder, self.facts, self._cache_of_one)]

    def _again(self, claim: Claim, name: str) -> tuple[Kind, Computed] | None:
        """What a claim should be as the kind of its siblings."""
        by_law = chains.compute_as(name, claim, self.facts)
        if by_law is not None:
            return Kind(name, by_law[0].dimension, _ANY, None, _nothing, percent=by_law[0].symbol == "%"), by_law[1]
        sharded = zero.compute(claim, words_around(claim.stated), self.slide, self.facts)
        if sharded is not None and sharded[0] == name:
            return Kind(name, sharded[1].dimension, _ANY, None, _nothing), sharded[2]
        kind = kind_named(name)
        if kind is None:
            return None
        try:
            return kind, kind.compute(self._situation(claim, words_around(claim.stated)))
        except RegistryError:
            return None

    def _cache_of_one(self, claim: Claim) -> Computed:
        return memory.kv_cache(self._situation(claim, words_around(claim.stated)))

    def _judge_by_dimensions(self, claim: Claim, around: Surroundings, result: bool) -> None:
        """What its own sentence gives by dimensions alone."""
        if share_of_its_rate(claim, self.slide):
            self._judge_as_product(claim, around, result)
            return
        found = dimensional.compute(claim, around, self._line_above(claim))
        found = found or dimensional.compute_in_row(claim, self.slide, around)
        found = found or dimensional.compute_in_sheet(claim, self.slide, around)
        if (found is None or not found[2].certain) and claim.entity is None:
            found = dimensional.transfer(claim, self.slide) or found
        said = bool(claim.working) and not claim.reason.endswith(ANOTHER)  # a kind has had its say
        known = said and claim.field != "transfer_time"
        if found is not None and found[2].values:
            rule, unit, computed = found
            kind = Kind(rule.name, unit.dimension, _ANY, None, _nothing, timed=True)
            situation = self._situation(claim, around)
            grounds = Grounds(True, True, True, factors=situation.factors)
            certain = computed.certain and not known and not rooflines.TIMES_A_SHARE.search(around.sentence)
            decide(claim, around, kind, computed._replace(certain=certain), grounds, result)
        if claim.verdict == "unresolved" and not known:
            self._judge_as_product(claim, around, result)

    def _judge_as_product(self, claim: Claim, around: Surroundings, result: bool) -> None:
        """What any two quantities around it give."""
        if products.may_be_one(claim) and not ends_a_range(claim) and not asks(claim):
            situation = self._situation(claim, around)
            pairs = products.judged(claim, situation)
            if pairs is not None:
                unit, computed = pairs
                kind = Kind(claim.field or "product", unit.dimension, _ANY, None, _nothing, timed=True)
                decide(claim, around, kind, computed, _SURE, result)


def _nothing(_: Situation) -> Computed:
    return Computed([])


_ANY = AnyCase("")
_PER_SO_MANY = AnyCase(
    r" ?(?:per|for (?:each|every)|/) ?1? ?(?:billion|million|[BM]\b)"
)  # "8 GB per billion parameters"
_OUT_OF = AnyCase(r"\bout of (?:its |the |a )?[~≈]?$")
_SURE = Grounds(True, True, True)
_SHORT = 800
_SHORT_LINE = 200
_SINGLE_BYTES = 1024  # bytes per parameter, not of a model
