"""Whatever is done to a map in whatever order: its rules hold, undo and redo restore it, a file keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from jmapdesk.edit import about, assets, cards, connections, feelings, fragment, moves, personas, sources, spans
from jmapdesk.edit import lanes as lane_edits
from jmapdesk.edit import stages as stage_edits
from jmapdesk.edit import steps as step_edits
from jmapdesk.edit.cells import Place, place_at
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta, apply, same
from jmapdesk.model.journey import JourneyMap, with_parts, with_record
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS
from jmapdesk.model.records import AgendaItem, Ballot, Comment, Dismissal, Review, View, VoteRound, Workshop
from jmapdesk.model.rules import repair
from jmapdesk.session.document import Document, Edit
from jmapdesk.session.selection import Ref, Selection, card_ref, cell_ref, exists
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.ids import NewId, counting_ids
from tests.builders import small_map

N = st.integers(0, 11)
"""Picks one of however many there are."""

SHIFT = st.integers(-2, 2)
SCORES = st.none() | st.floats(-3, 3)
LANES = st.sampled_from(sorted(LANE_KINDS))
KINDS = st.sampled_from(sorted(CARD_KINDS))


def start() -> JourneyMap:
    """The small map with something pointing to nearly everything in it."""
    journey = spans.set_span(small_map(), "c1", "p1", "p3")
    journey = connections.connect(journey, "c1", "c2", counting_ids("arrow"))
    journey = cards.add_card(journey, Place("pain", "p2"), counting_ids("idea"), kind="opportunity", pains=("c1", "c2"))
    journey = with_record(journey, "comments", Comment(id="note", target="p1"))
    journey = with_record(journey, "views", View(id="view", hidden_stages=("s1",), hidden_lanes=("touch",)))
    journey = with_record(journey, "vote_rounds", VoteRound(id="votes", ballots=(Ballot(id="b", card="c2"),)))
    journey = with_record(journey, "reviews", Review(id="look", dismissed=(Dismissal(finding="x", card="c1"),)))
    return with_parts(journey, workshop=Workshop(agenda=(AgendaItem(prompt="Look", lanes=("touch",)),)))


def hang(journey: JourneyMap, card: str, data: bytes, new_id: NewId) -> JourneyMap:
    """Give a card a picture."""
    kept, picture = assets.add_asset(journey, data, "image/png", new_id)
    return cards.set_fields(kept, card, asset=picture)


class EditingMachine(RuleBasedStateMachine):
    """A document under random edits, beside it the plain list of the maps it went through."""

    delete_cards = staticmethod(cards.delete_cards)

    @initialize()
    def open(self) -> None:
        self.document = Document(start(), new_id=counting_ids())
        self.past: list[JourneyMap] = []
        self.future: list[JourneyMap] = []
        self.clipboard = fragment.copy_cards(self.map, self.map.cards)
        self.listen()

    def listen(self) -> None:
        self.heard = self.document.journey
        self.selection = Selection()
        self.document.changed.connect(self.hear)

    def hear(self, difference: Delta) -> None:
        self.heard = apply(self.heard, difference)
        self.selection.follow(difference, self.document.journey)

    @property
    def map(self) -> JourneyMap:
        return self.document.committed

    def pick(self, ids: Iterable[str], n: int) -> str | None:
        found = sorted(ids)
        return found[n % len(found)] if found else None

    def card(self, n: int) -> str | None:
        return self.pick(self.map.cards, n)

    def some_cards(self, n: int) -> list[str]:
        """One card or several: several of different kinds are often refused together."""
        found = sorted(self.map.cards)
        return found[n % len(found) :][:1] if n % 2 and found else found[n % 3 :: 2 + n % 4]

    def step(self, n: int) -> str | None:
        return self.pick((column.step.id for column in queries.columns(self.map)), n)

    def place(self, n: int, m: int) -> Place | None:
        lane, step = self.pick(self.map.lanes, n), self.step(m)
        if lane is None or step is None:
            return None
        return Place(lane, step) if n % 2 else place_at(self.map, lane, step, m % 3)

    def do(self, edit: Edit) -> None:
        before = self.map
        self.document.do("Edit", edit)
        if self.map is not before:
            self.past.append(before)
            self.future.clear()

    def do_with(self, edit: Callable[..., JourneyMap], *given: object) -> None:
        """The edit, where there is something to give it."""
        if None not in given:
            self.do(lambda journey: edit(journey, *given))

    # Each rule stands for a family of edits: a machine of many rules tries each too seldom.

    @rule(n=N, m=N, kind=st.none() | KINDS)
    def add_card(self, n: int, m: int, kind: str | None) -> None:
        place = self.place(n, m)
        if place is not None and len(self.map.cards) < 30:
            self.do(lambda j: cards.add_card(j, place, self.document.new_id, kind, "Word", sources=tuple(j.sources)))

    @rule(what=st.sampled_from(("words", "curve", "kind", "picture")), n=N, m=N, text=st.text(max_size=5), kind=KINDS)
    def change_cards(self, what: str, n: int, m: int, text: str, kind: str) -> None:
        ids, card, whose = self.some_cards(n), self.card(n), self.pick(self.map.personas, m)
        series = "as_is" if m % 2 else "to_be"
        if what == "words":
            self.do(lambda journey: cards.set_fields_of(journey, ids, text=text, moment="delight"))
        elif what == "curve" and card is not None:
            self.do(lambda journey: cards.set_fields(journey, card, persona=whose, series=series))
        elif what == "kind":
            self.do_with(cards.convert_kind, ids, kind)
        elif what == "picture" and card is not None:
            self.do(lambda journey: hang(journey, card, text.encode(), self.document.new_id))

    @rule(n=N)
    def delete_card(self, n: int) -> None:
        card = self.card(n)
        if card is not None:
            self.do(lambda journey: type(self).delete_cards(journey, [card]))

    @rule(what=st.sampled_from(("cell", "shift", "together", "park", "stretch")), n=N, m=N, k=N, by=SHIFT, down=SHIFT)
    def arrange(self, what: str, n: int, m: int, k: int, by: int, down: int) -> None:
        ids, place = self.some_cards(k), self.place(n, m)
        if what == "cell":
            self.do_with(moves.move_into_cell, ids, place)
        elif what == "shift":
            self.do_with(moves.move_by, ids, by, down)
        elif what == "together":
            self.do_with(moves.move_together, ids, self.card(k), place)
        elif what == "park":
            self.do_with(moves.park, ids)
        else:
            self.do_with(spans.set_span, self.card(k), self.step(n), self.step(m))

    @rule(what=st.sampled_from(("duplicate", "copy", "paste here", "paste back")), n=N, m=N, k=N)
    def copy(self, what: str, n: int, m: int, k: int) -> None:
        ids, place = self.some_cards(k), self.place(n, m) if what == "paste here" else None
        if what == "copy":
            self.clipboard = fragment.copy_cards(self.map, ids)
        elif len(self.map.cards) > 20:
            return
        elif what == "duplicate":
            self.do_with(cards.duplicate_cards, ids, self.document.new_id)
        else:
            text = self.clipboard
            self.do(lambda journey: fragment.paste_cards(journey, text, self.document.new_id, place))

    @rule(n=N, m=N, score=SCORES)
    def draw(self, n: int, m: int, score: float | None) -> None:
        lane = self.pick((lane.id for lane in self.map.lanes.values() if lane.kind == "feelings"), n)
        step, new_id = self.step(m), self.document.new_id
        if lane is not None and step is not None:
            self.do(lambda journey: feelings.set_feeling(journey, lane, step, score, new_id))
        self.do_with(connections.connect, self.card(n), self.card(m), new_id)

    @rule(what=st.sampled_from(("add", "move", "delete")), n=N, m=N)
    def stages(self, what: str, n: int, m: int) -> None:
        stage = self.pick(self.map.stages, n)
        if what == "add" and len(self.map.stages) < 6:
            new_id = self.document.new_id
            self.do(lambda journey: stage_edits.add_stage(journey, new_id, after=stage, steps=1 + m % 2))
        elif what == "move":
            self.do_with(stage_edits.move_stage, stage, m)
        elif what == "delete" and (len(self.map.stages) > 1 or m == 0):
            self.do_with(stage_edits.delete_stage, stage)

    @rule(what=st.sampled_from(("add", "move", "delete", "split", "join")), n=N, m=N, index=N)
    def steps(self, what: str, n: int, m: int, index: int) -> None:
        stage, step, new_id = self.pick(self.map.stages, m), self.step(n), self.document.new_id
        if what == "add":
            self.do_with(step_edits.add_step, stage, new_id)
        elif what == "move":
            self.do_with(step_edits.move_step, step, stage, index)
        elif what == "split":
            self.do_with(step_edits.split_stage, step, new_id)
        elif what == "join":
            self.do_with(step_edits.join_stage, stage)
        elif len(self.map.stages) > 1 or m == 0:
            self.do_with(step_edits.delete_step, step)

    @rule(what=st.sampled_from(("add", "move", "hide", "delete")), kind=LANES, n=N, m=N)
    def lanes(self, what: str, kind: str, n: int, m: int) -> None:
        lane = self.pick(self.map.lanes, n)
        if what == "add" and len(self.map.lanes) < 8:
            self.do_with(lane_edits.add_lane, kind, self.document.new_id)
        elif what == "move":
            self.do_with(lane_edits.move_lane, lane, m)
        elif what == "hide" and lane is not None:
            self.do(lambda journey: lane_edits.set_lane_fields(journey, lane, hidden=m % 2 == 0))
        elif what == "delete" and (len(self.map.lanes) > 2 or m == 0):
            self.do_with(lane_edits.delete_lane, lane)

    @rule(what=st.sampled_from(("persona", "no persona", "source", "no source", "cite", "no picture")), n=N, m=N)
    def backing(self, what: str, n: int, m: int) -> None:
        source, new_id = self.pick(self.map.sources, n), self.document.new_id
        if what == "persona" and len(self.map.personas) < 3:
            self.do(lambda j: personas.add_persona(about.set_about(j, owner="Us"), new_id, sources=tuple(j.sources)))
        elif what == "no persona":
            self.do_with(personas.delete_persona, self.pick(self.map.personas, n))
        elif what == "source":
            self.do(lambda journey: sources.add_source(journey, new_id, title="Talk"))
        elif what == "no source" and source is not None:
            self.do(lambda journey: sources.delete_sources(journey, [source]))
        elif what == "cite":
            self.do_with(sources.cite, self.some_cards(m), source)
        elif what == "no picture":
            self.do(lambda journey: assets.delete_assets(journey, list(journey.assets)))

    # The session

    @rule(n=N, m=N, count=st.integers(0, 3), end=st.sampled_from(("commit", "cancel", "leave")))
    def drag(self, n: int, m: int, count: int, end: str) -> None:
        before = self.map
        gesture = self.document.begin("Drag")
        ids = self.some_cards(n)
        for offset in range(count):
            place = self.place(n + offset, m + offset)
            if place is not None:
                gesture.preview(lambda journey, place=place: moves.move_into_cell(journey, ids, place))
        if end == "commit":
            gesture.commit()
            if self.map is not before:
                self.past.append(before)
                self.future.clear()
        elif end == "cancel":
            gesture.cancel()
            assert self.document.journey is before

    @rule(n=N)
    def select(self, n: int) -> None:
        refs = [card_ref(card) for card in self.some_cards(n)]
        refs += [Ref("stage", stage) for stage in self.map.stages]
        refs += [cell_ref(lane, column.step.id) for lane in self.map.lanes for column in queries.columns(self.map)]
        self.selection.set(refs)

    @rule(back=st.integers(1, 4), forth=st.integers(0, 4))
    def undo_and_redo(self, back: int, forth: int) -> None:
        for _ in range(min(back, len(self.past))):
            self.future.append(self.map)
            self.document.undo()
            assert same(self.map, self.past.pop())
        for _ in range(min(forth, len(self.future))):
            self.past.append(self.map)
            self.document.redo()
            assert same(self.map, self.future.pop())

    @rule(n=N)
    def go_to(self, n: int) -> None:
        maps = [*self.past, self.map, *reversed(self.future)]
        place = n % len(maps)
        self.document.go_to(place)
        assert same(self.map, maps[place])
        self.past, self.future = maps[:place], maps[:place:-1]

    @rule(reopen=st.sampled_from((False, False, False, True)))
    def save(self, reopen: bool) -> None:
        saved = dump(self.map)
        loaded = load_bytes(saved, "map.jmap")
        assert loaded.repairs == ()
        assert same(loaded.journey, self.map)
        assert dump(loaded.journey) == saved
        if reopen:
            self.document = Document(loaded.journey, new_id=self.document.new_id)
            self.past, self.future = [], []
            self.listen()

    # What always holds

    @invariant()
    def the_rules_hold(self) -> None:
        mended, repairs = repair(self.map, counting_ids("mended"))
        assert repairs == []
        assert mended is self.map

    @invariant()
    def spans_run_forwards_over_more_than_one_step(self) -> None:
        places = queries.step_indexes(self.map)
        for card in self.map.cards.values():
            if card.to_step is not None:
                assert card.step is not None
                assert places[card.to_step] > places[card.step]

    @invariant()
    def what_was_told_adds_up_to_what_shows(self) -> None:
        assert same(self.heard, self.document.journey)

    @invariant()
    def what_is_selected_exists(self) -> None:
        assert all(exists(self.document.journey, ref) for ref in self.selection.refs)

    @invariant()
    def there_is_an_undo_step_for_each_change(self) -> None:
        assert len(self.document.undo_labels) == len(self.past)
        assert len(self.document.redo_labels) == len(self.future)


class CarelessMachine(EditingMachine):
    """The same with a deletion that forgets what points to the card."""

    @staticmethod
    def delete_cards(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
        gone = set(ids)
        return with_parts(journey, cards={key: card for key, card in journey.cards.items() if key not in gone})


QUICK = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_a_map_stays_sound_whatever_is_done_to_it() -> None:
    run_state_machine_as_test(EditingMachine, settings=QUICK)


def test_the_machine_notices_a_careless_deletion() -> None:
    once = settings(QUICK, max_examples=300, derandomize=True, database=None, phases=[Phase.generate])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(CarelessMachine, settings=once)
