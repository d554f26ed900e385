"""Reading accounts, sessions and links."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Date, DateTime, Select, and_, bindparam, cast, func, select, true, union

from tenants.isolation import act_as, among, clock, get, lasting, names_person, session
from tenants.organisations import Organisation
from tenants.people import Actor, Person, actor_of, relations
from tenants.sign_in.models import Credential, OneUseLink, SignInSession
from tenants.sign_in.rules import is_in
from tenants.sign_in.states import IDLE
from tenants.sign_in.tokens import hashed


class Arrival(NamedTuple):
    """The organisation here, and who is in it by the token of a session: nobody, or the session and its person's actor."""

    organisation: Organisation | None
    held: SignInSession | None = None
    actor: Actor | None = None


@lasting
def _held() -> Select[Any]:
    """The organisation with the open session of `token`, its person, and their relations today in the organisation's zone."""
    now, since = bindparam("now", type_=DateTime(timezone=True)), bindparam("since", type_=DateTime(timezone=True))
    held = and_(
        SignInSession.token_hash == bindparam("token", type_=SignInSession.token_hash.type),
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > now,
        SignInSession.last_seen_at > since,
    )
    whose = and_(Person.tenant_id == SignInSession.tenant_id, Person.id == SignInSession.person_id, Person.state == "active")
    day = cast(func.timezone(Organisation.time_zone, now), Date).label("day")
    today = select(day).correlate(Organisation).lateral("today")
    return (
        select(Organisation, SignInSession, Person, names_person(Person.id), *relations(today.c.day))
        .select_from(Organisation)
        .join(today, true())
        .outerjoin(SignInSession, held)
        .outerjoin(Person, whose)
    )


def arrival(token: str | None) -> Arrival:
    """The organisation here, and who holds `token` in it: one statement. Only open sessions of active people count.

    The unit acts for who is here from now on.
    """
    if token is None:
        return Arrival(session().scalars(select(Organisation)).one_or_none())
    now = clock.now()
    row = session().execute(_held(), {"token": hashed(token), "now": now, "since": now - IDLE}).one_or_none()
    if row is None:
        return Arrival(None)
    at, held, person, _named, *found = row
    if person is None or not is_in(person.state, person.leaves_on, clock.today(at.time_zone)):
        act_as(None)
        return Arrival(at)
    act_as(person.id, named=True)
    return Arrival(at, held, actor_of(person, *found))


def folded(email: str) -> str:
    """The address as accounts are told apart by it."""
    return unicodedata.normalize("NFC", email).strip().lower()


def account(email: str) -> tuple[Person | None, Credential | None]:
    """The person of that address and their credential, each if there is one: one statement, the same for everybody."""
    query = (
        select(Person, Credential)
        .select_from(Person)
        .outerjoin(Credential, and_(Credential.tenant_id == Person.tenant_id, Credential.person_id == Person.id))
        .where(Person.email_key == folded(email))
    )
    row = session().execute(query).one_or_none()
    return (row[0], row[1]) if row else (None, None)


def credential(person_id: UUID) -> Credential | None:
    """The credential of that person, or None."""
    return session().scalars(select(Credential).where(Credential.person_id == person_id)).one_or_none()


def person(person_id: UUID) -> Person | None:
    """The person with this id, or None."""
    return get(Person, person_id)


def organisation() -> Organisation:
    """The one row of the organisation."""
    return session().scalars(select(Organisation)).one()


def session_row(session_id: UUID) -> SignInSession | None:
    """The session with this id, or None."""
    return get(SignInSession, session_id)


def open_sessions(person_id: UUID) -> list[SignInSession]:
    """The sessions of that person that still count, the latest used first."""
    now = clock.now()
    query = (
        select(SignInSession)
        .where(
            SignInSession.person_id == person_id,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
            SignInSession.last_seen_at > now - IDLE,
        )
        .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
        .limit(50)
    )
    return list(session().scalars(query))


def link(kind: str, token: str) -> tuple[OneUseLink, Person] | None:
    """The link with this token and whose it is, used and expired ones too, or None."""
    query = (
        select(OneUseLink, Person)
        .join(Person, and_(Person.tenant_id == OneUseLink.tenant_id, Person.id == OneUseLink.person_id))
        .where(OneUseLink.kind == kind, OneUseLink.token_hash == hashed(token))
    )
    row = session().execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def concerned_by_leaving(person_ids: Collection[UUID]) -> set[UUID]:
    """Who of these is signed in somewhere or has a link that lets them in: for whom `close_account` has anything to do."""
    now = clock.now()
    links = select(OneUseLink.person_id).where(
        among(OneUseLink.person_id, person_ids), OneUseLink.used_at.is_(None), OneUseLink.expires_at > now
    )
    sessions = select(SignInSession.person_id).where(
        among(SignInSession.person_id, person_ids), SignInSession.ended_at.is_(None), SignInSession.expires_at > now
    )
    return set(session().scalars(union(links, sessions)))
