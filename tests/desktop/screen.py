"""A screen of our own to try the program on: an X server without a monitor, a window manager, and pictures of it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageGrab

from jmapdesk.util.qt_ready import missing_libraries

NEEDED = ("Xvfb", "openbox", "xdotool")
WIDE, HIGH = 1920, 1080
PATIENCE = 20.0
"""Seconds after which what was waited for counts as not coming."""


def missing() -> list[str]:
    """The programs and the system libraries of Qt that this needs and this computer has not."""
    return [*(name for name in NEEDED if shutil.which(name) is None), *missing_libraries("xcb")]


def wait_until(true: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait for something to become true. Raises TimeoutError saying what did not."""
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {patience:.0f} seconds in vain: {what}")
        time.sleep(0.03)


class Screen:
    """A running X server with a window manager."""

    def __init__(self, display: str, shots: Path | None) -> None:
        self.display = display
        self.environment = {**os.environ, "DISPLAY": display}
        self._shots = shots
        self._count = 0

    def picture(self) -> Image.Image:
        """What the screen shows now."""
        return ImageGrab.grab(xdisplay=self.display).convert("RGB")

    def shoot(self, name: str) -> None:
        """Keep a picture of the screen, numbered in the order they were taken."""
        if self._shots is None:
            return
        self.settle()
        self._shots.mkdir(parents=True, exist_ok=True)
        self._count += 1
        self.picture().save(self._shots / f"{self._count:02d}-{name}.png")

    def settle(self, quiet: float = 0.25, patience: float = PATIENCE) -> Image.Image:
        """Wait until the screen has not changed for a while; gives what it shows then."""
        end = time.monotonic() + patience
        last, since = self.picture(), time.monotonic()
        while time.monotonic() - since < quiet:
            if time.monotonic() > end:
                raise TimeoutError("the screen does not come to rest")
            time.sleep(0.05)
            now = self.picture()
            if now.tobytes() != last.tobytes():
                last, since = now, time.monotonic()
        return last

    def xdotool(self, *words: str | int) -> str:
        """Run xdotool; gives what it says, nothing where it found nothing."""
        done = subprocess.run(
            ["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def window_names(self) -> list[str]:
        """The titles of all windows that show."""
        found = self.xdotool("search", "--onlyvisible", "--name", ".").split()
        return [name for window in found if (name := self.xdotool("getwindowname", window))]

    def window(self, ending: str) -> str:
        """The id of the window whose title ends like this; empty where there is none."""
        for window in self.xdotool("search", "--onlyvisible", "--name", ".").split():
            if self.xdotool("getwindowname", window).endswith(ending):
                return window
        return ""

    def active_name(self) -> str:
        """The title of the window that has the keyboard; empty where none has."""
        return self.xdotool("getactivewindow", "getwindowname")

    def wait_for(self, beginning: str) -> None:
        """Wait for a window whose title begins so to have the keyboard. Raises TimeoutError saying what there is."""
        try:
            wait_until(lambda: self.active_name().startswith(beginning), f"“{beginning}…”")
        except TimeoutError as error:
            there = ", ".join(self.window_names()) or "nothing"
            raise TimeoutError(f"{error}; “{self.active_name()}” has the keyboard, there is: {there}") from error


_FULL = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<applications><application type="normal"><maximized>yes</maximized></application></applications>
</openbox_config>
"""
"""The window manager's wishes: main windows as large as the screen, dialogs as they come."""


@contextlib.contextmanager
def screen(shots: Path | None = None) -> Iterator[Screen]:
    """A screen for as long as the block lasts."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDE}x{HIGH}x24", "-nolisten", "tcp"],
        pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    if not number:
        raise RuntimeError("the X server did not start")
    shown = Screen(f":{number}", shots)
    folder = Path(tempfile.mkdtemp(prefix="jmapdesk-screen-"))
    wishes = folder / "rc.xml"
    wishes.write_text(_FULL, "utf-8")
    manager = subprocess.Popen(
        ["openbox", "--config-file", str(wishes)],
        env=shown.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        # a window manager tells that it is there by naming the active window, even if none is
        wait_until(lambda: bool(_managed(shown)), "the window manager")
        yield shown
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _managed(shown: Screen) -> str:
    return shown.xdotool("get_num_desktops")
