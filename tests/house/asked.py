"""Questions of the large organisations: more than a page of each list, one of them with all that a page of one can hold."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from sqlalchemy import select

from coaching_library import policies, threads
from coaching_library.threads import Asked, Rests
from coaching_library.topics import About, Task
from tenants import isolation
from tenants.people import Actor

MANY = 60
ABOUT = About(Task.PLAN_READ, "Half-year", "/plan/")


def questions(by: Callable[[str], Actor], employee: str, partner: str, head: str) -> dict[str, str]:
    """What the addresses of the room need; `by` lets somebody act. The one question is solved and not official: that can still
    be made official, an article, or the same as another.
    """
    [section, *_more] = [each.id for each in policies.choices_to_cite(by(head))]
    for n in range(MANY):
        _ask(by(employee), "everyone", f"How do I rate goal {n}?")
        _ask(by(partner if n % 2 else head), "everyone", f"And how do we in HR rate goal {n}?")
        threads.keep_reply(f"Reply {n}", "Rate what is in force.", shared=True, by=by(partner))
    for n in range(4):
        question_id = _ask(by(employee), "team", f"How do I rate a goal that changed, in month {n}?")
        actor = by(partner)
        answer = threads.answer(_sheet(question_id), "By what is in force.", by=actor)
        actor = by(employee)
        threads.accept(_sheet(question_id), answer.id, by=actor)
        if n < 3:
            actor = by(head)
            threads.endorse(_sheet(question_id), answer.id, Rests(frozenset({section})), by=actor)
    actor = by(employee)
    threads.save_draft(Asked("Begun", "And not asked.", "team", ABOUT), by=actor, seen=0)
    by(partner)
    session = isolation.session()
    reply = session.scalars(select(threads.SavedReply.id).order_by(threads.SavedReply.id)).first()
    card = session.scalars(select(threads.QuestionCard.id)).first()
    assert card is not None, "three cite the same section"
    return {"question_id": str(question_id), "reply_id": str(reply), "card_id": str(card)}


def _ask(by: Actor, audience: str, title: str) -> UUID:
    return threads.ask(Asked(title, "In words.", audience, ABOUT), by=by, seed=uuid4(), although=True).id


def _sheet(question_id: UUID) -> threads.Sheet:
    found = threads.question(question_id)
    assert found is not None, "whoever acts reads it"
    return found
