"""Changing what the map says about itself, how it looks, and its reviews."""

from __future__ import annotations

from typing import Any

from jmapdesk.edit.base import changed, made, need
from jmapdesk.edit.references import without_targets
from jmapdesk.model.journey import JourneyMap, with_parts, with_record, with_records
from jmapdesk.model.records import Review
from jmapdesk.util.colour import is_colour
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId


def set_about(journey: JourneyMap, **fields: Any) -> JourneyMap:
    """Change title, purpose, owner and the like. Raises JmapError for values that do not fit."""
    return with_parts(journey, about=changed(journey.about, **fields))


def set_look(journey: JourneyMap, **fields: Any) -> JourneyMap:
    """Dress the map in another theme, or change its own colours (all of them at once).

    Raises JmapError for values that do not fit and for text that is no colour.
    """
    if not all(is_colour(str(colour)) for colour in dict(fields.get("colours", {})).values()):
        raise JmapError("edit.bad_value", "A colour is written like #3366CC.")
    return with_parts(journey, look=changed(journey.look, **fields))


def set_theme(journey: JourneyMap, theme: str) -> JourneyMap:
    """Dress the map in another theme; its own colours stay."""
    return set_look(journey, theme=theme)


def set_colour(journey: JourneyMap, token: str, colour: str | None) -> JourneyMap:
    """Give the map a colour of its own for one of the theme's tokens, or with None the theme's again.

    Raises JmapError for text that is no colour.
    """
    colours = {key: value for key, value in journey.look.colours.items() if key != token}
    if colour is not None:
        colours[token] = colour
    return set_look(journey, colours=colours)


def add_review(journey: JourneyMap, new_id: NewId, **fields: Any) -> JourneyMap:
    """Note that the map was reviewed. Raises JmapError for values that do not fit."""
    return with_record(journey, "reviews", made(Review, {"id": new_id()}, **fields))


def set_review_fields(journey: JourneyMap, review_id: str, **fields: Any) -> JourneyMap:
    """Change a review. Raises JmapError for unknown ids and values that do not fit."""
    review = need(journey.reviews, review_id, "review")
    return with_record(journey, "reviews", changed(review, **fields))


def delete_review(journey: JourneyMap, review_id: str) -> JourneyMap:
    """Take a review out. Raises JmapError for unknown ids."""
    need(journey.reviews, review_id, "review")
    return without_targets(with_records(journey, "reviews", {review_id: None}), (review_id,))
