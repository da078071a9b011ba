"""A handout: the whole map, a page for each stage, the personas, and the list of what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from jmapdesk.exchange.options import SHEET_PAPER, ExportOptions, Workshop
from jmapdesk.exchange.pages import Layer, Sheet
from jmapdesk.exchange.placement import page_for
from jmapdesk.layout.context import Context
from jmapdesk.layout.map_layout import lay_out, make_context
from jmapdesk.layout.tile_marks import page_line
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import replace as changed
from jmapdesk.model.records import Stage
from jmapdesk.render.action_drawing import action_pictures
from jmapdesk.render.cropping import cropped
from jmapdesk.render.drawing import Group, Picture
from jmapdesk.render.map_drawing import picture
from jmapdesk.render.page import UNITS_PER_MM, Page
from jmapdesk.render.parts import IconPaths, inked
from jmapdesk.render.persona_drawing import persona_picture
from jmapdesk.render.story import Story
from jmapdesk.util.geometry import union
from jmapdesk.util.progress import Progress

_WIDEST: Final = 3.0
"""How many times as wide as usual a step is at most."""
_SHARE: Final = 0.8


def lying_alike(whole: Picture, options: ExportOptions) -> ExportOptions:
    """The options of a handout with a paper, all of whose pages lie one way: as shows the whole map largest, unless
    somebody chose another."""
    if options.paper.size_mm is None:
        options = replace(options, paper=SHEET_PAPER)
    if options.orientation != "auto":
        return options
    page = page_for(whole.width, whole.height, options.paper, margin=options.margin)
    return replace(options, orientation="landscape" if page.width_mm > page.height_mm else "portrait")


def handout_pictures(
    journey: JourneyMap, options: ExportOptions, workshop: Workshop, progress: Progress
) -> Iterator[tuple[str, Picture]]:
    """What follows the whole map in a handout, each with the name of its page: stages that show, personas, actions.

    ``options`` are settled, and say how the pages lie. Raises whatever ``progress`` raises.
    """
    shaper = workshop.make_shaper()
    stages = [stage for stage in queries.stages(journey) if stage.id not in options.shown.stages]
    everyone = frozenset(stage.id for stage in queries.stages(journey))
    for n, stage in enumerate(stages if len(stages) > 1 else []):
        progress(n / len(stages))
        shown = replace(options.shown, stages=everyone - {stage.id}, head=False, footer=False)
        layout = lay_out(journey, shaper, wanted=options.wanted, shown=shown)
        wide = _filling(layout.table.w + 2 * layout.table.x, layout.height, layout.columns.body.w, options)
        if wide > 1.05:
            layout = lay_out(_widened(journey, stage, wide), shaper, wanted=options.wanted, shown=shown)
        # a sheet has a least width that a short stage does not fill: the page is the table's
        area = layout.table.grown(layout.table.x)
        if layout.footer.parts:
            # of what the marks mean stands under it what this stage uses
            marks = inked(layout.footer.parts, shaper, workshop.icons)[1]
            marks = marks.moved(layout.footer.rect.x, layout.footer.rect.y)
            area = union((area, marks.grown(layout.table.x / 2)))
        whole = cropped(picture(layout, workshop.icons), area)
        yield stage.name, _titled(whole, stage.name or str(n + 1))
    context = make_context(journey, shaper)
    for persona in queries.personas(journey):
        yield persona.name, persona_picture(journey, persona.id, context, workshop.icons)
    for one in action_pictures(journey, context, workshop.icons):
        yield one.title, one
    progress(1.0)


def _titled(drawn: Picture, title: str) -> Picture:
    """The picture of a stage, known by its name; what the whole map before it told of lanes is not told again, nor are
    steps listed again."""
    tell = drawn.story
    if tell is None:
        return replace(drawn, title=title)

    def story() -> Story:
        told = tell()
        under = tuple(one for one in told.root.under if one.kind != "lanes")
        return replace(told, root=told.root._replace(name=title, listed=title, under=under), brief=True)

    return replace(drawn, title=title, story=story)


def _filling(width: float, height: float, steps: float, options: ExportOptions) -> float:
    """How many times as wide steps may be so that a stage fills its page: the higher its cards, the more."""
    paper = options.paper.size_mm or SHEET_PAPER.size_mm
    if paper is None or steps <= 0:
        return 1.0
    wanted = height * min(paper) / max(paper)
    if options.orientation == "landscape":
        wanted = height * max(paper) / min(paper)
    # cards that are wider are less high, so not all of the room is asked for
    return min(_WIDEST, 1 + (wanted - width) / steps * _SHARE) if wanted > width else 1.0


def _widened(journey: JourneyMap, stage: Stage, by: float) -> JourneyMap:
    """The map with the steps of a stage so many times as wide."""
    steps = tuple(changed(step, width=min(step.width * by, _WIDEST)) for step in stage.steps)
    return with_records(journey, "stages", {stage.id: changed(stage, steps=steps)})


def numbered(sheets: Sequence[Sheet], context: Context, icons: IconPaths) -> tuple[Sheet, ...]:
    """The pages with a line at the foot of each: the map's title, and which page of how many it is."""
    title = sheets[0].picture.title
    made = []
    for n, sheet in enumerate(sheets, 1):
        size = sheet.page.width_mm * UNITS_PER_MM, sheet.page.height_mm * UNITS_PER_MM
        words = title if sheet.name in ("", title) else f"{title} · {sheet.name}"
        number = f"{context.words.number(n)} / {context.words.number(len(sheets))}"
        parts = page_line(size, 8 * UNITS_PER_MM, words, number, context)
        root = Group("page", "furniture", *inked(parts, context.shaper, icons))
        drawn = Picture(*size, sheet.picture.paper, root, language=sheet.picture.language)
        made.append(replace(sheet, over=(*sheet.over, Layer(drawn, Page(sheet.page.width_mm, sheet.page.height_mm)))))
    return tuple(made)
