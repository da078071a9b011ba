"""A name in a few letters, whole letters in every script."""

from __future__ import annotations

import pytest

from jmapdesk.text.initials import initials, letters


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Noor Haddad", "NH"),
        ("Anna Maria von der Heide", "AH"),
        ("Bob", "B"),
        ("ops", "O"),
        ("IT", "IT"),
        ("Kundendienst", "K"),
        ("Maria (nurse)", "M"),
        ("(nobody yet)", "NY"),
        ("Anna, 34", "A"),
        ("Visitor 2", "V2"),
        ("Lopez, Maria", "LM"),
        ("Ana & Luis", "AL"),
        ("«Марія» Ковальчук", "МК"),
        ("Ελένη", "Ε"),
        ("42", "4"),
        ("?", "?"),
        ("आशा", "आ"),
        ("  ", ""),
        ("अमित तिर्की", "अति"),
        ("क्षितिज त्रिपाठी", "क्षित्रि"),
        ("田中 太郎", "田太"),
        ("王小明", "王小"),
        ("花", "花"),
        ("김 철수", "김철"),
        ("\u1100\u1175\u11b7 철수", "김철"),  # the same name in letters that are joined on screen
        ("เกษม ใจดี", "เกใจ"),
        ("தமிழ் செல்வி", "தசெ"),
        ("سعاد", "س"),
        ("👩🏽‍🚒 Team", "👩🏽‍🚒T"),
        ("🇩🇪 Team", "🇩🇪T"),
    ],
)
def test_letters_are_as_a_reader_sees_them(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize("name", ["محمد علي", "ܫܡܥܘܢ ܟܐܦܐ"])
def test_initials_of_a_joined_script_do_not_read_as_a_word(name: str) -> None:
    first, second = initials(name).split("\u200c")
    assert name.startswith(first)
    assert second in name


def test_a_conjunct_is_one_letter() -> None:
    assert letters("क्ष्म्या") == ["क्ष्म्या"]
    assert letters("विद्या") == ["वि", "द्या"]
    assert letters("") == []
