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


def dragged(heights: Sequence[float], upper: int, by_px: float) -> list[float]:
    """Heights after the border below one of the panes went down by so many px.

    Only the two panes at the border change, and none below what it needs.

    Args:
        heights: of the panes that are there, the first pane's first.
        upper: the pane above the border.
    """
    least = FIRST_LEAST * sum(heights) if upper == 0 else LEAST_PX
    room_above = max(heights[upper] - least, 0.0)
    room_below = max(heights[upper + 1] - LEAST_PX, 0.0)
    by_px = min(max(by_px, -room_above), room_below)
    found = list(heights)
    found[upper] += by_px
    found[upper + 1] -= by_px
    return found


def _heights(shares: Sequence[int], room_px: float, gap_px: float) -> list[int]:
    """Shares as pixels, none but the first below the least; the first has what is left."""
    room_px -= gap_px * (len(shares) - 1)
    others = [max(int(room_px * share / sum(shares)), LEAST_PX) for share in shares[1:]]
    return [max(int(room_px) - sum(others), 0), *others]
