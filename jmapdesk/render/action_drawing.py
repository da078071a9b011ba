"""The drawing of the list of actions, made of the same pieces and shown by the same painters as the map."""

from __future__ import annotations

from functools import partial

from jmapdesk.insight.plan import actions
from jmapdesk.layout.action_sheet import HEIGHT, WIDTH, ActionPage, lay_actions
from jmapdesk.layout.context import Context
from jmapdesk.layout.sheet import Block
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.drawing import Group, Picture
from jmapdesk.render.map_drawing import Drawer
from jmapdesk.render.parts import IconPaths
from jmapdesk.render.story import Story, Told, paragraphs
from jmapdesk.util.geometry import Rect


def action_pictures(journey: JourneyMap, context: Context, icons: IconPaths) -> list[Picture]:
    """The pages of a map's list of actions; none where there is nothing to do."""
    found = actions(journey)
    missing = tuple(context.shaper.missing("".join(one.owner + one.card.text for one in found)))
    title = context.words("actions.title")
    return [
        Picture(
            WIDTH, HEIGHT, context.theme.colours.paper, _root(page, icons, title), title=title,
            language=journey.about.language, author=journey.about.owner, subject=journey.about.title, missing=missing,
            story=partial(_story, page, title, number == 0),
        )
        for number, page in enumerate(lay_actions(journey, found, context))
    ]  # fmt: skip


def _root(page: ActionPage, icons: IconPaths, title: str) -> Group:
    drawer = Drawer(icons)
    children = []
    for one in page.blocks:
        drawn = drawer.block(one, page.context)
        children.append(
            Group(one.element, one.role, drawn.children, drawn.bounds, one.rect.x, one.rect.y, one.title)
        )  # fmt: skip
    return Group("actions", "actions", tuple(children), Rect(0, 0, WIDTH, HEIGHT), title=title)


def _story(page: ActionPage, title: str, first: bool) -> Story:
    """A page of the list as a table; the heading is read, and listed, on the first page only."""
    styles, (head, *rows) = page.context.styles, page.blocks
    kinds = {styles.title: "h1", styles.purpose: "text"} if first else {}
    told = paragraphs(head.element, head.role, head.parts, kinds)
    names = paragraphs(head.element, head.role, head.parts, {styles.step: "head"})
    table = [Told("row", under=tuple(names)), *(Told("row", under=tuple(_cells(row, page))) for row in rows)]
    told.append(Told("table", under=tuple(table), name=title))
    whole = Rect(0, 0, WIDTH, HEIGHT)
    root = Told("actions", under=tuple(told), name=title, at=whole, listed=title if first else "")
    return Story(root, rtl=page.context.rtl)


def _cells(row: Block, page: ActionPage) -> list[Told]:
    """The cells of an action; the pain points it answers belong to the first."""
    styles = page.context.styles
    kinds = {styles.fact_name: "cell", styles.fact: "cell", styles.goal: "more"}
    cells: list[Told] = []
    for one in paragraphs(row.element, row.role, row.parts, kinds):
        if one.kind == "more":
            cells[0] = cells[0]._replace(ink=cells[0].ink + one.ink, text=f"{cells[0].text} {one.text}")
        else:
            cells.append(one)
    return cells
