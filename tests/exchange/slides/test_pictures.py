"""Pictures on slides: as large as they show, told in words, each kept once; a broken one is said."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

from PIL import Image

from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Asset, Card, Lane
from tests.builders import small_map
from tests.exchange.slides.reading import deck, said, shapes_of, slide_of, texts, write
from tests.render.pictures import photo


def with_pictures(data: bytes | None = None) -> JourneyMap:
    """The small map with a photograph on a card and the same as Ada's portrait."""
    raw = photo("JPEG", 2400, 1800) if data is None else data
    kept = Asset(id="pic", name="shop.jpg", media_type="image/jpeg", width=2400, height=1800,
                 data=base64.b64encode(raw).decode())  # fmt: skip
    journey = with_record(small_map(), "assets", kept)
    journey = with_record(journey, "lanes", Lane(id="look", order="z", kind="images"))
    seen = Card(id="seen", lane="look", step="p1", order="a", kind="image", asset="pic", alt="The shop from outside",
                text="Monday at nine")  # fmt: skip
    journey = with_record(journey, "cards", seen)
    return with_record(journey, "personas", replace(journey.personas["ada"], portrait="pic"))


def pictures(slide: object) -> list[object]:
    return [shape for shape in shapes_of(slide) if type(shape).__name__ == "Picture"]


def test_a_photograph_shows_whole_with_its_words(tmp_path: Path) -> None:
    slide = slide_of(deck(with_pictures(), tmp_path), "Notice")
    (shown,) = pictures(slide)
    assert said(shown) == "The shop from outside"
    assert abs(shown.width / shown.height - 2400 / 1800) < 0.01  # type: ignore[attr-defined]
    assert "Monday at nine" in texts(slide)


def test_it_is_kept_once_and_no_larger_than_slides_need(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    assert not [remark for remark in write(with_pictures(), path) if "picture" in remark]
    with zipfile.ZipFile(path) as archive:
        (media,) = [name for name in archive.namelist() if name.startswith("ppt/media/")]
        assert Image.open(io.BytesIO(archive.read(media))).size == (1200, 900)


def test_a_portrait_is_cut_to_a_square_and_shown_round(tmp_path: Path) -> None:
    (shown,) = pictures(slide_of(deck(with_pictures(), tmp_path), "Ada"))
    assert shown.width == shown.height  # type: ignore[attr-defined]
    assert abs(shown.crop_left + shown.crop_right - 0.25) < 0.001  # type: ignore[attr-defined]
    assert said(shown) == "Ada"


def test_a_picture_that_cannot_be_read_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    remarks = write(with_pictures(b"no picture"), path)
    assert "One picture could not be read and is missing on the slides." in remarks
    slide = slide_of(deck(with_pictures(b"no picture"), tmp_path), "Notice")
    assert pictures(slide) == []
    assert any("The shop from outside" in said(shape) for shape in shapes_of(slide))
