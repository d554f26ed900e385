"""Once a day, and at the instants at which something is due: what the calendar does; and whether others asked the same."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from coaching_library.threads import queries
from coaching_library.threads.actions import LOOK, TEND, notice_alike, tend
from coaching_library.threads.models import QuestionClock
from tenants import jobs
from tenants.isolation import session, transaction

AT_ONCE = 500

jobs.chore("questions")(tend)


@jobs.handler(TEND)
def tend_now(ticket: jobs.Ticket) -> None:
    """What is due at this instant is done."""
    with transaction(ticket.tenant):
        tend(AT_ONCE)


@jobs.handler(LOOK)
def look_for_others(ticket: jobs.Ticket) -> None:
    """Whether others asked the same at the same step is looked for among what the owner reads, and nobody reads more by it."""
    question_id = UUID(ticket.payload["question"])
    with transaction(ticket.tenant):
        owner = session().scalars(select(QuestionClock.owner_id).where(QuestionClock.question_id == question_id)).one()
    with transaction(ticket.tenant, owner):
        sheet = queries.question(question_id)
        if sheet is not None:
            notice_alike(sheet.question)
