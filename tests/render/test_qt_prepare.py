"""Pictures made ready to be kept: upright, small enough, nothing in them but pixels, broken ones refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from jmapdesk.render.encoded import is_whole, read_jpeg, tells_place
from jmapdesk.render.qt_prepare import LONGEST, cropped, prepare, smaller
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect
from tests.render.pictures import photo

RED, BLUE = (170, 51, 34), (51, 102, 170)
PLACE = {1: "N", 2: (47.0, 30.0, 12.5), 3: "E", 4: (19.0, 2.0, 24.0)}


def with_place(form: str, size: tuple[int, int] = (160, 120), orientation: int = 1) -> bytes:
    """A picture whose camera wrote down where it was, in the ways its kind of file has."""
    image = Image.open(io.BytesIO(photo("JPEG", *size)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera maker"
    exif.get_ifd(0x8825).update(PLACE)
    stream = io.BytesIO()
    if form == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", "taken at 47.50, 19.04")
        texts.add_itxt("XML:com.adobe.xmp", '<rdf exif:GPSLatitude="47,30.2N"/>')
        image.save(stream, form, exif=exif.tobytes(), pnginfo=texts)
    else:
        image.save(stream, form, exif=exif.tobytes(), xmp=b'<rdf exif:GPSLatitude="47,30.2N"/>')
    return stream.getvalue()


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_place_and_the_camera_are_gone(form: str) -> None:
    data = with_place(form)
    assert tells_place(data)
    ready = prepare(data, "p")
    assert ready.place
    assert not tells_place(ready.data)
    for told in (b"GPS", b"Camera maker", b"47.50", b"Exif", b"eXIf", b"rdf", b"tEXt", b"iTXt", b"XMP"):
        assert told not in ready.data
    kept = Image.open(io.BytesIO(ready.data))
    assert not kept.getexif()
    assert not (kept.info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"})


def test_a_picture_after_the_picture_is_not_passed_on() -> None:
    double = photo("JPEG") + with_place("JPEG")
    assert tells_place(double)
    jpeg = read_jpeg(double)
    assert jpeg is not None
    assert not tells_place(jpeg.data)
    assert jpeg.data.endswith(b"\xff\xd9")
    assert not tells_place(prepare(double, "p").data)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_passed_on_as_it_is_shows_the_same(progressive: bool) -> None:
    stream = io.BytesIO()
    Image.open(io.BytesIO(photo("JPEG"))).save(stream, "JPEG", progressive=progressive, restart_marker_blocks=4)
    jpeg = read_jpeg(stream.getvalue())
    assert jpeg is not None
    assert pixels(jpeg.data).tobytes() == pixels(stream.getvalue()).tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_turned_as_the_camera_meant(orientation: int) -> None:
    data = photo("JPEG", 160, 120, orientation)
    meant = Image.open(io.BytesIO(data))
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(meant)
    assert upright is not None
    ready = prepare(data, "p")
    assert (ready.width, ready.height) == upright.size == ready.before
    kept = pixels(ready.data)
    for place in ((4, 4), (upright.width - 5, 4), (4, upright.height - 5), (upright.width - 5, upright.height - 5)):
        assert near(kept.getpixel(place), upright.convert("RGB").getpixel(place))  # type: ignore[arg-type]


@pytest.mark.parametrize(("form", "size"), [("JPEG", (5200, 3900)), ("JPEG", (2400, 1800)), ("PNG", (1200, 2600))])
def test_a_large_picture_is_made_smaller(form: str, size: tuple[int, int]) -> None:
    ready = prepare(photo(form, *size), "p")
    assert ready.before == size
    assert max(ready.width, ready.height) == LONGEST
    assert ready.width / ready.height == pytest.approx(size[0] / size[1], abs=0.002)
    assert near(pixels(ready.data).getpixel((20, 20)), RED)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_it_is_made_as_small_as_it_is_asked_for(form: str) -> None:
    ready = prepare(photo(form, 900, 600), "a", 300)
    assert (ready.width, ready.height) == pixels(ready.data).size == (300, 200)


def test_what_can_be_seen_through_stays_so() -> None:
    ready = prepare(photo("PNG"), "p")
    assert ready.media_type == "image/png"
    kept = Image.open(io.BytesIO(ready.data))
    assert kept.getpixel((80, 60))[3] == 0  # type: ignore[index]
    assert kept.getpixel((3, 3))[3] == 255  # type: ignore[index]


def test_a_drawing_stays_lossless_and_a_photograph_does_not() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), RED).save(stream, "PNG")
    assert prepare(stream.getvalue(), "p").media_type == "image/png"
    noise = Image.effect_noise((900, 700), 90).convert("RGB")
    stream = io.BytesIO()
    noise.save(stream, "PNG")
    ready = prepare(stream.getvalue(), "p")
    assert ready.media_type == "image/jpeg"
    assert len(ready.data) < len(stream.getvalue()) / 2


def test_a_part_is_cut_out() -> None:
    part = cropped(photo("JPEG"), Rect(0, 0, 0.25, 0.5))
    assert (part.width, part.height) == (40, 60)
    assert near(pixels(part.data).getpixel((5, 5)), RED)  # type: ignore[arg-type]
    other = cropped(photo("JPEG", orientation=6), Rect(0.5, 0, 0.5, 0.25))
    assert (other.width, other.height) == (60, 40), "shares of the upright picture"
    assert near(pixels(other.data).getpixel((55, 5)), RED)  # type: ignore[arg-type]
    assert not tells_place(cropped(with_place("JPEG"), Rect(0, 0, 1, 1)).data)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_that_ends_too_early_is_refused(form: str) -> None:
    data = photo(form, 900, 700)
    assert is_whole(data)
    for share in (0.3, 0.6, 0.98):
        with pytest.raises(JmapError, match=r"p\.x is .*(damaged|no picture)"):
            prepare(data[: int(len(data) * share)], "p.x")


@pytest.mark.parametrize("data", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(JmapError, match="no picture"):
        prepare(data, "p.x")


def test_a_small_file_that_claims_to_be_huge_is_refused() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 40_000, 30_000, 8, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 900)) + chunk(b"IEND", b"")
    with pytest.raises(JmapError, match="1200 million pixels"):
        prepare(data, "p.png")


@pytest.mark.parametrize(("form", "media"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_kept_picture_is_made_as_small_as_asked(form: str, media: str) -> None:
    found = smaller(photo(form, 900, 600), 300)
    assert found is not None
    data, kind = found
    assert kind == media
    assert Image.open(io.BytesIO(data)).size == (300, 200)
    assert near(pixels(data).getpixel((10, 10)), RED)  # type: ignore[arg-type]


def test_a_photograph_that_is_small_enough_is_passed_on_without_its_hidden_words() -> None:
    data = with_place("JPEG")
    found = smaller(data, 300)
    assert found is not None
    assert not tells_place(found[0])
    assert pixels(found[0]).tobytes() == pixels(data).tobytes()


def test_a_photograph_held_sideways_is_turned_on_the_way() -> None:
    found = smaller(photo("JPEG", orientation=6), 300)
    assert found is not None
    assert Image.open(io.BytesIO(found[0])).size == (120, 160)


@pytest.mark.parametrize("data", [b"", b"no picture", photo("PNG")[:200]])
def test_of_what_is_no_picture_there_is_no_smaller_one(data: bytes) -> None:
    assert smaller(data, 300) is None
