"""A map as a story: title, persona, lanes, then stage by stage, step by step, lane by lane what stands there."""

from __future__ import annotations

from collections.abc import Iterator

from jmapdesk.insight.find import card_words
from jmapdesk.insight.targets import targets
from jmapdesk.layout.boxes import CardBox, LaneBox
from jmapdesk.layout.columns import ColumnBox, StageBox
from jmapdesk.layout.curve import Series
from jmapdesk.layout.lanes import lane_name
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import ShapePart
from jmapdesk.layout.sheet import Block
from jmapdesk.layout.telling import Teller
from jmapdesk.model import queries
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.records import Card
from jmapdesk.render.story import Ink, Lead, Story, Told, paragraphs, texts_of
from jmapdesk.util.addresses import as_web
from jmapdesk.util.geometry import Rect, path_bounds


def map_story(layout: MapLayout) -> Story:
    """The story of a map as it is laid out; what is left out of it is not told."""
    return _Storyteller(layout).story()


def keywords(layout: MapLayout) -> tuple[str, ...]:
    """The tags of the cards that show, then the personas, each once."""
    tags = (tag for box in layout.lanes for cell in box.cells for one in cell for tag in one.card.tags)
    people = (persona.name for persona in queries.personas(layout.journey) if persona.name)
    return tuple(dict.fromkeys((*tags, *people)))


class _Storyteller:
    """Tells one map."""

    def __init__(self, layout: MapLayout) -> None:
        self._layout, self._context = layout, layout.context
        self._teller = Teller(layout.journey, layout.context)
        self._steps = {block.element: block for block in layout.steps}

    def story(self) -> Story:
        """All of it."""
        layout, words = self._layout, self._context.words
        title = layout.journey.about.title or words("untitled")
        parts = [*self._heading(title), *(self._persona(block) for block in layout.personas)]
        if lanes := list(self._lanes()):
            name = words("told.lanes")
            listed = name if any(one.listed for one in lanes) else ""
            parts.append(Told("lanes", under=tuple(lanes), name=name, at=layout.table, listed=listed))
        parts += (self._stage(box, block) for box, block in zip(layout.columns.stages, layout.stages, strict=True))
        parts += (told for i, box in enumerate(layout.lanes) if (told := self._curves(i, box)) is not None)
        parts += self._connections()
        parts += self._footer()
        whole = Rect(0, 0, layout.width, layout.height)
        root = Told("map", under=tuple(parts), name=title, at=whole, listed=title)
        return Story(root, self._place_of, words("told.sheets"), self._context.rtl)

    def _place_of(self, card: str) -> Rect | None:
        return self._layout.card_rect(card) or self._layout.summary_rect(card)

    def _heading(self, title: str) -> list[Told]:
        """Title, what kind of map it is, what it is for."""
        block, styles = self._layout.title, self._context.styles
        kinds = {styles.title: "h1"} | dict.fromkeys(
            (styles.chip, styles.purpose, styles.fact_name, styles.fact), "text"
        )
        found = paragraphs(block.element, block.role, block.parts, kinds, (styles.fact_name,))
        # marks stand over the title and are read after it
        return sorted(found, key=lambda one: one.kind != "h1")

    def _persona(self, block: Block) -> Told:
        styles = self._context.styles
        kinds = {styles.persona: "h2"} | dict.fromkeys(
            (styles.persona_role, styles.persona_bold, styles.persona_text), "text"
        )
        found = paragraphs(block.element, block.role, block.parts, kinds, (styles.persona_bold,))
        return Told("persona", under=tuple(found), name=block.title)

    def _lanes(self) -> Iterator[Told]:
        """What each lane is called, with what its label says."""
        layout = self._layout
        for box, top in zip(layout.lanes, layout.tops, strict=True):
            name = lane_name(box.lane, self._context)
            at = Rect(layout.table.x, top, layout.table.w, box.height)
            if box.is_divider:
                if name:
                    yield Told("text", (Ink(box.lane.id, "grid"),), text=name)
            elif box.label:
                said = " ".join(part.text for part in texts_of(box.label))
                yield Told("text", (Ink(box.lane.id, "lane"),), name=name, text=said, at=at, listed=name)

    def _stage(self, box: StageBox, block: Block) -> Told:
        words, layout = self._context.words, self._layout
        texts = enumerate(texts_of(block.parts))
        inks = [(Ink(block.element, block.role, n), part.text) for n, part in texts if part.text.strip()]
        parts = []
        if inks and box.stage.name.strip():
            parts.append(Told("h2", (inks[0][0],), text=inks[0][1]))
            inks = inks[1:]
        parts += (Told("text", (ink,), text=text) for ink, text in inks)
        columns = layout.columns.boxes[box.first : box.last + 1]
        parts += (self._step(column, number, box) for number, column in enumerate(columns, 1))
        name = box.stage.name or words("told.stage", n=box.place + 1)
        at = Rect(box.x, layout.header.y, box.w, layout.table.bottom - layout.header.y)
        return Told("stage", under=tuple(parts), name=name, at=at, listed=name)

    def _step(self, column: ColumnBox, number: int, stage: StageBox) -> Told:
        layout, styles = self._layout, self._context.styles
        block = self._steps.get(column.step.id)
        parts: list[Told] = []
        if block is not None:
            kinds = {styles.step: "h3", styles.time: "text"}
            parts += paragraphs(block.element, block.role, block.parts, kinds)
        for top, box in zip(layout.tops, layout.lanes, strict=True):
            cards = [self._card(one, box, top) for one in box.cells[column.place]]
            cards += self._counted(box, column, stage)
            if cards:
                parts.append(Told("lane", under=tuple(cards), name=lane_name(box.lane, self._context)))
        listed = "" if column.folded else column.step.name
        at = Rect(column.x, layout.header.y, column.w, layout.table.bottom - layout.header.y)
        name = listed or self._context.words("told.step", n=number)
        return Told("step", under=tuple(parts), name=name, at=at, listed=listed)

    def _card(self, box: CardBox, lane: LaneBox, top: float) -> Told:
        card = box.card
        name, words = self._teller.card(card)
        if card_kind_of(lane.lane.kind) != card.kind or (lane.lane.kind == "text" and lane.lane.name):
            # what kind of card it is does not tell which row it stands in
            words = f"{lane_name(lane.lane, self._context)}: {words}"
        role = "feeling" if card.kind == "feeling" else "card"
        kind = "picture" if card.kind == "image" and card.asset in self._context.assets else "card"
        at = Rect(box.x, box.y + top, box.w, box.h) if kind == "picture" else None
        leads = tuple(self._leads(box, top)) if card.links or card.sources or ":" in card.text + card.note else ()
        return Told(kind, (Ink(card.id, role),), name=name, words=words, at=at, leads=leads)

    def _leads(self, box: CardBox, top: float) -> Iterator[Lead]:
        """Where a card leads: all of it to the first page or card it points to, its mark for links to the second, its
        dot to the first of its sources that is a page."""
        card, corner, journey = box.card, (box.x, box.y + top), self._layout.journey
        found: list[tuple[str, str]] = []
        for one in targets(card):
            if one.kind == "map" and one.target == journey.id and self._place_of(one.card) is not None:
                found.append((f"#{one.card}", self._teller.target(one)))
            elif one.kind == "web" and (web := as_web(one.target)):
                found.append((web, one.said))
        areas = [box.rect.moved(0, top), *([box.plan.link.moved(*corner)] if box.plan.link is not None else ())]
        yield from (Lead(area, *one) for area, one in zip(areas, found, strict=False))
        dot = next((part for part in box.plan.parts if isinstance(part, ShapePart) and part.mark == "evidence"), None)
        known = (journey.sources[key] for key in card.sources if key in journey.sources)
        source = next((one for one in known if as_web(one.link)), None)
        if dot is not None and source is not None:
            yield Lead(path_bounds(dot.path).grown(3).moved(*corner), as_web(source.link), source.title or source.link)

    def _counted(self, box: LaneBox, column: ColumnBox, stage: StageBox) -> Iterator[Told]:
        """What stands in place of cards, and how many there are where a lane counts them."""
        if box.summaries and column.place == stage.first:
            summary = box.summaries[stage.place] if stage.place < len(box.summaries) else None
            if summary is not None:
                element = f"{box.lane.id}-{stage.stage.id}"
                yield Told("card", (Ink(element, "summary"),), name=summary.title, words=summary.title)
        if box.counts and box.counts[column.place]:
            number = sum(1 for count in box.counts[: column.place] if count)
            said = self._context.words.number(box.counts[column.place])
            yield Told("text", (Ink(box.lane.id, "grid", number),), text=said)

    def _curves(self, index: int, box: LaneBox) -> Told | None:
        """The curves of a lane of feelings: how it feels, from one step to the next."""
        if not box.is_curve or not any(len(series.points) > 1 for series in box.series):
            return None
        layout, name = self._layout, lane_name(box.lane, self._context)
        inks = [
            Ink(f"{box.lane.id}-{point.card.id}", role)
            for series in box.series
            for point in series.points
            for role in ("fill", "curve")
        ]
        said = "; ".join(self._course(series, len(box.series) > 1) for series in box.series)
        at = Rect(layout.table.x, layout.tops[index], layout.table.w, box.height)
        parts = [Told("curve", tuple(inks), name=name, words=" ".join(f"{name}: {said}".split()), at=at)]
        if len(box.series) > 1:
            names = ", ".join(series.name for series in box.series)
            parts.append(Told("text", (Ink(box.lane.id, "legend"),), text=names))
        return Told("curves", under=tuple(parts), name=name)

    def _course(self, series: Series, named: bool) -> str:
        """A curve in words: where, what is felt, how strongly."""
        points = [
            " ".join(s for s in (self._teller.step(one.card.step or ""), _felt(one.card)) if s)
            + f" {self._teller.score(one.score)}"
            for one in series.points
        ]
        return (f"{series.name}: " if named else "") + ", ".join(points)

    def _connections(self) -> Iterator[Told]:
        words, cards = self._context.words, self._layout.journey.cards
        told = []
        for wire in self._layout.wires.all():
            one = wire.connection
            ends = [card_words(cards[key]) or self._teller.kind(cards[key].kind) for key in (one.start, one.end)]
            key = f"legend.{one.kind}"
            lead = words(key if words.has(key) else "legend.leads_to")
            said = f"{lead}: {ends[0]} → {ends[1]}" + (f" ({one.label})" if one.label else "")
            told.append(Told("connection", (Ink(one.id, "connection"),), name=lead, words=" ".join(said.split())))
        if told:
            yield Told("connections", under=tuple(told), name=words("told.connections"))

    def _footer(self) -> Iterator[Told]:
        """What the marks mean, who owns the map, what it rests on."""
        block, style = self._layout.footer, self._context.styles.footer
        found = paragraphs(block.element, block.role, block.parts, {style: "text"})
        if found:
            yield Told("legend", under=tuple(found), name=self._context.words("told.legend"))


def _felt(card: Card) -> str:
    return card.word or card.text
