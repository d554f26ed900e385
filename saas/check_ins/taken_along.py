"""Check-ins as each of the two takes them along: the last statement goal by goal, and the answers.

Nothing of who did the work: the two show that to each other where they said it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas import plan
from saas.check_ins.models import CheckInGoal, CheckInReply, CheckInStatement, CheckInSupport, CheckInValue
from saas.check_ins.words import ENDS, HEALTHS
from saas.taken_along import Said, Told
from tenants import people
from tenants.isolation import among, session

Place = tuple[UUID, UUID]
"""A statement and a goal in it."""


def taken_along(check_in_ids: Collection[UUID]) -> Told:
    """Of each of these check-ins what counts in it, and every answer. For one of the two; seven statements."""
    query = select(CheckInStatement).where(among(CheckInStatement.check_in_id, check_in_ids)).order_by(CheckInStatement.no)
    last = {statement.check_in_id: statement for statement in session().scalars(query)}
    goals = defaultdict[UUID, list[CheckInGoal]](list)
    said = select(CheckInGoal).where(among(CheckInGoal.statement_id, [each.id for each in last.values()]))
    for goal in session().scalars(said.options(joinedload(CheckInGoal.goal)).order_by(CheckInGoal.place)):
        goals[goal.statement_id].append(goal)
    lines = _Lines([goal for some in goals.values() for goal in some])
    names = people.names({statement.author_id for statement in last.values()})
    for check_in_id, one in last.items():
        by = names[one.author_id].name if one.author_id in names else ""
        if one.win:
            yield check_in_id, Said(_("One thing that went well"), one.win, by, one.at)
        for goal in goals[one.id]:
            yield check_in_id, Said(goal.goal.title, "\n".join(lines.of(goal)), by, one.at)
    titles = {goal.goal_id: goal.goal.title for some in goals.values() for goal in some}
    replies = select(CheckInReply).where(among(CheckInReply.check_in_id, check_in_ids)).order_by(CheckInReply.id)
    for reply in session().scalars(replies.options(joinedload(CheckInReply.author))):
        about = titles.get(reply.goal_id, "") if reply.goal_id is not None else ""
        words = "\n".join(text for text in (reply.words, str(ENDS[reply.sees]) if reply.sees else "") if text)
        if words:
            on = _("Answer: %(about)s", about=about) if about else _("Answer")
            yield reply.check_in_id, Said(on, words, reply.author.name, reply.at)


class _Lines:
    """What was said of goals, line by line; of all of them at once."""

    def __init__(self, goals: Collection[CheckInGoal]) -> None:
        of = {goal.statement_id for goal in goals}
        words = plan.worded_then([(goal.goal, goal.version_id) for goal in goals])
        self._titles = {result.key: result.title for each in words for result in each.words.key_results}
        self._values = defaultdict[Place, list[CheckInValue]](list)
        for value in session().scalars(
            select(CheckInValue).where(among(CheckInValue.statement_id, of)).order_by(CheckInValue.id)
        ):
            self._values[value.statement_id, value.goal_id].append(value)
        self._support = defaultdict[Place, list[CheckInSupport]](list)
        for each in session().scalars(select(CheckInSupport).where(among(CheckInSupport.statement_id, of))):
            self._support[each.statement_id, each.goal_id].append(each)

    def of(self, goal: CheckInGoal) -> list[str]:
        """How it stands, its values, what goes on and what is in the way, and what was said of commitments."""
        place = goal.statement_id, goal.goal_id
        values = [self._value(each) for each in self._values[place]]
        texts = goal.progress, goal.blocker and _("In the way: %(words)s", words=goal.blocker)
        support = [each.words for each in self._support[place]]
        return [_state(goal), *values, *(text for text in (*texts, *support) if text)]

    def _value(self, value: CheckInValue) -> str:
        known, sure = self._titles.get(str(value.result_key), "–"), _("confidence %(n)s of 10", n=value.confidence)
        return f"{known}: {value.value.normalize():f}, {sure}" if value.value is not None else f"{known}: {sure}"


def _state(goal: CheckInGoal) -> str:
    told = [str(HEALTHS[goal.health])]
    if goal.confidence is not None:
        told.append(_("confidence %(n)s of 10", n=goal.confidence))
    if goal.claim:
        told.append(str(ENDS[goal.claim]))
    return ", ".join(told)
