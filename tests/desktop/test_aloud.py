"""The program on the real accessibility bus: what a screen reader is told while the keys walk and move."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from jmapdesk.storage.files import save_map
from tests.builders import small_map
from tests.desktop.hands import Hands, Program
from tests.desktop.screen import missing, screen, wait_until

PYTHON = "/usr/bin/python3"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
LAUNCHER = next((path for path in LAUNCHERS if Path(path).exists()), "")


def wanting() -> list[str]:
    """What this needs and this computer has not."""
    asked = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    found = missing()
    if not LAUNCHER or shutil.which("dbus-daemon") is None:
        found.append("accessibility bus")
    elif not Path(PYTHON).exists() or subprocess.run([PYTHON, "-c", asked], stderr=subprocess.DEVNULL).returncode:
        found.append("gi.repository.Atspi for the system's Python")
    return found


WANTING = wanting()


@contextlib.contextmanager
def bus(display: str) -> Iterator[dict[str, str]]:
    """A session bus of our own with the accessibility bus on it; gives what to set in the environment."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    more = {
        "DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip(),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "DISPLAY": display,
    }
    launcher = subprocess.Popen(
        [LAUNCHER, "--launch-immediately"],
        env={**os.environ, **more},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield more
    finally:
        for process in (launcher, daemon):
            process.terminate()
            process.wait(10)
        daemon.stdout.close()


@pytest.mark.skipif(bool(WANTING), reason=f"there is no {', '.join(WANTING)} here")
def test_the_focus_is_spoken_and_moves_are_announced(tmp_path: Path) -> None:
    path, heard = tmp_path / "small.jmap", tmp_path / "heard.txt"
    save_map(small_map(), path, None)

    def lines() -> list[str]:
        return heard.read_text("utf-8").splitlines()

    with screen() as shown, bus(shown.display) as more, heard.open("wb") as out:
        ears = subprocess.Popen(
            [PYTHON, str(Path(__file__).with_name("listener.py"))],
            env={**os.environ, **more}, stdout=out, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        program = Program(shown, tmp_path / "home", str(path), more=more)
        try:
            wait_until(lambda: "ready" in lines(), "the listener")
            wait_until(lambda: bool(shown.window("jmapdesk")), "the window")
            shown.settle()
            hands = Hands(shown)
            for key, words in [
                ("Down", "focus Touchpoint: Poster | Touchpoints, Notice, See, 1 of 2. Evidence, 1 source"),
                ("Right", "focus Touchpoints, Notice, Ask | empty"),
                ("Left", "focus Touchpoint: Poster | Touchpoints, Notice, See, 1 of 2. Evidence, 1 source"),
                ("alt+Down", "focus Emotion: curious, plus 1.5 | Emotions, Notice, See. Assumption"),
                ("ctrl+Right", "say Moved to Emotions, Notice, Ask"),
            ]:
                before = len(lines())
                hands.keys(key)
                wait_until(lambda words=words, before=before: words in lines()[before:], f"{key}: {words}", 8)
        finally:
            program.stop()
            ears.kill()
            ears.wait(10)
