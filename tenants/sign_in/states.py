"""Where a link stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from tenants.law import NotNow
from tenants.sign_in.models import OneUseLink, SignInSession

IDLE = timedelta(hours=8)
"""A session that nobody used for so long is over. Shorter would lose words typed in a long form without scripts."""


def link_is_open(link: OneUseLink, now: datetime) -> bool:
    """Whether the link may still set a password: neither used nor expired."""
    return link.used_at is None and link.expires_at > now


def require_open(link: OneUseLink, now: datetime) -> None:
    """Raises NotNow where the link is used or over."""
    if not link_is_open(link, now):
        raise NotNow("the link was used or is over")


def session_is_open(row: SignInSession, now: datetime) -> bool:
    """Whether the session still counts: not ended, not expired, used within the last hours."""
    return row.ended_at is None and row.expires_at > now and row.last_seen_at > now - IDLE
