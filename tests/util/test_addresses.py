"""What in a text is an address, and what may be followed."""

from __future__ import annotations

import pytest

from jmapdesk.util.addresses import as_web, found_in, is_safe


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.org/a?b=c#d.", ["https://example.org/a?b=c#d"]),
        ("(https://example.org/wiki/Map_(journey))", ["https://example.org/wiki/Map_(journey)"]),
        ("“http://example.org”, mailto:ada@example.org;", ["http://example.org", "mailto:ada@example.org"]),
        ("www.example.org, then", ["https://www.example.org"]),
        ("راجع https://example.org/خريطة؟", ["https://example.org/خريطة"]),
        ("参照https://example.org/图。", ["https://example.org/图"]),
        ("in docs/plan 2/notes.pdf and ./a.csv", ["2/notes.pdf", "./a.csv"]),
        (r"C:\Maps\plan.xlsx or ..\up\b.docx", [r"C:\Maps\plan.xlsx", r"..\up\b.docx"]),
        ("file:///home/ada/plan.pdf", ["file:///home/ada/plan.pdf"]),
        ("~/plan/notes.md!", ["~/plan/notes.md"]),
        ("and/or 24/7 km/h 1/2.5 e.g. plan.pdf 3.14", []),
        ("javascript:alert(1) ftp://example.org", []),
        ("https://", []),
        ("(see docs/plan.pdf)", ["docs/plan.pdf"]),
        ("awww.no, www.", []),
        ("a" * 50_000 + "/" + "b" * 50_000 + ".", []),
        ("No address: none. At all.", []),
    ],
)
def test_addresses_in_a_text(text: str, found: list[str]) -> None:
    assert [one.target for one in found_in(text)] == found
    for one in found_in(text):
        assert one.kind == ("file" if not is_safe(one.target) else "web")


def test_where_they_stand() -> None:
    [one] = found_in("go to www.example.org!")
    assert "go to www.example.org!"[one.start : one.end] == "www.example.org"


@pytest.mark.parametrize(
    ("address", "web"),
    [
        ("example.org", "https://example.org"),
        (" example.org/a?b ", "https://example.org/a?b"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("https://example.org", "https://example.org"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html;base64,AAAA", ""),
        ("vnc://example.org", ""),
        ("no host", ""),
        ("", ""),
    ],
)
def test_only_pages_and_mailboxes_are_addresses(address: str, web: str) -> None:
    assert as_web(address) == web
