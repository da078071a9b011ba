"""Saving and loading."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

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
def _loading(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
        yield {size: _loads(size, Path(folder) / f"{size}.jmap") for size in sizes}


def _loads(size: int, path: Path) -> Pair:
    path.write_bytes(bytes_of(size))
    return Pair(milliseconds(lambda: open_map(path)), milliseconds(lambda: json.loads(path.read_bytes())))


CASES = (
    Case(
        "save",
        "a map to its file: written beside it, synced, read back, put in its place",
        "the same values by json.dumps, written plainly and synced",
        _saving,
        lambda size: 15,
    ),
    Case("load", "a map from its file, checked and repaired", "json.loads of the same file", _loading, lambda size: 15),
)
"""What is measured here."""
