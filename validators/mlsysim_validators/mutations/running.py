"""Make mutants, judge them, in one process or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from mlsysim_validators.mutations.judging import Judge
from mlsysim_validators.mutations.mutant import Mutant
from mlsysim_validators.mutations.report import Outcome
from mlsysim_validators.workspace import Workspace


def chosen(mutants: Iterable[Mutant], kinds: Sequence[str], sample: int | None, seed: int) -> list[Mutant]:
    """The mutants of the given kinds; of these a sample in which every kind has its share."""
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        if not kinds or mutant.kind in kinds:
            by_kind.setdefault(mutant.kind, []).append(mutant)
    if sample is None:
        return [mutant for group in by_kind.values() for mutant in group]
    chance = Random(seed)
    share = -(-sample // max(1, len(by_kind)))
    picked = [mutant for group in by_kind.values() for mutant in chance.sample(group, min(share, len(group)))]
    return chance.sample(picked, min(sample, len(picked)))


def outcomes(root: str, mutants: Sequence[Mutant], jobs: int = 1) -> Iterator[Outcome]:
    """Every mutant with the codes of the rules that report it."""
    if jobs <= 1 or len(mutants) < 100:
        yield from _judged(root, mutants)
        return
    from concurrent.futures import ProcessPoolExecutor

    ordered = sorted(mutants, key=lambda mutant: mutant.file)
    size = max(100, len(ordered) // (jobs * 8))
    batches = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    with ProcessPoolExecutor(jobs) as pool:
        for batch in pool.map(_judged_list, [root] * len(batches), batches):
            yield from batch


def _judged_list(root: str, mutants: Sequence[Mutant]) -> list[Outcome]:
    return list(_judged(root, mutants))


def _judged(root: str, mutants: Sequence[Mutant]) -> Iterator[Outcome]:
    judge = Judge(Workspace(root))
    for mutant in mutants:
        yield Outcome(mutant, tuple(sorted({finding.code for finding in judge.reports(mutant)})))
