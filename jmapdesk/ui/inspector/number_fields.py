"""Fields that are slid: impact and effort by thirds, a feeling's score in tenths."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton

from jmapdesk.model.kinds import third
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.field import Field, NoWheel
from jmapdesk.ui.inspector.said import said
from jmapdesk.ui.inspector.text_fields import NumberField
from jmapdesk.ui.track_slider import TrackSlider


class SlideField(Field):
    """A slider for a number that may be missing, with a button that takes it away."""

    continuous = True

    def __init__(self, icons: IconSet, least: float, most: float, steps: int, clear: str) -> None:
        super().__init__()
        self._least, self._most, self._steps = least, most, steps
        self._value: float | None = None
        self._mixed = False
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.slider = TrackSlider()
        self.slider.setRange(0, steps)
        self.slider.setPageStep(max(1, steps // 10))
        self.slider.setMinimumWidth(40)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.installEventFilter(NoWheel(self))
        self.row.addWidget(self.slider, 1)
        self.clear = QToolButton()
        self.clear.setObjectName("small")
        self.clear.setIcon(icons.icon("x"))
        self.clear.setIconSize(QSize(14, 14))
        self.clear.setAccessibleName(clear)
        self.clear.setToolTip(clear)
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clear.clicked.connect(self._clear)
        self.row.addWidget(self.clear)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(self._let_go)

    def show_value(self, value: float | None) -> None:
        """Say the value in words beside the slider."""

    def tell_mixed(self, differ: bool) -> None:
        self._mixed = differ

    def load(self, value: Any, fresh: bool = False) -> None:
        self._value = value
        self._show()

    def _show(self) -> None:
        value = self._value
        middle = (self._least + self._most) / 2
        share = ((middle if value is None else value) - self._least) / (self._most - self._least)
        self.slider.blockSignals(True)
        self.slider.setValue(round(share * self._steps))
        self.slider.blockSignals(False)
        self.slider.setProperty("empty", value is None)
        self.slider.style().polish(self.slider)
        self.slider.update()  # its thumb may look different where it stands
        self.clear.setEnabled(value is not None or self._mixed)
        self.show_value(value)

    def _slid(self, place: int) -> None:
        self._give(round(self._least + (self._most - self._least) * place / self._steps, 4) + 0.0)

    def _let_go(self) -> None:
        if self._value is None:  # a press on the thumb of a value that is missing gives the one it stands at
            self._slid(self.slider.value())
        self.left.emit()

    def _give(self, value: float | None) -> None:
        if value != self._value or self._mixed:
            self._value = value
            self._show()
            self.edited.emit(value)

    def _clear(self) -> None:
        self.left.emit()
        self._give(None)
        self.left.emit()


class ThirdField(SlideField):
    """A share 0 … 1 that people call low, medium or high."""

    def __init__(self, icons: IconSet) -> None:
        super().__init__(icons, 0.0, 1.0, 20, said("Not estimated"))
        self.words = QLabel()
        self.words.setObjectName("quiet")
        self.words.setMinimumWidth(70)
        self.slider.setToolTip(said("From 0 to 100: low to 33, high from 67"))
        self.row.insertWidget(1, self.words)

    def show_value(self, value: float | None) -> None:
        if value is not None:
            self.words.setText(f"{third_said(value)} · {round(value * 100)}")
        else:
            self.words.setText(said("Several") if self._mixed else "–")


class ScoreField(SlideField):
    """A score −2 … +2 in tenths, slid or typed, or no score at all."""

    def __init__(self, icons: IconSet, clear: str) -> None:
        super().__init__(icons, -2.0, 2.0, 40, clear)
        self.number = NumberField(-2, 2, digits=1, placeholder="–")
        self.number.setFixedWidth(54)
        self.number.edited.connect(self._give)
        self.number.left.connect(self.left)
        self.number.problem.connect(self.problem)
        self.row.insertWidget(1, self.number)

    def load(self, value: Any, fresh: bool = False) -> None:
        super().load(value, fresh)
        self.number.load(value, fresh)

    def show_value(self, value: float | None) -> None:
        if not self.number.line.hasFocus():
            self.number.load(value)

    def name(self, words: str) -> None:
        super().name(words)
        self.number.name(words)


def third_said(value: float) -> str:
    """A share in words: Low, Medium, High."""
    return {"low": said("Low"), "medium": said("Medium"), "high": said("High")}[third(value)]
