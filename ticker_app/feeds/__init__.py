"""Four ways to hear a feed server."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ticker_app.choice import Transport
from ticker_app.feeds.base import Feed
from ticker_app.feeds.event_stream import EventStreamFeed
from ticker_app.feeds.interval_poll import IntervalPollFeed
from ticker_app.feeds.long_poll import LongPollFeed
from ticker_app.feeds.websocket import WebSocketFeed

FEEDS: Mapping[Transport, type[Feed]] = MappingProxyType(
    {
        Transport.WEBSOCKET: WebSocketFeed,
        Transport.SSE: EventStreamFeed,
        Transport.LONG_POLL: LongPollFeed,
        Transport.POLL: IntervalPollFeed,
    }
)
"""Every transport and the feed that speaks it; the only list of them."""
