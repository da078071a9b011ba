"""A map as one page: whole, harmless, readable by everybody."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from jmapdesk.edit.about import set_look
from jmapdesk.exchange.curves import Curve
from jmapdesk.exchange.html_colours import Palette, palettes
from jmapdesk.exchange.html_curve import UNIT, draw, y_of
from jmapdesk.exchange.html_text import address_of, beside
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.plain import in_line, plain
from jmapdesk.exchange.write_html import write_page
from jmapdesk.layout.theme import KIND_COLOURS, LANE_INKS
from jmapdesk.layout.themes import THEMES, theme_named
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.record import replace
from jmapdesk.model.records import Asset, Card, Initiative, Lane, Link, Milestone, Persona, Source
from jmapdesk.storage.files import open_map
from jmapdesk.util.colour import contrast
from tests.builders import big_map, small_map
from tests.exchange.reading import stages
from tests.exchange.words import (
    EVERYTHING,
    HOSTILE,
    MAPS,
    NoIcons,
    again,
    expanded,
    hostile_map,
    named,
    replace_about,
)
from tests.strategies import journeys

_VOID = {"meta", "img", "br", "col", "use", "path", "stop"}


@dataclass
class Node:
    """An element with its attributes and what is in it."""

    name: str
    given: dict[str, str]
    inside: list[Node | str] = field(default_factory=list)

    def all(self, *names: str) -> list[Node]:
        """Every element of these names inside, in order."""
        return [one for one in self.walk() if not names or one.name in names]

    def walk(self) -> Iterator[Node]:
        for one in self.inside:
            if isinstance(one, Node):
                yield one
                yield from one.walk()

    @property
    def text(self) -> str:
        """All words inside, line ends as spaces."""
        said = "".join(
            one if isinstance(one, str) else one.text if one.name == "a" else f" {one.text} " for one in self.inside
        )
        return " ".join(said.split())

    @property
    def classes(self) -> list[str]:
        return self.given.get("class", "").split()


class _Strict(HTMLParser):
    """Builds the tree, and refuses what a browser would have to mend."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, (tag, [one.name for one in self.open])
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def page(journey: JourneyMap, folder: Path, options: ExportOptions = EVERYTHING) -> Node:
    """The page of a map; the same on two runs, with every tag closed in its turn."""
    path = folder / "a.html"
    write_page(journey, path, options, NoIcons())
    first = path.read_bytes()
    write_page(journey, path, options, NoIcons())
    assert path.read_bytes() == first
    parser = _Strict()
    parser.feed(first.decode())
    parser.close()
    assert parser.open == [parser.root]
    return parser.root


def sound(root: Node) -> None:
    """What holds for every page: nothing runs, nothing is fetched, everything that is pointed at is there."""
    every = root.all()
    assert not root.all("script", "iframe", "object", "embed", "form", "link", "base")
    for one in every:
        assert not [name for name in one.given if name.startswith("on")]
        assert one.given.get("src", "data:image/").startswith("data:image/")
        address = one.given.get("href", "#")
        assert re.match(r"#|https?://|mailto:|[^:/?#]+(?:/|$)", address), address
    style = "".join(one.text for one in root.all("style"))
    assert "url(" not in style.replace("url(#", "")
    assert "@import" not in style
    ids = [one.given["id"] for one in every if "id" in one.given]
    assert len(ids) == len(set(ids))
    for one in every:
        for name in ("href", "aria-labelledby"):
            target = one.given.get(name, "")
            if target.startswith("#") or name == "aria-labelledby":
                assert target.lstrip("#") in ["", *ids], target
    for one in root.all("img"):
        assert "alt" in one.given
    for one in root.all("th"):
        assert one.given["scope"] in ("row", "col", "rowgroup", "colgroup")
    levels = [int(one.name[1]) for one in root.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in root.all("table"):
        whole(table)


def whole(table: Node) -> None:
    """Every row of a table fills the same columns, and no two cells share a place."""
    taken: dict[tuple[int, int], Node] = {}
    rows = table.all("tr")
    for y, row in enumerate(rows):
        x = 0
        for one in row.inside:
            assert isinstance(one, Node)
            while (y, x) in taken:
                x += 1
            wide, high = int(one.given.get("colspan", 1)), int(one.given.get("rowspan", 1))
            for dy in range(high):
                for dx in range(wide):
                    assert (y + dy, x + dx) not in taken
                    taken[y + dy, x + dx] = one
            x += wide
    width = max((x for _, x in taken), default=-1) + 1
    assert len(taken) == width * len(rows)


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_a_sample_is_a_sound_page(path: Path, tmp_path: Path) -> None:
    ours = open_map(path).journey
    root = page(ours, tmp_path)
    sound(root)
    text = root.text
    for card in ours.cards.values():
        if card.lane and not ours.lanes[card.lane].hidden:
            assert in_line(card.text) in text
            assert in_line(card.note) in text
    for told in (ours.about.title, ours.about.purpose, ours.about.goal, ours.about.scope, ours.about.owner):
        assert told in text
    for source in ours.sources.values():
        assert source.title in text
    assert len(root.all("header")) == len(root.all("main")) == len(root.all("footer")) == 1
    assert root.all("html")[0].given["lang"] == ours.about.language


@given(journeys())
def test_any_map_is_a_sound_page(journey: JourneyMap) -> None:
    with TemporaryDirectory() as folder:
        sound(page(journey, Path(folder)))
        journey = expanded(journey)
        root = page(journey, Path(folder))
    text = root.text
    shown = {lane.id for lane in journey.lanes.values() if not lane.hidden and card_kind_of(lane.kind) is not None}
    for card in journey.cards.values():
        if card.lane in shown:
            assert in_line(plain(card.text)) in text


def test_hostile_texts_are_words_and_nothing_else(tmp_path: Path) -> None:
    root = page(hostile_map(), tmp_path)
    sound(root)
    said = [one.text for one in root.all("span") if "x" in one.classes]
    assert {in_line(text) for text in HOSTILE} <= set(said)
    assert all("http" in one.given["href"] for one in root.all("li") for one in one.all("a") if one.text == "http://x")


@pytest.mark.parametrize("text", [text for text in HOSTILE if in_line(text)])
def test_hostile_names_are_words_and_nothing_else(text: str, tmp_path: Path) -> None:
    root = page(named(small_map(), text), tmp_path)
    sound(root)
    assert root.all("title")[0].text == in_line(text)
    assert root.all("h1")[0].text == in_line(text)
    assert [one.text for one in root.all("th") if "step" in one.classes] == [in_line(text)] * 3


def test_an_empty_map_is_a_page_with_a_title(tmp_path: Path) -> None:
    root = page(JourneyMap("empty"), tmp_path)
    sound(root)
    assert root.all("h1")[0].text == "Untitled map"
    assert not root.all("table")


def test_headers_say_what_each_cell_is_about(tmp_path: Path) -> None:
    table = page(small_map(), tmp_path).all("table")[0]
    heads = [(one.text, one.given["scope"], one.given.get("colspan")) for one in table.all("th")]
    assert heads[:7] == [
        ("Stages", "row", None), ("Notice", "colgroup", "2"), ("Buy Pay quickly", "colgroup", "1"),
        ("Steps", "row", None), ("See", "col", None), ("Ask", "col", None), ("", "col", None),
    ]  # fmt: skip
    assert heads[7][:2] == ("Touchpoints Where we meet", "row")


def test_cards_over_several_steps_span_them(tmp_path: Path) -> None:
    journey = small_map()
    for n, (first, last) in enumerate((("p1", "p3"), ("p2", "p3"), ("p1", "p1"))):
        place = {"lane": "pain", "step": first, "to_step": last, "order": f"{n + 1}1"}
        journey = with_record(journey, "cards", Card(id=f"w{n}", kind="pain_point", text=f"W{n}", **place))
    root = page(journey, tmp_path)
    sound(root)
    spans = {one.text[:2]: one.given.get("colspan") for one in root.all("td") if one.text.startswith("W")}
    assert spans == {"W0": "3", "W1": "2", "W2": None}


def test_evidence_is_told_from_assumption_for_eye_and_ear(tmp_path: Path) -> None:
    root = page(small_map(), tmp_path)
    cards = {one.all("span")[0].text: one for one in root.all("li") if "card" in one.classes}
    poster = next(one for one in cards["Poster"].all("span") if "ev" in one.classes)
    site = next(one for one in root.all("li") if "Web site" in one.text).all("span")
    assert (poster.classes, poster.text) == (["ev"], "Evidence: Talk with Ada")
    assert [one.text for one in site if "ev" in one.classes and "no" in one.classes] == ["Assumption"]
    legend = next(one for one in root.all("ul") if "legend" in one.classes)
    assert legend.text == "Evidence Assumption"


def test_the_curve_is_drawn_and_said(tmp_path: Path) -> None:
    root = page(small_map(), tmp_path)
    figure = root.all("figure")[0].all("svg")[0]
    assert figure.given["role"] == "img"
    assert figure.given["aria-label"] == (
        "Emotions: scores from −2 to +2, step by step. As is: See +1.5; Ada · As is: Buy −1.0"
    )
    cells = [one for one in root.all("td") if "feel" in one.classes]
    assert len(cells) == 3
    assert "curious (+1.5)" in cells[0].text
    assert "−1.0" in cells[2].text


def test_the_pieces_of_a_curve_meet_at_the_edges_of_their_cells() -> None:
    scores = (0.5, 2.0, -2.0, None, 1.0, 0.0)
    cards = tuple(
        None if score is None else Card(id=f"c{n}", kind="feeling", score=score) for n, score in enumerate(scores)
    )
    widths = [1.0, 2.0, 0.5, 1.0, 1.0, 6.0]
    (drawn,) = draw([Curve((None, "as_is"), cards, "", None, False)], widths)
    edge = 0.0
    for place, width in enumerate(widths[:-1]):
        edge += width * UNIT
        if cards[place] is None or cards[place + 1] is None:
            continue
        before, after = drawn.pieces[place][-1], drawn.pieces[place + 1][0]
        assert (before.x3, before.y3) == pytest.approx((edge, after.y0), abs=0.01)
        assert after.x0 == pytest.approx(edge, abs=0.01)
    assert drawn.pieces[3] == ()
    assert [point.down * 200 for point in drawn.points] == [y_of(card.score or 0) for card in cards if card]


def test_faces_of_one_height_stand_beside_each_other() -> None:
    curves = [
        Curve((key, "as_is"), (Card(id=key, kind="feeling", score=score),), key, "#000000", False)
        for key, score in (("a", 1.0), ("b", 1.1), ("c", -2.0))
    ]
    across = [one.points[0].across for one in draw(curves, [1.0])]
    assert across[0] != across[1]
    assert across[2] == 0.5


def rich() -> JourneyMap:
    """A map with a plan, an initiative, a persona and links."""
    journey = replace_about(small_map(), owner="Mia", reviewed_on="2026-01-31", review_every=1)
    for card in (
        Card(id="i", lane="pain", step="p2", order="1", kind="opportunity", text="Be quick", impact=1.0, effort=0.1,
             owner="Mia Kaplan", status="doing"),
        Card(id="j", lane="pain", step="p2", order="2", kind="opportunity", text="Be slow"),
        Card(id="x", lane="pain", step="p3", order="1", kind="pain_point", text="Too slow", severity=3, check=True,
             moment="friction", note="See https://example.org/x", links=(
                 Link(kind="web", target="javascript:alert(1)"), Link(kind="file", target="/home/me/secret.pdf"),
                 Link(kind="file", target="notes/plan a.pdf"), Link(kind="web", target="example.org/b"))),
    ):  # fmt: skip
        journey = with_record(journey, "cards", card)
    done = Milestone(name="Try", due="2026-02-01", done=True)
    work = Initiative(id="w", title="Speed", owner="Bo", milestones=(done,))
    ada = Persona(id="ada", order="1", name="Ada", role="cook", quote="“Quick!”", goals=("eat", "sleep"))
    return with_record(with_record(journey, "initiatives", work), "personas", ada)


def test_the_plan_names_owners_and_who_is_missing(tmp_path: Path) -> None:
    root = page(rich(), tmp_path)
    sound(root)
    plan = root.all("table")[1]
    assert [[cell.text for cell in row.all("th", "td")] for row in plan.all("tr")] == [
        ["Opportunity", "Stage", "Owner", "Impact", "Effort", "Status"],
        ["Be quick", "Notice", "MK Mia Kaplan", "high", "low", "Doing"],
        ["Be slow", "Notice", "No owner yet", "", "", "Idea"],
    ]
    assert root.all("article")[0].text == "Speed Idea · Bo done: Try 1 Feb 2026"
    assert "Severity 3 of 3" in root.text
    assert "Owner: Mia · Reviewed 31 Jan 2026 · Next review 28 Feb 2026" in root.all("footer")[0].text
    assert "“Quick!”" in root.all("header")[0].text


def test_links_lead_to_pages_mailboxes_and_files_beside(tmp_path: Path) -> None:
    root = page(rich(), tmp_path)
    outside = {one.given["href"] for one in root.all("a") if not one.given["href"].startswith("#")}
    assert outside == {"notes/plan%20a.pdf", "https://example.org/b", "https://example.org/x"}
    assert "/home/me" not in root.text
    assert all(one.given["rel"] == "noopener noreferrer" for one in root.all("a") if "rel" in one.given)


@pytest.mark.parametrize(
    "target",
    ["/etc/passwd", "C:\\me\\a.pdf", "../a.pdf", "a/../../b", "~/a", "file:///a", "\\\\host\\a", "#a", "", "x:y"],
)
def test_places_on_a_computer_are_no_links(target: str) -> None:
    assert beside(target) == ""
    assert address_of(Link(kind="file", target=target)) == ""


def test_notes_are_numbered_and_lead_back(tmp_path: Path) -> None:
    root = page(rich(), tmp_path)
    (number,) = [one for one in root.all("a") if "nr" in one.classes]
    assert (number.text, number.given["href"], number.given["id"]) == ("1", "#n1", "r1")
    assert [one.given["href"] for one in root.all("a") if "back" in one.classes] == ["#r1"]


def test_what_a_view_hides_is_nowhere_in_the_page(tmp_path: Path) -> None:
    shown = ExportOptions(shown=Visibility(frozenset(("s1",)), frozenset(("pain",))))
    text = page(rich(), tmp_path, shown).text
    for hidden in ("Notice", "Poster", "Be quick", "Too slow", "Talk with Ada", "example.org"):
        assert hidden not in text


def test_what_is_collapsed_is_counted(tmp_path: Path) -> None:
    journey = with_record(small_map(), "lanes", replace(small_map().lanes["touch"], collapsed=True))
    root = page(journey, tmp_path)
    assert "2 cards" in root.text
    assert "Poster" not in root.text


def test_a_page_runs_as_its_language_does(tmp_path: Path) -> None:
    journey = replace_about(small_map(), language="ar")
    journey = with_record(journey, "cards", replace(journey.cards["c2"], text="موقع"))
    root = page(journey, tmp_path)
    assert (root.all("html")[0].given["lang"], root.all("html")[0].given["dir"]) == ("ar", "rtl")
    cards = {one.all("span")[0].text: one.given.get("dir") for one in root.all("li") if "card" in one.classes}
    ways = {one.text.split(" ")[0]: one.given.get("dir") for one in root.all("li") if "card" in one.classes}
    assert (ways["Poster"], list(cards.values()).count("ltr")) == ("ltr", 1)


def test_an_odd_language_is_no_attribute(tmp_path: Path) -> None:
    assert page(replace_about(small_map(), language='en" onload="x'), tmp_path).all("html")[0].given["lang"] == "en"


def test_it_suits_screens_phones_nights_and_paper(tmp_path: Path) -> None:
    style = page(small_map(), tmp_path).all("style")[0].text
    for wanted in ("(max-width:600px)", "(prefers-color-scheme:dark)", "@media print", "reduced-motion"):
        assert wanted in style
    assert style.count("grid-template-columns:1fr;font-size") == 1
    wide = page(big_map(400), tmp_path).all("style")[0].text
    assert wide.count("grid-template-columns:1fr;font-size") == 2, "on paper stage by stage, as on a phone"


def test_it_wears_the_maps_theme(tmp_path: Path) -> None:
    plain_one = page(small_map(), tmp_path).all("style")[0].text
    bold = page(set_look(small_map(), theme="bold", colours={}), tmp_path).all("style")[0].text
    own = page(set_look(small_map(), theme="calm", colours={"accent": "#B63A76"}), tmp_path).all("style")[0].text
    assert THEMES["bold"].stage_hues[0] in bold
    assert THEMES["bold"].stage_hues[0] not in plain_one
    assert "--accent:#B63A76" in own


# --- colours ----------------------------------------------------------------------------------------------------------

OWN = ({}, {"paper": "#FFF4D6"}, {"paper": "#101418", "ink": "#EEEEEE"}, {"accent": "#FFEE00"}, {"good": "#00FF00"},
       {"bad": "#FFB0B0", "ink": "#777777"}, {"paper": "#808080"})  # fmt: skip


def both() -> Iterator[Palette]:
    for name in THEMES:
        for own in OWN:
            yield from palettes(theme_named(name, own))


def test_every_text_can_be_read_by_day_and_by_night() -> None:
    for palette in both():
        found = palette.page()
        pairs = [(name, "paper") for name in ("ink", "muted", "accent", "good-text", "mixed-text", "bad-text", "check")]
        pairs += [("ink", "label"), ("muted", "label")]
        pairs += [(f"{name}-on", f"{name}-tint") for name in ("accent", "good", "mixed")]
        pairs += [("severity-on", "severity"), ("moment-on", "moment"), ("paper", "accent"), ("paper", "good-text")]
        for text, ground in pairs:
            assert contrast(found[text], found[ground]) >= 4.5, (palette.theme.name, palette.night, text, ground)


def test_every_shape_can_be_seen_by_day_and_by_night() -> None:
    for palette in both():
        found = palette.page()
        for shape in ("good", "mixed", "bad", "faint", "focus"):
            assert contrast(found[shape], found["paper"]) >= 3, (palette.theme.name, palette.night, shape)
        for hue in ("#FFFF00", "#000000", "#3F5BD8"):
            assert contrast(palette.line(hue), found["paper"]) >= 3


def test_every_card_stage_and_lane_can_be_read_by_day_and_by_night() -> None:
    for palette in both():
        found = palette.page()
        for kind in (*KIND_COLOURS, "of_tomorrow"):
            for own in ("", "#FFFF00", "#000000", "#777777"):
                card = palette.card(kind, own)
                assert contrast(card["i"], card["f"]) >= 4.5, (palette.theme.name, palette.night, kind, own)
                assert contrast(card["a"], card["f"]) >= 4.5
                assert contrast(card["d"], card["f"]) >= 3
        for place in range(9):
            for own in ("", "#FFFF00", "#123456"):
                stage = palette.stage(own, place)
                assert contrast(stage["t"], stage["s"]) >= 4.5, (palette.theme.name, palette.night, place, own)
        for lane in (*LANE_INKS, "of_tomorrow"):
            for ground in ("paper", "label"):
                assert contrast(palette.lane(lane, ""), found[ground]) >= 4.5


# --- pictures ---------------------------------------------------------------------------------------------------------


WITHOUT_QT = "the core is tested where Qt is not installed, too"


def picture(width: int, height: int) -> bytes:
    """A PNG that tells who made it."""
    qt = pytest.importorskip("PySide6.QtGui", reason=WITHOUT_QT)
    core = pytest.importorskip("PySide6.QtCore", reason=WITHOUT_QT)
    image = qt.QImage(width, height, qt.QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    image.setText("Author", "somebody at /home/somebody")
    buffer = core.QBuffer()
    buffer.open(core.QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def with_pictures(data: bytes) -> JourneyMap:
    """A map with one picture on a card and as a portrait."""
    text = base64.b64encode(data).decode()
    journey = with_record(small_map(), "assets", Asset(id="a", name="me.png", media_type="image/png", data=text))
    journey = with_record(journey, "personas", replace(journey.personas["ada"], portrait="a"))
    card = Card(id="p", lane="touch", step="p2", order="1", kind="image", text="The shop", asset="a", alt="A door")
    return with_record(journey, "cards", card)


def test_pictures_are_inside_and_no_larger_than_they_show(tmp_path: Path) -> None:
    data = picture(1600, 900)
    assert b"somebody" in data
    root = page(with_pictures(data), tmp_path)
    sound(root)
    found = {one.given["alt"]: one.given["src"] for one in root.all("img")}
    assert set(found) == {"Ada", "A door"}
    sizes = {}
    for alt, address in found.items():
        inside = base64.b64decode(address.partition("base64,")[2])
        assert b"somebody" not in inside
        qt = pytest.importorskip("PySide6.QtGui", reason=WITHOUT_QT)
        image = qt.QImage.fromData(inside)
        sizes[alt] = (image.width(), image.height())
    assert sizes["A door"][0] == 520
    assert sizes["Ada"][0] <= 192


def test_a_damaged_picture_is_left_out_and_said(tmp_path: Path) -> None:
    journey = with_pictures(b"no picture")
    said = write_page(journey, tmp_path / "a.html", EVERYTHING, NoIcons())
    assert said[0] == "1 picture is damaged and could not be put into the page."
    assert not page(journey, tmp_path).all("img")


# --- the way back -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_a_page_of_ours_comes_back(path: Path, tmp_path: Path) -> None:
    ours = open_map(path).journey
    write_page(ours, tmp_path / "a.html", EVERYTHING, NoIcons())
    draft, _ = again((tmp_path / "a.html").read_bytes(), "a.html")
    assert draft.title == ours.about.title
    assert stages(draft) == [(s.name, [step.name for step in queries.steps(s)]) for s in queries.stages(ours)]
    for kind in ("actions", "touchpoints", "pain_points", "opportunities", "thoughts", "back_stage"):
        wanted = {in_line(c.text) for c in ours.cards.values() if c.lane and ours.lanes[c.lane].kind == kind and c.text}
        assert wanted <= {card.text for card in draft.lane_cards(kind)}, kind


def test_a_thousand_cards(tmp_path: Path) -> None:
    root = page(big_map(1000), tmp_path)
    sound(root)
    assert sum(1 for one in root.all("li") if "card" in one.classes) == 947


def test_remarks_say_what_a_page_has_no_place_for(tmp_path: Path) -> None:
    assert write_page(small_map(), tmp_path / "a.html", EVERYTHING, NoIcons()) == [
        "A page has no place for 1 card put aside; the map file keeps them."
    ]
    divided = with_record(small_map(), "lanes", Lane(id="d", order="z1", kind="divider", divider="visibility"))
    sourced = with_record(divided, "sources", Source(id="n", title=""))
    sound(page(sourced, tmp_path))
