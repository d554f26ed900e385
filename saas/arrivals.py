"""What two people did elsewhere arrives in their performance file: when this happened, a line of it stands there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from saas import check_ins, feedback, meetings, performance_file, plan
from tenants import journal, organisations, people


def _agreement(event: plan.PlanAgreed | plan.PlanAdopted, by: Any, on: plan.Plan) -> None:
    """What the two agreed stands in their file; of an adoption, in that of the employee and whoever leads now."""
    adopted, agreement = isinstance(event, plan.PlanAdopted), on.agreement
    facts: dict[str, Any] = {"says": "adoption" if adopted else "agreement", "title": on.cycle.name, "no": event.no}
    facts |= {"path": f"/plan/plans/{on.id}", "who": str(agreement.second_id)}
    performance_file.arrive(
        "agreement", f"plan:{on.id}:{event.no}{':adopted' if adopted else ''}", employee=agreement.first_id,
        manager=agreement.second_id, day=organisations.today(), facts=facts, by=by,
    )  # fmt: skip


def _handover(_event: plan.HandoverGiven, by: Any, on: plan.Handover) -> None:
    """What the former manager handed over stands in the file of the employee and whoever leads now."""
    if on.plan.agreement.second_id != on.former_id:
        _hand_over(on, on.plan.agreement.second_id, by)


def _hand_over(on: plan.Handover, manager: UUID, by: Any) -> None:
    facts = {"says": "handover", "title": on.plan.cycle.name, "who": str(on.former_id), "path": f"/plan/handovers/{on.id}"}
    performance_file.arrive(
        "handover", f"handover:{on.id}", employee=on.plan.person_id, manager=manager,
        day=organisations.today(), facts=facts, by=by,
    )  # fmt: skip


def handed_before(event: people.LineChanged, by: Any, _on: Any) -> None:
    """Somebody leads again: what a former manager handed over while nobody followed stands in the file of the new two."""
    person, manager = event.person_id, event.new_manager_id
    if manager is None:
        return
    for each in plan.given_about(person):
        if each.former_id != manager and not performance_file.has_arrived(f"handover:{each.id}", employee=person):
            _hand_over(each, manager, by)


def _meeting(_event: meetings.MeetingConfirmed, by: Any, on: meetings.Meeting) -> None:
    performance_file.arrive(
        "meeting", f"meeting:{on.id}", employee=on.employee_id, manager=on.manager_id, day=organisations.day_of(on.starts_at),
        facts={"says": "meeting", "path": f"/meetings/{on.id}"}, by=by,
    )  # fmt: skip


def _check_in(_event: check_ins.CheckInAnswered, by: Any, on: check_ins.CheckIn) -> None:
    performance_file.arrive(
        "check_in", f"check_in:{on.id}", employee=on.employee_id, manager=on.manager_id, day=on.due_on,
        facts={"says": "check_in", "path": f"/check-ins/{on.id}"}, by=by,
    )  # fmt: skip


def _feedback(event: feedback.FeedbackShared | feedback.FeedbackGiven, by: Any, on: feedback.Feedback) -> None:
    """What the two share: the subject shared it, or knew from the first day that the manager had asked for it."""
    if event.manager_id is not None and event.manager_id != on.giver_id:
        performance_file.arrive(
            "feedback", f"feedback:{on.id}", employee=on.subject_id, manager=event.manager_id,
            day=organisations.day_of(on.given_at), by=by,
            facts={"says": "feedback", "who": str(on.giver_id), "path": f"/feedback/{on.id}"},
        )  # fmt: skip


def _feedback_between(_event: feedback.FeedbackOpened, by: Any, on: feedback.Feedback) -> None:
    """What one of the two told the other about their work, once that one has opened it: it is open to both already."""
    leads = {who: manager.id for who, manager in people.managers_of([on.giver_id, on.subject_id]).items()}
    for employee, manager in ((on.subject_id, on.giver_id), (on.giver_id, on.subject_id)):
        if leads.get(employee) == manager:
            performance_file.arrive(
                "feedback", f"feedback:{on.id}", employee=employee, manager=manager,
                day=organisations.day_of(on.given_at), by=by,
                facts={"says": "feedback_between", "who": str(on.giver_id), "path": f"/feedback/{on.id}"},
            )  # fmt: skip


FOLLOWS: tuple[tuple[type[journal.Event], journal.Reaction], ...] = (
    (plan.PlanAgreed, _agreement),
    (plan.PlanAdopted, _agreement),
    (meetings.MeetingConfirmed, _meeting),
    (check_ins.CheckInAnswered, _check_in),
    (feedback.FeedbackShared, _feedback),
    (feedback.FeedbackGiven, _feedback),
    (feedback.FeedbackOpened, _feedback_between),
    (plan.HandoverGiven, _handover),
    (people.LineChanged, handed_before),
)
"""Which events bring a line, as a part of the wiring's table."""
