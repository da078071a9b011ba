"""What a document tells about a map besides the map itself: what it is for, whose it is, what is to be done, what it
rests on. Plain texts in the map's words; each format marks them up in its own way."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from jmapdesk.exchange.plain import in_line
from jmapdesk.exchange.said import card_words, kind_said, status_said, step_said
from jmapdesk.insight.plan import opportunities
from jmapdesk.insight.review import next_review
from jmapdesk.insight.tally import Tally
from jmapdesk.layout.context import Context
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CHANNELS, third
from jmapdesk.model.records import Card, Initiative, Persona, Source
from jmapdesk.util.addresses import as_web

_QUOTES = '“”„"«»「」'


class Fact(NamedTuple):
    """Something told, under a name."""

    name: str
    text: str


class Listed(NamedTuple):
    """A list under a name."""

    name: str
    items: tuple[str, ...]


class Idea(NamedTuple):
    """An opportunity in the action plan: its card, where it stands, and what is told of it in the plan's columns."""

    card: Card
    cells: tuple[str, ...]


class Plan(NamedTuple):
    """The action plan: the titles of its columns and its rows in order of priority."""

    titles: tuple[str, ...]
    ideas: tuple[Idea, ...]


def told(*facts: Fact) -> list[Fact]:
    """The facts that say anything."""
    return [fact for fact in facts if fact.text.strip()]


def chips(journey: JourneyMap, counted: Tally, context: Context) -> list[str]:
    """What kind of map it is, and how much of it rests on evidence."""
    words = context.words
    share = words("evidence_based", percent=counted.percent) if counted.percent is not None else ""
    return [said for said in (words(f"kind.{journey.about.kind}"), share) if said]


def purpose(journey: JourneyMap, context: Context) -> list[Fact]:
    """The measurable goal, how success is measured, and how far the map reaches."""
    about, words = journey.about, context.words
    return told(
        Fact(words("goal"), about.goal),
        Fact(words("success"), about.success_measure),
        Fact(words("scope"), about.scope),
    )


def quoted(text: str) -> str:
    """A text in quotation marks, its own taken off."""
    return f"“{text.strip().strip(_QUOTES)}”" if text.strip() else ""


def persona_lists(persona: Persona, context: Context) -> list[Listed]:
    """What is told of a persona, list by list; what nothing is said of is left out."""
    words = context.words
    lists = [
        Listed(words("persona.background"), (persona.background,)),
        Listed(words("persona.demographics"), (persona.demographics,)),
        Listed(words("persona.goals"), persona.goals),
        Listed(words("persona.motivations"), persona.motivations),
        Listed(words("persona.expectations"), persona.expectations),
        Listed(words("persona.frustrations"), persona.frustrations),
        Listed(words("persona.channels"), tuple(CHANNELS.get(one, (one, ""))[0] for one in persona.channels)),
    ]
    found = [Listed(one.name, tuple(item for item in one.items if item.strip())) for one in lists]
    return [one for one in found if one.items]


def known_from(persona: Persona, journey: JourneyMap, context: Context) -> Fact:
    """What a persona rests on; that it is an assumption, where there is no source."""
    titles = [source_title(journey.sources[key], context) for key in persona.sources if key in journey.sources]
    return Fact(context.words("persona.sources"), ", ".join(titles) or context.words("persona.assumed"))


def plan(journey: JourneyMap, context: Context) -> Plan:
    """The opportunities that stand on the map; columns that would be empty are left out, the first three stay."""
    words = context.words
    steps = {column.step.id: column for column in queries.columns(journey)}
    names = ("stage", "owner", "impact", "effort", "status", "due", "departments", "answers", "outcome", "budget")
    titles = (kind_said("opportunity", context), *(words(f"doc.{name}") for name in names))
    rows: list[Idea] = []
    for card in opportunities(journey):
        if card.lane is None or card.step is None:
            continue
        pains = [in_line(card_words(journey.cards[key], context)) for key in card.pains if key in journey.cards]
        cells = (
            card_words(card, context), in_line(steps[card.step].stage.name), card.owner or words("doc.no_owner"),
            _rated(card.impact, context), _rated(card.effort, context), status_said(card.status, context),
            words.day(card.due) if card.due else "", ", ".join(card.departments), "; ".join(pains), card.expected,
            card.budget,
        )  # fmt: skip
        rows.append(Idea(card, cells))
    kept = [i for i in range(len(titles)) if i < 3 or any(row.cells[i].strip() for row in rows)]
    return Plan(
        tuple(titles[i] for i in kept), tuple(Idea(row.card, tuple(row.cells[i] for i in kept)) for row in rows)
    )


def _rated(share: float | None, context: Context) -> str:
    return context.words(f"third.{third(share)}") if share is not None else ""


def initiative_facts(one: Initiative, context: Context) -> list[str]:
    """How far an initiative is, who carries it, from when to when, for how much."""
    words = context.words
    days = " – ".join(words.day(day) for day in (one.start, one.due) if day)
    said = (status_said(one.status, context), one.owner, ", ".join(one.departments), days, one.budget)
    return [text for text in said if text.strip()]


def initiative_outcomes(one: Initiative, context: Context) -> list[Fact]:
    """What an initiative shall bring, and what it brought."""
    words = context.words
    return told(
        Fact(words("doc.outcome"), one.outcome_expected), Fact(words("doc.measured"), one.outcome_measured)
    )


def sources(journey: JourneyMap) -> list[Source]:
    """The sources in the order they were written down, those with a title first."""
    return sorted(journey.sources.values(), key=lambda source: not source.title.strip())


def source_title(source: Source, context: Context) -> str:
    """What a source is called: its title, else its kind."""
    if source.title.strip():
        return source.title
    keys = (f"source.{source.kind}", f"source.{source.kind}.one", "source.other.one")
    return context.words(next(key for key in keys if context.words.has(key)))


def source_facts(source: Source, context: Context) -> list[str]:
    """How many a source speaks for, and when it was observed."""
    words = context.words
    size = f"n = {words.number(source.sample_size)}" if source.sample_size else ""
    return [said for said in (size, words.day(source.observed_on) if source.observed_on else "") if said]


def page_address(address: str) -> str:
    """An address that may be followed from a document: a page or a mailbox, nothing on the reader's computer."""
    return as_web(address) if address.strip() else ""


def review_facts(journey: JourneyMap, context: Context) -> list[str]:
    """Who owns the map, when it was reviewed and will be again, which version it is."""
    about, words = journey.about, context.words
    owner = " · ".join(said for said in (about.owner, about.team) if said.strip())
    due = next_review(about.reviewed_on, about.review_every)
    said = (
        words("footer.owner", name=owner) if owner else "",
        words("footer.reviewed", day=words.day(about.reviewed_on)) if about.reviewed_on else "",
        words("footer.next", day=words.day(due)) if due else "",
        about.version_label,
    )
    return [text for text in said if text.strip()]


def reviews(journey: JourneyMap, context: Context) -> list[str]:
    """What was said in each review, the latest first."""
    found = sorted(journey.reviews.values(), key=lambda one: (one.on, one.id), reverse=True)
    told_of = [
        ": ".join(part for part in (", ".join(p for p in (context.words.day(one.on), one.by) if p), one.note) if part)
        for one in found
    ]
    return [line for line in told_of if line.strip()]


def place_said(at: queries.Column) -> str:
    """A step in words, with its stage."""
    return " › ".join(said for text in (at.stage.name, step_said(at.step)) if (said := in_line(text)))


def placed(cards: Iterable[Card], but: Collection[str] = ()) -> list[Card]:
    """The cards that stand somewhere, without some."""
    return [card for card in cards if card.lane is not None and card.step is not None and card.id not in but]
