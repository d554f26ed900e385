"""A line changes: the former manager is asked for a note at the plan, agreed or not; what is in force the new one adopts."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.plan import policy, queries
from saas.plan.actions import in_force, still_open
from saas.plan.events import HandoverAnswered, HandoverAsked, HandoverGiven, HandoverLapsed, PlanAdopted
from saas.plan.models import Handover, HandoverAnswer, HandoverNote, Plan
from saas.plan.sheets import Passing, Sheet
from saas.plan.states import HANDOVER
from tenants import agreements, notices, people
from tenants.agreements import LONGEST, AgreementVersion
from tenants.isolation import clock, get, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor

HANDED_OVER = (*agreements.OPEN, "agreed")
"""The states of a plan at which a former manager has something to hand over."""


def adopt(sheet: Sheet, no: int, *, by: Actor, seen: int | None = None) -> AgreementVersion:
    """Whoever leads now has signed what is in force: the same version, the same hash; nothing in it changes.

    Only the manager in force, only while adoption is due. The employee is told, and the paper is printed anew.
    """
    require(policy.can_adopt(by, sheet))
    still_open(sheet)
    version = agreements.adopt(sheet.agreement, no, by=by, in_force=in_force, seen=seen)
    words = {"who": by.person, "cycle": sheet.plan.cycle.name, "no": version.no}
    notices.tell(
        sheet.plan.person_id, "plan.adopted", on=sheet.plan, url=f"/plan/plans/{sheet.id}", params=words, by=by, mail=True
    )
    record(PlanAdopted(version.no), by=by, on=sheet.plan, about=sheet.plan.person_id)
    return version


def line_changed(plan: Plan, former: UUID, manager: UUID | None, *, by: Actor | None) -> None:
    """What follows for a plan: a note is asked of whoever led until now, also where nobody follows yet, and what is in force
    the new manager is to adopt.

    Called once the plan's seat has followed the line. A plan that is still talked about, or only begun, is handed over as
    well: what two people said about it is not to be lost. Nothing is asked about a plan that has ended, of somebody who has
    left, or twice of one; whoever leads again has nothing to hand over. The note lies at the plan: where there is none, what
    the two did stands in their file, which stays theirs.
    """
    if plan.state not in HANDED_OVER or plan.person.state == "left":
        return
    for each in session().scalars(select(Handover).where(Handover.plan_id == plan.id, Handover.state == "asked")):
        if each.former_id == manager:
            _lapse(each, by)
    if former == manager:
        return
    words = {"name": plan.person, "cycle": plan.cycle.name}
    _ask(plan, former, words, by)
    if manager is not None and plan.agreement.adoption_since is not None:
        url = f"/plan/plans/{plan.id}"
        notices.tell(manager, "plan.adoption_due", on=plan, url=url, params=words, by=by, mail=True)
        notices.tell(plan.person_id, "plan.yours_to_adopt", on=plan, url=url, params=words | {"who": manager}, by=by)


def _ask(plan: Plan, former: UUID, words: dict[str, object], by: Actor | None) -> None:
    person = people.names([former]).get(former)
    asked = select(Handover.id).where(Handover.plan_id == plan.id, Handover.former_id == former, Handover.state != "lapsed")
    if person is None or person.state == "left" or session().scalars(asked).first() is not None:
        return
    made = Handover(plan_id=plan.id, former_id=former, asked_at=clock.now())
    session().add(made)
    session().flush()
    notices.tell(former, "plan.handover_asked", on=plan, url=f"/plan/handovers/{made.id}", params=words, by=by, mail=True)
    record(HandoverAsked(former), by=by, on=made, about=plan.person_id)


def lapse_all_at(plan: Plan, *, by: Actor | None) -> None:
    """The plan has ended, since its owner has left: nobody follows who could read a note."""
    for each in session().scalars(select(Handover).where(Handover.plan_id == plan.id, Handover.state == "asked")):
        _lapse(each, by)


def given_about(person: UUID) -> list[Handover]:
    """The notes that former managers of a person have written, at plans of cycles that run, oldest first."""
    running = [plan.id for plan in queries.running_plans([person], resting=True)]
    query = select(Handover).where(Handover.plan_id.in_(running), Handover.state == "given").order_by(Handover.asked_at)
    return list(session().scalars(query.options(joinedload(Handover.plan)))) if running else []


def lapse_all_of(former: UUID, *, by: Actor | None) -> None:
    """Somebody has left: nothing is asked of them any more."""
    for each in session().scalars(select(Handover).where(Handover.former_id == former, Handover.state == "asked")):
        _lapse(each, by)


def _lapse(handover: Handover, by: Actor | None) -> None:
    fresh = get_locked(Handover, handover.id)
    if fresh is not None and HANDOVER.may(fresh, "lapse"):
        HANDOVER.move(fresh, "lapse")
        session().flush()
        record(HandoverLapsed(), by=by, on=fresh, about=fresh.plan.person_id)


def passing(handover_id: UUID, **_rest: object) -> Passing | None:
    """A handover for whoever acts in this unit of work, with what is written, or None."""
    handover = get(Handover, handover_id)
    sheet = queries.sheet(handover.plan_id) if handover is not None else None
    if handover is None or sheet is None:
        return None
    query = select(HandoverNote, HandoverAnswer).outerjoin(
        HandoverAnswer, HandoverAnswer.handover_id == HandoverNote.handover_id
    )
    row = session().execute(query.where(HandoverNote.handover_id == handover.id)).first()
    return Passing(handover, sheet, *(row or (None, None)))


def handovers_of(plan_id: UUID) -> list[tuple[Handover, HandoverNote | None, HandoverAnswer | None]]:
    """What was handed over at a plan, oldest first, with what is still asked for: one statement."""
    query = (
        select(Handover, HandoverNote, HandoverAnswer)
        .outerjoin(HandoverNote, HandoverNote.handover_id == Handover.id)
        .outerjoin(HandoverAnswer, HandoverAnswer.handover_id == Handover.id)
        .where(Handover.plan_id == plan_id, Handover.state != "lapsed")
        .options(joinedload(Handover.former))
        .order_by(Handover.asked_at)
    )
    return [(row[0], row[1], row[2]) for row in session().execute(query)]


def give(passing_: Passing, *, standing: str, promised: str, by: Actor, seen: int | None = None) -> HandoverNote:
    """The note is written: the employee and whoever leads them now read it at once, and nobody changes it any more.

    Only the former manager, once. Invalid where nothing is written.
    """
    require(policy.can_hand_over(by, passing_))
    handover = get_locked(Handover, passing_.id)
    assert handover is not None, "a handover is never deleted"
    standing, promised = standing.strip(), promised.strip()
    if not standing and not promised:
        raise Invalid({"standing": _("Write where things stand, or what is still open.")})
    for name, text in (("standing", standing), ("promised", promised)):
        _fits(name, text)
    if not HANDOVER.may(handover, "give"):
        raise NotNow(_("This note is written already, or is not needed any more."))
    HANDOVER.move(handover, "give", seen=seen)
    made = HandoverNote(handover_id=handover.id, author_id=by.id, standing=standing, promised=promised, at=clock.now())
    session().add(made)
    session().flush()
    agreement = passing_.sheet.agreement
    words = {"who": by.person, "name": passing_.sheet.plan.person, "cycle": passing_.sheet.plan.cycle.name}
    for reader in {*agreement.parties} - {by.id}:
        notices.tell(
            reader, "plan.handover_given", on=passing_.sheet.plan, url=f"/plan/handovers/{handover.id}", params=words, by=by
        )
    record(HandoverGiven(), by=by, on=handover, about=passing_.sheet.plan.person_id)
    return made


def answer(passing_: Passing, *, words: str, by: Actor) -> HandoverAnswer:
    """The employee's answer stands beside the note, once; the former and the present manager are told."""
    require(policy.can_answer_handover(by, passing_))
    handover = get_locked(Handover, passing_.id)
    assert handover is not None, "a handover is never deleted"
    words = words.strip()
    if not words:
        raise Invalid({"words": _("Write what you want to say to it.")})
    _fits("words", words)
    if (
        handover.state != "given"
        or session().scalars(select(HandoverAnswer.id).where(HandoverAnswer.handover_id == handover.id)).first() is not None
    ):
        raise NotNow(_("There is no note to answer, or it is answered already."))
    made = HandoverAnswer(handover_id=handover.id, author_id=by.id, words=words, at=clock.now())
    session().add(made)
    session().flush()
    told = {"who": by.person, "cycle": passing_.sheet.plan.cycle.name}
    for reader in {handover.former_id, passing_.sheet.agreement.second_id}:
        notices.tell(
            reader, "plan.handover_answered", on=passing_.sheet.plan, url=f"/plan/handovers/{handover.id}", params=told, by=by
        )
    record(HandoverAnswered(), by=by, on=handover, about=passing_.sheet.plan.person_id)
    return made


def _fits(name: str, text: str) -> None:
    if len(text) > LONGEST:
        raise Invalid({name: _("At most %(most)s characters fit; these are %(length)s.", most=LONGEST, length=len(text))})
