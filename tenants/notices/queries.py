"""Reading one's inbox and one's mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Text, Uuid, cast, exists, func, select, tuple_
from sqlalchemy.dialects.postgresql import JSONB

from tenants.isolation import get, session
from tenants.notices.models import Mail, Notice, NoticeChoice
from tenants.notices.words import line_of, people_in, spoken
from tenants.organisations import Organisation
from tenants.people import Person
from tenants.web.paging import Page

SIZE = 50
COUNTED = 99
"""Nobody needs to know that it is more."""


@dataclass(frozen=True)
class Line:
    """A notice as it is read: the sentence, where it leads, when it came."""

    id: UUID
    kind: str
    text: str
    url: str
    at: datetime
    is_unread: bool


@dataclass(frozen=True)
class Day:
    """The notices of one day in the reader's zone."""

    day: date
    lines: list[Line]


@dataclass(frozen=True)
class Inbox:
    """One page of the inbox, newest day first."""

    days: list[Day]
    page: Page[Notice]
    has_unread: bool


def unread(person_id: UUID) -> int:
    """How many notices that person has not read, at most 99: one statement on a small index."""
    few = select(Notice.id).where(Notice.person_id == person_id, Notice.read_at.is_(None)).limit(COUNTED).subquery()
    return session().scalar(select(func.count()).select_from(few)) or 0


def notice(notice_id: UUID) -> Notice | None:
    """The notice with this id, or None."""
    return get(Notice, notice_id)


def mail(mail_id: UUID) -> Mail | None:
    """The mail with this id, or None."""
    return get(Mail, mail_id)


def mail_of_job(job_id: UUID) -> Mail | None:
    """The mail that this job sends, or None."""
    return session().scalars(select(Mail).where(Mail.job_id == job_id)).one_or_none()


def organisation() -> Organisation:
    """The one row of the organisation."""
    return session().scalars(select(Organisation)).one()


def person(person_id: UUID) -> Person | None:
    """The person with this id, or None."""
    return get(Person, person_id)


def names(many: Iterable[dict[str, Any]]) -> dict[UUID, str]:
    """The names that these parameters need: at most one statement."""
    ids = people_in(many)
    if not ids:
        return {}
    rows = session().execute(select(Person.id, Person.called, Person.name).where(Person.id.in_(ids)))
    return {row[0]: row[1] or row[2] for row in rows}


def _newest(model: Any, at: Any, person_id: UUID, after: str | None) -> Page[Any]:
    """One page of a person's rows by the time `at`, newest first. `after` is a key from an earlier page; a worn one gives the
    first page.
    """
    query = select(model).where(model.person_id == person_id)
    try:
        last = select(at, model.id).where(model.id == UUID(after or ""), model.person_id == person_id)
        row = session().execute(last).one_or_none()
    except ValueError:
        row = None
    if row is not None:
        query = query.where(tuple_(at, model.id) < tuple_(*row))
    rows = list(session().scalars(query.order_by(at.desc(), model.id.desc()).limit(SIZE + 1)))
    return Page(rows[:SIZE], str(rows[SIZE - 1].id) if len(rows) > SIZE else None, None)


def inbox(person_id: UUID, zone: str, after: str | None = None) -> Inbox:
    """The newest notices of that person, older than the key `after` where it is given, day by day in `zone`."""
    page = _newest(Notice, Notice.created_at, person_id, after)
    called = names([n.params for n in page.rows])
    days: list[Day] = []
    for row in page.rows:
        day = row.created_at.astimezone(ZoneInfo(zone)).date()
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        text = spoken(line_of(row.kind), row.params, called, zone)
        days[-1].lines.append(Line(row.id, row.kind, text, row.url, row.created_at, row.read_at is None))
    return Inbox(days, page, any(n.read_at is None for n in page.rows))


def latest(person_id: UUID, zone: str, n: int = 5) -> list[Line]:
    """The newest unread notices of that person, at most `n`, with the names that their words need: one statement."""
    query = select(Notice, _named()).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    rows = session().execute(query.order_by(Notice.created_at.desc(), Notice.id.desc()).limit(n)).all()
    called = {UUID(id_): name for _row, named in rows for id_, name in (named or {}).items()}
    return [
        Line(row.id, row.kind, spoken(line_of(row.kind), row.params, called, zone), row.url, row.created_at, True)
        for row, _named_in_it in rows
    ]


def _named() -> Any:
    """What those people are called whom the parameters of a notice mean, by their ids."""
    each = func.jsonb_each(Notice.params).table_valued("key", "value", name="each")
    value = cast(each.c.value, JSONB)
    meant = select(cast(value["person"].astext, Uuid)).where(func.jsonb_typeof(value) == "object", value.has_key("person"))
    called = func.coalesce(func.nullif(Person.called, ""), Person.name)
    query = select(func.jsonb_object_agg(cast(Person.id, Text), called)).where(Person.id.in_(meant.correlate(Notice)))
    return query.correlate(Notice).scalar_subquery()


def letters(person_id: UUID, after: str | None = None) -> Page[Mail]:
    """The newest mails to that person."""
    return _newest(Mail, Mail.asked_at, person_id, after)


def is_told(kind: str, object_id: Any) -> Any:
    """The condition that somebody was told so about the object with this id (a column)."""
    return exists().where(Notice.kind == kind, Notice.object_id == object_id)


def choice_of(person_id: UUID) -> NoticeChoice | None:
    """What that person has chosen; None where they chose nothing yet."""
    return session().scalars(select(NoticeChoice).where(NoticeChoice.person_id == person_id)).one_or_none()


def quiet_ones(person_ids: Collection[UUID]) -> set[UUID]:
    """Of these people, those who want no letter at once: one statement."""
    query = select(NoticeChoice.person_id).where(NoticeChoice.at_once.is_(False), NoticeChoice.person_id.in_(person_ids))
    return set(session().scalars(query))
