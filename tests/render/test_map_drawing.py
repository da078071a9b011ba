"""The drawing of a map: as it was when it was last looked at, whole, and in pieces that fit together."""

from __future__ import annotations

import pytest

from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model.journey import with_parts, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card
from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, PathOp, Stroke, walk
from jmapdesk.render.icons import Icons
from jmapdesk.render.map_drawing import Drawer, picture
from jmapdesk.util.geometry import path_bounds
from tests.builders import small_map
from tests.fakes import FakeShaper
from tests.render.golden import FOLDER, described, differences, maps, sample


@pytest.mark.parametrize("name", sorted(maps()))
def test_the_drawing_is_as_it_was_looked_at(name: str) -> None:
    kept = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    assert differences(kept, list(described(maps()[name]))) == []


def test_a_card_moved_by_a_unit_is_noticed() -> None:
    kept = ["card a text #000000 12 Hello 10.0 20.0"]
    assert differences(kept, ["card a text #000000 12 Hello 10.04 20.0"]) == []
    assert differences(kept, ["card a text #000000 12 Hello 11.0 20.0"]) != []
    assert differences(kept, ["card a text #FF0000 12 Hello 10.0 20.0"]) != []


def words(group: Group) -> str:
    """All text of a group, a space between runs."""
    return " ".join(op.run.text for op, _, _, _ in walk(group) if isinstance(op, GlyphsOp))


def test_every_cards_words_are_drawn() -> None:
    journey = sample("borrowing-a-library-book")
    drawn = " ".join(words(picture(lay_out(journey, FakeShaper()), Icons()).root).split())
    for card in journey.cards.values():
        if card.lane and card.step and not journey.lanes[card.lane].hidden:
            assert " ".join((card.text or card.word).split()) in drawn


def test_all_ink_lies_on_the_sheet() -> None:
    for journey in maps().values():
        drawn = picture(lay_out(journey, FakeShaper()), Icons())
        for op, dx, dy, _ in walk(drawn.root):
            rect = (
                path_bounds(op.path) if isinstance(op, PathOp) else op.rect if isinstance(op, ImageOp) else None
            )
            if rect is not None:
                assert rect.x + dx >= -0.01
                assert rect.right + dx <= drawn.width + 0.01
                assert rect.y + dy >= -0.01
                assert rect.bottom + dy <= drawn.height + 0.01


def test_an_unchanged_card_is_drawn_once() -> None:
    journey = sample("from-evaluation-to-first-value")
    drawer, layout = Drawer(Icons()), lay_out(journey, FakeShaper())
    box = next(one for lane in layout.lanes for cell in lane.cells for one in cell)
    assert drawer.card(box, layout) is drawer.card(box, layout)


def test_curve_pieces_of_a_stretch_are_those_of_the_whole() -> None:
    journey = sample("from-evaluation-to-first-value")
    drawer, layout = Drawer(Icons()), lay_out(journey, FakeShaper())
    index = next(i for i, box in enumerate(layout.lanes) if box.is_curve)
    whole = {g.element for g in drawer.curve_parts(layout, index) if g.role == "curve"}
    some = {g.element for g in drawer.curve_parts(layout, index, range(2, 4)) if g.role == "curve"}
    assert some < whole
    assert len(some) == 3


def test_characters_no_font_has_are_named() -> None:
    journey = sample("from-evaluation-to-first-value")
    card = next(iter(journey.cards.values()))
    strange = with_record(journey, "cards", replace(card, text="a \U0010fffd sign"))
    assert picture(lay_out(strange, FakeShaper(unknown="\U0010fffd")), Icons()).missing == ("\U0010fffd",)


def test_an_empty_map_is_a_drawing() -> None:
    from jmapdesk.model.journey import JourneyMap

    drawn = picture(lay_out(JourneyMap("m"), FakeShaper()), Icons())
    assert "Untitled map" in " ".join(words(drawn.root).split())


def test_a_wish_that_stands_alone_is_dashed_and_coloured_by_height() -> None:
    def strokes(series: str) -> list[Stroke]:
        cards = {
            key: Card(id=key, lane="feel", step=step, kind="feeling", score=score, series=series)
            for key, step, score in (("a", "p1", -1.0), ("b", "p2", 1.0))
        }
        drawn = picture(lay_out(with_parts(small_map(), cards=cards), FakeShaper()), Icons())
        ops = [op for op, _, _, group in walk(drawn.root) if group.role == "curve"]
        return [op.stroke for op in ops if isinstance(op, PathOp) and op.stroke is not None]

    wish, plain = strokes("to_be"), strokes("as_is")
    assert len(wish) == 12
    assert {one.cap for one in wish} == {"butt"}
    assert len({one.colour for one in wish}) > 4
    assert {one.cap for one in plain} == {"round"}
