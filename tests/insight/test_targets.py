"""What a card points to: its links first, then addresses in its words and note, each once."""

from __future__ import annotations

from jmapdesk.insight.targets import Target, page_of, target_in, targets
from jmapdesk.model.records import Card, Link

CARD = Card(
    id="c",
    text="Ask https://example.org/help",
    note="see docs/plan.pdf and https://example.org/help",
    links=(Link(kind="map", target="other", card="x", label="Joining"), Link(target=""), Link(target="example.net")),
)


def test_all_targets_in_order_each_once() -> None:
    assert targets(CARD) == [
        Target("map", "other", "x", "Joining"),
        Target("web", "example.net"),
        Target("web", "https://example.org/help"),
        Target("file", "docs/plan.pdf"),
    ]
    assert targets(Card(id="c", text="Waits at the counter.")) == []


def test_what_a_target_is_called() -> None:
    assert [one.said for one in targets(CARD)] == ["Joining", "example.net", "example.org/help", "docs/plan.pdf"]
    assert len(Target("web", "https://example.org/" + "a" * 500).said) < 70


def test_the_address_under_a_place_of_a_text() -> None:
    assert target_in(CARD.text, 2) is None
    assert target_in(CARD.text, 10) == Target("web", "https://example.org/help")


def test_the_page_a_document_links_to() -> None:
    assert page_of(CARD) == "https://example.net"
    assert page_of(Card(id="c", links=(Link(target="javascript:alert(1)"), Link(kind="file", target="a/b.pdf")))) == ""
