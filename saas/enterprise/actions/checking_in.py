"""The owner says how their goal goes: a dated record that nobody changes."""

from __future__ import annotations

from datetime import timedelta

from saas.enterprise import events, policy, queries, rules
from saas.enterprise.actions.keeping import _held
from saas.enterprise.models import EnterpriseCheckIn, EnterpriseValue
from saas.enterprise.rules import Said
from saas.enterprise.sheets import GoalSheet
from saas.enterprise.states import MACHINE
from saas.measures import tidy
from tenants import journal, organisations
from tenants.isolation import clock, session
from tenants.law import Invalid, require
from tenants.people import Actor


def check_in(
    sheet: GoalSheet,
    *,
    words: str,
    said: dict[str, Said],
    confidence: int | None = None,
    by: Actor,
    seen: int | None = None,
) -> EnterpriseCheckIn:
    """What the owner says today stands beside the goal: words, and per key result (by its id) a value and how sure they are.

    A goal without key results takes `confidence` for the whole. Only the owner; Invalid; Stale, NotNow unless it is open.
    """
    require(policy.can_check_in(by, sheet))
    goal = _held(sheet, seen)
    words = tidy(words)
    rows = queries.results_of([goal.id])
    errors = rules.said_problems([row.result for row in rows], said, confidence, words)
    if errors:
        raise Invalid(errors)
    MACHINE.move(goal, "check_in")
    sure = min((said[str(row.id)].confidence or 0 for row in rows), default=confidence or 0)
    made = EnterpriseCheckIn(goal_id=goal.id, author_id=by.id, said_at=clock.now(), confidence=sure, words=words)
    session().add(made)
    session().flush()
    for row in rows:
        each = said[str(row.id)]
        session().add(EnterpriseValue(check_in_id=made.id, result_id=row.id, value=each.value, confidence=each.confidence or 0))
        row.value, row.confidence = each.value if each.value is not None else row.value, each.confidence
    today = organisations.today()
    goal.confidence, goal.checked_on, goal.due_on = sure, today, today + timedelta(days=goal.every_days)
    journal.record(events.EnterpriseCheckedIn(sure), by=by, on=goal)
    session().flush()
    return made
