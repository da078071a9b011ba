"""The inside of a card: its size and what stands where in it, from its kind and its fields.

A plan depends on the card, its width and the context only, so it is made once for each and kept as long as the card
is the same object. Badges may reach ``BADGE_REACH`` above the card's top edge.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

from jmapdesk.insight.targets import targets
from jmapdesk.layout import marks
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import IconPart, Line, Part, PicturePart, ShapePart
from jmapdesk.layout.theme import KindColours
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS, third
from jmapdesk.model.records import Card
from jmapdesk.text.initials import initials
from jmapdesk.util.colour import mix, readable
from jmapdesk.util.geometry import Rect, path_bounds, round_foot_path, round_rect_path

BADGE_REACH = 8.0
"""How far badges reach above a card, map units; less than the gap between cards and the padding of a cell."""

_ICON = 14.0
_ICON_GAP = 6.0
_DOT_ROOM = 10.0
_AVATAR = 18.0
_ONE_LINE = 40.0
"""A card lower than this has one line, and its dot stands beside it."""


@dataclass(frozen=True, slots=True, eq=False)
class CardPlan:
    """A card laid out at a width: its height, its parts (card's top left is 0, 0) and the colour it has from afar."""

    card: Card
    w: float
    h: float
    parts: tuple[Part, ...]
    flat: str
    title: str
    reach: float = 0.0
    """How far its badges reach above its top edge."""
    link: Rect | None = None
    """Where the mark stands that says it points somewhere, from its top left; None where it does not."""

    def badges(self) -> list[Rect]:
        """What its badges cover, from its top left."""
        if not self.reach:
            return []
        shapes = (path_bounds(part.path) for part in self.parts if isinstance(part, ShapePart))
        return [rect for rect in shapes if rect.y < 0 and rect.w < self.w / 2]


class PlanCache:
    """Plans by card id, kept while the very same record is asked for at the same width; least used ones go first."""

    def __init__(self, context: Context, limit: int = 60_000) -> None:
        self.context = context
        self._limit = limit
        self._plans: OrderedDict[tuple[str, float], CardPlan] = OrderedDict()

    def turned_to(self, context: Context) -> PlanCache:
        """A cache for a context in which personas are marked in another way: plans without such marks are kept."""
        fresh = PlanCache(context, self._limit)
        fresh._plans.update((key, plan) for key, plan in self._plans.items() if not plan.card.personas)
        return fresh

    def plan(self, card: Card, width: float) -> CardPlan:
        """The plan of a card at a width."""
        key = (card.id, width)
        plan = self._plans.get(key)
        if plan is None or plan.card is not card:
            plan = plan_card(card, width, self.context)
            self._plans[key] = plan
            if len(self._plans) > self._limit:
                self._plans.popitem(last=False)
        return plan


def plan_card(card: Card, width: float, context: Context) -> CardPlan:
    """Lay out the inside of one card at a width in map units."""
    match card.kind:
        case "metric" if card.readings:
            parts, height, flat = _metric(card, width, context)
        case "image":
            parts, height, flat = _image(card, width, context)
        case _:
            parts, height, flat = _plain(card, width, context)
    badges, link = _badges(card, width, context)
    if link is not None and context.rtl:
        link = link._replace(x=width - link.right)
    reach = BADGE_REACH if badges else 0.0
    shown = context.turned([*parts, *badges], width)
    return CardPlan(card, width, height, shown, flat, spoken(card, context), reach, link)


def spoken(card: Card, context: Context) -> str:
    """The words that stand for a card where it cannot be seen: its kind and its text."""
    kind = CARD_KINDS.get(card.kind)
    name = context.words(f"card.{card.kind}") if context.words.has(f"card.{card.kind}") else ""
    name = name or (kind.name if kind else "")
    text = card.text or card.word or card.alt
    return f"{name}: {text}" if name and text else text or name


def _body(width: float, height: float, colours: KindColours, context: Context) -> list[Part]:
    """The card's sheet: a flat edge one unit lower, then fill and border."""
    edge = mix(colours.border, context.theme.colours.ink, 0.10)
    under = mix(edge, context.theme.colours.paper, 0.35)
    return list(_sheet(width, height, context.measures.card_radius, under, colours.fill, colours.border))


@lru_cache(maxsize=2048)  # the heights of cards are few: thousands of cards share some dozen sheets
def _sheet(width: float, height: float, radius: float, under: str, fill: str, border: str) -> tuple[Part, ...]:
    inner = Rect(0.5, 0.5, width - 1, height - 1)
    return (
        ShapePart(round_foot_path(Rect(0, 1, width, height), radius, 1), fill=under),
        ShapePart(round_rect_path(inner, radius - 0.5), fill=fill, line=Line(border, 1)),
    )


def _evidence_dot(
    card: Card, x: float, y: float, ground: str, context: Context, on_sheet: bool = True
) -> list[Part]:
    """The mark of evidence in one ink on all kinds of cards; nothing where none is asked and none is given."""
    if not marks.shows_evidence(card):
        return []
    ink = readable(context.theme.colours.muted, ground, 3.0)
    return [marks.evidence(card, x, y, ink, None if on_sheet else ground)]


def _badges(card: Card, width: float, context: Context) -> tuple[list[Part], Rect | None]:
    """Marks on the top edge, and where the one is that says it points somewhere.

    At the start whose the card is, and whether it points somewhere; from the end inwards severity, state of work,
    moment of truth, needs checking.
    """
    parts: list[Part] = []
    x = width - 8.0
    if card.kind == "pain_point" and card.severity:
        x -= 6.0 + 7.0 * card.severity
        parts += marks.severity_pill(card.severity, x, -5, context)
        x -= 4
    # badges stand half a unit under the edge: they must clear the line of the lane above
    if card.kind == "opportunity" and card.status in marks.STATES:
        x -= 13
        parts += marks.state(card.status, x + 6.5, 0.5, card_colours(card, context).ink, context)
        x -= 4
    if card.moment != "none":
        x -= 13
        parts += marks.moment(card.moment, x + 6.5, 0.5, context)
        x -= 4
    if card.check:
        x -= 13
        parts += marks.check(x + 6.5, 0.5, context)
    people, x = marks.people(card, 8.0 + 6.5, 0.5, context)
    parts += people
    if not targets(card):
        return parts, None
    ground = context.theme.kind(card.kind, card.colour).ink
    parts += marks.link(x, 0.5, ground, context)
    return parts, Rect(x - 7, -6.5, 14, 14)


def icon_of(card: Card) -> str | None:
    """The icon at the start of a card: its own, its channel's, or none."""
    if card.icon:
        return card.icon
    if card.kind in ("touchpoint", "channel"):
        return CHANNELS.get(card.channel, ("", CARD_KINDS[card.kind].icon))[1]
    if card.kind == "feeling":
        return "smile"
    return None


def _plain(card: Card, width: float, context: Context) -> tuple[list[Part], float, str]:
    """Icon, text, a second line where the kind has one, evidence dot, badges."""
    measures, styles = context.measures, context.styles
    colours = card_colours(card, context)
    x, y = measures.card_pad_x, measures.card_pad_y + 1
    asks = marks.shows_evidence(card)
    inside: list[Part] = []
    icon = icon_of(card)
    if icon:
        inside.append(IconPart(x, y + 1, _ICON, icon, colours.ink, 1.8))
        x += _ICON + _ICON_GAP
    room = max(24.0, width - x - measures.card_pad_x - (_DOT_ROOM if asks else 0))
    words = card.text or (card.word if card.kind == "feeling" else "")
    text, _, height = context.text(x, y, room, words or " ", styles.card, colours.ink, by_paragraph=True)
    inside.append(text)
    y += max(height, styles.card.line_height)
    if card.kind == "quote" and card.who:
        who, _, height = context.text(x, y + 1, room, f"— {card.who}", styles.small, colours.ink, max_lines=2)
        inside.append(who)
        y += height + 1
    if card.kind == "opportunity":
        more, height = _priority(card, measures.card_pad_x, y + 4, width, colours, context)
        inside.extend(more)
        y += height + 4 if more else 0
    height = y + measures.card_pad_y + 1
    parts = _body(width, height, colours, context)
    parts += inside
    dot_y = height / 2 if height < _ONE_LINE else height - 11
    parts += _evidence_dot(card, width - 11.5, dot_y, colours.fill, context)
    return parts, height, mix(colours.fill, colours.border, 0.6)


def card_colours(card: Card, context: Context) -> KindColours:
    """The card's colours, faded where it is an opportunity that was dropped."""
    colours = context.theme.kind(card.kind, card.colour)
    return _faded(colours, context) if card.kind == "opportunity" and card.status == "dropped" else colours


def _faded(colours: KindColours, context: Context) -> KindColours:
    """The colours of what is no longer alive: nearer to the paper, still to be read."""
    paper = context.theme.colours.paper
    fill = mix(colours.fill, paper, 0.65)
    return KindColours(fill, mix(colours.border, paper, 0.4), readable(mix(colours.ink, fill, 0.35), fill))


def _priority(
    card: Card, x: float, y: float, width: float, colours: KindColours, context: Context
) -> tuple[list[Part], float]:
    """The last line of an opportunity: who owns it, its impact and effort. Returns the parts and their height."""
    styles, words = context.styles, context.words
    rated = [
        words(f"{name}", third=words(f"third.{third(value)}"))
        for name, value in (("impact", card.impact), ("effort", card.effort))
        if value is not None
    ]
    said = " · ".join(rated) or card.owner
    if not said:
        return [], 0.0
    parts: list[Part] = []
    left = x
    if card.owner:
        ground = colours.ink if card.status == "dropped" else mix(colours.ink, "#000000", 0.1)
        parts += marks.owner(initials(card.owner), x + _AVATAR / 2, y + _AVATAR / 2, _AVATAR, ground, context)
        left += _AVATAR + 6
    text, _, height = context.text(left, y + 1.5, width - left - 6, said, styles.small_bold, colours.ink, max_lines=3)
    parts.append(text)
    return parts, max(_AVATAR if card.owner else 0.0, height + 2)


def metric_value(card: Card, context: Context) -> str:
    """The latest reading with its unit; empty before the first reading."""
    if not card.readings:
        return ""
    latest = max(card.readings, key=lambda reading: reading.as_of)
    return with_unit(latest.value, card.unit, context)


def with_unit(value: float, unit: str, context: Context) -> str:
    """A number as the map writes it, with its unit."""
    number = context.words.number(value)
    return f"{number}\u00a0{unit}" if unit else number


def _metric(card: Card, width: float, context: Context) -> tuple[list[Part], float, str]:
    """A number as a headline with its name under it; no sheet of its own, unless it has a colour."""
    styles, colours = context.styles, context.theme.colours
    kind = context.theme.kind(card.kind, card.colour)
    shown = metric_value(card, context)
    ground = kind.fill if card.colour else colours.paper
    ink, muted = readable(colours.ink, ground), readable(colours.muted, ground)
    value, value_w, height = context.text(10, 2, width - 20 - _DOT_ROOM, shown, styles.metric, ink)
    parts: list[Part] = [value]
    y = 2 + height
    room = width - 20
    label, _, height = context.text(10, y, room, card.text or " ", styles.subtitle, muted)
    parts.append(label)
    y += height
    if card.target is not None:
        words = context.words("target", value=with_unit(card.target, card.unit, context))
        target, _, height = context.text(10, y, room, words, styles.subtitle, muted, max_lines=2)
        parts.append(target)
        y += height
    height = y + 4
    if card.colour:
        parts = _body(width, height, kind, context) + parts
    dot_y = 2 + styles.metric.line_height / 2 + 1
    parts += _evidence_dot(card, 10 + value_w + 9, dot_y, ground, context, on_sheet=bool(card.colour))
    return parts, height, kind.border


def _image(card: Card, width: float, context: Context) -> tuple[list[Part], float, str]:
    """A picture as wide as the card with its words under it; its alternate text where the picture is missing."""
    colours = context.theme.kind(card.kind, card.colour)
    asset = context.assets.get(card.asset or "")
    ratio = asset.height / asset.width if asset and asset.width and asset.height else 0.75
    inset = 4.0
    picture_w = width - 2 * inset
    # whole units, as all heights are: what stands under it shall fill whole pixels at full size
    picture_h = math.floor(min(picture_w * ratio, picture_w * 1.6)) or picture_w * ratio
    inside: list[Part] = []
    y = inset
    if asset:
        rect = Rect(inset, y, picture_w, picture_h)
        shown = picture_h / (picture_w * ratio)
        source = Rect(0, (1 - shown) / 2, 1, shown)
        inside.append(PicturePart(rect, asset.id, round_rect_path(rect, context.measures.card_radius - 3), source))
    else:
        inside.append(IconPart(width / 2 - 12, y + picture_h / 2 - 12, 24, "image", colours.ink, 1.6))
    y += picture_h
    said = card.text or ("" if asset else card.alt)
    if said:
        text, _, height = context.text(
            context.measures.card_pad_x, y + 5, width - 2 * context.measures.card_pad_x, said,
            context.styles.small, colours.ink, by_paragraph=True,
        )  # fmt: skip
        inside.append(text)
        y += height + 7
    height = y + inset
    return _body(width, height, colours, context) + inside, height, colours.border
