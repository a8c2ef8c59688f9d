"""What every path has in common: methods, problems, bounds."""

from __future__ import annotations

import httpx
import pytest
from msgspec.structs import replace

from server.candles import CandleBook
from server.endpoints.routes import all_routes
from server.limits import Limits
from tests.server.endpoints.conftest import Desk, exchange
from tests.server.little_room import connect_with_little_room
from tests.server.turns import until

PATHS = [route.path for route in all_routes(Limits())]


@pytest.mark.parametrize("path", [*PATHS])
async def test_options_names_the_methods_that_a_path_takes(
    http: httpx.AsyncClient, path: str
) -> None:
    answer = await http.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    refused = await http.post(path)
    assert refused.status_code == 405
    assert refused.headers["Allow"] == answer.headers["Allow"]
    assert refused.headers["Content-Type"] == "application/problem+json"


async def test_head_is_get_without_its_body(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("A")
    got = await http.get("/v1/quotes")
    head = await http.head("/v1/quotes")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize("path", ["/v1/stream", "/v1/ws"])
async def test_a_stream_has_no_head(http: httpx.AsyncClient, path: str) -> None:
    assert (await http.head(path)).status_code == 405


@pytest.mark.parametrize("path", ["/", "/v2/ticks", "/v1/ticks/", "/v1"])
async def test_an_unknown_path_is_told_which_there_are(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert answer.status_code == 404
    assert all(known in answer.json()["detail"] for known in PATHS)


@pytest.mark.parametrize("path", PATHS)
async def test_a_path_takes_no_parameter_that_it_does_not_name(
    http: httpx.AsyncClient, path: str
) -> None:
    answer = await http.get(path, params={"nonsense": "1"})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "nonsense"


async def test_a_large_body_is_refused(desk: Desk) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000\r\n\r\n"
    answer = await exchange(desk, request + b"x" * 70_000)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"application/problem+json" in answer


@pytest.mark.parametrize("limits", [replace(Limits(), requests_per_s=0.01, burst=2)])
async def test_who_asks_too_much_is_told_when_to_come_back(http: httpx.AsyncClient) -> None:
    answers = [await http.get("/v1/symbols") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 90 <= int(answers[2].headers["Retry-After"]) <= 100
    assert answers[2].headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("limits", [Limits().with_rate(0.01)])
async def test_whoever_asks_too_much_may_still_ask_how_the_server_is(
    http: httpx.AsyncClient,
) -> None:
    assert (await http.get("/v1/quotes")).status_code == 200
    for path in ("/v1/quotes", "/v1/ticks", "/v1/stream", "/v1/ws", "/v1/stats", "/nowhere"):
        assert (await http.get(path)).status_code == 429
    for path in ("/healthz", "/metrics", "/openapi.json", "/v1/time"):
        assert (await http.get(path)).status_code == 200


async def test_what_is_not_http_gets_a_problem(desk: Desk) -> None:
    answer = await exchange(desk, b"what?\r\n\r\n")
    assert b" 400 " in answer.partition(b"\r\n")[0]
    assert b"application/problem+json" in answer
    assert b"Traceback" not in answer


async def test_a_header_that_is_too_long_gets_a_problem(desk: Desk) -> None:
    answer = await exchange(desk, b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000 + b"\r\n\r\n")
    assert b" 431 " in answer.partition(b"\r\n")[0]
    assert b"application/problem+json" in answer


async def test_a_failure_is_logged_and_told_without_its_details(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(CandleBook, "page", broken)
    answer = await http.get("/v1/candles?symbol=A")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "secret" in caplog.text


async def test_a_stream_that_fails_is_cut_off_and_logged(
    desk: Desk,
    http: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(type(desk.parts.fanout), "subscribe", broken)
    with pytest.raises(httpx.HTTPError):
        await http.get("/v1/stream")
    assert "secret" in caplog.text


@pytest.mark.parametrize("limits", [replace(Limits(), answer_s=0.1, unsent_kernel_bytes=1024)])
async def test_who_does_not_read_an_answer_is_cut_off(desk: Desk) -> None:
    writer = await connect_with_little_room(desk.url)
    writer.write(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 30)
    await until(desk.parts.connections)
    await until(lambda: not desk.parts.connections())
    writer.transport.abort()


@pytest.mark.parametrize("path", ["/v1/quotes", "/v1/ticks?wait=60", "/v1/stream", "/readyz"])
async def test_while_shutting_down_nobody_is_let_in(
    desk: Desk, http: httpx.AsyncClient, path: str
) -> None:
    desk.parts.gate.close()
    answer = await http.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (await http.get("/healthz")).json() == {"status": "ok"}


@pytest.mark.parametrize("limits", [replace(Limits(), streams=0)])
async def test_a_full_server_takes_no_more_streams(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/stream")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert (await http.get("/healthz")).status_code == 200


@pytest.mark.parametrize("limits", [replace(Limits(), page_most=3, wait_most_s=0.5, symbols=1)])
class TestSmallerLimits:
    """Of one request, as the server's options set them."""

    @pytest.mark.parametrize(
        ("query", "parameter", "says"),
        [
            ("ticks?limit=4", "limit", "limit takes a whole number from 1 to 3, not '4'"),
            ("candles?symbol=A&limit=4", "limit", "limit takes a whole number from 1 to 3"),
            ("ticks?wait=0.6", "wait", "wait takes a number from 0 to 0.5, not '0.6'"),
            ("ticks?symbols=A,B", "symbols", "symbols takes at most 1 names"),
            ("quotes?symbols=A,B", "symbols", "symbols takes at most 1 names"),
            ("stream?symbols=A,B", "symbols", "symbols takes at most 1 names"),
        ],
    )
    async def test_more_is_refused_with_what_it_takes(
        self, http: httpx.AsyncClient, query: str, parameter: str, says: str
    ) -> None:
        answer = await http.get(f"/v1/{query}")
        assert answer.status_code == 400
        assert answer.json()["parameter"] == parameter
        assert says in answer.json()["detail"]

    async def test_as_much_is_answered(self, desk: Desk, http: httpx.AsyncClient) -> None:
        desk.publish("AAAAA")
        answer = await http.get("/v1/ticks?limit=3&wait=0.5&symbols=A")
        assert [tick["seq"] for tick in answer.json()["ticks"]] == [3, 4, 5]

    async def test_what_is_left_out_is_no_more_either(
        self, desk: Desk, http: httpx.AsyncClient
    ) -> None:
        desk.publish("AAAAA")
        assert len((await http.get("/v1/ticks")).json()["ticks"]) == 3

    async def test_the_description_says_so(self, http: httpx.AsyncClient) -> None:
        paths = (await http.get("/openapi.json")).json()["paths"]
        schemas = {p["name"]: p["schema"] for p in paths["/v1/ticks"]["get"]["parameters"]}
        assert (schemas["limit"]["maximum"], schemas["limit"]["default"]) == (3, 3)
        assert (schemas["wait"]["maximum"], schemas["wait"]["default"]) == (0.5, 0)
