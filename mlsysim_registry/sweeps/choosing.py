"""Which rows of a sweep to take: those that meet a latency, the cheapest, those that nothing beats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mlsysim_registry.errors import GivenError, did_you_mean

if TYPE_CHECKING:
    from pandas import DataFrame


def meets(
    frame: DataFrame,
    *,
    latency: float | None = None,
    first_token: float | None = None,
    tokens_per_s: float | None = None,
    usd_per_mtoken: float | None = None,
) -> DataFrame:
    """The feasible rows within all the limits given: s per token and to the first, tokens/s at least, USD at most."""
    kept = frame["feasible"]
    for column, limit, least in (
        ("step_time", latency, False),
        ("first_token_time", first_token, False),
        ("tokens_per_s", tokens_per_s, True),
        ("usd_per_mtoken", usd_per_mtoken, False),
    ):
        if limit is None:
            continue
        if not limit > 0:
            raise GivenError(f"the limit of {column} is {limit}; it must be more than zero")
        kept = kept & ((frame[column] >= limit) if least else (frame[column] <= limit))
    return frame[kept]


def cheapest(frame: DataFrame, *, by: str = "usd_per_mtoken", per: str | Sequence[str] | None = "model") -> DataFrame:
    """The feasible row with the least `by` (cost per million tokens), for each `per`; the cheapest first.

    Raises GivenError where no row has a cost: a sweep knows none without `price`.
    """
    _check(frame, by)
    rows = frame[frame["feasible"] & frame[by].notna()]
    if rows.empty:
        why = "no row is feasible" if not frame["feasible"].any() else f"no feasible row has `{by}`"
        hint = "; give `price=` to the sweep" if by == "usd_per_mtoken" and frame[by].isna().all() else ""
        raise GivenError(f"{why}{hint}")
    if per is None:
        return rows.nsmallest(1, by)
    keys = [per] if isinstance(per, str) else list(per)
    return rows.loc[rows.groupby(keys, observed=True)[by].idxmin()].sort_values(by)


def pareto(frame: DataFrame, minimize: Sequence[str] = (), maximize: Sequence[str] = ()) -> DataFrame:
    """The feasible rows that no other feasible row beats: nowhere worse, and somewhere better.

    Every named column is an objective; rows without a number in one of them are left out. Rows that tie in all
    objectives are all kept. Sorted by the first objective.
    """
    import numpy as np

    objectives = [(name, 1.0) for name in minimize] + [(name, -1.0) for name in maximize]
    if not objectives:
        raise GivenError('no objective: pareto(frame, minimize=["step_time"], maximize=["tokens_per_s"])')
    for name, _ in objectives:
        _check(frame, name)
    rows = frame[frame["feasible"] & frame[[name for name, _ in objectives]].notna().all(axis=1)]
    points = np.column_stack([rows[name].to_numpy(dtype=float) * sign for name, sign in objectives])
    order = np.lexsort(points.T[::-1])
    kept = _front(points[order])
    return rows.iloc[order[kept]]


def _front(points: Any) -> Any:
    """Which of some points, sorted by their columns, no earlier point beats. A later one never beats an earlier one."""
    import numpy as np

    kept = np.zeros(len(points), dtype=bool)
    front = np.empty((0, points.shape[1]))
    for index, point in enumerate(points):
        if len(front):
            below = (front <= point).all(axis=1)
            if below.any() and (front[below] < point).any():
                continue
        kept[index] = True
        front = np.vstack([front, point])
    return kept


def _check(frame: DataFrame, column: str) -> None:
    if column not in frame.columns:
        raise GivenError(f"the frame has no column `{column}`.{did_you_mean(column, frame.columns)}")
