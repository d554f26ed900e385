"""Times as a person reads them: in their zone and language, with the exact one behind every short one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from babel import Locale
from babel import dates as babel
from flask_babel import gettext as _
from markupsafe import Markup, escape

from tenants.isolation import clock
from tenants.web import current
from tenants.web.direction import spoken, zone

NEAR = timedelta(days=7)
ENGLISH, BRITISH = Locale("en"), Locale("en", "GB")


def _locale() -> Locale:
    """The reader's locale; English of no country writes the day before the month, which nobody misreads."""
    locale = spoken().locale or ENGLISH
    return BRITISH if locale.language == "en" and not locale.territory else locale


def _local(at: datetime) -> datetime:
    """The instant in the reader's zone; one without a zone is UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(zone())


@lru_cache(maxsize=8192)
def _written(on: date, form: str, locale: Locale) -> str:
    """A day in one of the language's forms: lists say the same days over and over."""
    found = babel.format_skeleton(form, on, locale=locale) if form in ("MMMd", "yMMMM") else babel.format_date(on, form, locale)
    return str(found)


@lru_cache(maxsize=8192)
def _struck(hour: time, locale: Locale) -> str:
    return str(babel.format_time(hour, "short", locale=locale))


def _time(at: date, words: str, local: datetime | None = None) -> Markup:
    """The words, with the exact day or instant behind them; `local` is the instant in the reader's zone."""
    locale = _locale()
    if local is None:
        exact, title = at.isoformat(), _written(at, "full", locale)
    else:
        exact = local.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        title = f"{_written(local.date(), 'full', locale)} {_clock(local)} {_zone_name(local, locale)}".strip()
    return Markup(f'<time datetime="{exact}" title="{escape(title)}">{escape(words)}</time>')  # noqa: S704  # escaped


def _clock(local: datetime) -> str:
    return _struck(time(local.hour, local.minute), _locale())


def _zone_name(local: datetime, locale: Locale) -> str:
    """The short name of the zone at that instant: it depends on the zone and on whether its clocks are put forward."""
    key = str(local.tzinfo), local.utcoffset(), local.dst(), str(locale)
    if key not in _zone_names:
        _zone_names[key] = str(babel.get_timezone_name(local, width="short", locale=locale))
    return _zone_names[key]


_zone_names: dict[tuple[Any, ...], str] = {}


def _at(on: str, hour: str) -> str:
    """A day and a time of day, as the language puts them together."""
    return str(_("%(day)s, %(time)s", day=on, time=hour))


def _split(at: date) -> tuple[date, datetime | None]:
    """The reader's day, and for an instant the instant in their zone."""
    if not isinstance(at, datetime):
        return at, None
    local = _local(at)
    return local.date(), local


def _today(*, instant: bool) -> date:
    """Today beside an instant is the reader's; beside a day without an hour it is the organisation's, as for every rule."""
    where = current.organisation()
    if instant or where is None:
        return _local(clock.now()).date()
    return clock.today(where.time_zone)


def long_day(on: date) -> str:
    """A date in full words of the reader's language, as plain text: what a message beside a field says."""
    return _written(on, "long", _locale())


def month(on: date) -> str:
    """A month with its year, as plain text: what separates the months of a timeline."""
    return _written(on, "yMMMM", _locale())


def long_moment(at: datetime, zone: str) -> str:
    """A date and a time of day in `zone`, in the reader's language, as plain text."""
    local = at.astimezone(babel.get_timezone(zone))
    return _at(_written(local.date(), "medium", _locale()), _struck(time(local.hour, local.minute), _locale()))


def day(at: date | None) -> Markup:
    """A date in full words. None is an empty string."""
    if not at:
        return Markup("")
    on, local = _split(at)
    return _time(at, long_day(on), local)


def moment(at: datetime | None) -> Markup:
    """A date and a time of day. None is an empty string."""
    if not at:
        return Markup("")
    local = _local(at)
    return _time(at, _at(_written(local.date(), "medium", _locale()), _clock(local)), local)


def time_of_day(at: datetime | None) -> Markup:
    """The hour alone, where the day stands beside it. None is an empty string."""
    if not at:
        return Markup("")
    local = _local(at)
    return _time(at, _clock(local), local)


def when(at: date | None) -> Markup:
    """Near times as one says them: today, yesterday, tomorrow, a weekday up to seven days; else the date.

    A day without an hour is near or far by the organisation's day: "today" is the day on which it counts.
    """
    if at is None:
        return Markup("")
    on, local = _split(at)
    today = _today(instant=local is not None)
    away = on - today
    near = _("today") if not away else _("yesterday") if away.days == -1 else _("tomorrow") if away.days == 1 else None
    if near:
        return _time(at, _at(near, _clock(local)) if local else near, local)
    form = "EEEE" if abs(away) < NEAR else "MMMd" if on.year == today.year else "medium"
    return _time(at, _written(on, form, _locale()), local)


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
