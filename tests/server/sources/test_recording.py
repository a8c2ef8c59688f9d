"""A recording checked whole: what it holds, and the line of what is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sources import recording
from server.sources.base import SourceError
from server.sources.recording import Contents, Part, survey


def written(folder: Path, *lines: str) -> Path:
    path = folder / "x.csv"
    path.write_text("\n".join(lines), "utf-8", newline="")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        survey(path)
    return str(caught.value).removeprefix(f"replay: {path}: ")


def test_a_survey_tells_what_there_is(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "ts,symbol,price",
        "1970-01-01T00:00:01-03:00,B,2.50",
        "1970-01-01T00:00:02-03:00,A,10",
        "1970-01-01T00:00:03-03:00,B,2.125",
    )
    b = Part(10_801_000_000, 10_803_000_000, 3)
    a = Part(10_802_000_000, 10_802_000_000, 0)
    contents = survey(path)
    assert contents == Contents(date(1970, 1, 1), 3, {"B": b, "A": a})
    assert [*contents.parts] == ["B", "A"]


def test_empty_lines_and_quotes_and_carriage_returns_do_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path, 'ts,"symbol",price\r', "\r", '0,"A",1\r', "", "1,A,2\r", "")
    assert survey(path).rows == 2


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1), st.integers(0, 9))
def test_the_decimals_are_those_that_the_prices_need(
    tmp_path_factory: pytest.TempPathFactory, units: list[int], decimals: int
) -> None:
    prices = [unit / 10**decimals for unit in units]
    rows = (f"0,A,{price:.12f}" for price in prices)
    part = survey(written(tmp_path_factory.getbasetemp(), "ts,symbol,price", *rows)).parts["A"]
    assert part.decimals <= decimals
    assert all(round(price, part.decimals) == price for price in prices)


def test_a_midpoint_may_need_one_digit_more_than_its_quote(tmp_path: Path) -> None:
    path = written(tmp_path, "ts,symbol,bid,ask", "0,A,1.12120,1.12172", "1,B,1.12121,1.12172")
    assert [part.decimals for part in survey(path).parts.values()] == [5, 6]


def test_binary_noise_adds_no_decimals(tmp_path: Path) -> None:
    path = written(tmp_path, "ts,symbol,price", "0,A,39432.479999999996", "0,A,0.30000000000000004")
    assert survey(path).parts["A"].decimals == 2


def test_decimals_end_somewhere(tmp_path: Path) -> None:
    path = written(tmp_path, "ts,symbol,price", "0,A,1e-13", "0,A,0.3333333333333")
    assert survey(path).parts["A"].decimals == 12


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((), "the file is empty"),
        (("", "0,A,1"), "line 1: there is no header, which must name the columns"),
        (
            ("ts,symbol",),
            "line 1: the header has neither a column 'price' nor both 'bid' and 'ask'",
        ),
        (("ts,symbol,price",), "there are no rows below the header"),
        (("ts,symbol,price", "", "0,A,1", "0,A,abc"), "line 4: 'abc' is not a price"),
        (("ts,symbol,price", "0,A,1", "0,A"), "line 3: the header names 3 columns, and here are 2"),
        (("ts,symbol,price", "5,A,1", "", "4,B,1"), "line 4: its time is before that of line 2"),
        (("ts,symbol,price", "0, ,1"), "line 2: there is no symbol"),
        (("ts,symbol,price", '0,"A,B",1'), "line 2: 'A,B' is not a symbol"),
        (("ts,symbol,price", "0,A\x00,1"), "line 2: 'A\\x00' is not a symbol"),
        (("ts,symbol,price", f"0,{'A' * 33},1"), f"line 2: '{'A' * 33}' is not a symbol"),
        (("ts,symbol,price", '0,"A,1'), "line 2: unexpected end of data"),
        (("ts,symbol,price", "0,A,1\r0,A,2"), "line 2: new-line character seen in unquoted field"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, lines: tuple[str, ...], why: str
) -> None:
    assert refusal(written(tmp_path, *lines)).startswith(why)


def test_symbols_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MAX_SYMBOLS", 2)
    path = written(tmp_path, "ts,symbol,price", "0,A,1", "0,B,1", "0,A,1", "0,C,1")
    assert refusal(path) == "line 5: there are more than 2 symbols"
