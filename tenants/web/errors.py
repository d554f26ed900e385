"""Every refusal has a page in plain words. No stack trace, SQL or constraint name ever reaches a reader."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from tenants.law import Invalid, NotNow, OutOfTurn, Refused, Stale
from tenants.web import address, current
from tenants.web.gates import to_sign_in

log = logging.getLogger(__name__)

PAGES = frozenset({403, 404, 405, 409, 410, 413, 422, 429, 500, 503})

CANCELLED = "57014"
"""The database ended a statement that took longer than `statement_timeout`."""

AT_ONCE = frozenset({"40001", "40P01", "55P03", "23505"})
"""Somebody else was quicker, or held what was needed for too long."""


def page(status: int, template: str | None = None, **context: Any) -> Any:
    """The error page for `status`, with what was typed, which is given back where the page has a place for it."""
    name = template or f"errors/{status if status in PAGES else 500}.html"
    given = {"request_id": g.get("request_id"), "status": status, "kept": typed(), "is_refused": status == 422}
    return render_template(name, **given, **context), status


NOT_WORDS = frozenset({
    "csrf_token", "version", "draft_version", "seen", "hash", "read", "next", "op", "key", "mine", "theirs", "task", "back",
})  # fmt: skip
"""Fields that the page itself fills in."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CHOSEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=.*[_.:])[a-z][a-z0-9_.:-]{0,19}|on|y")
"""Ids, keys and ticks: what stands in hidden fields, lists and boxes. Words, numbers and days are given back, also where they
were chosen in a list: only the page knows that.
"""


def typed() -> list[str]:
    """What stood in the form that can't be taken, for a page that gives it back: neither secrets nor what a page fills in."""
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:  # it could not even be read
        return []
    words = [_CONTROL.sub("", v) for k, v in sent if k not in NOT_WORDS and "password" not in k]
    return [each for each in words if each.strip() and not _CHOSEN.fullmatch(each)]


def came_from() -> str | None:
    """The page from which the form was sent, as a path of this organisation. None where the browser names none, or another
    site's: whoever sent somebody here does not choose where they go on to.
    """
    try:
        page_ = urlsplit(request.referrer or "")
    except ValueError:  # no address at all
        return None
    here = page_.scheme in ("http", "https") and page_.netloc.lower() == request.host.lower()
    if not here or not page_.path.startswith(f"{request.script_root}/") or page_.path.startswith("//"):
        return None
    return f"{page_.path}?{page_.query}" if page_.query else page_.path


def install(app: Flask) -> None:
    """Register the handlers: refusals of our own verbs first, then what the machine says."""
    _install_refusals(app)
    _install_faults(app)


def _install_refusals(app: Flask) -> None:

    @app.before_request
    def _number() -> None:
        g.request_id = uuid4().hex[:12]

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error
        if error.code == 503 and error.description == "suspended":
            return page(503, "errors/suspended.html", reason=g.address.reason)
        if error.code in (400, 401):
            return page(422)
        return page(error.code, description=error.description)

    @app.errorhandler(Refused)
    def _refused(error: Refused) -> Any:
        return page(403, words=str(error))

    @app.errorhandler(NotNow)
    def _not_now(error: NotNow) -> Any:
        return page(409, words="" if isinstance(error, OutOfTurn) else str(error), back=came_from())

    @app.errorhandler(Stale)
    def _stale(_error: Stale) -> Any:
        return page(409, stale=True, back=came_from())

    @app.errorhandler(Invalid)
    def _invalid(error: Invalid) -> Any:
        return page(422, messages=list(error.errors.values()))

    @app.errorhandler(CSRFError)
    def _old_page(_error: CSRFError) -> Any:
        if current.actor_or_none() is None and "csrf_token" not in request.form and address.slug() is not None:
            return to_sign_in()
        return page(409, old_page=True)


def _install_faults(app: Flask) -> None:
    @app.errorhandler(PoolTimeout)
    def _away(error: Exception) -> Any:
        log.error("database out of reach: %s", type(error).__name__)
        return page(503)

    @app.errorhandler(DBAPIError)
    def _database(error: DBAPIError) -> Any:
        state = getattr(error.orig, "sqlstate", "") or ""
        if state == CANCELLED:
            log.error("a statement took too long, request %s", g.get("request_id"))
            return page(503, too_long=True)
        if state in AT_ONCE:
            log.warning("two at once, sqlstate %s", state)
            return page(409)
        if isinstance(error, OperationalError):
            return _away(error)
        log.exception("database refused, sqlstate %s", state)
        return page(500)

    @app.errorhandler(Exception)
    def _bug(_error: Exception) -> Any:
        log.exception("request %s", g.get("request_id"))
        return page(500)
