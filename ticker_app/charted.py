"""What was published of the symbols on charts, and up to when that is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from server.wire import Clock
from ticker_app.board import Board
from ticker_app.reference import Reading, ReferenceReading
from ticker_app.series import Published


class Charted:
    """Keeps the reference reading at the symbols that are looked at, and the board informed.

    Args:
        server_url: the server.
        board: told of histories and of what was published.
        clock: the client's clock.
        to_client_us: moves a moment of the server's clock onto the client's.
        on_published: called with a symbol, what was learnt of it and up to when, client clock.
        on_problem: called with a sentence while nothing can be read.
    """

    def __init__(
        self,
        server_url: str,
        board: Board,
        *,
        clock: Clock,
        to_client_us: Callable[[int], int],
        on_published: Callable[[str, list[Published], int], None],
        on_problem: Callable[[str], None],
    ) -> None:
        self._board = board
        self._clock = clock
        self._to_client_us = to_client_us
        self._on_published = on_published
        self._selected: str | None = None
        self._shown: tuple[str, ...] = ()
        self._through_us: dict[str, int] = {}
        self._reading = ReferenceReading(
            server_url, clock=clock, on_reading=self._on_reading, on_problem=on_problem
        )

    @property
    def on(self) -> bool:
        """Whether more than histories is read."""
        return self._reading.on

    def through_us(self, symbol: str | None) -> int | None:
        """All that was published of a symbol up to here is known; None: nothing is."""
        return self._through_us.get(symbol or "")

    def select(self, symbol: str) -> None:
        """This one is read first."""
        self._selected = symbol
        self._follow()

    def show(self, symbols: tuple[str, ...]) -> None:
        """These are on charts beside the selected one."""
        if symbols != self._shown:
            self._shown = symbols
            self._follow()

    def switch(self, on: bool) -> None:
        """Read on, or only histories."""
        self._through_us.clear()
        self._reading.switch(on)

    def see(self, seen: bool) -> None:
        """Whether anybody looks at the charts."""
        self._reading.see(seen)

    def again(self) -> None:
        """Something is missing: read from the histories on."""
        self._reading.again()

    def hurry(self) -> None:
        """The server is there again."""
        self._reading.hurry()

    async def run(self) -> NoReturn:
        """Read until cancelled."""
        await self._reading.run()

    def _follow(self) -> None:
        on_charts = dict.fromkeys((self._selected, *self._shown))
        followed = [symbol for symbol in on_charts if symbol is not None]
        for symbol in self._through_us.keys() - followed:
            del self._through_us[symbol]
        self._board.chart(followed)
        self._reading.follow(*followed)

    def _on_reading(self, reading: Reading) -> None:
        if reading.epoch != self._board.epoch:
            # No lane has heard of that tape yet; it is read again once one has.
            return
        keep = self._board.fill if reading.is_history else self._board.publish
        published = keep(reading.symbol, reading.ticks)
        # Nothing is known of the future, whatever a server says its clock shows.
        through_us = min(self._to_client_us(reading.through_us), self._clock())
        if self.on:
            self._through_us[reading.symbol] = through_us
        self._on_published(reading.symbol, published, through_us)
