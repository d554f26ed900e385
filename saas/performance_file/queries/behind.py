"""What stands behind entries that came by themselves, for the one whose file it is and who takes it along: the minutes that
both confirmed, check-ins with their answers, feedback with its responses, handover notes.

Each as far as its subject reads it: no private note, no draft, and nothing of who did the work, which the two show each other
where they said it. A constant number of statements a kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.check_ins.models import CheckInGoal, CheckInReply, CheckInStatement, CheckInSupport, CheckInValue
from saas.check_ins.words import ENDS, HEALTHS
from saas.feedback import topics
from saas.feedback.models import Feedback, FeedbackAnswer, FeedbackWording
from saas.meetings.writings import MeetingConfirmation, MeetingVersion
from saas.performance_file.sheets import EntrySheet
from saas.plan.content import ContentError
from saas.plan.content import Plan as Content
from saas.plan.models import HandoverAnswer, HandoverNote
from tenants import agreements, people
from tenants.agreements import AgreementVersion
from tenants.isolation import session


@dataclass(frozen=True)
class Said:
    """Something that was written elsewhere: on what, in which words, by whom and when, as far as that is known."""

    on: str
    words: str
    by: str = ""
    at: datetime | None = None


def behind(entries: Iterable[EntrySheet]) -> dict[UUID, tuple[Said, ...]]:
    """For each of these entries what was said where it came from, in its order; nothing for one that somebody wrote."""
    of: dict[str, dict[UUID, UUID]] = {kind: {} for kind in READERS}
    for one in entries:
        kind, _colon, source = (one.entry.source or "").partition(":")
        if kind in of and not one.is_withdrawn:
            of[kind][UUID(source)] = one.id
    found: dict[UUID, list[Said]] = {}
    for kind, wanted in of.items():
        for source_id, said in READERS[kind](wanted) if wanted else ():
            if said.words or said.on:
                found.setdefault(wanted[source_id], []).append(said)
    return {entry_id: tuple(said) for entry_id, said in found.items()}


Lines = Iterator[tuple[UUID, Said]]


def _meetings(ids: Collection[UUID]) -> Lines:
    """Of each the newest minutes: both have confirmed them. Who confirmed, and when, stands at their end."""
    query = select(MeetingVersion).where(MeetingVersion.meeting_id.in_(ids)).order_by(MeetingVersion.no)
    last = {version.meeting_id: version for version in session().scalars(query)}
    confirmed = select(MeetingConfirmation).where(MeetingConfirmation.version_id.in_([each.id for each in last.values()]))
    sure = list(session().scalars(confirmed.options(joinedload(MeetingConfirmation.person)).order_by(MeetingConfirmation.id)))
    told = [line for each in last.values() for line in (*each.content.get("topics", ()), *each.content.get("promises", ()))]
    names = people.names({UUID(line.get("author") or line["owner"]) for line in told}) if told else {}
    parts = {
        "facts": _("The facts: what do we both see?"),
        "tried": _("What was tried so far?"),
        "options": _("What could one do? Three options, at least."),
        "words": _("Minutes"),
    }

    def name(key: str) -> str:
        return names[UUID(key)].name if UUID(key) in names else ""

    for meeting_id, version in last.items():
        for topic in version.content.get("topics", ()):
            yield meeting_id, Said(_("Topic: %(words)s", words=topic["words"]), topic["note"], name(topic["author"]))
        for key, label in parts.items():
            if version.content.get(key):
                yield meeting_id, Said(label, version.content[key])
        for each in version.content.get("promises", ()):
            day = f" ({each['due_on']})" if each["due_on"] else ""
            yield meeting_id, Said(_("Promise"), f"{each['words']}{day}", name(each["owner"]))
        for one in sure:
            if one.version_id == version.id:
                yield meeting_id, Said(_("Confirmed"), "", one.person.name, one.at)


def _check_ins(ids: Collection[UUID]) -> Lines:
    """Of each the last statement, goal by goal, and every answer to it."""
    query = select(CheckInStatement).where(CheckInStatement.check_in_id.in_(ids)).order_by(CheckInStatement.no)
    last = {statement.check_in_id: statement for statement in session().scalars(query)}
    of = [statement.id for statement in last.values()]
    names = people.names({statement.author_id for statement in last.values()})
    goals = list(
        session().scalars(
            select(CheckInGoal)
            .where(CheckInGoal.statement_id.in_(of))
            .options(joinedload(CheckInGoal.goal))
            .order_by(CheckInGoal.place)
        )
    )
    titles = _result_titles({goal.version_id for goal in goals})
    values = list(session().scalars(select(CheckInValue).where(CheckInValue.statement_id.in_(of)).order_by(CheckInValue.id)))
    support = list(session().scalars(select(CheckInSupport).where(CheckInSupport.statement_id.in_(of))))
    named = {goal.goal_id: goal.goal.title for goal in goals}
    for check_in_id, one in last.items():
        by = names[one.author_id].name if one.author_id in names else ""
        if one.win:
            yield check_in_id, Said(_("One thing that went well"), one.win, by, one.at)
        for goal in [each for each in goals if each.statement_id == one.id]:
            lines = [_state(goal)]
            for value in [each for each in values if (each.statement_id, each.goal_id) == (one.id, goal.goal_id)]:
                known = titles.get(str(value.result_key), "–")
                sure = _("confidence %(n)s of 10", n=value.confidence)
                lines.append(f"{known}: {value.value.normalize():f}, {sure}" if value.value is not None else f"{known}: {sure}")
            lines += [text for text in (goal.progress, goal.blocker and _("In the way: %(words)s", words=goal.blocker)) if text]
            mine = [each for each in support if (each.statement_id, each.goal_id) == (one.id, goal.goal_id)]
            lines += [each.words for each in mine if each.words]
            yield check_in_id, Said(goal.goal.title, "\n".join(lines), by, one.at)
    replies = select(CheckInReply).where(CheckInReply.check_in_id.in_(ids)).options(joinedload(CheckInReply.author))
    for reply in session().scalars(replies.order_by(CheckInReply.id)):
        about = named.get(reply.goal_id, "") if reply.goal_id is not None else ""
        words = "\n".join(text for text in (reply.words, str(ENDS[reply.sees]) if reply.sees else "") if text)
        if words:
            on = _("Answer: %(about)s", about=about) if about else _("Answer")
            yield reply.check_in_id, Said(on, words, reply.author.name, reply.at)


def _state(goal: CheckInGoal) -> str:
    told = [str(HEALTHS[goal.health])]
    if goal.confidence is not None:
        told.append(_("confidence %(n)s of 10", n=goal.confidence))
    if goal.claim:
        told.append(str(ENDS[goal.claim]))
    return ", ".join(told)


def _result_titles(version_ids: Collection[UUID]) -> dict[str, str]:
    """What key results of these signed versions are called."""
    versions = list(session().scalars(select(AgreementVersion).where(AgreementVersion.id.in_(version_ids))))
    agreements.with_content(versions)
    found: dict[str, str] = {}
    for version in versions:
        try:
            content = Content.from_json(version.content)
        except ContentError:  # erased words name nothing
            continue
        found |= {result.key: result.title for goal in content.goals for result in goal.key_results}
    return found


def _feedback(ids: Collection[UUID]) -> Lines:
    """Of each how it reads, question by question, and what was said to it."""
    both = joinedload(Feedback.giver), joinedload(Feedback.subject)
    of = {one.id: one for one in session().scalars(select(Feedback).where(Feedback.id.in_(ids)).options(*both))}
    query = select(FeedbackWording).where(FeedbackWording.feedback_id.in_(of)).order_by(FeedbackWording.no)
    for wording in {each.feedback_id: each for each in session().scalars(query)}.values():
        one = of[wording.feedback_id]
        for key, words in wording.said.items():
            on = topics.question(one.topic, key, one.subject.called or one.subject.name) or _("A question")
            yield one.id, Said(str(on), words, one.giver.name, one.given_at)
    said = select(FeedbackAnswer).where(FeedbackAnswer.feedback_id.in_(of)).options(joinedload(FeedbackAnswer.author))
    for each in session().scalars(said.order_by(FeedbackAnswer.id)):
        words = each.words if each.kind == "response" else _("Thank you.")
        yield each.feedback_id, Said(_("Response"), words, each.author.name, each.at)


def _handovers(ids: Collection[UUID]) -> Lines:
    """Of each the note and the answer to it."""
    notes = list(session().scalars(select(HandoverNote).where(HandoverNote.handover_id.in_(ids))))
    answers = list(session().scalars(select(HandoverAnswer).where(HandoverAnswer.handover_id.in_(ids))))
    names = people.names({note.author_id for note in notes} | {answer.author_id for answer in answers})

    def name(key: UUID) -> str:
        return names[key].name if key in names else ""

    for note in notes:
        for on, words in ((_("Where things stand"), note.standing), (_("Promised and still open"), note.promised)):
            if words:
                yield note.handover_id, Said(on, words, name(note.author_id), note.at)
    for answer in answers:
        yield answer.handover_id, Said(_("Answer"), answer.words, name(answer.author_id), answer.at)


READERS: dict[str, Any] = {"meeting": _meetings, "check_in": _check_ins, "feedback": _feedback, "handover": _handovers}
"""By the first word of an entry's source; a plan has papers of its own."""
