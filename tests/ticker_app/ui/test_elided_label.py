from __future__ import annotations

from pytestqt.qtbot import QtBot

from ticker_app.ui import theme
from ticker_app.ui.elided_label import ElidedLabel

WORDS = "replay of 17 Sep 2014 · ×20"


def test_with_room_it_says_all(qtbot: QtBot) -> None:
    label = ElidedLabel(theme.font())
    qtbot.addWidget(label)
    label.show_text(WORDS)
    label.resize(label.sizeHint())
    assert label.shown == WORDS


def test_without_room_it_says_the_beginning_and_its_tooltip_all(qtbot: QtBot) -> None:
    label = ElidedLabel(theme.font())
    qtbot.addWidget(label)
    label.show_text(WORDS)
    label.resize(label.sizeHint() / 2)
    label.show()
    label.grab()
    assert label.shown.endswith("…")
    assert WORDS.startswith(label.shown.removesuffix("…"))
    assert label.toolTip() == WORDS
    assert label.minimumSizeHint().width() < label.width()
