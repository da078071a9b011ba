"""A PDF as it is heard: the map's story in reading order, each word once, nothing that only decorates."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace as with_fields
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops

from jmapdesk.edit.folding import fold
from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import pages_of
from jmapdesk.exchange.paper import paper_named
from jmapdesk.exchange.registry import export, format_named
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Connection, Lane
from jmapdesk.render.icons import Icons
from jmapdesk.render.pdf_painter import write_pdf
from jmapdesk.text.qt_shaper import QtShaper
from tests.builders import small_map
from tests.exchange.told import Element, Told
from tests.render.golden import sample


@pytest.fixture(autouse=True)
def _fonts(qapp: object) -> None:
    from jmapdesk.text.qt_fonts import load_bundled_fonts

    load_bundled_fonts()


def read(journey: JourneyMap, folder: Path, form: str = "pdf", **options: object) -> Told:
    target = folder / "told.pdf"
    export(journey, target, ExportOptions(**options), Workshop(QtShaper, Icons()), form=format_named(form))  # type: ignore[arg-type]
    told = Told(target)
    told.check()
    return told


def outline(element: Element) -> list[str]:
    """A line for each element under one: what it is, its name, its text."""
    return [
        f"{'  ' * depth}{one.kind} {one.name or one.text}".rstrip() for depth, one in _deep(element, 0) if depth
    ]


def _deep(element: Element, depth: int) -> list[tuple[int, Element]]:
    return [(depth, element), *(line for one in element.under for line in _deep(one, depth + 1))]


def full_map() -> JourneyMap:
    """The small map with marks on its cards, an owner, a connection and a line between lanes."""
    journey = small_map()
    cards = dict(journey.cards)
    cards["c2"] = replace(cards["c2"], moment="friction", check=True, to_step="p3")
    cards["pain1"] = Card(
        id="pain1", lane="pain", step="p3", order="a", kind="pain_point", text="Two\nsigns (red)", severity=2
    )
    cards["idea"] = Card(
        id="idea", lane="pain", step="p3", order="b", kind="opportunity", text="One sign", owner="Mo", impact=0.9,
        effort=0.1, status="doing",
    )  # fmt: skip
    lanes = {**journey.lanes, "line": Lane(id="line", order="zz", kind="divider", divider="visibility")}
    arrow = Connection(id="a", start="c1", end="pain1", kind="causes", label="now and then")
    about = replace(journey.about, owner="Team", goal="Fewer calls", language="en")
    return with_parts(journey, cards=cards, lanes=lanes, connections={"a": arrow}, about=about)


def test_a_map_is_heard_as_a_story(tmp_path: Path) -> None:
    told = read(full_map(), tmp_path)
    assert told.language == "en"
    assert outline(told.root) == [
        "  Sect A small map",
        "    H1 A small map",
        "    P Current state",
        "    P 20 % evidence-based",
        "    P Goal Fewer calls",
        "    Sect Ada",
        "      H2 Ada",
        "    Sect Lanes",
        "      P Touchpoints",
        "      P Emotions",
        "      P Pain points",
        "      P Line of visibility",
        "    Sect Notice",
        "      H2 Notice",
        "      Sect See",
        "        H3 See",
        "        Sect Touchpoints",
        "          P Touchpoint. Evidence",
        "          P Touchpoint. Channel: Web. Assumption. Moment of friction. Needs checking. Until Buy",
        "        Sect Emotions",
        "          P Feeling. +1.5 on a scale from -2 to +2. Assumption",
        "      Sect Ask",
        "        H3 Ask",
        "    Sect Buy",
        "      H2 Buy",
        "      P Pay quickly",
        "      Sect Step 1",
        "        Sect Emotions",
        "          P Feeling. -1 on a scale from -2 to +2. Assumption",
        "        Sect Pain points",
        "          P Pain point. Severity 2 of 3. Assumption",
        "          P Opportunity. Impact high. Effort low. Doing. Owner: Mo",
        "    Sect Connections",
        "      P Causes",
        "    Sect Legend",
        *[
            f"      P {words}"
            for words in (
                "Evidence", "Assumption", "Severity 1–3", "Moment of friction", "Needs checking", "Owner’s initials",
                "Doing", "Causes", "Owner: Team · 1 interview",
            )
        ],
    ]  # fmt: skip


def test_a_card_is_heard_with_its_kind_and_what_its_marks_show_and_its_text_can_be_read(tmp_path: Path) -> None:
    cards = {one.alt: one for one in read(full_map(), tmp_path).root.walk() if one.own == "Card"}
    pain = cards["Pain point: Two signs (red). Severity 2 of 3. Assumption"]
    assert pain.text == "Two signs (red)"
    # a card that its row does not tell the kind of is heard with its row
    assert "Pain points: Opportunity: One sign. Impact high. Effort low. Doing. Owner: Mo" in cards
    assert "Feeling: curious. +1.5 on a scale from −2 to +2. Assumption" in cards


def test_a_connection_is_heard_from_end_to_end(tmp_path: Path) -> None:
    (arrow,) = [one for one in read(full_map(), tmp_path).root.walk() if one.own == "Connection"]
    assert arrow.alt == "Causes: Poster → Two signs (red) (now and then)"


def test_a_curve_is_a_figure_whose_words_say_what_is_felt_where(tmp_path: Path) -> None:
    journey = small_map()
    cards = {**journey.cards, "f3": replace(journey.cards["f3"], step="p2", persona=None, word="torn")}
    told = read(with_parts(journey, cards=cards), tmp_path)
    (curve,) = [one for one in told.root.walk() if one.kind == "Figure"]
    assert curve.alt == "Emotions: See curious +1.5, Ask torn −1"
    assert len(curve.marks) >= 1
    left, bottom, right, top = curve.box
    assert left < right
    assert bottom < top


@pytest.mark.parametrize("name", ["from-evaluation-to-first-value", "borrowing-a-library-book"])
def test_every_word_of_a_map_is_heard_in_its_place(tmp_path: Path, name: str) -> None:
    journey = sample(name)
    told = read(journey, tmp_path, personas=True)
    cards = [one for one in told.root.walk() if one.own in ("Card", "Figure")]
    heard, shown = (" ".join(words) for words in zip(*((one.alt, one.text) for one in cards), strict=True))
    for card in journey.cards.values():
        if card.lane is not None and not journey.lanes[card.lane].hidden:
            assert " ".join((card.text or card.word).split()) in heard
            assert card.kind == "feeling" or " ".join(card.text.split()) in shown
    names = [one.text for one in told.root.walk() if one.kind == "H2"]
    stages = [stage.name for stage in sorted(journey.stages.values(), key=lambda stage: stage.order)]
    assert [name for name in names if name in stages] == stages
    assert all(one.alt for one in told.root.walk() if one.kind == "Figure")
    assert [one.text for one in told.root.walk() if one.kind == "H1"] == [
        journey.about.title,
        *(persona.name for persona in sorted(journey.personas.values(), key=lambda one: one.order)),
    ]


def test_what_is_collapsed_or_hidden_is_heard_as_it_shows(tmp_path: Path) -> None:
    journey = fold(full_map(), True, stages=["s2"], lanes=["touch"])
    told = read(journey, tmp_path)
    alts = [one.alt for one in told.root.walk() if one.own == "Card"]
    assert "2 cards" in alts
    assert not any("Poster" in alt for alt in alts)
    seen = read(full_map(), tmp_path, stages=("s1", "s1"))
    assert not any("Two signs" in one.alt for one in seen.root.walk() if one.own == "Card")


def test_on_tiles_each_thing_is_heard_once_on_the_sheet_that_shows_most_of_it(tmp_path: Path) -> None:
    journey = sample("from-evaluation-to-first-value")
    told = read(journey, tmp_path, "tiles", paper=paper_named("A1"), repeat_headers=True)
    assert told.pages > 4
    whole = read(journey, tmp_path)
    sheets, story = told.root.under
    assert (sheets.name, sheets.own) == ("Key page", "Sheets")
    assert {page for one in sheets.walk() for page, _ in one.marks} == {0}
    heard = [(one.own, one.name, one.alt, one.text) for one in story.walk()]
    assert heard == [(one.own, one.name, one.alt, one.text) for one in whole.root.under[0].walk()]
    assert len({page for one in story.walk() for page, _ in one.marks}) > 3


def test_a_handout_is_heard_page_by_page_and_its_actions_as_a_table(tmp_path: Path) -> None:
    journey = full_map()
    told = read(journey, tmp_path, "handout", paper=paper_named("A4"))
    assert [one.name for one in told.root.under] == ["A small map", "Notice", "Buy", "Ada", "Action list"]
    assert not any(one.own == "Lanes" for one in told.root.under[1].walk())
    (table,) = [one for one in told.root.walk() if one.kind == "Table"]
    rows = [[cell.text for cell in row.under] for row in table.under]
    assert [cell.kind for cell in table.under[0].under] == ["TH"] * 6
    assert rows[1] == ["1 One sign", "Buy", "Mo", "Impact high Effort low", "Doing", "–"]


def test_a_part_of_a_map_is_heard_alone(tmp_path: Path) -> None:
    told = read(full_map(), tmp_path, only=("stage:s2",))
    texts = {one.text for one in told.root.walk()}
    assert {"Buy", "Two signs (red)", "One sign M Impact high · Effort low"} <= texts
    assert not {"Notice", "See", "Poster", "A small map"} & texts


def test_a_link_is_heard_under_its_card(tmp_path: Path) -> None:
    told = read(sample("from-evaluation-to-first-value"), tmp_path)
    links = [(card, link) for card in told.root.walk() if card.own == "Card" for link in card.under]
    assert links
    for _, link in links:
        assert link.kind == "Link"
        assert link.alt
        assert link.annotations


def test_words_from_right_to_left_are_told_in_the_order_they_are_read(tmp_path: Path) -> None:
    journey = small_map()
    title = "رحلة العميل مع المنتج"
    told = read(with_parts(journey, about=replace(journey.about, language="ar", title=title)), tmp_path)
    (heading,) = [one for one in told.root.walk() if one.kind == "H1"]
    assert heading.actual == title


def test_the_story_leaves_the_looks_alone(tmp_path: Path) -> None:
    sheet = pages_of(sample("borrowing-a-library-book"), ExportOptions(), Workshop(QtShaper, Icons())).sheets[0]
    pictures = []
    for picture in (sheet.picture, with_fields(sheet.picture, story=None)):
        stream = io.BytesIO()
        write_pdf(picture, stream, sheet.page)
        document = pypdfium2.PdfDocument(stream.getvalue())
        pictures.append(document[0].render(scale=1).to_pil().convert("RGB"))
        document.close()
    assert ImageChops.difference(*pictures).getbbox() is None


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_another_program_reads_the_same_story(tmp_path: Path) -> None:
    read(full_map(), tmp_path)
    said = subprocess.run(
        ["pdfinfo", "-struct-text", str(tmp_path / "told.pdf")], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.strip() for line in said.splitlines()]
    wanted = ['"A small map "', '"Notice "', '"See "', '"Poster "', '"Buy "', '"Two signs (red) "']
    assert [line for line in lines if line in wanted] == wanted
