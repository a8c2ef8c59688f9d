"""Those who wait for the next tick of some symbols."""

from __future__ import annotations

from server.waiters import Waiters, release
from tests.server.fakes import Stage


def waiting_on(symbols: str = "AB") -> tuple[Waiters, Stage]:
    waiters, stage = Waiters(), Stage(symbols)
    stage.tape.listen(waiters.wake)
    return waiters, stage


async def test_a_tick_wakes_those_who_wait_for_its_symbol_only() -> None:
    waiters, stage = waiting_on()
    with (
        waiters.waiter(frozenset("A")) as a,
        waiters.waiter(frozenset("AB")) as both,
        waiters.waiter(frozenset("B")) as b,
    ):
        stage.publish("A")
        assert (a.done(), both.done(), b.done()) == (True, True, False)


async def test_being_woken_twice_is_being_woken() -> None:
    waiters, stage = waiting_on()
    with waiters.waiter(frozenset("AB")) as both:
        stage.publish("AB")
        stage.publish("A")
        release(both)
        assert both.done()


async def test_who_waits_no_more_is_not_woken() -> None:
    waiters, stage = waiting_on()
    with waiters.waiter(frozenset("A")) as gone:
        pass
    stage.publish("A")
    assert not gone.done()
