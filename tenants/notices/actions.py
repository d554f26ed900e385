"""Telling people what happened, in the app and by mail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from tenants import jobs
from tenants.isolation import clock, session
from tenants.journal.entries import HasId, Thing
from tenants.law import require
from tenants.notices import policy
from tenants.notices.models import Mail, Notice
from tenants.notices.words import packed, words
from tenants.people import Actor, Person

MAIL_KEPT = timedelta(days=90)
NOTICE_KEPT = timedelta(days=365)


def tell(
    person_id: UUID,
    kind: str,
    *,
    on: Thing,
    url: str,
    params: dict[str, Any] | None = None,
    by: HasId | None = None,
    mail: bool = False,
) -> Notice | None:
    """A notice waits for the person, and with `mail` a letter with the same link is on its way.

    `url` is a path inside the organisation (`/plan/plans/…`); `params` fill the places of the kind's words: a person
    (or the id of one), dates, numbers, short titles, never private content. Nobody is told what they did themselves.
    Raises KeyError for a kind that nobody registered, ValueError for a url that leads elsewhere.
    """
    if by is not None and by.id == person_id:
        _check(kind, url)
        return None
    made = _notices([person_id], kind, on, url, params)[0]
    if mail:
        _post(person_id, kind, made.params, url, by, made.id)
    return made


def tell_all(
    person_ids: Collection[UUID],
    kind: str,
    *,
    on: Thing,
    url: str,
    params: dict[str, Any] | None = None,
    by: HasId | None = None,
) -> None:
    """The same notice waits for each of these people, but for the one who did it: one flush, however many they are."""
    _notices([each for each in person_ids if by is None or by.id != each], kind, on, url, params)


def _check(kind: str, url: str) -> None:
    words(kind)
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("a notice leads to a path inside the organisation")


def _notices(person_ids: Collection[UUID], kind: str, on: Thing, url: str, params: dict[str, Any] | None) -> list[Notice]:
    _check(kind, url)
    made = [
        Notice(
            person_id=person_id,
            kind=kind,
            object_kind=getattr(type(on), "__tablename__", type(on).__name__.lower()),
            object_id=on.id,
            url=url,
            params=packed(params or {}),
            created_at=clock.now(),
        )
        for person_id in person_ids
    ]
    session().add_all(made)
    session().flush()
    return made


def mail(person: Person, kind: str, *, params: dict[str, Any] | None = None, url: str = "", by: HasId | None) -> Mail:
    """A letter of that kind to the person is on its way: it leaves after the commit, in their language, once."""
    words(kind)
    return _post(person.id, kind, packed(params or {}), url, by, None)


def _post(person_id: UUID, kind: str, params: dict[str, Any], url: str, by: HasId | None, notice_id: UUID | None) -> Mail:
    job = jobs.ask("mail", {"kind": kind}, by=by)
    made = Mail(
        person_id=person_id,
        job_id=job.id,
        notice_id=notice_id,
        kind=kind,
        params=params,
        url=url,
        asked_at=clock.now(),
    )
    session().add(made)
    session().flush()
    return made


def read(notice: Notice, *, by: Actor) -> None:
    """The notice is read. Refuses another person's."""
    require(policy.can_read_notice(by, notice))
    if notice.read_at is None:
        notice.read_at = clock.now()
    session().flush()


def read_all(*, by: Actor) -> None:
    """Nothing in the actor's inbox is unread."""
    unread = update(Notice).where(Notice.person_id == by.id, Notice.read_at.is_(None))
    session().execute(unread.values(read_at=clock.now()))


def settle(person_id: UUID, *, on: Thing) -> None:
    """What was told to the person about this object counts as read: they have seen it, or it is done."""
    about = update(Notice).where(Notice.person_id == person_id, Notice.object_id == on.id, Notice.read_at.is_(None))
    session().execute(about.values(read_at=clock.now()))
