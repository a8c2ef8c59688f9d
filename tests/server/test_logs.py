"""What the server says on standard error."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from server.logs import JsonFormatter, LogFormat, LogLevel, TextFormatter, start_logging


def record(
    message: str, *args: object, exc_info: Any = None, **fields: object
) -> logging.LogRecord:
    made = logging.makeLogRecord(
        {"name": "server.app", "levelno": 20, "levelname": "INFO", "msg": message, "args": args}
    )
    made.created, made.exc_info = 1732242000.1234, exc_info
    vars(made).update(fields)
    return made


def broken(message: str) -> Any:
    return (RuntimeError, RuntimeError(message), None)


def test_a_line_for_people_names_level_logger_and_fields() -> None:
    said = TextFormatter(()).format(record("refused %s", "it", status=403, path="/v1/ws"))
    assert said == "INFO server.app: refused it status=403 path=/v1/ws"


def test_a_line_for_programs_is_one_json_object() -> None:
    said = JsonFormatter(()).format(record("two\nlines", status=403, path="/v1/ws", odd={1}))
    assert "\n" not in said
    assert json.loads(said) == {
        "time": "2024-11-22T02:20:00.123+00:00",
        "level": "info",
        "logger": "server.app",
        "message": "two\nlines",
        "status": 403,
        "path": "/v1/ws",
        "odd": [1],
    }


def test_a_failure_brings_its_traceback_in_both_formats() -> None:
    failed = record("it failed", exc_info=broken("why"), status=500)
    text = TextFormatter(()).format(failed).splitlines()
    assert text[0] == "INFO server.app: it failed status=500"
    assert text[-1] == "RuntimeError: why"
    said = json.loads(JsonFormatter(()).format(failed))
    assert said["exception"].endswith("RuntimeError: why")


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
def test_a_secret_is_never_said(formatter: type[TextFormatter | JsonFormatter]) -> None:
    said = formatter(("a+/b==",)).format(
        record("Bearer %s", "a+/b==", exc_info=broken("a+/b== is wrong"), header="a+/b==")
    )
    assert "a+/b" not in said
    assert said.count("***") >= 3


@pytest.fixture
def begin_afresh(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes the root logger what it is when a process begins."""

    def begin() -> None:
        root = logging.getLogger()
        monkeypatch.setattr(root, "handlers", [])
        monkeypatch.setattr(root, "level", logging.WARNING)

    return begin


@pytest.mark.parametrize(
    ("level", "heard"), [(LogLevel.DEBUG, 3), (LogLevel.INFO, 2), (LogLevel.ERROR, 1)]
)
def test_a_level_says_from_where_on_there_are_lines(
    begin_afresh: Callable[[], None],
    capsys: pytest.CaptureFixture[str],
    level: LogLevel,
    heard: int,
) -> None:
    begin_afresh()
    start_logging(level, LogFormat.JSON, ("s3cret",))
    for number in (logging.DEBUG, logging.INFO, logging.ERROR):
        logging.getLogger("server.test").log(number, "s3cret")
    lines = capsys.readouterr().err.splitlines()
    assert [json.loads(line)["message"] for line in lines] == ["***"] * heard


def test_lines_for_people_are_the_usual_ones(
    begin_afresh: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    begin_afresh()
    start_logging(LogLevel.INFO, LogFormat.TEXT, ())
    logging.getLogger("server.test").info("hello")
    assert capsys.readouterr().err == "INFO server.test: hello\n"
