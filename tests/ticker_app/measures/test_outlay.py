"""What arrivals took, with ticks and without."""

from __future__ import annotations

from ticker_app.measures.outlay import Outlay, OutlayMeter


def test_every_byte_goes_to_the_arrival_that_it_came_with() -> None:
    meter = OutlayMeter(1_000)
    meter.take(2, 1_300)
    meter.take(0, 1_350)
    meter.take(1, 1_500)
    assert meter.reading() == Outlay(news=2, ticks=3, news_bytes=450, idle=1, idle_bytes=50)
    assert meter.reading().arrivals == 3


def test_of_messages_that_were_read_at_once_the_first_has_the_bytes() -> None:
    meter = OutlayMeter(0)
    meter.take(1, 300)
    meter.take(1, 300)
    assert meter.reading() == Outlay(news=2, ticks=2, news_bytes=300)
