"""More people may read of it: HR proposes words that name nobody, whoever asked agrees to these very words, and a copy is
made: a question of a wider audience, or an article of the library. The question itself stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import gettext as _

from coaching_library import audience as library_audience
from coaching_library import library
from coaching_library.library import lineage
from coaching_library.threads import events, policy, queries, rules
from coaching_library.threads.actions.asking import begin_clock, named_says
from coaching_library.threads.actions.common import held, put, tell, told
from coaching_library.threads.models import AUDIENCES, EVERYONE, Question, QuestionPost, QuestionWidening
from coaching_library.threads.sheets import Sheet
from coaching_library.threads.states import QUESTION, WIDENING
from coaching_library.topics import Topic
from tenants import organisations, people
from tenants.isolation import acting_for, clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, Stale, require
from tenants.organisations import unless_taken
from tenants.people import Actor


@dataclass(frozen=True)
class Proposal:
    """The words in which others would read it. With `answer_id` that answer goes along; of an article it is what it is made
    of, and the last three say what it belongs to, in which language it is written, and who reads it in the library.
    """

    purpose: str
    audience: str
    title: str
    words: str = ""
    answer: str = ""
    answer_id: UUID | None = None
    topic: str = ""
    language: str = ""
    written_for: str = ""


def wider(audience: str) -> tuple[str, ...]:
    """The audiences that are wider than this one."""
    return AUDIENCES[AUDIENCES.index(audience) + 1 :]


def propose(
    sheet: Sheet, proposal: Proposal, *, by: Actor, seen: int | None = None, although: bool = False
) -> QuestionWidening:
    """Whoever asked is asked whether a copy in these words may be read by more people. HR; nothing is opened by it.

    Invalid for words that are missing, an audience that is not wider, and where somebody is named in them, unless the actor
    says that it is needed (`although`); NotNow where a proposal waits already, or nobody is there to agree; Stale.
    """
    require(policy.speaks_for_hr(by, sheet))
    question = held(sheet, seen)
    proposal = _tidied(proposal)
    errors = _problems(proposal, question, queries.post(proposal.answer_id))
    if not errors and not although:
        without = [by.id, question.owner_id]
        names = queries.named(f"{proposal.title}\n{proposal.words}\n{proposal.answer}", without=without)
        if names:
            errors["although"] = named_says([each.name for each in names])
    if errors:
        raise Invalid(errors)
    if not sheet.asker_is_here or question.asker_id is None:
        raise NotNow(_("Whoever asked is not here any more, so nobody can agree to it."))
    if question.state == "duplicate":
        raise NotNow(_("It was closed as the same as another question."))
    made = QuestionWidening(
        question_id=question.id, by_id=by.id, purpose=proposal.purpose, audience=proposal.audience, title=proposal.title,
        words=proposal.words, answer=proposal.answer, answer_id=proposal.answer_id, topic=proposal.topic,
        language=proposal.language, written_for=proposal.written_for, proposed_at=clock.now(), state="proposed", version=1,
        named=False, readers=question.readers,
    )  # fmt: skip
    try:
        with unless_taken(taken=""):
            session().add(made)
    except Invalid:
        raise NotNow(_("Something was proposed already, and waits for whoever asked.")) from None
    record(events.WideningProposed(made.purpose, made.audience), by=by, on=question, about=question.asker_id)
    tell({question.asker_id}, "question.widening", question, by, mail=True)
    return made


def _tidied(proposal: Proposal) -> Proposal:
    title, words, answer = rules.title(proposal.title), rules.body(proposal.words), rules.body(proposal.answer)
    return replace(proposal, title=title, words=words, answer=answer)


def _problems(proposal: Proposal, question: Question, answer: QuestionPost | None) -> dict[str, str]:
    is_article = proposal.purpose == "article"
    found = {
        "title": rules.title_problem(proposal.title, _("Write the title as others will read it.")),
        "words": rules.words_problem(proposal.words, _("Write the article.") if is_article else ""),
        "answer": rules.words_problem(proposal.answer, ""),
        "audience": "" if proposal.audience in wider(question.audience) else _("Choose an audience that is wider than now."),
    }
    if (is_article or proposal.answer or proposal.answer_id) and (
        answer is None or answer.question_id != question.id or answer.kind != "answer"
    ):
        found["answer"] = _("Choose an answer of this question.")
    return {name: text for name, text in found.items() if text}


def agree(sheet: Sheet, widening: QuestionWidening, *, named: bool, by: Actor, seen: int | None = None) -> QuestionWidening:
    """Whoever asked agrees to these very words, with their name or without: the copy is there. NotNow, Stale."""
    fresh = _held(sheet, widening, by, seen)
    question = held(sheet)
    copy_id = None
    if fresh.purpose == "thread":
        copy_id = _copy(question, fresh, named).id
    else:
        proposer = people.person(fresh.by_id)
        assert proposer is not None, "people are never deleted"
        writer = people.load_actor(proposer, organisations.organisation().time_zone)
        owner = people.load_actor(question.owner, organisations.organisation().time_zone)
        _promote(question, fresh, writer if policy.works_in_hr(writer) else owner)
    WIDENING.move(fresh, "agree")
    fresh.decided_at, fresh.named, fresh.made_id = clock.now(), named, copy_id
    session().flush()
    record(events.WideningDecided(fresh.state), by=by, on=question, about=question.asker_id)
    tell({fresh.by_id, question.owner_id}, "question.agreed", question, by)
    return fresh


def decline(sheet: Sheet, widening: QuestionWidening, *, by: Actor, seen: int | None = None) -> QuestionWidening:
    """Whoever asked does not agree; no reason is asked for, and nothing is opened. NotNow, Stale."""
    fresh = _held(sheet, widening, by, seen)
    WIDENING.move(fresh, "decline")
    fresh.decided_at = clock.now()
    session().flush()
    record(events.WideningDecided(fresh.state), by=by, on=sheet.question, about=sheet.question.asker_id)
    tell({fresh.by_id}, "question.declined", sheet.question, by)
    return fresh


def take_back(sheet: Sheet, widening: QuestionWidening, *, by: Actor, seen: int | None = None) -> QuestionWidening:
    """HR wants it no more. NotNow, Stale."""
    require(policy.speaks_for_hr(by, sheet))
    fresh = _locked(widening, seen)
    WIDENING.move(fresh, "take_back")
    fresh.decided_at = clock.now()
    session().flush()
    record(events.WideningDecided(fresh.state), by=by, on=sheet.question, about=sheet.question.asker_id)
    return fresh


def _held(sheet: Sheet, widening: QuestionWidening, by: Actor, seen: int | None) -> QuestionWidening:
    require(policy.can_decide(by, sheet) and widening.question_id == sheet.id)
    return _locked(widening, seen)


def _locked(widening: QuestionWidening, seen: int | None) -> QuestionWidening:
    fresh = get_locked(QuestionWidening, widening.id)
    assert fresh is not None, "a proposal is never deleted"
    if fresh.state != "proposed":
        raise NotNow(_("It was decided meanwhile."))
    if seen is not None and seen != fresh.version:
        raise Stale(fresh, seen)
    return fresh


def _copy(question: Question, widening: QuestionWidening, named: bool) -> Question:
    """A question of the wider audience in the words that were agreed to, and the answer that goes along. Nobody waits for
    anything in it: it is accepted where that answer was, and else closed from the first minute on; its clocks show nothing.
    """
    now, asker = clock.now(), question.asker_id if named else None
    made = Question(
        asker_id=asker, owner_id=question.owner_id, audience=widening.audience, title=widening.title, topic=question.topic,
        task=question.task, seed=widening.id, asked_at=now, told_at=now, copy_of_id=question.id, state="closed",
        ending="copied", version=1, readers=queries.circle().readers(widening.audience, asker, question.owner_id, now),
    )  # fmt: skip
    with acting_for(question.owner_id):  # of a copy without a name whoever asked is no reader
        session().add(made)
        session().flush()
        voice_of = widening.by if asker is None else question.asker
        assert voice_of is not None, "it has one of the two"
        put(made, "question", "asker", widening.words, voice_of)
        begin_clock(made, None, counts=False)
        if widening.answer:
            good = put(made, "answer", "hr", widening.answer, widening.by)
            if widening.answer_id is not None and widening.answer_id == question.accepted_id:
                QUESTION.move(made, "accept_copy")
                made.ending, made.accepted_id, made.accepted_at = "", good.id, question.accepted_at
            session().flush()
        record(events.QuestionAsked(made.audience, made.owner_id), by=widening.by, on=made)
    return made


def article_of(question: Question, words: str, topic: str = "", language: str = "", written_for: str = "") -> Proposal:
    """An article of these words, as it is proposed unless somebody chose otherwise: in the language in which they are written,
    of the question's topic, for everyone where everyone reads the question, and else for managers.
    """
    return Proposal(
        "article",
        EVERYONE,
        question.title,
        words,
        topic=topic or question.topic or Topic.PARTNERSHIP.value,
        language=language or lineage.tongue(words, organisations.organisation().language),
        written_for=written_for or (library_audience.EVERYONE if question.audience == EVERYONE else library_audience.MANAGERS),
    )


def promote(
    sheet: Sheet,
    answer_id: UUID | None,
    title: str,
    words: str,
    *,
    by: Actor,
    seen: int | None = None,
    although: bool = False,
    **chosen: str,
) -> library.LibraryItem | QuestionWidening:
    """An accepted or official answer is the beginning of an article in the library, with the way back to this question. HR.
    `chosen` are its topic, its language and who it is written for, where these are others than `article_of` proposes.

    Where not everyone reads the question already, whoever asked reads the article first and agrees, or does not: then a
    proposal waits. Invalid for words that are missing and for names, as `propose`; NotNow for an answer that is neither
    accepted nor official, or where the article is there; Stale.
    """
    require(policy.speaks_for_hr(by, sheet))
    question = held(sheet, seen)
    answer = queries.post(answer_id)
    mark = queries.mark_of(question.id)
    good = answer is not None and (
        answer.id == question.accepted_id or (mark is not None and mark.holds and mark.official.answer_id == answer.id)
    )
    if not good or answer is None or answer.question_id != question.id:
        raise NotNow(_("Only an answer that was accepted, or that is official and holds, becomes an article."))
    if not QUESTION.may(question, "promote") or library.came_from(question.id) is not None:
        raise NotNow(_("It is part of the library already, or open again."))
    proposal = replace(article_of(question, words, **chosen), title=title, answer_id=answer.id)
    if question.audience != EVERYONE and question.asker_id is not None:
        return propose(sheet, proposal, by=by, although=although)
    proposal = _tidied(proposal)
    errors = {k: v for k, v in _problems(proposal, question, answer).items() if k != "audience"}
    if errors:
        raise Invalid(errors)
    return _promote(question, proposal, by)


def _promote(question: Question, wanted: Proposal | QuestionWidening, writer: Actor) -> library.LibraryItem:
    """The draft is there. What was proposed before these three were asked for is made as it is proposed now."""
    facts = article_of(question, wanted.words, wanted.topic, wanted.language, wanted.written_for)
    content = library.Content(
        kind="guide", topic=facts.topic, title=wanted.title, audience=facts.written_for, body=wanted.words
    )
    with acting_for(writer.id):
        item = library.came_from(question.id) or library.make(
            content, language=facts.language, by=writer, origin="answer", thread_id=question.id
        )
    QUESTION.move(question, "promote")
    session().flush()
    record(events.QuestionPromoted(item.id), by=writer, on=question, about=question.asker_id)
    assert wanted.answer_id is not None, "it is made of an answer"
    tell(told(question), "question.promoted", question, writer)
    return item
