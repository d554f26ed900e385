"""What the room does behind the scenes: a reset that was asked for; once a day, forgetting sessions and links long over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select

from tenants import jobs
from tenants.isolation import clock, session
from tenants.sign_in import actions, queries
from tenants.sign_in.models import OneUseLink, SignInSession
from tenants.sign_in.rules import KEPT


@jobs.handler("sign_in.reset")
def reset(ticket: jobs.Ticket) -> Callable[[Any], None]:
    """The mail goes to whom the address belonged; where it belonged to nobody, there is nothing to do."""

    def finish(_job: Any) -> None:
        found = ticket.payload["person_id"]
        person = queries.person(UUID(found)) if found else None
        if person is not None:
            actions.send_reset(person)

    return finish


@jobs.chore("sessions")
def forget_sessions(most: int) -> int:
    """Sessions that ended or expired more than 30 days ago are gone."""
    before = clock.now() - KEPT
    return _forget(SignInSession, or_(SignInSession.expires_at < before, SignInSession.ended_at < before), most)


@jobs.chore("links")
def forget_links(most: int) -> int:
    """Links that were used or expired more than 30 days ago are gone."""
    before = clock.now() - KEPT
    return _forget(OneUseLink, or_(OneUseLink.expires_at < before, OneUseLink.used_at < before), most)


def _forget(model: Any, over: Any, most: int) -> int:
    gone: Any = session().execute(delete(model).where(model.id.in_(select(model.id).where(over).limit(most))))
    return int(gone.rowcount)
