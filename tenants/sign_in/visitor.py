"""What flask-login knows of us: a visitor is a session row with its person. Nothing outlives the session."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, session
from flask_login import LoginManager, UserMixin

from tenants.people import Person
from tenants.sign_in.models import SignInSession


class Visitor(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """A signed-in person on one device."""

    def __init__(self, row: SignInSession, person: Person) -> None:
        self.row, self.person = row, person

    def get_id(self) -> str:
        """The id of the session's row."""
        return str(self.row.id)

    @property
    def is_active(self) -> bool:
        """Whether the person may be signed in at all."""
        return self.person.state == "active"


class HouseLogin(LoginManager):  # type: ignore[misc]  # flask-login has no types
    """flask-login without its second cookie, and without a context processor that would ask for each template."""

    def init_app(self, app: Flask, add_context_processor: bool = False) -> None:  # noqa: ARG002  # flask-login's signature
        """Attach to the app."""
        app.login_manager = self  # type: ignore[attr-defined]  # flask-login's own way

    def _load_user_from_remember_cookie(self, _cookie: str) -> None:
        """There is no such cookie; one that somebody made up means nothing."""
        return


def install(app: Flask) -> None:
    """flask-login tells who the visitor is, from the row that this request has loaded already."""
    manager = HouseLogin()
    manager.session_protection = None
    manager.init_app(app)

    @manager.user_loader  # type: ignore[untyped-decorator]  # flask-login has no types
    def _visitor(row_id: str) -> Any:
        actor = g.get("actor")
        row = getattr(session, "row", None)
        return Visitor(row, actor.person) if actor is not None and row is not None and str(row.id) == row_id else None
