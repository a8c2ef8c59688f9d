"""What a comparison tells while it measures."""

from __future__ import annotations

import io

from typing_extensions import override

from ticker_app.compare.progress import Progress


class Terminal(io.StringIO):
    @override
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_is_rewritten_and_wiped() -> None:
    terminal = Terminal()
    progress = Progress(terminal, lambda: 0.0)
    progress.show("one")
    progress.show("two")
    progress.close()
    progress.close()
    assert terminal.getvalue() == "\r\x1b[Kone\r\x1b[Ktwo\r\x1b[K"


def test_on_a_terminal_what_is_told_stays_on_a_line_of_its_own() -> None:
    terminal = Terminal()
    progress = Progress(terminal, lambda: 0.0)
    progress.show("one")
    progress.tell("lost")
    assert terminal.getvalue() == "\r\x1b[Kone\r\x1b[Klost\n"


def test_elsewhere_there_is_a_line_for_each_step_and_every_five_seconds() -> None:
    stream, now = io.StringIO(), iter([0.0, 0.0, 1.0, 5.9, 6.0])
    progress = Progress(stream, lambda: next(now))
    for text in ("warming up", "measuring 0", "measuring 4", "measuring 5"):
        progress.show(text)
    progress.tell("lost")
    progress.close()
    assert stream.getvalue() == "warming up\nmeasuring 0\nmeasuring 5\nlost\n"
