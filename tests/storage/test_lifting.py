"""Large files: read with their pictures untouched, or refused before they cost anything."""

from __future__ import annotations

import pytest

from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.records import Asset
from jmapdesk.storage import raw
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.lifting import LARGE, lift
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from tests.builders import small_map

PHOTO = "iVBORw0KGgo+/" * 500


def with_photos() -> JourneyMap:
    journey = small_map()
    for number, data in enumerate((PHOTO, PHOTO * 2 + "==", "short", "lifted-0", "lifted--", "")):
        asset = Asset(id=f"a{number}", name=f'"data": "{"A" * 2000}"', media_type="image/png", data=data)
        journey = with_record(journey, "assets", asset)
    return journey


def refused(data: bytes) -> JmapError:
    with pytest.raises(JmapError) as caught:
        load_bytes(data, "x.jmap")
    return caught.value


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files count as large."""
    monkeypatch.setattr(raw, "LARGE", 0)


@pytest.mark.usefixtures("always")
def test_pictures_are_lifted_out_and_put_back_as_they_were() -> None:
    data = dump(with_photos())
    lifted = lift(data)
    assert len(lifted.places) == 2
    assert len(lifted.text) < len(data) - 3 * len(PHOTO) + 100
    loaded = load_bytes(data, "x.jmap")
    assert same(loaded.journey, with_photos())
    assert dump(loaded.journey) == data


@pytest.mark.usefixtures("always")
def test_a_key_that_only_ends_like_that_of_a_picture_keeps_its_text() -> None:
    odd = dump(small_map()).replace(b'"look": {}', b'"look": {"my \\"data": "%s"}' % PHOTO.encode())
    assert load_bytes(odd, "x.jmap").journey.look.__pydantic_extra__ == {'my "data': PHOTO}


@pytest.mark.usefixtures("always")
def test_the_byte_that_is_no_text_is_named_where_it_stands_in_the_file() -> None:
    data = dump(with_photos()).replace(b'"a2"', b'"a\xff"')
    assert f"byte {data.index(0xFF) + 1:,}" in refused(data).message


@pytest.mark.parametrize(
    ("code", "words", "data"),
    [
        ("file.empty", "nothing but zeros", bytes(LARGE)),
        ("file.empty", "nothing but zeros", b" " * LARGE),
        ("file.no_map", "it is no journey map", b"Dear all, please come. " * (LARGE // 20)),
        ("file.cut_off", "from byte 13 on", b'{"format": 1' + bytes(LARGE)),
        ("file.cut_off", "its end is missing", b"{" * LARGE),
        ("file.too_large", "values", b"[" * LARGE + b"}"),
        ("file.too_large", "values", b'{"a":[' + b"1," * LARGE + b"1]}"),
        ("file.too_large", "MB of text", b'{"a": "' + b"x" * 49 * 1024**2 + b'"}'),
    ],
)
def test_what_is_hopeless_is_refused_without_being_read(
    code: str, words: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw, "_read", None)
    error = refused(data)
    assert error.code == code
    assert words in error.message
