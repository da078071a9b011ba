"""What stands round the table: title block, persona, stage arrows, step names, legend, footer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from jmapdesk.insight.review import next_review
from jmapdesk.insight.tally import Tally
from jmapdesk.layout.columns import ColumnBox, StageBox
from jmapdesk.layout.context import Context, PersonaMark
from jmapdesk.layout.legend import legend
from jmapdesk.layout.marks import fitted
from jmapdesk.layout.parts import IconPart, Line, Part, PicturePart, ShapePart, shifted
from jmapdesk.layout.visibility import EVERYTHING, Visibility
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Persona, Source
from jmapdesk.text.initials import initials, letters
from jmapdesk.text.shaped import TextStyle
from jmapdesk.util.colour import is_colour, readable
from jmapdesk.util.geometry import Path, Rect, circle_path, round_rect_path


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A piece of the sheet: whose it is, where it stands, its parts from its own top left."""

    element: str
    role: str
    rect: Rect
    parts: tuple[Part, ...]
    title: str = ""


def title_block(
    journey: JourneyMap, percent: int | None, left: float, top: float, width: float, context: Context
) -> Block:
    """Chips, title, purpose, goal and scope, in a block of that width; its height is what they need."""
    styles, colours, words, about = context.styles, context.theme.colours, context.words, journey.about
    parts: list[Part] = []
    x = 0.0
    kind = words(f"kind.{about.kind}")
    parts += _chip(x, 0, kind, colours.accent, colours.accent_tint, context)
    x += _chip_width(kind, context) + 6
    if percent is not None:
        said = words("evidence_based", percent=percent)
        if x + _chip_width(said, context) <= width:
            ink, ground = (colours.good_text, colours.good_tint)
            if percent < 50:
                ink, ground = (colours.mixed_text, colours.mixed_tint)
            parts += _chip(x, 0, said, ink, ground, context)
    y = 32.0
    facts_beside = width >= _TEXT + 44 + 340
    # a long title must not run into the facts beside it; it begins where the table does, whatever it is written in
    room = _TEXT if facts_beside and any((about.goal, about.success_measure, about.scope)) else width
    name = about.title or words("untitled")
    title, _, height = context.text(0, y, room, name, styles.title, colours.ink, max_lines=4)
    parts.append(title)
    y += height + 4
    if about.purpose:
        text, _, height = context.text(0, y, min(width, _TEXT), about.purpose, styles.purpose, colours.muted)
        parts.append(text)
        y += height + 2
    x, wide = (_TEXT + 44, min(width - _TEXT - 44, _TEXT)) if facts_beside else (0.0, min(width, _TEXT))
    facts, height = _facts(journey, x, 2.0 if facts_beside else y + 10, wide, context)
    parts += facts
    y = max(y, height + 2)
    rect = Rect(left, top, width, y)
    return Block("about", "title", rect, context.turned(parts, width), about.title)


_TEXT = 640.0
"""The widest a running text gets: longer lines lose the reader."""


def _facts(journey: JourneyMap, x: float, y: float, width: float, context: Context) -> tuple[list[Part], float]:
    """What the map is for, names in one column and words in another; returns the parts and where they end."""
    styles, colours, words, about = context.styles, context.theme.colours, context.words, journey.about
    given = (("goal", about.goal), ("success", about.success_measure), ("scope", about.scope))
    facts = [(words(key), said) for key, said in given if said]
    names = [context.shaper.measure(name, styles.fact_name, max_lines=1).width for name, _ in facts]
    head = min(max(names, default=0.0), width / 3)
    parts: list[Part] = []
    for name, said in facts:
        part, _, _ = context.text(x, y, head + 1, name, styles.fact_name, colours.ink, max_lines=1)
        text, _, height = context.text(x + head + 12, y, width - head - 12, said, styles.fact, colours.muted)
        parts += [part, text]
        y += height + 2
    return parts, y if facts else 0.0


def _chip_width(text: str, context: Context) -> float:
    return context.shaper.measure(text, context.styles.chip, max_lines=1).width + 20


def _chip(x: float, y: float, text: str, ink: str, ground: str, context: Context) -> list[Part]:
    width = _chip_width(text, context)
    part, _, _ = context.text(
        x + 9, y + 4, width - 18, text, context.styles.chip, readable(ink, ground), align="centre", max_lines=1
    )
    return [ShapePart(round_rect_path(Rect(x, y, width, 22), 11), fill=ground), part]


_BLOCK_TOP = 15.0
"""Where the words of a persona begin: blocks side by side begin alike, the least ones have theirs in the middle."""


def persona_block(
    persona: Persona, more: int, right: float, top: float, width: float, context: Context, least: float = 76.0
) -> Block:
    """A persona's box, its right edge given: portrait, name, role, quote, goal; how many others there are.

    A persona of whom little is said gets a box as narrow as that.
    """
    styles, colours, words = context.styles, context.theme.colours, context.words
    x = 88.0
    said = " · ".join(s for s in (persona.role, words("more_personas", n=more) if more else "") if s)
    name_w = context.shaper.measure(persona.name or "–", styles.persona, max_lines=1).width
    role = f"· {said}" if said else ""
    role_w = context.shaper.measure(role, styles.persona_role, max_lines=1).width + 4 if role else 0.0
    if not persona.quote and not persona.goals:
        width = min(width, x + name_w + role_w + 26)
    room = width - x - 16
    parts: list[Part] = []
    y = 0.0
    name, _, _ = context.text(x, y, room, persona.name or "–", styles.persona, colours.ink, max_lines=1)
    parts.append(name)
    if role and name_w + role_w + 6 <= room:
        text, _, _ = context.text(
            x + name_w + 4, y + 0.5, room - name_w - 4, role, styles.persona_role, colours.muted, max_lines=1
        )
        parts.append(text)
        y += 20
    elif role:
        text, _, height = context.text(x, y + 19, room, said, styles.persona_role, colours.muted, max_lines=2)
        parts.append(text)
        y += 19 + height
    else:
        y += 20
    if persona.quote:
        text, _, height = context.text(x, y, room, quoted(persona.quote), styles.persona_text, colours.muted)
        parts.append(text)
        y += height
    if persona.goals:
        y += 4 if persona.quote else 0
        head, head_w, _ = context.text(x, y, room, words("goal"), styles.persona_bold, colours.ink, max_lines=1)
        goal, _, height = context.text(
            x + head_w + 4, y, room - head_w - 4, persona.goals[0], styles.persona_text, colours.muted
        )
        parts += [head, goal]
        y += height
    height = max(least, y + 30)
    box = round_rect_path(Rect(0.5, 0.5, width - 1, height - 1), 12)
    parts = [
        ShapePart(box, fill=colours.paper, line=Line(colours.hairline, 1)),
        *portrait_parts(persona, 44.0, 44.0, 28.0, styles.portrait, context),
        *shifted(parts, 0, max(_BLOCK_TOP, (88.0 - y) / 2)),
    ]
    x = right - width
    return Block(persona.id, "persona", Rect(x, top, width, height), context.turned(parts, width), persona.name)


def quoted(words: str) -> str:
    """Words in quotation marks, those they have already or curly ones."""
    return words if words[:1] in '“"«„「' else f"“{words}”"


def portrait_parts(
    persona: Persona, cx: float, cy: float, radius: float, style: TextStyle, context: Context
) -> list[Part]:
    """The portrait cut to a circle, or the initials on the persona's colour."""
    circle = circle_path(cx, cy, radius)
    if persona.portrait and persona.portrait in context.assets:
        asset = context.assets[persona.portrait]
        rect = Rect(cx - radius, cy - radius, 2 * radius, 2 * radius)
        return [PicturePart(rect, asset.id, circle, square_part(asset.width, asset.height))]
    ground = persona_ground(persona, context)
    parts: list[Part] = [ShapePart(circle, fill=ground)]
    if short := initials(persona.name):
        ink = context.theme.on(ground)
        parts.append(fitted(short, cx, cy, 2 * radius * 0.82, style, ink, context))
    return parts


def persona_ground(persona: Persona, context: Context) -> str:
    """The colour a persona's initials stand on: their own, deep enough to be written on in white."""
    hue = persona.colour if is_colour(persona.colour) else context.theme.colours.persona
    return context.theme.stage_colour(hue, 0)


def persona_marks(people: Sequence[Persona], context: Context) -> dict[str, PersonaMark]:
    """How each of several personas is marked on cards; a letter and a number where initials are the same."""
    if len(people) < 2:
        return {}
    short = [initials(persona.name) for persona in people]
    return {
        persona.id: PersonaMark(
            one if one and short.count(one) == 1 else f"{''.join(letters(one)[:1])}{place + 1}",
            persona_ground(persona, context),
        )
        for place, (persona, one) in enumerate(zip(people, short, strict=True))
    }


def square_part(width: int | None, height: int | None) -> Rect:
    """The largest square in the middle of a picture, as shares of its width and height."""
    if not width or not height or width == height:
        return Rect(0, 0, 1, 1)
    if width > height:
        share = height / width
        return Rect((1 - share) / 2, 0, share, 1)
    share = width / height
    return Rect(0, 0, 1, share)  # faces are near the top of a tall picture


# --- stage arrows and step names --------------------------------------------------------------------------------


def arrow_path(width: float, height: float, tip: float, first: bool) -> Path:
    """A stage's arrow from (0, 0): flat at its start for the first stage, notched for the others."""
    tip = min(tip, width / 2)
    notch: tuple[tuple[str, float, float], ...] = () if first else (("L", tip, height / 2),)
    return (
        ("M", 0.0, 0.0), ("L", width - tip, 0.0), ("L", width, height / 2), ("L", width - tip, height),
        ("L", 0.0, height), *notch, ("Z",),
    )  # fmt: skip


def _stage_texts(box: StageBox, context: Context) -> tuple[list[tuple[str, TextStyle, float, int]], float, float]:
    """The words of an arrow as (text, style, height, lines), the x they start at and the width they have."""
    styles, measures = context.styles, context.measures
    if box.stage.collapsed:
        x = 10.0 if box.place == 0 else measures.header_tip + 8
        room = box.w - x - measures.header_tip - 2
        more = context.words("summary.steps", n=len(box.stage.steps)) if len(box.stage.steps) > 1 else " "
        words = [(box.stage.name or " ", styles.lane, 4), (more, styles.goal, 1)]
    else:
        x = 16.0 if box.place == 0 else measures.header_tip + 16
        room = max(30.0, box.w - x - measures.header_tip - 6)
        words = [(box.stage.name or " ", styles.stage, 3)]
        if box.stage.goal:
            words.append((box.stage.goal, styles.goal, 3))
    measured = [
        (text, style, context.shaper.measure(text, style, room, lines).height, lines) for text, style, lines in words
    ]
    return measured, x, room


def header_height(boxes: Iterable[StageBox], context: Context) -> float:
    """The height of all arrows: that of the one with most words."""
    needed = (sum(height for _, _, height, _ in _stage_texts(box, context)[0]) + 22 for box in boxes)
    return max(context.measures.header_min, max(needed, default=0.0))


def stage_block(box: StageBox, top: float, height: float, context: Context) -> Block:
    """One stage's arrow with its name and the customer's goal."""
    texts, x, room = _stage_texts(box, context)
    y = (height - sum(h for _, _, h, _ in texts)) / 2
    tip = context.measures.header_tip
    edge = context.theme.colours.stage_edge
    path = arrow_path(box.w, height + 1, tip, box.place == 0)  # a unit taller, it covers the line under it as well
    parts: list[Part] = [ShapePart(path, fill=box.colour, line=Line(edge, 1) if edge else None)]
    ink = context.theme.on(box.colour)
    for text, style, h, lines in texts:
        if box.stage.collapsed and style == context.styles.goal:
            # the sign that there is more stands before the number of steps
            fold = "chevron-left" if context.rtl else "chevron-right"
            parts.append(IconPart(x - 3, y + (h - 14) / 2, 14, fold, ink, 2.4))
            part, _, _ = context.text(x + 12, y, room - 12, text, style, ink, max_lines=lines)
            parts.append(part)
            continue
        part, _, _ = context.text(x, y, room, text, style, ink, max_lines=lines)
        parts.append(part)
        y += h
    rect = Rect(box.x, top, box.w, height)
    return Block(box.stage.id, "stage", rect, context.turned(parts, box.w), box.stage.name)


def step_row_height(boxes: Iterable[ColumnBox], context: Context) -> float:
    """The height of the row of step names; zero where no step has a name or a time."""
    heights = [_step_height(box, context) for box in boxes if has_step_words(box)]
    return max(heights) + 12 if heights else 0.0


def has_step_words(box: ColumnBox) -> bool:
    """Whether words stand over a column: a step's name or time; a collapsed stage has none."""
    return bool(box.step.name or box.step.time) and not box.folded


def _step_height(box: ColumnBox, context: Context) -> float:
    styles, room = context.styles, box.w - 18
    name = context.shaper.measure(box.step.name, styles.step, room, 3).height if box.step.name else 0.0
    time = context.shaper.measure(box.step.time, styles.time, room, 2).height if box.step.time else 0.0
    return name + time


def step_block(box: ColumnBox, top: float, height: float, context: Context) -> Block:
    """A step's name and time under the stage it belongs to."""
    styles, colours = context.styles, context.theme.colours
    y = (height - _step_height(box, context)) / 2
    parts: list[Part] = []
    for text, style, colour, lines in (
        (box.step.name, styles.step, colours.ink, 3),
        (box.step.time, styles.time, colours.muted, 2),
    ):
        if text:
            part, _, h = context.text(9, y, box.w - 18, text, style, colour, max_lines=lines)
            parts.append(part)
            y += h
    said = " ".join(s for s in (box.step.name, box.step.time) if s)
    return Block(box.step.id, "step", Rect(box.x, top, box.w, height), context.turned(parts, box.w), said)


# --- legend and footer ------------------------------------------------------------------------------------------


def sources_said(sources: Iterable[Source], context: Context) -> str:
    """What the evidence is, counted by kind: ``11 interviews, 214 survey answers``."""
    return ", ".join(sources_list(sources, context))


def sources_list(sources: Iterable[Source], context: Context) -> list[str]:
    """The kinds of evidence with their counts, the most telling first."""
    counted: Counter[str] = Counter()
    for source in sources:
        counted[source.kind] += source.sample_size if source.sample_size is not None else 1
    said = []
    for kind in sorted(counted, key=lambda k: _SOURCE_ORDER.get(k, 99)):
        n = counted[kind]
        number = "one" if n == 1 else "many"
        keys = (f"source.{kind}", f"source.{kind}.{number}", f"source.other.{number}")
        key = next((key for key in keys if context.words.has(key)), keys[-1])
        # a number is never parted from what it counts
        said.append(context.words(key, n=context.words.number(n)).replace(" ", "\u00a0"))
    return said


_SOURCE_ORDER = {
    kind: i
    for i, kind in enumerate(
        ("interview", "survey", "observation", "workshop", "support", "document", "analytics", "other")
    )
}


def footer_block(
    journey: JourneyMap,
    use: Tally,
    left: float,
    top: float,
    width: float,
    context: Context,
    arrows: Collection[str] = (),
    shown: Visibility = EVERYTHING,
) -> Block:
    """The legend at the start, who owns and reviews the map and what it rests on at the end (or under it).

    ``arrows`` are the kinds of connections that show; ``shown`` may leave out either.
    """
    styles, colours, words, about = context.styles, context.theme.colours, context.words, journey.about
    parts, x, y = legend(use, width, context, arrows) if shown.legend else ([], 0.0, 0.0)
    owner = " · ".join(s for s in (about.owner, about.team) if s)
    facts = [
        words("footer.owner", name=owner) if owner else "",
        words("footer.reviewed", day=words.day(about.reviewed_on)) if about.reviewed_on else "",
        words("footer.next", day=words.day(due)) if (due := next_review(about.reviewed_on, about.review_every)) else "",
        sources_said(journey.sources.values(), context),
        about.version_label,
    ]  # fmt: skip
    said = " · ".join(fact for fact in facts if fact) if shown.footer else ""
    height = y + 16 if shown.legend or shown.footer else 0.0
    if said:
        wide = context.shaper.measure(said, styles.footer).width
        beside = y == 0 and wide <= width - x - 10
        at = 0.0 if beside else (y + 20 if parts else 0.0)
        text, _, h = context.text(0, at, width, said, styles.footer, colours.muted, align="end" if beside else "start")
        parts.append(text)
        height = max(height, at + h)
    return Block("footer", "footer", Rect(left, top, width, height), context.turned(parts, width), said)
