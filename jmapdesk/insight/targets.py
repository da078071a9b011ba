"""Where a card points: its links, and the addresses in its words and its note."""

from __future__ import annotations

from typing import NamedTuple

from jmapdesk.model.records import Card
from jmapdesk.util.addresses import as_web, found_in, may_hold_address

_LONG = 60


class Target(NamedTuple):
    """Something a card points to: a ``web`` page, a ``file``, or a ``map`` and a card in it."""

    kind: str
    target: str
    card: str = ""
    label: str = ""

    @property
    def said(self) -> str:
        """What it is called: its label, else its address, cut in the middle where it is long."""
        words = " ".join((self.label or self.target).split())
        if words.startswith(("http://", "https://")) and not self.label:
            words = words.partition("://")[2].rstrip("/")
        return words if len(words) <= _LONG else f"{words[: _LONG * 2 // 3]}…{words[-_LONG // 4 :]}"


def targets(card: Card) -> list[Target]:
    """Everything the card points to, each once: its links first, then its words, then its note."""
    if not (card.links or card.note or may_hold_address(card.text)):
        return []  # as most cards do
    found = [Target(one.kind, one.target.strip(), one.card, one.label) for one in card.links if one.target.strip()]
    for text in (card.text, card.note):
        found += [Target(address.kind, address.target) for address in found_in(text)]
    kept: dict[tuple[str, str, str], Target] = {}
    for one in found:
        kept.setdefault((one.kind, one.target, one.card), one)
    return list(kept.values())


def target_in(text: str, at: int) -> Target | None:
    """What the address at a place of a text points to."""
    return next((Target(one.kind, one.target) for one in found_in(text) if one.start <= at < one.end), None)


def page_of(card: Card) -> str:
    """The first page or mailbox a card points to, for documents; empty where there is none."""
    return next((web for one in targets(card) if one.kind == "web" and (web := as_web(one.target))), "")
