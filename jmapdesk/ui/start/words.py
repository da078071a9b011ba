"""How the start page says when something was, and what is late."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from jmapdesk.session.recents import RecentMap

_MINUTE, _HOUR = 60, 3600


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("start", text, "", n)


def ago(then: datetime, now: datetime) -> str:
    """When something was, as people say it: minutes, hours, yesterday, else the day."""
    seconds = (now - then).total_seconds()
    if seconds < 0 or seconds >= 24 * _HOUR:
        days = (now.date() - then.date()).days
        if days == 1:
            return _tr("Yesterday")
        pattern = "d MMM" if then.year == now.year else "d MMM yyyy"
        return QLocale().toString(QDate(then.year, then.month, then.day), pattern)
    if seconds < 2 * _MINUTE:
        return _tr("A moment ago")
    if seconds < _HOUR:
        return _tr("%n minutes ago", int(seconds // _MINUTE))
    if then.date() != now.date():
        return _tr("Yesterday")
    return _tr("%n hours ago", int(seconds // _HOUR)) if seconds >= 2 * _HOUR else _tr("An hour ago")


def facts_of(found: RecentMap, now: datetime) -> str:
    """When a map changed and how many cards it has."""
    said = [ago(found.changed, now)] if found.changed is not None else []
    if found.journey is not None:
        number = len(found.journey.cards)
        said.append(_tr("1 card") if number == 1 else _tr("%n cards", number))
    return " · ".join(said)


def needs_of(found: RecentMap) -> str:
    """What a map needs: that its file is found again, that it is reviewed; empty where it needs nothing."""
    if found.trouble:
        return _tr("Not found where it was") if found.is_gone else _tr("Cannot be read")
    days = found.overdue
    if not days:
        return ""
    if days < 14:
        return _tr("Review overdue by 1 day") if days == 1 else _tr("Review overdue by %n days", days)
    if days < 60:
        return _tr("Review overdue by %n weeks", days // 7)
    return _tr("Review overdue by %n months", days // 30)
