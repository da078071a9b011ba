"""The drawing of the list of actions, made of the same pieces and shown by the same painters as the map."""

from __future__ import annotations

from jmapdesk.insight.plan import actions
from jmapdesk.layout.action_sheet import HEIGHT, WIDTH, ActionPage, lay_actions
from jmapdesk.layout.context import Context
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.drawing import Group, Picture
from jmapdesk.render.map_drawing import Drawer
from jmapdesk.render.parts import IconPaths
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
        )
        for page in lay_actions(journey, found, context)
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
