"""``kill -9`` of the real program while somebody types: what is older than a second comes back."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from jmapdesk.model.queries import cell_cards
from jmapdesk.session.recovery import recoveries
from jmapdesk.storage.files import save_map
from tests.builders import small_map
from tests.torture.killing import kill_after, moments

OLD_ENOUGH = 1.0
"""Seconds after which an edit must be on disk."""


def run(runs: int) -> dict[str, object]:
    """Kill the program so many times; half of the maps have a file, half have none yet."""
    lost = failed = edits = words_lost = 0
    youngest_lost = 0.0
    for turn, moment in enumerate(moments(runs, 3.0, 7)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "map.jmap"
            if turn % 2:
                save_map(small_map(), path, None)
            killed = kill_after(("tests.torture.kill_editing", folder), 0.05 + moment)
            done = {line: at for at, line in killed.lines}
            edits += len(done)
            must = {line for line, at in done.items() if killed.at - at > OLD_ENOUGH}
            found = recoveries(Path(folder) / "recovery")
            if must and len(found) != 1:
                failed += 1
                continue
            journey = found[0].document.committed if found else small_map()
            there = {card.text for card in cell_cards(journey, "pain", "p2")}
            lost += len({line for line in must if line.startswith("card")} - there)
            words = [line for line in must if line.startswith("word")]
            # words in the open editor: the newest that is old enough, or the card they became
            if words:
                newest = int(words[-1].split()[1])
                kept = [text for text in there if text.startswith("card")]
                reached = max((int(text.split()[1]) for text in kept), default=-1)
                words_lost += reached < newest
            gone = [killed.at - at for line, at in done.items() if line.startswith("card") and line not in there]
            youngest_lost = max([youngest_lost, *gone])
    held = not lost and not failed and not words_lost
    return {
        "held": held, "kills": runs, "edits": edits, "older_than_a_second_lost": lost, "words_lost": words_lost,
        "recoveries_failed": failed, "oldest_edit_lost_ms": round(youngest_lost * 1000),
    }  # fmt: skip


def main(folder: Path) -> None:
    """The program without a screen: types one card after another, saying each when it is in the map."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from jmapdesk.app import WindowKeeper, make_application, make_kit
    from jmapdesk.session.document import Document
    from jmapdesk.session.selection import cell_ref
    from jmapdesk.session.settings import Settings

    make_application(["jmapdesk"])
    keeper = WindowKeeper(make_kit(Settings(folder / "settings"), folder / "templates", folder / "recovery"))
    path = folder / "map.jmap"
    if path.exists():
        keeper.open_path(path)
    else:
        keeper.show(Document(small_map()))
    window = keeper.windows[0]
    QTest.qWaitForWindowExposed(window)
    print("ready", flush=True)
    number = 0
    while True:
        window.view.setFocus()
        window.selection.select(cell_ref("pain", "p2"))
        text = f"card {number} " + "so slow "[: number % 9]
        for letter in text:
            QTest.keyClick(QApplication.focusWidget(), letter)
        print(f"word {number}", flush=True)
        QTest.qWait(20)
        if number % 7 == 6:
            QTest.qWait(700)  # a pause with the editor open
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        print(text.strip(), flush=True)
        number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
