"""One step of the tour."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtWidgets import QWidget


class Step(Struct, frozen=True):
    """Words about a part of the window.

    target: the part as it is when the step is shown; one that is hidden is not pointed at.
    """

    title: str
    text: str
    target: Callable[[], QWidget]
