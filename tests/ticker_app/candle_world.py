"""A server's candles and a lane that delivers some of its ticks, without any I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from server.candles import INTERVALS, CandleBook
from server.wire import Candle, Candles, Tick
from ticker_app.candle_columns import CandleColumns
from ticker_app.candle_series import CandleSeries, PageWanted

SYMBOL = "ACME"
SECOND_US = 1_000_000


def candles_of(columns: CandleColumns) -> list[Candle]:
    """Columns as the server would give them."""
    values = [column.tolist() for column in columns]
    return [Candle(*row) for row in zip(*values, strict=True)]


class CandleWorld:
    """One symbol on a tape, one series of it, and a lane between them.

    now_us: the server's clock.
    """

    def __init__(self, interval: str, *, retain: int = 10_000, capacity: int = 20_000) -> None:
        self.interval = interval
        self.interval_us = INTERVALS[interval]
        self.series = CandleSeries(self.interval_us, capacity)
        self.retain = retain
        self.now_us = 10**15
        self.ticks: list[Tick] = []
        self.undelivered: list[Tick] = []
        self.every_tick = True
        self.epoch = "e1"
        self.answer: tuple[PageWanted, Candles] | None = None
        self._book = CandleBook([SYMBOL], retain)

    def publish(self, price: float, size: float | None = 1.0, after_us: int = 0) -> None:
        """A tick, so long after the one before."""
        self.now_us += after_us
        count = len(self.ticks) + 1
        tick = Tick(SYMBOL, 3 * count, count, self.now_us, None, price, size)
        self.ticks.append(tick)
        self.undelivered.append(tick)
        self._book.add([tick])

    def deliver(self, kept: Sequence[int] | None = None) -> None:
        """What was published since; kept: only these of them are ever delivered."""
        ticks, self.undelivered = self.undelivered, []
        if kept is not None:
            ticks = [tick for index, tick in enumerate(ticks) if index in kept]
        self.series.hear(ticks, self.now_us, every_tick=self.every_tick)

    def poll(self) -> None:
        """The newest only, as a poll does."""
        self.deliver([len(self.undelivered) - 1])

    def poll_past(self, missed: float, price: float, *, after_us: int = 0) -> None:
        """Two ticks, of which a poll brings only the second."""
        self.publish(missed, after_us=after_us)
        self.publish(price)
        self.poll()

    def serve(self) -> bool:
        """The page that the series wants leaves the server now, one at a time.

        Returns whether one is on its way.
        """
        wanted = self.series.wanted()
        if self.answer is not None or wanted is None:
            return self.answer is not None
        self.series.ask()
        page = self._book.page(SYMBOL, self.interval, wanted.limit, wanted.before_us)
        candles = Candles(
            SYMBOL,
            self.interval,
            page.candles,
            cursor=f"{self.epoch}:{3 * len(self.ticks) + 1}",
            now=self.now_us,
            count=len(self.ticks),
            more=page.more,
        )
        self.answer = wanted, candles
        return True

    def arrive(self) -> None:
        """The page that left the server comes, if one did."""
        if self.answer is not None:
            (wanted, page), self.answer = self.answer, None
            self.series.take(page, wanted)

    def fail(self) -> None:
        """The page that left the server is lost, if one did."""
        if self.answer is not None:
            self.answer = None
            self.series.fail()

    def spoil(self, **fields: object) -> None:
        """The page on its way says this instead."""
        assert self.answer is not None
        wanted, page = self.answer
        self.answer = wanted, replace(page, **fields)

    def do(self, what: str) -> None:
        """One of the things that happen, by its name."""
        happenings: dict[str, Callable[[], object]] = {
            "deliver": self.deliver,
            "poll": self.poll,
            "miss": self.series.miss,
            "serve": self.serve,
            "arrive": self.arrive,
            "fail": self.fail,
            "read": self.read,
        }
        happenings[what]()

    def read(self) -> None:
        """Every page that the series wants, one after the other."""
        self.arrive()
        for _ in range(len(self.ticks) + 10):
            if not self.serve():
                return
            self.arrive()
        raise AssertionError("the series wants pages for ever")

    def begin_again(self) -> None:
        """The server starts anew with another tape."""
        self.epoch += "'"
        self.ticks, self.undelivered = [], []
        self._book = CandleBook([SYMBOL], self.retain)
        self.answer = None
        self.series.restart()

    def on_server(self) -> list[Candle]:
        """All candles that the server holds."""
        return self._book.page(SYMBOL, self.interval, self.retain).candles

    @property
    def shown(self) -> list[Candle]:
        """All candles that the series shows."""
        return candles_of(self.series.columns())


def busy_world(candles: int = 3, **sizes: int) -> CandleWorld:
    """So many candles of a second with two ticks each, read by the series."""
    world = CandleWorld("1s", **sizes)
    for number in range(2 * candles):
        world.publish(float(number % 7), after_us=SECOND_US // 2 if number else 0)
    world.deliver()
    world.read()
    return world
