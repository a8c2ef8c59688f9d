"""Keyrings that are nobody's."""

from __future__ import annotations

from keyring.errors import NoKeyringError


class FakeKeyring:
    """Keeps passwords as long as a test."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service_name: str, username: str, /) -> str | None:
        return self.kept.get((service_name, username))

    def set_password(self, service_name: str, username: str, password: str, /) -> None:
        self.kept[service_name, username] = password


class BrokenKeyring:
    """Is locked, and says so at length."""

    def get_password(self, service_name: str, username: str, /) -> str | None:
        raise RuntimeError("it is\n   locked")

    def set_password(self, service_name: str, username: str, password: str, /) -> None:
        raise RuntimeError("it is\n   locked")


class NoKeyring:
    """As on a system that has none."""

    def get_password(self, service_name: str, username: str, /) -> str | None:
        raise NoKeyringError("No recommended backend was available. See the documentation.")

    def set_password(self, service_name: str, username: str, password: str, /) -> None:
        raise NoKeyringError("No recommended backend was available. See the documentation.")
