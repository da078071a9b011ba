"""A document and its file: what is saved, when it counts as modified, and what is never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session import saving as module
from jmapdesk.session.document import Document, Edit, open_document
from jmapdesk.storage.save import Stopped
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from tests.builders import small_map


def typed(text: str) -> Edit:
    return lambda journey: set_text(journey, "c1", text)


@pytest.fixture
def saved(tmp_path: Path) -> Document:
    document = Document(small_map())
    document.save(tmp_path / "map.jmap")
    return document


def on_disk(path: Path) -> JourneyMap:
    return open_document(path).journey


def test_a_saved_map_opens_again_as_it_was(saved: Document) -> None:
    assert saved.path is not None
    again = open_document(saved.path)
    assert same(again.journey, saved.journey)
    assert (again.path, again.is_modified, again.repairs) == (saved.path, False, ())


def test_saving_makes_unmodified_and_undo_leads_away_and_back(saved: Document) -> None:
    told: list[bool] = []
    saved.state_changed.connect(lambda _: told.append(saved.is_modified))
    saved.do("Type", typed("Flyer"))
    saved.save()
    saved.undo()
    saved.redo()
    assert told == [True, False, True, False]


def test_typing_after_saving_is_a_step_of_its_own(saved: Document) -> None:
    saved.do("Type", typed("F"), merge="c1.text")
    saved.save()
    saved.do("Type", typed("Fl"), merge="c1.text")
    saved.undo()
    assert not saved.is_modified
    assert saved.journey.cards["c1"].text == "F"


def test_a_gesture_under_way_is_not_saved(saved: Document) -> None:
    assert saved.path is not None
    gesture = saved.begin("Type")
    gesture.preview(typed("Flyer"))
    saved.save()
    assert on_disk(saved.path).cards["c1"].text == "Poster"
    gesture.commit()
    assert saved.is_modified


def test_what_another_program_wrote_is_not_overwritten_unasked(saved: Document) -> None:
    assert saved.path is not None
    theirs = dump(set_text(small_map(), "c1", "Theirs"))
    saved.path.write_bytes(theirs)
    saved.do("Type", typed("Ours"))
    with pytest.raises(JmapError) as caught:
        saved.save()
    assert caught.value.code == "file.changed_outside"
    assert saved.is_modified
    assert saved.path.read_bytes() == theirs
    saved.save(overwrite=True)
    assert on_disk(saved.path).cards["c1"].text == "Ours"
    saved.do("Type", typed("Again"))
    saved.save()


def test_saved_under_another_name_it_belongs_to_that_file(saved: Document, tmp_path: Path) -> None:
    old = saved.path
    saved.do("Type", typed("Flyer"))
    saved.save(tmp_path / "other.jmap")
    assert saved.path == tmp_path / "other.jmap"
    assert not saved.is_modified
    assert old is not None
    assert on_disk(old).cards["c1"].text == "Poster"


def test_a_copy_leaves_the_document_with_its_own_file(saved: Document, tmp_path: Path) -> None:
    own = saved.path
    saved.do("Type", typed("Flyer"))
    saved.save_copy(tmp_path / "copy.jmap")
    assert (saved.path, saved.is_modified) == (own, True)
    assert on_disk(tmp_path / "copy.jmap").cards["c1"].text == "Flyer"


def test_a_map_without_a_file_asks_for_a_name(tmp_path: Path) -> None:
    document = Document(small_map())
    with pytest.raises(JmapError) as caught:
        document.save()
    assert caught.value.code == "file.no_name"
    with pytest.raises(JmapError):
        document.save(tmp_path / "no such folder" / "map.jmap")
    assert document.path is None


def test_a_repaired_file_opens_modified(tmp_path: Path) -> None:
    path = tmp_path / "map.jmap"
    path.write_bytes(b"\xef\xbb\xbf" + dump(small_map()))
    document = open_document(path)
    assert document.is_modified
    assert len(document.repairs) == 1
    document.save()
    assert open_document(path).repairs == ()


def test_a_save_the_disk_would_not_confirm_can_be_tried_again(saved: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module.save

    def unsure(path: Path, data: bytes, expected_hash: str | None, stopped: Stopped) -> None:
        real(path, data, expected_hash, stopped=stopped)
        raise JmapError("file.not_confirmed", "The disk did not say.")

    saved.do("Type", typed("Flyer"))
    monkeypatch.setattr(module, "save", unsure)
    with pytest.raises(JmapError):
        saved.save()
    assert saved.is_modified
    monkeypatch.setattr(module, "save", real)
    saved.save()
    assert not saved.is_modified
