"""Saved replies, and cards that say that a policy or form needs work."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import policies
from coaching_library.threads import actions, forms, policy, queries
from coaching_library.threads.models import QuestionCard, SavedReply
from coaching_library.threads.sheets import Sheet
from coaching_library.threads.views.common import bp, helpers, pages, says, tabs
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale, told
from tenants.web import answer, current, done, gate, paged


@bp.get("/replies")
@gate(None, policy.works_in_hr)
def replies() -> Any:
    """My saved replies and those shared with HR."""
    actor = current.actor()
    page = paged(queries.replies(actor), [SavedReply.id], **pages(), falling=True)
    return answer("threads/replies.html", page=page, tabs=tabs(actor, "replies"), **helpers())


@bp.get("/replies/new")
@gate(None, policy.works_in_hr)
def new_reply() -> Any:
    """The form of one more."""
    return _reply(forms.ReplyForm(), None)


@bp.post("/replies")
@gate(None, policy.works_in_hr)
def make_reply() -> Any:
    """It is kept."""
    return _keep(None)


@bp.get("/replies/<uuid:reply_id>")
@gate(queries.reply, policy.can_use_reply)
def reply_page(found: SavedReply) -> Any:
    """One saved reply; whoever wrote it can change it."""
    return _reply(forms.ReplyForm(data={"title": found.title, "words": found.words, "shared": found.shared}), found)


@bp.post("/replies/<uuid:reply_id>/changes")
@gate(queries.reply, policy.can_use_reply, policy.can_change_reply)
def change_reply(found: SavedReply) -> Any:
    """It reads otherwise from now on."""
    return _keep(found)


@bp.post("/replies/<uuid:reply_id>/removals")
@gate(queries.reply, policy.can_use_reply, policy.can_change_reply)
def drop_reply(found: SavedReply) -> Any:
    """It is gone."""
    actions.drop_reply(found, by=current.actor())
    flash(_("Gone. What was answered with it stays."))
    return done(url_for("threads.replies"))


def _reply(form: forms.ReplyForm, found: SavedReply | None, status: int = 200, **given: Any) -> Response:
    may = found is None or policy.can_change_reply(current.actor(), found)
    context: dict[str, Any] = {"form": form, "reply": found, "may_change": may, "theirs": None, "says": ""}
    return answer("threads/reply.html", status=status, **(context | helpers() | given))


def _keep(found: SavedReply | None) -> Any:
    form, by = forms.ReplyForm(request.form), current.actor()
    form.validate()
    facts: dict[str, Any] = {"shared": bool(form.shared.data), "reply": found}
    facts["seen"] = current.seen() if found is not None else None
    try:
        actions.keep_reply(form.title.data or "", form.words.data or "", by=by, **facts)
    except Invalid as no:
        form.refuse(no)
        return _reply(form, found, 422)
    except Stale as no:
        return _reply(form, no.thing, 409, theirs=no.thing)
    except NotNow as no:
        return _reply(form, None, 409, says=told(no))
    flash(_("Kept."))
    return done(url_for("threads.replies"))


@bp.get("/cards")
@gate(None, policy.works_in_hr)
def cards() -> Any:
    """Which policies and forms need work, as questions alike say."""
    actor = current.actor()
    which = request.args.get("which", "open")
    which = which if which in ("open", "taken_up", "dismissed") else "open"
    page = paged(queries.cards(which), [QuestionCard.id], **pages(), falling=True)
    items = queries.items_of([each.id for each in page.rows])
    labels = policies.cited([each.section_id for each in page.rows if each.section_id is not None])
    context: dict[str, Any] = {
        "page": page,
        "items": items,
        "labels": labels,
        "which": which,
        "tabs": tabs(actor, "cards"),
        "task_of": forms.task_of,
    }
    return answer("threads/cards.html", **context, **helpers())


@bp.get("/cards/<uuid:card_id>")
@gate(queries.card, policy.can_read_card)
def card(found: QuestionCard) -> Any:
    """One of them, with the questions that raised it, as far as the reader may read these."""
    return _card(found)


def _card(found: QuestionCard, status: int = 200, form: forms.ReasonForm | None = None, says: str = "") -> Response:
    actor, ids = current.actor(), queries.items_of([found.id])[found.id]
    readable = [Sheet(each) for each in queries.these(ids)]
    shown = [each for each in readable if policy.can_read(actor, each)]
    label = policies.cited([found.section_id]).get(found.section_id) if found.section_id is not None else None
    context: dict[str, Any] = {
        "found": found, "sheets": shown, "hidden": len(ids) - len(shown), "label": label, "task": forms.task_of(found.task),
        "form": form or forms.ReasonForm(), "says": says,
    }  # fmt: skip
    return answer("threads/card.html", status=status, **context, **helpers())


@bp.post("/cards/<uuid:card_id>/takings")
@gate(queries.card, policy.can_read_card)
def take_up(found: QuestionCard) -> Any:
    """Somebody works on it."""
    return _decide(found, lambda: actions.take_up(found, by=current.actor(), seen=current.seen()), _("Taken up."), None)


@bp.post("/cards/<uuid:card_id>/dismissals")
@gate(queries.card, policy.can_read_card)
def dismiss(found: QuestionCard) -> Any:
    """Nothing needs work, for a reason."""
    form = forms.ReasonForm(request.form)
    form.validate()
    reason = form.reason.data or ""
    said = _("Dismissed. All of HR reads the reason.")
    return _decide(found, lambda: actions.dismiss(found, reason, by=current.actor(), seen=current.seen()), said, form)


def _decide(found: QuestionCard, verb: Any, said: str, form: forms.ReasonForm | None) -> Any:
    try:
        verb()
    except Invalid as no:
        assert form is not None, "a reason was asked for"
        form.refuse(no)
        return _card(found, 422, form)
    except (Stale, NotNow) as no:
        session().expire_all()
        now = queries.card(found.id)
        assert now is not None, "a card is never deleted"
        return _card(now, 409, form, says(no))
    flash(said)
    return done(url_for("threads.card", card_id=found.id))
