"""Fields that are typed: a line, several lines, a list one a line, a number, a day."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidgetAction

from jmapdesk.ui.completing import NameCompleter
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.field import Field, PlainBox, PlainLine
from jmapdesk.ui.inspector.said import filled, said

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_SHORT_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\Z", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)\Z", re.ASCII)


class TypedField(Field):
    """A line whose text stands for a value. Text that stands for none is kept, explained and not applied."""

    continuous = True

    def __init__(self, placeholder: str = "", longest: int = 2000) -> None:
        super().__init__()
        self.line = PlainLine()
        self.line.setPlaceholderText(placeholder)
        self.line.setMaxLength(longest)
        self.holding(self.line)
        self._value: Any = None
        self._usual = placeholder
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self._leave)

    def read(self, text: str) -> Any:
        """The value the text stands for. Raises ValueError, with what to tell the person, where it is none."""
        return text

    def write(self, value: Any) -> str:
        """The text for a value."""
        return str(value)

    def is_unfinished(self, text: str) -> bool:
        """Whether the text may still become something: then nothing is said against it while it is being typed."""
        return False

    @property
    def half(self) -> str:
        """What stands in the line and is no value; empty where all is well."""
        text = self.line.text()
        try:
            self.read(text)
        except ValueError:
            return text
        return ""

    def resume(self, text: str) -> None:
        """Put back what was half typed, and say what is missing."""
        self.line.setText(text)
        self._say(text)

    def tell_mixed(self, differ: bool) -> None:
        self.line.setPlaceholderText(said("Several") if differ else self._usual)

    def load(self, value: Any, fresh: bool = False) -> None:
        if not fresh and value == self._value and type(value) is type(self._value):
            return
        self._value = value
        text = self.write(value)
        if text != self.line.text():
            self.line.setText(text)
        self.line.setCursorPosition(len(text) if self.line.hasFocus() and not fresh else 0)
        self._say(text)

    def _typed(self, text: str) -> None:
        try:
            value = self.read(text)
        except ValueError as error:
            self.problem.emit("" if self.is_unfinished(text) else str(error))
            return
        self.problem.emit("")
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def _say(self, text: str) -> bool:
        try:
            self.read(text)
        except ValueError as error:
            self.problem.emit(str(error))
            return False
        self.problem.emit("")
        return True

    def _leave(self) -> None:
        if self._say(self.line.text()) and self.line.text() != self.write(self._value):
            self.line.setText(self.write(self._value))
        self.left.emit()

    def give_up(self) -> None:
        self.load(self._value, fresh=True)


class LineField(TypedField):
    """One line of text."""


class NameField(LineField):
    """The name of a person: those that the map knows already are offered while it is typed."""

    def __init__(self, known: Callable[[], Sequence[str]], placeholder: str = "") -> None:
        super().__init__(placeholder)
        self.names = NameCompleter(self.line, known, self._typed)


class LanguageField(TypedField):
    """A language tag such as ``en`` or ``pt-BR``; empty for unknown."""

    _TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", re.ASCII)

    def read(self, text: str) -> str:
        text = text.strip()
        if text and not self._TAG.match(text):
            raise ValueError(said("A language is written like en, de or pt-BR."))
        return text

    def is_unfinished(self, text: str) -> bool:
        return len(text) < 2 or text.endswith("-")


class NumberField(TypedField):
    """A number or nothing, within bounds; a comma will do for the point."""

    def __init__(
        self,
        least: float | None = None,
        most: float | None = None,
        whole: bool = False,
        required: bool = False,
        placeholder: str = "",
        digits: int | None = None,
    ) -> None:
        super().__init__(placeholder, 40)
        self._least, self._most, self._whole, self._required = least, most, whole, required
        self._digits = digits

    def read(self, text: str) -> float | int | None:
        text = "".join(text.split()).replace("−", "-")
        if not text:
            if self._required:
                raise ValueError(said("A number is needed here."))
            return None
        text = text.replace(",", ".") if "." not in text else text
        if not _NUMBER.match(text) or not math.isfinite(float(text)):
            raise ValueError(said("This is no number."))
        value = float(text)
        if self._digits is not None:
            value = round(value, self._digits) + 0.0
        if self._whole:
            if value != int(value):
                raise ValueError(said("Whole numbers only."))
            value = int(value)
        low, high = self._least, self._most
        if (low is not None and value < low) or (high is not None and value > high):
            if low is not None and high is not None:
                raise ValueError(filled("From {low} to {high}.", low=number_text(low), high=number_text(high)))
            bound = low if low is not None else high
            words = "{bound} or more." if low is not None else "{bound} or less."
            raise ValueError(filled(words, bound=number_text(bound)))
        return value

    def write(self, value: Any) -> str:
        return number_text(value)

    def is_unfinished(self, text: str) -> bool:
        return text.strip() in ("-", "−", "+", ".", ",")


def number_text(value: float | int | None) -> str:
    """A number as it is typed: no idle zeros, a true minus sign; empty for none."""
    if value is None:
        return ""
    text = str(value) if isinstance(value, int) else repr(value).removesuffix(".0")
    return text.replace("-", "−") if "e" not in text else text


class DayField(TypedField):
    """A day as ``YYYY-MM-DD``, or nothing; a small calendar helps."""

    def __init__(self, icons: IconSet) -> None:
        super().__init__("YYYY-MM-DD", 40)
        self._button = QToolButton()
        self._button.setObjectName("small")
        self._button.setIcon(icons.icon("calendar"))
        self._button.setIconSize(QSize(15, 15))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setAccessibleName(said("Choose the day in a calendar"))
        self._button.setToolTip(said("Calendar"))
        self._button.clicked.connect(self._show_calendar)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._button)
        self._menu: QMenu | None = None

    def read(self, text: str) -> str:
        text = text.strip()
        if text:
            try:
                if not _DAY.match(text):
                    raise ValueError
                date.fromisoformat(text)
            except ValueError:
                raise ValueError(said("This is no day. Write it as YYYY-MM-DD.")) from None
        return text

    def finish(self) -> None:
        """Write out a day that was written shorter: only now, for a 3 may still become a 30."""
        found = _SHORT_DAY.match(self.line.text().strip())
        if found is None or not self.half:
            return
        try:
            day = date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            return
        self.line.setText(day)
        self._typed(day)

    def _leave(self) -> None:
        self.finish()
        super()._leave()

    def is_unfinished(self, text: str) -> bool:
        return len(text.strip()) < 10 and bool(re.match(r"[\d-]*\Z", text.strip(), re.ASCII))

    def pick(self, day: QDate) -> None:
        """Take a day from the calendar."""
        if self._menu is not None:
            self._menu.close()
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        self._typed(self.line.text())
        self.left.emit()

    def _show_calendar(self) -> None:
        if self._menu is None:
            self._menu = QMenu(self)
            calendar = QCalendarWidget()
            calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            calendar.clicked.connect(self.pick)
            calendar.activated.connect(self.pick)
            action = QWidgetAction(self._menu)
            action.setDefaultWidget(calendar)
            self._menu.addAction(action)
            self._calendar = calendar
        shown = QDate.fromString(self.line.text().strip(), Qt.DateFormat.ISODate)
        self._calendar.setSelectedDate(shown if shown.isValid() else QDate.currentDate())
        self._menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))


class BoxField(Field):
    """Several lines of plain text."""

    continuous = True

    def __init__(self, placeholder: str = "", least: int = 1, most: int = 14, lines: bool = True) -> None:
        super().__init__()
        self.box = PlainBox(least, most, lines)
        self.box.setPlaceholderText(placeholder)
        self.holding(self.box)
        self._value: Any = None
        self._loading = False
        self.box.textChanged.connect(self._typed)
        self.box.left.connect(self.left)

    def read(self, text: str) -> Any:
        """The value the text stands for."""
        return text

    def write(self, value: Any) -> str:
        """The text for a value."""
        return str(value)

    def load(self, value: Any, fresh: bool = False) -> None:
        if not fresh and value == self._value:
            return
        self._value = value
        text = self.write(value)
        if text != self._text():
            self._loading = True
            try:
                self.box.setPlainText(text)
            finally:
                self._loading = False
            if not fresh:
                cursor = self.box.textCursor()
                cursor.movePosition(cursor.MoveOperation.End)
                self.box.setTextCursor(cursor)
        self.problem.emit("")

    def _text(self) -> str:
        """What stands in the box; ``toPlainText`` would turn no-break spaces into plain ones."""
        raw = self.box.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    def _typed(self) -> None:
        if self._loading:
            return
        value = self.read(self._text())
        if value != self._value:
            self._value = value
            self.edited.emit(value)


class ListField(BoxField):
    """Short texts, one a line; empty lines do not count."""

    def read(self, text: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in text.split("\n") if line.strip())

    def write(self, value: Any) -> str:
        return "\n".join(" ".join(text.split("\n")) for text in value)


class TitleField(BoxField):
    """A title: one paragraph, however long; Enter goes on to the next field."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder, lines=False)
        self.setObjectName("headline")

    def read(self, text: str) -> str:
        return text.replace("\n", " ")
