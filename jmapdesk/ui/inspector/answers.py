"""Opportunities and the pain points they answer, as linked cards from either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from jmapdesk.edit import cards
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card
from jmapdesk.ui.icon_set import IconLabel
from jmapdesk.ui.inspector.naming import card_colours, card_items, card_words, opportunity_line
from jmapdesk.ui.inspector.page import Page, Part
from jmapdesk.ui.inspector.picker import Picker
from jmapdesk.ui.inspector.said import filled, said, unmarked
from jmapdesk.ui.inspector.tiles import Rows, Tile, add_button, counted, plain_label
from jmapdesk.util.one_line import one_line


class LinkedCards(Part):
    """Some cards that belong to the page's card: press one to go there, take one away, add one."""

    def __init__(self, page: Page, icon: str, ink: str, add: str, find: str, remove: str) -> None:
        super().__init__()
        self.page, self.desk = page, page.desk
        self._find, self._remove_words = find, remove
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.heading = plain_label("", "heading")
        head.addWidget(IconLabel(self.desk.icons, 16, icon, ink))
        head.addWidget(self.heading, 1)
        column.addLayout(head)
        self.rows = Rows()
        column.addWidget(self.rows)
        self.offers = Rows(gap=0)
        """A button for each card that an arrow joins with this one and that could be linked."""
        column.addWidget(self.offers)
        self._offered: list[str] = []
        self._joined: list[str] = []
        self.button = add_button(self.desk.icons, add)
        column.addWidget(self.button)
        self.button.clicked.connect(self.ask)
        self.picker: Picker | None = None
        self._shown: list[str] = []

    def linked(self, difference: Delta | None) -> Sequence[str]:
        """The ids of the cards to show."""
        raise NotImplementedError

    def may_link(self, card: Card) -> bool:
        """Whether a card may be picked."""
        raise NotImplementedError

    def link(self, card_id: str) -> None:
        """Add a card."""
        raise NotImplementedError

    def unlink(self, card_id: str) -> None:
        """Take a card away."""
        raise NotImplementedError

    def describe(self, count: int) -> str:
        """The heading."""
        raise NotImplementedError

    def offer(self, words: str) -> str:
        """What the button says that links a card an arrow leads to or comes from."""
        raise NotImplementedError

    def line(self, card: Card) -> str:
        """What stands under a card's words."""
        return ""

    def ask(self) -> None:
        """Let the person choose a card."""
        if self.picker is None:
            self.picker = Picker(self, lambda: card_items(self.desk, self.may_link), self._find)
            self.picker.picked.connect(self.link)
        self.picker.open_under(self.button)

    def refresh(self, difference: Delta | None) -> None:
        known = self.desk.journey.cards
        found = [known[key] for key in self.linked(difference) if key in known]
        self._shown = [card.id for card in found]
        self.heading.setText(self.describe(len(found)))
        self.rows.resize_to(len(found), self._row)
        for tile, card in zip(self.rows.rows, found, strict=True):
            tile.show_text(card_words(card), self.line(card), "", card_colours(self.desk, card))
        self._offer_joined(difference)

    def _offer_joined(self, difference: Delta | None) -> None:
        """An arrow between the two is not yet an answer: the link is, which is one press away."""
        key, journey = self.page.key, self.desk.journey
        if difference is None or difference.touched("connections"):
            arrows = (arrow for arrow in journey.connections.values() if key in (arrow.start, arrow.end))
            ends = (arrow.end if arrow.start == key else arrow.start for arrow in arrows if arrow.kind in _ANSWERING)
            self._joined = list(dict.fromkeys(ends))
        here = [journey.cards[one] for one in self._joined if one in journey.cards]
        found = [card for card in here if self.may_link(card)]
        self._offered = [card.id for card in found]
        self.offers.resize_to(len(found), self._offer_button)
        for button, card in zip(self.offers.rows, found, strict=True):
            button.setText(unmarked(self.offer(one_line(card_words(card), 24))))
            button.setToolTip(said("An arrow joins the two cards already"))

    def _offer_button(self, place: int) -> QPushButton:
        button = add_button(self.desk.icons, "")
        button.clicked.connect(lambda: self.link(self._offered[place]))
        return button

    def _row(self, place: int) -> Tile:
        tile = Tile(self.desk.icons, self._remove_words)
        tile.setToolTip(said("Go to this card"))
        tile.pressed.connect(lambda: self.desk.jump.emit(self._shown[place]))
        tile.removed.connect(lambda: self.unlink(self._shown[place]))
        return tile


class AnsweredBy(LinkedCards):
    """The opportunities that answer a pain point."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            page,
            "lightbulb",
            page.desk.theme.kind("opportunity").ink,
            said("Link an opportunity"),
            said("Find an opportunity"),
            said("Does not answer this pain point"),
        )
        self._answering: dict[str, None] = {}

    def linked(self, difference: Delta | None) -> Sequence[str]:
        """Found by one walk over all cards when the pain point is selected, then kept up by what changes."""
        pain = self.page.key
        if difference is None:
            self._answering = {c.id: None for c in self.desk.journey.cards.values() if _answers(c, pain)}
        else:
            for change in difference.touched("cards"):
                if change.after is not None and _answers(change.after, pain):
                    self._answering[change.id] = None
                else:
                    self._answering.pop(change.id, None)
        return tuple(self._answering)

    def describe(self, count: int) -> str:
        if not count:
            return said("No opportunity answers it yet")
        return counted(count, "Answered by {n} opportunity", "Answered by {n} opportunities")

    def offer(self, words: str) -> str:
        return filled("Make “{card}” the answer", card=words) if not self._shown else filled(
            "“{card}” answers it too", card=words)  # fmt: skip

    def line(self, card: Card) -> str:
        return opportunity_line(card)

    def may_link(self, card: Card) -> bool:
        return card.kind == "opportunity" and self.page.key not in card.pains

    def link(self, card_id: str) -> None:
        pain = self.page.key
        self.page.run("Link opportunity", _with_pains(card_id, lambda pains: (*pains, pain)))

    def unlink(self, card_id: str) -> None:
        pain = self.page.key
        self.page.run("Unlink opportunity", _with_pains(card_id, lambda pains: tuple(p for p in pains if p != pain)))


class AnswersPains(LinkedCards):
    """The pain points an opportunity answers."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            page,
            "zap",
            page.desk.theme.kind("pain_point").ink,
            said("Link a pain point"),
            said("Find a pain point"),
            said("Not answered by this opportunity"),
        )

    def linked(self, difference: Delta | None) -> Sequence[str]:
        record = self.page.record()
        return record.pains if record is not None else ()

    def describe(self, count: int) -> str:
        if not count:
            return said("Answers no pain point yet")
        return counted(count, "Answers {n} pain point", "Answers {n} pain points")

    def offer(self, words: str) -> str:
        return filled("It answers “{card}”", card=words)

    def may_link(self, card: Card) -> bool:
        record = self.page.record()
        return card.kind == "pain_point" and record is not None and card.id not in record.pains

    def link(self, card_id: str) -> None:
        self.page.run("Link pain point", _with_pains(self.page.key, lambda pains: (*pains, card_id)))

    def unlink(self, card_id: str) -> None:
        self.page.run("Unlink pain point", _with_pains(self.page.key, lambda ps: tuple(p for p in ps if p != card_id)))


_ANSWERING = ("leads_to", "causes", "needs")
"""Arrows that may mean an answer."""


def _answers(card: Card, pain: str) -> bool:
    return card.kind == "opportunity" and pain in card.pains


def _with_pains(key: str, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Callable[[JourneyMap], JourneyMap]:
    return lambda journey: cards.set_fields(journey, key, pains=change(journey.cards[key].pains))
