"""Lists: my questions, all that I may read, HR's queue; and HR's service in figures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import request

from coaching_library.threads import forms, policy, queries
from coaching_library.threads.models import QuestionClock
from coaching_library.threads.queries import KEYS, QUEUED, Narrowed
from coaching_library.threads.rules import Hours
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
    context: dict[str, Any] = {
        "page": page,
        "draft": draft,
        "marks": queries.marks([each.id for each in page.rows]),
        "answers": queries.last_answers(page.rows),
        "tabs": tabs(actor, "mine"),
    }
    return answer("threads/mine.html", **context, **helpers())


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
    context: dict[str, Any] = {
        "page": page,
        "marks": marks,
        "answers": queries.last_answers([each for each in page.rows if each.asker_id == actor.id]),
        "form": form,
        "narrows": narrowed.is_on or bool(words),
        "tabs": tabs(actor, "browse"),
    }
    return answer("threads/browse.html", **context, **helpers())


@bp.get("/desk")
@gate(None, policy.works_in_hr)
def desk() -> Any:
    """HR's queue: what waits longest comes first, unanswered before all. Where there is no head of HR to be told of what is
    overdue with others, all of HR sees it.
    """
    actor = current.actor()
    which = request.args.get("which", "")
    which = which if which in WHICH else "unanswered"
    own = request.args.get("whose") != "all"
    page = paged(queries.queue(actor, which, mine=own), QUEUED, **pages())
    hours, now = queries.every_hours([row.QuestionClock for row in page.rows]), clock.now()
    mine, every = queries.queue_counts(actor)
    has_head = actor.is_hr_head or bool(people.holders("hr_head"))
    escalated = queries.escalated(actor) if actor.is_hr_head or not has_head else []
    listed = not own and which in ("unanswered", "live")
    others = [
        (watch, question) for watch, question in escalated if question is None or not listed or question.asker_id == actor.id
    ]
    context: dict[str, Any] = {
        "page": page,
        "rows": [_waiting(row, hours[row.QuestionClock.company_id], now) for row in page.rows],
        "which": which,
        "own": own,
        "mine": mine,
        "counts": mine if own else every,
        "stale": queries.to_verify(actor),
        "escalated": others,
        "has_head": has_head,
        "names": people.names({watch.owner_id for watch, _question in others}) if others else {},
        "tabs": tabs(actor, "desk"),
    }
    return answer("threads/desk.html", **context, **helpers())


def _waiting(row: Any, hours: Hours, now: datetime) -> Waiting:
    """One row of the queue, with what its clock shows now."""
    watch: QuestionClock = row.QuestionClock
    again = row.Question.state == "open" and row.waits > watch.asked_at
    return Waiting(
        question=row.Question,
        minutes=hours.between(row.waits, now) if again else queries.watch_of(watch).at(now, hours),
        due_at=watch.due_at,
        is_escalated=watch.escalated_at is not None and watch.first_at is None,
        is_overdue=watch.due_at is not None and watch.due_at <= now,
        opened_again=again,
        answered_after=watch.first_minutes,
    )


@bp.get("/service")
@gate(None, policy.can_see_service)
def service() -> Any:
    """HR's service in figures: of all for HR, and of those who accompany one for managers."""
    actor, form = current.actor(), forms.PeriodForm(request.args)
    last = organisations.today()
    told = queries.service(actor, last - timedelta(days=form.length - 1), last)
    form.days.data = str(form.length)
    return answer("threads/service.html", told=told, form=form, tabs=tabs(actor, "service"), **helpers())
