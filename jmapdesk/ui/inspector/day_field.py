"""A day: typed as the person writes days, or chosen in a calendar."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtWidgets import QToolButton

from jmapdesk.ui.day_habits import example, habits_for
from jmapdesk.ui.inspector.calendar import Calendar
from jmapdesk.ui.inspector.page import Desk
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.text_fields import TypedField
from jmapdesk.util.days import Habits, may_become_day, read_day

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


class DayField(TypedField):
    """A day as ``YYYY-MM-DD``, or nothing. Other ways to write one are understood when the person is done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("YYYY-MM-DD", 40)
        self._desk = desk
        self._button = QToolButton()
        self._button.setObjectName("small")
        self._button.setIcon(desk.icons.icon("calendar"))
        self._button.setIconSize(QSize(15, 15))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setAccessibleName(said("Choose the day in a calendar"))
        self._button.setToolTip(said("Calendar"))
        self._button.clicked.connect(self._show_calendar)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._button)
        self.calendar: Calendar | None = None
        self.line.returnPressed.connect(self.finish)

    def _habits(self) -> Habits:
        return habits_for(self._desk.journey.about.language)

    def read(self, text: str) -> str:
        text = text.strip()
        if text:
            try:
                if not _DAY.match(text):
                    raise ValueError
                date.fromisoformat(text)
            except ValueError:
                raise ValueError(
                    filled("This is no day. Write it as YYYY-MM-DD, or as {example}.", example=example())
                ) from None
        return text

    def finish(self) -> None:
        """Write out a day that was written in another way: only now, for a 3 may still become a 30."""
        if self.half and (day := read_day(self.line.text(), self._habits())) is not None:
            self.line.setText(day.isoformat())
            self._typed(self.line.text())

    def _leave(self) -> None:
        self.finish()
        super()._leave()

    def is_unfinished(self, text: str) -> bool:
        return may_become_day(text, self._habits())

    def pick(self, day: QDate) -> None:
        """Take a day from the calendar."""
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        self._typed(self.line.text())
        self.left.emit()

    def _show_calendar(self) -> None:
        if self.calendar is None:
            self.calendar = Calendar(self, self._desk.icons, self._desk.tokens)
            self.calendar.picked.connect(self.pick)
        self.finish()
        self.calendar.open_under(self._button, QDate.fromString(self.line.text().strip(), Qt.DateFormat.ISODate))
