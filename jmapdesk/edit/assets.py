"""Files kept inside the map: pictures and portraits."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from jmapdesk.edit.base import made, need_all
from jmapdesk.edit.references import changed_cards, without_targets
from jmapdesk.model.journey import JourneyMap, with_record, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Asset, Card
from jmapdesk.util.ids import NewId


def add_asset(
    journey: JourneyMap,
    data: bytes,
    media_type: str,
    new_id: NewId,
    *,
    name: str = "",
    width: int | None = None,
    height: int | None = None,
) -> tuple[JourneyMap, str]:
    """Keep a file in the map, and its id; the same bytes are kept once, whatever their name."""
    text = base64.b64encode(data).decode("ascii")
    for asset in journey.assets.values():
        if asset.data == text and asset.media_type == media_type:
            return journey, asset.id
    asset = made(Asset, {"id": new_id(), "media_type": media_type, "data": text}, name=name, width=width, height=height)
    return with_record(journey, "assets", asset), asset.id


def delete_assets(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Take files out, from image cards and portraits too; backdrops go with theirs. Walks all cards."""
    gone = set(ids)
    need_all(journey.assets, gone, "image")
    if not gone:
        return journey

    def let_go(card: Card) -> Card:
        return replace(card, asset=None) if card.asset in gone else card

    personas: dict[str, Record | None] = {
        key: replace(p, portrait=None) for key, p in journey.personas.items() if p.portrait in gone
    }
    backdrops: dict[str, Record | None] = {
        key: None for key, backdrop in journey.backdrops.items() if backdrop.asset in gone
    }
    result = with_records(journey, "assets", dict.fromkeys(gone))
    result = with_records(with_records(result, "personas", personas), "backdrops", backdrops)
    return without_targets(changed_cards(result, let_go), gone)


def without_unused(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Take out those of some files that nothing in the map shows. Walks all cards."""
    idle = set(ids) & set(unused_assets(journey))
    return with_records(journey, "assets", dict.fromkeys(idle)) if idle else journey


def unused_assets(journey: JourneyMap) -> list[str]:
    """The ids of files that nothing in the map shows. Walks all cards."""
    used = {card.asset for card in journey.cards.values()}
    used |= {persona.portrait for persona in journey.personas.values()}
    used |= {backdrop.asset for backdrop in journey.backdrops.values()}
    return [key for key in journey.assets if key not in used]
