"""The rooms that promise to do without Qt keep it: a process that cannot find PySide6 imports and uses them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BLOCKED = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"blocked: {name}", name=name)

sys.meta_path.insert(0, NoQt())
"""

IMPORT_ALL = """
import importlib
import pkgutil

ROOMS = "util model edit insight storage text layout render exchange session".split()
WITH_QT = {"jmapdesk.render.png_writer", "jmapdesk.render.raster_writer"}  # beside those named qt_…
count, wrong = 0, []
for room in ROOMS:
    package = importlib.import_module(f"jmapdesk.{room}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        allowed = found.name in WITH_QT or (
            room in ("text", "render") and found.name.rpartition(".")[2].startswith("qt_")
        )
        try:
            importlib.import_module(found.name)
            count += 1
        except ModuleNotFoundError as error:
            if not allowed or "blocked: " not in str(error):
                wrong.append(f"{found.name}: {error}")
print(count)
print(*wrong, sep="; ")
"""

USE_ALL = """
import tempfile
from pathlib import Path

from jmapdesk.edit import cards, templates
from jmapdesk.exchange.build import import_file
from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.registry import export
from jmapdesk.exchange.slides.write import write_slides
from jmapdesk.exchange.write_xlsx import write_workbook
from jmapdesk.render.icons import Icons
from jmapdesk.insight.tally import tally
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model.delta import same
from jmapdesk.session.document import Document
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.ids import counting_ids
from tests.fakes import FakeShaper

folder = Path(tempfile.mkdtemp())
(folder / "day.mmd").write_text("journey\\n title My day\\n section Go\\n  Walk: 4: Me\\n  Wait: 2: Me\\n")
journey, report = import_file(folder / "day.mmd", counting_ids())
document = Document(journey)
card = next(card.id for card in journey.cards.values() if card.kind != "feeling")
document.do("Edit", lambda old: cards.set_text(old, card, "Walk to work"))
document.undo()
document.redo()
save_map(document.journey, folder / "day.jmap", None)
assert same(open_map(folder / "day.jmap").journey, document.journey)
tally(document.journey.cards.values())
layout = lay_out(templates.service_blueprint(counting_ids()), FakeShaper())
assert layout.width > 0
write_workbook(document.journey, folder / "day.xlsx")
write_slides(document.journey, folder / "day.pptx", ExportOptions(), Workshop(FakeShaper, Icons()))
for ending in ("csv", "md", "mmd", "html"):
    export(document.journey, folder / f"again.{ending}", ExportOptions(), Workshop(FakeShaper, Icons()))
    assert import_file(folder / f"again.{ending}", counting_ids())[0].cards
assert "PySide6" not in sys.modules
print("used")
"""


def run(code: str) -> str:
    """What the code prints in a process of its own that has no Qt."""
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED + code], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_block_blocks() -> None:
    assert run("try:\n import PySide6\nexcept ModuleNotFoundError:\n print('none')") == "none\n"


def test_every_module_of_these_rooms_can_be_imported() -> None:
    count, wrong = run(IMPORT_ALL).split("\n", 1)
    assert not wrong.strip()
    assert int(count) > 60


def test_they_can_be_used_from_import_to_workbook() -> None:
    assert run(USE_ALL) == "used\n"
