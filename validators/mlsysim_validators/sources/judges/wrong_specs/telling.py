"""The finding on a number that is wrong: what is right, by which slip it came about, and whether that is certain."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.compare import at_precision, keeps, printed
from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.judges.link_rates.links import BOTH_WAYS, ONE_WAY, of_all_ports
from mlsysim_validators.sources.judges.named_sizes.unnamed_variants import of_an_unnamed_variant
from mlsysim_validators.sources.judges.several.together import count_together
from mlsysim_validators.sources.judges.specs.bits import bits_of_ports


def tell_bits_of_ports(wrong: Wrong) -> bool:
    """Tell a rate of ports in bytes that is the number of their bits, and whether it is one."""
    of_ports = bits_of_ports(wrong.claim, wrong.values[0], wrong.around) if wrong.field == "per_port" else ""
    if of_ports:
        told = f"{wrong.entity.name}: the ports together carry {of_ports}; that is the number of bits"
        wrong.claim.decide("mismatch", told, rule="bits-for-bytes", hint=f"write {of_ports}")
    return bool(of_ports)


def tell(wrong: Wrong) -> None:
    """Tell that a number is wrong."""
    together = count_together(wrong.claim, wrong.around, wrong.slide)
    if together:
        _tell_together(wrong, together)
    else:
        _tell_one(wrong)


def _tell_together(wrong: Wrong, count: int) -> None:
    """Of devices that a table puts together."""
    right = printed(count * wrong.values[0], wrong.claim.reading, wrong.unit)
    one = wrong.spec.printed
    told = f"{wrong.entity.name}: {count} times {one} is {right}, as the others of its table are reckoned"
    wrong.claim.decide("mismatch", told, rule=wrong.rule, hint=f"write {right}")


def _tell_one(wrong: Wrong) -> None:
    claim, spec, unit = wrong.claim, wrong.spec, wrong.unit
    value, whose = of_all_ports(claim, wrong.values[0], wrong.around, wrong.registry)
    # The number to write, in the claim's own print; a size in GiB, or of more digits, as the registry prints it.
    fits = keeps(value, claim.reading, unit) and "iB" not in spec.printed
    right = printed(value, claim.reading, unit) if fits and wrong.rule != "binary-prefix" else spec.printed
    told = f"{wrong.entity.name}: `{claim.field}` is {spec.printed}"
    if whose:
        told += f", {whose}"
    elif spec.direction and value != spec.value:
        summed = "both directions summed" if spec.direction == "both" else "one direction"
        told += f" ({summed}), {value / 1e9:g} GB/s {'in both' if value > spec.value else 'per direction'}"
    variant = of_an_unnamed_variant(claim, wrong.slide, wrong.registry) if wrong.rule == "variant" else None
    claim.decide(
        "mismatch",
        "; ".join(part for part in (told, wrong.reason.sentence, *claim.notes) if part),
        rule=wrong.rule,
        hint=f"write {right}" if variant is None else f"write {right}, or name the {variant.name}",
    )
    if fits and _is_certain(wrong):
        claim.correction = at_precision(value, claim.reading, unit.factor)


_SAYS_DENSE = AnyCase(r"\bdense|non-spars|without sparsity|no sparsity")
_OF_THE_NUMBER = ("different", "power-of-ten", "swapped", "copied", "superseded", "twice", "half", "bits-for-bytes")


def _is_certain(wrong: Wrong) -> bool:
    """Whether nothing but the number can be meant to be wrong.

    A value of another variant may be right under the wrong name, a sparse rate under the wrong header, a server's under
    its device's: those an author has to look at.
    """
    claim, around = wrong.claim, wrong.around
    if not claim.sure or claim.reading.hedge or claim.reading.exponent_step:
        return False
    words = f"{around.window} {around.row} {around.column}"
    if wrong.rule == "sparse-for-dense":
        return _SAYS_DENSE.search(words) is not None
    if wrong.rule == "variant":
        return not claim.assumed
    if wrong.rule == "direction":
        return ONE_WAY.search(words) is not None or BOTH_WAYS.search(words) is not None
    return wrong.rule in _OF_THE_NUMBER
