"""The columns of the table of cards: what a card shows in each, how it is sorted, and the edit a new value makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from jmapdesk.edit import cards
from jmapdesk.edit.cells import Place, landing_kind
from jmapdesk.edit.housing import landing
from jmapdesk.edit.moves import card_lanes, move_into_cell
from jmapdesk.insight.find import fold
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS, STATUSES, third
from jmapdesk.model.records import Card, Lane
from jmapdesk.session.document import Edit
from jmapdesk.ui.day_habits import example, habits_for
from jmapdesk.ui.inspector.choice_fields import Choice
from jmapdesk.ui.inspector.kind_fields import severity_choices
from jmapdesk.ui.inspector.naming import kind_name, moment_choices, status_choices
from jmapdesk.ui.inspector.number_fields import third_said
from jmapdesk.ui.inspector.said import kind_said
from jmapdesk.util.days import read_day
from jmapdesk.util.errors import JmapError
from jmapdesk.util.one_line import one_line


def _tr(text: str) -> str:
    return QCoreApplication.translate("table", text)


class Names:
    """What stages, steps, lanes and personas are called, and where they stand: made anew when one of them changes."""

    def __init__(self, journey: JourneyMap, lane_named: Callable[[Lane], str]) -> None:
        self.journey = journey
        self.stages: dict[str, str] = {}
        self.steps: dict[str, str] = {}
        self.places = queries.step_indexes(journey)
        for stage in queries.stages(journey):
            for number, step in enumerate(queries.steps(stage), 1):
                self.stages[step.id] = one_line(stage.name, 40)
                self.steps[step.id] = one_line(step.name, 40) or str(number)
        self.rows = {lane.id: row for row, lane in enumerate(queries.lanes(journey))}
        self.lanes = {lane.id: lane_named(lane) for lane in journey.lanes.values()}
        self.personas = {one.id: one_line(one.name, 40) or _tr("No name") for one in queries.personas(journey)}
        self._severities = _words_of(severity_choices())
        self._statuses = _words_of(status_choices())
        self._moments = _words_of(moment_choices())

    def severity(self, card: Card) -> str:
        """How bad a pain is."""
        return self._severities.get(card.severity, "") if card.severity is not None else ""

    def status(self, card: Card) -> str:
        """How far an opportunity has come."""
        return self._statuses.get(card.status, card.status)

    def moment(self, card: Card) -> str:
        """Which moment of truth a card is."""
        return self._moments.get(card.moment, card.moment) if card.moment != "none" else ""

    def people(self, card: Card) -> str:
        """Whose card it is; nothing for everybody's."""
        ids = ((card.persona,) if card.persona else ()) if card.kind == "feeling" else card.personas
        return ", ".join(self.personas[key] for key in ids if key in self.personas)


def _words_of(choices: list[Choice]) -> dict[Any, str]:
    return {choice.value: choice.words for choice in choices}


Words = Callable[[Card, Names], str]
Order = Callable[[Card, Names], Any]
"""What a card is sorted by; None comes last, whichever way."""
Choices = Callable[[Card, Names], list[Choice]]
Change = Callable[[Card, Any], Edit]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``change`` makes a value typed or chosen into an edit; without it the column is only read."""

    key: str
    heading: str
    width: int
    words: Words
    order: Order
    change: Change | None = None
    applies: Callable[[Card], bool] = lambda _card: True
    """Whether a card has such a value at all."""
    choices: Choices | None = None
    value: Callable[[Card], Any] | None = None
    """The value among the choices, or the text as it is edited; the words where there is none."""
    label: str = field(default_factory=lambda: _tr("Edit card"))
    long: bool = False
    """Whether the text may have lines."""
    ticked: bool = False


def _has(field: str) -> Callable[[Card], bool]:
    """Whether cards of its kind use a field."""
    using = frozenset(kind for kind, known in CARD_KINDS.items() if field in known.fields)
    return lambda card: card.kind in using


def _placed(card: Card) -> bool:
    return card.lane is not None and card.step is not None


def _field(name: str) -> Change:
    return lambda card, value: lambda journey: cards.set_fields(journey, card.id, **{name: value})


def _folded(words: Words) -> Order:
    return lambda card, names: fold(words(card, names)) or None


def _text(card: Card) -> str:
    return card.text or card.word or card.alt


def _set_text(card: Card, value: str) -> Edit:
    """The words the map shows: a feeling may have its word alone, a picture its description."""
    name = "text" if card.text or not (card.word or card.alt) else "word" if card.word else "alt"
    return lambda journey: cards.set_fields(journey, card.id, **{name: value})


def split_tags(text: str) -> tuple[str, ...]:
    """Tags typed with commas between them."""
    return tuple(dict.fromkeys(tag for tag in (part.strip() for part in text.split(",")) if tag))


def _move(place: Callable[[Card, str], Place]) -> Change:
    def change(card: Card, value: str) -> Edit:
        def edit(journey: JourneyMap) -> JourneyMap:
            moved = move_into_cell(journey, (card.id,), place(card, value))
            if moved is journey and value not in (card.lane, card.step):
                raise JmapError("edit.no_room", _tr("This card cannot stand there."))
            return moved

        return edit

    return change


def _into_step(card: Card, value: str) -> Edit:
    """A card goes to another step of its lane; a parked one to the nearest lane from the top that is for its kind."""
    if _placed(card):
        return _move(lambda card, value: Place(card.lane or "", value))(card, value)

    def edit(journey: JourneyMap) -> JourneyMap:
        lane = landing(journey, "", card.kind)
        placed = move_into_cell(journey, (card.id,), Place(lane.id, value), False) if lane is not None else journey
        if placed is journey:
            raise JmapError("edit.no_room", _tr("This card cannot stand there."))
        return placed

    return edit


def _step_choices(card: Card, names: Names) -> list[Choice]:
    return [Choice(key, f"{stage} · {names.steps[key]}") for key, stage in names.stages.items()]


def _lane_choices(card: Card, names: Names) -> list[Choice]:
    lanes = card_lanes(names.journey)
    return [Choice(lane.id, names.lanes[lane.id]) for lane in lanes if landing_kind(card.kind, lane.kind) is not None]


def _kind_choices(card: Card, names: Names) -> list[Choice]:
    return [Choice(kind, kind_name(kind)) for kind in cards.kinds_for(names.journey, (card.id,))]


def _set_kind(card: Card, value: str) -> Edit:
    return lambda journey: cards.convert_kind(journey, (card.id,), value)


def _channel_choices(card: Card, names: Names) -> list[Choice]:
    known = [Choice(key, kind_said(name)) for key, (name, _) in CHANNELS.items()]
    own = [Choice(card.channel, card.channel)] if card.channel and card.channel not in CHANNELS else []
    return [Choice("", "–"), *known, *own]


def _channel(card: Card, names: Names) -> str:
    return kind_said(CHANNELS[card.channel][0]) if card.channel in CHANNELS else card.channel


def _persona_choices(card: Card, names: Names) -> list[Choice]:
    return [Choice("", _tr("Everybody")), *(Choice(key, name) for key, name in names.personas.items())]


def _set_persona(card: Card, value: str) -> Edit:
    fields: dict[str, Any] = {"persona": value or None} if card.kind == "feeling" else {
        "personas": (value,) if value else ()}  # fmt: skip
    return lambda journey: cards.set_fields(journey, card.id, **fields)


def _one_persona(card: Card) -> str:
    return (card.persona or "") if card.kind == "feeling" else next(iter(card.personas), "")


def _set_score(card: Card, value: str) -> Edit:
    typed = value.strip().replace(",", ".").replace("\u2212", "-")
    try:
        score = float(typed) if typed else None
    except ValueError:
        raise JmapError("edit.bad_value", _tr("A score is a number from −2 to 2.")) from None
    return lambda journey: cards.set_fields(journey, card.id, score=score)


def _set_due(card: Card, value: str) -> Edit:
    def edit(journey: JourneyMap) -> JourneyMap:
        day = read_day(value, habits_for(journey.about.language))
        if day is None and value.strip():
            words = _tr("This is no day. Write it as YYYY-MM-DD, or as {example}.")
            raise JmapError("edit.bad_value", words.replace("{example}", example()))
        return cards.set_fields(journey, card.id, due=day.isoformat() if day is not None else "")

    return edit


_THIRDS: Final[Mapping[str, float]] = {"low": 0.2, "medium": 0.5, "high": 0.8}


def _third_column(name: str, heading: str) -> Column:
    def value(card: Card) -> str:
        share = getattr(card, name)
        return "" if share is None else third(share)

    def change(card: Card, chosen: str) -> Edit:
        # a share that lies in the chosen third stays as it is
        share = getattr(card, name) if chosen == value(card) else _THIRDS.get(chosen)
        return lambda journey: cards.set_fields(journey, card.id, **{name: share})

    return Column(
        name, heading, 84,
        lambda card, _names: third_said(getattr(card, name)) if getattr(card, name) is not None else "",
        lambda card, _names: getattr(card, name),
        change, _has(name),
        lambda _card, _names: [Choice("", "–"), *(Choice(key, third_said(v)) for key, v in _THIRDS.items())],
        value,
    )  # fmt: skip


def _evidence(card: Card, _names: Names) -> str:
    if not queries.asks_evidence(card):
        return ""
    return _tr("Evidence") if queries.is_sourced(card) else _tr("Assumption")


def _score(card: Card, _names: Names) -> str:
    return "" if card.score is None else f"{card.score:+g}"


def reading_order(card: Card, names: Names) -> tuple[int, int, str, str]:
    """Where a card stands for a reader who goes step by step; parked cards come last."""
    last = len(names.places)
    return names.places.get(card.step or "", last), names.rows.get(card.lane or "", last), card.order, card.id


def columns() -> list[Column]:
    """All columns, from left to right, in the window's language."""
    return [
        Column("stage", _tr("Stage"), 120, lambda c, n: n.stages.get(c.step or "", _tr("parked")), reading_order),
        Column("step", _tr("Step"), 120, lambda c, n: n.steps.get(c.step or "", ""), reading_order,
               _into_step, lambda _card: True, _step_choices, lambda card: card.step, _tr("Move card")),
        Column("lane", _tr("Lane"), 110, lambda c, n: n.lanes.get(c.lane or "", ""),
               lambda c, n: (n.rows.get(c.lane or "", len(n.rows)), n.places.get(c.step or "", 0), c.order),
               _move(lambda card, value: Place(value, card.step or "")), _placed, _lane_choices,
               lambda card: card.lane, _tr("Move card")),
        Column("kind", _tr("Kind"), 116, lambda c, n: kind_name(c.kind), _folded(lambda c, n: kind_name(c.kind)),
               _set_kind, choices=_kind_choices, value=lambda card: card.kind, label=_tr("Change kind")),
        Column("text", _tr("Text"), 320, lambda c, n: _text(c), _folded(lambda c, n: _text(c)), _set_text,
               value=_text, long=True),
        Column("tags", _tr("Tags"), 120, lambda c, n: ", ".join(c.tags), _folded(lambda c, n: ", ".join(c.tags)),
               lambda card, value: _field("tags")(card, split_tags(value))),
        Column("owner", _tr("Owner"), 110, lambda c, n: c.owner, _folded(lambda c, n: c.owner), _field("owner")),
        Column("severity", _tr("Severity"), 84, lambda c, n: n.severity(c) if c.kind == "pain_point" else "",
               lambda c, n: c.severity if c.kind == "pain_point" else None, _field("severity"), _has("severity"),
               lambda _c, _n: [Choice(None, "–"), *severity_choices()], lambda card: card.severity),
        Column("evidence", _tr("Known from"), 100, _evidence, _folded(_evidence)),
        Column("persona", _tr("Persona"), 110, lambda c, n: n.people(c), _folded(lambda c, n: n.people(c)),
               _set_persona, choices=_persona_choices, value=_one_persona),
        Column("channel", _tr("Channel"), 96, lambda c, n: _channel(c, n) if _has("channel")(c) else "",
               _folded(_channel), _field("channel"), _has("channel"), _channel_choices, lambda card: card.channel),
        Column("score", _tr("Score"), 60, _score, lambda c, n: c.score, _set_score, _has("score")),
        _third_column("impact", _tr("Impact")),
        _third_column("effort", _tr("Effort")),
        Column("due", _tr("Due"), 96, lambda c, n: c.due if c.kind == "opportunity" else "",
               lambda c, n: c.due or None, _set_due, _has("due")),
        Column("status", _tr("Status"), 84, lambda c, n: n.status(c) if c.kind == "opportunity" else "",
               lambda c, n: STATUSES.index(c.status) if c.kind == "opportunity" and c.status in STATUSES else None,
               _field("status"), _has("status"), lambda _c, _n: status_choices(), lambda card: card.status),
        Column("moment", _tr("Moment of truth"), 130, lambda c, n: n.moment(c), _folded(lambda c, n: n.moment(c)),
               _field("moment"), choices=lambda _c, _n: moment_choices(), value=lambda card: card.moment),
        Column("check", _tr("Needs checking"), 128, lambda c, n: _tr("Yes") if c.check else "",
               lambda c, n: 0 if c.check else None, _field("check"), value=lambda card: card.check, ticked=True),
        Column("note", _tr("Note"), 260, lambda c, n: c.note, _folded(lambda c, n: c.note), _field("note"),
               value=lambda card: card.note, long=True),
    ]  # fmt: skip
