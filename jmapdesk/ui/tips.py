"""What a thing tells when the pointer rests on it, whatever somebody wrote there."""

from __future__ import annotations

from html import escape


def plain_tip(words: str) -> str:
    """Words as a tip shows them: Qt would take some of them for a page, and open the files that it names."""
    if "<" not in words:
        return words
    return f"<qt>{escape(words, quote=False).replace(chr(10), '<br>')}</qt>"
