"""How many connections there may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.crowd import SPARE, Crowd, Place, client_of
from server.limits import Limits


def crowd(connections: int, per_address: int | None = None) -> Crowd:
    return Crowd(replace(Limits(), connections=connections, connections_per_address=per_address))


def test_the_first_ones_come_in_and_the_next_ones_are_told_why() -> None:
    full = crowd(2)
    places = [full.enter(str(client)) for client in range(2 + SPARE + 1)]
    assert places == [Place.FREE] * 2 + [Place.ALL_TAKEN] * SPARE + [Place.NONE]


def test_one_client_cannot_take_the_places_of_others() -> None:
    many = crowd(1000, 2)
    places = [many.enter("a") for _ in range(2 + SPARE + 1)]
    assert places == [Place.FREE] * 2 + [Place.OWN_TAKEN] * SPARE + [Place.NONE]
    assert many.enter("b") is Place.FREE


@pytest.mark.parametrize("client", ["127.0.0.1", "127.3.2.1", "::1"])
def test_this_machine_may_have_them_all(client: str) -> None:
    many = crowd(300)
    assert [many.enter(client) for _ in range(300)] == [Place.FREE] * 300
    assert crowd(300, 1).enter(client) is Place.FREE


def test_a_strangers_address_may_have_200() -> None:
    many = crowd(1000)
    assert [many.enter("192.0.2.7") for _ in range(201)] == [Place.FREE] * 200 + [Place.OWN_TAKEN]


@given(st.lists(st.sampled_from("abc")))
def test_whoever_leaves_makes_room(clients: list[str]) -> None:
    some = crowd(5)
    for client in clients:
        some.enter(client)
    assert some.size == len(clients)
    for client in clients:
        some.leave(client)
    assert some.size == 0
    assert [some.enter("a") for _ in range(6)] == [Place.FREE] * 5 + [Place.ALL_TAKEN]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::1"),
        ("/run/socket", "/run/socket"),
        ("", ""),
    ],
)
def test_an_address_belongs_to_a_client(address: str, client: str) -> None:
    assert client_of(address) == client
