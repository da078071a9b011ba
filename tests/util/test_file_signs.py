"""Files that are no text are called by their names."""

from __future__ import annotations

import io
import zipfile

import pytest

from jmapdesk.util.file_signs import sign_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "image", "a JPEG image"),
        (b"GIF89a", "image", "a GIF image"),
        (b"%PDF-1.7", "pdf", "a PDF"),
        (b"{\\rtf1 hello}", "office", "a rich text document"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image", "a WebP image"),
        (b"RIFF\x00\x00\x00\x00WAVE", "media", "a sound or video file"),
        (zipped("xl/workbook.xml"), "workbook", "an Excel workbook"),
        (zipped("word/document.xml"), "office", "a Word document"),
        (zipped("photo.png"), "archive", "a ZIP archive"),
        (zipped(), "archive", "a ZIP archive"),
        (b"PK\x03\x04\x14", "broken", "a damaged archive or a damaged workbook"),
        (OLE, "office", "a document of an old office program"),
        (OLE + "WordDocument".encode("utf-16-le"), "office", "an old Word document"),
        (OLE + "Workbook".encode("utf-16-le"), "old_excel", "a workbook of an old Excel"),
    ],
)
def test_what_a_file_is_called(data: bytes, code: str, what: str) -> None:
    sign = sign_of(data)
    assert sign is not None
    assert (sign.code, sign.what) == (code, what)


@pytest.mark.parametrize("data", [b"", b"{}", b"plain text", b"BM is how this text begins", b"RIFF raff"])
def test_texts_have_no_sign(data: bytes) -> None:
    assert sign_of(data) is None
