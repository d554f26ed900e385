"""What is said in a question: answers, HR's and peers'; a question back and the reply to it; whatever else. Never changed."""

from __future__ import annotations

from flask_babel import gettext as _

from coaching_library.threads import events, policy, queries
from coaching_library.threads.actions.common import first_answer, held, quiet_from_now, run, said, say, stop, tell, told
from coaching_library.threads.models import Question, QuestionPost
from coaching_library.threads.sheets import Sheet
from coaching_library.threads.states import ANSWERS, QUESTION
from tenants.isolation import session
from tenants.journal import record
from tenants.law import NotNow, require
from tenants.people import Actor


def answer(sheet: Sheet, words: str, *, by: Actor) -> QuestionPost:
    """The answer stands in it, and whoever asked is told at once. HR's stops the clock of the first answer and leaves it to
    whoever asked to accept; in a question to managers or everyone others answer as peers, which moves nothing.

    Invalid without words; NotNow where it is the same as another one, and a peer's also where it is closed, unless it is a
    copy, in which nobody waits and everybody who reads it may add what they know.
    """
    require(policy.can_answer(by, sheet))
    voice = policy.voice(by, sheet)
    assert voice is not None, "it may answer"
    kept = said(words, _("Write an answer."))
    question = held(sheet)
    if question.state == "duplicate" or (voice == "peer" and question.state == "closed" and not question.is_copy):
        raise NotNow(_("It was closed meanwhile. Your words are kept below."))
    made, is_new = say(question, "answer", voice, kept, by)
    if not is_new:
        return made
    watch = queries.clock_of(question.id)
    if voice == "hr":
        QUESTION.move(question, ANSWERS[question.state])
        if watch.counts:
            first_answer(watch)
        if question.state == "answered" and watch.since is None:  # HR did not wait for the reply to its question back
            run(watch)
    else:
        question.version += 1
    quiet_from_now(question, watch)
    session().flush()
    record(events.QuestionAnswered(voice), by=by, on=question, about=question.asker_id)
    _tell_all(question, "question.answered" if voice == "hr" else "question.peer_answered", by)
    return made


def ask_back(sheet: Sheet, words: str, *, by: Actor) -> QuestionPost:
    """HR needs to know something first: both clocks stand still until whoever asked replies. Invalid without words; NotNow."""
    require(policy.speaks_for_hr(by, sheet))
    kept = said(words, _("Write what you need to know."))
    question = held(sheet)
    if not QUESTION.may(question, "ask_back") or question.asker_id is None:
        raise NotNow(_("Nothing is asked back now: somebody answered meanwhile, or it is closed."))
    made, is_new = say(question, "query", "hr", kept, by)
    if is_new:
        QUESTION.move(question, "ask_back")
        stop(queries.clock_of(question.id))
        session().flush()
        record(events.QuestionAskedBack(), by=by, on=question, about=question.asker_id)
        tell({question.asker_id}, "question.asked_back", question, by, mail=True)
    return made


def reply(sheet: Sheet, words: str, *, by: Actor) -> QuestionPost:
    """Whoever asked replies to the question back: the clocks run on. Invalid without words; NotNow where none is open."""
    require(policy.can_decide(by, sheet))
    kept = said(words, _("Write your reply."))
    question = held(sheet)
    if not QUESTION.may(question, "reply"):
        raise NotNow(_("The question back was settled meanwhile. What you write now stands as a comment."))
    made, is_new = say(question, "reply", "asker", kept, by)
    if is_new:
        QUESTION.move(question, "reply")
        run(queries.clock_of(question.id))
        session().flush()
        record(events.QuestionReplied(), by=by, on=question, about=question.asker_id)
        _tell_all(question, "question.replied", by)
    return made


def comment(sheet: Sheet, words: str, *, by: Actor) -> QuestionPost:
    """The words stand in it; nothing moves, but a silence begins anew. Whoever has a voice in it; Invalid without words."""
    require(policy.can_speak(by, sheet))
    voice = policy.voice(by, sheet)
    assert voice is not None, "it may speak"
    kept = said(words, _("Write what you want to say."))
    question = held(sheet)
    made, is_new = say(question, "comment", voice, kept, by)
    if is_new:
        quiet_from_now(question, queries.clock_of(question.id))
        session().flush()
        record(events.QuestionCommented(voice), by=by, on=question, about=question.asker_id)
        _tell_all(question, "question.commented", by)
    return made


def _tell_all(question: Question, kind: str, by: Actor) -> None:
    """The other one of the two is told of it, whoever else it concerns that something was said."""
    other = question.owner_id if by.id == question.asker_id else question.asker_id
    first = {other} if other is not None else set()
    tell(first, kind, question, by, mail=kind in ("question.answered", "question.replied"))
    tell(told(question) - first, "question.said", question, by)
