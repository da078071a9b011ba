"""What stands on a card: marks that say what they mean without colour, and initials that are never cut."""

from __future__ import annotations

import math

import pytest

from jmapdesk.edit.personas import set_persona_fields
from jmapdesk.layout.card_plan import CardPlan, plan_card
from jmapdesk.layout.context import Context
from jmapdesk.layout.map_layout import MapLayout, changed, lay_out
from jmapdesk.layout.parts import IconPart, ShapePart, TextPart
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Persona
from jmapdesk.text.shaped import TextBox, TextStyle
from tests.builders import small_map
from tests.fakes import ELLIPSIS, FakeShaper


class Overhanging(FakeShaper):
    """Cuts by the ink, which reaches four units beyond the advance, as in scripts whose vowels lean over a letter."""

    def measure(self, text: str, style: TextStyle, width: float = math.inf, max_lines: int | None = None) -> TextBox:
        return super().measure(text, style, width - 4, max_lines)


def plan(card: Card, shaper: FakeShaper | None = None) -> CardPlan:
    return plan_card(card, 160, Context(shaper or FakeShaper()))


def said(one: CardPlan) -> list[str]:
    return [part.text for part in one.parts if isinstance(part, TextPart)]


def icons(one: CardPlan) -> list[str]:
    return [part.name for part in one.parts if isinstance(part, IconPart)]


def opportunity(**fields: object) -> Card:
    return Card.model_validate({"id": "o", "kind": "opportunity", "text": "Say when", **fields})


@pytest.mark.parametrize("owner", ["अमित तिर्की", "王小明", "김 철수", "William Moore", "محمد علي", "क्ष्म्या"])
def test_an_owners_initials_are_never_cut(owner: str) -> None:
    shaper = Overhanging()
    one = plan(opportunity(owner=owner, impact=1.0), shaper)
    [short] = [part for part in one.parts if isinstance(part, TextPart) and part.style.weight == 700]
    assert owner.upper().startswith(short.text[0])
    assert ELLIPSIS not in "".join(line.text for line in shaper.shape(short.text, short.style, short.w - 4, 1).lines)
    assert shaper.measure(short.text, short.style).width <= 15.001


def test_a_state_of_work_is_a_mark_and_no_words() -> None:
    idea = plan(opportunity(impact=0.9, effort=0.1))
    for status in ("planned", "doing", "done", "dropped"):
        one = plan(opportunity(impact=0.9, effort=0.1, status=status))
        assert said(one) == said(idea)
        assert one.h == idea.h
        assert len(one.parts) > len(idea.parts)
    assert "check" in icons(plan(opportunity(status="done")))
    assert "x" in icons(plan(opportunity(status="dropped")))
    shapes = {status: len(plan(opportunity(status=status)).parts) for status in ("idea", "planned", "doing")}
    assert shapes["idea"] < shapes["planned"] < shapes["doing"]


def test_what_was_dropped_is_faded() -> None:
    alive, dropped = plan(opportunity()), plan(opportunity(status="dropped"))
    assert [part.colour for part in alive.parts if isinstance(part, TextPart)] != [
        part.colour for part in dropped.parts if isinstance(part, TextPart)
    ]
    assert alive.flat != dropped.flat


def test_evidence_shows_on_a_card_that_was_not_asked_for_any() -> None:
    bare, backed = (plan(Card(id="b", kind="back_stage", text="Sorts", sources=ids)) for ids in ((), ("talk",)))
    assert len(backed.parts) == len(bare.parts) + 1
    dot = next(part for part in backed.parts if part not in bare.parts and isinstance(part, ShapePart))
    assert dot.line is None, "filled: it rests on a source"


def journey_of(*names: str) -> JourneyMap:
    people = {name: Persona(id=name, order=f"V{n}", name=name) for n, name in enumerate(names)}
    journey = small_map()
    theirs = replace(journey.cards["c1"], personas=(names[0],))
    return with_parts(journey, personas=people, cards={**journey.cards, "c1": theirs})


def marks_on(layout: MapLayout, card: str) -> list[str]:
    return [
        part.text
        for box in layout.lanes
        for cell in box.cells
        for one in cell
        if one.card.id == card
        for part in one.plan.parts
        if isinstance(part, TextPart) and part.style.weight == 700
    ]


def test_a_card_says_whose_it_is_where_there_are_several() -> None:
    two = lay_out(journey_of("Ada Byron", "Bo Lind"), FakeShaper())
    assert marks_on(two, "c1") == ["AB"]
    assert marks_on(two, "c2") == [], "everybody's"
    assert marks_on(lay_out(journey_of("Ada Byron"), FakeShaper()), "c1") == [], "there is nobody else"
    legend = [part.text for part in two.footer.parts if isinstance(part, TextPart)]
    assert any(text.startswith("Whose card") for text in legend)


def test_people_of_the_same_initials_are_told_apart() -> None:
    assert marks_on(lay_out(journey_of("Ada Byron", "Al Bo"), FakeShaper()), "c1") == ["A1"]


def test_a_new_name_of_a_persona_changes_the_marks_and_keeps_other_plans() -> None:
    before = lay_out(journey_of("Ada Byron", "Bo Lind"), FakeShaper())
    journey = set_persona_fields(before.journey, "Ada Byron", name="Zoe Byron")
    after = changed(before, journey, delta(before.journey, journey))
    assert marks_on(after, "c1") == ["ZB"]
    kept = {one.card.id: one.plan for box in before.lanes for cell in box.cells for one in cell}
    fresh = {one.card.id: one.plan for box in after.lanes for cell in box.cells for one in cell}
    assert kept["c2"] is fresh["c2"]
    told = set_persona_fields(journey, "Ada Byron", quote="Well.")
    again = changed(after, told, delta(journey, told))
    assert again.context is after.context, "nothing on a card changed"
