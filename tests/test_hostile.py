"""Words and pictures that name files or pages: nothing of the reader's is opened, exported or fetched."""

from __future__ import annotations

import re
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest

from jmapdesk.cli import main
from jmapdesk.exchange.registry import writable
from jmapdesk.render.qt_images import decode
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.errors import JmapError
from jmapdesk.util.resources import icon
from tests.hostile import MARK, Lures, sees_files
from tests.test_private import inside

pytestmark = pytest.mark.skipif(not sees_files, reason="sees what is opened on Linux")


@pytest.fixture(scope="module")
def lures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lures]:
    found = Lures(tmp_path_factory.mktemp("lures"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def path(lures: Lures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("map") / "hostile.jmap"
    save_map(lures.journey(), found, None)
    return found


def test_a_file_that_is_opened_would_be_seen(lures: Lures) -> None:
    with lures.watched() as seen:
        lures.files[0].read_bytes()
    assert "lure.png" in seen


def test_the_map_opens_and_holds_the_words_everywhere(lures: Lures, path: Path) -> None:
    with lures.watched() as seen:
        journey = open_map(path).journey
    assert seen == []
    held = path.read_text("utf-8")
    assert held.count("<script src=") > 25
    assert "lure" in journey.cards["c1"].icon


class _Links(HTMLParser):
    """What a page would open by itself or by a press."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "data", "srcset")]


def _opened_by(path: Path) -> list[str]:
    """The addresses that a document makes a program open, or offers to."""
    data = path.read_bytes()
    if data.startswith(b"%PDF"):
        with pikepdf.open(path) as document:
            notes = [note for page in document.pages for note in page.get("/Annots", ())]
            return [str(note.A.get("/URI", note.A.get("/F", ""))) for note in notes if "/A" in note]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            rels = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
        return [one.decode() for one in re.findall(rb'Target="([^"]*)"[^>]*TargetMode="External"', rels)] + [
            one.decode() for one in re.findall(rb'TargetMode="External"[^>]*Target="([^"]*)"', rels)
        ]
    if path.suffix in (".html", ".svg"):
        reader = _Links()
        reader.feed(data.decode("utf-8"))
        assert not reader.tags & {"script", "iframe", "link", "object", "embed"}
        assert not re.search(r"@import|url\((?!['\"]?(?:data:|#))", _styles(data.decode("utf-8")))
        return [one for one in reader.found if not one.startswith(("data:", "#"))]
    if path.suffix == ".md":
        text = data.decode("utf-8")
        assert not re.search(r"(?<!\\)<(?!br>|!--)[a-z/]", text)
        return re.findall(r"(?<!\\)!\[[^\]]*\]\(([^)]*)\)", text)
    return []


def _styles(page: str) -> str:
    return "".join(re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL))


@pytest.mark.parametrize("ending", sorted({one.ending for one in writable()}))
def test_no_export_opens_or_holds_what_the_words_name(
    ending: str, lures: Lures, path: Path, tmp_path: Path, qapp: object, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"out{ending}"
    with lures.watched() as seen:
        # the names of the lures make cards as long as the folder of the tests is deep, and WebP has an end
        code = main(["export", str(path), str(target), *(["--dpi", "72"] if ending == ".webp" else [])])
    assert code in (0, 1), capsys.readouterr().err
    assert seen == []
    assert not lures.called()
    for one in tmp_path.iterdir():
        held = inside(one)
        assert MARK.encode() not in held
        assert b64encode(MARK.encode())[1:-4] not in held
        assert [link for link in _opened_by(one) if "lure" in link] == []


def test_what_was_exported_is_imported_without_opening_anything(lures: Lures, path: Path, tmp_path: Path) -> None:
    for ending in (".csv", ".md", ".html", ".xlsx", ".mmd"):
        assert main(["export", str(path), str(tmp_path / f"out{ending}")]) in (0, 1)
        with lures.watched() as seen:
            code = main(["import", str(tmp_path / f"out{ending}"), str(tmp_path / f"back{ending}.jmap")])
            assert code in (0, 2)  # where no lane is called a lane there is no map
        assert seen == []
    assert not lures.called()


def test_a_picture_is_pixels_and_an_icon_one_of_ours(lures: Lures) -> None:
    with lures.watched() as seen:
        assert decode(lures.picture()) is None
        for name in (str(lures.files[1].with_suffix("")), "../icons/globe", "../../etc/x", "", "globe.svg/.."):
            with pytest.raises(JmapError):
                icon(name)
    assert seen == []
    assert icon("globe").is_file()
