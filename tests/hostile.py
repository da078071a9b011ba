"""A map whose every word names files of its reader and pages, and what tells whether any of them was opened."""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from jmapdesk.model.journey import COLLECTIONS, JourneyMap, with_parts
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Asset, Card, Initiative, Lane, Source, View
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from tests.builders import small_map

MARK = "qjxsecretqjx"
"""What stands in the files that nobody may open."""
_KEPT = frozenset({"id", "order", "kind", "lane", "step", "to_step", "asset", "portrait", "start", "end", "target"})
_OPEN = 0x20 | 0x01
"""The system's numbers for “opened” and “read”."""

sees_files = sys.platform == "linux"


class Lures:
    """Files beside the map, and a port of this machine, that its words name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = [folder / f"lure{ending}" for ending in (".png", ".svg", ".css", ".txt")]
        for file in self.files:
            file.write_text(f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>{MARK}</text></svg>")
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setblocking(False)
        self.page = f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def words(self) -> str:
        """Everything that makes a careless program open a file or a page."""
        png, svg, css, text = self.files
        return (
            f'<img src="{png.as_uri()}"><img src="{png}"><img src="{self.page}/a.png"><script src="{self.page}/a.js">'
            f'</script><link rel="stylesheet" href="{css.as_uri()}"><style>@import url("{css.as_uri()}");</style>'
            f'<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{svg.as_uri()}" href="{svg}"/></svg>'
            f'<iframe src="{text.as_uri()}"></iframe><a href="{text.as_uri()}">here</a> ![see]({png.as_uri()}) '
            f"{text.as_uri()}"
        )

    def picture(self) -> bytes:
        """An SVG that would show another file."""
        return (
            f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "{self.files[3].as_uri()}">]>'
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="30">'
            f'<style>@import url("{self.files[2].as_uri()}");</style><text>&e;</text>'
            f'<image xlink:href="{self.files[0].as_uri()}" width="9" height="9"/>'
            f'<image xlink:href="{self.page}/a.png" width="9" height="9"/></svg>'
        ).encode()

    def journey(self) -> JourneyMap:
        """A map with these words wherever a word can stand, an SVG for a picture, and files for icons."""
        start = small_map()
        data = b64encode(self.picture()).decode("ascii")
        types = {"svg": "image/svg+xml", "png": "image/png"}
        size = {"width": 40, "height": 30}
        assets = {key: Asset(id=key, name="a", media_type=kind, data=data, **size) for key, kind in types.items()}
        lane = Lane(id="pics", order="z", kind="images")
        cards = [
            Card(id=f"pic{key}", kind="image", lane="pics", step=step, order="V", asset=key)
            for key, step in (("svg", "p1"), ("png", "p2"))
        ]
        start = with_parts(
            start,
            assets=assets,
            lanes={**start.lanes, "pics": lane},
            cards={**start.cards, **{one.id: one for one in cards}},
            sources={**start.sources, "hostile": Source(id="hostile", title="x")},
            initiatives={"hostile": Initiative(id="hostile", title="x")},
            views={"hostile": View(id="hostile", name="x")},
            personas={key: replace(one, portrait="svg") for key, one in start.personas.items()},
        )
        # a map that is reviewed has an entry for calendars
        about = replace(self._filled(start.about), reviewed_on="2026-11-26", review_every=3)
        parts: dict[str, Any] = {"about": about, "look": start.look}
        for name in COLLECTIONS:
            parts[name] = {key: self._filled(one) for key, one in getattr(start, name).items()}
        return load_bytes(dump(with_parts(start, **parts)), "x").journey

    def _filled(self, record: Record) -> Record:
        """A record with the words in each of its texts, and those of its steps."""
        for name, value in record.__dict__.items():
            if name in _KEPT or isinstance(record, Asset):
                continue
            words: Any = str(self.files[1].with_suffix("")) if name == "icon" else self.words()
            if name == "steps":
                words = tuple(self._filled(one) for one in value)
            elif isinstance(value, tuple) and name in ("tags", "goals", "frustrations", "departments"):
                words = (words,)
            elif not isinstance(value, str):
                continue
            try:
                record = replace(record, **{name: words})
            except ValidationError:
                continue
        return record

    def called(self) -> bool:
        """Whether anybody asked the port for anything."""
        try:
            self._server.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Give back the port."""
        self._server.close()

    @contextmanager
    def watched(self) -> Iterator[list[str]]:
        """The names of the files that anything in this process, or any other, opens meanwhile; told at the end."""
        system = ctypes.CDLL(None, use_errno=True)
        handle = system.inotify_init1(os.O_NONBLOCK)
        names = {system.inotify_add_watch(handle, os.fsencode(file), _OPEN): file.name for file in self.files}
        seen: list[str] = []
        try:
            yield seen
            try:
                data = os.read(handle, 65536)
            except BlockingIOError:
                data = b""
            at = 0
            while at < len(data):
                watch, _mask, _cookie, length = struct.unpack_from("iIII", data, at)
                seen.append(names[watch])
                at += 16 + length
        finally:
            os.close(handle)
