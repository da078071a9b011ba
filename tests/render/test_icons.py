"""Icons as paths: all there, inside their grid, the same as their SVG files."""

from __future__ import annotations

import importlib.util
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest

from jmapdesk.render.icons import FALLBACK, GRID, Icons
from jmapdesk.util.geometry import path_bounds
from jmapdesk.util.resources import icon

TOP = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in icon("jmapdesk").parent.glob("*.svg") if path.stem != "jmapdesk")

CARD_KINDS = [
    "mouse-pointer-click",
    "footprints",
    "message-circle",
    "quote",
    "smile",
    "meh",
    "frown",
    "laugh",
    "angry",
    "zap",
    "lightbulb",
    "chart-column",
    "image",
    "target",
    "type",
    "eye",
    "eye-off",
    "wrench",
    "server",
    "users",
    "radio",
    "megaphone",
    "hash",
    "minus",
]
CHANNELS = [
    "globe",
    "smartphone",
    "phone",
    "mail",
    "message-circle",
    "store",
    "users",
    "handshake",
    "tv",
    "share-2",
    "newspaper",
    "truck",
    "monitor",
    "map-pin",
]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_icons", TOP / "packaging" / "make_icons.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", CARD_KINDS + CHANNELS)
def test_what_cards_need_is_there(name: str) -> None:
    assert Icons().paths(name) is not FALLBACK


def test_every_path_begins_with_a_move_and_stays_on_the_grid() -> None:
    icons = Icons()
    for name in icons.names():
        for path in icons.paths(name):
            assert path[0][0] == "M"
            assert len(path) > 1
            box = path_bounds(path)
            assert box.x >= -0.5, name
            assert box.y >= -0.5, name
            assert box.right <= GRID + 0.5, name
            assert box.bottom <= GRID + 0.5, name


def test_commands_have_as_many_numbers_as_they_need() -> None:
    counts = {"M": 2, "L": 2, "C": 6, "Z": 0}
    icons = Icons()
    for name in icons.names():
        for path in icons.paths(name):
            for command, *numbers in path:
                assert len(numbers) == counts[command]


def test_the_paths_are_those_of_the_svg_files(maker: ModuleType) -> None:
    icons = Icons()
    assert icons.names() == {file.stem for file in FILES}
    for file in FILES:
        made = maker.parse_svg(file.read_text("utf-8"))
        assert json.loads(json.dumps(made)) == [[list(c) for c in path] for path in icons.paths(file.stem)]


def test_every_shape_of_svg_becomes_a_path(maker: ModuleType) -> None:
    svg = """<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 1h2"/><circle cx="5" cy="5" r="2"/>
    <rect x="1" y="1" width="4" height="3" rx="1"/><line x1="0" y1="0" x2="9" y2="9"/>
    <polyline points="1 1 2 2 3 1"/><ellipse cx="5" cy="5" rx="2" ry="1"/><path d="M1 1q2 0 2 2z m3 3l1 1"/></svg>"""
    paths = maker.parse_svg(svg)
    assert len(paths) == 8
    assert paths[0] == [["M", 1.0, 1.0], ["L", 3.0, 1.0]]
    assert all(command[0] in "MLCZ" for path in paths for command in path)
    assert paths[6][-1] == ["Z"]


@pytest.mark.parametrize("name", ["", "no-such-icon", "../secret", "JMAPDESK", "a/b", "\0"])
def test_an_unknown_icon_is_a_circle(name: str) -> None:
    assert Icons().paths(name) == FALLBACK


def test_the_file_is_read_once_and_only_when_needed() -> None:
    reads = []

    def find() -> Path:
        reads.append(1)
        return TOP / "resources" / "icons.json"

    icons = Icons(find)
    assert not reads
    first = icons.paths("globe")
    icons.paths("phone")
    assert icons.paths("globe") is first
    assert len(reads) == 1


def test_the_licences_are_beside_the_icons() -> None:
    text = (icon("jmapdesk").parent / "LUCIDE-LICENSE.txt").read_text("utf-8")
    assert "ISC License" in text
    assert "The MIT License (MIT)" in text


def test_the_app_icon_is_plain_svg() -> None:
    root = ElementTree.fromstring(icon("jmapdesk").read_text("utf-8"))
    assert root.get("viewBox") == "0 0 64 64"
    assert {element.tag.rpartition("}")[2] for element in root} == {"path"}
