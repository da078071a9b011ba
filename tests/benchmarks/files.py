"""Saving and loading."""

from __future__ import annotations

import base64
import itertools
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from jmapdesk.edit.cards import set_text
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.records import Asset
from jmapdesk.session.document import Document
from jmapdesk.session.recorder import Recorder
from jmapdesk.storage.files import open_map, save_map
from tests.benchmarks.maps import bytes_of, map_of
from tests.benchmarks.measuring import Case, Pair, milliseconds


@contextmanager
def _saving(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
        yield {size: _saves(size, Path(folder)) for size in sizes}


def _saves(size: int, folder: Path) -> Pair:
    journey, values = map_of(size), json.loads(bytes_of(size))
    path, plain = folder / f"{size}.jmap", folder / f"{size}.json"
    state = save_map(journey, path, None)

    def written() -> None:
        data = json.dumps(values, ensure_ascii=False).encode()
        with plain.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    return Pair(milliseconds(lambda: save_map(journey, path, state)), milliseconds(written))


@contextmanager
def _saving_first(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
        yield {size: _saves_first(size, Path(folder)) for size in sizes}


def _saves_first(size: int, folder: Path) -> Pair:
    """The first Ctrl+S after a map was opened; the window made its lines while it waited, which is not measured."""
    path = folder / f"first-{size}.jmap"
    path.write_bytes(bytes_of(size))

    def opened_and_saved() -> float:
        document = Document(open_map(path).journey, path)
        key = next(iter(document.journey.cards))
        for _ in document.lines.prepare(document.journey):
            pass
        document.do("Edit", lambda journey: set_text(journey, key, "Reworded"))
        return milliseconds(document.save)()

    return Pair(opened_and_saved, _saves(size, folder).floor)


@contextmanager
def _saving_again(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
        yield {size: _saves_again(size, Path(folder)) for size in sizes}


def _saves_again(size: int, folder: Path) -> Pair:
    """What Ctrl+S takes after each edit; the edit itself is not measured."""
    document = Document(map_of(size), folder / f"again-{size}.jmap")
    document.save(overwrite=True)
    keys, words = itertools.cycle(sorted(document.journey.cards)[::7]), map(str, itertools.count())
    save = milliseconds(document.save)

    def edited_and_saved() -> float:
        key, text = next(keys), next(words)
        document.do("Edit", lambda journey: set_text(journey, key, text))
        return save()

    return Pair(edited_and_saved, _saves(size, folder).floor)


@contextmanager
def _loading(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
        yield {size: _loads(size, Path(folder) / f"{size}.jmap") for size in sizes}


def _loads(size: int, path: Path) -> Pair:
    path.write_bytes(bytes_of(size))
    return Pair(milliseconds(lambda: open_map(path)), milliseconds(lambda: json.loads(path.read_bytes())))


PHOTOS = 50
_PHOTO_BYTES = 300_000


@contextmanager
def _committing(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
        documents = {size: Document(_with_photos(map_of(size))) for size in sizes}
        recorders = [Recorder(one, Path(folder), print) for one in documents.values()]
        yield {size: _commits(document) for size, document in documents.items()}
        for recorder in recorders:
            recorder.flush()
            recorder.close()


def _with_photos(journey: JourneyMap) -> JourneyMap:
    """The map with photographs as large as those of phones once they were made smaller; no two alike."""
    photos = {
        f"photo{n}": Asset(
            id=f"photo{n}", media_type="image/jpeg", data=base64.b64encode(os.urandom(_PHOTO_BYTES)).decode("ascii")
        )
        for n in range(PHOTOS)
    }
    return with_parts(journey, assets=photos)


def _commits(document: Document) -> Pair:
    """Another card reworded each time, as one undo step: what is waited for until the journal's thread has it."""
    keys = itertools.cycle(sorted(document.journey.cards)[::7])
    words = map(str, itertools.count())

    def commit() -> None:
        key, text = next(keys), next(words)
        document.do("Edit", lambda journey: set_text(journey, key, text))

    def copied() -> None:
        dict(document.committed.cards)

    return Pair(milliseconds(commit), milliseconds(copied))


CASES = (
    Case(
        "save",
        "a map to its file with nothing prepared: written beside it, synced, read back, put in its place",
        "the same values by json.dumps, written plainly and synced",
        _saving,
        lambda size: 15,
    ),
    Case(
        "save_first",
        "an opened map to its file for the first time, after an edit, as the window saves it",
        "the same values by json.dumps, written plainly and synced",
        _saving_first,
        lambda size: 15,
    ),
    Case(
        "save_again",
        "an open map to its file after an edit, as the window saves it",
        "the same values by json.dumps, written plainly and synced",
        _saving_again,
        lambda size: 15,
    ),
    Case(
        "commit_with_photos",
        f"an edit of a map with {PHOTOS} photographs, from asking for it until it returns, its journal running",
        "one copy of the map's cards by id",
        _committing,
        lambda size: 200,
    ),
    Case("load", "a map from its file, checked and repaired", "json.loads of the same file", _loading, lambda size: 15),
)
"""What is measured here."""
