"""Pages with a real text layer, from the same drawing operations."""

from __future__ import annotations

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from samples.generator.fonts import Face, font_file
from samples.generator.page import Curve, Drawing, Fill, Page, Rule, Text
from samples.generator.style import Colour


def draw_page(canvas: Canvas, page: Page) -> None:
    """One page drawn into a PDF."""
    canvas.setPageRotation(0)
    canvas.setPageSize((page.width, page.height))
    for drawing in page.drawings:
        _draw(canvas, drawing, page.height)
    canvas.showPage()


def _font_name(face: Face) -> str:
    name = f"{face.family}-{int(face.bold)}{int(face.italic)}".replace(" ", "")
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(font_file(face))))
    return name


def _tone(colour: Colour) -> tuple[float, float, float]:
    return colour[0] / 255, colour[1] / 255, colour[2] / 255


def _draw(canvas: Canvas, drawing: Drawing, height: float) -> None:
    if isinstance(drawing, Text):
        canvas.setFillColorRGB(*_tone(drawing.colour))
        canvas.setFont(_font_name(drawing.face), drawing.size)
        canvas.drawString(drawing.x, height - drawing.baseline, drawing.text)
    elif isinstance(drawing, Fill):
        x0, y0, x1, y1 = drawing.box
        canvas.setFillColorRGB(*_tone(drawing.colour))
        canvas.rect(x0, height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
    elif isinstance(drawing, Rule):
        canvas.setStrokeColorRGB(*_tone(drawing.colour))
        canvas.setLineWidth(drawing.width)
        canvas.setDash([drawing.dash, drawing.dash] if drawing.dash else [])
        canvas.line(drawing.x0, height - drawing.y0, drawing.x1, height - drawing.y1)
    elif isinstance(drawing, Curve):
        _curve(canvas, drawing, height)


def _curve(canvas: Canvas, curve: Curve, height: float) -> None:
    canvas.setStrokeColorRGB(*_tone(curve.colour))
    canvas.setFillColorRGB(*_tone(curve.colour))
    canvas.setLineWidth(curve.width)
    canvas.setDash([])
    path = canvas.beginPath()
    path.moveTo(curve.points[0][0], height - curve.points[0][1])
    for x, y in curve.points[1:]:
        path.lineTo(x, height - y)
    canvas.drawPath(path, stroke=1, fill=int(curve.filled))
