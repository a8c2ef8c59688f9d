"""One card of figures: those of the running mode, beside them those of the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ticker_app.lane import LaneFigures
from ticker_app.ui import theme, wording
from ticker_app.ui.figures.figure import Figure
from ticker_app.ui.figures.figure_specs import CardSpec, FigureSpec
from ticker_app.ui.fixed_label import FixedLabel
from ticker_app.ui.wording import UNKNOWN, Quantity

MARGIN = 3 * theme.UNIT - 2
_BLANK = Quantity("")


class FigureCard(QFrame):
    """Shows what a card's specification says, for two modes."""

    def __init__(self, spec: CardSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._spec = spec
        self.title = _quiet(spec.title, self)
        self.figures = [_figure(figure, self) for figure in spec.figures]
        self.others = [_figure(figure, self) for figure in spec.figures]
        for one, figure, other in zip(spec.figures, self.figures, self.others, strict=True):
            figure.spoken = f"{spec.title}, {one.label}"
            other.spoken = f"{figure.spoken}, the other way"
        self._giving_way: list[QWidget] = []
        self.setWhatsThis("".join(figure.whatsThis() for figure in self.figures))
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(MARGIN, theme.UNIT, MARGIN, theme.UNIT + 1)
        grid.setHorizontalSpacing(theme.UNIT)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self.title, 0, 0, 1, 3, left)
        rows = zip(self._spec.figures, self.figures, self.others, strict=True)
        for number, (spec, figure, other) in enumerate(rows, start=1):
            label = _quiet(spec.label, self)
            label.setToolTip(figure.toolTip())
            label.setWhatsThis(figure.whatsThis())
            grid.addWidget(label, number, 0, left)
            grid.addWidget(figure, number, 1)
            grid.addWidget(other, number, 2)
            if spec.gives_way:
                self._giving_way += [label, figure, other]

    @property
    def spare_px(self) -> int:
        """How much lower the card is without what gives way."""
        return sum(one.height() for one in self._giving_way if isinstance(one, Figure)) // 2

    def give_way(self, *, gone: bool) -> None:
        """Show what gives way, or not."""
        for widget in self._giving_way:
            widget.setVisible(not gone)
        # Now, not when the layout comes to it: whoever asks for the height asks at once.
        self.updateGeometry()

    def show_running(self, figures: LaneFigures | None, ink: str) -> None:
        """Show what the running lane measured."""
        for spec, figure in zip(self._spec.figures, self.figures, strict=True):
            figure.show_quantity(UNKNOWN if figures is None else spec.read(figures), ink)
        if self._spec.shows_bound:
            self.title.show_text(_with_bound(self._spec.title, figures))

    def show_other(self, figures: LaneFigures | None, ink: str) -> None:
        """Show what the other mode measured, once it has run."""
        for spec, figure in zip(self._spec.figures, self.others, strict=True):
            shown = figures is not None and spec.compared
            figure.show_quantity(spec.read(figures) if shown and figures else _BLANK, ink)


def _quiet(text: str, parent: QWidget) -> FixedLabel:
    label = FixedLabel(theme.font(), text, parent)
    label.setObjectName("muted")
    label.setText(text)
    return label


def _figure(spec: FigureSpec, parent: QWidget) -> Figure:
    figure = Figure(parent)
    # Rich text, because Qt wraps only that.
    meaning = f"<p><b>{spec.label}</b>: {spec.meaning}</p>"
    figure.setToolTip(meaning)
    figure.setWhatsThis(meaning)
    return figure


def _with_bound(title: str, figures: LaneFigures | None) -> str:
    if figures is None or figures.latency_bound_us is None:
        return title
    return f"{title} ± {wording.duration(figures.latency_bound_us)}"
