"""A slider that goes where its track is clicked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider


class TrackSlider(QSlider):
    """Lies from left to right; from where the track was clicked the thumb can be drawn on."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            part = self.style().subControlRect(
                QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
            )
            at = event.position().toPoint()
            if not part.contains(at):
                backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                place = at.x() - part.width() // 2
                room = self.width() - part.width()
                self.setValue(
                    QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, room, backwards)
                )
        super().mousePressEvent(event)
