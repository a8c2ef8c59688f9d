"""Painting as a drawing (SVG) whose lines are where they are on the screen.

`QSvgGenerator` writes coordinates as they are given, with six digits. A chart gives moments,
seconds since 1970, and moves them into the picture by a transformation: with six digits all of
them are the same. So everything is moved into the picture before it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTextItem,
    QTransform,
)
from PySide6.QtSvg import QSvgGenerator
from typing_extensions import override

_DPI = 96
_MM_PER_INCH = 25.4
_NOWHERE = QRectF(-2, -2, 1, 1)
"""Outside of any picture."""


def svg_of(paint: Callable[[QPainter], None], size: QSize, title: str) -> bytes:
    """What ``paint`` paints on so many pixels, as an SVG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(_DPI)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    writer = QPainter(generator)
    device = _PixelDevice(size, writer)
    painter = QPainter(device)
    paint(painter)
    painter.end()
    writer.end()
    return bytes(buffer.data().data())


class _PixelDevice(QPaintDevice):
    """So many pixels; what is painted on them goes to the writer, in pixels."""

    def __init__(self, size: QSize, writer: QPainter) -> None:
        super().__init__()
        self._engine = _PixelEngine(writer)
        metrics = QPaintDevice.PaintDeviceMetric
        self._metrics = {
            metrics.PdmWidth: size.width(),
            metrics.PdmHeight: size.height(),
            metrics.PdmWidthMM: round(size.width() / _DPI * _MM_PER_INCH),
            metrics.PdmHeightMM: round(size.height() / _DPI * _MM_PER_INCH),
            metrics.PdmNumColors: 1 << 24,
            metrics.PdmDepth: 32,
            metrics.PdmDevicePixelRatio: 1,
            metrics.PdmDevicePixelRatioScaled: 1 << 16,
        }

    @override
    def paintEngine(self) -> QPaintEngine:
        return self._engine

    @override
    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(metric, _DPI)


class _PixelEngine(QPaintEngine):
    """Moves shapes into the picture; the writer then needs no transformation for them."""

    def __init__(self, writer: QPainter) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._writer = writer
        self._to_pixels = QTransform()
        self._clip: QPainterPath | None = None

    @override
    def begin(self, device: QPaintDevice) -> bool:
        return True

    @override
    def end(self) -> bool:
        return True

    @override
    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    @override
    def updateState(self, state: QPaintEngineState) -> None:
        flag = QPaintEngine.DirtyFlag
        changed = state.state()
        self._to_pixels = state.transform()
        if changed & flag.DirtyClipRegion:
            region = QPainterPath()
            region.addRegion(state.clipRegion())
            self._take_clip(region, state.clipOperation())
        if changed & flag.DirtyClipPath:
            self._take_clip(state.clipPath(), state.clipOperation())
        if changed & (flag.DirtyClipRegion | flag.DirtyClipPath | flag.DirtyClipEnabled):
            self._set_clip(state.isClipEnabled())
        self._writer.setPen(self._pen(state.pen()))
        self._writer.setBrush(state.brush())
        self._writer.setOpacity(state.opacity())

    def _take_clip(self, path: QPainterPath, operation: Qt.ClipOperation) -> None:
        inside = self._to_pixels.map(path)
        if operation is Qt.ClipOperation.NoClip:
            self._clip = None
        elif operation is Qt.ClipOperation.IntersectClip and self._clip is not None:
            self._clip = self._clip.intersected(inside)
        else:
            self._clip = inside
        if self._clip is not None and self._clip.isEmpty():
            # A path without points is damaged, as some programs see it.
            self._clip = QPainterPath()
            self._clip.addRect(_NOWHERE)

    def _set_clip(self, enabled: bool) -> None:
        if enabled and self._clip is not None:
            self._writer.setClipPath(self._clip)
        else:
            self._writer.setClipping(False)

    def _pen(self, pen: QPen) -> QPen:
        """As wide as it comes out."""
        made = QPen(pen)
        if not pen.isCosmetic():
            made.setWidthF(pen.widthF() * abs(self._to_pixels.determinant()) ** 0.5)
            made.setCosmetic(True)
        return made

    @override
    def drawPath(self, path: QPainterPath, /) -> None:
        if not path.isEmpty():
            self._writer.drawPath(self._to_pixels.map(path))

    @override
    def drawLines(self, lines: Iterable[Any], /) -> None:
        self._writer.drawLines([self._to_pixels.map(QLineF(line)) for line in lines])

    @override
    def drawRects(self, rects: Iterable[Any], /) -> None:
        for rect in rects:
            self._writer.drawPolygon(self._to_pixels.map(QPolygonF(QRectF(rect))))

    @override
    def drawPolygon(self, points: Iterable[Any], mode: QPaintEngine.PolygonDrawMode, /) -> None:
        moved = self._to_pixels.map(QPolygonF([QPointF(point) for point in points]))
        if mode is QPaintEngine.PolygonDrawMode.PolylineMode:
            self._writer.drawPolyline(moved)
        else:
            self._writer.drawPolygon(moved)

    @override
    def drawEllipse(self, r: QRectF | QRect, /) -> None:
        path = QPainterPath()
        path.addEllipse(QRectF(r))
        self.drawPath(path)

    @override
    def drawPoints(self, points: Iterable[Any], /) -> None:
        self._writer.drawPoints([self._to_pixels.map(QPointF(point)) for point in points])

    @override
    def drawTextItem(self, p: Any, textItem: QTextItem, /) -> None:
        self._writer.setFont(textItem.font())
        with self._transformed():
            self._writer.drawText(QPointF(p), textItem.text())

    @override
    def drawPixmap(self, r: Any, pm: Any, sr: Any, /) -> None:
        with self._transformed():
            self._writer.drawPixmap(QRectF(r), pm, QRectF(sr))

    @contextmanager
    def _transformed(self) -> Iterator[None]:
        """Text and images cannot be moved point by point; theirs is never a matter of digits."""
        self._writer.setTransform(self._to_pixels)
        yield
        self._writer.setTransform(QTransform())
