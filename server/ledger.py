"""Whom the processor works for: every stretch of this thread's CPU time goes to one account.

What a process spends cannot be told apart from outside: pushing and answering share one loop,
and in steady traffic they rise together. So who begins to work says so, and whoever worked
before goes on when it ends. The turns of the loop itself, with what the kernel does to wake it
and to read a socket, belong to nobody: about a fifth of what a request or a message costs in
all (pull: 14 to 18 %, push: 13 to 25 %, of processes that did nothing else).
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any, Generic, Protocol, TypeVar

from typing_extensions import override

T = TypeVar("T")


class Account:
    """What was spent for one purpose. spent_ns: CPU time, user and system."""

    __slots__ = ("spent_ns",)

    def __init__(self) -> None:
        self.spent_ns = 0

    def take_ns(self) -> int:
        """What was spent since it was last taken."""
        spent_ns, self.spent_ns = self.spent_ns, 0
        return spent_ns


class Ledger:
    """Keeps the accounts of one thread.

    pushing: of what sends ticks to those who wait for them.

    Args:
        cpu_ns: CPU time of the calling thread; any zero will do.
    """

    def __init__(self, cpu_ns: Callable[[], int] = time.thread_time_ns) -> None:
        self.pushing = Account()
        self._cpu_ns = cpu_ns
        self._working = Account()
        self._since_ns = cpu_ns()

    def switch(self, account: Account) -> Account:
        """Work for this account from now on; returns the one before, to switch back to."""
        now_ns = self._cpu_ns()
        before = self._working
        before.spent_ns += now_ns - self._since_ns
        self._working, self._since_ns = account, now_ns
        return before

    def settle(self) -> None:
        """Count what was spent up to now for whom the processor works now."""
        self.switch(self._working)

    def calls(self, account: Account, function: Callable[..., T]) -> Callable[..., T]:
        """The same function, working for this account."""

        def accounted(*args: Any) -> T:
            before = self.switch(account)
            try:
                return function(*args)
            finally:
                self.switch(before)

        return accounted


class Steps(Awaitable[T], Generic[T]):
    """A coroutine whose every step works for an account, while its waiting is nobody's.

    Args:
        coroutine: to await.
        ledger: keeps the account.
        account: whom its steps work for.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, T], ledger: Ledger, account: Account) -> None:
        self._coroutine = coroutine
        self._ledger = ledger
        self._account = account

    @override
    def __await__(self) -> Generator[Any, None, T]:
        coroutine, thrown = self._coroutine, None
        while True:
            before = self._ledger.switch(self._account)
            try:
                wanted = coroutine.send(None) if thrown is None else coroutine.throw(thrown)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]  # what the coroutine returns
            finally:
                thrown = None
                self._ledger.switch(before)
            try:
                yield wanted
            except BaseException as error:
                thrown = error


class Handle(Protocol):
    """Something scheduled."""

    def cancel(self) -> None:
        """Do not do it."""


class Scheduler(Protocol):
    """What schedules work on an event loop; times are its seconds."""

    def time(self) -> float:
        """Now, monotonic."""

    def call_soon(self, callback: Callable[..., object], *args: Any) -> Handle:
        """Call in the next turn."""

    def call_at(self, when: float, callback: Callable[..., object], *args: Any) -> Handle:
        """Call at that time."""


class AccountedScheduler:
    """A scheduler whose calls work for an account.

    Args:
        scheduler: calls.
        ledger: keeps the account.
        account: whom all calls work for.
    """

    def __init__(self, scheduler: Scheduler, ledger: Ledger, account: Account) -> None:
        self._scheduler = scheduler
        self._ledger = ledger
        self._account = account
        self.time = scheduler.time

    def call_soon(self, callback: Callable[..., object], *args: Any) -> Handle:
        """Call in the next turn."""
        return self._scheduler.call_soon(self._ledger.calls(self._account, callback), *args)

    def call_at(self, when: float, callback: Callable[..., object], *args: Any) -> Handle:
        """Call at that time."""
        return self._scheduler.call_at(when, self._ledger.calls(self._account, callback), *args)
