"""HR's service in numbers, from clocks alone: nothing of what anybody asked is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from coaching_library.threads.models import QuestionClock, QuestionDeflection
from coaching_library.threads.queries.clocks import goal
from coaching_library.threads.queries.relations import circle
from coaching_library.threads.rules import FEW, median, percent, within_eighty
from coaching_library.threads.sheets import Figures, Service
from tenants import organisations, people
from tenants.isolation import session
from tenants.people import Actor

COLUMNS = (
    QuestionClock.owner_id,
    QuestionClock.first_minutes,
    QuestionClock.accepted_minutes,
    QuestionClock.escalated_at,
    QuestionClock.ending,
)


def service(actor: Actor, first: date, last: date) -> Service:
    """HR's answering of what was asked from `first` to `last`, as far as the actor may see it, frozen.

    The head of HR sees the whole and each partner; an HR partner the whole and their own; a manager the figures of those who
    accompany them, from three questions up. A constant number of statements.
    """
    rows = list(session().execute(select(*COLUMNS).where(*_within(QuestionClock.asked_at, first, last), QuestionClock.counts)))
    due = goal()
    by_owner: dict[UUID, list[Any]] = {}
    for row in rows:
        by_owner.setdefault(row.owner_id, []).append(row)
    if actor.is_hr_head:
        shown, few = set(by_owner) | set(circle().hr.hr), 0
    elif actor.is_hr:
        shown, few = {actor.id}, 0
    else:
        shown, few = set(circle().hr.partners_of(actor.standing)), FEW
    names = people.names(shown)
    partners = tuple(
        (each, figures(by_owner.get(each.id, []), due) if len(by_owner.get(each.id, [])) >= few else None)
        for each in sorted(names.values(), key=lambda one: (one.sort_key, one.id))
    )
    whole, deflected = None, None
    if actor.is_hr:
        whole = figures(rows, due)
        found = select(func.count(QuestionDeflection.id)).where(*_within(QuestionDeflection.at, first, last))
        deflected = session().scalar(found) or 0
    return Service(first, last, due, whole, deflected, partners)


def _within(column: Any, first: date, last: date) -> tuple[Any, Any]:
    return column >= organisations.dawn(first), column < organisations.dawn(last + timedelta(days=1))


def figures(rows: Iterable[Any], due: int) -> Figures:
    """What these rows of `COLUMNS` come to."""
    rows = list(rows)
    first = [row.first_minutes for row in rows if row.first_minutes is not None]
    missed = sum(row.first_minutes is None and row.escalated_at is not None for row in rows)
    accepted = [row.accepted_minutes for row in rows if row.accepted_minutes is not None]
    return Figures(
        asked=len(rows),
        first_median=median(first),
        first_eighty=within_eighty(first),
        within_goal=percent(sum(each <= due for each in first), len(first) + missed),
        accepted_median=median(accepted),
        accepted_eighty=within_eighty(accepted),
        accepted=len(accepted),
        waiting=sum(row.first_minutes is None and row.accepted_minutes is None and not row.ending for row in rows),
        escalated=sum(row.escalated_at is not None for row in rows),
        unaccepted=sum(row.ending == "silence" for row in rows),
    )
