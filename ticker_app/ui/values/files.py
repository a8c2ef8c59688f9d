"""What a chart can be saved as, and how a file is asked for and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ticker_app.ui.save_dialog import save_dialog


class FileKind(Struct, frozen=True):
    """One kind of file. ending: ``.png``.  words: of the list to choose from."""

    ending: str
    words: str

    @property
    def choice(self) -> str:
        """As a file dialog lists it."""
        return f"{self.words} (*{self.ending})"


PNG = FileKind(".png", "Picture")
SVG = FileKind(".svg", "Drawing")
CSV = FileKind(".csv", "Values, comma-separated")
KINDS = (PNG, SVG, CSV)

Makers: TypeAlias = Mapping[FileKind, Callable[[], bytes]]
"""What can be written, and how the contents of the file are made."""


class FileSaving(QObject):
    """Asks for a file, and writes what is made for it then.

    Signals:
        saved (str): the file that was written.
        failed (str): a sentence; nothing was written.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._last = PNG

    def ask(self, stem: str, makers: Makers) -> None:
        """Ask where to; returns at once.

        Args:
            stem: the name of the file without its ending.
            makers: what can be written.
        """
        choices = [kind.choice for kind in makers]
        dialog = save_dialog(self._window, "Export chart", stem + self._last.ending, choices)
        dialog.selectNameFilter(self._last.choice)
        dialog.filterSelected.connect(lambda choice: _take_ending(dialog, choice))
        dialog.fileSelected.connect(lambda file: self.save(file, makers))
        dialog.open()

    def save(self, file: str, makers: Makers) -> None:
        """Write the file; its ending says which kind."""
        path = Path(file)
        kind = next((kind for kind in makers if kind.ending == path.suffix.lower()), None)
        if kind is None:
            endings = ", ".join(kind.ending for kind in makers)
            self.failed.emit(f"{path.name} is none of the kinds that can be written: {endings}")
            return
        self._last = kind
        try:
            path.write_bytes(makers[kind]())
        except OSError as error:
            self.failed.emit(f"{file} cannot be written: {error.strerror}")
        else:
            self.saved.emit(file)


def _take_ending(dialog: QFileDialog, choice: str) -> None:
    """The name that is suggested takes the ending of the kind that is chosen."""
    kind = next(kind for kind in KINDS if kind.choice == choice)
    dialog.setDefaultSuffix(kind.ending)
    for file in dialog.selectedFiles():
        dialog.selectFile(Path(file).with_suffix(kind.ending).name)
