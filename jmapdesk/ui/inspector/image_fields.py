"""The fields of an image card: the picture, and words for those who cannot see it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from jmapdesk.model.delta import Delta
from jmapdesk.render.qt_images import decode
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.page import LABEL_WIDTH, Desk, Form, Page, Part
from jmapdesk.ui.inspector.said import said
from jmapdesk.ui.inspector.text_fields import BoxField
from jmapdesk.ui.inspector.tiles import icon_button, plain_label

_LARGEST = QSize(180, 120)


class PictureField(Field):
    """A picture of the map in small; buttons choose another, cut it or take it away. Its value is the asset's id."""

    def __init__(self, desk: Desk, ask: Callable[[], None], crop: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.thumb = QLabel()
        self.thumb.setTextFormat(Qt.TextFormat.PlainText)
        self.thumb.setObjectName("quiet")
        column.addWidget(self.thumb)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.choose = QPushButton(said("Choose…"))
        self.drop = icon_button(desk.icons, "x", said("Remove the picture"), 13)
        self.crop = icon_button(desk.icons, "scissors", said("Crop the picture…"), 13)
        row.addWidget(self.choose)
        row.addWidget(self.crop)
        row.addWidget(self.drop)
        row.addStretch(1)
        column.addLayout(row)
        self.setFocusProxy(self.choose)
        self._value: str | None = None
        self._shown: tuple[str | None, object] | None = None
        self.choose.clicked.connect(ask)
        self.crop.clicked.connect(crop)
        self.drop.clicked.connect(lambda: self.edited.emit(None))

    def load(self, value: Any, fresh: bool = False) -> None:
        asset = self._desk.journey.assets.get(value) if value is not None else None
        if not fresh and self._shown == (value, asset):
            return
        self._value, self._shown = value, (value, asset)
        picture = _picture(asset.data) if asset is not None else None
        if picture is not None:
            self.thumb.setPixmap(picture)
        else:
            self.thumb.setText(said("The picture cannot be shown") if asset is not None else said("No picture yet"))
        self.drop.setEnabled(value is not None)
        self.crop.setEnabled(picture is not None)

    def name(self, words: str) -> None:
        self.thumb.setAccessibleName(words)
        self.choose.setAccessibleName(f"{words}: {self.choose.text()}")
        self.crop.setAccessibleName(f"{words}: {self.crop.toolTip()}")
        self.drop.setAccessibleName(f"{words}: {self.drop.toolTip()}")


def _picture(data: str) -> QPixmap | None:
    """The picture in small; None where it cannot be read."""
    try:
        image = decode(base64.b64decode(data, validate=True))
    except (ValueError, binascii.Error):
        return None
    if image is None:
        return None
    small = image.scaled(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return QPixmap.fromImage(small)


def image_fields(page: Page, form: Form) -> None:
    """Add the fields to a page."""
    desk = page.desk
    field = PictureField(desk, lambda: desk.image.emit(page.key), lambda: desk.crop.emit("card", page.key))
    page.bind(form, said("Picture"), field, "asset")
    page.bind(form, said("In words"), BoxField(said("For those who cannot see it")), "alt")
    page.part(_AltAsked(page))


class _AltAsked(Part):
    """Asks for words where a picture has none."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(LABEL_WIDTH + 8, 0, 0, 0)
        asked = plain_label(said("Not described yet: say in a sentence what it shows."), "quiet")
        asked.setWordWrap(True)
        column.addWidget(asked)

    def refresh(self, difference: Delta | None) -> None:
        card = self._page.record()
        self.setVisible(card is not None and card.asset is not None and not card.alt.strip())
