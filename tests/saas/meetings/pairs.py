"""A pair and their 1:1s for tests, made through the verbs. Nothing here does what a person could not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from saas import meetings
from saas.meetings import MeetingSheet, Pair, When
from tenants import people
from tenants.isolation import clock
from tests.house_fixture import House


def other_of(who: str, manager: str = "bo", employee: str = "amara") -> str:
    return manager if who == employee else employee


@dataclass(frozen=True)
class Met:
    """A 1:1 that a test works on."""

    house: House
    id: UUID
    employee: str = "amara"
    manager: str = "bo"

    @property
    def path(self) -> str:
        return f"/meetings/{self.id}"

    def sheet(self) -> MeetingSheet:
        found = meetings.sheet(self.id)
        assert found is not None
        return found

    def topic(self, who: str, words: str) -> UUID:
        with self.house.acting(who) as by:
            return meetings.add_topic(self.sheet().pair, words, by=by, meeting=self.sheet().meeting).id

    def write(self, who: str, words: str, seen: int = 0, **notes: str) -> int:
        with self.house.acting(who) as by:
            return meetings.save_minutes(self.sheet(), {"words": words}, notes, seen=seen, by=by).seen

    def promise(self, who: str, words: str, owner: str = "me", days: int = 7, **more: Any) -> UUID:
        with self.house.acting(who) as by:
            due = clock.now().date() + timedelta(days=days)
            return meetings.promise(self.sheet(), owner, words, due, by=by, **more).id

    def stamp(self, who: str) -> str:
        """The hash that `who` reads on the page now."""
        with self.house.acting(who):
            sheet = self.sheet()
            promises = meetings.promises_made_at(self.id)
            return meetings.fingerprint(meetings.frozen(sheet, meetings.agenda(self.id), promises))

    def confirm(self, who: str, stamp: str | None = None) -> int:
        stamp = stamp or self.stamp(who)
        with self.house.acting(who) as by:
            return meetings.confirm(self.sheet(), stamp, by=by).no

    def say(self, who: str, promise_id: UUID, verb: str, words: str = "") -> str:
        with self.house.acting(who) as by:
            sheet = meetings.promise_sheet(promise_id)
            assert sheet is not None
            meetings.answer_promise(sheet, verb, words, by=by)
            return sheet.promise.state

    def state(self) -> str:
        with self.house.acting(self.employee):
            return self.sheet().meeting.state

    def lead(self, manager: str | None) -> None:
        lead(self.house, self.employee, manager)


def lead(house: House, who: str, manager: str | None) -> None:
    """`manager` leads them from today on, or nobody does."""
    with house.within():
        found = people.person(house.person(who))
        assert found is not None
        people.set_manager(found, manager=people.person(house.person(manager)) if manager else None, by=None)


def pair(house: House, who: str, other: str) -> Pair:
    """The pair of an open unit of work in which `who` acts."""
    by = people.load_actor(people.person(house.person(who)), "UTC")  # type: ignore[arg-type]
    found = meetings.pair_with(by, house.person(other))
    assert found is not None
    return found


def planned(house: House, by: str = "amara", other: str = "bo", *, at: datetime | None = None, purpose: str = "regular") -> Met:
    """A 1:1 that begins in an hour, or then."""
    with house.acting(by) as actor:
        when = When(at or clock.now() + timedelta(hours=1), 30, "The small room", purpose)
        made = meetings.plan(pair(house, by, other), when, by=actor)
        employee = "amara" if made.employee_id == house.person("amara") else "nia"
        return Met(house, made.id, employee, other_of(employee, by if by != employee else other, employee))


def over(house: House, by: str = "amara", other: str = "bo", purpose: str = "regular") -> Met:
    """A 1:1 that began an hour ago: it can be confirmed whatever the hour of the test."""
    return planned(house, by, other, at=clock.now() - timedelta(hours=1), purpose=purpose)


def confirmed(house: House) -> Met:
    """A 1:1 that both have confirmed."""
    made = over(house)
    made.topic("amara", "The third depot.")
    made.write("amara", "We met.")
    made.confirm("amara")
    made.confirm("bo")
    return made
