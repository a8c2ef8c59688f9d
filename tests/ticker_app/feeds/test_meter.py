"""Stamps at the socket's edge."""

from __future__ import annotations

from itertools import count

from ticker_app.feeds.meter import Meter
from ticker_app.measures.cost import Cost


def test_an_empty_write_does_not_stamp_a_request_late() -> None:
    meter = Meter(count(1).__next__, Cost())
    meter.on_write(120)
    meter.on_write(0)
    assert meter.written_us == 1


def test_the_end_of_a_connection_does_not_stamp_an_answer_late() -> None:
    meter = Meter(count(1).__next__, Cost())
    meter.on_read(120)
    meter.on_read(0)
    assert meter.read_us == 1
