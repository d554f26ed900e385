"""The letter of a morning: one on a working day, at eight in the reader's zone, with what waits unread and had no letter yet.

The daily chores lay a job before each of the next two mornings of each zone in which somebody reads. It gathers who has
something unread, and writes one mail to each; what it says is looked up when it leaves, so that nothing read meanwhile
stands in it. Where nothing waits there is no letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, exists, func, select, update

from tenants import jobs, organisations, people
from tenants.isolation import clock, session, transaction
from tenants.notices import actions, queries
from tenants.notices.models import Mail, Notice, NoticeChoice
from tenants.notices.words import line_of, register, spoken
from tenants.organisations import Organisation
from tenants.people import Person

KIND = "notices.digest"
EIGHT = time(8)
FRESH = timedelta(days=14)
"""What is older is not told any more; it stands in the inbox."""
BATCH = 200
MOST = 20
"""Sentences of one letter; the inbox has them all."""

register(KIND, _l("What waits for you at %(organisation)s"), _l("Since your last letter there is news for you:"))


def mornings(zone: str, now: datetime) -> list[date]:
    """The days of the next two times at which it is eight in that zone."""
    here = now.astimezone(ZoneInfo(zone))
    first = here.date() if here.time() < EIGHT else here.date() + timedelta(days=1)
    return [first, first + timedelta(days=1)]


@jobs.chore("mornings")
def lay_mornings(_most: int) -> int:
    """A job stands before each of the next two mornings of each zone in which somebody reads. It removes nothing: 0."""
    home = organisations.organisation().time_zone
    zones = session().scalars(select(func.coalesce(Person.time_zone, home)).where(Person.state != "left").distinct())
    queued = select(jobs.Job.payload).where(jobs.Job.kind == KIND, jobs.Job.asked_at > clock.now() - timedelta(days=4))
    there = {(each["zone"], each["day"]) for each in session().scalars(queued)}
    for zone in sorted(zones):
        for day in mornings(zone, clock.now()):
            if (zone, day.isoformat()) not in there:
                due = datetime.combine(day, EIGHT, ZoneInfo(zone)).astimezone(UTC)
                jobs.ask(KIND, {"zone": zone, "day": day.isoformat()}, by=None, due_at=due)
    return 0


@jobs.handler(KIND)
def gather(ticket: jobs.Ticket) -> None:
    """Everybody of the zone who works today and has something unread gets one letter, in batches of their own transactions."""
    zone, day = str(ticket.payload["zone"]), date.fromisoformat(str(ticket.payload["day"]))
    last: UUID | None = None
    while True:
        with transaction(ticket.tenant):
            ids = list(session().scalars(_waiting(zone, last)))
            for person_id in _at_work(ids, day):
                _write(person_id)
        if len(ids) < BATCH:
            return
        last = ids[-1]
        ticket.progress(50)


def _waiting(zone: str, after: UUID | None) -> Select[Any]:
    """Who reads in that zone, wants the letter, and has something unread in no letter yet; in the order of ids."""
    home = organisations.organisation().time_zone
    declined = exists().where(NoticeChoice.person_id == Person.id, NoticeChoice.in_the_morning.is_(False))
    news = exists().where(Notice.person_id == Person.id, *_unsaid())
    query = select(Person.id).where(func.coalesce(Person.time_zone, home) == zone, Person.state == "active", news, ~declined)
    if after is not None:
        query = query.where(Person.id > after)
    return query.order_by(Person.id).limit(BATCH)


def _unsaid() -> tuple[Any, ...]:
    fresh = Notice.created_at > clock.now() - FRESH
    return Notice.read_at.is_(None), Notice.digest_id.is_(None), fresh, ~exists().where(Mail.notice_id == Notice.id)


def _at_work(person_ids: Sequence[UUID], day: date) -> list[UUID]:
    """Of these people, those whose company works on that day. What waits for the others is told on their next working day."""
    companies = {key: placed.company_id for key, placed in people.placements_of(list(person_ids)).items()} if person_ids else {}
    works = {each: organisations.add_working_days(each, day, 0) == day for each in {companies.get(p) for p in person_ids}}
    return [each for each in person_ids if works[companies.get(each)]]


def _write(person_id: UUID) -> None:
    """One letter for all of it. Of two jobs at once, the later one finds nothing left."""
    mine = select(Notice.id).where(Notice.person_id == person_id, *_unsaid()).with_for_update(skip_locked=True)
    found = list(session().scalars(mine))
    person = people.person(person_id)
    if not found or person is None:
        return
    letter = actions.mail(person, KIND, params={"count": len(found)}, url="/notices/", by=None)
    session().execute(update(Notice).where(Notice.id.in_(found)).values(digest_id=letter.id))


def sentences(row: Mail, person: Person, organisation: Organisation) -> list[str]:
    """What still waits of what the letter was written for, newest first, in the reader's words: at most twenty sentences."""
    mine = Notice.person_id == row.person_id, Notice.digest_id == row.id, Notice.read_at.is_(None)
    newest = Notice.created_at.desc(), Notice.id.desc()
    found = list(session().scalars(select(Notice).where(*mine).order_by(*newest).limit(MOST)))
    called = queries.names([each.params for each in found])
    zone = person.time_zone or organisation.time_zone
    with force_locale(person.language or organisation.language or "en"):
        return [spoken(line_of(each.kind), each.params, called, zone) for each in found]
