"""Make the bundled fonts: static instances of open variable fonts, under family names of our own.

Run it from the top of the project, with fontTools installed and the network at hand:

    python packaging/make_fonts.py

The families are renamed because an installed font of the same name would otherwise take the place of the
bundled one and move line breaks. No source font reserves its name; the licence is the SIL OFL 1.1.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"
PACKAGES = (
    "fontpkg-inter==4.1.post1",
    "fontpkg-noto-sans-arabic==2.12",
    "fontpkg-noto-sans-devanagari==2.7",
    "manimgx-fonts==2026.9.26.post1",
)
STYLES = {400: "Regular", 600: "SemiBold", 700: "Bold"}


class Source(NamedTuple):
    """One variable font, the family it becomes, the axes that are pinned, and the weights wanted of it."""

    path: str
    licence: str
    family: str
    pinned: dict[str, float]
    weights: tuple[int, ...]
    italic: bool = False


SOURCES = (
    Source("fontpkg_inter/files/Inter[opsz,wght].ttf", "fontpkg_inter/LICENSE", "Jmapdesk Sans",
           {"opsz": 14}, (400, 600, 700)),
    Source("fontpkg_inter/files/Inter-Italic[opsz,wght].ttf", "fontpkg_inter/LICENSE", "Jmapdesk Sans",
           {"opsz": 14}, (400,), True),
    Source("fontpkg_noto_sans_arabic/files/NotoSansArabic[wdth,wght].ttf",
           "fontpkg_noto_sans_arabic/LICENSE", "Jmapdesk Arabic", {"wdth": 100}, (400, 700)),
    Source("manimgx_fonts/NotoSansHebrew[wght].ttf",
           "manimgx_fonts-2026.9.26.post1.dist-info/licenses/LICENSE", "Jmapdesk Hebrew", {}, (400, 700)),
    Source("fontpkg_noto_sans_devanagari/files/NotoSansDevanagari[wdth,wght].ttf",
           "fontpkg_noto_sans_devanagari/LICENSE", "Jmapdesk Devanagari", {"wdth": 100}, (400, 700)),
)  # fmt: skip


def rename(font: TTFont, family: str, weight: int, italic: bool) -> str:
    """Give the font our family name and a plain style name; returns its PostScript name."""
    weight_name = STYLES[weight]
    style = ("Italic" if weight == 400 else f"{weight_name} Italic") if italic else weight_name
    linked = weight in (400, 700)
    postscript = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    table = font["name"]
    origin = table.getDebugName(0)
    version = table.getDebugName(5)
    names = {
        0: origin,
        1: family if linked else f"{family} {weight_name}",
        2: style if linked else ("Italic" if italic else "Regular"),
        3: f"{postscript};{version}",
        4: f"{family} {style}",
        5: version,
        6: postscript,
        13: table.getDebugName(13),
        14: "https://openfontlicense.org",
    }
    if not linked:
        names |= {16: family, 17: style}
    table.names = []
    for name_id, value in names.items():
        table.setName(value, name_id, 3, 1, 0x409)
    selection = font["OS/2"].fsSelection & ~0b1100001
    selection |= (0b1 if italic else 0) | (0b100000 if weight == 700 else 0)
    if weight != 700 and not italic:
        selection |= 0b1000000
    font["OS/2"].fsSelection = selection
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = (1 if weight == 700 else 0) | (2 if italic else 0)
    return postscript


def licence_text(font: TTFont, text: str) -> str:
    """The licence with the font's own copyright line on top."""
    body = text[text.index("This Font Software is licensed") :]
    return f"{font['name'].getDebugName(0)}\n\n{body.strip()}\n"


def make(root: Path, source: Source) -> None:
    """Write the static files and the licence of one source."""
    for weight in source.weights:
        font = TTFont(root / source.path)
        licence = licence_text(font, (root / source.licence).read_text("utf-8"))
        static = instancer.instantiateVariableFont(font, {**source.pinned, "wght": weight}, overlap=False)
        name = rename(static, source.family, weight, source.italic)
        for tag in ("STAT", "DSIG", "MVAR", "HVAR", "avar"):
            if tag in static:
                del static[tag]
        # A fixed date keeps the bytes the same whenever this runs.
        static.recalcTimestamp = False
        static.save(OUT / f"{name}.ttf", reorderTables=True)
        (OUT / f"{source.family.replace(' ', '')}-OFL.txt").write_text(licence, "utf-8")
        print(name, (OUT / f"{name}.ttf").stat().st_size)


def main() -> None:
    """Fetch the packages, make every file."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, *PACKAGES]
        subprocess.run(command, check=True)
        for wheel in Path(folder).glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder)
        for source in SOURCES:
            make(Path(folder), source)


if __name__ == "__main__":
    main()
