"""What can be done by key and from the menu: one table from which both are made.

The shortcuts, the menu, the sheet of keys and the hints at the bottom all read it, so they
cannot disagree. A part of the window adds what it can do with `ActionTable.add`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

PRICES, CHART, VIEW, HELP = "Prices", "Chart", "View", "Help"
"""Groups that parts share; any other name makes a group of its own."""
_GROUPS = (PRICES, CHART, VIEW)
"""These come first; then the groups of other parts, as they were added; `HELP` is the last."""


class ActionSpec(Struct, frozen=True):
    """One thing that can be done.

    name: what other parts call it, ``chart.follow``.
    group: where it stands in the menu and on the sheet of keys.
    text: in the menu, with ``&`` before the letter that chooses it there.
    keys: each does it, wherever the focus is (``Ctrl+0``); none: only the menu does.
    tip: one sentence more, as a tooltip.
    checkable: it is on or off, and the menu shows which.
    one_of: of all with the same name here exactly one is on.
    short: a word or two for the bottom of the window; empty: not there.
    in_menu: whether the menu has it too.
    """

    name: str
    group: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False
    one_of: str = ""
    short: str = ""
    in_menu: bool = True


class KeyHint(Struct, frozen=True):
    """A key that no action stands behind, as arrows in a list; keys: as they are printed."""

    group: str
    keys: str
    text: str
    short: str = ""


class _Entry(NamedTuple):
    """A line of the sheet of keys, and the action behind it if there is one."""

    group: str
    keys: tuple[str, ...]
    text: str
    short: str
    action: QAction | None = None
    in_menu: bool = False


class ActionTable(QObject):
    """All actions of a window. Their keys work in the whole window.

    Signals:
        grown: an action or a hint was added.
    """

    grown = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._entries: list[_Entry] = []
        self._actions: dict[str, QAction] = {}
        self._choices: dict[str, QActionGroup] = {}

    def __getitem__(self, name: str) -> QAction:
        """The action of this name.

        Raises:
            KeyError: there is none.
        """
        return self._actions[name]

    def add(self, spec: ActionSpec, do: Callable[[], object]) -> QAction:
        """Let the window do one thing more.

        Raises:
            ValueError: its name or one of its keys is taken.
        """
        keys = [QKeySequence(key) for key in spec.keys]
        self._refuse_taken(spec, keys)
        action = QAction(spec.text, self._window)
        action.setShortcuts(keys)
        action.setToolTip(spec.tip or words(spec.text))
        action.setCheckable(spec.checkable or bool(spec.one_of))
        if spec.one_of:
            self._choices.setdefault(spec.one_of, QActionGroup(self)).addAction(action)

        def on_triggered(_checked: bool) -> None:
            do()

        action.triggered.connect(on_triggered)
        self._window.addAction(action)
        self._actions[spec.name] = action
        printed = tuple(map(_printed, keys))
        self._entries.append(
            _Entry(spec.group, printed, words(spec.text), spec.short, action, spec.in_menu)
        )
        self.grown.emit()
        return action

    def hint(self, hint: KeyHint) -> None:
        """Name a key that some widget answers by itself."""
        self._entries.append(_Entry(hint.group, (hint.keys,), hint.text, hint.short))
        self.grown.emit()

    def groups(self) -> list[tuple[str, list[QAction]]]:
        """Groups and their actions, for the menu."""
        found: dict[str, list[QAction]] = {}
        for entry in self._ordered():
            if entry.action is not None and entry.in_menu:
                found.setdefault(entry.group, []).append(entry.action)
        return list(found.items())

    def keys(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Groups, their keys, and what each does, for the sheet of keys."""
        found: dict[str, list[tuple[str, str]]] = {}
        for entry in self._ordered():
            if entry.keys:
                found.setdefault(entry.group, []).append(("  ".join(entry.keys), entry.text))
        return list(found.items())

    def hints(self) -> list[str]:
        """Keys with their short words, for the bottom of the window; the last matters most."""
        return [f"{entry.keys[0]} {entry.short}" for entry in self._ordered() if entry.short]

    def _ordered(self) -> Iterator[_Entry]:
        others = (entry.group for entry in self._entries if entry.group != HELP)
        for group in dict.fromkeys([*_GROUPS, *others, HELP]):
            yield from (entry for entry in self._entries if entry.group == group)

    def _refuse_taken(self, spec: ActionSpec, keys: list[QKeySequence]) -> None:
        if spec.name in self._actions:
            raise ValueError(f"there is an action {spec.name!r} already")
        for name, action in self._actions.items():
            taken = [_printed(key) for key in keys if key in action.shortcuts()]
            if taken:
                raise ValueError(f"{spec.name}: {taken[0]} is the key of {name} already")


def words(text: str) -> str:
    """The text of a menu without the ``&`` before a letter."""
    return text.replace("&", "")


def _printed(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)
