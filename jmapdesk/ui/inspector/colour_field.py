"""A colour: the theme's own, one of its hues, or one typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QHBoxLayout, QVBoxLayout, QWidget

from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.flow import Flow
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.text_fields import TypedField
from jmapdesk.ui.look import Tokens
from jmapdesk.util.colour import contrast, is_colour


class Swatch(QAbstractButton):
    """A round button in a colour; crossed out where it stands for no colour of one's own."""

    def __init__(self, colour: str, tokens: Tokens) -> None:
        super().__init__()
        self.colour = colour
        self._tokens = tokens
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(QSize(18, 18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled() and not self.isChecked():
            painter.setOpacity(0.35)  # it cannot be had
        round_ = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.accent if self.hasFocus() else self._tokens.ink), 2))
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        empty = not self.colour
        painter.setPen(QPen(QColor(self._tokens.muted), 1.2) if empty else Qt.PenStyle.NoPen)
        if not empty and contrast(self.colour, self._tokens.chrome) < 1.5:
            painter.setPen(QPen(QColor(self._tokens.edge), 1))
        painter.setBrush(QColor(self.colour or self._tokens.chrome))
        painter.drawEllipse(round_)
        if empty:
            painter.drawLine(round_.bottomLeft() + (round_.center() - round_.bottomLeft()) * 0.3,
                             round_.topRight() + (round_.center() - round_.topRight()) * 0.3)  # fmt: skip
        painter.end()


class HexField(TypedField):
    """A colour as it is written."""

    def read(self, text: str) -> str:
        text = text.strip()
        text = text if not text or text.startswith("#") else f"#{text}"
        if text and not is_colour(text):
            raise ValueError(said("A colour is written like #3366CC."))
        return text.upper()

    def is_unfinished(self, text: str) -> bool:
        return len(text.strip().removeprefix("#")) < 6


class ColourField(Field):
    """Swatches and a line for any other colour; empty text is none of its own, None where several things differ."""

    continuous = True

    def __init__(self, hues: Sequence[str], tokens: Tokens, none: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(5)
        row = QWidget()
        flow = Flow(row, gap=0)
        self._value: str | None = ""
        self.swatches: list[Swatch] = []
        for hue in ("", *hues):
            swatch = Swatch(hue, tokens)
            swatch.setToolTip(hue or none or said("No colour of its own"))
            swatch.clicked.connect(lambda _checked=False, hue=hue: self._pick(hue))
            flow.addWidget(swatch)
            self.swatches.append(swatch)
        column.addWidget(row)
        self.hex = HexField("#3366CC", 40)
        self.own = Swatch("", tokens)
        self.own.setCheckable(False)
        self.own.setToolTip(said("Any colour…"))
        self.own.clicked.connect(self._ask)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.own)
        line.addWidget(self.hex, 1)
        column.addLayout(line)
        self.setFocusProxy(self.swatches[0])
        self.hex.edited.connect(self._give)
        self.hex.problem.connect(self.problem)
        self.hex.left.connect(self.left)

    def name(self, words: str) -> None:
        for swatch in self.swatches:
            swatch.setAccessibleName(f"{words}: {swatch.toolTip()}")
        self.own.setAccessibleName(f"{words}: {self.own.toolTip()}")
        self.hex.name(filled("{field} as a number", field=words))

    def load(self, value: Any, fresh: bool = False) -> None:
        self._value = None if value is None else str(value)
        self._show()
        self.hex.load(self._value or "", fresh)

    def _show(self) -> None:
        for swatch in self.swatches:
            swatch.setChecked(self._value is not None and swatch.colour.casefold() == self._value.casefold())
        self.own.colour = self._value if self._value and is_colour(self._value) else ""
        self.own.update()

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self._value or "#3F5BD8"), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: self._pick(colour.name().upper()))
        dialog.setModal(False)
        dialog.show()

    def _pick(self, hue: str) -> None:
        self.left.emit()
        self._give(hue)
        self.load(self._value, fresh=True)
        self.left.emit()

    def _give(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self._show()
            self.edited.emit(value)
