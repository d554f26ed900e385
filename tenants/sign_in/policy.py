"""Who may do what with accounts. Nobody ever signs in for another person."""

from __future__ import annotations

from tenants.people import Actor, Person
from tenants.sign_in.models import SignInSession


def can_read_session(actor: Actor, row: SignInSession) -> bool:
    """A person sees their own sessions and nobody else's, admins included."""
    return row.person_id == actor.id


def can_end_session(actor: Actor, row: SignInSession) -> bool:
    """A person may end each of their own sessions."""
    return row.person_id == actor.id


def can_change_password(actor: Actor, person: Person) -> bool:
    """A person's password is theirs alone to choose, and so is where they are signed in."""
    return person.id == actor.id


def can_read_person(_actor: Actor, _person: Person) -> bool:
    """Everybody in the organisation knows who else is in it."""
    return True


def can_invite(actor: Actor, person: Person) -> bool:
    """The tenant admin and the head of HR may invite a person who has not taken up an invitation yet."""
    return (actor.is_admin or actor.is_hr_head) and person.state == "invited" and person.id != actor.id
