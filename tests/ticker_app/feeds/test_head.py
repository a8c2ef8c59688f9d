"""How much may come before the body of an answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.feeds.head import LARGEST_HEAD_BYTES, HeadWatch

END = b"\r\n\r\n"
FINAL = b"HTTP/1.1 200 OK\r\nX: "
FILLED = FINAL + b"y" * (LARGEST_HEAD_BYTES - len(FINAL) - len(END)) + END


def watch() -> HeadWatch:
    begun = HeadWatch()
    begun.begin()
    return begun


def test_a_body_may_be_of_any_size() -> None:
    one = watch()
    assert one.fits(FILLED + b"z" * LARGEST_HEAD_BYTES)
    assert one.fits(b"z" * LARGEST_HEAD_BYTES * 2)


def test_a_head_may_not() -> None:
    assert not watch().fits(b"y" + FILLED)
    assert not watch().fits(b"y" * (LARGEST_HEAD_BYTES + 1))


def test_what_is_provisional_counts_with_it() -> None:
    hint = b"HTTP/1.1 103 Early Hints" + END
    assert watch().fits(hint * 3 + FINAL + END)
    assert not watch().fits(hint + FILLED)
    assert not watch().fits(hint * LARGEST_HEAD_BYTES)


def test_each_request_is_counted_anew() -> None:
    one = watch()
    assert one.fits(FILLED)
    one.begin()
    assert one.fits(FILLED)


@given(st.lists(st.integers(1, LARGEST_HEAD_BYTES), max_size=9), st.booleans())
def test_it_does_not_matter_in_which_pieces_it_comes(cuts: list[int], fits: bool) -> None:
    head = FILLED if fits else b"y" + FILLED
    ends = [*sorted(set(cuts)), len(head)]
    one = watch()
    pieces = [head[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]
    fitted = [one.fits(piece) for piece in pieces]
    assert all(fitted) is fits
