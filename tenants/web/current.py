"""Who asks, where, and in which words: the facts of this request, for views and templates only."""

from __future__ import annotations

from typing import Any

from flask import g, has_request_context, request
from werkzeug.exceptions import Unauthorized


def actor() -> Any:
    """The person who asks (`people.Actor`). Raises Unauthorized where nobody is signed in; gates see to that."""
    found = actor_or_none()
    if found is None:
        raise Unauthorized
    return found


def actor_or_none() -> Any | None:
    """The person who asks, or None."""
    return g.get("actor") if has_request_context() else None


def organisation() -> Any | None:
    """The organisation of this request (`organisations.Organisation`), or None at the root."""
    return g.get("organisation") if has_request_context() else None


def zone() -> str:
    """The IANA name of the reader's time zone: theirs, else the organisation's, else UTC."""
    who, where = actor_or_none(), organisation()
    return (who and who.time_zone) or (where and where.time_zone) or "UTC"


def language() -> str | None:
    """The reader's language, else the organisation's; None leaves it to the browser."""
    who, where = actor_or_none(), organisation()
    return (who and who.language) or (where and where.language) or None


def seen() -> int:
    """The version that the sent form was made for (its field `version`); -1, which no object has, where it does not say."""
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
