"""Who is let in, on every transport alike."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from server.access import Access
from tests.server.endpoints.conftest import Desk, exchange

TOKEN = "s3cret-token"
KEY = base64.b64encode(b"sixteen bytes ok").decode()
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": KEY,
}
TRANSPORTS = ["/v1/quotes", "/v1/ticks?wait=60", "/v1/stream", "/v1/ws", "/nowhere"]
WITH_TOKEN = pytest.mark.parametrize("access", [Access(token=TOKEN)])


async def asked(desk: Desk, path: str, headers: Mapping[str, str]) -> httpx.Response:
    """Ask as any client may, for a WebSocket too; what is refused is answered at once."""
    http = await desk.http()
    return await http.get(path, headers={**(UPGRADE if path == "/v1/ws" else {}), **headers})


def refused_with(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    detail: str = answer.json()["detail"]
    return detail


@pytest.mark.parametrize("path", TRANSPORTS)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_foreign_page_is_refused(desk: Desk, path: str, origin: str) -> None:
    answer = await asked(desk, path, {"Origin": origin})
    assert origin in refused_with(answer, 403)
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("path", TRANSPORTS)
async def test_a_wrong_host_is_refused(desk: Desk, path: str) -> None:
    assert "'evil.example'" in refused_with(await asked(desk, path, {"Host": "evil.example"}), 421)


async def test_a_request_without_a_host_is_refused(desk: Desk) -> None:
    for hosts in (b"", b"Host: localhost\r\nHost: localhost\r\n"):
        answer = await exchange(desk, b"GET /healthz HTTP/1.1\r\n" + hosts + b"\r\n")
        assert b" 400 " in answer.partition(b"\r\n")[0]
        assert b"application/problem+json" in answer


async def test_an_old_client_need_not_say_the_host(desk: Desk) -> None:
    answer = await exchange(desk, b"GET /healthz HTTP/1.0\r\n\r\n")
    assert b" 200 OK" in answer.partition(b"\r\n")[0]


@WITH_TOKEN
@pytest.mark.parametrize("path", [*TRANSPORTS, "/metrics", "/openapi.json", "/v1/time"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Authorization": "Bearer"},
        {"Authorization": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
        {"Sec-WebSocket-Protocol": "ticker, bearer.wrong"},
    ],
)
async def test_without_the_token_nothing_is_told(
    desk: Desk, path: str, headers: dict[str, str]
) -> None:
    answer = await asked(desk, path, headers)
    assert TOKEN not in refused_with(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="ticker"')


@WITH_TOKEN
@pytest.mark.parametrize("name", ["token", "access_token", "authorization"])
@pytest.mark.parametrize("path", ["/v1/quotes", "/v1/stream", "/v1/ws", "/v1/ticks"])
async def test_a_token_in_the_address_is_no_token(desk: Desk, path: str, name: str) -> None:
    assert "header" in refused_with(await asked(desk, f"{path}?{name}={TOKEN}", {}), 401)


@WITH_TOKEN
async def test_two_tokens_are_none(desk: Desk) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Sec-WebSocket-Protocol": f"bearer.{TOKEN}"}
    refused_with(await asked(desk, "/v1/ws", headers), 401)


@WITH_TOKEN
@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
async def test_with_the_token_every_transport_answers(desk: Desk, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {TOKEN}"}
    http = await desk.http()
    assert (await http.get("/v1/quotes", headers=headers)).status_code == 200
    async with http.stream("GET", "/v1/stream", headers=headers) as response:
        assert response.status_code == 200
    async with connect(desk.socket_url, additional_headers=headers) as socket:
        assert "hello" in str(await socket.recv())


@WITH_TOKEN
async def test_a_browser_sends_its_token_beside_the_subprotocol(desk: Desk) -> None:
    offered = [Subprotocol("ticker"), Subprotocol(f"bearer.{TOKEN}")]
    async with connect(desk.socket_url, subprotocols=offered) as socket:
        assert socket.subprotocol == "ticker"
        assert "hello" in str(await socket.recv())


@pytest.mark.parametrize("access", [Access(), Access(token=TOKEN)])
async def test_a_token_is_never_the_subprotocol(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await asked(desk, "/v1/ws", {"Sec-WebSocket-Protocol": f"bearer.{TOKEN}"})
    assert "'ticker'" in refused_with(answer, 400)
    assert TOKEN not in caplog.text
    assert TOKEN not in str(answer.headers)


@WITH_TOKEN
async def test_whether_the_server_lives_is_told_without_a_token(desk: Desk) -> None:
    assert (await asked(desk, "/healthz", {})).json() == {"status": "ok"}


@pytest.mark.parametrize("path", ["/v1/quotes", "/v1/stream"])
async def test_the_servers_own_page_may_read(desk: Desk, path: str) -> None:
    http = await desk.http()
    async with http.stream("GET", path, headers={"Origin": desk.url}) as answer:
        assert answer.status_code == 200


PAGE = "https://page.example"


@pytest.mark.parametrize("access", [Access(origins=frozenset({PAGE}), token=TOKEN)])
class TestAListedPage:
    async def test_may_read_every_answer(self, desk: Desk) -> None:
        http = await desk.http()
        headers = {"Origin": PAGE, "Authorization": f"Bearer {TOKEN}"}
        for path in ("/v1/quotes", "/v1/stream", "/nowhere"):
            async with http.stream("GET", path, headers=headers) as answer:
                assert answer.headers["Access-Control-Allow-Origin"] == PAGE
                assert answer.headers["Vary"] == "Origin"

    async def test_is_told_why_it_is_refused(self, desk: Desk) -> None:
        answer = await asked(desk, "/v1/quotes", {"Origin": PAGE})
        refused_with(answer, 401)
        assert answer.headers["Access-Control-Allow-Origin"] == PAGE

    async def test_asks_first_without_a_token(self, desk: Desk) -> None:
        http = await desk.http()
        asks = {"Origin": PAGE, "Access-Control-Request-Method": "GET"}
        answer = await http.options("/v1/quotes", headers=asks)
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == PAGE
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]

    async def test_has_a_websocket(self, desk: Desk) -> None:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with connect(
            desk.socket_url,
            origin=Origin(PAGE),
            additional_headers=headers,
        ) as socket:
            assert "hello" in str(await socket.recv())
