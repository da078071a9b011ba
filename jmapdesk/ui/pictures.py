"""Pictures from files onto cards and personas: read within limits, turned upright by the layout's sizes, kept once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QImageReader

from jmapdesk.edit import assets, cards, personas
from jmapdesk.edit.cells import Place
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, added
from jmapdesk.session.selection import Selection, card_ref
from jmapdesk.util.errors import JmapError

_TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif",
    ".bmp": "image/bmp",
}  # fmt: skip
_LARGEST = 20_000_000
_MOST_PIXELS = 60_000_000


def _tr(text: str) -> str:
    return QCoreApplication.translate("pictures", text)


def is_picture(path: Path) -> bool:
    """Whether a file's ending names a picture."""
    return path.suffix.lower() in _TYPES


def read_picture(path: Path) -> tuple[bytes, str, QSize]:
    """The bytes, type and upright size of a picture file. Raises JmapError where it is none or too large."""
    try:
        if path.stat().st_size > _LARGEST:
            raise JmapError("picture.too_large", f"{path.name} is larger than 20 MB; make it smaller first.")
        data = path.read_bytes()
    except OSError as error:
        said = f"{path.name} could not be read; is it still there, and may you read it?"
        raise JmapError("picture.unreadable", said) from error
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or not reader.canRead():
        raise JmapError("picture.none", f"{path.name} is no picture that can be shown; nothing was changed.")
    if size.width() * size.height() > _MOST_PIXELS:
        raise JmapError("picture.too_large", f"{path.name} has more than 60 million pixels; make it smaller first.")
    if reader.transformation().value & 4:  # the camera lay on its side
        size.transpose()
    return data, _TYPES.get(path.suffix.lower(), "image/png"), size


def put_on_card(document: Document, path: Path, card_id: str) -> None:
    """Show a picture on an image card. Raises JmapError."""
    data, media_type, size = read_picture(path)

    def change(journey: JourneyMap) -> JourneyMap:
        journey, asset = assets.add_asset(
            journey, data, media_type, document.new_id, name=path.name, width=size.width(), height=size.height()
        )
        return cards.set_fields(journey, card_id, asset=asset)

    document.do(_tr("Choose picture"), change)


def put_on_persona(document: Document, path: Path, persona_id: str) -> None:
    """Show a picture as a persona's portrait. Raises JmapError."""
    data, media_type, size = read_picture(path)

    def change(journey: JourneyMap) -> JourneyMap:
        journey, asset = assets.add_asset(
            journey, data, media_type, document.new_id, name=path.name, width=size.width(), height=size.height()
        )
        return personas.set_persona_fields(journey, persona_id, portrait=asset)

    document.do(_tr("Choose portrait"), change)


def add_card(document: Document, selection: Selection, path: Path, lane: str | None, step: str | None) -> None:
    """A new image card with a picture, in the cell given, else in the first lane of images, else in any lane.

    Raises JmapError where the file is no picture or the map has no place for a card.
    """
    data, media_type, size = read_picture(path)
    journey = document.journey
    step = step or next((column.step.id for column in queries.columns(journey)), None)
    lanes = [lane] if lane else []
    shown = queries.lanes(journey)
    lanes += [one.id for kind in ("images", "text", "touchpoints") for one in shown if one.kind == kind]
    if step is None or not lanes:
        raise JmapError("picture.no_place", "Add a stage and a lane of images first; the picture goes there.")

    def change(current: JourneyMap) -> JourneyMap:
        current, asset = assets.add_asset(
            current, data, media_type, document.new_id, name=path.name, width=size.width(), height=size.height()
        )
        for key in lanes:
            result = cards.add_card(current, Place(key, step), document.new_id, "image", asset=asset, alt=path.stem)
            if result is not current:
                return result
        return current

    for key in added(document.do(_tr("Add picture"), change), "cards"):
        selection.select(card_ref(key))
