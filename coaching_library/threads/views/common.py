"""What the pages of this room share: the blueprint, addresses, tabs, and sentences about readers and times."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from coaching_library.threads import policy, queries
from coaching_library.threads.models import EVERYONE, MANAGERS, PARTNER, TEAM
from coaching_library.threads.sheets import Sheet
from coaching_library.threads.words import AUDIENCES, lasted
from tenants.isolation import session
from tenants.law import NotNow, Stale, told
from tenants.people import Actor, Person
from tenants.web import current

bp = Blueprint("threads", __name__, url_prefix="/threads")


def load(question_id: UUID, **_address: object) -> Sheet | None:
    """The question of an address."""
    return queries.question(question_id)


def fresh(sheet: Sheet) -> Sheet:
    """The question as it stands now, after something has changed; 404 where the reader reads it no more."""
    session().expire_all()
    found = queries.question(sheet.id)
    if found is None or not policy.can_read(current.actor(), found):
        abort(404)
    return found


def question_url(question_id: UUID, anchor: str | None = None) -> str:
    """The address of a question."""
    return url_for("threads.page", question_id=question_id, _anchor=anchor)


def pages() -> dict[str, Any]:
    """Where in a list the reader is, out of the address."""
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def tabs(actor: Actor, here: str) -> list[tuple[str, str, bool, None]]:
    """The lists that the actor has."""
    found = [("mine", _("My questions")), ("browse", _("All I may read"))]
    if policy.works_in_hr(actor):
        found += [("desk", _("HR’s queue")), ("replies", _("Saved replies")), ("cards", _("Needs work"))]
    if policy.can_see_service(actor):
        found.append(("service", _("HR’s service")))
    return [(url_for(f"threads.{endpoint}"), label, endpoint == here, None) for endpoint, label in found]


def called(person: Person) -> str:
    """How we speak of somebody."""
    return person.called or person.name


def audience_choices(owner: Person | None) -> list[tuple[str, Any]]:
    """Who may read a question, each said in a sentence, from the narrowest on."""
    name = called(owner) if owner is not None else _("your HR partner")
    hints = {
        PARTNER: _("Only you and %(name)s, and whoever stands in for %(name)s.", name=name),
        TEAM: _("You and everybody in HR. %(name)s answers you.", name=name),
        MANAGERS: _("Every line manager and HR. Managers may answer as peers."),
        EVERYONE: _("Everybody in the organisation. Everybody may answer as a peer."),
    }
    return [(key, _("%(label)s. %(hint)s", label=label, hint=hints[key])) for key, label in AUDIENCES.items()]


def who_reads(sheet: Sheet) -> str:
    """Who can read it, in one sentence."""
    question, actor = sheet.question, current.actor()
    asker = sheet.asker
    name = _("you") if asker is not None and asker.id == actor.id else called(asker) if asker is not None else ""
    owner = _("you") if question.owner_id == actor.id else called(question.owner)
    if question.audience == PARTNER:
        return str(_("Only %(asker)s and %(owner)s, and whoever stands in for %(owner)s.", asker=name, owner=owner))
    if question.audience == TEAM:
        said = str(_("%(asker)s and everybody in HR.", asker=name) if name else _("Everybody in HR."))
        return said[:1].upper() + said[1:]
    if question.audience == MANAGERS:
        return str(_("Every line manager, HR, and whoever asked."))
    return str(_("Everybody in the organisation."))


def says(no: Stale | NotNow) -> str:
    """Why something can't be done now, in one sentence."""
    general = _("Something was said or decided meanwhile. Look at it as it stands now, then go on.")
    return told(no) or str(general)


def draft_seen() -> int:
    """The version of the draft that this window holds."""
    text = request.form.get("draft_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def id_in(text: str | None) -> UUID | None:
    """The id that a form or an address names, or None."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


@bp.app_template_global("may_ask")
def may_ask() -> bool:
    """Whether the reader may ask HR at all: a button that leads nowhere is none."""
    return policy.can_ask(current.actor())


def helpers() -> dict[str, Any]:
    """Functions and words for templates of this room."""
    return {"called": called, "lasted": lasted, "audiences": AUDIENCES, "who_reads": who_reads}
