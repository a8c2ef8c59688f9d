"""Whom the processor works for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from server.ledger import Account, AccountedScheduler, Ledger, Steps
from tests.server.fakes import FakeLoop


class FakeCpu:
    """A processor that spends only what it is told to."""

    def __init__(self) -> None:
        self.spent_ns = 0
        self.ledger = Ledger(lambda: self.spent_ns)

    def work(self, ns: int) -> None:
        self.spent_ns += ns

    def working(self, ns: int, *then: Callable[[], object]) -> Callable[[], int]:
        """What works for so long before and after doing something else."""

        def function() -> int:
            self.work(ns)
            for each in then:
                each()
            self.work(ns)
            return ns

        return function


@pytest.fixture
def cpu() -> FakeCpu:
    return FakeCpu()


def test_each_stretch_is_counted_once_for_who_works_innermost(cpu: FakeCpu) -> None:
    outer, inner = Account(), Account()
    within = cpu.ledger.calls(inner, cpu.working(10))
    assert cpu.ledger.calls(outer, cpu.working(1, within))() == 1
    cpu.work(100)
    cpu.ledger.settle()
    assert (outer.spent_ns, inner.spent_ns) == (2, 20)


def test_who_fails_has_worked_all_the_same(cpu: FakeCpu) -> None:
    account = Account()

    def fail() -> None:
        cpu.work(5)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cpu.ledger.calls(account, fail)()
    cpu.work(50)
    cpu.ledger.settle()
    assert account.spent_ns == 5


def test_what_is_still_going_on_counts_once_it_is_settled(cpu: FakeCpu) -> None:
    account = Account()
    before = cpu.ledger.switch(account)
    cpu.work(3)
    assert account.take_ns() == 0
    cpu.ledger.settle()
    assert account.take_ns() == 3
    assert account.take_ns() == 0
    cpu.ledger.switch(before)


def test_what_is_scheduled_works_for_its_account(cpu: FakeCpu) -> None:
    loop = FakeLoop()
    scheduler = AccountedScheduler(loop, cpu.ledger, cpu.ledger.pushing)
    scheduler.call_soon(cpu.work, 1)
    scheduler.call_at(scheduler.time() + 5, cpu.work, 10)
    scheduler.call_at(scheduler.time() + 5, cpu.work, 100).cancel()
    loop.advance(5)
    assert cpu.ledger.pushing.spent_ns == 11


async def test_the_waiting_of_a_coroutine_is_nobodys(cpu: FakeCpu) -> None:
    account, ready = Account(), asyncio.get_running_loop().create_future()

    async def work() -> str:
        cpu.work(1)
        await ready
        cpu.work(2)
        return "done"

    async def count() -> str:
        return await Steps(work(), cpu.ledger, account)

    task = asyncio.create_task(count())
    await asyncio.sleep(0)
    cpu.work(100)
    ready.set_result(None)
    assert await task == "done"
    assert account.spent_ns == 3


async def test_a_coroutine_that_is_cancelled_or_fails_does_so(cpu: FakeCpu) -> None:
    account = Account()

    async def work() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            cpu.work(4)
            raise ValueError("no more") from None

    async def count() -> None:
        await Steps(work(), cpu.ledger, account)

    task = asyncio.create_task(count())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(ValueError, match="no more"):
        await task
    assert account.spent_ns == 4
