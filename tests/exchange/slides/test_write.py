"""A map as slides: all of it is there, in order, with words for those who cannot see it, and nothing else."""

from __future__ import annotations

import dataclasses
import zipfile
from pathlib import Path
from typing import Any

import pytest

from jmapdesk.edit.views import add_view
from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.slides.write import write_slides
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import About, Card, Connection, Initiative, Lane, Link, Persona, Review, Source
from jmapdesk.render.icons import Icons
from jmapdesk.util.progress import Cancelled
from tests.builders import big_map, small_map
from tests.exchange.slides.reading import (
    A,
    deck,
    is_decoration,
    notes,
    part,
    said,
    shapes_of,
    slide_of,
    texts,
    titles,
    write,
)
from tests.fakes import FakeShaper


def full_map() -> JourneyMap:
    """The small map with a pain, two opportunities, an initiative, a review, a note, a link and a connection."""
    journey = small_map()
    journey = dataclasses.replace(
        journey,
        about=replace(journey.about, purpose="To sell more", reviewed_on="2026-11-12", review_every=3, owner="Service"),
    )
    lanes = (Lane(id="pain2", order="y", kind="pain_points"), Lane(id="idea", order="z", kind="opportunities"))
    for lane in lanes:
        journey = with_record(journey, "lanes", lane)
    cards = (
        Card(id="slow", lane="pain2", step="p2", order="a", kind="pain_point", text="Nobody answers", severity=3,
             note="Heard in every talk", check=True, moment="friction", sources=("talk",)),
        Card(id="desk", lane="idea", step="p2", order="a", kind="opportunity", text="A desk at the door", impact=0.9,
             effort=0.2, owner="Ann Lee", due="2027-01-15", status="planned", initiative="i", pains=("slow",),
             links=(Link(kind="web", target="https://example.org/desk"),)),
        Card(id="bot", lane="idea", step="p3", order="a", kind="opportunity", text="A chat at night"),
    )  # fmt: skip
    for card in cards:
        journey = with_record(journey, "cards", card)
    journey = with_record(journey, "connections", Connection(id="w", start="slow", end="desk", kind="causes"))
    journey = with_record(journey, "initiatives", Initiative(id="i", title="Open the door", owner="Ann Lee"))
    return with_record(journey, "reviews", Review(id="r", on="2026-11-12", by="Ann", note="Ask again in spring"))


def test_the_slides_stand_in_order_each_with_its_title(tmp_path: Path) -> None:
    assert titles(deck(full_map(), tmp_path)) == [
        "A small map", "A small map", "Notice", "Buy", "Priorities", "Action plan", "Initiatives", "Ada",
        "Sources and review",
    ]  # fmt: skip


def test_a_map_with_nothing_in_it_is_a_title_slide(tmp_path: Path) -> None:
    found = deck(JourneyMap("m"), tmp_path)
    assert titles(found) == ["Untitled map"]
    assert found.slides[0].slide_layout.name == "Title slide"


def test_stages_without_lanes_or_cards_are_no_trouble(tmp_path: Path) -> None:
    journey = dataclasses.replace(small_map(), cards={}, personas={}, sources={})
    assert titles(deck(journey, tmp_path)) == ["A small map", "A small map", "Notice", "Buy"]
    assert titles(deck(dataclasses.replace(journey, lanes={}), tmp_path)) == ["A small map"]


def test_every_card_stands_on_the_slide_of_the_map_and_on_that_of_its_stage(tmp_path: Path) -> None:
    found = deck(full_map(), tmp_path)
    whole, stage = " ".join(texts(found.slides[1])), " ".join(texts(slide_of(found, "Notice")))
    for words in ("Poster", "Web site", "Nobody answers", "A desk at the door", "curious"):
        assert words in whole
        assert words in stage
    assert "A chat at night" in whole
    assert "A chat at night" not in stage


def test_no_word_of_a_large_map_is_lost(tmp_path: Path) -> None:
    journey = big_map(150)
    found = deck(journey, tmp_path)
    on_slides = " ".join(words for slide in found.slides for words in texts(slide))
    missing = [card.text for card in journey.cards.values() if (card.text or card.word) not in on_slides]
    assert missing == []


def test_a_card_says_its_kind_its_words_and_what_its_marks_mean(tmp_path: Path) -> None:
    slide = slide_of(deck(full_map(), tmp_path), "Notice")
    words = next(said(shape) for shape in shapes_of(slide) if "Nobody answers" in said(shape))
    assert words == (
        "Pain point: Nobody answers. Severity 3 of 3. Moment of friction. Needs checking. Evidence: Talk with Ada"
    )


def test_evidence_is_a_full_dot_and_an_assumption_an_open_one(tmp_path: Path) -> None:
    found = texts(slide_of(deck(full_map(), tmp_path), "Notice"))
    assert "Poster\u00a0●" in found
    assert "Web site\u00a0○" in found
    assert any("● Evidence" in words.replace("\u00a0", " ") for words in found)


def test_every_shape_has_something_to_say_or_is_marked_as_decoration(tmp_path: Path) -> None:
    for slide in deck(full_map(), tmp_path).slides:
        for shape in slide.shapes:
            words = shape.has_text_frame and shape.text_frame.text
            inner = [one for one in getattr(shape, "shapes", ()) if one.has_text_frame and one.text_frame.text]
            assert said(shape) or words or inner or is_decoration(shape), shape.name


def test_what_is_read_first_stands_first(tmp_path: Path) -> None:
    slide = slide_of(deck(full_map(), tmp_path), "Notice")
    assert slide.shapes[0].is_placeholder
    found = texts(slide)
    lanes = "Touchpoints\nWhere we meet", "Emotions\nHow it feels"
    wanted = ("Notice", "See", lanes[0], "Poster\u00a0●", "Web site\u00a0○", lanes[1])
    order = [found.index(words) for words in wanted]
    assert order == sorted(order)


def test_notes_hold_the_goal_the_cards_their_notes_and_where_they_lead(tmp_path: Path) -> None:
    found = deck(full_map(), tmp_path)
    words = notes(slide_of(found, "Notice"))
    for line in ("• Nobody answers", "Heard in every talk", "→ Causes: A desk at the door", "https://example.org/desk"):
        assert line in words
    assert "Goal: Pay quickly" in notes(slide_of(found, "Buy"))
    assert "To sell more" in notes(found.slides[0])
    assert "Ask again in spring" in notes(slide_of(found, "Sources and review"))


def test_actions_stand_in_a_table_with_owner_day_and_status(tmp_path: Path) -> None:
    slide = slide_of(deck(full_map(), tmp_path), "Action plan")
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    rows = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["#", "Action", "Stage", "Owner", "Due", "Status"],
        ["1", "A desk at the door", "Notice", "Ann Lee", "15 Jan 2027", "Planned"],
        ["2", "A chat at night", "Buy", "No owner yet", "–", "Idea"],
    ]
    assert table.first_row


def test_opportunities_stand_where_impact_and_effort_put_them(tmp_path: Path) -> None:
    journey = full_map()
    dear = replace(journey.cards["bot"], impact=0.1, effort=0.95)
    slide = slide_of(deck(with_record(journey, "cards", dear), tmp_path), "Priorities")
    plot = next(shape for shape in slide.shapes if shape.name == "Plot")
    discs = {shape.text_frame.text: shape for shape in slide.shapes if shape.has_text_frame and _is_in(shape, plot)}
    good, bad = discs["1"], discs["2"]
    assert good.left + good.width < plot.left + plot.width / 2 < bad.left
    assert good.top + good.height < plot.top + plot.height / 2 < bad.top
    assert "A desk at the door" in said(good)


def _is_in(shape: Any, plot: Any) -> bool:
    inside = plot.left < shape.left and shape.left + shape.width < plot.left + plot.width
    return bool(inside and shape.width == shape.height)


def test_discs_in_one_place_step_aside(tmp_path: Path) -> None:
    journey = full_map()
    for i in range(6):
        card = Card(id=f"x{i}", lane="idea", step="p1", order=str(i + 1), kind="opportunity", text=f"Idea {i}",
                    impact=0.5, effort=0.5)  # fmt: skip
        journey = with_record(journey, "cards", card)
    slide = slide_of(deck(journey, tmp_path), "Priorities")
    plot = next(shape for shape in slide.shapes if shape.name == "Plot")
    discs = [shape for shape in slide.shapes if shape.has_text_frame and _is_in(shape, plot)]
    assert len(discs) == 7
    for i, one in enumerate(discs):
        for other in discs[i + 1 :]:
            assert abs(one.left - other.left) >= one.width * 0.9 or abs(one.top - other.top) >= one.height * 0.9


def test_a_persona_has_a_slide_with_what_is_known(tmp_path: Path) -> None:
    ada = Persona(id="ada", order="a", name="Ada", role="Buyer", quote="Tell me", goals=("Less paper", "More time"))
    found = deck(with_record(full_map(), "personas", ada), tmp_path)
    words = texts(slide_of(found, "Ada"))
    assert {"Goals", "Less paper\nMore time"} <= set(words)
    assert any("“Tell me”" in one for one in words)


def test_sources_and_reviews_stand_at_the_end(tmp_path: Path) -> None:
    words = texts(deck(full_map(), tmp_path).slides[-1])
    assert any("Owner: Service · Reviewed 12 Nov 2026 · Next review 12 Feb 2027" in one for one in words)
    assert {"Talk with Ada", "1 interview"} <= {one.replace("\u00a0", " ") for one in words}


def test_links_lead_to_pages_and_nowhere_else(tmp_path: Path) -> None:
    journey = full_map()
    bad = replace(journey.cards["slow"], links=(Link(kind="file", target="/home/me/secret.txt"),))
    path = tmp_path / "deck.pptx"
    write(with_record(journey, "cards", bad), path)
    with zipfile.ZipFile(path) as archive:
        relations = "".join(archive.read(n).decode() for n in archive.namelist() if n.startswith("ppt/slides/_rels"))
    assert 'Target="https://example.org/desk" TargetMode="External"' in relations
    assert "secret" not in relations


# --- what shows -------------------------------------------------------------------------------------------------


def test_only_the_stages_and_lanes_that_show_are_there(tmp_path: Path) -> None:
    journey = add_view(full_map(), lambda: "v", "No touch", hidden_lanes=("touch",), hidden_stages=("s2",))
    found = deck(journey, tmp_path, view="v")
    assert titles(found) == [
        "A small map", "A small map", "Notice", "Priorities", "Action plan", "Initiatives", "Ada", "Sources and review",
    ]  # fmt: skip
    everything = " ".join(words for slide in found.slides for words in texts(slide))
    assert "Poster" not in everything
    assert "A chat at night" not in everything
    assert titles(deck(journey, tmp_path, stages=("s2", "s2")))[2] == "Buy"


def test_nothing_of_what_is_hidden_is_mentioned_anywhere_in_the_file(tmp_path: Path) -> None:
    journey, path = full_map(), tmp_path / "deck.pptx"
    lanes = journey.lanes["pain2"], Lane(id="own", order="zz", kind="actions", hidden=True)
    journey = with_record(with_record(journey, "lanes", lanes[0]), "lanes", lanes[1])
    own = Card(id="own", lane="own", step="p1", order="a", kind="action", text="Kept for ourselves", sources=("memo",))
    journey = with_record(journey, "cards", own)
    journey = with_record(journey, "sources", Source(id="memo", kind="document", title="A secret memo"))
    journey = with_record(journey, "connections", Connection(id="x", start="desk", end="own"))
    write(add_view(journey, lambda: "v", "Board", hidden_lanes=("pain2",)), path, view="v")
    with zipfile.ZipFile(path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    for words in ("Kept for ourselves", "A secret memo", "Nobody answers", "Heard in every talk"):
        assert words not in everything
    assert "A desk at the door" in everything


def test_key_cards_alone_show_where_they_are_asked_for(tmp_path: Path) -> None:
    everything = " ".join(words for slide in deck(full_map(), tmp_path, detail="key").slides for words in texts(slide))
    assert "Nobody answers" in everything
    assert "Poster" not in everything


def test_titles_count_the_cards_and_keep_the_curve(tmp_path: Path) -> None:
    found = deck(full_map(), tmp_path, detail="titles")
    assert titles(found) == ["A small map", "A small map", "Ada", "Sources and review"]
    whole = texts(found.slides[1])
    assert "2 cards" in whole
    assert not any("Poster" in words or "curious" in words for words in whole)
    assert any(shape.has_chart for shape in found.slides[1].shapes)


def test_collapsed_lanes_and_stages_are_short_on_the_map_and_whole_on_their_slides(tmp_path: Path) -> None:
    journey = full_map()
    journey = with_record(journey, "lanes", replace(journey.lanes["touch"], collapsed=True))
    journey = with_record(journey, "stages", replace(journey.stages["s2"], collapsed=True))
    found = deck(journey, tmp_path)
    whole = " ".join(texts(found.slides[1]))
    assert "2 cards" in whole
    assert "1 steps" in whole
    assert "Poster" not in whole
    assert "A chat at night" not in whole
    assert "Poster" in " ".join(texts(slide_of(found, "Notice")))
    assert "A chat at night" in " ".join(texts(slide_of(found, "Buy")))


def test_cards_that_a_filter_does_not_want_are_faded(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    journey = add_view(full_map(), lambda: "v", "Pains", filters={"kind": ["pain_point"]})
    inks = []
    for view in ("", "v"):
        write(journey, path, view=view)
        slide = part(path, "ppt/slides/slide3.xml")
        run = next(one for one in slide.iter(f"{A}r") if one.findtext(f"{A}t") == "Poster")
        inks.append(run.find(f"{A}rPr/{A}solidFill")[0].get("val"))
    assert inks[0] != inks[1]


def test_the_theme_is_that_of_the_map_and_another_where_it_is_asked_for(tmp_path: Path) -> None:
    path, accents = tmp_path / "deck.pptx", []
    for theme in ("", "bold"):
        write(full_map(), path, theme=theme)
        accents.append(part(path, "ppt/theme/theme1.xml").find(f".//{A}accent1/{A}srgbClr").get("val"))
    assert accents == ["3F5BD8", "2440C8"]


def test_colours_of_the_theme_are_named_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    write(full_map(), path)
    slide = part(path, "ppt/slides/slide2.xml")
    assert {one.get("val") for one in slide.iter(f"{A}schemeClr")} >= {"accent1", "tx1", "tx2"}


def test_legend_and_footer_can_be_left_out(tmp_path: Path) -> None:
    found = deck(full_map(), tmp_path, legend=False, footer=False)
    assert "Sources and review" not in titles(found)
    assert not any("Evidence" in words for slide in found.slides for words in texts(slide))


def test_one_persona_can_be_asked_for_alone(tmp_path: Path) -> None:
    assert titles(deck(full_map(), tmp_path, persona="ada")) == ["Ada"]


# --- the file ---------------------------------------------------------------------------------------------------


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.pptx", "two.pptx"):
        write(full_map(), tmp_path / name)
    assert (tmp_path / "one.pptx").read_bytes() == (tmp_path / "two.pptx").read_bytes()


def test_nobody_and_no_day_is_named_in_the_file(tmp_path: Path) -> None:
    found = deck(full_map(), tmp_path).core_properties
    assert (found.title, found.author, found.last_modified_by) == ("A small map", "jmapdesk", "")
    path = tmp_path / "deck.pptx"
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(str(tmp_path).encode() in archive.read(name) for name in archive.namelist())


def test_what_no_xml_can_hold_is_left_out(tmp_path: Path) -> None:
    journey = full_map()
    odd = replace(journey.cards["slow"], text="bell\x07 & <b> \ud800 ]]>\nnext \ufffe")
    journey = with_record(journey, "cards", odd)
    journey = dataclasses.replace(journey, about=replace(journey.about, title='A "map"\x00', language='e"n'))
    found = deck(journey, tmp_path)
    assert any("bell & <b> ? ]]>\nnext ?" in words for words in texts(slide_of(found, "Notice")))


def test_a_text_too_long_for_a_slide_is_cut_there_said_and_whole_in_the_notes(tmp_path: Path) -> None:
    journey = full_map()
    words = " ".join(f"word{i}" for i in range(600))
    journey = with_record(journey, "cards", replace(journey.cards["slow"], text=words))
    remarks = write(journey, tmp_path / "deck.pptx")
    assert any("One text is longer" in one for one in remarks)
    found = deck(journey, tmp_path)
    assert any("…" in one for slide in found.slides for one in texts(slide))
    assert any(words in notes(slide) for slide in found.slides)


def test_what_slides_cannot_carry_is_said(tmp_path: Path) -> None:
    remarks = write(full_map(), tmp_path / "deck.pptx")
    assert remarks == [
        "One connection is told in the notes of the slides; arrows between cards are not drawn there.",
        "One parked card is not on the slides.",
    ]


def test_whoever_stops_it_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"old")
    shares: list[float] = []

    def stop(share: float) -> None:
        shares.append(share)
        if share > 0.7:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_slides(full_map(), path, ExportOptions(), Workshop(FakeShaper, Icons()), stop)
    assert shares == sorted(shares)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_names_that_are_missing_or_very_long_do_no_harm(tmp_path: Path) -> None:
    journey = full_map()
    journey = dataclasses.replace(journey, about=About(title="A title " * 60))
    journey = with_record(journey, "stages", replace(journey.stages["s1"], name="", goal="A goal " * 90))
    journey = with_record(journey, "stages", replace(journey.stages["s2"], name="Anextremelylongnamewithoutspaces" * 4))
    journey = with_record(journey, "lanes", replace(journey.lanes["touch"], name="Berührungspunktebeschreibung " * 5))
    journey = with_record(journey, "personas", Persona(id="ada", order="a"))
    found = deck(journey, tmp_path)
    assert titles(found)[2] == "1"
    assert "–" in titles(found)
