"""Times as a person reads them: in their zone and language, with the exact one behind every short one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from babel import Locale
from babel import dates as babel
from flask_babel import get_locale, get_timezone
from flask_babel import gettext as _
from markupsafe import Markup

from tenants.isolation import clock
from tenants.web import current

NEAR = timedelta(days=7)


def _locale() -> Locale:
    """The reader's locale; English of no country writes the day before the month, which nobody misreads."""
    locale = get_locale() or Locale("en")
    return Locale("en", "GB") if locale.language == "en" and not locale.territory else locale


def _local(at: datetime) -> datetime:
    """The instant in the reader's zone; one without a zone is UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(get_timezone() or UTC)


def _time(at: date, words: str) -> Markup:
    if isinstance(at, datetime):
        exact = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        title = f"{babel.format_date(_local(at), 'full', _locale())} {_clock(at, zone=True)}"
    else:
        exact, title = at.isoformat(), babel.format_date(at, "full", _locale())
    return Markup('<time datetime="{}" title="{}">{}</time>').format(exact, title, words)


def _clock(at: datetime, *, zone: bool = False) -> str:
    local = _local(at)
    said: str = babel.format_time(local, "short", tzinfo=local.tzinfo, locale=_locale())
    name: str = babel.get_timezone_name(local, width="short", locale=_locale()) if zone else ""
    return f"{said} {name}".strip()


def _at(on: str, time: str) -> str:
    """A day and a time of day, as the language puts them together."""
    return str(_("%(day)s, %(time)s", day=on, time=time))


def _date(at: date) -> date:
    return _local(at).date() if isinstance(at, datetime) else at


def _today(beside: date) -> date:
    """Today beside an instant is the reader's; beside a day without an hour it is the organisation's, as for every rule."""
    where = current.organisation()
    if isinstance(beside, datetime) or where is None:
        return _local(clock.now()).date()
    return clock.today(where.time_zone)


def long_day(on: date) -> str:
    """A date in full words of the reader's language, as plain text: what a message beside a field says."""
    return str(babel.format_date(on, "long", _locale()))


def long_moment(at: datetime, zone: str) -> str:
    """A date and a time of day in `zone`, in the reader's language, as plain text."""
    local = at.astimezone(babel.get_timezone(zone))
    time = babel.format_time(local, "short", tzinfo=local.tzinfo, locale=_locale())
    return _at(babel.format_date(local.date(), "medium", _locale()), time)


def day(at: date | None) -> Markup:
    """A date in full words. None is an empty string."""
    return _time(at, long_day(_date(at))) if at else Markup("")


def moment(at: datetime | None) -> Markup:
    """A date and a time of day. None is an empty string."""
    return _time(at, _at(babel.format_date(_date(at), "medium", _locale()), _clock(at))) if at else Markup("")


def time_of_day(at: datetime | None) -> Markup:
    """The hour alone, where the day stands beside it. None is an empty string."""
    return _time(at, _clock(at)) if at else Markup("")


def when(at: date | None) -> Markup:
    """Near times as one says them: today, yesterday, tomorrow, a weekday up to seven days; else the date.

    A day without an hour is near or far by the organisation's day: "today" is the day on which it counts.
    """
    if at is None:
        return Markup("")
    on, today = _date(at), _today(at)
    away = on - today
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get(away.days)
    if near and isinstance(at, datetime):
        return _time(at, _at(near, _clock(at)))
    if near:
        return _time(at, near)
    if abs(away) < NEAR:
        return _time(at, str(babel.format_date(on, "EEEE", _locale())))
    if on.year == today.year:
        return _time(at, str(babel.format_skeleton("MMMd", on, locale=_locale())))
    return _time(at, str(babel.format_date(on, "medium", _locale())))


def utc(at: datetime | None) -> Markup:
    """The exact instant in UTC, for papers and proofs. None is an empty string."""
    if at is None:
        return Markup("")
    exact = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    return Markup('<time datetime="{}">{}</time>').format(
        exact.strftime("%Y-%m-%dT%H:%M:%SZ"), exact.strftime("%Y-%m-%d %H:%M UTC")
    )


def today_words() -> str:
    """Today in the reader's zone, with its weekday."""
    return str(babel.format_date(_local(clock.now()).date(), "full", _locale()))
