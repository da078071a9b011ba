"""Hands and eyes: the mouse and the keys by xdotool, and where on the screen the things of a map are.

The eyes find the sheet as the white paper on its grey surround. Where on the sheet things stand is known from laying
out the map that should be there.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops

from jmapdesk.layout.hit import cell_of, lane_rect, stage_rect, step_rect, title_rect
from jmapdesk.layout.map_layout import MapLayout, lay_out
from jmapdesk.model.journey import JourneyMap
from jmapdesk.text.shaped import Shaper
from jmapdesk.util.geometry import Rect
from tests.desktop.screen import Screen

SURROUND = (0xEE, 0xF0, 0xF3)
PAPER = (0xFF, 0xFF, 0xFF)
TILE = (0xE8, 0xF1, 0xFC)
"""The ground of the palette's first tile, a touchpoint's."""
Point = tuple[float, float]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the screen."""


class Hands:
    """The mouse and the keys."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def keys(self, *keys: str) -> None:
        """Press keys one after the other, such as ``ctrl+s`` or ``Tab``."""
        self.screen.xdotool("key", "--delay", 25, *keys)

    def type(self, words: str) -> None:
        """Type words."""
        self.screen.xdotool("type", "--delay", 15, "--", words)

    def go(self, at: Point) -> None:
        """Move the pointer."""
        self.screen.xdotool("mousemove", round(at[0]), round(at[1]))

    def click(self, at: Point, times: int = 1, button: int = 1, held: str = "") -> None:
        """Click, once or more, with a key held or none."""
        self.go(at)
        if held:
            self.screen.xdotool("keydown", held)
        self.screen.xdotool("click", "--repeat", times, "--delay", 60, button)
        if held:
            self.screen.xdotool("keyup", held)
        if times == 1:
            time.sleep(0.45)  # a click soon after would make a double click of the two

    def drag(self, start: Point, end: Point) -> None:
        """Press, move by way of many points, release."""
        self.go(start)
        self.screen.xdotool("mousedown", 1)
        for i in range(1, 13):
            self.go((start[0] + (end[0] - start[0]) * i / 12, start[1] + (end[1] - start[1]) * i / 12))
            time.sleep(0.02)
        self.screen.settle()
        self.screen.xdotool("mouseup", 1)


class Eyes:
    """Where the things of a map are on the screen, while the whole sheet is in sight."""

    def __init__(self, screen: Screen, shaper: Shaper) -> None:
        self._screen = screen
        self._shaper = shaper
        self.layout: MapLayout | None = None
        self._corner: Point = (0, 0)
        self._zoom = 1.0
        self._canvas: Box | None = None

    def look(self, journey: JourneyMap) -> MapLayout:
        """Find the sheet on the screen, knowing which map should be on it."""
        self.layout = layout = lay_out(journey, self._shaper)
        picture = self._screen.settle()
        if self._canvas is None:
            self._canvas = canvas_on(picture)
        left, top, right, bottom = sheet_on(picture, self._canvas)
        self._corner = left, top
        self._zoom = (right - left) / layout.width
        if abs((bottom - top) / layout.height - self._zoom) > 0.01:
            raise AssertionError(
                f"the sheet on the screen is {right - left} × {bottom - top}, "
                f"that of the map {layout.width:.0f} × {layout.height:.0f}"
            )
        return layout

    def point(self, x: float, y: float) -> Point:
        """A point of the sheet on the screen."""
        return self._corner[0] + x * self._zoom, self._corner[1] + y * self._zoom

    def middle(self, rect: Rect | None) -> Point:
        """The middle of a rectangle of the sheet on the screen."""
        assert rect is not None
        return self.point(rect.cx, rect.cy)

    def title(self) -> Point:
        """The map's title."""
        return self.middle(title_rect(self._now))

    def stage(self, stage: str) -> Point:
        """A stage's arrow."""
        return self.middle(stage_rect(self._now, stage))

    def step(self, step: str) -> Point:
        """A step's name."""
        return self.middle(step_rect(self._now, step))

    def lane(self, lane: str) -> Point:
        """A lane's label."""
        return self.middle(lane_rect(self._now, lane))

    def cell(self, lane: str, step: str) -> Point:
        """Where a lane and a step cross."""
        return self.middle(cell_of(self._now, lane, step))

    def card(self, card: str) -> Point:
        """A card; a feeling's marker."""
        return self.middle(self._now.card_rect(card))

    def first_tile(self) -> Point:
        """The topmost tile of the palette, left of the map."""
        picture = self._screen.settle()
        around = self._around
        panel = picture.crop((0, around[1], around[0] - 2, picture.height))
        box = _where(panel, TILE).getbbox()
        assert box is not None, "there is no palette on the screen"
        return (box[0] + box[2]) / 2, around[1] + box[1] + 14

    def swatch(self, colour: str) -> Point:
        """A spot of a colour right of the map: a swatch of the inspector."""
        picture = self._screen.settle()
        left = self._around[2]
        wanted = (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))
        panel = picture.crop((left, 0, picture.width, picture.height))
        box = _where(panel, wanted).getbbox()
        assert box is not None, f"no spot of {colour} in the inspector"
        return left + (box[0] + box[2]) / 2, (box[1] + box[3]) / 2

    @property
    def _around(self) -> Box:
        assert self._canvas is not None
        return self._canvas

    @property
    def _now(self) -> MapLayout:
        assert self.layout is not None
        return self.layout


def canvas_on(picture: Image.Image) -> Box:
    """The part of the screen where the map is shown, to within a few pixels: it has the only large grey ground."""
    block = 14
    grounds = _where(picture, SURROUND).reduce(block).point(lambda n: 255 if n == 255 else 0).getbbox()
    if grounds is None:
        raise AssertionError("there is no map on the screen")
    left, top, right, bottom = (n * block for n in grounds)
    return left, top, min(right, picture.width), min(bottom, picture.height)


def sheet_on(picture: Image.Image, canvas: Box) -> Box:
    """The sheet on a picture of the screen: the white within the grey surround."""
    inside = _bounds(picture.crop(canvas), PAPER)
    if inside is None:
        raise AssertionError("there is no sheet on the screen")
    left, top, right, bottom = inside
    return canvas[0] + left, canvas[1] + top, canvas[0] + right, canvas[1] + bottom


def _where(picture: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    """White where a picture has exactly a colour, black elsewhere."""
    apart = ImageChops.difference(picture, Image.new("RGB", picture.size, colour))
    most = ImageChops.lighter(ImageChops.lighter(apart.getchannel(0), apart.getchannel(1)), apart.getchannel(2))
    return most.point(lambda n: 255 if n == 0 else 0)


def _bounds(picture: Image.Image, colour: tuple[int, int, int]) -> Box | None:
    """Where a colour stands in runs long enough to be a ground and not a letter's edge."""
    mask = _where(picture, colour)
    wide = mask.reduce((8, 1)).point(lambda n: 255 if n == 255 else 0).getbbox()
    high = mask.reduce((1, 8)).point(lambda n: 255 if n == 255 else 0).getbbox()
    if wide is None or high is None:
        return None
    # each way of looking is exact across its runs
    return high[0], wide[1], high[2], wide[3]


class Program:
    """The program as a process of its own."""

    def __init__(
        self,
        screen: Screen,
        home: Path,
        *arguments: str,
        more: Mapping[str, str] | None = None,
        module: str = "jmapdesk",
    ) -> None:
        environment = {
            **screen.environment,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local"),
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
        }
        # a shell of a desktop would make Qt ask it for file dialogs
        for name in ("QT_QPA_PLATFORMTHEME", "XDG_CURRENT_DESKTOP", "DBUS_SESSION_BUS_ADDRESS"):
            environment.pop(name, None)
        environment |= more or {}
        home.mkdir(parents=True, exist_ok=True)
        self._said = home / "said.txt"
        with self._said.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments], env=environment, cwd=Path(__file__).parents[2],
                stdout=said, stderr=said,
            )  # fmt: skip

    @property
    def said(self) -> str:
        """What it wrote to its terminal, where it should write nothing."""
        return self._said.read_text("utf-8", "replace")

    def wait(self, seconds: float = 15.0) -> int:
        """Wait for its end; gives its exit code."""
        return self._process.wait(seconds)

    def stop(self) -> None:
        """End it, if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(10)
