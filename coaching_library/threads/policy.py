"""Who may read a question and do what with it, in sentences an HR lawyer could read. Pure: the sheet carries what decides.

Private first: a question is read by the HR partner of whoever asked, or by the HR team, unless whoever asked chose otherwise.
Other managers and tenant admins have no way in there, and the database itself shows them nothing.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coaching_library import audience
from coaching_library.threads.models import MANAGERS, PARTNER, TEAM, QuestionCard, QuestionDraft, QuestionPost, SavedReply
from coaching_library.threads.sheets import Sheet, Thread
from tenants import organisations
from tenants.people import Actor


def can_ask(actor: Actor, _thing: Any = None) -> bool:
    """Line managers ask their HR partner, and so do HR and tenant admins; employees where their organisation says so."""
    return actor.is_manager or actor.is_hr or actor.is_admin or bool(organisations.setting("employees_ask"))


def is_asker(actor: Actor, sheet: Sheet) -> bool:
    """Whoever asked."""
    return actor.id == sheet.question.asker_id


def stands_for(actor: Actor, sheet: Sheet) -> UUID | None:
    """The owner in whose place the actor reads a private question, as their deputy: only what the owner was given, and never
    what the owner asked for themselves.
    """
    owner, asker = sheet.question.owner_id, sheet.question.asker_id
    if actor.id in (owner, asker):
        return None
    given = [one.id for one in actor.stands_in if one.is_hr_head or one.partner_unit_ids or one.partner_manager_ids]
    return owner if owner in given else None


def can_read(actor: Actor, sheet: Sheet) -> bool:
    """Whoever asked always. A question to the HR partner: its owner, while in HR, and who stands in for them. One to the HR
    team: everybody in HR, from the moment on from which HR is open to them, and who stands in for the owner. One to managers:
    they and HR. One to everyone: everybody.
    """
    question = sheet.question
    if is_asker(actor, sheet):
        return actor.person.state != "left"
    if question.readers is not None:
        in_hr = actor.is_hr and (question.audience == TEAM or actor.id == question.owner_id)
        return actor.id in question.readers and (in_hr or stands_for(actor, sheet) is not None)
    return question.audience != MANAGERS or audience.reads(actor, audience.MANAGERS)


def voice(actor: Actor, sheet: Sheet) -> str | None:
    """As what the actor speaks in it: "asker", "hr", "peer"; None for who may only read, or not even that. To a private
    question to the HR partner its owner alone answers. A deputy reads, and answers in nobody's name.
    """
    if is_asker(actor, sheet):
        return "asker"
    if not can_read(actor, sheet):
        return None
    if actor.is_hr and (sheet.question.audience != PARTNER or actor.id == sheet.question.owner_id):
        return "hr"
    return "peer" if sheet.question.readers is None else None


def can_speak(actor: Actor, sheet: Sheet) -> bool:
    """Whoever has a voice in it."""
    return voice(actor, sheet) is not None


def can_answer(actor: Actor, sheet: Sheet) -> bool:
    """HR answers; in a question to managers or everyone others do as peers. Nobody answers their own question."""
    return voice(actor, sheet) in ("hr", "peer")


def speaks_for_hr(actor: Actor, sheet: Sheet) -> bool:
    """HR asks back, says that it is the same as another, and proposes to open it to more people."""
    return voice(actor, sheet) == "hr"


def can_take(actor: Actor, sheet: Sheet) -> bool:
    """Somebody else in HR takes a question over, unless it was put to one HR partner alone."""
    return speaks_for_hr(actor, sheet) and actor.id != sheet.question.owner_id


def can_decide(actor: Actor, sheet: Sheet) -> bool:
    """Only whoever asked accepts an answer, says that it is not one yet, lets the question go, or agrees to more readers."""
    return is_asker(actor, sheet)


def publishes(actor: Actor) -> bool:
    """A head of HR, and whoever in HR was given the right to publish, says what is official."""
    return actor.is_hr and (actor.is_hr_head or "publish" in actor.grants)


def can_publish(actor: Actor, sheet: Sheet) -> bool:
    """Whoever publishes and speaks for HR in this question."""
    return publishes(actor) and speaks_for_hr(actor, sheet)


def can_endorse(actor: Actor, sheet: Sheet, answer: QuestionPost, two_person: bool) -> bool:
    """An answer is made official by HR with the right to publish; where the organisation asks for two persons, not by whoever
    wrote it; and never by whoever asked.
    """
    return can_publish(actor, sheet) and not (two_person and answer.author_id == actor.id)


def can_use_draft(actor: Actor, draft: QuestionDraft) -> bool:
    """A draft is its author's alone."""
    return draft.author_id == actor.id


def works_in_hr(actor: Actor, _thing: Any = None) -> bool:
    """The queue, saved replies and cards are HR's."""
    return actor.is_hr


def can_use_reply(actor: Actor, reply: SavedReply) -> bool:
    """Own replies, and those that somebody shared with HR."""
    return actor.is_hr and (reply.shared or reply.author_id == actor.id)


def can_change_reply(actor: Actor, reply: SavedReply) -> bool:
    """Only who wrote it changes a reply."""
    return actor.is_hr and reply.author_id == actor.id


def can_read_card(actor: Actor, _card: QuestionCard) -> bool:
    """HR sees which policies and forms need work."""
    return actor.is_hr


def can_see_service(actor: Actor, _thing: Any = None) -> bool:
    """HR sees its own figures, and managers those of the HR partners who serve them."""
    return actor.is_hr or actor.is_manager


def reads_thread(actor: Actor, thread: Thread) -> bool:
    """As `can_read`."""
    return can_read(actor, thread.sheet)
