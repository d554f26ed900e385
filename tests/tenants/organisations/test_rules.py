from __future__ import annotations

import sys
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.organisations import rules
from tenants.organisations.rules import Calendar, clean, folded, keyed, working_days_between

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    Calendar,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.frozensets(st.dates(date(2024, 1, 1), date(2030, 12, 31)), max_size=20),
)


def slowly(calendar: Calendar, start: date, end: date) -> int:
    return sum(calendar.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@given(CALENDARS, DAYS, st.integers(0, 700))
@settings(max_examples=200, deadline=None)
def test_counting_by_weeks_is_counting_day_by_day(calendar: Calendar, start: date, days: int) -> None:
    end = start + timedelta(days=days)
    assert working_days_between(start, end, calendar) == slowly(calendar, start, end)
    assert calendar.between(end, start) == -slowly(calendar, start, end)


@given(CALENDARS, DAYS, st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_the_nth_working_day_is_n_working_days_away(calendar: Calendar, day: date, n: int) -> None:
    later = calendar.add(day, n)
    assert calendar.is_working(later)
    assert calendar.between(day, later) == n
    assert calendar.is_working(calendar.add(day, -n))
    assert calendar.add(day, -n) < day


def test_working_days_go_around_weekends_and_holidays() -> None:
    christmas = Calendar(holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26)}))
    assert christmas.add(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert christmas.add(date(2026, 12, 24), 0) == date(2026, 12, 24)
    assert christmas.add(date(2026, 12, 25), 0) == date(2026, 12, 28)
    assert christmas.between(date(2026, 12, 24), date(2026, 12, 31)) == 4
    assert Calendar(frozenset({7, 1, 2, 3, 4})).is_working(date(2026, 11, 22)), "Sunday is a working day there"


def test_a_calendar_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError):
        Calendar(frozenset())
    endless = Calendar(frozenset({1}), frozenset(date(2026, 1, 5) + timedelta(weeks=n) for n in range(6000)))
    with pytest.raises(ValueError):
        endless.add(date(2026, 1, 1), 1)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("  Søren  ÅNGSTRÖM ", "soren angstrom"),
        ("Łukasz Æther", "lukasz aether"),
        ("李伟", "李伟"),
        ("Ｌｉ　Ｗｅｉ", "li wei"),
        ("각", "각"),
        ("Straße", "strasse"),
        ("👩🏽‍🚀 Ripley", "👩🏽‍🚀 ripley"),
    ],
)
def test_names_are_folded_in_python(written: str, key: str) -> None:
    assert folded(written) == key
    assert folded(folded(written)) == key


def test_names_are_one_line_without_control_signs() -> None:
    assert clean("a\u0000b\n c\t\u202e d") == "ab c d"
    assert clean("e\u0301") == "é"
    assert clean(" \u200b ") == ""


def test_a_key_is_never_used_twice() -> None:
    rows = keyed([{"key": "l2"}, {"key": ""}, {"key": ""}], "l", ["l1", "l2", "l7"])
    assert [r["key"] for r in rows] == ["l2", "l8", "l9"]


def test_every_default_lies_in_its_range_and_has_words() -> None:
    from tenants.organisations.forms import SETTING_LABELS, UNITS

    assert set(SETTING_LABELS) == set(rules.SETTINGS)
    for setting in rules.SETTINGS.values():
        assert setting.least <= setting.default <= setting.most
        assert setting.unit in UNITS


def test_time_zones_are_known_by_their_whole_name() -> None:
    assert rules.is_zone("Europe/Berlin")
    assert rules.is_zone("UTC")
    assert not rules.is_zone("Mars/Olympus")
    assert not rules.is_zone("../etc/passwd")
    assert not rules.is_zone("EST5EDT")


def test_what_can_be_printed_needs_no_cleaning_but_of_blanks() -> None:
    """`clean` takes a short way for such texts: of all signs, none has a blank or a control character among them."""
    signs = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isprintable()]
    assert [s for s in signs if (s.isspace() and s != " ") or unicodedata.category(s).startswith("C")] == []
    assert rules.clean("  Ada\u00a0\u200bLund\t\u0007 ") == "Ada Lund"
