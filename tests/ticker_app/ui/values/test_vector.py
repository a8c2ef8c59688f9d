"""Painting as a drawing whose lines are where they are on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from ticker_app.ui.values.vector import svg_of

SIZE = QSize(100, 60)
INK, GROUND = "#ff0000", "#ffffff"
AT_S = 1_732_242_000
"""A moment of a chart."""

pytestmark = pytest.mark.usefixtures("qapp")


def seen(svg: bytes) -> QImage:
    """The drawing as a program shows it that reads SVG."""
    renderer = QSvgRenderer(svg)
    assert renderer.isValid()
    return painted(lambda painter: renderer.render(painter, QRectF(0, 0, 100, 60)))


def painted(paint: Callable[[QPainter], None]) -> QImage:
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def inked(image: QImage) -> set[tuple[int, int]]:
    """Where there is ink."""
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if QColor(image.pixel(x, y)).green() < 128
    }


def to_view(painter: QPainter) -> None:
    """A minute from `AT_S` on, prices from 0 to 60 upwards."""
    painter.scale(100 / 60, -1)
    painter.translate(-AT_S, -60)


def shape(draw: Callable[[QPainter], None]) -> Callable[[QPainter], None]:
    def paint(painter: QPainter) -> None:
        pen = QPen(QColor(INK), 3)
        pen.setCosmetic(True)
        painter.setPen(pen)
        to_view(painter)
        draw(painter)

    return paint


def path() -> QPainterPath:
    made = QPainterPath(QPointF(AT_S + 10, 10))
    made.lineTo(AT_S + 40, 50)
    return made


CORNERS = [QPointF(AT_S + x, y) for x, y in ((10, 10), (50, 30), (20, 50))]


@pytest.mark.parametrize(
    "draw",
    [
        lambda painter: painter.drawPath(path()),
        lambda painter: painter.drawLine(QLineF(AT_S + 10, 10, AT_S + 40, 50)),
        lambda painter: painter.drawRect(QRectF(AT_S + 10, 10, 20, 30)),
        lambda painter: painter.fillRect(QRectF(AT_S + 10, 10, 20, 30), QColor(INK)),
        lambda painter: painter.drawPolygon(QPolygonF(CORNERS)),
        lambda painter: painter.drawPolyline(QPolygonF(CORNERS)),
        lambda painter: painter.drawEllipse(QRectF(AT_S + 10, 10, 20, 30)),
        lambda painter: painter.drawPoints([CORNERS[0], CORNERS[2]]),
    ],
    ids=["path", "line", "rectangle", "filling", "polygon", "polyline", "ellipse", "points"],
)
def test_a_shape_of_moments_is_drawn_where_it_is_seen(draw: Callable[[QPainter], None]) -> None:
    there = inked(painted(shape(draw)))
    drawn = inked(seen(svg_of(shape(draw), SIZE, "shape")))
    assert there
    near = {
        (x + dx, y + dy) for x, y in there for dx in (-2, -1, 0, 1, 2) for dy in (-2, -1, 0, 1, 2)
    }
    assert drawn <= near
    assert len(drawn) > len(there) / 3


def clips(svg: str) -> list[set[tuple[float, float]]]:
    """The corners within which each of the fillings may be seen; none: anywhere."""
    areas = {
        name: {(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)}
        for name, path in re.findall(r'id="(\w+)">\s*<path[^>]* d="([^"]*)"', svg)
    }
    fillings = [group for group in svg.split("\n\n") if "<polygon" in group]
    names = [re.search(r"clip-path=.url\(#(\w+)", group) for group in fillings]
    return [areas[name[1]] if name else set() for name in names]


def test_what_is_clipped_on_the_screen_is_clipped_in_the_drawing() -> None:
    def paint(painter: QPainter) -> None:
        ink = QColor(INK)
        painter.save()
        painter.setClipRect(QRect(0, 0, 50, 60))
        painter.translate(10, 0)
        painter.setClipRect(QRectF(10, 0, 80, 30), Qt.ClipOperation.IntersectClip)
        painter.fillRect(0, 0, 1, 1, ink)
        painter.setClipping(False)
        painter.fillRect(0, 0, 2, 2, ink)
        painter.setClipping(True)
        painter.fillRect(0, 0, 3, 3, ink)
        painter.restore()
        painter.fillRect(0, 0, 4, 4, ink)

    corner = {(20.0, 0.0), (50.0, 0.0), (50.0, 30.0), (20.0, 30.0)}
    assert clips(svg_of(paint, SIZE, "clip").decode()) == [corner, set(), corner, set()]


def test_what_is_clipped_away_altogether_leaves_a_sound_drawing() -> None:
    def paint(painter: QPainter) -> None:
        painter.setClipRect(QRect(0, 0, 10, 10))
        painter.setClipRect(QRect(50, 50, 10, 10), Qt.ClipOperation.IntersectClip)
        painter.fillRect(0, 0, 100, 60, QColor(INK))
        painter.drawPath(QPainterPath())

    svg = svg_of(paint, SIZE, "nothing")
    assert QSvgRenderer(svg).isValid()
    assert clips(svg.decode()) == [{(-2.0, -2.0), (-1.0, -2.0), (-1.0, -1.0), (-2.0, -1.0)}]


def test_text_stays_text() -> None:
    def paint(painter: QPainter) -> None:
        painter.setPen(QColor(INK))
        painter.translate(5, 40)
        painter.drawText(QPoint(0, 0), "97.35")

    assert ">97.35<" in svg_of(paint, SIZE, "text").decode()


def test_a_wide_pen_grows_with_the_picture_unless_it_is_cosmetic() -> None:
    def paint(painter: QPainter) -> None:
        painter.scale(2, 2)
        painter.setPen(QPen(QColor(INK), 3))
        painter.drawLine(0, 10, 50, 10)

    assert re.search(r'stroke-width="6"', svg_of(paint, SIZE, "pen").decode())


def test_an_image_has_its_place() -> None:
    def paint(painter: QPainter) -> None:
        pixmap = QPixmap(10, 10)
        pixmap.fill(QColor(INK))
        painter.translate(30, 20)
        painter.drawPixmap(QPoint(0, 0), pixmap)

    assert inked(seen(svg_of(paint, SIZE, "image"))) == inked(painted(paint))


def test_a_drawing_has_a_title_and_a_size() -> None:
    svg = svg_of(lambda painter: None, SIZE, "AAA · ticks").decode()
    assert "<title>AAA · ticks</title>" in svg
    assert 'viewBox="0 0 100 60"' in svg
