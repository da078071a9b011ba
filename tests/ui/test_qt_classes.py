"""Two threads may use Qt at once: none of them comes to a class that is yet to be made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6 import QtCore, QtGui

from jmapdesk.ui.qt_classes import make_all

TOP = Path(__file__).parents[2]

BOTH = """
import sys, threading, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from jmapdesk.exchange.options import Workshop
from jmapdesk.render.icons import Icons
from jmapdesk.storage.files import open_map
from jmapdesk.text.qt_fonts import load_bundled_fonts
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.ui.canvas.paint import MapPainter
from jmapdesk.ui.start.pictures import SMALL, RecentLoader, map_picture
load_bundled_fonts()
one, other = sorted(Path("resources/samples").glob("*.jmap"))[:2]
here = open_map(one).journey
together, paint = threading.Barrier(2, timeout=60), MapPainter.paint

def at_once(*how):
    together.wait()
    paint(*how)

MapPainter.paint = at_once
seen = []
loader = RecentLoader((other,), lambda: Workshop(QtShaper, Icons()), 1.0, app)
loader.seen.connect(lambda found, picture: seen.append(picture is not None))
sys.setswitchinterval(1e-5)  # as while pages are made, only more so
loader.start()
map_picture(here, Workshop(QtShaper, Icons()), SMALL)
end = time.monotonic() + 60
while not seen and time.monotonic() < end:
    app.processEvents()
loader.stop()
sys.exit(0 if seen == [True] else 3)
"""


def test_the_window_and_the_pictures_of_recent_maps_are_painted_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BOTH], cwd=TOP, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, timeout=120,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != -signal.SIGSEGV
    assert (done.returncode, done.stderr.replace("This plugin does not support propagateSizeHints()\n", "")) == (0, "")


def test_no_class_that_threads_may_use_is_left_to_be_made(qapp: object) -> None:
    make_all()
    for module in (QtCore, QtGui):
        assert set(dir(module)) <= set(vars(module))
