"""Two tables: "when this happened, these follow" and "before this may happen, these must agree"; and who offers what below.

What stands here happens in the same transaction as the event. Whatever may come late is a job.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask_babel import ngettext

from saas import (
    arrivals,
    check_ins,
    cycle,
    enterprise,
    feedback,
    home,
    meetings,
    navigation,
    partnering,
    performance_file,
    plan,
    plan_template,
    reports,
)
from tenants import find, imports, journal, people, sign_in


def _open_all(_event: cycle.CycleOpened, by: Any, on: cycle.Cycle) -> None:
    plan.open_all(on, by=by)


def _go_on(event: cycle.ParticipantAdded | cycle.OwnCycleAgreed, by: Any, on: cycle.Cycle) -> None:
    plan.go_on(on, event.person_id, by=by)


def _rest(event: cycle.ParticipantExcused, by: Any, on: cycle.Cycle) -> None:
    plan.rest(on, event.person_id, by=by)


def _tell_called_off(_event: cycle.CycleCancelled, by: Any, on: cycle.Cycle) -> None:
    plan.tell_called_off(on, by=by)


def _end_plans(event: people.PersonLeft, by: Any, _on: Any) -> None:
    plan.end_plans(event.person_id, by=by)


def _come_back(event: people.PersonReturned, by: Any, _on: Any) -> None:
    plan.come_back(event.person_id, by=by)


def _follow(event: people.LineChanged, by: Any, _on: Any) -> None:
    plan.follow_line(event.person_id, event.new_manager_id, by=by)


def _follow_to_meetings(event: people.LineChanged, by: Any, _on: Any) -> None:
    meetings.follow_line(event.person_id, event.new_manager_id, by=by)


def _meets(told: list[journal.Event]) -> set[journal.Event]:
    """Of many new lines, those of people with whom something in a 1:1 still moves."""
    lines = [event for event in told if isinstance(event, people.LineChanged)]
    concerned = meetings.concerned_by_lines([event.person_id for event in lines])
    return {event for event in lines if event.person_id in concerned}


def _end_meetings(event: people.PersonLeft, by: Any, _on: Any) -> None:
    meetings.end_all(event.person_id, by=by)


def _follows(told: list[journal.Event]) -> set[journal.Event]:
    """Of many new lines, those of people who have a plan to follow them, or take part where they could have one."""
    lines = [event for event in told if isinstance(event, people.LineChanged)]
    concerned = plan.concerned_by_lines([event.person_id for event in lines])
    return {event for event in lines if event.person_id in concerned}


def _end_requests(event: people.PersonLeft, _by: Any, _on: Any) -> None:
    feedback.end_requests(event.person_id)


def _end_lines(event: people.LineChanged, _by: Any, _on: Any) -> None:
    feedback.end_lines(event.person_id)


def _asked_about(told: list[journal.Event]) -> set[journal.Event]:
    """Of many new lines, those of people about whom a manager asks who leads them no more."""
    lines = [event for event in told if isinstance(event, people.LineChanged)]
    over = feedback.lines_ended([event.person_id for event in lines])
    return {event for event in lines if event.person_id in over}


def _check_in(_event: plan.PlanAgreed | plan.PlanAdopted, _by: Any, on: plan.Plan) -> None:
    check_ins.begin(on.person_id)


def _follow_check_ins(event: people.LineChanged, by: Any, _on: Any) -> None:
    check_ins.follow_line(event.person_id, event.new_manager_id, by=by)


def _end_check_ins(event: people.PersonLeft, by: Any, _on: Any) -> None:
    check_ins.rest_all(event.person_id, by=by)


def _print(event: plan.PlanAgreed | plan.PlanAdopted, _by: Any, on: plan.Plan) -> None:
    reports.print_agreed(on, event.no)


def _end_contests(event: people.LineChanged, _by: Any, _on: Any) -> None:
    performance_file.line_ended(event.person_id, event.new_manager_id)


def _with_contests(told: list[journal.Event]) -> set[journal.Event]:
    """Of many new lines, those of people in whose files a contest is open."""
    lines = [event for event in told if isinstance(event, people.LineChanged)]
    concerned = performance_file.with_open_contests([event.person_id for event in lines])
    return {event for event in lines if event.person_id in concerned}


def _invite(event: people.PersonAdded | people.PersonReturned, by: Any, on: people.Person) -> None:
    """Whom a person adds is invited; commands, the demo and files of people decide for themselves."""
    if by is not None and event.invite:
        sign_in.invite(on, by=by)


def _invite_now(_event: imports.InvitationDue, by: Any, on: people.Person) -> None:
    """A person's turn among those whom a file brought."""
    sign_in.invite(on, by=by)


def _close_account(_event: people.PersonLeft, by: Any, on: people.Person) -> None:
    sign_in.close_account(on, by=by)


def _tell_of_deputy(event: people.DeputyNamed | people.DeputyEnded, by: Any, on: people.Deputyship) -> None:
    home.tell_of_deputy(event, by=by, on=on)


def _tell_of_grant(event: people.GrantGiven | people.GrantEnded, by: Any, on: people.Grant) -> None:
    home.tell_of_grant(event, by=by, on=on)


def _tell_of_wish(
    event: people.GrantAsked | people.GrantDeclined | people.PartnerAsked | people.PartnerDeclined,
    by: Any,
    on: people.RightWish,
) -> None:
    home.tell_of_wish(event, by=by, on=on)


def _tell_of_partner(event: people.PartnerAssigned | people.PartnerEnded, by: Any, on: people.HrAssignment) -> None:
    home.tell_of_partner(event, by=by, on=on)


def _tell_of_line(event: people.LineChanged, by: Any, on: people.Person) -> None:
    if home.lines_to_admins([event]):
        home.tell_of_line(event, by=by, on=on)


def _follow_address(_event: people.EmailChanged, by: Any, on: people.Person) -> None:
    sign_in.follow_address(on, by=by)


def _tell_of_lost_line(event: people.LineChanged, by: Any, on: people.Person) -> None:
    if event.new_manager_id is None and event.old_manager_id is not None and on.state == "active":
        home.tell_of_lost_line(event, by=by, on=on)


def _find(kind: str, through: find.Through | None = None) -> journal.Reaction:
    """What happened to a record, or to what it is looked up `through`, changes by what it is found."""
    return lambda _event, _by, on: find.changed(kind, [on.id], through=through)


FOLLOWS: tuple[tuple[type[journal.Event], journal.Reaction], ...] = (
    (cycle.CycleOpened, _open_all),
    (cycle.ParticipantAdded, _go_on),
    (cycle.ParticipantExcused, _rest),
    (cycle.OwnCycleAgreed, _go_on),
    (cycle.CycleCancelled, _tell_called_off),
    (people.LineChanged, _follow),
    (people.LineChanged, _end_lines),
    (people.LineChanged, _follow_check_ins),
    (people.LineChanged, _follow_to_meetings),
    (people.PersonAdded, _invite),
    (people.PersonReturned, _invite),
    (imports.InvitationDue, _invite_now),
    (people.PersonReturned, _come_back),
    (people.PersonLeft, _close_account),
    (people.PersonLeft, _end_plans),
    (people.PersonLeft, _end_requests),
    (people.PersonLeft, _end_check_ins),
    (people.PersonLeft, _end_meetings),
    (people.EmailChanged, _follow_address),
    (plan.PlanAgreed, _check_in),
    (plan.PlanAdopted, _check_in),
    (plan.PlanAgreed, _print),
    (plan.PlanAdopted, _print),
    *arrivals.FOLLOWS,
    (people.LineChanged, _end_contests),
    (people.DeputyNamed, _tell_of_deputy),
    (people.DeputyEnded, _tell_of_deputy),
    (people.GrantGiven, _tell_of_grant),
    (people.GrantEnded, _tell_of_grant),
    (people.GrantAsked, _tell_of_wish),
    (people.GrantDeclined, _tell_of_wish),
    (people.PartnerAsked, _tell_of_wish),
    (people.PartnerDeclined, _tell_of_wish),
    (people.PartnerAssigned, _tell_of_partner),
    (people.PartnerEnded, _tell_of_partner),
    (people.LineChanged, _tell_of_line),
    (people.LineChanged, _tell_of_lost_line),
    *((event, _find("plan", plan.behind)) for event in plan.CHANGES_WHAT_IS_FOUND),
    *((event, _find("enterprise_goal")) for event in enterprise.CHANGES_WHAT_IS_FOUND),
    *((event, _find("meeting")) for event in meetings.CHANGES_WHAT_IS_FOUND),
    *((event, _find("check_in")) for event in check_ins.CHANGES_WHAT_IS_FOUND),
    *((event, _find("feedback")) for event in feedback.CHANGES_WHAT_IS_FOUND),
    *((event, _find("file_entry")) for event in performance_file.CHANGES_WHAT_IS_FOUND),
    *partnering.FOLLOWS,
)


def _left(concerned: Callable[[list[UUID]], set[UUID]]) -> Callable[[list[journal.Event]], set[journal.Event]]:
    """Of many who left, those for whom something is to end."""

    def among(told: list[journal.Event]) -> set[journal.Event]:
        gone = [event for event in told if isinstance(event, people.PersonLeft)]
        concerns = concerned([event.person_id for event in gone])
        return {event for event in gone if event.person_id in concerns}

    return among


CONCERNS: tuple[tuple[journal.Reaction, Any], ...] = (
    (_follow, _follows),
    (_end_lines, _asked_about),
    (_follow_check_ins, _follows),
    (_follow_to_meetings, _meets),
    (arrivals.handed_before, _follows),
    (_tell_of_line, home.lines_to_admins),
    (_tell_of_lost_line, home.lost_lines),
    (_end_contests, _with_contests),
    (_close_account, _left(sign_in.concerned_by_leaving)),
    (_end_plans, _left(plan.concerned_by_leaving)),
    (_end_requests, _left(feedback.with_open)),
    (_end_check_ins, _left(check_ins.concerned_by_leaving)),
    (_end_meetings, _left(meetings.concerned_by_leaving)),
    *partnering.CONCERNS,
)
"""Where thousands of events come at once, whom a reaction is asked about: the same as one by one, without the others' cost."""


def _signed_plans(*, cycle: Any) -> list[str]:
    signed = plan.signed_plans_in(cycle.id)
    says = ngettext(
        "%(num)s plan of this cycle is signed by both sides.", "%(num)s plans of this cycle are signed by both sides.", signed
    )
    return [says] if signed else []


FOUND: tuple[find.Kind, ...] = (
    plan.FOUND, meetings.FOUND, check_ins.FOUND, feedback.FOUND, performance_file.FOUND, enterprise.FOUND, *partnering.FOUND,
)  # fmt: skip
SOURCES: tuple[tuple[str, find.Source], ...] = (("people", home.FOUND), ("pages", navigation.FOUND))
"""What the index of the search answers for, and what is found beside it, in this order."""

AGREES: tuple[tuple[str, Any], ...] = (
    ("cycle.cancel", _signed_plans),
    ("company.close", people.reasons_to_keep_company),
    ("unit.close", people.reasons_to_keep_unit),
    ("company.close", enterprise.reasons_to_keep_company),
    ("unit.close", enterprise.reasons_to_keep_unit),
)

_connected = False


def connect() -> None:
    """Tie the events and questions of both tables; a second call changes nothing."""
    global _connected
    if _connected:
        return
    _connected = True
    for event, reaction in FOLLOWS:
        journal.hear(event, reaction)
    for reaction, concerns in CONCERNS:
        journal.concern(reaction, concerns)
    for kind in FOUND:
        find.register(kind)
    for name, source in SOURCES:
        find.offer(name, source)
    for question, answer in AGREES:
        journal.agree(question, answer)
    plan.offer(plan_template.offered)
    cycle.also_look(plan_template.covered)
    meetings.also_tell(check_ins.beside)
    partnering.connect()
