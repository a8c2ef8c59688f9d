"""How frames look on the wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.protocol import CLIENT, Protocol

from server.framing import pong_frame, text_frame


def read(data: bytes) -> Frame:
    """The one frame that a client finds in these bytes."""
    client = Protocol(CLIENT, max_size=None)
    client.receive_data(data)
    (event,) = client.events_received()
    assert isinstance(event, Frame)
    return event


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 200_000])
def test_a_client_reads_the_text_that_was_framed(size: int) -> None:
    frame = read(text_frame(b"x" * size))
    assert (frame.opcode, frame.data, frame.fin) == (Opcode.TEXT, b"x" * size, True)


@given(st.binary(max_size=125))
def test_a_client_reads_the_pong_that_was_framed(payload: bytes) -> None:
    frame = read(pong_frame(payload))
    assert (frame.opcode, frame.data) == (Opcode.PONG, payload)
