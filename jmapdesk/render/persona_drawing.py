"""The drawing of a persona's page, made of the same pieces and shown by the same painters as the map."""

from __future__ import annotations

from collections.abc import Mapping

from jmapdesk.layout.context import Context
from jmapdesk.layout.cut_texts import cut_among
from jmapdesk.layout.parts import TextPart
from jmapdesk.layout.persona_sheet import PersonaSheet, lay_persona
from jmapdesk.layout.sheet import Block
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Persona, Source
from jmapdesk.render.drawing import Group, Picture
from jmapdesk.render.map_drawing import Drawer, asset_reader
from jmapdesk.render.parts import IconPaths
from jmapdesk.render.story import Lead, Story, Told, paragraphs, texts_of
from jmapdesk.util.addresses import as_web
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
        keywords=(persona.name,) if persona.name else (),
        story=lambda: _story(sheet, journey.sources),
        asset_data=asset_reader(journey),
        missing=tuple(context.shaper.missing(_words(persona))),
        short=tuple(cut_among(persona.id, sheet.blocks[0].parts, {persona.name: "persona"}, context)),
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


def _story(sheet: PersonaSheet, sources: Mapping[str, Source]) -> Story:
    """The page as it is read: name, role and quote, then section by section."""
    styles, persona = sheet.context.styles, sheet.persona
    head = {styles.title: "h1", styles.stage: "text", styles.sheet_quote: "text"}
    first, *sections = sheet.blocks
    parts = paragraphs(first.element, first.role, first.parts, head)
    for block in sections:
        told = paragraphs(block.element, block.role, block.parts, {styles.lane: "h2", styles.fact: "text"})
        known = [sources[key] for key in persona.sources if key in sources]
        if known and block.element == f"{persona.id}-sources":
            # the heading comes first, then a line for each source
            rows = zip(told[1:], texts_of(block.parts)[1:], known, strict=False)
            told = [told[0], *(_sourced(line, part, block, source, sheet.context) for line, part, source in rows)]
        parts += told
    whole = Rect(0, 0, sheet.width, sheet.height)
    root = Told("persona", under=tuple(parts), name=persona.name, at=whole, listed=persona.name)
    return Story(root, rtl=sheet.context.rtl)


def _sourced(line: Told, part: TextPart, block: Block, source: Source, context: Context) -> Told:
    """The line of a source, which leads to where that is to be read."""
    web = as_web(source.link)
    if not web:
        return line
    high = context.shaper.measure(part.text, part.style, part.w, part.max_lines).height
    rect = Rect(block.rect.x + part.x, block.rect.y + part.y, part.w, high)
    return line._replace(leads=(Lead(rect, web, source.title or source.link),))


def _words(persona: Persona) -> str:
    lists = (persona.goals, persona.motivations, persona.expectations, persona.frustrations, persona.channels)
    texts = (persona.name, persona.role, persona.quote, persona.background, persona.demographics)
    return "".join((*texts, *("".join(items) for items in lists)))
