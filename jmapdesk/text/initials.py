"""A name in the one or two letters that fit into a disc, in any script."""

from __future__ import annotations

import unicodedata

from jmapdesk.text.faces import clusters

_APART = "\u200c"
"""Keeps the initials of a joined script from reading as a word."""


def initials(name: str) -> str:
    """The first letters of a person or team; names of up to three letters whole, letters as a reader sees them."""
    words = unicodedata.normalize("NFC", name).split()
    if not words:
        return ""
    if len(words) == 1:
        seen = letters(words[0])
        found = seen if len(seen) <= 3 and not _is_joined(words[0]) else seen[:2]
    else:
        found = [letters(word)[0] for word in (words[0], words[-1])]
    between = _APART if any(_is_joined(letter) for letter in found) else ""
    return between.join(found).upper()


def letters(word: str) -> list[str]:
    """The letters of a word as a reader sees them: marks, joiners and the halves of a conjunct stay together."""
    found: list[str] = []
    for start, end in clusters(word):
        letter = word[start:end]
        if found and (_reaches_on(found[-1]) or _is_flag(found[-1], letter)):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _reaches_on(letter: str) -> bool:
    """Whether the next letter is a part of this one: after a virama, or a vowel that is written before its letter."""
    last = letter.rstrip("\u200d")[-1:]
    return (unicodedata.combining(last or "\0") == 9 and last not in _SILENT) or letter in _BEFORE


_SILENT = frozenset("\u0bcd\u0e3a\u0eba\u103a")
"""Signs that take a letter's vowel without joining it to the next (Tamil, Thai, Lao, Burmese)."""


_BEFORE = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""Vowels of Thai and Lao that stand before the letter they are spoken after."""


def _is_flag(before: str, letter: str) -> bool:
    return len(before) == 1 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in before + letter)


def _is_joined(text: str) -> bool:
    """Whether the letters of this script join their neighbours (Arabic, Syriac, N’Ko and others)."""
    return any(unicodedata.bidirectional(c) == "AL" for c in text)
