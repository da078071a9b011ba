"""PDF: fonts, words, boxes, the same bytes each time, and the ink against the drawing on screen."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.paper import PAPERS, paper_named
from jmapdesk.exchange.registry import FORMATS, format_named
from tests.proofs.subjects import plain, subject, words_of, written

Row = dict[str, Any]
_MM = 25.4 / 72


def fonts(name: str, folder: Path) -> Row:
    """How many faces a PDF has, and whether all are embedded and subset."""
    path = folder / "fonts.pdf"
    written(name, path, format_named("pdf"))
    found: dict[str, bool] = {}
    with pikepdf.open(path) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                face = str(thing["/FontName"]).lstrip("/")
                inside = any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                found[face] = inside and len(face) > 7 and face[6] == "+"
    return {"map": name, "faces": len(found), "embedded_and_subset": sum(found.values()),
            "kB": round(path.stat().st_size / 1024), "holds": all(found.values()) and bool(found)}  # fmt: skip


def words(name: str, folder: Path) -> Row:
    """How many of the map's texts ``pdftotext -raw`` finds whole, letter after letter."""
    path = folder / "words.pdf"
    written(name, path, format_named("pdf"))
    raw = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout
    page, wanted = plain(raw.decode("utf-8")), [plain(text) for text in words_of(subject(name)) if plain(text)]
    # the program that reads the file may compose letters another way
    wide = unicodedata.normalize("NFKC", page)
    found = [text for text in wanted if text in page or unicodedata.normalize("NFKC", text) in wide]
    return {"map": name, "texts": len(wanted), "found": len(found), "holds": len(found) == len(wanted)}


def boxes(name: str, folder: Path) -> Row:
    """The worst difference in millimetres between the paper that was asked for and the page."""
    worst = 0.0
    for paper, size in PAPERS.items():
        path = folder / "boxes.pdf"
        written(name, path, format_named("pdf"), ExportOptions(paper=paper_named(paper)))
        with pikepdf.open(path) as document:
            page = document.pages[0]
            unit = float(page.obj.get("/UserUnit", 1)) * _MM
            sides = sorted(float(side) * unit for side in page.mediabox[2:])
        worst = max([worst, *(abs(a - b) for a, b in zip(sides, sorted(size), strict=True))])
    return {"map": name, "papers": len(PAPERS), "worst_mm": round(worst, 4), "holds": worst <= 0.01}


def ink(name: str, folder: Path, dpi: int = 300) -> Row:
    """How many pixels the ink of the PDF lies from that of the screen's drawing at most."""
    options = ExportOptions(paper=paper_named("A3"), dpi=dpi)
    written(name, folder / "ink.pdf", format_named("pdf"), options)
    written(name, folder / "ink.png", format_named("png"), options)
    document = pypdfium2.PdfDocument((folder / "ink.pdf").read_bytes())
    printed = document[0].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    with Image.open(folder / "ink.png") as picture:
        shown = picture.convert("L")
    apart = apart_px(printed, shown)
    return {"map": name, "dpi": dpi, "apart_px": apart, "holds": apart <= 2}


def apart_px(one: Image.Image, other: Image.Image) -> int:
    """How many pixels the ink of two grey pictures lies apart at most; 9 for whatever is further."""
    size = min(one.width, other.width), min(one.height, other.height)
    one, other = one.crop((0, 0, *size)), other.crop((0, 0, *size))
    return next((far for far in range(9) if _within(one, other, far)), 9)


def _within(one: Image.Image, other: Image.Image, far: int) -> bool:
    """Whether all ink of each has the like of it in the other so many pixels away at most."""
    wide = 2 * far + 1

    def beyond(a: Image.Image, b: Image.Image) -> int:
        lightest = b.filter(ImageFilter.MaxFilter(wide)) if far else b
        darkest = b.filter(ImageFilter.MinFilter(wide)) if far else b
        over, under = ImageChops.subtract(a, lightest), ImageChops.subtract(darkest, a)
        return int(max(over.getextrema()[1], under.getextrema()[1]))

    return max(beyond(one, other), beyond(other, one)) <= 128


_AGAIN = """
import sys
from pathlib import Path
from jmapdesk.qt_start import start_headless
app = start_headless()
from jmapdesk.exchange.registry import format_named
from tests.proofs.subjects import written
written(sys.argv[1], Path(sys.argv[3]), format_named(sys.argv[2]))
"""


def same_bytes(name: str, folder: Path) -> Row:
    """Which formats give the very same bytes in two processes that hash differently."""
    differ: list[str] = []
    forms = [form for form in FORMATS if form.write is not None]
    done = 0
    for form in forms:
        digests = set()
        for seed in ("1", "2"):
            path = folder / f"again-{seed}{form.ending}"
            environment = {**os.environ, "PYTHONHASHSEED": seed, "QT_QPA_PLATFORM": "offscreen"}
            command = [sys.executable, "-c", _AGAIN, name, form.key, str(path)]
            ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if ran.returncode == 0:
                digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
            elif "JmapError" not in ran.stderr:
                digests.add(ran.stderr[-300:])
                digests.add("failed")
        done += bool(digests)
        if len(digests) > 1:
            differ.append(form.key)
    return {"map": name, "formats": done, "differ": ", ".join(differ) or "none", "holds": not differ}


def tiles(name: str, folder: Path) -> Row:
    """The sheets of an A1 poster on A4, put together and held against the poster."""
    from jmapdesk.text.qt_shaper import QtShaper
    from tests.exchange.assembled import assembled, worst_difference

    options = replace(ExportOptions(form="tiles"), paper=paper_named("A1"))
    whole, poster, plan = assembled(subject(name), options, folder, QtShaper, dpi=72)
    worst = worst_difference(whole, poster)
    return {"map": name, "sheets": plan.sheets, "cards_cut": len(plan.cut), "worst_of_255": worst, "holds": worst < 80}


def in_folder(measure: Callable[[str, Path], Row | list[Row]], name: str) -> list[Row]:
    """Measure in a folder of its own; gives one row or several."""
    with tempfile.TemporaryDirectory(prefix="jmapdesk-proofs-") as folder:
        found = measure(name, Path(folder))
    return found if isinstance(found, list) else [found]
