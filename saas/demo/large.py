"""A large organisation for measuring: many people, each with an agreed plan. Rows are written in bulk, hashes are real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from saas.cycle import Cycle, Participation
from saas.demo import texts
from saas.demo.large_rhythms import check_in
from saas.enterprise import EnterpriseGoal, EnterpriseKeyResult
from saas.plan.content import Contribution, Period
from saas.plan.content import Plan as Content
from saas.plan.models import Goal, Plan, PlanContribution
from tenants import agreements, isolation, organisations, sign_in
from tenants.agreements import Agreement, AgreementSignature, AgreementVersion
from tenants.isolation import clock, session, steward, write_new
from tenants.organisations import Unit
from tenants.people import Grant, HrAssignment, Person, Placement, ReportingLine
from tenants.people.rules import sort_key
from tenants.sign_in import Credential

SLUG = "large-{n}"
BATCH = 250
"""People whose plans are made in one transaction."""

TEAM = 20
"""People in a unit; the first of them leads it. A small organisation has smaller ones, so that it has some."""

FIRST = ("Ada", "Bela", "Chidi", "Dilek", "Edda", "Faris", "Grete", "Hiro", "Ines", "Jun", "Kemal", "Lina", "伟", "芳", "娜")
LAST = ("Abel", "Brandt", "Costa", "Diaz", "Eriksen", "Fofana", "Gupta", "Horvat", "Ito", "Jansen", "Kaya", "Lund", "王", "李")


def seed_large(n: int, goals: int = 5) -> Iterator[str]:
    """Make the organisation `large-<n>`; everybody signs in as `p<number>@large-<n>.example` with the demo's password.

    p0 leads everybody and is tenant admin, p1 is head of HR and HR partner of the first unit; units of 20 form a tree.
    One that was begun and broken off goes on where it stopped. Raises ValueError where it is there already, or is being made
    by another process at this moment.
    """
    slug = SLUG.format(n=n)
    with steward.alone(f"seed {slug}") as mine:
        if not mine:
            raise ValueError(f"{slug} is being made at this moment; look again when that is done")
        yield from _made(n, slug, goals)


def _made(n: int, slug: str, goals: int) -> Iterator[str]:
    team = team_of(n)
    begun = steward.resolve(slug)
    if begun is not None and begun.state != "provisioning":
        raise ValueError(f"{slug} is there already")
    tenant = begun.id if begun else steward.provision(slug)
    with isolation.transaction(tenant):
        crowd, planned = _standing(slug)
        if not crowd:
            crowd = _people(n, slug, team)
    if planned:
        yield f"{slug} was broken off and goes on: {len(planned)} of {n} people have a plan"
    else:
        yield f"{slug}: {n} people in {_count(n, team)} units, and as many goals of these"
    led_by = {who: crowd[_leader(i, team)] for i, who in enumerate(crowd)}
    for start in range(0, n, BATCH):
        left = [who for who in crowd[start : start + BATCH] if who not in planned]
        if left:
            with isolation.transaction(tenant):
                _plans(left, led_by, goals)
    steward.set_state(slug, "active")
    yield f"{slug}: a plan with {goals} goals for each"


def _standing(slug: str) -> tuple[list[UUID], set[UUID]]:
    """The people in the order of their numbers, and who of them has a plan: both are empty where nothing is there yet."""
    found = session().execute(select(Person.email, Person.id).where(Person.email.like(f"p%@{slug}.example"))).all()
    by_number = sorted((int(email.partition("@")[0][1:]), who) for email, who in found)
    return [who for _number, who in by_number], set(session().scalars(select(Participation.person_id)))


def _people(n: int, slug: str, team: int) -> list[UUID]:
    """The organisation with everybody in it, placed and led."""
    organisations.establish(slug=slug, name=f"Large {n}", demo=True)
    company = organisations.open_company(name="Large", legal_name="Large Limited", by=None)
    crowd = _crowd(n, slug)
    units = _units(company.id, _count(n, team))
    _place(crowd, units, company.id, team)
    _rights(crowd, units)
    _add_goals(crowd, units, n)
    return [person.id for person in crowd]


def _count(n: int, team: int) -> int:
    """How many units an organisation of n has."""
    return (n + team - 1) // team


def team_of(n: int) -> int:
    """How many people a unit of an organisation of n has."""
    return min(TEAM, max(5, n // 4))


def _leader(i: int, team: int) -> int:
    """Who leads person number i: the first of their unit, and these are led by the first of the unit above."""
    unit, place = divmod(i, team)
    return unit * team if place else ((unit - 1) // 6) * team if unit else 0


def _crowd(n: int, slug: str) -> list[Person]:
    hash_ = sign_in.demo_hash()
    crowd = []
    for i in range(n):
        name = f"{FIRST[i % len(FIRST)]} {LAST[(i // len(FIRST)) % len(LAST)]} {i}"
        email = f"p{i}@{slug}.example"
        crowd.append(Person(name=name, called="", sort_key=sort_key(name), email=email, email_key=email, state="active"))
    write_new(crowd)
    write_new([Credential(person_id=p.id, password_hash=hash_, changed_at=clock.now()) for p in crowd])
    return crowd


def _units(company: Any, count: int) -> list[Unit]:
    units: list[Unit] = []
    for i in range(count):
        parent = units[(i - 1) // 6].id if i else None
        units.append(Unit(company_id=company, parent_id=parent, name=f"Unit {i}"))
    write_new(units)
    return units


def _place(crowd: list[Person], units: list[Unit], company: Any, team: int) -> None:
    since = organisations.today() - timedelta(days=300)
    at = [
        Placement(person_id=p.id, company_id=company, unit_id=units[i // team].id, starts_on=since) for i, p in enumerate(crowd)
    ]
    write_new(at)
    led = [(person, crowd[_leader(i, team)]) for i, person in enumerate(crowd) if i]
    write_new([ReportingLine(person_id=person.id, manager_id=leader.id, starts_on=since) for person, leader in led])


def _rights(crowd: list[Person], units: list[Unit]) -> None:
    since = organisations.today()
    session().add(Grant(person_id=crowd[0].id, kind="tenant_admin", starts_on=since))
    session().add(Grant(person_id=crowd[1].id, kind="hr_head", given_by_id=crowd[0].id, starts_on=since))
    session().add(HrAssignment(partner_id=crowd[1].id, unit_id=units[0].id, starts_on=since))
    session().flush()


def _add_goals(crowd: list[Person], units: list[Unit], n: int) -> None:
    """As many goals of the enterprise as there are people: some of the company, the others of the units, each of which
    contributes to one of the unit above; every one has a key result and a check-in that is due.
    """
    day, per = organisations.today(), n // len(units)
    made: list[list[EnterpriseGoal]] = []
    for place, unit in enumerate(units):
        above = made[(place - 1) // 6] if place else []
        made.append([_enterprise_goal(crowd[place * team_of(n)], unit, k, above, day) for k in range(per)])
    write_new([goal for goals in made for goal in goals])
    results = [
        EnterpriseKeyResult(
            goal_id=goal.id, place=0, title=f"Share {goal.title}", measure="percent", direction="up",
            start=Decimal(0), target=Decimal(100), value=Decimal(40), confidence=6,
        )
        for goals in made for goal in goals
    ]  # fmt: skip
    write_new(results)


def _enterprise_goal(owner: Person, unit: Unit, k: int, above: list[EnterpriseGoal], day: date) -> EnterpriseGoal:
    return EnterpriseGoal(
        company_id=unit.company_id,
        unit_id=unit.id if unit.parent_id or k else None,
        owner_id=owner.id,
        parent_id=above[k % len(above)].id if above else None,
        title=f"Goal {k} of {unit.name}",
        title_key="",
        words="",
        starts_on=day - timedelta(days=40),
        ends_on=day + timedelta(days=200),
        due_on=day - timedelta(days=1),
        confidence=6,
        state="open",
    )


def _cycle() -> Cycle:
    found = session().query(Cycle).first()
    if found is not None:
        return found
    day = organisations.today() - timedelta(days=30)
    made = Cycle(
        name="Measured",
        starts_on=day,
        work_on=day + timedelta(days=60),
        appraisal_on=day + timedelta(days=160),
        diagnosis_on=day + timedelta(days=180),
        ends_on=day + timedelta(days=200),
        scale=organisations.scale(),
        state="planning",
    )
    session().add(made)
    session().flush()
    return made


def _plans(crowd: list[Any], leader: dict[Any, Any], goals: int) -> None:
    """Every fifth plan waits for its manager, the others are agreed. One statement for each kind of row."""
    cycle = _cycle()
    period = Period(cycle.starts_on, cycle.ends_on)
    kinds = (texts.depots, texts.faults, texts.handover)
    led = [person for person in crowd if leader[person] != person]
    agreements_ = [Agreement(kind="plan", first_id=p, second_id=leader[p], moved_at=clock.now()) for p in led]
    tops = list(session().scalars(select(EnterpriseGoal).where(EnterpriseGoal.parent_id.is_(None)).limit(3)))
    contents = [_contributing(texts.whole(period, *(kinds[k % 3](period) for k in range(goals))), tops) for _ in led]
    write_new([Participation(cycle_id=cycle.id, person_id=p) for p in crowd])
    write_new(agreements_)
    versions = [_version(agreement, content) for agreement, content in zip(agreements_, contents, strict=True)]
    write_new(versions)
    plans = [Plan(cycle_id=cycle.id, person_id=a.first_id, agreement_id=a.id) for a in agreements_]
    write_new(plans)
    signed: list[AgreementSignature] = []
    goals_: list[Goal] = []
    contributions: list[PlanContribution] = []
    for i, (plan, agreement, version, content) in enumerate(zip(plans, agreements_, versions, contents, strict=True)):
        agreed = i % 5 != 3
        signed += _signed(agreement, version, agreed=agreed)
        if agreed:
            rows = [_goal(plan, version, place, goal) for place, goal in enumerate(content.goals)]
            pairs = zip(rows, content.goals, strict=True)
            contributions += [_contribution(row, to) for row, goal in pairs for _key, to in goal.contributions]
            goals_ += rows
    for each in (signed, goals_, contributions):
        write_new(each)
    check_in([agreement for agreement in agreements_ if agreement.state == "agreed"])


def _version(agreement: Agreement, content: Content) -> AgreementVersion:
    version = AgreementVersion(
        agreement_id=agreement.id,
        no=1,
        author_id=agreement.first_id,
        content=content.to_json(),
        hash="0" * 64,
        proposed_at=clock.now(),
    )
    version.hash = agreements.fingerprint_of(agreement, version)
    return version


def _signed(agreement: Agreement, version: AgreementVersion, *, agreed: bool) -> list[AgreementSignature]:
    """The signatures of one or of both, and the agreement where they leave it."""
    agreement.last_version_id = version.id
    agreement.state = "agreed" if agreed else "proposed"
    agreement.open_version_id = None if agreed else version.id
    agreement.active_version_id = version.id if agreed else None
    sides = [("first", agreement.first_id)] + ([("second", agreement.second_id)] if agreed else [])
    return [
        AgreementSignature(version_id=version.id, person_id=person, side=side, hash=version.hash, signed_at=clock.now())
        for side, person in sides
    ]


def _contributing(content: Content, tops: list[EnterpriseGoal]) -> Content:
    """The first goals of the plan contribute to the highest ones of the enterprise."""
    to = [Contribution(str(top.id), None, top.label) for top in tops]
    goals = [replace(goal, contributes=to[k] if k < len(to) else None) for k, goal in enumerate(content.goals)]
    return replace(content, goals=tuple(goals))


def _contribution(row: Goal, to: Contribution) -> PlanContribution:
    return PlanContribution(
        plan_id=row.plan_id, person_id=row.person_id, goal_id=row.id, version_id=row.version_id, to_goal_id=UUID(to.goal)
    )


def _goal(plan: Plan, version: AgreementVersion, place: int, goal: Any) -> Goal:
    return Goal(
        plan_id=plan.id,
        person_id=plan.person_id,
        version_id=version.id,
        key=UUID(goal.key),
        kind=goal.kind,
        title=goal.title,
        weight=goal.weight,
        due_on=goal.due_on,
        challenge=goal.challenge,
        outlives=goal.outlives,
        place=place,
        agreed_at=clock.now(),
    )
