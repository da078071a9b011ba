"""Fields that are typed: a line, several lines, a list one a line, a number."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtWidgets import QLabel

from jmapdesk.ui.completing import NameCompleter
from jmapdesk.ui.inspector.field import Field, PlainBox, PlainLine
from jmapdesk.ui.inspector.said import filled, said

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
        unit: Callable[[float | int | None], str] | None = None,
    ) -> None:
        """``unit`` gives the word that stands behind a number, and behind none."""
        super().__init__(placeholder, 40)
        self._least, self._most, self._whole, self._required = least, most, whole, required
        self._digits = digits
        self._unit = unit
        self.unit = QLabel()
        self.unit.setObjectName("quiet")
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.unit)
        self.unit.setVisible(unit is not None)
        self._say_unit()
        self.line.textChanged.connect(self._say_unit)

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

    def _say_unit(self) -> None:
        if self._unit is not None:
            with suppress(ValueError):
                self.unit.setText(self._unit(self.read(self.line.text())))

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
