"""Lists: my questions, all that I may read, HR's queue; and HR's service in figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _

from coaching_library.threads import forms, policy, queries
from coaching_library.threads.queries import KEYS, QUEUED, Narrowed
from coaching_library.threads.sheets import Waiting
from coaching_library.threads.views.common import bp, helpers, pages, tabs
from tenants import organisations, people
from tenants.isolation import clock
from tenants.web import answer, current, gate, paged
from tenants.web.gates import anybody

WHICH = ("unanswered", "waiting", "answered", "live")


@bp.get("/")
@gate(None, anybody)
def mine() -> Any:
    """What I asked, the newest first; and what I have begun to write."""
    actor = current.actor()
    page = paged(queries.asked_by(actor.id), KEYS, **pages(), falling=True)
    draft = queries.draft_of(actor.id, None)
    marks = queries.marks([each.id for each in page.rows])
    return answer("threads/mine.html", page=page, draft=draft, marks=marks, tabs=tabs(actor, "mine"), **helpers())


@bp.get("/all")
@gate(None, anybody)
def browse() -> Any:
    """What I may read, the newest first, or what fits words."""
    actor, form = current.actor(), forms.NarrowForm(request.args)
    narrowed = Narrowed(form.chosen("topic"), form.chosen("standing"))
    words = organisations.clean((form.q.data or "")[:120])
    query = queries.browse(actor, narrowed)
    if words:
        query = queries.among_found(query, words)
    page = paged(query, KEYS, **pages(), falling=True)
    marks = queries.marks([each.id for each in page.rows])
    narrows = narrowed.is_on or bool(words)
    return answer(
        "threads/browse.html", page=page, marks=marks, form=form, narrows=narrows, tabs=tabs(actor, "browse"), **helpers()
    )


@bp.get("/desk")
@gate(None, policy.works_in_hr)
def desk() -> Any:
    """HR's queue: what waits longest comes first, unanswered before all."""
    actor = current.actor()
    which = request.args.get("which", "")
    which = which if which in WHICH else "unanswered"
    own = request.args.get("whose") != "all"
    page = paged(queries.queue(actor, which, mine=own), QUEUED, **pages())
    hours, now = queries.every_hours([row[0] for row in page.rows]), clock.now()
    rows = [
        Waiting(
            question=question,
            minutes=queries.watch_of(watch).at(now, hours[watch.company_id]),
            due_at=watch.due_at,
            is_escalated=watch.escalated_at is not None and watch.first_at is None,
        )
        for watch, question in page.rows
    ]
    escalated = queries.escalated(actor) if actor.is_hr_head else []
    context: dict[str, Any] = {
        "page": page,
        "rows": rows,
        "which": which,
        "own": own,
        "counts": queries.queue_counts(actor),
        "stale": queries.to_verify(actor),
        "escalated": escalated,
        "names": people.names({each.owner_id for each in escalated}) if escalated else {},
        "now": now,
        "tabs": tabs(actor, "desk"),
        "which_labels": {
            "unanswered": _("Unanswered"),
            "waiting": _("Asked back"),
            "answered": _("Answered, not accepted"),
            "live": _("All open"),
        },
    }
    return answer("threads/desk.html", **context, **helpers())


@bp.get("/service")
@gate(None, policy.can_see_service)
def service() -> Any:
    """HR's service in figures: of all for HR, and of those who accompany one for managers."""
    actor, form = current.actor(), forms.PeriodForm(request.args)
    last = organisations.today()
    told = queries.service(actor, last - timedelta(days=form.length - 1), last)
    form.days.data = str(form.length)
    return answer("threads/service.html", told=told, form=form, tabs=tabs(actor, "service"), **helpers())
