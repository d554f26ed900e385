"""HR's word on an answer: official by sections of policies in force, looked at again, or no longer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _

from coaching_library import policies
from coaching_library.threads import events, policy, queries, rules
from coaching_library.threads.actions.cards import notice_section
from coaching_library.threads.actions.common import held, tell, told
from coaching_library.threads.models import QuestionCitation, QuestionOfficial, QuestionVerification
from coaching_library.threads.sheets import Sheet
from coaching_library.threads.states import OFFICIAL
from tenants import find, notices, organisations
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, Stale, require
from tenants.organisations import unless_taken
from tenants.people import Actor


@dataclass(frozen=True)
class Rests:
    """What an official answer rests on: sections in force, or that no policy speaks to it; and when it is looked at again."""

    section_ids: frozenset[UUID] = frozenset()
    no_policy: bool = False
    review_on: date | None = None


def two_person() -> bool:
    """Whether the organisation asks for two persons where something is published."""
    return bool(organisations.setting("two_person"))


def endorse(sheet: Sheet, answer_id: UUID | None, rests: Rests, *, by: Actor, seen: int | None = None) -> QuestionOfficial:
    """The answer is what the organisation says, by what it rests on; whoever may read the question finds it marked so.

    HR with the right to publish, where two persons are asked for not who wrote it. Invalid for a section that is not in force,
    and where neither one is cited nor it is said that none speaks to it; NotNow where another answer is official; Stale.
    """
    answer = queries.post(answer_id)
    if answer is None or answer.question_id != sheet.id or answer.kind != "answer":
        raise Invalid({"": _("Choose one of the answers of this question.")})
    require(
        policy.can_endorse(by, sheet, answer, two_person()),
        _("Your organisation asks for two persons: somebody else in HR makes your answer official."),
    )
    question = held(sheet, seen)
    if question.state == "duplicate":
        raise NotNow(_("It was closed as the same as another question."))
    rests = _checked(rests)
    if queries.official_of(question.id) is not None:
        raise NotNow(_("Another answer of it is official. Take that mark away first."))
    assert rests.review_on is not None, "it was checked"
    made = QuestionOfficial(
        question_id=question.id, answer_id=answer.id, keeper_id=by.id, review_on=rests.review_on, since=clock.now(),
        state="official", version=1,
    )  # fmt: skip
    try:
        with unless_taken(taken=""):
            session().add(made)
    except Invalid:
        raise NotNow(_("Another answer of it became official in the same moment.")) from None
    _verify(made, rests, by)
    question.version += 1
    session().flush()
    record(events.AnswerEndorsed(answer.id, len(rests.section_ids)), by=by, on=question, about=question.asker_id)
    tell(told(question) | {answer.author_id}, "question.official", question, by)
    return made


def _checked(rests: Rests) -> Rests:
    """What it rests on, good to be written. Invalid, at the field."""
    errors, today = {}, organisations.today()
    if rests.no_policy and rests.section_ids:
        errors["sections"] = _("Either cite sections, or say that no policy speaks to it.")
    elif not rests.no_policy and not rests.section_ids:
        errors["sections"] = _("Cite the section it rests on, or say that no policy speaks to it.")
    elif rests.section_ids:
        known = policies.cited(rests.section_ids)
        gone = [
            known[each].label if each in known else "…" for each in sorted(rests.section_ids) if not _holds(known.get(each))
        ]
        if gone:
            errors["sections"] = _(
                "Not in force any more, or withdrawn: %(sections)s. Choose what holds today.", sections=", ".join(gone)
            )
    review = rests.review_on or today + rules.REVIEWED
    if not today < review <= today + rules.LONGEST_REVIEW:
        errors["review_on"] = _("Choose a day from tomorrow on, at most two years ahead.")
    if errors:
        raise Invalid(errors)
    return Rests(rests.section_ids, rests.no_policy, review)


def _holds(cited: policies.Cited | None) -> bool:
    return cited is not None and cited.is_current and not cited.is_withdrawn


def _verify(official: QuestionOfficial, rests: Rests, by: Actor) -> None:
    assert rests.review_on is not None, "it was checked"
    made = QuestionVerification(
        official_id=official.id, no=queries.last_number(official.id) + 1, by_id=by.id, no_policy=rests.no_policy,
        review_on=rests.review_on, at=clock.now(),
    )  # fmt: skip
    session().add(made)
    session().flush()
    for each in sorted(rests.section_ids):
        session().add(
            QuestionCitation(verification_id=made.id, question_id=official.question_id, section_id=each, at=clock.now())
        )
    official.verification_id, official.review_on, official.keeper_id = made.id, rests.review_on, by.id
    session().flush()
    for each in sorted(rests.section_ids):
        notice_section(each)


def _official(sheet: Sheet, seen: int | None) -> QuestionOfficial:
    held(sheet)
    found = queries.official_of(sheet.id)
    if found is None:
        raise NotNow(_("No answer of it is official any more."))
    if seen is not None and seen != found.version:
        raise Stale(found, seen)
    return found


def verify(sheet: Sheet, rests: Rests, *, by: Actor, seen: int | None = None) -> QuestionOfficial:
    """The official answer was looked at again and holds, by what it rests on today. As for `endorse`; `seen` is the mark's
    version.
    """
    official = _official(sheet, seen)
    answer = queries.post(official.answer_id)
    assert answer is not None, "a post is never deleted"
    require(
        policy.can_endorse(by, sheet, answer, two_person()),
        _("Your organisation asks for two persons: somebody else in HR looks at your answer again."),
    )
    rests = _checked(rests)
    OFFICIAL.move(official, "verify")
    _verify(official, rests, by)
    sheet.question.version += 1
    session().flush()
    record(events.AnswerVerified(answer.id, len(rests.section_ids)), by=by, on=sheet.question, about=sheet.question.asker_id)
    notices.settle(by.id, on=sheet.question)
    return official


def retire(sheet: Sheet, *, by: Actor, seen: int | None = None) -> QuestionOfficial:
    """The answer stays, without the mark. HR with the right to publish; `seen` is the mark's version: Stale, NotNow."""
    require(policy.can_publish(by, sheet))
    official = _official(sheet, seen)
    OFFICIAL.move(official, "retire")
    sheet.question.version += 1
    session().flush()
    record(events.AnswerRetired(), by=by, on=sheet.question, about=sheet.question.asker_id)
    tell(told(sheet.question), "question.retired", sheet.question, by)
    return official


def recheck(most: int = 500) -> int:
    """Official answers whose sections have changed or are gone, or whose day of review is over, are noted as to be verified,
    and their keepers told. Whether they hold is asked anew wherever they are shown, so nothing waits for this. Called by
    wiring when policies change, and once a day.
    """
    with queries.for_the_house():
        marks = queries.standing_marks(most)
        for mark in marks:
            official = queries.official_of(mark.official.question_id)
            if official is None or official.state != "official":
                continue
            OFFICIAL.move(official, "go_stale")
            question = queries.held(official.question_id)
            question.version += 1
            session().flush()
            record(events.AnswerStale(), by=None, on=question, about=question.asker_id)
            _tell_keepers(mark.is_overdue and not mark.gone, official, {official.keeper_id, question.owner_id})
        find.changed("question", [mark.official.question_id for mark in marks])
    return len(marks)


def _tell_keepers(by_day: bool, official: QuestionOfficial, whom: Collection[UUID]) -> None:
    question = queries.held(official.question_id)
    tell(whom, "question.review" if by_day else "question.stale", question, None)
