"""Files made to take all memory or all time: each is refused in a sentence, quickly and cheaply."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from jmapdesk.util.errors import JmapError

MB = 2**20
SECONDS, MEGABYTES = 2.0, 300
"""What refusing may take, and how much memory above a program at rest."""
_LIBRARY_WORDS = ("Traceback", "Error", "zip", "xml", "json", "pydantic", "decode", "Errno")


def run(_: int) -> dict[str, object]:
    """Throw every bomb once."""
    figures: dict[str, object] = {}
    not_refused = too_slow = too_large = unclear = 0
    for name, make in BOMBS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(make())
            told = _thrown(path)
            figures[name] = [told["seconds"], told["mb"]]
            not_refused += not told["message"]
            too_slow += told["seconds"] > SECONDS  # type: ignore[operator]
            too_large += told["mb"] > MEGABYTES  # type: ignore[operator]
            unclear += any(word in str(told["message"]) for word in _LIBRARY_WORDS)
    return {
        "held": not (not_refused or too_slow or too_large or unclear), "bombs": len(BOMBS), "not_refused": not_refused,
        "over_2_s": too_slow, "over_300_mb": too_large, "unclear_messages": unclear, "seconds_and_mb": figures,
    }  # fmt: skip


def _thrown(path: Path) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.torture.bombs", str(path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)
    if done.returncode:
        return {"message": "", "seconds": 0.0, "mb": 0, "said": done.stderr[-500:]}
    found: dict[str, object] = json.loads(done.stdout)
    return found


def main(path: Path) -> None:
    """Open a file as the program does and tell what it said, and what that cost."""
    from PySide6.QtGui import QGuiApplication

    from jmapdesk.exchange.build import import_file
    from jmapdesk.storage.files import open_map
    from jmapdesk.ui.pictures import read_picture
    from jmapdesk.util.ids import random_id

    application = QGuiApplication([])
    idle, began, message = _peak(), time.process_time(), ""
    try:
        if path.suffix == ".jmap":
            open_map(path)
        elif path.suffix == ".png":
            read_picture(path)
        else:
            import_file(path, random_id)
    except JmapError as error:
        message = error.message
    seconds = time.process_time() - began  # of this process alone, whatever else the machine does
    del application
    print(json.dumps({"message": message, "seconds": round(seconds, 2), "mb": _peak() - idle}))


def _peak() -> int:
    """The most memory this process ever had, in MB; its parent's, which it began as a copy of, does not count."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


_HEAD = b'{"format":"jmapdesk","version":1,"id":"m",'
_CARD = b'{"id":"c","kind":"note","text":"words","order":"V"},'


def _png(width: int, height: int) -> bytes:
    """A picture of some kilobytes that claims so many pixels, each of them black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    body = zlib.compress(bytes(4 * MB), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def book(sheet: bytes, strings: bytes = b"", head: bytes = b"", styles: bytes = b"") -> bytes:
    """A workbook of one sheet, packed as tightly as can be."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": head + b'<workbook %s><sheets><sheet name="S" sheetId="1"/></sheets></workbook>' % space,
        "xl/worksheets/sheet1.xml": b"<worksheet %s>%s</worksheet>" % (space, sheet),
    }
    if strings:
        parts["xl/sharedStrings.xml"] = b"<sst %s>%s</sst>" % (space, strings)
    if styles:
        parts["xl/styles.xml"] = b"<styleSheet %s>%s</styleSheet>" % (space, styles)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _carrying(sheet: bytes) -> bytes:
    """A workbook that says it carries a map of ours, so that all of it is worth reading."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(sheet))) as plain, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in plain.namelist():
            made.writestr(name, plain.read(name).replace(b'name="S"', b'name="jmapdesk"'))
    return buffer.getvalue()


def cells(*places: str) -> bytes:
    """Rows of a sheet with a letter at each place."""
    row = b'<row r="%d"><c r="%s" t="inlineStr"><is><t>x</t></is></c></row>'
    found = b"".join(row % (int("".join(filter(str.isdigit, place))), place.encode()) for place in places)
    return b"<sheetData>%s</sheetData>" % found


def _merged() -> bytes:
    everything = b'<mergeCell ref="A1:XFD1048576"/>' * 5000
    return book(cells("A1", "GR5000", "XFD1048576") + b"<mergeCells>" + everything + b"</mergeCells>")


def _entities() -> bytes:
    lines = [b'<!ENTITY a0 "ha">'] + [b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)]
    return book(cells("A1"), head=b"<!DOCTYPE workbook [%s]>" % b"".join(lines))


def _styles() -> bytes:
    return book(cells("A1"), styles=b"<cellXfs>" + b'<xf numFmtId="1"/>' * 3_000_000 + b"</cellXfs>")


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "zeros.jmap": lambda: bytes(100 * MB),
    "cut-off.jmap": lambda: _HEAD + b'"cards":[' + _CARD * (100 * MB // len(_CARD)),
    "nested.jmap": lambda: b"[" * (50 * MB) + b"]" * (50 * MB),
    "values.jmap": lambda: _HEAD + b'"x":[' + b"[]," * (14 * MB) + b"[]]}",
    "fields.jmap": lambda: _HEAD + b'"cards":[' + b'{"a":1,"a":2},' * 800_000 + b"{}]}",
    "digits.jmap": lambda: _HEAD + b'"x":' + b"9" * (40 * MB) + b"}",
    "photos.jmap": lambda: _HEAD + b'"assets":[{"id":"a","data":"' + b"A" * (250 * MB),
    "unfolds.xlsx": lambda: book(b"<sheetData>" + bytes(600 * MB) + b"</sheetData>"),
    "entities.xlsx": _entities,
    "merged.xlsx": _merged,
    "rows.xlsx": lambda: book(b"<sheetData>" + b"<row><c><v>1</v></c></row>" * 2_000_000 + b"</sheetData>"),
    "cells.xlsx": lambda: book(b"<sheetData><row>" + b"<c><v>1</v></c>" * 3_500_000 + b"</row></sheetData>"),
    "carrying.xlsx": lambda: _carrying(b"<sheetData><row>" + b"<c><v>1</v></c>" * 3_500_000 + b"</row></sheetData>"),
    "pieces.xlsx": lambda: _carrying(
        b'<sheetData><row r="2"><c><v>0</v></c></row><row r="3"><c r="A3"><v>999999999999</v></c></row></sheetData>'
    ),
    "strings.xlsx": lambda: book(cells("A1"), strings=b"<si><t>a</t></si>" * 3_000_000),
    "styles.xlsx": _styles,
    "pixels.png": lambda: _png(60_000, 60_000),
    "columns.csv": lambda: b"," * (8 * MB - 1),
    "cells.csv": lambda: (b"a," * 380 + b"b\n") * 11_000,
    "spaces.csv": lambda: (b"a" + b" " * 20_000 + b"b,c\n") * 400,
    "rows.csv": lambda: b"a,b\n" * (2 * MB - 1),
    "tables.html": lambda: b"<html>" + b"<table><tr><td>" * (MB // 2),
    "quotes.md": lambda: b"> " * (4 * MB - 1),
    "lines.md": lambda: b"a\n" * (4 * MB - 1),
    "headings.md": lambda: b"# a\n" * (2 * MB - 1),
    "tables.md": lambda: b"a|b\n-|-\n\n" * 12_000,
    "strong.md": lambda: b"a|b\n-|-\n" + (b"**a " * 4000 + b"|y\n") * 500,
    "bars.md": lambda: (b"|-" * 20_000 + b"\n") * 200,
    "comments.md": lambda: (b"<!--" * 5000 + b"\n") * 400,
    "blanks.txt": lambda: b"a" + (b"\n" * 100 + b" " * 100) * 40_000,
    "tasks.mmd": lambda: b"journey\n" + b"a: 3: b\n" * (MB - 9),
    "actors.mmd": lambda: b"journey\n" + (b"a: 3: " + b"b," * 5000 + b"\n") * 800,
    "semicolons.mmd": lambda: b"journey\nz" + b";title x" * 250_000,
    "lists.md": lambda: b"".join(b" " * n + b"- a\n" for n in range(4000)),
}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
