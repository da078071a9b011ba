"""A map as a deck of slides: opening, the map, its stages, priorities, personas, sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.seen import as_seen
from jmapdesk.exchange.slides.closing import closing_slides
from jmapdesk.exchange.slides.file import Deck, Picture, write_deck
from jmapdesk.exchange.slides.maker import Maker, make_maker
from jmapdesk.exchange.slides.map_slides import map_slides, stage_slides
from jmapdesk.exchange.slides.opening import opening_slide
from jmapdesk.exchange.slides.people import persona_slides
from jmapdesk.exchange.slides.priorities import priority_slides
from jmapdesk.exchange.slides.scene import Slide
from jmapdesk.layout.map_layout import make_context
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.render.map_drawing import asset_reader
from jmapdesk.render.target import opened
from jmapdesk.util.progress import Progress, span

_LONGEST: Final = 1200
"""The most pixels of a picture's longer side: twice what a projector shows of the largest on a slide."""


def write_slides(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None = None
) -> list[str]:
    """Write the map as slides; returns remarks for people.

    Raises JmapError where the file cannot be written, Cancelled from progress.
    """
    seen = _seen(journey, options.shown)
    context = make_context(seen, workshop.make_shaper())
    maker = make_maker(seen, context, workshop.icons, options.shown, options.wanted)
    slides = _slides(maker, options, span(progress, 0.0, 0.6))
    title = seen.about.title or context.words("untitled")
    deck = Deck(
        " ".join(title.split()), seen.about.language, context.rtl, context.theme, _pictures(seen, maker)
    )
    with opened(path) as stream:
        write_deck(deck, slides, stream, span(progress, 0.6, 1.0))
    return _remarks(maker)


def _seen(journey: JourneyMap, shown: Visibility) -> JourneyMap:
    """The map without hidden stages and lanes, not even as a mention.

    Cards that the detail leaves out stay, for they are counted; what only they rest on goes.
    """
    hidden = frozenset(lane.id for lane in journey.lanes.values() if not shown.shows_lane(lane))
    seen = as_seen(journey, replace(shown, detail="all", lanes=hidden))
    if shown.detail != "key":
        return seen
    listed = as_seen(seen, shown)
    return with_parts(seen, sources=listed.sources, initiatives=listed.initiatives)


def _slides(maker: Maker, options: ExportOptions, progress: Progress) -> list[Slide]:
    """All slides in order; of a persona alone where one is chosen."""
    if options.persona in maker.journey.personas:
        return persona_slides(maker.journey.personas[options.persona], maker)
    slides = [opening_slide(maker)]
    slides += map_slides(maker, span(progress, 0.0, 0.5))
    if not maker.only_titles and maker.lanes:
        for i, numbered in enumerate(maker.stages):
            slides += stage_slides(numbered, maker)
            progress(0.5 + 0.4 * (i + 1) / len(maker.stages))
    if not maker.only_titles:
        slides += priority_slides(maker)
    for persona in queries.personas(maker.journey):
        slides += persona_slides(persona, maker)
    progress(0.95)
    return slides + (closing_slides(maker) if maker.shown.footer else [])


def _pictures(journey: JourneyMap, maker: Maker) -> Callable[[str], Picture | None]:
    """Gives each asset no larger than slides show it, worked out once."""
    read, ready = asset_reader(journey), dict[str, Picture | None]()

    def picture(asset: str) -> Picture | None:
        if asset not in ready:
            from jmapdesk.render.qt_prepare import smaller  # Qt, and only where a map has pictures

            data = read(asset)
            found = smaller(data, _LONGEST) if data is not None else None
            ready[asset] = None if found is None else Picture(found[0], found[1].removeprefix("image/"))
            if found is None:
                maker.remarks.pictures.add(asset)
        return ready[asset]

    return picture


def _remarks(maker: Maker) -> list[str]:
    """What the slides could not carry, in sentences."""
    journey, said = maker.journey, list[str]()
    if n := len(maker.remarks.cut):
        what = "One text is" if n == 1 else f"{n} texts are"
        said.append(f"{what} longer than a slide has room for and cut there; cards stand whole in the notes.")
    if n := len(maker.remarks.pictures):
        what = "One picture" if n == 1 else f"{n} pictures"
        said.append(f"{what} could not be read and {'is' if n == 1 else 'are'} missing on the slides.")
    if n := sum(len(ways) for ways in maker.ways.values()):
        what = "One connection is" if n == 1 else f"{n} connections are"
        said.append(f"{what} told in the notes of the slides; arrows between cards are not drawn there.")
    if n := sum(1 for card in journey.cards.values() if card.lane is None or card.step is None):
        what = "One parked card is" if n == 1 else f"{n} parked cards are"
        said.append(f"{what} not on the slides.")
    return said
