"""Lists: what I was given, what I gave, requests that concern me, and what my team lets me read."""

from __future__ import annotations

from typing import Any

from saas.feedback import policy, queries
from saas.feedback.models import Feedback, FeedbackRequest
from saas.feedback.views.common import bp, called, pages, tabs
from tenants import organisations
from tenants.web import answer, current, gate, paged
from tenants.web.gates import anybody


def _list(query: Any, here: str, **given: Any) -> Any:
    page = paged(query, [Feedback.id], **pages(), falling=True)
    shows = {"received": ("shown",), "given_list": ("given", "shown")}.get(here, ())
    opened = [each.id for each in page.rows if each.state in shows]
    return answer(
        "feedback/list.html",
        page=page,
        here=here,
        tabs=tabs(current.actor(), here),
        previews=queries.previews(opened),
        called=called,
        **given,
    )


@bp.get("/")
@gate(None, anybody)
def received() -> Any:
    """What I was given, the newest first. What I have not opened yet shows no words here."""
    return _list(queries.received(current.actor()), "received")


@bp.get("/given")
@gate(None, anybody)
def given_list() -> Any:
    """What I gave, and what I have begun to write."""
    actor = current.actor()
    return _list(queries.given(actor), "given_list", drafts=queries.drafts_of(actor.id))


@bp.get("/team")
@gate(None, policy.reads_for_a_team)
def team() -> Any:
    """What those who report to me share with me, and what was written because I asked. Its words are read on its page."""
    return _list(queries.shared_with(current.actor()), "team")


@bp.get("/requests")
@gate(None, anybody)
def requests() -> Any:
    """Requests to me, by me, and about me."""
    actor = current.actor()
    page = paged(queries.requests(actor), [FeedbackRequest.id], **pages(), falling=True)
    return answer(
        "feedback/requests.html",
        page=page,
        tabs=tabs(actor, "requests"),
        today=organisations.today(),
        called=called,
    )
