"""What the app remembers from one start to the next: named sections in one JSON file.

Each part of the window owns one section and its type; no part can spoil another's.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

MOST_BYTES = 4 * 1024 * 1024
"""A larger file was not written by this app."""

_files = msgspec.json.Decoder(dict[str, msgspec.Raw])


class SettingsError(Exception):
    """The settings could not be written: one sentence for the user."""


class Settings:
    """Sections by name, read and written as values of any type that JSON can carry.

    A file or section that cannot be used is no reason not to start: the default is used, what
    was wrong is in ``problems``, and the unusable file is kept beside the new one.

    problems: sentences for the user, oldest first.

    Args:
        file: where they are kept; None: nothing is remembered.
        read_only: read it, and leave it as it is.
    """

    def __init__(self, file: Path | None, *, read_only: bool = False) -> None:
        self._read_only = read_only
        self.problems: list[str] = []
        self._file = file
        self._sections: dict[str, msgspec.Raw] = {}
        self._changed: dict[str, msgspec.Raw | None] = {}
        self._load()

    @property
    def has_changes(self) -> bool:
        """Whether there is something to save."""
        return bool(self._changed)

    def read(self, section: str, type_: type[T], default: T) -> T:
        """The value of a section; the default if there is none or it cannot be used."""
        raw = self._sections.get(section)
        if raw is None:
            return default
        try:
            return msgspec.json.decode(raw, type=type_)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            self.problems.append(
                f"What was remembered of {section!r} cannot be used ({error}); it begins anew."
            )
            del self._sections[section]
            self._changed[section] = None
            return default

    def write(self, section: str, value: Any) -> None:
        """Remember the value of a section; in the file once it is saved."""
        raw = msgspec.Raw(msgspec.json.encode(value))
        if bytes(raw) != bytes(self._sections.get(section, b"")):
            self._sections[section] = self._changed[section] = raw

    def save(self) -> None:
        """Write what has changed; what another window has written meanwhile stays.

        Raises:
            SettingsError: the file cannot be written.
        """
        if self._file is None or self._read_only or not self._changed:
            return
        with suppress(OSError, msgspec.DecodeError):
            self._sections.update(self._read_file(self._file))
        kept = {**self._sections, **self._changed}
        self._sections = {name: raw for name, raw in kept.items() if raw is not None}
        text = msgspec.json.format(msgspec.json.encode(self._sections), indent=1)
        draft = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(text)
            draft.replace(self._file)
        except OSError as error:
            raise SettingsError(
                f"The layout cannot be remembered: {self._file}: {error.strerror}"
            ) from error
        self._changed = {}

    def forget(self) -> None:
        """Forget every section, and delete the file.

        Raises:
            SettingsError: the file cannot be deleted.
        """
        self._sections, self._changed = {}, {}
        if self._file is not None and not self._read_only:
            try:
                self._file.unlink(missing_ok=True)
            except OSError as error:
                raise SettingsError(
                    f"{self._file} cannot be deleted: {error.strerror}; delete it by hand"
                ) from error

    def _load(self) -> None:
        if self._file is None:
            return
        try:
            self._sections = self._read_file(self._file)
        except FileNotFoundError:
            return
        except OSError as error:
            self.problems.append(
                f"{self._file} cannot be read ({error.strerror}); the window begins anew."
            )
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            self._set_aside(self._file, str(error))

    @staticmethod
    def _read_file(file: Path) -> dict[str, msgspec.Raw]:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise msgspec.DecodeError(f"larger than {MOST_BYTES} bytes")
        return {name: msgspec.Raw(bytes(raw)) for name, raw in _files.decode(data).items()}

    def _set_aside(self, file: Path, why: str) -> None:
        aside = file.with_name(f"{file.name}.damaged")
        if self._read_only:
            self.problems.append(f"{file} is damaged ({why}); the window begins anew.")
            return
        try:
            file.replace(aside)
        except OSError as error:
            self.problems.append(
                f"{file} is damaged ({why}) and cannot be set aside ({error.strerror})."
            )
            return
        self.problems.append(f"{file} is damaged ({why}): kept as {aside.name}; all begins anew.")
