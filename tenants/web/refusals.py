"""What a signed-in person tried and was refused is kept, after the answer has left.

A refused request changes nothing: its unit of work is rolled back. So the note is a unit of its own, and it is written when
the answer is on its way: nobody waits for it, and by no clock can "not yours" be told from "not there". Unknown ids, other
organisations' things and strangers leave no note.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Flask, Response, g, request

from tenants import isolation
from tenants.journal import Tried, record_refusal
from tenants.web import current

log = logging.getLogger(__name__)

_PLACE = re.compile(r"<[^<>]*>")


def install(app: Flask) -> None:
    """Look at each refused answer."""

    @app.after_request
    def _note(response: Response) -> Response:
        tried = _tried(response.status_code)
        if tried is not None:
            tenant, me = g.address.id, current.actor().id
            response.call_on_close(lambda: _write(tenant, me, tried))
        return response


def _tried(status: int) -> Tried | None:
    """What was refused to whom; None where it was nothing that the gate had found, or nobody is signed in."""
    if status not in (403, 404) or current.actor_or_none() is None or request.url_rule is None:
        return None
    if "gated" not in g or (status == 404 and not g.get("hidden")):
        return None
    route = _PLACE.sub("…", request.url_rule.rule)
    row = next(_rows(g.gated), None)
    if row is None:
        return Tried(request.method, route, status)
    return Tried(request.method, route, status, row.__tablename__, row.id, _about(row))


def _rows(thing: Any) -> Iterator[Any]:
    """The rows that the address names, out of what the gate fetched: that itself, or a part of it."""
    named = [value for value in (request.view_args or {}).values() if isinstance(value, UUID)]
    parts = [thing, *getattr(thing, "__dict__", {}).values()] if thing is not None else []
    for key in named:
        yield from (part for part in parts if hasattr(part, "__tablename__") and part.id == key)


def _about(row: Any) -> UUID | None:
    found: UUID | None = row.id if row.__tablename__ == "person" else getattr(row, "person_id", None)
    return found


def _write(tenant: UUID, me: UUID, tried: Tried) -> None:
    try:
        with isolation.transaction(tenant, me):
            record_refusal(tried, by=me)
    except Exception:  # the answer has left; a note that could not be written must not become somebody's broken page
        log.exception("a refusal was not noted: %s %s", tried.method, tried.route)
