"""A text as one short line: no ends of lines, and never longer than asked."""

from __future__ import annotations

from jmapdesk.util.one_line import one_line


def test_a_short_text_stays_as_it_is_but_on_one_line() -> None:
    assert one_line("Asks\n  twice ", 20) == "Asks twice"
    assert one_line("", 20) == ""
    assert one_line("x" * 20, 20) == "x" * 20


def test_a_long_text_ends_in_dots_within_its_length() -> None:
    assert one_line("Asks twice for it", 12) == "Asks twice…"
    assert len(one_line("x" * 10_000, 90)) == 90
