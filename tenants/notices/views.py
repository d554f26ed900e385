"""The inbox, and in a demo the page of one's own mail."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from tenants.law import Stale
from tenants.notices import actions, delivery, policy, queries
from tenants.notices.forms import ChoiceForm
from tenants.notices.models import Mail, Notice
from tenants.web import answer, current, done, gate
from tenants.web.gates import anybody

bp = Blueprint("notices", __name__, url_prefix="/notices")
post = Blueprint("mail", __name__, url_prefix="/mail")


@bp.get("/")
@gate(None, anybody)
def inbox() -> Any:
    """What happened for the person who asks, newest day first."""
    found = queries.inbox(current.actor().id, current.zone(), request.args.get("after"))
    return answer("notices/inbox.html", "notices/_inbox.html", inbox=found)


@bp.get("/choices")
@gate(None, anybody)
def choices() -> Any:
    """Which letters I get beside my inbox."""
    return _choices(None)


@bp.post("/choices")
@gate(None, anybody)
def choose() -> Any:
    """I get these letters from now on."""
    form, seen = ChoiceForm(request.form), request.form.get("version") or None
    try:
        actions.choose(
            at_once=bool(form.at_once.data),
            in_the_morning=bool(form.in_the_morning.data),
            by=current.actor(),
            seen=current.seen() if seen is not None else None,
        )
    except Stale:
        return _choices(form, 409)
    flash(_("Saved."))
    return done(url_for("notices.choices"))


def _choices(form: ChoiceForm | None, status: int = 200) -> Any:
    found = queries.choice_of(current.actor().id)
    data = {"at_once": found is None or found.at_once, "in_the_morning": found is None or found.in_the_morning}
    return answer(
        "notices/choices.html",
        status=status,
        form=form or ChoiceForm(data=data),
        seen=found.version if found is not None else "",
        moved=status == 409,
    )


@bp.get("/<uuid:notice_id>")
@gate(queries.notice, policy.can_read_notice)
def follow(notice: Notice) -> Any:
    """Leads to what the notice is about; it counts as read from then on."""
    actions.read(notice, by=current.actor())
    return redirect(request.script_root + notice.url, 303)


@bp.post("/<uuid:notice_id>/readings")
@gate(queries.notice, policy.can_read_notice)
def read(notice: Notice) -> Any:
    """Marks one notice read."""
    actions.read(notice, by=current.actor())
    return done(url_for("notices.inbox"))


@bp.post("/readings")
@gate(None, anybody)
def read_all() -> Any:
    """Marks every notice read."""
    actions.read_all(by=current.actor())
    return done(url_for("notices.inbox"))


def is_demo(_actor: Any) -> bool:
    """The page of mail exists in demo organisations only."""
    where = current.organisation()
    return bool(where and where.demo)


def can_read_in_demo(actor: Any, mail: Mail) -> bool:
    """One's own mail, in a demo."""
    return is_demo(actor) and policy.can_read_mail(actor, mail)


def _outbox() -> str | None:
    where = current.organisation()
    return delivery.outbox(where) if where is not None else None


@post.get("/")
@gate(None, is_demo)
def letters() -> Any:
    """One's own mail, newest first."""
    page = queries.letters(current.actor().id, request.args.get("after"))
    return answer("notices/mail.html", page=page, lies=_outbox(), leaves=delivery.has_server())


@post.get("/<uuid:mail_id>")
@gate(queries.mail, can_read_in_demo)
def letter(mail: Mail) -> Any:
    """One letter, as it was sent."""
    if mail.state == "queued":
        abort(404)
    folder = _outbox() if mail.state == "sent" else None
    return answer("notices/letter.html", mail=mail, lies=f"{folder}/{mail.id}.eml" if folder else None)
