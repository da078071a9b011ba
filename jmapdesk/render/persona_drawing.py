"""The drawing of a persona's page, made of the same pieces and shown by the same painters as the map."""

from __future__ import annotations

from jmapdesk.layout.context import Context
from jmapdesk.layout.persona_sheet import PersonaSheet, lay_persona
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Persona
from jmapdesk.render.drawing import Group, Picture
from jmapdesk.render.map_drawing import Drawer, asset_reader
from jmapdesk.render.parts import IconPaths
from jmapdesk.util.geometry import Rect


def persona_picture(journey: JourneyMap, persona_id: str, context: Context, icons: IconPaths) -> Picture:
    """A persona's page as a drawing that any painter can show. Raises KeyError for one the map has not."""
    persona = journey.personas[persona_id]
    sheet = lay_persona(persona, journey.sources, context)
    return Picture(
        sheet.width,
        sheet.height,
        context.theme.colours.paper,
        _root(sheet, icons),
        title=persona.name or context.words("untitled"),
        language=journey.about.language,
        author=journey.about.owner,
        subject=journey.about.title,
        asset_data=asset_reader(journey),
        missing=tuple(context.shaper.missing(_words(persona))),
    )


def _root(sheet: PersonaSheet, icons: IconPaths) -> Group:
    drawer, context = Drawer(icons), sheet.context
    children = tuple(
        Group(one.element, one.role, drawer.block(one, context).children, drawer.block(one, context).bounds,
              one.rect.x, one.rect.y, one.title)
        for one in sheet.blocks
    )  # fmt: skip
    bounds = Rect(0, 0, sheet.width, sheet.height)
    return Group(sheet.persona.id, "persona", children, bounds, title=sheet.persona.name)


def _words(persona: Persona) -> str:
    lists = (persona.goals, persona.motivations, persona.expectations, persona.frustrations, persona.channels)
    texts = (persona.name, persona.role, persona.quote, persona.background, persona.demographics)
    return "".join((*texts, *("".join(items) for items in lists)))
