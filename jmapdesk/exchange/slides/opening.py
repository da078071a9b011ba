"""The first slide: what the map is, for whom, and the way it goes."""

from __future__ import annotations

from jmapdesk.exchange import account
from jmapdesk.exchange.slides import heads, masters, notes
from jmapdesk.exchange.slides.maker import Maker
from jmapdesk.exchange.slides.scene import WIDTH, Box, Edge, Paragraph, Run, Shape, Slide, plain
from jmapdesk.model import queries
from jmapdesk.util.colour import readable
from jmapdesk.util.geometry import Rect

_X, _W = masters.OPENING_TITLE.x, masters.OPENING_TITLE.w


def opening_slide(maker: Maker) -> Slide:
    """The title, what the map is for, its personas at the end, its stages along the foot."""
    about, words, colours = maker.journey.about, maker.context.words, maker.context.theme.colours
    name = " ".join((about.title or words("untitled")).split())
    size, most = 36.0, 3
    while size > 18 and maker.fitter.lines(name, size, _W, bold=True) > most:
        size -= 2
    title = Box(
        masters.OPENING_TITLE, plain(name, size, colours.ink, bold=True), anchor="bottom", name="Title",
        place="ctrTitle",
    )  # fmt: skip
    shapes: list[Shape] = [title]
    y = masters.OPENING_WORDS.y
    if about.purpose:
        words_size = 15.0
        text = maker.fitter.cut(about.purpose, words_size, _W, 4)
        height = maker.fitter.height(plain(text, words_size, colours.muted), _W) + 4
        rect = masters.OPENING_WORDS._replace(h=height)
        shapes.append(Box(rect, plain(text, words_size, colours.muted), name="Subtitle", place="subTitle"))
        y += height + 8
    high = maker.fitter.lines(name, size, _W, bold=True) * size * 1.2
    shapes += _chips(maker, masters.OPENING_TITLE, high)
    shapes += _facts(maker, y + 4)
    shapes += _people(maker)
    shapes += _stages(maker)
    return maker.slide(name, shapes, notes.of_about(maker), opening=True)


def _chips(maker: Maker, title: Rect, high: float) -> list[Shape]:
    """What kind of map it is and how much of it rests on evidence, over the title, which is so high."""
    words, colours = maker.context.words, maker.context.theme.colours
    chips = [(words(f"kind.{maker.journey.about.kind}"), colours.accent, colours.accent_tint)]
    percent = maker.counted().percent
    if percent is not None:
        good = percent >= 50
        ink, ground = (colours.good_text, colours.good_tint) if good else (colours.mixed_text, colours.mixed_tint)
        chips.append((words("evidence_based", percent=percent), ink, ground))
    shapes: list[Shape] = []
    x, y = title.x, max(36.0, title.bottom - high - 40)
    for said, ink, ground in chips:
        wide = maker.fitter.width(said, 11.0, bold=True) + 22
        text = plain(said, 11.0, readable(ink, ground), bold=True, align="centre")
        shapes.append(Box(Rect(x, y, wide, 24), text, ground, None, "round", 12, "middle", name=said))
        x += wide + 8
    return shapes


def _facts(maker: Maker, y: float) -> list[Shape]:
    """Goal, measure and scope, then who keeps the map; as much as there is room for over the stages."""
    colours = maker.context.theme.colours
    facts = account.purpose(maker.journey, maker.context)
    lines = []
    for fact in facts:
        name, text = Run(f"{fact.name}  ", 12.0, colours.ink, True), " ".join(fact.text.split())
        lines.append(Paragraph((name, Run(text, 12.0, colours.muted)), before=3.0))
    foot = " · ".join(account.review_facts(maker.journey, maker.context)) if maker.shown.footer else ""
    if foot:
        lines.append(Paragraph((Run(foot, 10.5, colours.muted),), before=8.0))
    if not lines:
        return []
    room = _FOOT - y - 10
    shown = maker.fitter.largest(lines, _W, room, 8.0)
    while len(shown) > 1 and maker.fitter.height(shown, _W) > room:
        shown = shown[:-1]
    return [Box(Rect(_X, y, _W, room), tuple(shown), name=lines[0].text)]


_FOOT = 440.0
"""Where the arrows of the stages begin."""


def _people(maker: Maker) -> list[Shape]:
    """The personas one under the other: portrait, name, role, what they say."""
    people, colours = queries.personas(maker.journey), maker.context.theme.colours
    shown = people[:3]
    if not shown:
        return []
    x, wide, side = 640.0, WIDTH - 640 - 48, 64.0
    each = (150.0, 110.0, 96.0)[len(shown) - 1]
    y = 252 - each * len(shown) / 2
    shapes: list[Shape] = []
    for persona in shown:
        quote = account.quoted(persona.quote)
        given = ((persona.name, 16.0, colours.ink, True), (persona.role, 11.0, colours.muted, False),
                 (quote, 11.0, colours.ink, False))  # fmt: skip
        lines: list[Paragraph] = []
        for text, size, ink, bold in given:
            if text:
                most = 2 if len(shown) > 1 else 5
                cut = maker.fitter.cut(" ".join(text.split()), size, wide - side - 16, most, bold=bold)
                lines.append(Paragraph((Run(cut, size, ink, bold, italic=text is quote),), before=2.0 if lines else 0))
        shapes.append(heads.portrait(persona, x, y + (each - side) / 2, side, maker))
        rect = Rect(x + side + 16, y, wide - side - 16, each)
        shapes.append(Box(rect, tuple(lines), anchor="middle", name=persona.name or "Persona"))
        y += each
    if len(people) > 3:
        more = plain(maker.context.words("more_personas", n=len(people) - 3), 11.0, colours.muted)
        shapes.append(Box(Rect(x + side + 16, y, wide - side - 16, 18), more, name="Personas"))
    return shapes


def _stages(maker: Maker) -> list[Shape]:
    """The stages as arrows from edge to edge."""
    theme, n = maker.context.theme, len(maker.stages)
    if not n:
        return []
    width = WIDTH - 2 * _X
    step, height, tip = width / n, 44.0, 12.0
    named = step >= 46
    shapes: list[Shape] = []
    for numbered in maker.stages:
        ground = theme.stage_colour(numbered.stage.colour, numbered.place)
        inset = 10.0 if numbered.place == 0 else tip + 5
        paragraphs: tuple[Paragraph, ...] = ()
        if named and numbered.stage.name:
            room = step - inset - tip
            size = next((s for s in (14.0, 12.0, 10.5, 9.0) if _fits(numbered.stage.name, s, room, maker)), 8.0)
            text = maker.fitter.cut(" ".join(numbered.stage.name.split()), size, room, 2, bold=True)
            paragraphs = plain(text, size, theme.on(ground), bold=True)
        rect = Rect(_X + numbered.place * step, _FOOT, step + (tip - 3 if numbered.place < n - 1 else 0), height)
        form = "first" if numbered.place == 0 else "arrow"
        edge = Edge(theme.colours.stage_edge) if theme.colours.stage_edge else None
        shapes.append(
            Box(rect, paragraphs, ground, edge, form, min(tip, step / 2), "middle", (inset, 0, tip, 0),
                numbered.stage.name, numbered.stage.name)
        )  # fmt: skip
    return shapes


def _fits(text: str, size: float, room: float, maker: Maker) -> bool:
    longest = max((maker.fitter.width(word, size, bold=True) for word in text.split()), default=0.0)
    return longest <= room and maker.fitter.lines(text, size, room, bold=True) <= 2
