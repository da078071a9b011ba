"""One truth in one place: arrows that may be answers, the words of a feeling, the value of a metric, an owner."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.connections import connect, set_connection_fields
from jmapdesk.model.records import Reading
from jmapdesk.ui.inspector.answers import AnsweredBy, AnswersPains, LinkedCards
from jmapdesk.ui.inspector.metric_readings import with_value
from jmapdesk.util.errors import JmapError
from tests.ui.inspector.hands import Desk, notes, press, type_over


def part(desk: Desk, kind: type[LinkedCards]) -> LinkedCards:
    (found,) = desk.page.findChildren(kind)
    return found


def offers(found: LinkedCards) -> list[str]:
    return [button.text() for button in found.offers.rows if isinstance(button, QPushButton)]


@pytest.mark.parametrize(("start", "end"), [("pb", "op2"), ("op2", "pb")])
def test_an_arrow_between_a_pain_and_an_opportunity_is_made_the_answer_in_one_press(
    desk: Desk, start: str, end: str
) -> None:
    desk.document.do("Connect", lambda m: connect(m, start, end, lambda: "arrow"))
    desk.select("pb")
    answers = part(desk, AnsweredBy)
    assert answers.heading.text() == "No opportunity answers it yet"
    assert offers(answers) == ["Make “Be cheap” the answer"]
    press(answers.offers.rows[0])
    assert desk.card("op2").pains == ("pb",)
    assert answers.heading.text() == "Answered by 1 opportunity"
    assert offers(answers) == []
    assert desk.steps() == 2
    assert "arrow" in desk.journey.connections  # the arrow stays what it is
    desk.document.undo()
    assert offers(answers) == ["Make “Be cheap” the answer"]


def test_the_opportunity_offers_it_from_its_side(desk: Desk) -> None:
    desk.document.do("Connect", lambda m: connect(m, "pb", "op2", lambda: "arrow"))
    desk.select("op2")
    answers = part(desk, AnswersPains)
    assert offers(answers) == ["It answers “Too dear”"]
    press(answers.offers.rows[0])
    assert desk.card("op2").pains == ("pb",)


def test_only_arrows_that_may_mean_an_answer_are_offered(desk: Desk) -> None:
    desk.document.do("Connect", lambda m: connect(m, "pb", "op2", lambda: "arrow"))
    desk.document.do("Connect", lambda m: connect(m, "pb", "c1", lambda: "other"))
    desk.select("pb")
    answers = part(desk, AnsweredBy)
    assert len(offers(answers)) == 1
    desk.document.do("Kind", lambda m: set_connection_fields(m, "arrow", kind="hands_off"))
    assert offers(answers) == []


def test_the_words_of_a_feeling_are_those_the_map_shows(desk: Desk) -> None:
    desk.select("f1")
    field = desk.field("text")
    assert field.box.toPlainText() == "curious"
    assert desk.field("word").isHidden()
    type_over(field, "")
    type_over(field, "keen")
    assert (desk.card("f1").word, desk.card("f1").text) == ("keen", "")
    desk.select("f1b")
    type_over(field, "So so")
    assert (desk.card("f1b").word, desk.card("f1b").text) == ("", "So so")


def test_a_feeling_with_a_text_and_a_word_shows_both(desk: Desk) -> None:
    desk.document.do("Both", lambda m: set_fields(m, "f1", text="Curious what comes"))
    desk.select("f1")
    assert desk.field("text").box.toPlainText() == "Curious what comes"
    assert not desk.field("word").isHidden()
    type_over(desk.field("text"), "")
    assert (desk.card("f1").word, desk.card("f1").text) == ("curious", "")
    assert desk.field("text").box.toPlainText() == ""  # it does not fill itself again under the hand


def test_the_value_of_a_metric_is_its_latest_reading(desk: Desk) -> None:
    desk.select("me")
    type_over(desk.field("value"), "41")
    assert desk.card("me").readings == (Reading(value=41.0),)
    assert desk.steps() == 1
    type_over(desk.field("value"), "")
    assert desk.card("me").readings == ()
    old, new = Reading(as_of="2026-01-01", value=3.0), Reading(as_of="2026-05-01", value=7.0, n=12)
    desk.document.do("Read", lambda m: set_fields(m, "me", readings=(new, old)))
    assert desk.field("value").line.text() == "7"
    type_over(desk.field("value"), "8.5")
    assert [one.value for one in desk.card("me").readings] == [8.5, 3.0]
    assert desk.card("me").readings[0].n == 12
    type_over(desk.field("value"), "")
    assert [one.value for one in desk.card("me").readings] == [8.5, 3.0]
    assert "remove it below" in notes(desk)


def test_readings_without_a_value_go_only_where_they_say_nothing_else() -> None:
    bare, dated = Reading(value=1.0), Reading(as_of="2026-01-01", value=2.0)
    assert with_value((), None) == ()
    assert with_value((bare,), None) == ()
    with pytest.raises(JmapError):
        with_value((bare, dated), None)
    assert with_value((bare, dated), 4) == (bare, Reading(as_of="2026-01-01", value=4.0))


def test_the_owner_of_an_opportunity_stands_beside_its_day(desk: Desk) -> None:
    desk.select("op")
    names = list(desk.page.bindings)
    assert names.index("owner") == names.index("due") - 1
    assert names.index("owner") < names.index("note")
    type_over(desk.field("owner"), "Mira")
    assert desk.card("op").owner == "Mira"
