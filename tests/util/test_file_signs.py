"""Files that are no text are called by their names."""

from __future__ import annotations

import pytest

from jmapdesk.util.file_signs import name_of, sign_of


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"%PDF-1.7", "a PDF"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a WebP image"),
        (b"RIFF\x00\x00\x00\x00WAVE", "a sound or video file"),
        (b"PK\x03\x04\x14", "an archive or an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old office program"),
        (b"{}", ""),
        (b"BM is how this text begins", ""),
        (b"", ""),
    ],
)
def test_what_a_file_is_called(data: bytes, name: str) -> None:
    assert name_of(data) == name


def test_a_sign_has_a_sort_too() -> None:
    assert sign_of(b"GIF89a") == ("image", "a GIF image")
    assert sign_of(b"plain text") is None
