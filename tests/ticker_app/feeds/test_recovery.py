"""How a poll asks for what passed in a break, and what it still never hears of."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import pytest

from server.wire import Cursor, Quotes, Tick, TickPage, encode
from tests.ticker_app.fakes import EPOCH, FakeClock, cursor, http_answer, limited_answer, tick
from ticker_app.arrival import Arrival
from ticker_app.feeds.base import FeedError, FeedRequest
from ticker_app.feeds.interval_poll import IntervalPollFeed
from ticker_app.feeds.recovery import LIMIT
from ticker_app.measures.breaks import Breaks
from ticker_app.measures.cost import Cost

BEGAN_US = 5_000_000
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
PROBLEM = b'{"title":"Bad request","status":400,"detail":"limit takes at most 100"}'
REFUSED = http_answer(PROBLEM, status="400 Bad Request", kind="application/problem+json")
LIMITED = limited_answer("429 Too Many Requests", "3")


def page(
    ticks: Sequence[Tick], at: int | None = None, *, now_us: int, complete: bool = True
) -> bytes:
    """What followed a cursor."""
    behind = cursor(ticks[-1].seq if at is None else at)
    return http_answer(encode(TickPage(str(behind), complete, now_us, [*ticks])))


def newest(seq: int, *, now_us: int, epoch: str = EPOCH) -> bytes:
    """The newest tick."""
    at = cursor(seq, epoch)
    body = encode(Quotes(str(at), now_us, [tick(seq)]))
    return http_answer(body, f'ETag: "{at}"')


class Polled:
    """A poll every second of a server that says what a test wants, and what it was asked."""

    def __init__(self, url: str, asked: list[str], after: Cursor | None, clock: FakeClock) -> None:
        self.asked = asked
        self.cost = Cost()
        self.clock = clock
        request = FeedRequest(url, after=after)
        self.feed = IntervalPollFeed(
            request, clock=clock, cost=self.cost, sleep=clock.sleep, jitter=lambda: 0.0
        )
        self.arrivals: AsyncGenerator[Arrival, None] = self.feed.arrivals()

    async def hear(self, number: int = 1) -> list[Arrival]:
        """So many arrivals."""
        return [await anext(self.arrivals) for _ in range(number)]


@asynccontextmanager
async def polled(*answers: bytes, after: Cursor | None = None) -> AsyncIterator[Polled]:
    """Each connection is given the next answer; what was asked is told as ``path?after``."""
    asked: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        target = urlsplit(head.split()[1])
        behind = parse_qs(target.query).get("after", [""])[0]
        known = "known" if "if-none-match" in head else ""
        words = (target.path.removeprefix("/v1/"), behind, known)
        asked.append(" ".join(word for word in words if word))
        writer.write(answers[len(asked) - 1])
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        polled = Polled(url, asked, after, FakeClock(BEGAN_US))
        async with aclosing(polled.arrivals):
            yield polled


def seqs(arrival: Arrival) -> list[int]:
    return [found.seq for found in arrival.ticks]


async def test_behind_a_cursor_every_tick_comes_once_then_what_is_newest() -> None:
    answers = [
        page([tick(5), tick(6), tick(7)], now_us=70_000_000),
        newest(7, now_us=71_000_000),
        newest(9, now_us=72_000_000),
    ]
    async with polled(*answers, after=cursor(4)) as lane:
        recovered, unchanged, news = await lane.hear(3)
    assert [seqs(recovered), seqs(unchanged), seqs(news)] == [[5, 6, 7], [], [9]]
    assert (recovered.complete, unchanged.complete, news.complete) == (True, True, True)
    # What recovers is the first poll, and none waited at the server.
    assert (recovered.scheduled_us, recovered.asked_us) == (BEGAN_US, None)
    assert unchanged.scheduled_us == BEGAN_US + 1_000_000
    assert lane.asked == ["ticks e1:4", "quotes", "quotes known"]
    assert (lane.cost.requests, lane.cost.empty) == (3, 1)


async def test_what_fills_a_page_is_followed_by_another_at_once() -> None:
    full = [tick(seq) for seq in range(5, 5 + LIMIT)]
    rest = tick(full[-1].seq + 1, time=69_000_000)
    answers = [page(full, now_us=70_000_000), page([rest], now_us=70_100_000), LIMITED]
    async with polled(*answers, after=cursor(4)) as lane:
        first, second = await lane.hear(2)
        assert lane.clock() == BEGAN_US
        await lane.hear()
    assert [*seqs(first), *seqs(second)] == [*range(5, rest.seq + 1)]
    assert (first.as_of_us, second.as_of_us) == (full[-1].time, 70_100_000)
    assert (first.scheduled_us, second.scheduled_us) == (BEGAN_US, None)
    assert lane.asked == ["ticks e1:4", f"ticks e1:{full[-1].seq}", "quotes"]


async def test_what_has_no_end_is_left_alone_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ticker_app.feeds.recovery.MOST_PAGES", 1)
    full = [tick(seq) for seq in range(5, 5 + LIMIT)]
    answers = [
        page(full, now_us=70_000_000),
        newest(9_000, now_us=70_100_000),
        newest(9_001, now_us=71_000_000),
    ]
    async with polled(*answers, after=cursor(4)) as lane:
        most, hole = await lane.hear(2)
        assert lane.clock() == BEGAN_US
        (after,) = await lane.hear()
    assert most.complete
    assert (seqs(hole), hole.complete) == ([9_000], False)
    assert (seqs(after), after.complete) == ([9_001], True)
    assert lane.asked == ["ticks e1:4", "quotes", "quotes known"]


async def test_a_server_that_refuses_to_tell_leaves_a_hole_and_prices() -> None:
    answers = [REFUSED, newest(9, now_us=70_000_000), newest(10, now_us=71_000_000)]
    async with polled(*answers, after=cursor(4)) as lane:
        hole, after = await lane.hear(2)
    assert (seqs(hole), hole.complete, hole.scheduled_us) == ([9], False, BEGAN_US)
    assert (seqs(after), after.complete) == ([10], True)
    assert lane.asked == ["ticks e1:4", "quotes", "quotes known"]


async def test_a_server_that_breaks_meanwhile_ends_the_feed() -> None:
    broken = http_answer(b"", status="500 Internal Server Error")
    async with polled(broken, after=cursor(4)) as lane:
        with pytest.raises(FeedError, match="500"):
            await lane.hear()


async def test_what_the_tape_forgot_is_told() -> None:
    answers = [page([tick(7)], now_us=70_000_000, complete=False)]
    async with polled(*answers, after=cursor(4)) as lane:
        (hole,) = await lane.hear()
    assert (seqs(hole), hole.complete) == ([7], False)


async def test_a_limit_while_it_recovers_is_waited_out_and_nothing_is_lost() -> None:
    full = [tick(seq) for seq in range(5, 5 + LIMIT)]
    rest = tick(full[-1].seq + 1)
    answers = [page(full, now_us=70_000_000), LIMITED, page([rest], now_us=73_000_000)]
    async with polled(*answers, after=cursor(4)) as lane:
        first, limited, second = await lane.hear(3)
    assert limited.limited_until_us == BEGAN_US + 3_000_000
    assert second.received_us == BEGAN_US + 3_000_000
    assert [*seqs(first), *seqs(limited), *seqs(second)] == [*range(5, rest.seq + 1)]
    assert lane.asked[1:] == [f"ticks e1:{full[-1].seq}"] * 2
    assert lane.cost.limited == 1


# --- breaks that no connection tells of ---


async def test_what_passed_while_the_machine_slept_is_asked_for() -> None:
    answers = [
        newest(4, now_us=70_000_000),
        # The client's clock stood still; the server's did not.
        newest(9, now_us=170_000_000),
        page([tick(seq, time=100_000_000) for seq in range(5, 10)], now_us=170_100_000),
        NOT_MODIFIED,
    ]
    async with polled(*answers) as lane:
        before, woken, after = await lane.hear(3)
    assert [seqs(before), seqs(woken), seqs(after)] == [[4], [5, 6, 7, 8, 9], []]
    assert woken.complete
    assert woken.scheduled_us == BEGAN_US + 1_000_000
    assert lane.asked == ["quotes", "quotes known", "ticks e1:4", "quotes known"]


async def test_what_passed_while_the_program_was_stopped_counts_as_recovered() -> None:
    answers = [
        newest(4, now_us=70_000_000),
        newest(6, now_us=171_000_000),
        page([tick(seq, time=100_000_000 + seq) for seq in (5, 6)], now_us=171_100_000),
    ]
    breaks = Breaks(lambda server_us: server_us - 65_000_000)
    async with polled(*answers) as lane:
        breaks.take(*await lane.hear())
        lane.clock.now_us += 100_000_000
        breaks.take(*await lane.hear())
    figures = breaks.figures()
    assert (figures.recovered, figures.late, figures.missed) == (2, 2, 0)
    assert figures.lost_connections == 0


async def test_another_tape_is_a_break_though_no_poll_failed() -> None:
    began_anew = TickPage("e2:2", False, 72_100_000, [tick(1), tick(2)])
    answers = [
        newest(4, now_us=70_000_000),
        newest(2, now_us=72_000_000, epoch="e2"),
        http_answer(encode(began_anew)),
        NOT_MODIFIED,
    ]
    async with polled(*answers) as lane:
        _, hole, after = await lane.hear(3)
    assert (seqs(hole), hole.cursor, hole.complete) == ([1, 2], cursor(2, "e2"), False)
    assert (after.ticks, after.complete) == ([], True)
    assert lane.asked == ["quotes", "quotes known", "ticks e1:4", "quotes known"]


async def test_another_tape_that_is_not_told_is_a_hole() -> None:
    answers = [
        newest(4, now_us=70_000_000),
        newest(2, now_us=72_000_000, epoch="e2"),
        REFUSED,
        newest(2, now_us=72_100_000, epoch="e2"),
    ]
    async with polled(*answers) as lane:
        _, hole = await lane.hear(2)
    assert (seqs(hole), hole.complete) == ([2], False)


async def test_a_break_in_which_nothing_passed_is_none() -> None:
    answers = [newest(4, now_us=70_000_000), NOT_MODIFIED, newest(6, now_us=72_000_000)]
    async with polled(*answers) as lane:
        await lane.hear()
        lane.clock.now_us += 100_000_000
        unchanged, _ = await lane.hear(2)
    assert unchanged.ticks == []
    assert lane.asked == ["quotes", "quotes known", "quotes known"]


async def test_what_passes_between_two_polls_is_never_heard_of() -> None:
    answers = [newest(4, now_us=70_000_000), newest(9, now_us=73_000_000)]
    async with polled(*answers) as lane:
        _, late = await lane.hear(2)
    assert (seqs(late), late.complete) == ([9], True)
    assert lane.asked == ["quotes", "quotes known"]


async def test_to_be_asked_less_often_is_no_break() -> None:
    answers = [newest(4, now_us=70_000_000), LIMITED, LIMITED, newest(9, now_us=79_000_000)]
    async with polled(*answers) as lane:
        *_, late = await lane.hear(4)
    assert (seqs(late), late.complete) == ([9], True)
    assert lane.asked == ["quotes", *["quotes known"] * 3]
