"""Working hours: how many minutes of them lie between two instants, and when so many will be over. No database, no actor.

A day of work has the same hours everywhere in an organisation, on the wall of the asker's company: its zone, its weekdays, its
holidays. Minutes are counted between instants, so that a night in which clocks are put forward or back costs what it costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tenants.organisations import Calendar

DAY = timedelta(days=1)
MOST = 3660
"""Days that are looked at: nobody waits for ten years."""


@dataclass(frozen=True)
class Hours:
    """When a company works: `begins` and `ends` are hours on its wall, an end of 24 is midnight."""

    calendar: Calendar = field(default_factory=Calendar)
    zone: str = "UTC"
    begins: int = 9
    ends: int = 17

    def __post_init__(self) -> None:
        if not 0 <= self.begins < self.ends <= 24:
            raise ValueError("a working day ends later than it begins")

    def of(self, day: date) -> tuple[datetime, datetime]:
        """The instants between which people work on that day, whether or not it is a working one."""
        wall = ZoneInfo(self.zone)
        last, hour = (day + DAY, 0) if self.ends == 24 else (day, self.ends)
        opens, closes = datetime.combine(day, time(self.begins), wall), datetime.combine(last, time(hour), wall)
        return opens.astimezone(UTC), closes.astimezone(UTC)

    def spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The spans of work from `start` on, the first one cut there; for ten years."""
        day = start.astimezone(ZoneInfo(self.zone)).date() - DAY  # whose last hour may lie after midnight elsewhere
        for _more in range(MOST):
            if self.calendar.is_working(day):
                opens, closes = self.of(day)
                if closes > start:
                    yield max(opens, start), closes
            day += DAY

    def between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from `start` to `end`; 0 where `end` is not later."""
        worked = timedelta()
        for opens, closes in self.spans(start):
            if opens >= end:
                break
            worked += min(closes, end) - opens
        return int(worked / timedelta(minutes=1))

    def after(self, start: datetime, minutes: int) -> datetime:
        """The instant at which so many working minutes are over since `start`. For 0 the first one at which people work.

        ValueError where that is not within ten years.
        """
        left = timedelta(minutes=minutes)
        for opens, closes in self.spans(start):
            if opens + left <= closes:
                return opens + left
            left -= closes - opens
        raise ValueError("so much is not worked within ten years")


@dataclass(frozen=True)
class Watch:
    """A clock of working time: the minutes until it was last stopped, and since when it runs, if it does."""

    spent: int = 0
    since: datetime | None = None

    def at(self, now: datetime, hours: Hours) -> int:
        """What it shows."""
        return self.spent + (hours.between(self.since, now) if self.since is not None else 0)

    def stop(self, now: datetime, hours: Hours) -> Watch:
        """It stands still; one that does already shows the same."""
        return Watch(self.at(now, hours))

    def start(self, now: datetime) -> Watch:
        """It runs; one that does already goes on."""
        return self if self.since is not None else replace(self, since=now)

    def reaches(self, minutes: int, hours: Hours) -> datetime | None:
        """When it will show so many minutes; None while it stands still."""
        if self.since is None:
            return None
        return hours.after(self.since, max(0, minutes - self.spent))
