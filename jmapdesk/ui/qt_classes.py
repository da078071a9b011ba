"""Qt's classes made before two threads need one.

PySide makes a class when it is first used, also where Qt only asks whether something is of that class. Two threads that
come to one together for the first time end the program without a word (PySide6 6.11: a null type in the middle of
``enum``), and the shorter Python's switch interval, the more often they do.
"""

from __future__ import annotations

from functools import cache

from PySide6 import QtCore, QtGui


@cache
def make_all() -> None:
    """Make all classes that are left, of those that others than the window's thread may use: some 35 ms, once.

    For the window's thread, before it starts another one that uses Qt.
    """
    for module in (QtCore, QtGui):
        for name in dir(module):
            getattr(module, name)
