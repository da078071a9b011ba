"""A name in the one or two letters that fit into a disc, in any script."""

from __future__ import annotations

import re
import unicodedata

from jmapdesk.text.faces import clusters

_APART = "\u200c"
"""Keeps the initials of a joined script from reading as a word."""


def initials(name: str) -> str:
    """The first letters of the first and last word of a name; of one word the first one, as a reader sees it.

    Two letters are whole where they are all there is of a word in capitals, and of East Asian names. What stands in
    brackets, ages and other numbers are no part of a name, but one digit at its end is: ``Visitor 2`` is ``V2``.
    """
    whole = unicodedata.normalize("NFC", name)
    words = _words(_BRACKETS.sub(" ", whole)) or _words(whole)
    if not words:
        return "".join(letters("".join(whole.split()))[:1])
    if len(words) > 1:
        found = [letters(word)[0] for word in (words[0], words[-1])]
    else:
        found = letters(words[0])
        found = found[: 2 if _is_wide(found[0]) or (len(found) == 2 and words[0].isupper()) else 1]
    between = _APART if any(_is_joined(letter) for letter in found) else ""
    return between.join(found).upper()


_BRACKETS = re.compile(r"[(\[{（【].*?(?:[)\]}）】]|$)")


def _words(name: str) -> list[str]:
    """The words of a name from their first letter or picture on; numbers only where they are one digit and last."""
    parts = re.split(r"[\s/&,;·–—]+", name)
    words = [word for part in parts if (word := part.lstrip(_OPENING))]
    last = words[-1] if words else ""
    return [
        word for n, word in enumerate(words)
        if _says(word) or (n and word is last and len(word) == 1 and word.isdigit())
    ]  # fmt: skip


_OPENING = "\"'“”‘’«»„‚#@*.-_:<([{（【"


def _says(word: str) -> bool:
    """Whether a word begins with a letter or a picture."""
    return unicodedata.category(word[0])[0] == "L" or unicodedata.category(word[0]) == "So"


def _is_wide(letter: str) -> bool:
    """Whether it is written in squares: Chinese, Japanese and Korean names are short and read by two of them."""
    return unicodedata.east_asian_width(letter[0]) == "W" and unicodedata.category(letter[0]) == "Lo"


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
