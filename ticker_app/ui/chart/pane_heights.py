"""How the height of a chart is shared among its panes. Pure: shares go in, pixels come out."""

from __future__ import annotations

from collections.abc import Sequence

LEAST_PX = 34
"""A lower pane tells nothing."""
FIRST_LEAST = 0.4
"""So much of the height is the first pane's, whatever the others want."""


def shared_heights(shares: Sequence[int], room_px: float, gap_px: float) -> list[int]:
    """The height of each pane, whole px.

    Args:
        shares: of the height, the first pane's first; 0: it is not there.
        room_px: for all of them and the gaps between.
        gap_px: between two.

    Returns:
        Heights; 0 for a pane that is not there, or for which there is no room: of those the one
        with the least share goes first, and of equal ones the upper.
    """
    wanted = [index for index, share in enumerate(shares) if share]
    while True:
        found = _heights([shares[index] for index in wanted], room_px, gap_px)
        others = wanted[1:]
        if not others or found[0] >= FIRST_LEAST * room_px:
            break
        wanted.remove(min(others, key=lambda index: shares[index]))
    heights = [0] * len(shares)
    for index, height in zip(wanted, found, strict=True):
        heights[index] = height
    return heights


def _heights(shares: Sequence[int], room_px: float, gap_px: float) -> list[int]:
    """Shares as pixels, none but the first below the least; the first has what is left."""
    room_px -= gap_px * (len(shares) - 1)
    others = [max(int(room_px * share / sum(shares)), LEAST_PX) for share in shares[1:]]
    return [max(int(room_px) - sum(others), 0), *others]
