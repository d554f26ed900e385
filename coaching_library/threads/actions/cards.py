"""Questions as a sensor (i20): three alike in ninety days say that a policy or form needs work."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _

from coaching_library.threads import events, policy, queries, rules
from coaching_library.threads.models import Question, QuestionCard, QuestionCardItem
from coaching_library.threads.states import CARD
from tenants import find, notices, people
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, Stale, require
from tenants.organisations import unless_taken
from tenants.people import Actor


def notice_section(section_id: UUID) -> QuestionCard | None:
    """Where three questions have cited a section lately, a card stands open for it, with all of them."""
    found = queries.citing(section_id, clock.now() - rules.LATELY)
    return _raise(f"section:{section_id}", found, section_id=section_id) if len(found) >= rules.MANY else None


def notice_alike(question: Question) -> QuestionCard | None:
    """Where three questions asked lately at the same step, or all three at none, are alike in words, among those that whoever
    acts may read, a card stands open for them.
    """
    text = _text(question)
    near = {id_ for _kind, id_ in find.alike(text, ["question"], 40)} | {question.id}
    same = [
        each
        for each in queries.at_the_step(question.task, near, clock.now() - rules.LATELY)
        if each.id == question.id or rules.alike(text, _text(each))
    ]
    if len(same) < rules.MANY:
        return None
    ids = [each.id for each in same]
    there = [each for each in queries.open_cards_of(ids) if each.section_id is None and each.task == question.task]
    cause = there[0].cause if there else f"task:{question.task}:{ids[0]}"
    return _raise(cause, ids, task=question.task)


def _text(question: Question) -> str:
    """What is compared: the title, and the words below it."""
    opening = queries.posts_of(question.id)[0]
    return f"{question.title}\n{opening.words}"


def _raise(cause: str, question_ids: Collection[UUID], *, section_id: UUID | None = None, task: str = "") -> QuestionCard:
    """The card stands open with these questions. Of a new one the heads of HR are told; where there are none, who owns them."""
    card = queries.open_card(cause)
    is_new = card is None
    if card is None:
        card = QuestionCard(cause=cause, section_id=section_id, task=task, raised_at=clock.now(), state="open", version=1)
        try:
            with unless_taken(cause=""):
                session().add(card)
        except Invalid:  # another question of the same moment raised it
            card, is_new = queries.open_card(cause), False
            assert card is not None, "it is taken"
    there = set(queries.items_of([card.id])[card.id])
    session().add_all([QuestionCardItem(card_id=card.id, question_id=each) for each in question_ids if each not in there])
    session().flush()
    if is_new:
        record(events.CardRaised(len(question_ids)), by=None, on=card)
        whom = {grant.person_id for grant in people.holders("hr_head")} or queries.owners_of(question_ids)
        notices.tell_all(sorted(whom), "question.card", on=card, url=f"/threads/cards/{card.id}")
    return card


def take_up(card: QuestionCard, *, by: Actor, seen: int | None = None) -> QuestionCard:
    """Somebody works on the policy or form: questions alike that come later raise a card of their own. HR; Stale, NotNow."""
    return _decide(card, "take_up", "", by, seen)


def dismiss(card: QuestionCard, reason: str, *, by: Actor, seen: int | None = None) -> QuestionCard:
    """Nothing needs work, for a reason that all of HR reads. HR; Invalid without one; Stale, NotNow."""
    kept = rules.body(reason)
    wrong = rules.words_problem(kept, _("Write why nothing needs work."))
    if wrong:
        raise Invalid({"reason": wrong})
    return _decide(card, "dismiss", kept, by, seen)


def _decide(card: QuestionCard, verb: str, reason: str, by: Actor, seen: int | None) -> QuestionCard:
    require(policy.can_read_card(by, card))
    fresh = get_locked(QuestionCard, card.id)
    assert fresh is not None, "a card is never deleted"
    if not CARD.may(fresh, verb):
        raise NotNow(_("Somebody in HR decided it meanwhile."))
    if seen is not None and seen != fresh.version:
        raise Stale(fresh, seen)
    CARD.move(fresh, verb)
    fresh.decided_by_id, fresh.decided_at, fresh.reason = by.id, clock.now(), reason
    session().flush()
    record(events.CardDecided(fresh.state), by=by, on=fresh)
    notices.settle_all([fresh])
    return fresh
