"""States that tests begin from, reached through the verbs, so that each of them is a legal one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from saas import cycle, plan
from saas.plan.content import Goal, KeyResult, Period, Plan, Support, new_key
from tenants import isolation, organisations, people
from tests.house_fixture import House

Change = Callable[[Plan], Plan]


@dataclass(frozen=True)
class Made:
    """A plan that a test works on: its id, whose it is, with whom, and in which cycle."""

    house: House
    id: UUID
    cycle_id: UUID
    employee: str
    manager: str

    @property
    def path(self) -> str:
        """Its page, below the organisation."""
        return f"/plan/plans/{self.id}"

    def sheet(self) -> plan.Sheet:
        """The sheet as whoever acts now sees it."""
        found = plan.sheet(self.id)
        assert found is not None
        return found

    def other(self, who: str) -> str:
        """The other one of the two."""
        return self.manager if who == self.employee else self.employee

    def write(self, who: str, change: Change) -> None:
        """`who` writes in their private draft."""
        with self.house.acting(who) as by:
            draft = plan.take_draft(self.sheet(), by=by)
            plan.save(draft, change(Plan.from_json(draft.content)), seen=draft.version)

    def propose(self, who: str, change: Change | None = None) -> int:
        """`who` writes and proposes; the number of the version."""
        if change is not None:
            self.write(who, change)
        with self.house.acting(who) as by:
            return plan.propose(self.sheet(), by=by).no

    def sign(self, who: str, no: int) -> None:
        """`who` signs version `no`."""
        with self.house.acting(who) as by:
            plan.sign(self.sheet(), no, by=by)

    def counter(self, who: str, words: str = "") -> None:
        """`who` begins a counter-proposal."""
        with self.house.acting(who) as by:
            plan.counter(self.sheet(), words=words, by=by)

    def withdraw(self, who: str) -> None:
        """`who` takes their proposal back."""
        with self.house.acting(who) as by:
            plan.withdraw(self.sheet(), by=by)

    def amend(self, who: str) -> None:
        """`who` begins an amendment."""
        with self.house.acting(who) as by:
            plan.amend(self.sheet(), by=by)

    def discard(self, who: str) -> None:
        """`who` discards the open amendment."""
        with self.house.acting(who) as by:
            plan.discard(self.sheet(), by=by)

    def ask(self, who: str, no: int, address: str, words: str) -> None:
        """`who` asks about a line."""
        with self.house.acting(who) as by:
            plan.ask(self.sheet(), no, address, words, by=by)

    def call(self, who: str, words: str = "We turn in circles.") -> None:
        """`who` calls HR in."""
        with self.house.acting(who) as by:
            plan.call(self.sheet(), words, by=by)

    def adopt(self, who: str, no: int = 1) -> None:
        """`who`, who leads now, adopts version `no`."""
        with self.house.acting(who) as by:
            plan.adopt(self.sheet(), no, by=by)

    def lead(self, manager: str | None) -> None:
        """`manager` leads the employee from today on, or nobody does."""
        with self.house.within(self.house.home_of(self.employee)):
            found = people.person(self.house.person(self.employee))
            assert found is not None
            boss = people.person(self.house.person(manager)) if manager else None
            people.set_manager(found, manager=boss, by=None)

    def content(self, who: str) -> Plan:
        """What stands in the draft of `who`."""
        from tenants import agreements

        with self.house.acting(who):
            draft = agreements.draft(self.sheet().agreement.id)
            assert draft is not None, f"{who} has no draft"
            return Plan.from_json(draft.content)

    def state(self) -> str:
        """Where the plan stands."""
        with self.house.acting(self.employee):
            return self.sheet().plan.state


def an_open_cycle(house: House, head: str = "dara") -> UUID:
    """A cycle in planning for everybody of the organisation of `head`; who has no manager is excused."""
    return house.scene(("open cycle", head), lambda: _opened(house, head))


def _opened(house: House, head: str) -> UUID:
    with house.acting(head) as by:
        day = organisations.today()
        phases = cycle.Phases(
            starts_on=day - timedelta(days=20),
            work_on=day + timedelta(days=50),
            appraisal_on=day + timedelta(days=150),
            diagnosis_on=day + timedelta(days=170),
            ends_on=day + timedelta(days=190),
        )
        companies = [company.id for company in organisations.companies()]
        made = cycle.draft(name="H2", phases=phases, company_ids=companies, by=by)
        led = people.managers_of([one.person_id for one in people.placed_in()])
        for place in people.placed_in():
            if place.person_id not in led:
                cycle.excuse(made, place.person, reason="Nobody leads them.", by=by)
        cycle.make_ready(made, by=by)
        cycle.open_planning(made, by=by)
        return made.id


def an_open_plan(house: House, employee: str = "amara", manager: str = "bo", cycle_id: UUID | None = None) -> Made:
    """A plan on which nobody has written anything yet, in an open cycle."""
    heads = {"tidewater": "gus"}
    made = cycle_id or an_open_cycle(house, heads.get(house.home_of(employee), "dara"))
    with house.acting(employee) as by:
        query = select(plan.Plan.id).where(plan.Plan.person_id == by.id, plan.Plan.cycle_id == made)
        found = isolation.session().scalars(query).one()
    return Made(house, found, made, employee, manager)


def a_proposed_plan(house: House, by: str = "amara", content: Change | None = None) -> Made:
    """Version 1 waits for the other side."""

    def proposed() -> Made:
        made = an_open_plan(house)
        made.propose(by, content or filled)
        return made

    return proposed() if content else replace(house.scene(("proposed plan", by), proposed), house=house)


def an_agreed_plan(house: House, by: str = "amara", content: Change | None = None) -> Made:
    """Both have signed version 1."""

    def agreed() -> Made:
        made = a_proposed_plan(house, by, content)
        made.sign(made.other(by), 1)
        return made

    return agreed() if content else replace(house.scene(("agreed plan", by), agreed), house=house)


def stands_in(house: House, deputy: str, person: str, days: int = 10) -> UUID:
    """`deputy` stands in for `person` from today on; the person has named them."""
    with house.acting(person) as by:
        other, today = people.person(house.person(deputy)), organisations.today()
        assert other is not None
        made = people.name_deputy(by.person, other, starts_on=today, ends_on=today + timedelta(days=days), by=by)
        return made.id


def filled(old: Plan) -> Plan:
    """A whole plan that two people could sign: a work goal in English, one in Chinese, one to learn."""
    return replace(old, goals=(repairs(old.period), depots_zh(old.period), talking(old.period)), words="My first thoughts.")


def weighing(*percent: int) -> Change:
    """The goals weigh this much, in order."""

    def change(old: Plan) -> Plan:
        pairs = zip(old.goals, percent, strict=True)
        return replace(old, goals=tuple(replace(goal, weight=share * 100) for goal, share in pairs))

    return change


def with_goal(place: int, **changes: object) -> Change:
    """The goal at that place reads otherwise."""

    def change(old: Plan) -> Plan:
        goals = list(old.goals)
        goals[place] = replace(goals[place], **changes)  # type: ignore[arg-type]  # names are fields of Goal
        return replace(old, goals=tuple(goals))

    return change


def repairs(period: Period, weight: int = 6000) -> Goal:
    """A work goal in English."""
    due = period.ends_on - timedelta(days=10)
    return Goal(
        key=new_key(),
        title="Fewer faults that come back",
        words="Every fifth repair is the same fault again.\n\nI look for what the first visit missed.",
        weight=weight,
        due_on=due,
        challenge=3,
        criteria={"l2": "Fewer than 15 of 100 come back.", "l3": "At most 8 of 100 repairs come back."},
        key_results=(
            KeyResult(new_key(), "Repairs that come back", "percent", "down", Decimal(21), Decimal(8)),
            KeyResult(new_key(), "A sheet for each of the 40 sites", "yes_no"),
        ),
        support=(_support("time", "Two hours a week without calls.", period.starts_on + timedelta(days=30)),),
    )


def depots_zh(period: Period, weight: int = 4000) -> Goal:
    """A work goal in Chinese."""
    return Goal(
        key=new_key(),
        title="三个仓库在十月前运行 🚀",
        words="先开一个，再开两个。每个仓库都要有自己的团队。",
        weight=weight,
        due_on=period.ends_on - timedelta(days=20),
        challenge=4,
        criteria={"l3": "三个仓库运行", "l4": "三个仓库运行，且交货时间少于 2 天"},
        key_results=(KeyResult(new_key(), "运行的仓库", "number", "up", Decimal(0), Decimal(3), "仓库"),),
        support=(_support("decision", "我在夏天之前决定预算。", period.starts_on + timedelta(days=40)),),
    )


def talking(period: Period) -> Goal:
    """A development goal that outlives the cycle and weighs nothing."""
    return Goal(
        key=new_key(),
        kind="development",
        title="Say difficult things early",
        due_on=period.ends_on,
        outlives=True,
        criteria={"l3": "Twice I raised something within a week, and both found it helped."},
    )


def _support(kind: str, words: str, by_on: date) -> Support:
    return Support(new_key(), kind, words, by_on)
