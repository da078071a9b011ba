"""A calendar that pops up under a button, in the window's dress and inside the screen."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.said import said
from jmapdesk.ui.look import Tokens

_NAVIGATION = (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right"))
"""What Qt calls the buttons beside the month, and the icons they get."""


class Calendar(QFrame):
    """``picked`` tells the day; Esc or a press elsewhere closes it without one."""

    picked = Signal(QDate)

    def __init__(self, parent: QWidget, icons: IconSet, tokens: Tokens) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar")
        self._tokens = tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.days = QCalendarWidget()
        self.days.setLocale(QLocale.system())
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        for name, icon in _NAVIGATION:
            button = self.days.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icons.icon(icon))
        column.addWidget(self.days)
        self.days.clicked.connect(self._take)
        self.days.activated.connect(self._take)
        self.setAccessibleName(said("Calendar"))

    def open_under(self, widget: QWidget, day: QDate) -> None:
        """Show it at a day, or at today where that is none: under a widget, or over it where there is more room."""
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(self._tokens.ink))
        head.setForeground(QColor(self._tokens.muted))
        head.setBackground(QColor(self._tokens.chrome))
        self.days.setHeaderTextFormat(head)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(weekday, plain)
        self.days.setSelectedDate(day if day.isValid() else QDate.currentDate())
        self.ensurePolished()
        self.adjustSize()
        room = widget.screen().availableGeometry().adjusted(4, 4, -4, -4)
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 2))
        if corner.y() + self.height() > room.bottom():
            corner.setY(widget.mapToGlobal(QPoint(0, -2)).y() - self.height())
        corner.setX(max(room.left(), min(corner.x(), room.right() + 1 - self.width())))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() + 1 - self.height())))
        self.move(corner)
        self.show()
        self.days.setFocus()

    def _take(self, day: QDate) -> None:
        if self.isVisible():  # a double click tells it twice
            self.close()
            self.picked.emit(day)
