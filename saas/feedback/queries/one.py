"""Reading one thing: a request, feedback with what was said to it, a draft; and requests that are over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select, union
from sqlalchemy.orm import joinedload

from saas.feedback.models import (
    OPEN,
    Feedback,
    FeedbackAnswer,
    FeedbackDraft,
    FeedbackRequest,
    FeedbackSharing,
    FeedbackWording,
)
from saas.feedback.sheets import RequestSheet, Sheet, Writing
from tenants import organisations, people
from tenants.isolation import among, session
from tenants.people import ReportingLine, Standing, in_force

PEOPLE = tuple(joinedload(each) for each in (FeedbackRequest.asker, FeedbackRequest.giver, FeedbackRequest.subject))


def _standing(person_id: UUID) -> Standing:
    zone = organisations.organisation().time_zone
    return people.standings([person_id], zone).get(person_id) or Standing(person_id)


def request_of(request_id: UUID, **_address: object) -> RequestSheet | None:
    """The request of an address with what decides who may do what, or None: three statements at most."""
    found = session().scalars(select(FeedbackRequest).where(FeedbackRequest.id == request_id).options(*PEOPLE)).one_or_none()
    return None if found is None else _sheet_of(found)


def _sheet_of(found: FeedbackRequest) -> RequestSheet:
    made = None
    if found.state == "given":
        made = session().scalars(select(Feedback.id).where(Feedback.request_id == found.id)).one_or_none()
    return RequestSheet(found, _standing(found.subject_id), organisations.today() <= found.due_on, made)


def sheet(feedback_id: UUID, **_address: object) -> Sheet | None:
    """The feedback of an address with what decides who may do what, or None: three statements."""
    query = select(Feedback).where(Feedback.id == feedback_id)
    two = (joinedload(Feedback.giver), joinedload(Feedback.subject), joinedload(Feedback.asker))
    found = session().scalars(query.options(*two, joinedload(Feedback.request))).one_or_none()
    if found is None:
        return None
    shared = select(FeedbackSharing).where(FeedbackSharing.feedback_id == found.id).options(joinedload(FeedbackSharing.manager))
    return Sheet(found, _standing(found.subject_id), tuple(session().scalars(shared.order_by(FeedbackSharing.id))))


def sheets(feedback_ids: Collection[UUID]) -> list[Sheet]:
    """These with what decides who may do what: three statements."""
    two = (joinedload(Feedback.giver), joinedload(Feedback.subject), joinedload(Feedback.asker))
    found = list(session().scalars(select(Feedback).where(Feedback.id.in_(feedback_ids)).options(*two)))
    places = people.standings({each.subject_id for each in found}, organisations.organisation().time_zone)
    shared: dict[UUID, list[FeedbackSharing]] = {}
    for sharing in session().scalars(select(FeedbackSharing).where(FeedbackSharing.feedback_id.in_(feedback_ids))):
        shared.setdefault(sharing.feedback_id, []).append(sharing)
    return [
        Sheet(each, places.get(each.subject_id) or Standing(each.subject_id), tuple(shared.get(each.id, ()))) for each in found
    ]


def wording(feedback_id: UUID) -> FeedbackWording:
    """How the feedback reads."""
    query = select(FeedbackWording).where(FeedbackWording.feedback_id == feedback_id)
    return session().scalars(query.order_by(FeedbackWording.no.desc()).limit(1)).one()


def earlier_wordings(feedback_id: UUID) -> list[FeedbackWording]:
    """How it read before, newest first. Only whoever gave it ever saw these."""
    query = select(FeedbackWording).where(FeedbackWording.feedback_id == feedback_id)
    return list(session().scalars(query.order_by(FeedbackWording.no.desc()).offset(1).limit(20)))


def answers_to(feedback_id: UUID) -> list[FeedbackAnswer]:
    """What was said to it, oldest first: the first hundred."""
    query = select(FeedbackAnswer).where(FeedbackAnswer.feedback_id == feedback_id)
    return list(session().scalars(query.options(joinedload(FeedbackAnswer.author)).order_by(FeedbackAnswer.id).limit(100)))


def answer_of(feedback_id: UUID, author_id: UUID, kind: str) -> FeedbackAnswer | None:
    """The newest thing of that kind which somebody said to it, or None."""
    mine = FeedbackAnswer.feedback_id == feedback_id, FeedbackAnswer.author_id == author_id, FeedbackAnswer.kind == kind
    return session().scalars(select(FeedbackAnswer).where(*mine).order_by(FeedbackAnswer.id.desc()).limit(1)).one_or_none()


def waits_for_giver(feedback: Feedback) -> bool:
    """Whether the newest response is one that whoever gave it has not answered."""
    said = FeedbackAnswer.feedback_id == feedback.id, FeedbackAnswer.kind == "response"
    query = select(FeedbackAnswer.author_id).where(*said).order_by(FeedbackAnswer.id.desc()).limit(1)
    return session().scalars(query).one_or_none() == feedback.subject_id


def sharing_with(feedback_id: UUID, manager_id: UUID) -> FeedbackSharing | None:
    """That the feedback is shared with that manager, or None."""
    these = FeedbackSharing.feedback_id == feedback_id, FeedbackSharing.manager_id == manager_id
    return session().scalars(select(FeedbackSharing).where(*these)).one_or_none()


def writing(draft_id: UUID, **_address: object) -> Writing | None:
    """The draft of an address, or what became of it; None for everybody else's."""
    about = joinedload(FeedbackDraft.subject)
    draft = session().scalars(select(FeedbackDraft).where(FeedbackDraft.id == draft_id).options(about)).one_or_none()
    if draft is not None:
        return Writing(draft, None, request_of(draft.request_id) if draft.request_id is not None else None)
    query = select(Feedback).where(Feedback.draft_id == draft_id).options(joinedload(Feedback.subject))
    found = session().scalars(query).one_or_none()
    return Writing(None, found) if found is not None else None


def drafts_of(author_id: UUID) -> list[FeedbackDraft]:
    """What somebody has begun to write, the newest first: at most fifty."""
    query = select(FeedbackDraft).where(FeedbackDraft.author_id == author_id).options(joinedload(FeedbackDraft.subject))
    return list(session().scalars(query.order_by(FeedbackDraft.saved_at.desc(), FeedbackDraft.id).limit(50)))


def open_between(asker_id: UUID, giver_id: UUID, subject_id: UUID) -> FeedbackRequest | None:
    """The request that is open between these, or None."""
    these = (
        FeedbackRequest.asker_id == asker_id,
        FeedbackRequest.giver_id == giver_id,
        FeedbackRequest.subject_id == subject_id,
    )
    return session().scalars(select(FeedbackRequest).where(*these, FeedbackRequest.state.in_(OPEN))).one_or_none()


def open_of(person_id: UUID) -> list[UUID]:
    """The open requests that have to do with somebody."""
    theirs = or_(
        FeedbackRequest.asker_id == person_id, FeedbackRequest.giver_id == person_id, FeedbackRequest.subject_id == person_id
    )
    return list(session().scalars(select(FeedbackRequest.id).where(theirs, FeedbackRequest.state.in_(OPEN))))


def with_open(person_ids: Collection[UUID]) -> set[UUID]:
    """Of these people, those with whom an open request has to do: one statement."""
    sides = (FeedbackRequest.asker_id, FeedbackRequest.giver_id, FeedbackRequest.subject_id)
    parts = [select(side).where(among(side, person_ids), FeedbackRequest.state.in_(OPEN)) for side in sides]
    return set(session().scalars(union(*parts)))


def overdue(today: date, most: int) -> list[UUID]:
    """Open requests whose last day is over, the oldest first."""
    query = select(FeedbackRequest.id).where(FeedbackRequest.state.in_(OPEN), FeedbackRequest.due_on < today)
    return list(session().scalars(query.order_by(FeedbackRequest.due_on, FeedbackRequest.id).limit(most)))


def lines_ended(subject_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Open requests about these people by managers who do not lead them today, by the person: one statement."""
    line = ReportingLine
    leads = (
        select(line.id)
        .where(
            line.person_id == FeedbackRequest.subject_id,
            line.manager_id == FeedbackRequest.asker_id,
            in_force(line, organisations.today()),
        )
        .correlate(FeedbackRequest)
        .exists()
    )
    query = select(FeedbackRequest.subject_id, FeedbackRequest.id).where(
        FeedbackRequest.subject_id.in_(subject_ids),
        FeedbackRequest.asker_id != FeedbackRequest.subject_id,
        FeedbackRequest.state.in_(OPEN),
        ~leads,
    )
    found: dict[UUID, list[UUID]] = {}
    for subject_id, request_id in session().execute(query):
        found.setdefault(subject_id, []).append(request_id)
    return found
