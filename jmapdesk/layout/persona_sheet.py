"""A page for one persona: portrait, words, what is known of them, and what that rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import IconPart, Line, Part, ShapePart
from jmapdesk.layout.sheet import Block, portrait_parts, quoted
from jmapdesk.model.kinds import CHANNELS
from jmapdesk.model.records import Persona, Source
from jmapdesk.util.colour import is_colour, mix, readable
from jmapdesk.util.geometry import Rect, circle_path, round_rect_path

WIDTH = 760.0
"""How wide the page is, map units: a little less than an upright A4 at 100 %."""
_MARGIN = 40.0
_GAP = 16.0
_PAD = 16.0
_PORTRAIT = 56.0
_BULLET = 14.0

LISTS = (
    ("goals", "target", "good_text"),
    ("motivations", "heart", "accent"),
    ("expectations", "eye", "accent"),
    ("frustrations", "zap", "bad_text"),
    ("channels", "radio", "muted"),
)
"""The lists of a persona with their icons and the colour of their headings."""


@dataclass(frozen=True, slots=True, eq=False)
class PersonaSheet:
    """A persona's page laid out: its size and its blocks in reading order."""

    persona: Persona
    context: Context
    width: float
    height: float
    blocks: tuple[Block, ...]


def lay_persona(persona: Persona, sources: Mapping[str, Source], context: Context) -> PersonaSheet:
    """Lay out the page of a persona; what nothing is said of takes no room."""
    inner = WIDTH - 2 * _MARGIN
    head = _head(persona, inner, context)
    blocks = [_at(head, _MARGIN, _MARGIN)]
    y = _MARGIN + head.rect.h + _GAP
    if persona.background:
        made = _section(persona, "background", "book-open", "muted", [persona.background], inner, context, plain=True)
        blocks.append(_at(made, _MARGIN, y))
        y += made.rect.h + _GAP
    y = _columns(persona, sources, y, inner, blocks, context)
    return PersonaSheet(persona, context, WIDTH, y - _GAP + _MARGIN, tuple(blocks))


def _columns(
    persona: Persona, sources: Mapping[str, Source], y: float, inner: float, blocks: list[Block], context: Context
) -> float:
    """Put the lists into two columns, each where there is most room; returns where they end."""
    wide = (inner - _GAP) / 2
    lists: list[tuple[str, str, str, Sequence[str]]] = [
        (name, icon, colour, items) for name, icon, colour in LISTS if (items := items_of(persona, name))
    ]
    if persona.demographics:
        lists.insert(0, ("demographics", "users", "muted", persona.demographics.splitlines()))
    known = [source_line(sources[key], context) for key in persona.sources if key in sources]
    lists.append(("sources", "file-text", "muted", known or [context.words("persona.assumed")]))
    ends = [y, y]
    for name, icon, colour, entries in lists:
        made = _section(persona, name, icon, colour, entries, wide, context, plain=name == "demographics")
        at = 0 if ends[0] <= ends[1] else 1
        # the first column is the one that is read first
        left = _MARGIN + (at if not context.rtl else 1 - at) * (wide + _GAP)
        blocks.append(_at(made, left, ends[at]))
        ends[at] += made.rect.h + _GAP
    return max(ends)


def items_of(persona: Persona, name: str) -> list[str]:
    """The entries of a list; channels known by a key go by their names."""
    items: Sequence[str] = getattr(persona, name)
    return [CHANNELS[item][0] if name == "channels" and item in CHANNELS else item for item in items]


def source_line(source: Source, context: Context) -> str:
    """A source in one line: its title, or its kind, and how many it speaks for."""
    day = context.words.day(source.observed_on) if source.observed_on else ""
    size = f"n = {context.words.number(source.sample_size)}" if source.sample_size else ""
    title = source.title or context.words(f"source.{source.kind}.one")
    return " · ".join(part for part in (title, size, day) if part)


def _at(block: Block, x: float, y: float) -> Block:
    return Block(block.element, block.role, block.rect.moved(x, y), block.parts, block.title)


def _head(persona: Persona, width: float, context: Context) -> Block:
    """Portrait, name, role and quote on a ground tinted with the persona's colour."""
    styles, colours = context.styles, context.theme.colours
    hue = persona.colour if is_colour(persona.colour) else colours.persona
    ground = mix(colours.paper, hue, 0.08)
    x = 2 * _PORTRAIT + 2 * 24
    room = width - x - 24
    y = 24.0
    words: list[Part] = []
    name, _, height = context.text(
        x, y, room, persona.name or "–", styles.title, readable(colours.ink, ground), max_lines=3, by_paragraph=True
    )
    words.append(name)
    y += height + 3
    if persona.role:
        role, _, height = context.text(x, y + 2, room, persona.role, styles.stage, readable(colours.muted, ground))
        words.append(role)
        y += height + 2
    if persona.quote:
        y += 12
        quote, _, height = context.text(
            x + 14, y, room - 14, quoted(persona.quote), styles.sheet_quote, readable(colours.ink, ground)
        )  # fmt: skip
        bar = readable(mix(hue, colours.ink, 0.1), ground, 3.0)
        words += [ShapePart(round_rect_path(Rect(x, y + 2, 3, height - 4), 1.5), fill=bar), quote]
        y += height
    height = max(y + 24, 2 * _PORTRAIT + 48)
    sheet = ShapePart(round_rect_path(Rect(0, 0, width, height), 16), fill=ground)
    face = portrait_parts(persona, 24 + _PORTRAIT, 24 + _PORTRAIT, _PORTRAIT, styles.sheet_initials, context)
    parts = context.turned([sheet, *face, *words], width)
    return Block(persona.id, "persona", Rect(0, 0, width, height), parts, persona.name)


def _section(
    persona: Persona, name: str, icon: str, colour: str, items: Sequence[str], width: float, context: Context,
    plain: bool = False,
) -> Block:  # fmt: skip
    """A box with a heading and its lines, with a dot before each unless ``plain``."""
    styles, colours = context.styles, context.theme.colours
    ink = readable(getattr(colours, colour), colours.paper)
    said = context.words(f"persona.{name}")
    parts: list[Part] = [IconPart(_PAD, _PAD, 16, icon, ink, 2.0)]
    heading, _, height = context.text(_PAD + 24, _PAD, width - 2 * _PAD - 24, said, styles.lane, ink)
    parts.append(heading)
    y = _PAD + height + 8
    indent = 0.0 if plain else _BULLET
    for item in items:
        if not plain:
            parts.append(ShapePart(circle_path(_PAD + 4, y + styles.fact.line_height / 2, 2.2), fill=ink))
        # words stay beside their dot, whichever way they run
        text, _, height = context.text(
            _PAD + indent, y, width - 2 * _PAD - indent, item or " ", styles.fact, colours.ink, by_paragraph=plain
        )
        parts.append(text)
        y += height + (0 if plain else 4)
    height = y - (0 if plain else 4) + _PAD
    box = round_rect_path(Rect(0.5, 0.5, width - 1, height - 1), 12)
    edge = ShapePart(box, fill=colours.paper, line=Line(colours.hairline, 1))
    rect = Rect(0, 0, width, height)
    title = f"{said}: {', '.join(items)}"
    return Block(f"{persona.id}-{name}", "persona", rect, context.turned([edge, *parts], width), title)
