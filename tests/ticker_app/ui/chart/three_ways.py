"""A minute that came in three ways, history, pushed and polled, and the painting of it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from server.wire import Tick
from tests.ticker_app.ui.standin import NOW_US, StandInSession
from ticker_app.choice import LaneChoice, Switch, Transport
from ticker_app.series import Kind, Published, SymbolSeries
from ticker_app.ui.chart.chart import Chart

S = 1_000_000
BEGIN_US = NOW_US - 60 * S
SWITCH_US = NOW_US - 30 * S


def tick(count: int) -> Tick:
    return Tick("AAA", count, count, 0, None, 98.4 + count % 7 / 100)


def a_minute() -> StandInSession:
    """Ten seconds of history, twenty pushed and thirty polled, a tick every half second."""
    session = StandInSession()
    series = session.series["AAA"] = SymbolSeries()
    ticks = [Published(tick(count), BEGIN_US + count * S // 2) for count in range(120)]
    series.publish(ticks)
    series.fill(ticks[:20])
    for known in ticks[20:60]:
        series.see(known.tick, known.published_us, known.published_us + 2000, Kind.PUSHED)
    for known in ticks[63::4]:
        series.see(known.tick, known.published_us, known.published_us + 2000, Kind.POLLED)
    session.switches.append(Switch(SWITCH_US, LaneChoice(Transport.POLL, 2.0)))
    session.through_us["AAA"] = NOW_US
    return session


def paint(chart: Chart, session: StandInSession, now_us: int = NOW_US) -> None:
    """Twice: the first price tells how wide the scale must be."""
    for _ in range(2):
        chart.refresh(session, now_us)
        QApplication.processEvents()
