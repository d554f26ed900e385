"""What whoever asked decides: an answer is accepted, is not one yet, the question is let go; and HR: it is the same as
another.
"""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _

from coaching_library.threads import events, policy, queries
from coaching_library.threads.actions.common import held, put, run, said, stop, tell, told
from coaching_library.threads.actions.reading import read_by
from coaching_library.threads.models import Question, QuestionClock, QuestionFollow, QuestionPost
from coaching_library.threads.sheets import Sheet
from coaching_library.threads.states import QUESTION
from tenants import notices, organisations, people
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, require
from tenants.organisations import unless_taken
from tenants.people import Actor


def accept(sheet: Sheet, answer_id: UUID | None, *, by: Actor, seen: int | None = None) -> Question:
    """This answer solved it for whoever asked, and nobody else says so. Both clocks stand still. The same one a second time
    changes nothing.

    Stale where another answer has come meanwhile; NotNow where another one was accepted, or it is closed or a copy; Invalid for
    what is no answer of this question.
    """
    require(policy.can_decide(by, sheet))
    question = _awaited(held(sheet))
    answer = queries.post(answer_id)
    if answer is None or answer.question_id != question.id or answer.kind != "answer":
        raise Invalid({"": _("Choose one of the answers below.")})
    if question.accepted_id == answer.id:
        return question
    if question.accepted_id is not None:
        raise NotNow(_("You accepted another answer before. Say what is still missing if it does not hold."))
    question = held(sheet, seen)
    verb = "accept_promoted" if question.state == "promoted" else "accept"
    QUESTION.move(question, verb)
    question.accepted_id, question.accepted_at = answer.id, clock.now()
    watch = queries.clock_of(question.id)
    _settled(watch)
    watch.accepted_at, watch.accepted_minutes = clock.now(), watch.spent
    session().flush()
    record(events.AnswerAccepted(answer.id), by=by, on=question, about=question.asker_id)
    tell({answer.author_id, question.owner_id}, "question.accepted", question, by)
    tell(told(question) - {answer.author_id, question.owner_id}, "question.said", question, by)
    return question


def reopen(sheet: Sheet, words: str, *, by: Actor, seen: int | None = None) -> QuestionPost:
    """It is open again, with what is still missing in words; the second clock runs on. What has become an article stays one.

    Whoever asked; Invalid without words; NotNow where it is open, or a copy: what is missing there is asked as a new question.
    """
    require(policy.can_decide(by, sheet))
    kept = said(words, _("Write what is still missing, so that HR can help."))
    question = _awaited(held(sheet, seen))
    if not QUESTION.may(question, "reopen"):
        raise NotNow(_("It is open already. Say it as a comment."))
    made = put(question, "not_yet", "asker", kept, by)
    QUESTION.move(question, "reopen")
    question.accepted_id, question.accepted_at, question.ending = None, None, ""
    watch = queries.clock_of(question.id)
    watch.accepted_at, watch.accepted_minutes, watch.ending = None, None, ""
    watch.closes_on, watch.warns_on, watch.warned_at = None, None, None
    run(watch)
    session().flush()
    record(events.QuestionReopened(), by=by, on=question, about=question.asker_id)
    tell({question.owner_id}, "question.reopened", question, by, mail=True)
    tell(told(question) - {question.owner_id}, "question.said", question, by)
    return made


def let_go(sheet: Sheet, *, by: Actor, seen: int | None = None) -> Question:
    """Whoever asked needs no answer any more: it is closed, and can be opened again. Stale, NotNow."""
    require(policy.can_decide(by, sheet))
    question = _awaited(held(sheet, seen))
    if not QUESTION.may(question, "let_go"):
        raise NotNow(_("Nobody waits for anything in it any more."))
    end(question, "let_go", "let_go")
    record(events.QuestionClosed("let_go"), by=by, on=question, about=question.asker_id)
    tell(told(question), "question.let_go", question, by)
    return question


def end(question: Question, verb: str, ending: str) -> None:
    """It is closed without an accepted answer, by that move. The caller holds its lock."""
    QUESTION.move(question, verb)
    question.ending = ending
    watch = queries.clock_of(question.id)
    _settled(watch)
    watch.ending = ending
    session().flush()


def _awaited(question: Question) -> Question:
    """The same. NotNow for a copy: what was asked is settled where it was asked, and nobody decides anything here."""
    if question.is_copy:
        raise NotNow(_("Nobody waits in this copy. Ask what is missing as a new question."))
    return question


def _settled(watch: QuestionClock) -> None:
    stop(watch)
    watch.due_at = None


def merge(sheet: Sheet, target: Sheet | None, *, by: Actor, seen: int | None = None) -> Question:
    """It is the same as another question, which whoever asked may read: there they are told from now on, and so is everybody
    who follows this one and may read that one. HR; wherever it stands, also solved.

    Invalid where there is no such question, it is this one or one that is the same as another itself, or whoever asked may not
    read it; NotNow for a copy, and where an answer of it is official: that one holds until the mark is taken away; Stale.
    """
    require(policy.speaks_for_hr(by, sheet))
    question = held(sheet, seen)
    if question.is_copy or not QUESTION.may(question, "merge"):
        raise NotNow(_("It was settled meanwhile."))
    if queries.official_of(question.id) is not None:
        raise NotNow(_("An answer of it is official. Take that mark away first, or close the other question as the same."))
    if target is None or target.id == question.id or target.question.same_as_id is not None:
        raise Invalid({"target": _("Choose another question that stands by itself.")})
    if not _may_read(question.asker_id, target):
        raise Invalid({"target": _("Whoever asked may not read that one. Choose one that they can open.")})
    QUESTION.move(question, "merge")
    question.same_as_id, question.ending = target.id, ""
    watch = queries.clock_of(question.id)
    _settled(watch)
    watch.ending = "duplicate" if watch.accepted_at is None else ""
    session().flush()
    _follow(target.question, question.asker_id)
    for each in sorted(queries.followers(question.id)):
        if _may_read(each, target):
            _follow(target.question, each)
    record(events.QuestionMerged(target.id), by=by, on=question, about=question.asker_id)
    asker = {question.asker_id} if question.asker_id is not None else set()
    tell(asker, "question.merged", question, by, mail=True)
    tell(told(question) - asker, "question.said", question, by)
    return question


def _may_read(person_id: UUID | None, target: Sheet) -> bool:
    """Whether that person may read the other question, by the same rights as at its door."""
    person = people.person(person_id)
    if person is None or person.state == "left":
        return False
    return policy.can_read(people.load_actor(person, organisations.organisation().time_zone), target)


def object_to(sheet: Sheet, words: str, *, by: Actor, seen: int | None = None) -> QuestionPost:
    """Whoever asked says, once, that it is not the same: it is open again. Invalid without words; NotNow a second time."""
    require(policy.can_decide(by, sheet))
    kept = said(words, _("Write what is different about yours."))
    question = held(sheet, seen)
    if question.objected or not QUESTION.may(question, "object"):
        raise NotNow(_("You have said so before. Write in the other question what is still missing."))
    made = put(question, "objection", "asker", kept, by)
    QUESTION.move(question, "object")
    question.objected, question.same_as_id, question.accepted_id, question.accepted_at = True, None, None, None
    watch = queries.clock_of(question.id)
    watch.accepted_at, watch.accepted_minutes, watch.ending = None, None, ""
    run(watch)
    session().flush()
    record(events.QuestionObjected(), by=by, on=question, about=question.asker_id)
    tell({question.owner_id}, "question.objected", question, by, mail=True)
    return made


def take(sheet: Sheet, *, by: Actor, seen: int | None = None) -> Question:
    """Somebody else in HR owns it from now on, and whoever asked is told. Not of a question to one HR partner alone; Stale."""
    require(policy.can_take(by, sheet))
    question = held(sheet, seen)
    former = question.owner_id
    question.owner_id, question.taken = by.id, True
    question.version += 1
    queries.clock_of(question.id).owner_id = by.id
    session().flush()
    readers = queries.circle().readers(question.audience, question.asker_id, by.id, question.asked_at)
    if readers != question.readers:
        read_by({question.id: readers})
        session().refresh(question)
    record(events.QuestionHanded(by.id), by=by, on=question, about=question.asker_id)
    tell({former}, "question.taken", question, by)
    if question.asker_id is not None:
        tell({question.asker_id}, "question.handed_asker", question, by, owner=by.person)
    return question


def follow(sheet: Sheet, *, by: Actor) -> None:
    """The actor is told of what is said in it. Whoever reads it; a second time changes nothing."""
    require(policy.can_read(by, sheet))
    _follow(sheet.question, by.id)


def _follow(question: Question, person_id: UUID | None) -> None:
    if person_id is None or person_id in (question.asker_id, question.owner_id):
        return
    if queries.follow_of(question.id, person_id) is None:
        try:
            with unless_taken(person=""):
                session().add(QuestionFollow(question_id=question.id, person_id=person_id))
        except Invalid:
            return  # of two clicks at once the other one did it


def unfollow(sheet: Sheet, *, by: Actor) -> None:
    """The actor is told of it no more, and what they were told counts as read."""
    require(policy.can_read(by, sheet))
    there = queries.follow_of(sheet.id, by.id)
    if there is not None:
        session().delete(there)
        session().flush()
    notices.settle(by.id, on=sheet.question)
