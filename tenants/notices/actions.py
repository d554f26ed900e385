"""Telling people what happened, in the app and by mail."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from tenants import jobs
from tenants.isolation import clock, get_locked, session
from tenants.journal.entries import HasId, Thing
from tenants.law import Stale, require
from tenants.notices import policy, queries
from tenants.notices.models import Mail, Notice, NoticeChoice
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
    made = _notices(kind, [Telling(person_id, on, url, params)])
    if mail:
        _post_with(made, by)
    return made[0]


def tell_all(
    person_ids: Collection[UUID],
    kind: str,
    *,
    on: Thing,
    url: str,
    params: dict[str, Any] | None = None,
    by: HasId | None = None,
    mail: bool = False,
) -> None:
    """The same notice waits for each of these people, with `mail` also a letter, but for the one who did it: see
    `tell_each`.
    """
    _check(kind, url)
    tell_each([Telling(each, on, url, params) for each in person_ids], kind, by=by, mail=mail)


@dataclass(frozen=True)
class Telling:
    """What one person is told: about what, where it leads, and what fills the places of the words."""

    person_id: UUID
    on: Thing
    url: str
    params: dict[str, Any] | None = None


def tell_each(tellings: Collection[Telling], kind: str, *, by: HasId | None = None, mail: bool = False) -> None:
    """To each their own notice of one kind, with `mail` also a letter; but for the one who did it. As with `tell`, in
    three flushes however many they are.
    """
    made = _notices(kind, [each for each in tellings if by is None or by.id != each.person_id])
    if mail:
        _post_with(made, by)


def _check(kind: str, url: str) -> None:
    words(kind)
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("a notice leads to a path inside the organisation")


def _notices(kind: str, tellings: Collection[Telling]) -> list[Notice]:
    for each in tellings:
        _check(kind, each.url)
    made = [
        Notice(
            person_id=each.person_id,
            kind=kind,
            object_kind=getattr(type(each.on), "__tablename__", type(each.on).__name__.lower()),
            object_id=each.on.id,
            url=each.url,
            params=packed(each.params or {}),
            created_at=clock.now(),
        )
        for each in tellings
    ]
    session().add_all(made)
    session().flush()
    return made


def mail(person: Person, kind: str, *, params: dict[str, Any] | None = None, url: str = "", by: HasId | None) -> Mail:
    """A letter of that kind to the person is on its way: it leaves after the commit, in their language, once."""
    made = _letter(person.id, kind, packed(params or {}), url)
    _send([made], by, awaited=words(kind).awaited)
    return made


def _post_with(notices: Collection[Notice], by: HasId | None) -> None:
    """A letter with the same words and link goes out beside each of these notices, but for those who want none at once."""
    quiet = queries.quiet_ones({each.person_id for each in notices}) if notices else set()
    loud = [each for each in notices if each.person_id not in quiet]
    _send([_letter(each.person_id, each.kind, each.params, each.url, each.id) for each in loud], by)


def _letter(person_id: UUID, kind: str, params: dict[str, Any], url: str, notice_id: UUID | None = None) -> Mail:
    return Mail(person_id=person_id, notice_id=notice_id, kind=kind, params=params, url=url, asked_at=clock.now())


def _send(letters: list[Mail], by: HasId | None, awaited: bool = False) -> None:
    asked = jobs.ask_several("mail", [{"kind": each.kind} for each in letters], by=by, awaited=awaited)
    for letter, job in zip(letters, asked, strict=True):
        letter.job_id = job.id
    session().add_all(letters)
    session().flush()


def choose(*, at_once: bool, in_the_morning: bool, by: Actor, seen: int | None = None) -> NoticeChoice:
    """The actor gets these letters beside their inbox from now on. Their own only; Stale where another window chose since.

    Letters that somebody must have to come in at all (an invitation, a new password) are not chosen.
    """
    found = queries.choice_of(by.id)
    there = get_locked(NoticeChoice, found.id) if found is not None else None
    if there is None:
        there = NoticeChoice(person_id=by.id, version=0)
        session().add(there)
    elif seen is not None and seen != there.version:
        raise Stale(there, seen)
    there.at_once, there.in_the_morning, there.version = at_once, in_the_morning, there.version + 1
    session().flush()
    return there


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


def settle_all(things: Collection[Thing], *, of: UUID | Collection[UUID] | None = None) -> None:
    """What anybody was told about these objects, or `of` alone (one person, or several), counts as read: nothing waits there
    any more.
    """
    about: list[Any] = [Notice.object_id.in_([each.id for each in things]), Notice.read_at.is_(None)]
    if of is not None:
        about.append(Notice.person_id.in_([of] if isinstance(of, UUID) else of))
    if things:
        session().execute(update(Notice).where(*about).values(read_at=clock.now()))
