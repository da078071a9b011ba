"""Copy the icons the program uses out of Lucide (npm ``lucide-static``), unchanged but for white space.

Run it from the top of the project, with npm and the network at hand:

    python packaging/make_icons.py
"""

from __future__ import annotations

import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "icons"
PACKAGE = "lucide-static@1.62.0"

KINDS = """
angry annoyed chart-column chart-line circle circle-dot eye eye-off footprints frown hash image
laugh lightbulb megaphone meh message-circle minus mouse-pointer-click quote radio server smile
target type users wrench zap
"""
CHANNELS = """
bot calendar file-text globe handshake headphones mail map-pin message-square monitor newspaper
phone share-2 smartphone store truck tv
"""
CARDS = """
clipboard-check clock coins diamond flag git-branch heart link lock paperclip pin shield-check split
star stethoscope tag thumbs-up triangle-alert user
"""
WINDOW = """
arrow-down arrow-left arrow-right arrow-up book-open check chevron-down chevron-left chevron-right
chevron-up circle-alert circle-check circle-help circle-x clipboard columns-3 copy download ellipsis
ellipsis-vertical external-link file-plus folder-open funnel grip-vertical hand history image-plus
info keyboard layers layout-template list maximize menu mic mouse-pointer-2 move palette panel-right
pencil plus presentation printer redo-2 refresh-cw rows-3 save scissors search settings share spline
square sticky-note table trash-2 undo-2 upload x zoom-in zoom-out
"""


def tidy(svg: str) -> str:
    """The same SVG with its tags on one line each and the element attributes kept as they were."""
    joined = re.sub(r"\s+", " ", svg.strip()).replace("> <", ">\n<").replace(" />", "/>").replace(' ">', '">')
    return joined + "\n"


def main() -> None:
    """Fetch the package and write the icons and their licence."""
    OUT.mkdir(exist_ok=True)
    names = sorted({*KINDS.split(), *CHANNELS.split(), *CARDS.split(), *WINDOW.split()})
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        package = Path(folder) / "package"
        for name in names:
            svg = (package / "icons" / f"{name}.svg").read_text("utf-8")
            (OUT / f"{name}.svg").write_text(tidy(svg), "utf-8")
        licence = (package / "LICENSE").read_text("utf-8")
        (OUT / "LUCIDE-LICENSE.txt").write_text(licence, "utf-8")
    print(len(names), "icons")


if __name__ == "__main__":
    main()
