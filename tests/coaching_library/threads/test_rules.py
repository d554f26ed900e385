"""Working hours against worked examples; figures; limits; what is alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coaching_library.threads import rules
from coaching_library.threads.rules import Hours, Watch
from tenants.organisations import Calendar


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


OFFICE = Hours()
COPENHAGEN = Hours(Calendar(), "Europe/Copenhagen")
SHANGHAI = Hours(Calendar(), "Asia/Shanghai")
CHRISTMAS = Hours(Calendar(holidays=frozenset({date(2026, 12, 24), date(2026, 12, 25)})), "Europe/Copenhagen")
SUNDAYS = Hours(Calendar(weekdays=frozenset({7, 1, 2, 3, 4})), "Asia/Riyadh", 8, 16)
NIGHT = Hours(Calendar(weekdays=frozenset(range(1, 8))), "Europe/Copenhagen", 0, 24)
AUCKLAND, HONOLULU = Hours(Calendar(), "Pacific/Auckland"), Hours(Calendar(), "Pacific/Honolulu")
KATHMANDU = Hours(Calendar(), "Asia/Kathmandu")

# Friday 27 November 2026 is a working day; the 28th and 29th are a weekend. Clocks go back in Copenhagen on Sunday 25 October
# 2026 and forward on Sunday 29 March 2026; in Auckland they go forward on Sunday 27 September 2026.
WORKED: tuple[tuple[str, Hours, str, str, str, int], ...] = (
    ("within a day", OFFICE, "2026-11-27T10:00", "2026-11-27T13:20", "UTC", 200),
    ("asked before the day begins", OFFICE, "2026-11-27T06:00", "2026-11-27T09:30", "UTC", 30),
    ("answered after it ends", OFFICE, "2026-11-27T16:00", "2026-11-27T23:00", "UTC", 60),
    ("over a night", OFFICE, "2026-11-26T16:00", "2026-11-27T10:00", "UTC", 120),
    ("over a weekend", OFFICE, "2026-11-27T16:00", "2026-11-30T10:00", "UTC", 120),
    ("asked on a Saturday", OFFICE, "2026-11-28T12:00", "2026-11-30T09:15", "UTC", 15),
    ("all of it on a Sunday", OFFICE, "2026-11-29T10:00", "2026-11-29T16:00", "UTC", 0),
    ("over two holidays and a weekend", CHRISTMAS, "2026-12-23T16:00", "2026-12-28T10:00", "Europe/Copenhagen", 120),
    ("asked on a holiday", CHRISTMAS, "2026-12-24T11:00", "2026-12-28T09:45", "Europe/Copenhagen", 45),
    ("a week of Sunday to Thursday", SUNDAYS, "2026-11-26T15:00", "2026-11-29T09:00", "Asia/Riyadh", 120),
    ("asked in Shanghai and answered in Europe", SHANGHAI, "2026-11-27T08:00", "2026-11-27T09:30", "UTC", 60),
    ("the evening of a Friday there is afternoon here", SHANGHAI, "2026-11-27T12:00", "2026-11-30T02:00", "UTC", 60),
    ("a zone of a quarter of an hour", KATHMANDU, "2026-11-27T03:15", "2026-11-27T04:15", "UTC", 60),
    ("the other side of the day line", AUCKLAND, "2026-11-29T20:00", "2026-11-29T22:00", "UTC", 120),
    ("and back", HONOLULU, "2026-11-28T01:00", "2026-11-28T05:00", "UTC", 120),
    ("over the night in which clocks go back", COPENHAGEN, "2026-10-23T16:00", "2026-10-26T10:00", "Europe/Copenhagen", 120),
    ("over the night in which they go forward", COPENHAGEN, "2026-03-27T16:00", "2026-03-30T10:00", "Europe/Copenhagen", 120),
    ("forward in the south", AUCKLAND, "2026-09-25T16:00", "2026-09-28T10:00", "Pacific/Auckland", 120),
    ("a day of 25 hours that is all worked", NIGHT, "2026-10-25T00:00", "2026-10-26T00:00", "Europe/Copenhagen", 25 * 60),
    ("a day of 23 hours that is all worked", NIGHT, "2026-03-29T00:00", "2026-03-30T00:00", "Europe/Copenhagen", 23 * 60),
    ("seconds don't count", OFFICE, "2026-11-27T10:00:00", "2026-11-27T10:01:59", "UTC", 1),
    ("the wrong way round", OFFICE, "2026-11-27T12:00", "2026-11-27T10:00", "UTC", 0),
    ("a whole year", OFFICE, "2026-01-01T00:00", "2027-01-01T00:00", "UTC", 261 * 8 * 60),
)


@pytest.mark.parametrize(
    ("hours", "start", "end", "zone", "minutes"), [row[1:] for row in WORKED], ids=[row[0] for row in WORKED]
)
def test_working_minutes_between(hours: Hours, start: str, end: str, zone: str, minutes: int) -> None:
    assert hours.between(at(start, zone), at(end, zone)) == minutes


DUE: tuple[tuple[str, Hours, str, str, int, str], ...] = (
    ("two working days in mid-week", OFFICE, "2026-11-24T11:30", "UTC", 960, "2026-11-26T11:30"),
    ("over a weekend", OFFICE, "2026-11-26T16:00", "UTC", 960, "2026-11-30T16:00"),
    ("asked on a Saturday: from Monday on", OFFICE, "2026-11-28T03:00", "UTC", 960, "2026-12-01T17:00"),
    ("asked at night", OFFICE, "2026-11-24T22:00", "UTC", 60, "2026-11-25T10:00"),
    ("to the last minute of a day", OFFICE, "2026-11-27T09:00", "UTC", 480, "2026-11-27T17:00"),
    ("and one more", OFFICE, "2026-11-27T09:00", "UTC", 481, "2026-11-30T09:01"),
    ("over Christmas", CHRISTMAS, "2026-12-23T13:00", "Europe/Copenhagen", 960, "2026-12-29T13:00"),
    ("over the night in which clocks go back", COPENHAGEN, "2026-10-23T13:00", "Europe/Copenhagen", 960, "2026-10-27T13:00"),
    ("in a week of Sunday to Thursday", SUNDAYS, "2026-11-26T12:00", "Asia/Riyadh", 960, "2026-11-30T12:00"),
    ("nothing more is due while people work", OFFICE, "2026-11-27T10:00", "UTC", 0, "2026-11-27T10:00"),
    ("and at the next hour otherwise", OFFICE, "2026-11-27T18:00", "UTC", 0, "2026-11-30T09:00"),
)


@pytest.mark.parametrize(("hours", "start", "zone", "minutes", "due"), [row[1:] for row in DUE], ids=[row[0] for row in DUE])
def test_so_many_working_minutes_are_over(hours: Hours, start: str, zone: str, minutes: int, due: str) -> None:
    assert hours.after(at(start, zone), minutes) == at(due, zone)
    assert hours.between(at(start, zone), at(due, zone)) == minutes


def test_a_clock_stands_still_while_whoever_asked_is_asked_back() -> None:
    watch = Watch(since=at("2026-11-26T15:00"))
    assert watch.at(at("2026-11-26T16:30"), OFFICE) == 90
    paused = watch.stop(at("2026-11-26T16:30"), OFFICE)
    assert paused.at(at("2026-12-24T12:00"), OFFICE) == 90
    assert paused.reaches(960, OFFICE) is None
    assert paused.stop(at("2026-12-01T12:00"), OFFICE) == paused
    again = paused.start(at("2026-11-30T10:00"))
    assert again.start(at("2026-11-30T12:00")) == again
    assert again.at(at("2026-11-30T11:00"), OFFICE) == 150
    assert again.reaches(960, OFFICE) == at("2026-12-01T16:30")


def test_every_pause_takes_as_much_away_as_it_lasted() -> None:
    start, day = at("2026-11-02T09:00"), timedelta(days=1)
    watch = Watch(since=start)
    for n in range(1, 4):
        watch = watch.stop(start + n * day, OFFICE).start(start + n * day + timedelta(hours=2))
    assert watch.at(start + 4 * day, OFFICE) == OFFICE.between(start, start + 4 * day) - 3 * 120


@pytest.mark.parametrize(("begins", "ends"), [(9, 9), (17, 9), (-1, 8), (9, 25)])
def test_a_day_ends_later_than_it_begins(begins: int, ends: int) -> None:
    with pytest.raises(ValueError, match="ends later"):
        Hours(begins=begins, ends=ends)


def test_figures_of_waiting() -> None:
    assert rules.median([]) is None
    assert rules.median([7]) == 7
    assert rules.median([9, 1, 5]) == 5
    assert rules.median([1, 2, 5, 100]) == 3
    assert rules.within_eighty([]) is None
    assert rules.within_eighty([10, 20, 30, 40, 50]) == 40
    assert rules.within_eighty([10, 20, 30, 40]) == 40
    assert rules.within_eighty(list(range(1, 11))) == 8
    assert rules.percent(1, 3) == 33
    assert rules.percent(2, 3) == 67
    assert rules.percent(1, 200) == 1
    assert rules.percent(0, 0) is None


@pytest.mark.parametrize(
    "path",
    [
        "//a.example",
        "/\\a.example",
        "https://a.example",
        "javascript:alert(1)",
        "plan/1",
        "/a b",
        "/a\nb",
        "/a\\b",
        "",
        "/" + "a" * 500,
    ],
)
def test_what_leads_out_of_the_organisation_is_no_path(path: str) -> None:
    assert rules.path(path) == ""


def test_a_path_is_kept_as_it_is() -> None:
    assert rules.path("/plan/plans/0192?x=1#goals") == "/plan/plans/0192?x=1#goals"


def test_words_are_kept_in_one_spelling() -> None:
    assert rules.body("  one  \r\ntwo\rthree \n\n") == "one\ntwo\nthree"
    assert rules.title(" How\n do  I ") == "How do I"
    assert rules.words_problem("", "missing") == "missing"
    assert rules.words_problem("", "") == ""
    assert rules.words_problem("x" * 10_001, "missing")
    assert rules.title_problem("x" * 161, "missing")


ALIKE = (
    ("How do I rate a goal that we changed half-way?", "Rating a goal changed in the middle of the year", True),
    ("A goal was changed half-way, how is it rated?", "Can we drop a goal after August?", False),
    ("Who decides the weights?", "Where do I find the expense form?", False),
    ("考核目标中途改变了怎么评分", "目标中途改变怎么打分", True),
    ("考核目标中途改变了怎么评分", "请假怎么申请", False),
    ("", "", False),
)


@pytest.mark.parametrize(("one", "other", "same"), ALIKE)
def test_questions_alike_share_what_tells_something(one: str, other: str, same: bool) -> None:
    assert rules.alike(one, other) is same
    assert rules.alike(other, one) is same
