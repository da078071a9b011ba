"""What other programs put on the clipboard is read as the block a person copied."""

from __future__ import annotations

import pytest

from jmapdesk.exchange.cells import Grid
from jmapdesk.exchange.pasted import is_plain, read_pasted

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><style>td {mso-number-format:"\\@";}</style></head><body><!--StartFragment-->
<table border=0 width=192><tr height=20><td rowspan=2>Poster</td><td>Asks a<br>friend</td></tr>
<tr><td colspan=1>=1+1</td></tr></table><!--EndFragment--></body></html>"""
SHEETS = """<meta charset='utf-8'><google-sheets-html-origin><style type="text/css">
<!--td {border: 1px solid #ccc;}--></style>
<table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr" border="1" data-sheets-root="1"><colgroup>
<col width="100"/><col width="100"/></colgroup><tbody><tr style="height:21px;"><td style="overflow:hidden;">Poster</td>
<td>Asks &amp; waits</td></tr><tr><td></td><td>Calls</td></tr></tbody></table></google-sheets-html-origin>"""
CALC = """<html><head><title></title><meta name="generator" content="LibreOffice 7.4"/></head><body>
<table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup><tr><td height="17" align="left">Poster</td>
<td align="left"><font face="Inter">Asks<br>a friend</font></td></tr></table></body></html>"""
WORD = """<html><body><p>Before</p><table><tr><td><p class=MsoNormal>Sees it</p><p>twice</p></td><td><p>Buys</p></td>
</tr></table></body></html>"""


def texts(grid: Grid | None) -> list[list[str]]:
    assert grid is not None
    return [["/".join(cell.items) for cell in grid.row(row)] for row in range(grid.rows)]


@pytest.mark.parametrize(
    ("text", "page", "found"),
    [
        ("a\tb\nc\td\n", "", [["a", "b"], ["c", "d"]]),
        ("a\t\t\r\n\tb\t\r\n", "", [["a", ""], ["", "b"]]),
        ('"two\nlines"\tb\r\n', "", [["two/lines", "b"]]),
        ("'=1+1\tb", "", [["=1+1", "b"]]),
        ("one\n\ntwo\n", "", [["one"], ["two"]]),
        ("- one\n- [ ] **two**\n  - [three](https://example.org)\n", "", [["one"], ["two"], ["three"]]),
        ("1. one\n2. two", "", [["one"], ["two"]]),
        ("# Head\n- one", "", [["Head"], ["one"]]),
        ("3 pages say 3 things", "", [["3 pages say 3 things"]]),
        ("| a | b |\n|---|---|\n| c | d |", "", [["a", "b"], ["c", "d"]]),
        ("Poster\tAsks", EXCEL, [["Poster", "Asks a/friend"], ["Poster", "=1+1"]]),
        ("Sees it", WORD, [["Sees it/twice", "Buys"]]),
        ("x", SHEETS, [["Poster", "Asks & waits"], ["", "Calls"]]),
        ("x", CALC, [["Poster", "Asks/a friend"]]),
        ("one\ntwo", "<ul><li>one</li><li>two</li></ul>", [["one"], ["two"]]),
    ],
)
def test_a_block_is_read(text: str, page: str, found: list[list[str]]) -> None:
    assert texts(read_pasted(text, page)) == found


@pytest.mark.parametrize("text", ["", "\n \n", "\t\n\t"])
def test_where_there_are_no_words_there_is_no_block(text: str) -> None:
    assert read_pasted(text) is None


@pytest.mark.parametrize(("text", "plain"), [("one line", True), ("two\nlines", False), ("a\tb", False)])
def test_only_one_line_is_plain(text: str, plain: bool) -> None:
    grid = read_pasted(text)
    assert grid is not None
    assert is_plain(grid) == plain


def test_a_cell_that_spans_is_one_cell() -> None:
    grid = read_pasted("", EXCEL)
    assert grid is not None
    assert grid.at(0, 0) is grid.at(1, 0)
