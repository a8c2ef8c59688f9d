"""When the window writes down what it shall remember."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ticker_app.settings import Settings, SettingsError

AFTER_MS = 2_000
"""So long after a change; a drag changes a layout many times a second."""


class Remembering(QObject):
    """Keeps the settings up to date and the file not far behind.

    Args:
        settings: where to.
        tell: called with a sentence if they cannot be written.
    """

    def __init__(
        self, settings: Settings, tell: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self._tell = tell
        self._forgotten = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.save)

    def note(self, section: str, value: Any) -> None:
        """Remember this; it is in the file a little later."""
        if self._forgotten:
            return
        self.settings.write(section, value)
        # What is running goes on: changes that keep coming would put it off for ever.
        if self.settings.has_changes and not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Write what has changed now."""
        self._timer.stop()
        try:
            self.settings.save()
        except SettingsError as error:
            self._tell(str(error))

    def forget(self) -> None:
        """Forget everything, and what this window does from now on as well."""
        self._timer.stop()
        try:
            self.settings.forget()
        except SettingsError as error:
            self._tell(str(error))
            return
        self._forgotten = True
        self._tell("Everything is forgotten; the next start begins as the first one did.")
