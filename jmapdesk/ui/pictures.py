"""Pictures from files onto cards and personas: made ready to be kept, kept once, cut; what was done to them is told."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QCoreApplication

from jmapdesk.edit import assets, cards, personas
from jmapdesk.edit.cells import Place
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.qt_prepare import Prepared, cropped, prepare
from jmapdesk.session.document import Document, added
from jmapdesk.session.selection import Selection, card_ref
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect

_ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"))
_LARGEST = 50_000_000

Kind: TypeAlias = Literal["card", "persona"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("pictures", text)


@dataclass(frozen=True, slots=True)
class Owner:
    """What shows a picture: an image card, or a persona whose portrait it is."""

    kind: Kind
    id: str

    def shown(self, journey: JourneyMap) -> str | None:
        """The asset it shows; None where it shows none or is gone."""
        if self.kind == "card":
            card = journey.cards.get(self.id)
            return card.asset if card is not None else None
        persona = journey.personas.get(self.id)
        return persona.portrait if persona is not None else None


def is_picture(path: Path) -> bool:
    """Whether a file's ending names a picture."""
    return path.suffix.lower() in _ENDINGS


def read_picture(path: Path) -> Prepared:
    """A picture file made ready to be kept. Raises JmapError where it is none, damaged or too large."""
    try:
        if path.stat().st_size > _LARGEST:
            raise JmapError("picture.too_large", f"{path.name} is larger than 50 MB; make it smaller first.")
        data = path.read_bytes()
    except OSError as error:
        said = f"{path.name} could not be read; is it still there, and may you read it?"
        raise JmapError("picture.unreadable", said) from error
    return prepare(data, path.name)


def told(ready: Prepared) -> str:
    """What was done to a picture before it was kept; empty where nothing was that a person might mind."""
    said: list[str] = []
    if (ready.width, ready.height) != ready.before:
        words = _tr("Made smaller, from {before} to {now} pixels.")
        before, now = (f"{w} × {h}" for w, h in (ready.before, (ready.width, ready.height)))
        said.append(words.replace("{before}", before).replace("{now}", now))
    if ready.place:
        said.append(_tr("The place where it was taken was removed from it."))
    if ready.frames:
        said.append(_tr("Only the first of its moving pictures is kept."))
    return " ".join(said)


def put(document: Document, path: Path, owner: Owner) -> str:
    """Show a picture on a card or as a portrait; returns what was done to it. Raises JmapError."""
    ready = read_picture(path)
    label = _tr("Choose picture") if owner.kind == "card" else _tr("Choose portrait")

    def change(journey: JourneyMap) -> JourneyMap:
        result = _showing(journey, document, owner, ready, path.name)
        if owner.kind == "card" and owner.shown(journey) not in (None, owner.shown(result)):
            return cards.set_fields(result, owner.id, alt="")  # the words were those of the picture before
        return result

    document.do(label, change)
    return told(ready)


def add_card(document: Document, selection: Selection, path: Path, lane: str | None, step: str | None) -> str:
    """A new image card with a picture, in the cell given, else in the first lane of images, else in any lane.

    Returns what was done to the picture. Raises JmapError where the file is no picture or the map has no place for it.
    """
    ready = read_picture(path)
    journey = document.journey
    step = step or next((column.step.id for column in queries.columns(journey)), None)
    lanes = [lane] if lane else []
    shown = queries.lanes(journey)
    lanes += [one.id for kind in ("images", "text", "touchpoints") for one in shown if one.kind == kind]
    if step is None or not lanes:
        raise JmapError("picture.no_place", "Add a stage and a lane of images first; the picture goes there.")

    def change(current: JourneyMap) -> JourneyMap:
        current, asset = _kept(current, document, ready, path.name)
        for key in lanes:
            result = cards.add_card(current, Place(key, step), document.new_id, "image", asset=asset)
            if result is not current:
                return result
        return current

    for key in added(document.do(_tr("Add picture"), change), "cards"):
        selection.select(card_ref(key))
    return told(ready)


def data_of(journey: JourneyMap, asset_id: str | None) -> bytes | None:
    """The bytes of a picture in the map; None where it is missing or damaged."""
    asset = journey.assets.get(asset_id or "")
    try:
        return base64.b64decode(asset.data, validate=True) if asset is not None else None
    except (ValueError, binascii.Error):
        return None


def crop(document: Document, owner: Owner, asset_id: str, part: Rect) -> str:
    """Keep a part of a picture, given in shares; what was cut off goes from the file. Returns why not, or nothing."""
    data = data_of(document.journey, asset_id)
    if owner.shown(document.journey) != asset_id or data is None:
        return _tr("Another picture stands there by now; nothing was cut.")
    try:
        ready = cropped(data, part)
    except JmapError as error:
        return error.message
    name = document.journey.assets[asset_id].name
    document.do(_tr("Crop picture"), lambda journey: _showing(journey, document, owner, ready, name))
    return ""


def _kept(journey: JourneyMap, document: Document, ready: Prepared, name: str) -> tuple[JourneyMap, str]:
    return assets.add_asset(
        journey, ready.data, ready.media_type, document.new_id, name=name, width=ready.width, height=ready.height
    )


def _showing(journey: JourneyMap, document: Document, owner: Owner, ready: Prepared, name: str) -> JourneyMap:
    """The map with the picture shown, and without the one shown before where nothing else shows that."""
    before = owner.shown(journey)
    result, asset = _kept(journey, document, ready, name)
    if owner.kind == "card":
        result = cards.set_fields(result, owner.id, asset=asset)
    else:
        result = personas.set_persona_fields(result, owner.id, portrait=asset)
    return assets.without_unused(result, () if before is None else (before,))
