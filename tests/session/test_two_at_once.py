"""Two people edit and save one file, each in a program of their own: nothing that either wrote is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from jmapdesk.edit.cards import add_card, set_text
from jmapdesk.edit.cells import Place
from jmapdesk.model.delta import same
from jmapdesk.session.document import open_document
from jmapdesk.session.outside import look_for_copies, look_outside, merged_with
from jmapdesk.session.versions import VersionKeeper
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


class Person:
    """Someone at a map: adds cards, rewords a card of their own, saves, merges where the file was changed."""

    def __init__(self, name: str, path: Path, own_card: str, folder: Path) -> None:
        self.name, self.path, self.own_card = name, path, own_card
        self.document = open_document(path, new_id=counting_ids(name))
        self.versions = VersionKeeper(self.document, folder / name, pytest.fail)
        self.wrote: set[str] = set()
        self.last = self.document.committed.cards[own_card].text
        self.turn = 0

    def edit(self) -> None:
        self.turn += 1
        words = f"{self.name} {self.turn}"
        if self.turn % 3:
            new_id = self.document.new_id
            self.document.do("Add", lambda journey: add_card(journey, Place("pain", "p1"), new_id, text=words))
            self.wrote.add(words)
        else:
            self.document.do("Edit", lambda journey: set_text(journey, self.own_card, words))
            self.last = words

    def save(self) -> None:
        try:
            self.document.save()
        except JmapError as error:
            if error.code != "file.changed_outside":
                raise
            self.merge()
            self.document.save()
        assert self.versions.flush()

    def merge(self) -> None:
        found = look_outside(self.path, self.document.file_hash)
        if found is None:
            return
        assert found.journey is not None
        assert found.in_file is not None
        assert self.versions.flush()
        merged = merged_with(self.document, found.journey, self.versions.folder)
        self.document.join("Merge", merged.map, found.in_file, found.hash)


def texts(path: Path) -> set[str]:
    return {card.text for card in open_map(path).journey.cards.values()}


@pytest.mark.parametrize("seed", range(25))
def test_both_take_turns_as_they_like(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    dice = random.Random(seed)
    two = [Person("ada", path, "c1", tmp_path), Person("ben", path, "c2", tmp_path)]
    for _ in range(30):
        person = dice.choice(two)
        dice.choice((person.edit, person.edit, person.save))()
    for person in (*two, two[0]):
        person.save()
        person.versions.flush()
    two[1].merge()
    ada, ben = two
    assert ada.wrote | ben.wrote | {ada.last, ben.last} <= texts(path)
    assert not open_map(path).journey.conflicts
    assert same(ada.document.committed, ben.document.committed)
    for person in two:
        person.versions.close()


@pytest.mark.parametrize("seed", range(25))
def test_a_sync_folder_keeps_one_side_and_lays_the_other_beside_it(tmp_path: Path, seed: int) -> None:
    """Each works in a folder of their own; now and then the later save wins, and the other one becomes a copy."""
    dice = random.Random(seed)
    two: list[Person] = []
    for name, card in (("ada", "c1"), ("ben", "c2")):
        (tmp_path / f"{name}-folder").mkdir()
        save_map(small_map(), tmp_path / f"{name}-folder" / "map.jmap", None)
        two.append(Person(name, tmp_path / f"{name}-folder" / "map.jmap", card, tmp_path))
    ada, ben = two
    for day in range(4):
        for _ in range(dice.randrange(1, 6)):
            person = dice.choice(two)
            dice.choice((person.edit, person.save))()
        ada.edit()
        ben.edit()
        ada.save()
        ben.save()
        # the sync program lets ada's save win, in both folders, and lays ben's beside it
        beside = ben.path.read_bytes()
        ben.path.write_bytes(ada.path.read_bytes())
        copy = ada.path.with_name(f"map (Ben's conflicted copy 2026-11-{day + 1:02}).jmap")
        copy.write_bytes(beside)
        # ben's program sees the other state in his file and merges; his save goes to ada, who has nothing unsaved
        ben.merge()
        seen = {card.text for card in ben.document.committed.cards.values()}
        assert ada.wrote | ben.wrote | {ada.last, ben.last} <= seen, "ben’s work is not taken for what ada took back"
        ben.save()
        ada.path.write_bytes(ben.path.read_bytes())
        ada.merge()
        ada.save()
        for found in look_for_copies(ada.path, "smallmap", ()):
            merged = merged_with(ada.document, found.journey, ada.versions.folder, sure=True)
            ada.document.do("Merge", lambda _, merged=merged: merged.map)
        ada.save()
        ben.path.write_bytes(ada.path.read_bytes())
        ben.merge()
        there = texts(ada.path)
        sides = {str(side) for one in open_map(ada.path).journey.conflicts.values() for side in one.sides}
        assert ada.wrote | ben.wrote <= there
        assert {ada.last, ben.last} <= there | sides
    for person in two:
        person.versions.close()
