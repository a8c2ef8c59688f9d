"""What a session reads beside its lane, each on a connection of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from server.wire import Clock, Quotes, Symbols
from ticker_app.arrival import Arrival
from ticker_app.board import Board
from ticker_app.candle_reading import CandleReading
from ticker_app.charted import Charted
from ticker_app.choice import LaneChoice
from ticker_app.clock_probe import ClockProbe
from ticker_app.day_reading import DayReading
from ticker_app.lateness_reading import LatenessReading
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.notices import Trouble
from ticker_app.picture import PictureTaking
from ticker_app.series import Published


class Readings:
    """All of them, none of which changes anything that a lane measures.

    Args:
        server_url: the server.
        clock: the client's clock.
        offset: of the server's clock; learns from the probe.
        board: told what was published.
        on_picture: called with each picture.
        on_published: called with a symbol, what was published of it, and up to when all is known.
        on_days: called whenever the days of the symbols were read.
        on_page: called after each page of candles.
        on_problem: called with where it is and a sentence while something cannot be read.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        offset: ClockOffset,
        board: Board,
        on_picture: Callable[[Symbols, Quotes], None],
        on_published: Callable[[str, list[Published], int], None],
        on_days: Callable[[], None],
        on_page: Callable[[], None],
        on_problem: Callable[[Trouble, str], None],
    ) -> None:
        self.probe = ClockProbe(server_url, clock=clock, offset=offset)
        self.lateness = LatenessReading(server_url, clock=clock)
        self.pictures = PictureTaking(
            server_url,
            clock=clock,
            on_picture=on_picture,
            on_problem=partial(on_problem, Trouble.PICTURE),
        )
        self.days = DayReading(
            server_url, clock=clock, to_client_us=offset.to_client_us, on_reading=on_days
        )
        self.charts = Charted(
            server_url,
            board,
            clock=clock,
            to_client_us=offset.to_client_us,
            on_published=on_published,
            on_problem=partial(on_problem, Trouble.REFERENCE),
        )
        self.candles = CandleReading(
            server_url,
            clock=clock,
            on_page=on_page,
            on_problem=partial(on_problem, Trouble.CANDLES),
        )

    def hear(self, choice: LaneChoice, arrival: Arrival) -> None:
        """What a lane of this choice delivered."""
        self.days.hear(arrival)
        self.candles.follow(arrival, choice.transport)

    def switch(self, on: bool) -> None:
        """Switch what is read again and again on or off."""
        self.charts.switch(on)
        self.days.switch(on)

    def hurry(self) -> None:
        """Read now, because the server is there again."""
        self.charts.hurry()
        self.candles.hurry()

    async def run(self) -> None:
        """Read until cancelled."""
        async with asyncio.TaskGroup() as group:
            parts = (self.probe, self.pictures, self.days, self.charts, self.candles, self.lateness)
            for part in parts:
                group.create_task(part.run())
