from __future__ import annotations

import msgspec
import pytest

from tests.ticker_app.alerts.parts import above, at, move
from ticker_app.alerts.alert import LONGEST_NOTE, Alert, AlertError, Condition


@pytest.mark.parametrize("level", [None, float("nan"), float("inf")])
def test_a_price_to_be_reached_is_a_number(level: float | None) -> None:
    with pytest.raises(AlertError, match="is not a price to be reached"):
        Alert("ACME", Condition.BELOW, level)


@pytest.mark.parametrize("percent", [None, 0.0, -1.0, 1000.1, float("nan")])
def test_a_move_has_a_percentage_within_bounds(percent: float | None) -> None:
    with pytest.raises(AlertError, match="more than 0 and at most 1000 percent"):
        Alert("ACME", Condition.MOVES, percent=percent, window_s=10)


@pytest.mark.parametrize("window_s", [None, 0.0, 86_401.0])
def test_a_move_has_a_time_within_bounds(window_s: float | None) -> None:
    with pytest.raises(AlertError, match="at most 86400 seconds"):
        Alert("ACME", Condition.RISES, percent=1, window_s=window_s)


def test_an_alert_without_a_symbol_is_none() -> None:
    with pytest.raises(AlertError, match="needs a symbol"):
        Alert("", Condition.ABOVE, 1.0)


def test_a_note_is_short() -> None:
    with pytest.raises(AlertError, match="at most 200 characters"):
        above(note="x" * (LONGEST_NOTE + 1))


@pytest.mark.parametrize("alert", [above(note="sell", sound=True), move(1.5)])
def test_an_alert_comes_back_as_it_was_kept(alert: Alert) -> None:
    assert msgspec.json.decode(msgspec.json.encode(alert), type=Alert) == alert


def test_a_kept_alert_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="not a price"):
        msgspec.json.decode(b'{"symbol":"ACME","condition":"above"}', type=Alert)


def test_alerts_that_differ_in_words_wait_for_the_same() -> None:
    assert above(note="sell").waits_for == above(sound=True).waits_for
    assert above().waits_for != at(Condition.BELOW).waits_for
