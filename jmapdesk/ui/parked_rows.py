"""How a parked card looks in its list: like a small card, with its kind over its words."""

from __future__ import annotations

from typing import Final, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from jmapdesk.layout.theme import Theme
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.model.records import Card
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.naming import kind_name

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_GAP: Final = 3
_PAD: Final = 9
_LINES: Final = 3
"""Lines of its words that a row has room for."""
_MOST: Final = 240
"""Letters that are looked at for it."""


class ParkedRows(QStyledItemDelegate):
    """Paints the rows in the colours of the map's theme, as ``theme`` says."""

    def __init__(self, icons: IconSet, view: QListView) -> None:
        super().__init__(view)
        self._icons, self._list = icons, view
        self.theme = Theme()

    def _small(self) -> QFont:
        font = QFont(self._list.font())
        font.setPixelSize(11)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _words(self, card: Card, width: int) -> str:
        """What stands on the card, as far as its lines hold it."""
        words = " ".join((card.text or card.word or card.alt).split())[:_MOST]
        shown = words
        while shown and self._lines(shown, width) > _LINES:
            shown = shown[: shown.rstrip(" …").rfind(" ")].rstrip() + "…" if " " in shown else shown[: len(shown) // 2]
        return shown

    def _lines(self, words: str, width: int) -> int:
        metrics = self._list.fontMetrics()
        high = metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, words).height()
        return max(1, round(high / metrics.lineSpacing()))

    def _room(self) -> int:
        """Pixels that a line of words has."""
        return max(40, self._list.viewport().width() - 2 * (_GAP + _PAD) - 1)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as the words need, up to three lines of them."""
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        width, room = self._list.viewport().width(), self._room()
        words = self._words(card, room)
        metrics, lines = self._list.fontMetrics(), self._lines(words, room) if words else 0
        small = QFontMetrics(self._small()).height()
        return QSize(width, small + lines * metrics.lineSpacing() + 2 * (_GAP + 6) + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """A card: fill, border, icon and kind, words."""
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = getattr(option, "rect")  # noqa: B009 - the stubs do not know the option's fields
        state = getattr(option, "state")  # noqa: B009
        colours = self.theme.kind(card.kind, card.colour)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.fill))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        pen = QPen(QColor(self.theme.colours.focus if chosen else colours.border), 2 if chosen else 1)
        painter.setPen(pen)
        box = rect.adjusted(_GAP, _GAP, -_GAP, -_GAP)
        painter.drawRoundedRect(box, 7, 7)
        inner = box.adjusted(_PAD, 6, -_PAD, -6)
        known = CARD_KINDS.get(card.kind)
        icon = self._icons.icon(known.icon if known else "type", colours.ink, colours.fill)
        small = self._small()
        head = QFontMetrics(small).height()
        rtl = self._list.isRightToLeft()
        icon.paint(painter, QRect(inner.right() - 12 if rtl else inner.x(), inner.y(), 13, head))
        painter.setPen(QColor(colours.ink))
        painter.setFont(small)
        line = QRect(inner.x(), inner.y(), inner.width(), head).adjusted(0 if rtl else 18, 0, -18 if rtl else 0, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, kind_name(card.kind))
        painter.setFont(self._list.font())
        body = QRect(inner.x(), inner.y() + head + 2, inner.width(), inner.height() - head - 2)
        painter.setClipRect(body)
        words = self._words(card, self._room())
        painter.drawText(body, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading, words)
        painter.restore()
