"""What the server says on standard error: lines for people or JSON for programs, no secrets."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec
from typing_extensions import override

HIDDEN = "***"

_OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class LogFormat(StrEnum):
    """How a line of the log looks."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """From which level on there are lines."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class _Discreet(logging.Formatter):
    """Never says a secret, wherever it came from: a message, a field, a traceback."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")
        self._secrets = secrets

    def hide(self, text: str) -> str:
        """The text without the secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


class TextFormatter(_Discreet):
    """``LEVEL logger: message key=value …``."""

    @override
    def formatMessage(self, record: logging.LogRecord) -> str:
        """The first line; a traceback follows it."""
        fields = "".join(f" {name}={value}" for name, value in _fields(record).items())
        return super().formatMessage(record) + fields

    @override
    def format(self, record: logging.LogRecord) -> str:
        """The whole text of a record."""
        return self.hide(super().format(record))


class JsonFormatter(_Discreet):
    """One JSON object a line: time (ISO 8601, UTC), level, logger, message, and the fields."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """The object of a record."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return self.hide(msgspec.json.encode(said, enc_hook=str).decode())


def start_logging(level: LogLevel, form: LogFormat, secrets: tuple[str, ...]) -> None:
    """Log to standard error from now on, unless this process logs somewhere else already."""
    formatter = JsonFormatter(secrets) if form is LogFormat.JSON else TextFormatter(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(level=level.upper(), handlers=[handler])


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    """What was given as ``extra``."""
    return {name: value for name, value in vars(record).items() if name not in _OF_EVERY_RECORD}
