"""Signing in: a person of one organisation proves who they are, and is known for one working day.

The front door for whoever is not in yet: sign-in, invitation, reset, and one's own account and sessions. Promises: a
password is kept as an argon2 hash only, a token as a SHA-256 only; a session lies in a row and ends when the person
says so; nobody learns here who else belongs to an organisation.
"""

from __future__ import annotations

from typing import Any, Protocol

from flask import Blueprint

from tenants.sign_in import chores as chores  # its import makes the chores known
from tenants.sign_in.actions import (
    close_account,
    demo_hash,
    end_sessions,
    follow_address,
    invite,
    invite_by_hand,
    set_demo_password,
)
from tenants.sign_in.models import Credential, OneUseLink, SignInSession
from tenants.sign_in.policy import can_invite
from tenants.sign_in.queries import concerned_by_leaving


class Wanted(Protocol):
    """The settings that this room reads."""

    @property
    def redis_url(self) -> str:
        """Where tries are counted."""

    @property
    def password_cost(self) -> str:
        """What a hash costs: "full" or "least"."""

    @property
    def secure(self) -> bool:
        """Whether cookies are for https only."""


def blueprints() -> tuple[Blueprint, ...]:
    """The pages of this room."""
    from tenants.sign_in import account, views

    return (views.bp, account.bp)


def install(app: Any, settings: Wanted) -> None:
    """Sessions are rows, and `g.actor` and `g.organisation` are known in each request of an organisation."""
    from tenants.sign_in import keeping, letters, passwords, throttle, visitor
    from tenants.web import address

    passwords.set_cost(settings.password_cost)
    throttle.bind(settings.redis_url)
    letters.register()
    app.session_interface = keeping.Keeper(settings.secure)
    first = app.before_request_funcs.setdefault(None, [])
    first.insert(first.index(address.check_address), keeping.raise_trouble)
    visitor.install(app)
    app.extensions["sign_in_endpoint"] = "sign_in.form"


__all__ = [
    "Credential", "OneUseLink", "SignInSession", "blueprints", "can_invite", "close_account", "concerned_by_leaving",
    "demo_hash", "end_sessions", "follow_address", "install", "invite", "invite_by_hand", "set_demo_password",
]  # fmt: skip
