"""SVG as the programs at hand show it, against our PNG: with fonts inside and with letters as outlines."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.registry import format_named
from tests.proofs.on_paper import Row, apart_px
from tests.proofs.subjects import written

DPI: Final = 192
_SCALE: Final = DPI // 96
_FAR: Final = 2
"""Pixels that ink may lie away from ours, at 192 dpi."""


def svg(name: str, folder: Path) -> list[Row]:
    """A row for each program and kind of letters; programs that are not here say so and are not judged.

    A large map would be a hundred million pixels and show nothing that the samples do not.
    """
    if name.isdecimal() and int(name) > 100:
        return []
    written(name, folder / "ours.png", format_named("png"), ExportOptions(dpi=DPI))
    with Image.open(folder / "ours.png") as picture:
        ours = picture.convert("RGB")
    rows = []
    for letters, outlines in (("fonts inside", False), ("outlines", True)):
        path = folder / f"{'outlines' if outlines else 'fonts'}.svg"
        written(name, path, format_named("svg"), ExportOptions(outlines=outlines))
        for program, (command, takes_fonts) in PROGRAMS.items():
            row: Row = {"map": name, "letters": letters, "kB": round(path.stat().st_size / 1024), "program": program}
            shown = _shown(command, path, ours.size, folder)
            if shown is None:
                row |= {"apart_px": "not here", "other_%": "", "holds": True}
            else:
                apart, other = apart_px(shown.convert("L"), ours.convert("L")), _other(shown, ours)
                # fonts inside are nothing to most programs that draw: what they put in their place is told, not judged
                held = apart <= _FAR or (not outlines and not takes_fonts)
                row |= {"apart_px": apart if apart < 9 else "9 or more", "other_%": round(other, 3), "holds": held}
            rows.append(row)
    return rows


def _other(one: Image.Image, other: Image.Image) -> float:
    """How many of a hundred pixels are more than half of all there is lighter or darker."""
    size = min(one.width, other.width), min(one.height, other.height)
    apart = ImageChops.difference(one.crop((0, 0, *size)).convert("L"), other.crop((0, 0, *size)).convert("L"))
    return 100 * sum(apart.histogram()[129:]) / (size[0] * size[1])


Command = Callable[[Path, tuple[int, int], Path], list[str]]
"""How a program makes a PNG: the SVG, the size in pixels, where the PNG goes."""


def _chromium(path: Path, size: tuple[int, int], png: Path) -> list[str]:
    wide, high = (-(-side // _SCALE) for side in size)
    return ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--force-device-scale-factor={_SCALE}", f"--window-size={wide},{high}", f"--screenshot={png}",
            f"--user-data-dir={png.parent}/chromium", path.as_uri()]  # fmt: skip


def _inkscape(path: Path, size: tuple[int, int], png: Path) -> list[str]:
    return ["inkscape", str(path), "-d", str(DPI), "-o", str(png)]


def _office(path: Path, size: tuple[int, int], png: Path) -> list[str]:
    sides = zip(("PixelWidth", "PixelHeight"), size, strict=True)
    wanted = ",".join(f'"{key}":{{"type":"long","value":"{side}"}}' for key, side in sides)
    return ["soffice", f"-env:UserInstallation=file://{png.parent}/office", "--headless", "--convert-to",
            f"png:draw_png_Export:{{{wanted}}}", "--outdir", str(png.parent), str(path)]  # fmt: skip


PROGRAMS: Final[Mapping[str, tuple[Command, bool]]] = {
    "Chromium": (_chromium, True), "Inkscape": (_inkscape, False), "LibreOffice": (_office, False),
}  # fmt: skip
"""Each with how it is called, and whether it uses fonts inside a file."""


def _shown(command: Command, path: Path, size: tuple[int, int], folder: Path) -> Image.Image | None:
    """The SVG as a program shows it; None where there is no such program."""
    out = folder / command.__name__
    out.mkdir(exist_ok=True)
    png = out / f"{path.stem}.png"
    words = command(path, size, png)
    if shutil.which(words[0]) is None:
        return None
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    with Image.open(png) as picture:
        return picture.convert("RGB")
