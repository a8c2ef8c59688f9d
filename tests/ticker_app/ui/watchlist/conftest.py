"""What the tests of the watchlist share: one that shows three symbols, and ones with lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.ui.palette import DARK
from ticker_app.ui.watchlist.model import WatchlistModel
from ticker_app.ui.watchlist.watchlist import Watchlist
from ticker_app.watch_settings import SymbolList, WatchSettings

MINE = WatchSettings(
    (SymbolList("Mine", ("CCC", "ZZZ", "AAA")), SymbolList("Other", ("BBB",))), current="Mine"
)
Make = Callable[[WatchSettings], Watchlist]


@pytest.fixture
def model(session: StandInSession) -> WatchlistModel:
    made = WatchlistModel()
    made.refresh(session, session.now_us)
    return made


@pytest.fixture
def watchlist(session: StandInSession, qtbot: QtBot) -> Watchlist:
    made = Watchlist(DARK)
    qtbot.addWidget(made)
    made.resize(1200, 400)
    made.refresh(session, session.now_us)
    made.show()
    return made


@pytest.fixture
def make(session: StandInSession, qtbot: QtBot) -> Make:
    def made(settings: WatchSettings) -> Watchlist:
        watchlist = Watchlist(DARK, settings=settings)
        qtbot.addWidget(watchlist)
        watchlist.resize(1200, 400)
        watchlist.refresh(session, session.now_us)
        with qtbot.waitActive(watchlist):
            watchlist.show()
        return watchlist

    return made


@pytest.fixture
def mine(make: Make) -> Watchlist:
    return make(MINE)


@pytest.fixture
def all_symbols(make: Make) -> Watchlist:
    return make(WatchSettings(MINE.lists))
