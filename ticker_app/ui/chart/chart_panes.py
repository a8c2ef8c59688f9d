"""The panes of a chart one below the other, with one axis of time under them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from ticker_app.chart_settings import AGE, PRICE_SHARE, VOLUME, ChartSettings
from ticker_app.choice import Switch
from ticker_app.ui import theme
from ticker_app.ui.chart.indicator_pane import IndicatorPane
from ticker_app.ui.chart.layer import Last
from ticker_app.ui.chart.marks import MOST, SwitchMarks
from ticker_app.ui.chart.pane import Pane
from ticker_app.ui.chart.pane_stack import PaneStack
from ticker_app.ui.chart.panes import AgePane, PricePane
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.price_axis import PriceAxis
from ticker_app.ui.chart.scales import Tag, TimeScale
from ticker_app.ui.chart.ticks import moment_text, time_step_s, time_ticks, value_ticks
from ticker_app.ui.chart.view import ChartView
from ticker_app.ui.chart.volume_pane import VolumePane
from ticker_app.ui.local_text import general
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import NARROW, volume

_PX_PER_PRICE, _PX_PER_VALUE, _PX_PER_TIME = 56, 30, 100
_LOW_PX = 220
"""In a lower pane numbers stand closer, or there would be hardly one."""


class ChartPanes:
    """The panes of a chart, and what they have in common: grid, scales and marks."""

    def __init__(self, font: QFont, palette: Palette) -> None:
        self._font, self._palette = font, palette
        self.view = ChartView()
        self.price, self.volume = PricePane(font, palette), VolumePane(font, palette)
        self.indicators: list[IndicatorPane] = []
        self.age = AgePane(font, palette)
        self.time_scale = TimeScale(font, palette)
        self.marks = SwitchMarks(self.price.box, font, palette)
        self.moments: list[int] = []
        self._texts: dict[tuple[int, int], str] = {}
        self._known_numbers: dict[Pane, tuple[object, list[float], list[tuple[float, str]]]] = {}
        self._names: dict[Pane, str] = {self.volume: VOLUME, self.age: AGE}
        self._shown_names: Sequence[str] = ()
        self._share_of: Callable[[str], int] = ChartSettings().share_of
        self._stack = PaneStack(self.view, self.time_scale)
        self._share_room()

    @property
    def price_rect(self) -> QRectF:
        """Where the price pane lies, px of the view."""
        return QRectF(self.price.box.mapRectToScene(self.price.box.boundingRect()))

    @property
    def all(self) -> list[Pane]:
        """Every pane that there is, from top to bottom."""
        return [self.price, self.volume, *self.indicators, self.age]

    @property
    def shown(self) -> list[Pane]:
        """The panes in view, from top to bottom."""
        return [pane for pane in self.all if pane.box.isVisible()]

    def set_palette(self, palette: Palette) -> None:
        """Take the colours and sizes."""
        self._palette = palette
        self._known_numbers.clear()
        self.view.setBackground(palette.surface)
        for pane in self.all:
            pane.set_palette(palette)
        self.time_scale.set_palette(palette)
        self.marks.set_palette(palette)
        self._stack.lay_out()

    def name_of(self, pane: Pane) -> str:
        """What a pane below the price is called in the settings."""
        return self._names[pane]

    def arrange(self, settings: ChartSettings) -> None:
        """Which panes there are beside the price, and how high."""
        self._shown_names = settings.lower_panes
        self._share_of = settings.share_of
        self._share_room()

    def set_indicators(self, names: Sequence[str]) -> list[IndicatorPane]:
        """Have panes for indicators of these names, and hand them out."""
        while len(self.indicators) < len(names):
            pane = IndicatorPane(self._font, self._palette)
            pane.set_palette(self._palette)
            self.indicators.append(pane)
        own = self.indicators[: len(names)]
        self._names = {self.volume: VOLUME, self.age: AGE, **dict(zip(own, names, strict=True))}
        self._share_room()
        return own

    def show_time(self, frame: Frame) -> None:
        """Numbers on the axis of time."""
        places = self.price.size.width() / theme.px(_PX_PER_TIME)
        self.moments = time_ticks(frame.left_s, frame.right_s, places)
        step_s = time_step_s(frame.left_s, frame.right_s, places)
        # They scroll through many frames before they change.
        self._texts = {
            (at, step_s): self._texts.get((at, step_s)) or moment_text(at, step_s)
            for at in self.moments
        }
        self.time_scale.show_labels(
            [(self.price.x_px(at), text) for (at, _), text in self._texts.items()]
        )

    def show_prices(self, axis: PriceAxis, last: Last | None) -> None:
        """Grid and numbers of the price pane, with the last price on a tag."""
        pane = self.price
        pane.axis = axis

        def texts(units: list[float]) -> list[str]:
            step = units[1] - units[0] if len(units) > 1 else 0.01
            return [axis.text(unit, step) for unit in units]

        kind = axis.scale, axis.decimals, last is None
        ticks = axis.ticks if last is not None else _no_ticks
        low = pane.size.height() < _LOW_PX
        room_px = theme.px(_PX_PER_VALUE if low else _PX_PER_PRICE)
        labels = self._numbers(pane, kind, room_px, ticks, texts)
        unit = axis.units(last.price) if last else None
        pane.mark_last_price(unit, last.colour if last else "#000000")
        tag = None
        if last is not None and unit is not None and pane.last_price.isVisible():
            tag = Tag(pane.y_px(unit), axis.text(unit), last.colour, last.note)
        pane.scale.show_labels(labels, tag)
        self._widen([text for _, text in labels])

    def show_volumes(self) -> None:
        """Grid and numbers of the volume pane."""
        self._show_numbers(self.volume, volume if self.volume.is_known else _nothing)

    def show_ages(self) -> None:
        """Grid and numbers of the age pane."""
        self._show_numbers(self.age, lambda age: f"{general(age)}{NARROW}s")

    def show_values(self, pane: IndicatorPane) -> None:
        """Grid and numbers of the pane of an indicator."""
        self._show_numbers(pane, pane.value_text)

    def _show_numbers(self, pane: Pane, text: Callable[[float], str]) -> None:
        room_px = theme.px(_PX_PER_VALUE)
        labels = self._numbers(pane, text(1.0), room_px, value_ticks, lambda n: [*map(text, n)])
        pane.scale.show_labels(labels)

    def _numbers(
        self,
        pane: Pane,
        kind: object,
        room_px: float,
        ticks: Callable[[float, float, float], list[float]],
        texts: Callable[[list[float]], list[str]],
    ) -> list[tuple[float, str]]:
        """The grid and the numbers of a pane, made anew only for another range or height.

        kind: of the numbers, where one range may have several.  room_px: of one.
        """
        state = kind, pane.values, pane.size.height(), room_px
        known = self._known_numbers.get(pane)
        if known is None or known[0] != state:
            values = ticks(*pane.values, pane.size.height() / room_px)
            places = [pane.y_px(value) for value in values]
            known = state, values, [*zip(places, texts(values), strict=True)]
            self._known_numbers[pane] = known
        pane.show_grid(self.moments, known[1])
        return known[2]

    def show_marks(self, switches: Sequence[Switch], frame: Frame) -> None:
        """Where the user switched."""
        ends = frame.left_s * 1e6, frame.right_s * 1e6
        inside = [switch for switch in switches if ends[0] <= switch.at_us <= ends[1]][-MOST:]
        self.marks.show(
            [(self.price.x_px(switch.at_us / 1e6), switch) for switch in inside],
            self.price.size.width(),
            [(pane.box, pane.size.height()) for pane in self.shown],
            self.price.legend.height,
        )

    def _widen(self, texts: list[str]) -> None:
        """Make room for the widest price; all panes keep one width."""
        wanted = self.price.scale.width_for([*texts, "0000.00"])
        if not self._stack.scale_width_px - 24 <= wanted <= self._stack.scale_width_px:
            self._stack.set_scale_width(wanted)

    def _share_room(self) -> None:
        lower = {
            pane: self._share_of(name)
            for pane, name in self._names.items()
            if name in self._shown_names
        }
        self._stack.share(self.all, {self.price: PRICE_SHARE, **lower})


def _nothing(_value: float) -> str:
    return ""


def _no_ticks(_bottom: float, _top: float, _count: float) -> list[float]:
    return []
