"""The session of a request: a row for who is signed in, a signed cookie without identity before, nothing at the root.

There is one cookie, `sameboat`, valid below the organisation's address only. For a signed-in person it holds the random
token of the row; before, it holds the token of the forms and nothing else.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from copy import deepcopy
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, Request, Response, g
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from werkzeug.datastructures import CallbackDict

from tenants import organisations
from tenants.isolation import clock, enter, open_unit
from tenants.isolation import session as unit_session
from tenants.sign_in import actions, queries
from tenants.sign_in.models import SignInSession
from tenants.sign_in.rules import SEEN
from tenants.web import address

log = logging.getLogger(__name__)
T = TypeVar("T")

COOKIE = "sameboat"
KEEPS = frozenset({"csrf_token", "_flashes"})
"""What a session may hold; anything else that a library puts there lasts for the request."""


class Kept(CallbackDict[str, Any], SessionMixin):
    """What this request knows of its visitor. `silent` sessions are neither read from nor written to the visitor."""

    modified = False
    accessed = True

    def __init__(
        self, initial: Mapping[str, Any] | None = None, row: SignInSession | None = None, *, silent: bool = False
    ) -> None:
        def changed(kept: Kept) -> None:
            kept.modified = True

        super().__init__(dict(initial or {}), changed)
        self.row = row
        self.silent = silent
        self.new_token: str | None = None
        self.over = False

    def begin(self, row: SignInSession, token: str) -> None:
        """From now on the visitor is the person of `row`: nothing of what was there before goes on."""
        self.clear()
        self.update(row.data)
        self.row, self.new_token, self.over = row, token, False

    def end(self) -> None:
        """From now on the visitor is nobody, and the cookie goes."""
        self.clear()
        self.row, self.new_token, self.over = None, None, True

    def plain(self) -> dict[str, Any]:
        """What is kept, as JSON; lazy words are spoken in the language of this request."""
        kept: dict[str, Any] = json.loads(json.dumps({k: v for k, v in self.items() if k in KEEPS}, default=str))
        return kept


def _set_free(thing: T) -> T:
    """The row leaves the session: it can still be read when the work has been rolled back, for the page that says so.

    Who wants to change it loads it anew.
    """
    if thing is not None:
        unit_session().expunge(thing)
    return thing


class Keeper(SessionInterface):
    """Opens and saves the session. A database that is away ends in its page, not in a crash, and signs nobody out."""

    def __init__(self, secure: bool) -> None:
        self.secure = secure

    def _signer(self, app: Flask) -> URLSafeSerializer:
        return URLSafeSerializer(str(app.secret_key), salt=f"before sign-in at {address.slug()}")

    def open_session(self, app: Flask, request: Request) -> Kept:
        """Who visits, in which organisation: `g.organisation` and `g.actor` are set."""
        if address.slug() is None:
            return Kept(silent=True)
        try:
            address.arrive()
            return self._recall(app, request.cookies.get(COOKIE, ""))
        except SQLAlchemyError as trouble:
            g.trouble = trouble
            return Kept(silent=True)

    def _recall(self, app: Flask, cookie: str) -> Kept:
        if g.address is None or g.address.state not in ("active", "suspended"):
            return Kept(silent=True)
        signed = "." in cookie
        token = cookie if cookie and not signed and g.address.state == "active" else None
        organisation, row, actor = queries.arrival(token)
        g.organisation = _set_free(organisation)
        if organisation is not None:
            organisations.bring(organisation)
        if g.address.state == "suspended":
            return Kept(silent=True)
        if row is not None and actor is not None:
            _set_free(actor.person)
            g.actor = actor
            return Kept({**deepcopy(row.data), "_user_id": str(row.id)}, row)
        if signed:
            try:
                data = self._signer(app).loads(cookie)
            except BadSignature:
                data = None
            if isinstance(data, str):
                return Kept({"csrf_token": data})
        return Kept()

    def save_session(self, app: Flask, kept: SessionMixin, response: Response) -> None:
        """Write what changed, to the row or to the cookie; a refusal, which is rolled back, changes neither."""
        if not isinstance(kept, Kept) or kept.silent:
            return
        stands = response.status_code < 400
        if kept.new_token is not None:
            if stands:
                self._set(response, kept.new_token)
        elif kept.over:
            if stands:
                response.delete_cookie(COOKIE, path=address.mount(), secure=self.secure, httponly=True, samesite="Lax")
        elif kept.row is not None and stands:
            seen = clock.now() - kept.row.last_seen_at > SEEN
            data = kept.plain() if kept.modified else None
            if seen or (data is not None and data != kept.row.data):
                actions.touch(kept.row, data=data, seen=seen)
        elif kept.row is None and kept.modified and "csrf_token" in kept:
            self._set(response, str(self._signer(app).dumps(kept["csrf_token"])))

    def _set(self, response: Response, value: str) -> None:
        response.set_cookie(COOKIE, value, path=address.mount(), secure=self.secure, httponly=True, samesite="Lax")


def raise_trouble() -> None:
    """What went wrong while the session was opened goes wrong here, where it gets its page."""
    trouble = g.pop("trouble", None)
    if trouble is not None:
        address.leave(commit=False)
        if isinstance(trouble, DBAPIError) and trouble.connection_invalidated:
            log.warning("the database closed a connection")
        raise trouble


def write_down() -> None:
    """What this request has noted is kept although its answer is a refusal; what follows is another unit of work."""
    address.leave(commit=True)
    enter(open_unit(), g.address.id)


def wait_seconds(until: Any) -> int:
    """Whole seconds from now to `until`, at least one."""
    left: timedelta = until - clock.now()
    return max(1, int(left.total_seconds()) + 1)
