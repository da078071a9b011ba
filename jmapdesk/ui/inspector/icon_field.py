"""An icon out of a small set."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QToolButton

from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.flow import Flow
from jmapdesk.ui.inspector.said import said

ICONS = (
    "star", "flag", "heart", "clock", "coins", "users", "phone", "mail",
    "globe", "store", "truck", "file-text", "wrench", "lock", "target", "lightbulb", "map-pin",
)  # fmt: skip
"""Icons to choose from; one that the file names but that is not among them stays until another is chosen."""


class IconField(Field):
    """A button for each icon, and one for the kind's own (empty text)."""

    def __init__(self, icons: IconSet) -> None:
        super().__init__()
        self._icons = icons
        self._drawn = False
        flow = Flow(self, gap=1)
        self.buttons: dict[str, QToolButton] = {}
        for name in ("", *ICONS):
            button = QToolButton()
            button.setObjectName("small")
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setIconSize(QSize(16, 16))
            button.setToolTip(name.replace("-", " ") or said("The kind's own icon"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, name=name: self._pick(name))
            flow.addWidget(button)
            self.buttons[name] = button
        self._value = ""
        self.setFocusProxy(self.buttons[""])

    def showEvent(self, event: QShowEvent) -> None:
        """The icons are drawn when they are seen first: most people never open them."""
        if not self._drawn:
            self._drawn = True
            for name, button in self.buttons.items():
                button.setIcon(self._icons.icon(name or "minus"))
        super().showEvent(event)

    def name(self, words: str) -> None:
        for button in self.buttons.values():
            button.setAccessibleName(f"{words}: {button.toolTip()}")

    def load(self, value: Any, fresh: bool = False) -> None:
        self._value = str(value)
        self._show()

    def _show(self) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == self._value)

    def _pick(self, name: str) -> None:
        if name != self._value:
            self._value = name
            self.edited.emit(name)
        self._show()
