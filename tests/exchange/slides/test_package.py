"""The file that holds the parts: whole, typed, the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path, PurePosixPath

from defusedxml.ElementTree import fromstring

from jmapdesk.exchange.slides.package import Package, Relations
from jmapdesk.exchange.slides.xml_text import linkable, runs_rtl
from tests.builders import big_map
from tests.exchange.slides.reading import write


def test_a_relation_asked_for_again_is_the_same(tmp_path: Path) -> None:
    relations = Relations()
    assert relations.to("image", "a.png") == relations.to("image", "a.png") == "rId1"
    assert relations.to("hyperlink", "https://a.org/?x=1&y=2", outside=True) == "rId2"
    assert 'Target="https://a.org/?x=1&amp;y=2" TargetMode="External"' in relations.xml()


def test_parts_are_sorted_behind_their_types() -> None:
    package = Package()
    package.add("b.xml", "<b/>", "text/b")
    package.add("a.xml", "<a/>", "text/a")
    package.add_bytes("c.png", b"png", "image/png")
    stream = io.BytesIO()
    package.write(stream, lambda _share: None)
    with zipfile.ZipFile(stream) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "a.xml", "b.xml", "c.png"]
        types = archive.read("[Content_Types].xml").decode()
    assert '<Default Extension="png" ContentType="image/png"/>' in types
    assert '<Override PartName="/a.xml" ContentType="text/a"/>' in types


def test_every_relation_leads_to_a_part_and_every_id_that_is_used_is_a_relation(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    write(big_map(60), path)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for name in names:
            if not name.endswith(".rels") or name == "_rels/.rels":
                continue
            source = PurePosixPath(name).parent.parent / PurePosixPath(name).name.removesuffix(".rels")
            known = {}
            for one in fromstring(archive.read(name)):
                known[one.get("Id")] = one.get("Target")
                if one.get("TargetMode") != "External":
                    assert _from(source, one.get("Target")) in names, (name, one.get("Target"))
            used = set(re.findall(r'r:(?:id|embed)="(rId\d+)"', archive.read(str(source)).decode()))
            assert used <= set(known)


def _from(source: PurePosixPath, target: str) -> str:
    parts: list[str] = list(source.parent.parts)
    for step in target.split("/"):
        if step == "..":
            parts.pop()
        else:
            parts.append(step)
    return "/".join(parts)


def test_ids_of_shapes_are_used_once_on_a_slide(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    write(big_map(60), path)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("ppt/slides/slide"):
                ids = re.findall(r'<p:cNvPr id="(\d+)"', archive.read(name).decode())
                assert len(ids) == len(set(ids))


def test_only_sound_addresses_are_linked() -> None:
    assert linkable("https://example.org/a b?c={d}") == "https://example.org/a%20b?c=%7Bd%7D"
    assert linkable("mailto:ann@example.org") == "mailto:ann@example.org"
    assert linkable("http://[bad") == ""
    assert linkable("https://") == ""
    assert linkable("https://example.org:99999/") == ""
    assert linkable("") == ""


def test_a_paragraph_runs_as_its_first_letter_does() -> None:
    assert runs_rtl("1. مرحبا hello", otherwise=False)
    assert not runs_rtl("Hello مرحبا", otherwise=True)
    assert runs_rtl("42 %", otherwise=True)
