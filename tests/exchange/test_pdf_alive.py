"""A PDF that one can go about in: contents, names of pages, links, and what the file says of itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.paper import paper_named
from jmapdesk.exchange.registry import export, format_named
from jmapdesk.model.journey import JourneyMap, with_parts, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Lane, Link, Persona, Source
from jmapdesk.render.icons import Icons
from jmapdesk.text.qt_shaper import QtShaper
from tests.builders import small_map

PER_MM = 72 / 25.4


@pytest.fixture(autouse=True)
def _fonts(qapp: object) -> None:
    from jmapdesk.text.qt_fonts import load_bundled_fonts

    load_bundled_fonts()


def linked_map() -> JourneyMap:
    """The small map with an owner, tags, links of every kind, and a persona that rests on a source."""
    journey = small_map()
    links = (
        Link(target="https://example.org/poster"),
        Link(kind="map", target="smallmap", card="f3", label="What it leads to"),
        Link(kind="map", target="another", card="x"),
        Link(kind="file", target="/home/me/secret.pdf"),
    )
    cards = dict(journey.cards)
    cards["c1"] = replace(cards["c1"], links=links, tags=("wall",))
    cards["c2"] = replace(cards["c2"], links=(Link(kind="map", target="smallmap", card="c1"),), tags=("site", "wall"))
    cards["parked"] = replace(cards["parked"], tags=("secret",))
    sources = {"talk": Source(id="talk", kind="interview", title="Talk with Ada", link="https://example.org/talk")}
    personas = {"ada": Persona(id="ada", name="Ada", role="Buyer", sources=("talk",))}
    about = replace(journey.about, owner="Team Service", purpose="Fewer calls", language="en")
    return with_parts(journey, cards=cards, sources=sources, personas=personas, about=about)


def written(journey: JourneyMap, folder: Path, form: str = "pdf", **options: Any) -> Path:
    target = folder / f"{form}.pdf"
    export(journey, target, ExportOptions(**options), Workshop(QtShaper, Icons()), form=format_named(form))
    return target


def contents(path: Path) -> list[Any]:
    """The list of contents as nested lists of words."""

    def told(items: Any) -> list[Any]:
        return [[item.title, told(item.children)] if item.children else item.title for item in items]

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return told(outline.root)


def annotations(path: Path, page: int = 0) -> Iterator[tuple[str, tuple[float, ...]]]:
    """What each link of a page leads to and where it is."""
    with pikepdf.open(path) as pdf:
        for one in pdf.pages[page].get("/Annots", []):
            assert one.Contents
            goal = str(one.A.URI) if "/A" in one else "jump"
            yield goal, tuple(float(side) for side in one.Rect)


def plain(path: Path) -> bytes:
    """The file with everything unpacked."""
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        unpacked = pikepdf.StreamDecodeLevel.generalized
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, stream_decode_level=unpacked)
    return out.getvalue()


def test_the_contents_are_title_stages_with_steps_lanes_and_personas(tmp_path: Path) -> None:
    assert contents(written(linked_map(), tmp_path, personas=True)) == [
        [
            "A small map",
            [["Notice", ["See", "Ask"]], "Buy", ["Lanes", ["Touchpoints", "Emotions", "Pain points"]]],
        ],
        "Ada",
    ]


def test_what_is_left_out_of_the_map_is_left_out_of_the_contents(tmp_path: Path) -> None:
    journey = with_record(linked_map(), "lanes", replace(linked_map().lanes["pain"], hidden=True))
    (root,) = contents(written(journey, tmp_path, stages=("s2", "s2")))
    assert root == ["A small map", ["Buy", ["Lanes", ["Touchpoints", "Emotions"]]]]


def test_a_line_of_the_contents_shows_what_it_names(tmp_path: Path) -> None:
    with pikepdf.open(written(linked_map(), tmp_path)) as pdf, pdf.open_outline() as outline:
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
        stages = outline.root[0].children
        first, second = ([float(n) for n in list(stage.destination)[2:]] for stage in stages[:2])
    for left, bottom, right, top in (first, second):
        assert 0 <= left < right <= width
        assert 0 <= bottom < top <= height
    assert first[0] < second[0], "stages follow each other"
    assert first[2] < second[2]


def test_tiles_are_listed_and_called_by_their_names(tmp_path: Path) -> None:
    path = written(linked_map(), tmp_path, "tiles", paper=paper_named("A1"), tiles=paper_named("A3"), personas=True)
    root, person = contents(path)
    sheets = next(one for one in root[1] if isinstance(one, list) and one[0] == "Sheets")
    with pikepdf.open(path) as pdf:
        labels = [page.label for page in pdf.pages]
    assert labels[0] == "Key page"
    assert labels[1:3] == ["A·1", "A·2"]
    assert labels[-1] == person == "Ada"
    assert sheets[1] == labels[:-1]


def test_a_map_alone_has_no_names_of_pages(tmp_path: Path) -> None:
    with pikepdf.open(written(linked_map(), tmp_path)) as pdf:
        assert "/PageLabels" not in pdf.Root


def test_cards_lead_to_pages_and_to_cards_of_this_map_and_nowhere_else(tmp_path: Path) -> None:
    path = written(linked_map(), tmp_path)
    found = [goal for goal, _ in annotations(path)]
    # the poster's card to its page, its mark to the card it leads to, its dot to the source; the other card to it
    assert sorted(found) == ["https://example.org/poster", "https://example.org/talk", "jump", "jump"]
    data = plain(path)
    assert b"/home/me" not in data
    assert b"another" not in data


def test_a_jump_shows_the_card_with_what_is_round_it(tmp_path: Path) -> None:
    path = written(linked_map(), tmp_path)
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        links = list(page.Annots)
        web = next(one for one in links if "/A" in one and "poster" in str(one.A.URI))
        jump = max((one for one in links if "/Dest" in one), key=lambda one: float(one.Rect[2]) - float(one.Rect[0]))
        assert jump.Dest[0] == page.obj
        left, bottom, right, top = (float(n) for n in list(jump.Dest)[2:])
        x1, y1, x2, y2 = (float(n) for n in web.Rect)
    assert left <= x1 < x2 <= right
    assert bottom <= y1 < y2 <= top
    assert right - left >= 160 * PER_MM - 0.1


def test_a_personas_sources_lead_to_where_they_are_to_be_read(tmp_path: Path) -> None:
    assert [goal for goal, _ in annotations(written(linked_map(), tmp_path, persona="ada"))] == [
        "https://example.org/talk"
    ]


def test_in_a_part_of_a_map_places_count_from_its_corner(tmp_path: Path) -> None:
    path = written(linked_map(), tmp_path, only=("stage:s1",))
    assert contents(path)[0][0] == "A small map"
    with pikepdf.open(path) as pdf:
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
        links = list(pdf.pages[0].Annots)
        assert links
        for one in links:
            left, bottom, right, top = (float(n) for n in one.Rect)
            assert 0 <= left < right <= width
            assert 0 <= bottom < top <= height
    # the card it would lead to is not in this part
    assert "jump" in [goal for goal, _ in annotations(path)]
    assert not [goal for goal, _ in annotations(written(linked_map(), tmp_path, only=("card:c2",))) if goal == "jump"]


def test_a_handout_lists_its_pages(tmp_path: Path) -> None:
    listed = contents(written(linked_map(), tmp_path, "handout", paper=paper_named("A4")))
    assert [one if isinstance(one, str) else one[0] for one in listed] == ["A small map", "Notice", "Buy", "Ada"]


def test_a_link_on_a_tile_is_where_its_card_shows(tmp_path: Path) -> None:
    path = written(linked_map(), tmp_path, "tiles", paper=paper_named("A1"), tiles=paper_named("A4"))
    with pikepdf.open(path) as pdf:
        pages = [
            i for i, page in enumerate(pdf.pages) for one in page.get("/Annots", [])
            if "/A" in one and str(one.A.URI).endswith("poster")
        ]  # fmt: skip
        for page in pdf.pages:
            for one in page.get("/Annots", []):
                left, bottom, right, top = (float(n) for n in one.Rect)
                assert 0 <= left < right <= float(page.mediabox[2]) + 0.01
                assert 0 <= bottom < top <= float(page.mediabox[3]) + 0.01
    assert 0 in pages, "the small poster on the key page leads there too"
    assert len(pages) >= 2


def test_the_file_says_what_it_is_and_nothing_of_who_wrote_it_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "somebody-else")
    path = written(linked_map(), tmp_path, personas=True)
    with pikepdf.open(path) as pdf:
        told = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert told == {
            "/Title": "A small map", "/Author": "Team Service", "/Subject": "Fewer calls",
            "/Keywords": "wall, site, Ada", "/Creator": "jmapdesk", "/Producer": "jmapdesk",
        }  # fmt: skip
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            assert xmp["dc:title"] == "A small map"
            assert xmp["dc:creator"] == ["Team Service"]
            assert set(xmp["dc:subject"]) == {"wall", "site", "Ada"}
            assert set(xmp["dc:language"]) == {"en"}
    data = plain(path)
    assert b"somebody-else" not in data
    assert str(tmp_path).encode() not in data
    assert re.search(rb"/home|/tmp|Users", data) is None


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = written(linked_map(), tmp_path, personas=True).read_bytes()
    assert written(linked_map(), tmp_path, personas=True).read_bytes() == first


def test_right_to_left_maps_are_turned_over_that_way(tmp_path: Path) -> None:
    about = replace(small_map().about, language="ar", title="رحلة صغيرة")
    path = written(with_parts(small_map(), about=about), tmp_path, "tiles", paper=paper_named("A1"))
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
    assert contents(path)[0][0] == "رحلة صغيرة"


def test_a_map_with_next_to_nothing_in_it_has_contents(tmp_path: Path) -> None:
    bare = JourneyMap(id="bare", lanes={"l": Lane(id="l", kind="text")}, cards={"c": Card(id="c", text="Left aside")})
    assert contents(written(bare, tmp_path)) == [["Untitled map", [["Lanes", ["Notes"]]]]]
