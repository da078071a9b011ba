"""The fields that only some kinds of cards have, by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jmapdesk.model import queries
from jmapdesk.model.kinds import CHANNELS
from jmapdesk.ui.inspector.answers import AnsweredBy
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField, OwnTextField, SegmentField
from jmapdesk.ui.inspector.image_fields import image_fields
from jmapdesk.ui.inspector.metric_readings import metric_fields
from jmapdesk.ui.inspector.number_fields import ScoreField
from jmapdesk.ui.inspector.opportunity import opportunity_fields
from jmapdesk.ui.inspector.page import Desk, Form, Page
from jmapdesk.ui.inspector.said import kind_said, said
from jmapdesk.ui.inspector.text_fields import LineField
from jmapdesk.util.one_line import one_line


def severity_choices() -> list[Choice]:
    """How bad a pain is, in words."""
    return [
        Choice(1, said("Minor"), None, "#FDEBE8", "#93281A"),
        Choice(2, said("Serious"), None, "#F3BDB4", "#7A1F13"),
        Choice(3, said("Blocker"), None, "#C63A24", "#FFFFFF"),
    ]


def channel_field(desk: Desk) -> OwnTextField:
    """Which way a touchpoint goes: one of the known channels, or one's own word."""
    choices = [Choice(key, kind_said(name), desk.icons.icon(icon)) for key, (name, icon) in CHANNELS.items()]
    return OwnTextField(choices, said("Which way"))


def _channel(page: Page, form: Form) -> None:
    page.bind(form, said("Channel"), channel_field(page.desk), "channel")


def _quote(page: Page, form: Form) -> None:
    page.bind(form, said("Said by"), LineField(said("Who said it")), "who")


def _pain(page: Page, form: Form) -> None:
    severity = SegmentField(severity_choices(), page.desk.tokens, none=True)
    page.bind(form, said("Severity"), severity, "severity", wide=True)
    page.later(AnsweredBy(page))


def _feeling(page: Page, form: Form) -> None:
    taken = "There is such a feeling in this step already."
    page.bind(form, said("Score"), ScoreField(page.desk.icons, said("No score: a gap in the curve")), "score")
    word = LineField(said("Relieved, lost…"), 200)
    page.bind(form, said("In a word"), word, "word")
    persona = ChoiceField(unknown=said("Nobody in particular"))
    page.bind(form, said("Persona"), persona, "persona", refusal=taken)
    series = [Choice("as_is", said("As it is")), Choice("to_be", said("To be"))]
    page.bind(form, said("Curve"), SegmentField(series, page.desk.tokens), "series", refusal=taken)
    page.bind(form, said("Lowest"), ScoreField(page.desk.icons, said("No lowest score")), "low")
    page.bind(form, said("Highest"), ScoreField(page.desk.icons, said("No highest score")), "high")
    page.before(lambda: persona.offer(persona_choices(page.desk)))

    def show_word() -> None:
        # the map shows one of the two, which the field at the top edits: only a card that has both needs another
        card = page.record()
        form.show_row(word, card is not None and bool(card.word) and not getattr(page, "by_word", False))

    page.before(show_word)


def persona_choices(desk: Desk) -> list[Choice]:
    """The map's personas, and nobody in particular."""
    nobody = Choice(None, said("Nobody in particular"))
    named = [
        Choice(persona.id, one_line(persona.name, 40) or said("No name")) for persona in queries.personas(desk.journey)
    ]
    return [nobody, *named]


KIND_FIELDS: Mapping[str, Callable[[Page, Form], None]] = {
    "touchpoint": _channel,
    "channel": _channel,
    "quote": _quote,
    "pain_point": _pain,
    "feeling": _feeling,
    "opportunity": opportunity_fields,
    "metric": metric_fields,
    "image": image_fields,
}
"""What builds the fields of a kind; kinds that are words only have none."""
