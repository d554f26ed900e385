"""The verbs of signing in. Each refusal that an outsider could learn from sounds like every other."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import update

from tenants import jobs, journal, notices, people
from tenants.isolation import clock, session, tenant_id
from tenants.law import Invalid, NotNow, Refused, require
from tenants.organisations import Organisation
from tenants.people import Actor, Person
from tenants.sign_in import passwords, policy, queries
from tenants.sign_in.events import (
    Invited,
    LinkShown,
    PasswordSet,
    ResetAsked,
    SessionsEnded,
    SignedIn,
    SignedOut,
    SignInFailed,
)  # fmt: skip
from tenants.sign_in.models import Credential, OneUseLink, SignInSession
from tenants.sign_in.rules import ABSOLUTE, DEMO_PASSWORD, INVITATION, RESET, device, is_in, password_problem
from tenants.sign_in.states import IDLE, require_open
from tenants.sign_in.throttle import ASKS, ASKS_FROM, FAILURES, TRIES, TooMany, throttle, tkey
from tenants.sign_in.tokens import Handed, new_token


@dataclass(frozen=True)
class Begun:
    """A session that has just begun. `token` goes into the cookie and nowhere else."""

    row: SignInSession
    person: Person
    token: str


def sign_in(at: Organisation, email: str, password: str, *, client: str, agent: str = "") -> Begun | None:
    """The person of that address is signed in at the organisation on this device, or nobody is (None).

    Unknown, wrong, not yet active and left cost the same work and give the same answer. Raises TooMany where the
    account or the client's address tried too often; then a right password is refused too.
    """
    tenant = tenant_id()
    account, sender = tkey(tenant, "account", queries.folded(email)), tkey(tenant, "client", client)
    throttle().check(FAILURES, sender)
    throttle().hit(TRIES, account)
    person, credential = queries.account(email)
    usable = person is not None and is_in(person.state, person.leaves_on, clock.today(at.time_zone))
    if password == DEMO_PASSWORD and not at.demo:
        usable = False
    known = credential.password_hash if usable and credential else None
    if not passwords.fits(known, password) or credential is None or person is None:
        throttle().count(FAILURES, sender)
        journal.record(SignInFailed(), by=None, on=person or at, about=person.id if person else None)
        session().flush()
        return None
    throttle().clear(TRIES, account)
    if passwords.is_worn(credential.password_hash):
        credential.password_hash = passwords.hash_password(password)
    return begin(person, agent=agent)


def begin(person: Person, *, agent: str = "") -> Begun:
    """A new session with a new token; who the person is has been established before."""
    now = clock.now()
    token, digest = new_token()
    row = SignInSession(
        token_hash=digest,
        person_id=person.id,
        created_at=now,
        last_seen_at=now,
        expires_at=now + ABSOLUTE,
        user_agent=device(agent),
        data={"csrf_token": token_hex(20)},
    )
    session().add(row)
    journal.record(SignedIn(), by=person, on=row, about=person.id)
    session().flush()
    return Begun(row, person, token)


def touch(row: SignInSession, *, data: dict[str, object] | None = None, seen: bool = False) -> None:
    """The session's row holds `data`, and was used just now. Written late, to hold its lock for a moment only."""
    values: dict[str, object] = {}
    if data is not None:
        values["data"] = data
    if seen:
        values["last_seen_at"] = clock.now()
    session().execute(update(SignInSession).where(SignInSession.id == row.id).values(**values))


def sign_out(row: SignInSession, *, by: Actor) -> None:
    """The session is over; its token opens nothing any more. Refuses another person's session."""
    require(policy.can_end_session(by, row))
    if row.ended_at is None:
        row.ended_at, row.data = clock.now(), {}
        journal.record(SignedOut(), by=by, on=row, about=row.person_id)
    session().flush()


def end_sessions(person: Person, *, why: str, by: Actor | Person | None, but: UUID | None = None) -> int:
    """Every open session of `person` is over, except `but`; returns how many. `why` is one word for the journal."""
    now = clock.now()
    open_ones = [SignInSession.person_id == person.id, SignInSession.ended_at.is_(None), SignInSession.expires_at > now]
    if but is not None:
        open_ones.append(SignInSession.id != but)
    result = session().execute(update(SignInSession).where(*open_ones).values(ended_at=now, data={}))
    count = int(result.rowcount)  # type: ignore[attr-defined]  # a CursorResult, which the stubs hide
    journal.record(SessionsEnded(why, count), by=by, on=person, about=person.id)
    session().flush()
    return count


def sign_out_everywhere(person: Person, *, by: Actor) -> int:
    """The person is signed out on every device, this one included; returns how many. Refuses for another person."""
    require(policy.can_change_password(by, person))
    return end_sessions(person, why="asked", by=by)


def invite(person: Person, *, by: Actor | None) -> None:
    """A mail with a link to choose a password goes to the person; an earlier link is worth nothing any more.

    Refuses those who may not invite, and people who are active or have left. `by` is None for the operator's command.
    """
    if by is not None:
        require(policy.can_invite(by, person))
    _only_newcomers(person)
    notices.mail(person, "sign_in.invitation", by=by)
    journal.record(Invited(), by=by, on=person, about=person.id)
    session().flush()


def invite_by_hand(person: Person) -> Handed:
    """The person is invited by a link that the operator hands over, without a mail; an earlier link is worth nothing any more.

    For the operator's commands only; the journal keeps that it was shown. Refuses people who are active or have left.
    """
    _only_newcomers(person)
    token = make_link("invitation", person)
    for event in (Invited(), LinkShown()):
        journal.record(event, by=None, on=person, about=person.id)
    session().flush()
    return Handed(f"/invitations/{token}", INVITATION)


def _only_newcomers(person: Person) -> None:
    if person.state != "invited":
        raise NotNow("only who was not here yet can be invited")


def _void_links(person: Person, *kinds: str) -> int:
    """Open links of these kinds are worth nothing from now on; returns how many were open."""
    now = clock.now()
    still = [OneUseLink.person_id == person.id, OneUseLink.kind.in_(kinds), OneUseLink.used_at.is_(None)]
    result = session().execute(update(OneUseLink).where(*still, OneUseLink.expires_at > now).values(expires_at=now))
    return int(result.rowcount)  # type: ignore[attr-defined]  # a CursorResult, which the stubs hide


def close_account(person: Person, *, by: Actor | None) -> None:
    """Whoever has left is signed out everywhere, and no link lets them in again."""
    _void_links(person, "invitation", "reset")
    end_sessions(person, why="left", by=by)


def follow_address(person: Person, *, by: Actor | None) -> None:
    """The person has another address: links that went to the old one are worth nothing, an invitation goes to the new one."""
    if _void_links(person, "invitation", "reset") and person.state == "invited":
        notices.mail(person, "sign_in.invitation", by=by)
        journal.record(Invited(), by=by, on=person, about=person.id)
        session().flush()


def ask_reset(email: str, *, client: str) -> None:
    """If the address belongs to somebody, a mail with a link will go there. The caller learns nothing, by words or by time:
    one look and one job, whoever it is; the rest is the worker's (`send_reset`).

    Raises TooMany for a client's address that asks too often; an account that is asked for too often gets no more mail.
    """
    tenant = tenant_id()
    throttle().hit(ASKS_FROM, tkey(tenant, "ask-from", client))
    try:
        throttle().hit(ASKS, tkey(tenant, "ask", queries.folded(email)))
    except TooMany:
        return
    person, _credential = queries.account(email)
    jobs.ask("sign_in.reset", {"person_id": str(person.id) if person else None}, by=None, awaited=True)


def send_reset(person: Person) -> None:
    """A mail with a link is on its way; whoever has not taken up their invitation gets a new one, leavers get nothing."""
    if person.state == "left":
        return
    notices.mail(person, "sign_in.reset" if person.state == "active" else "sign_in.invitation", by=None)
    journal.record(ResetAsked(), by=None, on=person, about=person.id)
    session().flush()


def make_link(kind: str, person: Person) -> str:
    """A new link of that kind stands for the person; older ones are worth nothing. Returns its token, kept nowhere."""
    now = clock.now()
    _void_links(person, kind)
    token, digest = new_token()
    lasts = INVITATION if kind == "invitation" else RESET
    row = OneUseLink(kind=kind, person_id=person.id, token_hash=digest, created_at=now, expires_at=now + lasts)
    session().add(row)
    session().flush()
    return token


def redeem(link: OneUseLink, password: str) -> Person:
    """The password is the person's from now on, the link is used, and older sessions are over.

    Raises NotNow for a used or expired link and for people who left, Invalid for a password that cannot be taken.
    """
    now = clock.now()
    person = queries.person(link.person_id)
    require_open(link, now)
    if person is None or person.state == "left" or (link.kind == "reset") != (person.state == "active"):
        raise NotNow("the link was used or is over")
    _accept(person, password)
    used = update(OneUseLink).where(OneUseLink.id == link.id, OneUseLink.used_at.is_(None)).values(used_at=now)
    if not session().execute(used).rowcount:  # type: ignore[attr-defined]  # two at once: the second finds it used
        raise NotNow("the link was used or is over")
    if person.state == "invited":
        person = people.activate(person)
    _set_password(person, passwords.hash_password(password), how=link.kind)
    end_sessions(person, why="password", by=person)
    return person


def change_password(person: Person, now_used: str, wanted: str, *, by: Actor, keep: UUID | None = None) -> None:
    """The person has another password; all their sessions but `keep` are over.

    Raises Invalid where the present one is wrong or the new one cannot be taken, TooMany after too many tries.
    """
    require(policy.can_change_password(by, person))
    throttle().hit(TRIES, tkey(tenant_id(), "account", person.email_key))
    credential = queries.credential(person.id)
    if not passwords.fits(credential.password_hash if credential else None, now_used):
        raise Invalid({"password_now": _("This is not your present password.")})
    throttle().clear(TRIES, tkey(tenant_id(), "account", person.email_key))
    _accept(person, wanted)
    _set_password(person, passwords.hash_password(wanted), how="account")
    end_sessions(person, why="password", by=by, but=keep)


def _accept(person: Person, password: str) -> None:
    """Raises Invalid with the reason against a password."""
    where = queries.organisation()
    about = [person.name, person.called, person.email, person.email.split("@")[0], where.name, where.slug]
    problem = password_problem(password, about)
    if problem:
        raise Invalid({"password": problem})


def _set_password(person: Person, hash_: str, *, how: str) -> None:
    row = queries.credential(person.id)
    if row is None:
        row = Credential(person_id=person.id, password_hash=hash_, changed_at=clock.now())
        session().add(row)
    row.password_hash, row.changed_at = hash_, clock.now()
    session().flush()
    journal.record(PasswordSet(how), by=person, on=person, about=person.id)


def demo_hash() -> str:
    """A hash of the demo's password, to be given to many people by `set_demo_password`."""
    return passwords.hash_password(DEMO_PASSWORD)


def set_demo_password(person: Person, hash_: str) -> None:
    """In a demo organisation the person signs in with the printed password, and is active. Refused in any other."""
    if not queries.organisation().demo:
        raise Refused(_("The demo's password works in demo organisations only."))
    if person.state == "invited":
        person = people.activate(person)
    _set_password(person, hash_, how="demo")
    session().flush()


__all__ = [
    "ABSOLUTE", "IDLE", "Begun", "ask_reset", "begin", "change_password", "close_account", "demo_hash", "end_sessions",
    "follow_address", "invite", "invite_by_hand", "make_link", "redeem", "send_reset", "set_demo_password", "sign_in",
    "sign_out", "sign_out_everywhere", "touch",
]  # fmt: skip
