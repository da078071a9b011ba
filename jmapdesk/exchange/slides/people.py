"""A slide for each persona: portrait, words, what is known of them, and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from jmapdesk.exchange.slides import heads
from jmapdesk.exchange.slides.maker import Maker
from jmapdesk.exchange.slides.scene import Box, Edge, Paragraph, Run, Shape, Slide, plain
from jmapdesk.layout.persona_sheet import LISTS, items_of, source_line
from jmapdesk.layout.sheet import quoted
from jmapdesk.model.records import Persona
from jmapdesk.util.colour import is_colour, mix, readable
from jmapdesk.util.geometry import Rect

_SIDE: Final = 250.0
"""The width of the panel with the portrait."""
_TOP: Final = 64.0
_GAP: Final = 14.0
_PAD: Final = 10.0
_SIZES: Final = (13.0, 12.0, 11.0, 10.0, 9.0, 8.5)


class _Section(NamedTuple):
    """A list of what is known of a persona."""

    heading: str
    icon: str
    ink: str
    entries: Sequence[str]
    bullets: bool


def persona_slides(persona: Persona, maker: Maker) -> list[Slide]:
    """A persona on a slide; on more than one where there is too much to say."""
    sections = _sections(persona, maker)
    room = Rect(heads.X + _SIDE + 24, _TOP, heads.W - _SIDE - 24, heads.BOTTOM - _TOP)
    size, pages = _SIZES[-1], list[list[tuple[_Section, Rect]]]()
    for size in _SIZES:
        pages = _placed(sections, room, size, maker)
        if len(pages) == 1:
            break
    whole = {entry for section in sections for entry in section.entries}
    maker.remarks.cut.update(
        entry for page in pages for section, _ in page for entry in section.entries if entry not in whole
    )
    name = persona.name or "–"
    slides = []
    for i, page in enumerate(pages):
        number = f" ({maker.context.words.number(i + 1)}/{maker.context.words.number(len(pages))})"
        said = name + (number if len(pages) > 1 else "")
        shapes: list[Shape] = [heads.title(said, maker), *_panel(persona, maker)]
        for section, rect in page:
            shapes += _box(section, rect, size, maker)
        slides.append(maker.slide(said, shapes, _notes(persona, sections) if i == 0 else []))
    return slides


def _notes(persona: Persona, sections: Sequence[_Section]) -> list[str]:
    lines = [" · ".join(part for part in (persona.name, persona.role) if part), persona.quote]
    return lines + [f"{one.heading}: {'; '.join(one.entries)}" for one in sections]


def _sections(persona: Persona, maker: Maker) -> list[_Section]:
    """What is known of a persona; what nothing is said of takes no room."""
    words, colours, sources = maker.context.words, maker.context.theme.colours, maker.journey.sources
    made: list[_Section] = []
    for name, icon, text in (
        ("background", "book-open", persona.background), ("demographics", "users", persona.demographics)
    ):  # fmt: skip
        if text:
            made.append(_Section(words(f"persona.{name}"), icon, colours.muted, text.splitlines(), False))
    for name, icon, colour in LISTS:
        if items := items_of(persona, name):
            ink = readable(getattr(colours, colour), colours.paper)
            made.append(_Section(words(f"persona.{name}"), icon, ink, items, True))
    known = [source_line(sources[key], maker.context) for key in persona.sources if key in sources]
    rests = known or [words("persona.assumed")]
    made.append(_Section(words("persona.sources"), "file-text", colours.muted, rests, bool(known)))
    return made


def _words(section: _Section, size: float, maker: Maker) -> tuple[Paragraph, ...]:
    ink = maker.context.theme.colours.ink
    return tuple(
        Paragraph((Run(line, size, ink),), bullet=section.bullets, before=0.25 * size if i else 0.0)
        for i, entry in enumerate(section.entries)
        for line in (entry.split("\n") if section.bullets else [entry])
    )


def _placed(
    sections: Sequence[_Section], room: Rect, size: float, maker: Maker
) -> list[list[tuple[_Section, Rect]]]:  # fmt: skip
    """Where each section stands: two columns, each section in the shorter, and further slides where both are full."""
    wide = (room.w - _GAP) / 2
    pages: list[list[tuple[_Section, Rect]]] = [[]]
    ends = [room.y, room.y]
    for section in _whole(sections, room, size, wide, maker):
        height = _height(section, wide, size, maker)
        at = 0 if ends[0] <= ends[1] else 1
        if ends[at] + height > room.bottom and ends[1 - at] + height <= room.bottom:
            at = 1 - at
        if ends[at] + height > room.bottom and pages[-1]:
            pages.append([])
            ends, at = [room.y, room.y], 0
        pages[-1].append((section, Rect(room.x + at * (wide + _GAP), ends[at], wide, height)))
        ends[at] += height + _GAP
    return pages


def _whole(
    sections: Sequence[_Section], room: Rect, size: float, wide: float, maker: Maker
) -> list[_Section]:  # fmt: skip
    """The sections, those that no slide could hold in pieces."""
    made: list[_Section] = []
    for section in sections:
        kept: list[str] = []
        for entry in section.entries:
            most = int((room.h - 60) / (1.5 * size))
            shown = maker.fitter.cut(entry, size, wide - 2 * _PAD - size, most)
            tried = section._replace(entries=[*kept, shown])
            if kept and _height(tried, wide, size, maker) > room.h:
                made.append(section._replace(entries=kept))
                kept = []
            kept.append(shown)
        made.append(section._replace(entries=kept))
    return made


def _height(section: _Section, wide: float, size: float, maker: Maker) -> float:
    return maker.fitter.height(_words(section, size, maker), wide - 2 * _PAD) + _heading(size) + 2 * _PAD


def _heading(size: float) -> float:
    return size * 1.2 + 8


def _box(section: _Section, rect: Rect, size: float, maker: Maker) -> list[Shape]:
    """A section: its icon, its heading and its lines in a box."""
    colours = maker.context.theme.colours
    icon = size * 1.2
    heading = Rect(rect.x + _PAD + icon + 6, rect.y + _PAD, rect.w - 2 * _PAD - icon - 6, size * 1.2)
    top = _PAD + _heading(size)
    lines = _words(section, size, maker)
    says = f"{section.heading}: {'; '.join(section.entries)}"
    return [
        Box(rect, (), colours.paper, Edge(colours.hairline), "round", 8, name=section.heading),
        maker.icon(section.icon, Rect(rect.x + _PAD, rect.y + _PAD, icon, icon), section.ink),
        Box(heading, plain(section.heading, size, section.ink, bold=True), anchor="middle", name=section.heading),
        Box(Rect(rect.x, rect.y + top, rect.w, rect.h - top), lines, inset=(_PAD, 0, _PAD, 0), name=section.heading,
            says=says),
    ]  # fmt: skip


def _panel(persona: Persona, maker: Maker) -> list[Shape]:
    """Portrait, role and what the persona says, on a ground tinted with their colour."""
    colours, fitter = maker.context.theme.colours, maker.fitter
    hue = persona.colour if is_colour(persona.colour) else colours.persona
    ground = mix(colours.paper, hue, 0.08)
    rect = Rect(heads.X, _TOP, _SIDE, heads.BOTTOM - _TOP)
    side, inner = 132.0, _SIDE - 40
    shapes: list[Shape] = [
        Box(rect, (), ground, None, "round", 14, name="Panel"),
        heads.portrait(persona, rect.x + (_SIDE - side) / 2, rect.y + 22, side, maker),
    ]
    y = rect.y + 22 + side + 14
    lines: list[Paragraph] = []
    if persona.role:
        role = fitter.cut(persona.role, 13.0, inner, 4, bold=True)
        lines += plain(role, 13.0, readable(colours.ink, ground), bold=True, align="centre")
    room = rect.bottom - y - 16
    if persona.quote:
        left = room - fitter.height(lines, inner) - 12
        quote, size = quoted(persona.quote), 15.0
        while size > 10 and fitter.lines(quote, size, inner) * size * 1.5 > left:
            size -= 1
        shown = fitter.cut(quote, size, inner, max(1, int(left / (1.5 * size))))
        if shown != quote:
            maker.remarks.cut.add(quote)
        said = [Paragraph((Run(line, size, readable(colours.ink, ground), italic=True),), "centre")
                for line in shown.split("\n")]  # fmt: skip
        lines += [Paragraph(one.runs, one.align, before=12.0 if i == 0 and lines else 0) for i, one in enumerate(said)]
    if lines:
        shapes.append(Box(Rect(rect.x + 20, y, inner, room), tuple(lines), name=persona.role or persona.name))
    return shapes
