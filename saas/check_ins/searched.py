"""What check-ins are found by: what was said and answered, by the two while the line between them is in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.check_ins import events, policy, queries
from saas.check_ins.models import CheckIn, CheckInGoal, CheckInReply, CheckInStatement, CheckInSupport
from tenants import find, organisations
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor
from tenants.web import dates

CHANGES_WHAT_IS_FOUND = (events.CheckInSubmitted, events.CheckInAnswered, events.CheckInReplied)


def _documents(check_in_ids: Collection[UUID]) -> Iterator[Document]:
    """Of check-ins in which something was said: whose they are, the last statement, goal by goal, and every answer."""
    last = {
        statement.check_in_id: statement
        for statement in session().scalars(
            select(CheckInStatement).where(CheckInStatement.check_in_id.in_(check_in_ids)).order_by(CheckInStatement.no)
        )
    }
    words: dict[UUID, list[str]] = {id_: [statement.win] for id_, statement in last.items()}
    of = {statement.id: id_ for id_, statement in last.items()}
    goals = select(CheckInGoal.statement_id, CheckInGoal.progress, CheckInGoal.blocker).where(CheckInGoal.statement_id.in_(of))
    for statement_id, progress, blocker in session().execute(goals):
        words[of[statement_id]] += [progress, blocker]
    support = select(CheckInSupport.statement_id, CheckInSupport.words).where(CheckInSupport.statement_id.in_(of))
    for statement_id, said in session().execute(support):
        words[of[statement_id]].append(said)
    replies = select(CheckInReply.check_in_id, CheckInReply.words).where(CheckInReply.check_in_id.in_(last))
    for id_, said in session().execute(replies):
        words[id_].append(said)
    both = joinedload(CheckIn.employee), joinedload(CheckIn.manager)
    for one in session().scalars(select(CheckIn).where(CheckIn.id.in_(last)).options(*both)):
        readers = frozenset({one.employee_id, one.manager_id})
        title = f"{one.employee.name} {one.manager.name} {find.in_every_language(_l('Check-in'))}"
        yield Document(one.id, title, tuple(words[one.id]), readers, organisations.day_of(last[one.id].at))


def _hits(actor: Actor, check_in_ids: Collection[UUID]) -> dict[UUID, Hit]:
    return {
        sheet.id: Hit(
            url=f"/check-ins/{sheet.id}",
            title=_("Check-in of %(name)s", name=sheet.employee.name),
            line=dates.long_day(sheet.check_in.due_on),
            icon="activity",
        )
        for sheet in queries.sheets(check_in_ids)
        if policy.can_read(actor, sheet)
    }


def _every(after: UUID | None, most: int) -> list[UUID]:
    query = select(CheckIn.id).order_by(CheckIn.id).limit(most)
    return list(session().scalars(query if after is None else query.where(CheckIn.id > after)))


FOUND = Kind("check_in", _l("Check-ins"), _documents, _hits, _every)
