"""Labels that do not collide: moved apart along one axis, no farther than they must be."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones, at least `least` apart, within low..high where there is room, in their order.

    Pool-adjacent-violators: labels that touch form a block, which sits where its members want it on average.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    blocks: list[tuple[float, list[int]]] = []  # first position, members
    for index in order:
        blocks.append((wanted[index], [index]))
        while len(blocks) > 1 and blocks[-2][0] + len(blocks[-2][1]) * least > blocks[-1][0]:
            (_, before), (_, after) = blocks[-2:]
            members = before + after
            first = sum(wanted[member] - place * least for place, member in enumerate(members)) / len(members)
            blocks[-2:] = [(first, members)]
    placed = [0.0] * len(wanted)
    floor = low
    for first, members in blocks:
        first = max(first, floor)
        for place, member in enumerate(members):
            placed[member] = first + place * least
        floor = first + len(members) * least
    over = max(placed, default=high) - high
    if over > 0:  # push down from the top
        ceiling = high
        for index in reversed(order):
            placed[index] = min(placed[index], ceiling)
            ceiling = placed[index] - least
    return placed
