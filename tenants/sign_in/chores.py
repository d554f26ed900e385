"""What the room forgets once a day: sessions and links that were over 30 days ago."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, or_, select

from tenants import jobs
from tenants.isolation import clock, session
from tenants.sign_in.models import OneUseLink, SignInSession
from tenants.sign_in.rules import KEPT


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
