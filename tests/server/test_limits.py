"""What one client may ask, and how many files may be open."""

from __future__ import annotations

import sys

import pytest

from server.limits import Bucket, Limits, RequestRates, raise_open_files


class Watch:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_a_full_bucket_allows_its_burst(watch: Watch) -> None:
    rates = RequestRates(2, 3, watch)
    assert [rates.wait_s("a") for _ in range(5)] == [0, 0, 0, 0.5, 0.5]


def test_a_bucket_fills_as_time_passes(watch: Watch) -> None:
    rates = RequestRates(2, 1, watch)
    assert rates.wait_s("a") == 0
    watch.now = 0.25
    assert rates.wait_s("a") == 0.25
    watch.now = 0.5
    assert rates.wait_s("a") == 0
    watch.now = 1000
    assert [rates.wait_s("a"), rates.wait_s("a")] == [0, 0.5]


def test_one_address_costs_no_other_its_tokens(watch: Watch) -> None:
    rates = RequestRates(1, 1, watch)
    assert [rates.wait_s("a"), rates.wait_s("b"), rates.wait_s("a")] == [0, 0, 1]


def test_addresses_that_are_idle_are_forgotten(watch: Watch) -> None:
    rates = RequestRates(1, 2, watch)
    for number in range(10_000):
        rates.wait_s(str(number))
    watch.now = 1.5
    rates.wait_s("0")
    watch.now = 2
    rates.wait_s("new")
    assert rates.addresses == 2


@pytest.mark.parametrize(("per_s", "burst"), [(0.5, 1), (1, 1), (5, 5), (2.5, 2)])
def test_what_one_second_allows_may_come_at_once(watch: Watch, per_s: float, burst: int) -> None:
    limits = Limits().with_rate(per_s)
    rates = RequestRates(limits.requests_per_s, limits.burst, watch)
    waits = [rates.wait_s("a") for _ in range(burst + 1)]
    assert waits[:-1] == [0] * burst
    assert waits[-1] > 0


def test_a_bucket_of_its_own_holds_two_seconds() -> None:
    bucket = Bucket(2, now=10)
    assert [bucket.take(10) for _ in range(5)] == [True] * 4 + [False]
    assert [bucket.take(10.5), bucket.take(10.5)] == [True, False]
    assert [bucket.take(100) for _ in range(5)] == [True] * 4 + [False]


def test_the_slowest_bucket_still_gives_one() -> None:
    bucket = Bucket(0.1, now=0)
    assert [bucket.take(0), bucket.take(9), bucket.take(10)] == [True, False, True]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_open_files_are_raised_as_far_as_the_system_allows() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        raise_open_files()
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert soft > 256
        raise_open_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == soft
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
