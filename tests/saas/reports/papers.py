"""Plans that two people have agreed through the verbs, and what a reader finds in a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from pypdf import PdfReader
from sqlalchemy import select

from saas import cycle, plan
from saas.demo import texts
from saas.plan.content import Period, Plan
from tenants import organisations
from tenants.isolation import session
from tenants.jobs import Job
from tests.house_fixture import House

Make = Callable[[Period], Plan]


def english(period: Period) -> Plan:
    """Two work goals and one of development."""
    goals = texts.faults(period), texts.handover(period), texts.talking(period)
    return texts.whole(period, *goals, words="I took your point about the hours without calls.")


def chinese(period: Period) -> Plan:
    """Two goals in Chinese."""
    return texts.whole(period, *texts.shanghai(period), words="我接受你关于审批的意见。")


def begun(house: House, who: str = "amara", manager: str = "bo") -> UUID:
    """An own cycle with an empty plan; returns the plan's id."""
    with house.acting(who) as by:
        today = organisations.today()
        phases = cycle.own_phases(today, today + timedelta(days=180))
        made = cycle.draft_own(reason="project", name="Harbour project", phases=phases, by=by)
        cycle.ask(made, by=by)
        cycle_id = made.id
    with house.acting(manager) as by:
        found = cycle.cycle(cycle_id)
        assert found is not None
        cycle.agree(found, by=by)
    with house.acting(who) as by:
        return plan.plans_of(by.id)[0].id


def proposed(house: House, plan_id: UUID, author: str, make: Make = english) -> int:
    """The author proposes that content; returns the version's number."""
    with house.acting(author) as by:
        sheet = plan.sheet(plan_id)
        assert sheet is not None
        draft = plan.take_draft(sheet, by=by)
        content = make(Period(sheet.plan.cycle.starts_on, sheet.plan.cycle.ends_on))
        plan.save(draft, content, seen=draft.version)
        return plan.propose(sheet, by=by).no


def signed(house: House, plan_id: UUID, signer: str, no: int) -> None:
    """The second signature."""
    with house.acting(signer) as by:
        sheet = plan.sheet(plan_id)
        assert sheet is not None
        plan.sign(sheet, no, by=by)


def agreed(house: House, who: str = "amara", manager: str = "bo", make: Make = english) -> UUID:
    """A plan that both have signed; returns its id."""
    plan_id = begun(house, who, manager)
    signed(house, plan_id, manager, proposed(house, plan_id, who, make))
    return plan_id


def amended(house: House, plan_id: UUID, who: str = "amara", manager: str = "bo") -> int:
    """Another version agreed on top of the one in force; returns its number."""
    with house.acting(who) as by:
        sheet = plan.sheet(plan_id)
        assert sheet is not None
        plan.amend(sheet, by=by)
    no = proposed(house, plan_id, who, lambda period: replace(english(period), words="With another date."))
    signed(house, plan_id, manager, no)
    return no


def digest(house: House, plan_id: UUID, who: str = "amara") -> str:
    """The sha256 of the version in force."""
    with house.acting(who):
        sheet = plan.sheet(plan_id)
        assert sheet is not None
        assert sheet.agreement.active_version is not None
        return sheet.agreement.active_version.hash


def reports_of(house: House, who: str) -> list[Job]:
    """Somebody's report jobs, oldest first."""
    with house.acting(who) as by:
        query = select(Job).where(Job.kind == "report", Job.requester_id == by.id).order_by(Job.id)
        return list(session().scalars(query))


def text(pdf: bytes) -> str:
    """What a reader reads, blanks folded."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def proposed_amendment(house: House, plan_id: UUID, who: str = "amara") -> int:
    """An amendment that waits for the other side; returns its version's number."""
    with house.acting(who) as by:
        sheet = plan.sheet(plan_id)
        assert sheet is not None
        plan.amend(sheet, by=by)
    return proposed(house, plan_id, who, lambda period: replace(english(period), words="With another date."))
