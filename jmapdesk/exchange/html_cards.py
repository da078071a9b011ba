"""Cards of a map as HTML: their words, and in one small line what is said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jmapdesk.exchange import account
from jmapdesk.exchange.html_pictures import CARD_PIXELS, Pictures
from jmapdesk.exchange.html_text import address_of, escaped, linked, tag, turned
from jmapdesk.exchange.said import channel_said, kind_said, status_said
from jmapdesk.insight.targets import targets
from jmapdesk.layout.card_plan import metric_value
from jmapdesk.layout.context import Context, PersonaMark
from jmapdesk.layout.curve import face_of
from jmapdesk.layout.marks import MOMENT_ICONS, STATES, shows_evidence
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS, card_kind_of, third
from jmapdesk.model.records import Card, Link
from jmapdesk.text.initials import initials


@dataclass(slots=True)
class Maker:
    """What cards are written with, and what they made use of."""

    journey: JourneyMap
    context: Context
    pictures: Pictures
    notes: Mapping[str, int] = field(default_factory=dict)
    """The number of each card's note at the end of the page, by card."""
    icons: dict[str, int] = field(default_factory=dict)
    """The number of each icon that was used, by name."""
    looks: dict[tuple[str, str], int] = field(default_factory=dict)
    """The number of each look of cards: kind and own colour."""
    columns: Mapping[str, queries.Column] = field(default_factory=dict)

    def icon(self, name: str) -> str:
        """An icon out of those that the page holds once."""
        number = self.icons.setdefault(name, len(self.icons))
        return f'<svg class="ic" aria-hidden="true" focusable="false"><use href="#i{number}"/></svg>'

    def look(self, card: Card) -> str:
        """The class of a card's colours."""
        return f"k{self.looks.setdefault((card.kind, card.colour), len(self.looks))}"

    def hidden(self, words: str) -> str:
        """Words that are heard and not seen."""
        return tag("span", escaped(words), class_="vh")


def card_item(one: Card, lane_kind: str, maker: Maker, over: int = 1) -> str:
    """A card as an item of its cell's list. ``over`` is how many steps it covers."""
    words = maker.context.words
    inside: list[str] = []
    if one.kind != card_kind_of(lane_kind):
        inside.append(aside(maker.hidden(f"{kind_said(one.kind, maker.context)}:")) + " ")
    marks = _marks(one, maker)
    if over > 1:
        marks.append(tag("span", escaped(words("summary.steps", n=over)), class_="over"))
    said = aside("".join(marks), "m") if marks else ""
    if one.kind == "metric" and one.readings:
        inside.append(_value(one, said, maker))
    else:
        inside += [_body(one, maker), _priority(one, maker) if one.kind == "opportunity" else "", said]
    dropped = " dropped" if one.kind == "opportunity" and one.status == "dropped" else ""
    kind = " metric" if one.kind == "metric" and one.readings else ""
    way = turned(one.text or one.word or one.alt, maker.context.rtl)
    return tag("li", "".join(inside), class_=f"card {maker.look(one)}{kind}{dropped}", dir=way)


def _body(one: Card, maker: Maker) -> str:
    """A card's words, with its icon or picture."""
    context = maker.context
    if one.kind == "image":
        address = maker.pictures.address(one.asset, CARD_PIXELS)
        # words under a picture say what it shows; where there are none, its alternative text is all there is
        alt = escaped(one.alt) if one.text.strip() or one.alt.strip() else escaped(kind_said("image", context))
        picture = f'<img src="{address}" alt="{alt}">' if address else ""
        picture = aside(picture, "pic") if picture and one.text.strip() else picture
        said = linked(one.text) if one.text.strip() or address else linked(one.alt)
        return f'{picture}<span class="x">{said}</span>'
    icon = ""
    if one.icon:
        icon = maker.icon(one.icon)
    elif one.kind in ("touchpoint", "channel"):
        icon = maker.icon(CHANNELS.get(one.channel, ("", CARD_KINDS[one.kind].icon))[1])
        if one.channel and one.channel in CHANNELS:
            icon += aside(maker.hidden(f"{channel_said(one.channel)}:"))
    words = f'<span class="x">{linked(one.text or one.word)}</span>'
    if one.kind == "quote" and one.who.strip():
        words += aside(f"— <bdi>{escaped(one.who)}</bdi>", "who")
    return icon + words


def _value(one: Card, marks: str, maker: Maker) -> str:
    """A metric: its latest value with its marks, what it measures, where it shall be."""
    context, target = maker.context, ""
    if one.target is not None:
        unit = f"\u00a0{one.unit}" if one.unit else ""
        said = context.words("target", value=context.words.number(one.target) + unit)
        target = aside(escaped(said), "tg")
    value = escaped(metric_value(one, context))
    return f'<b class="v">{value}</b> {marks}<span class="x">{linked(one.text)}</span>' + target


def aside(inside: str, classes: str = "as") -> str:
    """What is said about a card and no part of its words: a table that is read back leaves it out."""
    return f'<small data-aside class="{classes}">{inside}</small>'


def _priority(one: Card, maker: Maker) -> str:
    """An opportunity's owner, its impact and effort, how far it is."""
    words = maker.context.words
    said = [
        words(name, third=words(f"third.{third(value)}"))
        for name, value in (("impact", one.impact), ("effort", one.effort))
        if value is not None
    ]
    state = ""
    if one.status in STATES:
        state = tag("span", escaped(status_said(one.status, maker.context)), class_=f"state {one.status}")
    owner = one.owner.strip()
    if not (said or owner or state):
        return ""
    who = f"{disc(owner)}<bdi>{escaped(owner)}</bdi>" if owner else ""
    rated = tag("span", " · ".join(map(escaped, said)), class_="rate") if said else ""
    return aside(f"{who}{rated}{state}", "own")


def disc(name: str) -> str:
    """Somebody's initials on a disc."""
    return tag("span", escaped(initials(name)), class_="av", aria_hidden="true")


def _marks(one: Card, maker: Maker) -> list[str]:
    """What a card's badges say: severity, moment of truth, doubt, whose it is, notes, links, evidence."""
    words = maker.context.words
    out: list[str] = []
    if one.kind == "pain_point" and one.severity:
        dots = "<i></i>" * one.severity
        out.append(f'<span class="sev">{dots}{maker.hidden(words("doc.severity", n=one.severity))}</span>')
    out += moment_and_check(one, maker)
    if len(maker.journey.personas) > 1 and one.kind != "feeling":
        for key in one.personas:
            if (mark := maker.context.people.get(key)) is not None:
                name = maker.journey.personas[key].name
                out.append(person_disc(mark, maker, name))
    out += _pointers(one, maker)
    out.append(evidence(one, maker))
    return [mark for mark in out if mark]


def person_disc(mark: PersonaMark, maker: Maker, name: str = "") -> str:
    """A persona's initials on their colour, with their name for those who hear it."""
    look = f"background:{mark.ground};color:{maker.context.theme.on(mark.ground)}"
    short = tag("span", escaped(mark.short), aria_hidden="true")
    return tag("span", short + (maker.hidden(name) if name else ""), class_="who2", style=look)


def moment_and_check(one: Card, maker: Maker) -> list[str]:
    """A moment of truth, and that something needs checking."""
    words, out = maker.context.words, []
    if one.moment != "none":
        said = words(f"legend.{one.moment}")
        icon = maker.icon(MOMENT_ICONS.get(one.moment, "star"))
        out.append(f'<span class="mo" title="{escaped(said)}">{icon}{maker.hidden(said)}</span>')
    if one.check:
        said = words("legend.check")
        out.append(f'<span class="ck" title="{escaped(said)}"><b aria-hidden="true">?</b>{maker.hidden(said)}</span>')
    return out


def evidence(one: Card, maker: Maker) -> str:
    """A filled dot for evidence with the sources' titles, a hollow one for an assumption."""
    if not shows_evidence(one):
        return ""
    words = maker.context.words
    if not queries.is_sourced(one):
        said = words("legend.assumption")
        return f'<span class="ev no" title="{escaped(said)}">{maker.hidden(said)}</span>'
    keys = dict.fromkeys([*one.sources, *(reading.source or "" for reading in one.readings)])
    titles = [account.source_title(maker.journey.sources[k], maker.context) for k in keys if k in maker.journey.sources]
    said = f"{words('legend.evidence')}: {', '.join(titles)}"
    return f'<span class="ev" title="{escaped(said)}">{maker.hidden(said)}</span>'


def _pointers(one: Card, maker: Maker) -> list[str]:
    """Links to a card's note at the end of the page and to where it points."""
    out = []
    for found in targets(one):
        link = Link(kind=found.kind, target=found.target)
        address = address_of(link)
        if address and found.target not in one.text:
            inside = maker.icon("external-link") + maker.hidden(found.said)
            given = {"href": escaped(address), "rel": "noopener noreferrer", "title": escaped(found.said)}
            out.append(tag("a", inside, class_="go", **given))
    out.append(noted(one, maker))
    return out


def noted(one: Card, maker: Maker) -> str:
    """The number of a card's note, which leads to it; empty where there is none."""
    number = maker.notes.get(one.id)
    if not number:
        return ""
    said = escaped(f"{maker.context.words('doc.notes')} {number}")
    return tag("a", str(number), class_="nr", id=f"r{number}", href=f"#n{number}", aria_label=said)


def face(one: Card, maker: Maker, classes: str = "") -> str:
    """The face of a feeling in the colour of how it feels."""
    score = one.score or 0.0
    tone = "good" if score >= 0.5 else "bad" if score <= -0.5 else "mixed"
    return f'<span class="fc {classes or tone}" aria-hidden="true">{maker.icon(face_of(score))}</span>'
