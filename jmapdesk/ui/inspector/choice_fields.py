"""Fields that are chosen: from a list, from a few buttons side by side, on or off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from jmapdesk.model.records import Persona
from jmapdesk.ui.inspector.field import Field, NoWheel, PlainLine
from jmapdesk.ui.inspector.said import said, unmarked
from jmapdesk.ui.look import Tokens
from jmapdesk.util.one_line import one_line


class Choice(NamedTuple):
    """A value to choose, its words, and how it looks when chosen (segments only)."""

    value: Any
    words: str
    icon: QIcon | None = None
    ground: str = ""
    ink: str = ""


class ChoiceField(Field):
    """One of a list. A value that is not in it shows as it stands and stays until another is chosen."""

    def __init__(self, choices: Iterable[Choice] = (), unknown: str = "") -> None:
        super().__init__()
        self.combo = QComboBox()
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel scrolls the panel and takes no focus
        self.combo.installEventFilter(_no_wheel(self))
        self.holding(self.combo)
        self._choices: tuple[Choice, ...] = ()
        self._value: Any = None
        self._unknown = unknown
        self.offer(choices)
        self.combo.activated.connect(self._chosen)

    def offer(self, choices: Iterable[Choice]) -> None:
        """Offer other choices; the value stays."""
        wanted = tuple(choices)
        if wanted == self._choices and self.combo.count():
            return
        self._choices = wanted
        self._fill()

    def load(self, value: Any, fresh: bool = False) -> None:
        if fresh or value != self._value or self.combo.currentIndex() < 0:
            self._value = value
            self._fill()

    def _fill(self) -> None:
        shown = list(self._choices)
        if all(choice.value != self._value for choice in shown):
            shown.append(Choice(self._value, self._unknown or str(self._value or "")))
        if self.combo.count() != len(shown) or any(
            self.combo.itemText(place) != one_line(choice.words) for place, choice in enumerate(shown)
        ):
            self.combo.clear()
            for choice in shown:
                self.combo.addItem(choice.icon or QIcon(), one_line(choice.words))
        self._shown = shown
        self.combo.setCurrentIndex(next(i for i, choice in enumerate(shown) if choice.value == self._value))

    def _chosen(self, place: int) -> None:
        value = self._shown[place].value
        if value != self._value:
            self._value = value
            self.edited.emit(value)
            self._fill()


class _OpenCombo(QComboBox):
    """A list one may type in; Esc is for whoever holds it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class OwnTextField(Field):
    """One of a list, or any text of one's own: the value is the choice's, else the text."""

    continuous = True

    def __init__(self, choices: Sequence[Choice], placeholder: str = "") -> None:
        super().__init__()
        self._choices = tuple(choices)
        self.combo = _OpenCombo()
        self.line = PlainLine()
        self.line.setPlaceholderText(placeholder)
        self._usual = placeholder
        self.line.setMaxLength(400)
        self.line.setFrame(False)
        self.combo.setEditable(True)
        self.combo.setLineEdit(self.line)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setCompleter(None)  # type: ignore[arg-type]  # none is what Qt documents for "no completion"
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel scrolls the panel and takes no focus
        self.combo.installEventFilter(_no_wheel(self))
        for choice in self._choices:
            self.combo.addItem(choice.icon or QIcon(), choice.words)
        self.holding(self.combo)
        self._value = ""
        self.combo.activated.connect(lambda place: self._set(str(self._choices[place].value)))
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self.left)
        self.load("", fresh=True)

    def tell_mixed(self, differ: bool) -> None:
        self.line.setPlaceholderText(said("Several") if differ else self._usual)

    def load(self, value: Any, fresh: bool = False) -> None:
        if not fresh and value == self._value:
            return
        self._value = str(value)
        place = next((i for i, choice in enumerate(self._choices) if choice.value == value), -1)
        self.combo.setCurrentIndex(place)
        self.combo.setEditText(self._choices[place].words if place >= 0 else self._value)
        if fresh or not self.line.hasFocus():
            self.line.setCursorPosition(0)

    def name(self, words: str) -> None:
        super().name(words)
        self.line.setAccessibleName(words)

    def _typed(self, text: str) -> None:
        typed = text.strip().casefold()
        known = (str(c.value) for c in self._choices if c.words.casefold() == typed)
        self._set(next(known, text))

    def _set(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.edited.emit(value)


class SegmentField(Field):
    """A few choices side by side. With ``none`` a second press on the chosen one lets go of it (value None)."""

    def __init__(self, choices: Sequence[Choice], tokens: Tokens, none: bool = False) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self._value: Any = None
        self._none = none
        frame = QFrame()
        frame.setObjectName("segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self.buttons: list[QToolButton] = []
        group = QButtonGroup(self)
        group.setExclusive(False)
        for choice in self._choices:
            button = QToolButton()
            button.setObjectName("segment")
            button.setText(unmarked(choice.words))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
            if choice.ground:
                # its own rules beat those of the window: the focus ring is the ink, which is seen on any of them
                button.setStyleSheet(
                    f"QToolButton#segment:checked {{ background: {choice.ground}; color: {choice.ink}; "
                    f"border-color: {choice.ground}; }}"
                    f"QToolButton#segment:checked:focus {{ border-color: {choice.ink}; }}"
                )
            button.clicked.connect(lambda _checked=False, value=choice.value: self._pressed(value))
            row.addWidget(button)
            group.addButton(button)
            self.buttons.append(button)
        self.holding(frame)
        self.setFocusProxy(self.buttons[0])

    def load(self, value: Any, fresh: bool = False) -> None:
        self._value = value
        self._show()

    def name(self, words: str) -> None:
        for button, choice in zip(self.buttons, self._choices, strict=True):
            button.setAccessibleName(f"{words}: {choice.words}")

    def _show(self) -> None:
        for button, choice in zip(self.buttons, self._choices, strict=True):
            button.setChecked(choice.value == self._value)

    def _pressed(self, value: Any) -> None:
        wanted = None if self._none and value == self._value else value
        if wanted != self._value:
            self._value = wanted
            self._show()
            self.edited.emit(wanted)
        self._show()


class Switch(QCheckBox):
    """A check box that looks like a switch."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(38, 24)

    def hitButton(self, pos: Any) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(3, (self.height() - 18) / 2, 32, 18)
        mixed = self.checkState() == Qt.CheckState.PartiallyChecked
        on = self.isChecked() and not mixed
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.accent), 2))
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 11, 11)
        painter.setPen(Qt.PenStyle.NoPen)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        painter.setBrush(QColor(self._tokens.accent if on else self._tokens.edge))
        painter.drawRoundedRect(track, 9, 9)
        painter.setBrush(QColor(self._tokens.chrome))
        left = track.left() + (9 if mixed else 16 if on else 2)
        painter.drawEllipse(QRectF(left, track.top() + 2, 14, 14))
        painter.end()


class Check(QCheckBox):
    """A check box in the panel's own dress; the style sheet of some desktops draws none that can be seen."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words()) + 26, max(20, metrics.height() + 4))

    def hitButton(self, pos: Any) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - 18 if rtl else 2
        box = QRectF(left + 0.5, (self.height() - 15) / 2, 15, 15)
        on = self.isChecked()
        edge = self._tokens.accent if on or self.hasFocus() else self._tokens.edge
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1.2))
        painter.setBrush(QColor(self._tokens.accent if on else self._tokens.chrome))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            pen = QPen(QColor(self._tokens.accent_ink), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            points = ((3.7, 7.8), (6.4, 10.4), (11.4, 4.8))
            tick = [QPointF(box.left() + x, box.top() + y) for x, y in points]
            painter.drawPolyline(tick)
        painter.setPen(QColor(self._tokens.ink))
        words = self.rect().adjusted(0 if rtl else 24, 0, -24 if rtl else 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self._words())
        if self.hasFocus() and on:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._tokens.ink), 1.5))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 5, 5)
        painter.end()


class SwitchField(Field):
    """On or off; None where several things differ."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.switch = Switch(tokens)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.switch)
        self.setFocusProxy(self.switch)
        self.switch.clicked.connect(lambda: self.edited.emit(self.switch.isChecked()))

    def load(self, value: Any, fresh: bool = False) -> None:
        if value is None:
            self.switch.setTristate(True)
            self.switch.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.switch.setTristate(False)
            self.switch.setChecked(bool(value))


class PersonaField(Field):
    """Whose card it is: a check for each persona; none checked means everybody."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(4)
        self.checks: dict[str, Check] = {}
        self._value: tuple[str, ...] = ()
        self._words = ""

    def offer(self, personas: Sequence[Persona]) -> None:
        """Have a check for each of these."""
        names = {persona.id: one_line(persona.name, 40) or said("No name") for persona in personas}
        if list(names) != list(self.checks):
            for check in self.checks.values():
                self._rows.removeWidget(check)
                check.deleteLater()
            self.checks = {}
            for key in names:
                check = self.checks[key] = Check(self._tokens)
                check.clicked.connect(self._clicked)
                self._rows.addWidget(check)
            first = next(iter(self.checks.values()), None)
            if first is not None:
                self.setFocusProxy(first)
            self.load(self._value)
        for key, name in names.items():
            self.checks[key].setText(unmarked(name))
            self.checks[key].setAccessibleName(f"{self._words}: {name}")

    def load(self, value: Any, fresh: bool = False) -> None:
        self._value = tuple(value)
        for key, check in self.checks.items():
            check.setChecked(key in self._value)

    def name(self, words: str) -> None:
        self._words = words

    def _clicked(self) -> None:
        others = tuple(key for key in self._value if key not in self.checks)
        self._value = others + tuple(key for key, check in self.checks.items() if check.isChecked())
        self.edited.emit(self._value)


def _no_wheel(owner: Field) -> NoWheel:
    return NoWheel(owner)
