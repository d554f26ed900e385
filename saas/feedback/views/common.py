"""What the pages of this room share: the blueprint, addresses, and whom somebody typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from saas.feedback import policy
from tenants import people
from tenants.law import Invalid
from tenants.people import Actor, Person
from tenants.web import current

bp = Blueprint("feedback", __name__, url_prefix="/feedback")


def feedback_url(feedback_id: UUID) -> str:
    """The address of feedback."""
    return url_for("feedback.page", feedback_id=feedback_id)


def request_url(request_id: UUID) -> str:
    """The address of a request."""
    return url_for("feedback.request_page", request_id=request_id)


def draft_url(draft_id: UUID) -> str:
    """The address of a draft."""
    return url_for("feedback.draft", draft_id=draft_id)


def pages() -> dict[str, Any]:
    """Where in a list the reader is, out of the address."""
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def called(person: Person) -> str:
    """How we speak of somebody."""
    return person.called or person.name


def tie(subject_id: UUID) -> str:
    """How the reader works with the one to whom they write: "leads" them, is "led" by them, or neither."""
    actor = current.actor()
    if subject_id in actor.report_ids:
        return "leads"
    return "led" if actor.standing.manager_id == subject_id else ""


def tabs(actor: Actor, here: str) -> list[tuple[str, str, bool, None]]:
    """The lists that the actor has."""
    found = [("received", _("Received")), ("given_list", _("Given")), ("requests", _("Requests"))]
    if policy.reads_for_a_team(actor):
        found.append(("team", _("From my team")))
    return [(url_for(f"feedback.{endpoint}"), label, endpoint == here, None) for endpoint, label in found]


def in_address(name: str = "person") -> Person | None:
    """The person whose id the address says, if there is one who has not left."""
    try:
        found = people.person(UUID(request.args.get(name, "")))
    except ValueError:
        return None
    return found if found is not None and found.state != "left" else None


def typed(form: Any, name: str) -> Person | None:
    """The person typed into that field; what is wrong with it stands beside it, and None is returned."""
    if not form[name].data:
        return None
    try:
        return people.whom(form[name].data, name)
    except Invalid as no:
        form.refuse(no)
        return None
