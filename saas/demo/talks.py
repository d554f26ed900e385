"""How people in the demo come to agree: small scenes of the plan's verbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from saas import plan
from saas.demo.stage import Stage, at
from saas.plan.content import Goal, Period, Plan
from tenants import agreements, journal, organisations, people

Change = Callable[[Plan], Plan]


def sheet_of(stage: Stage, who: str) -> plan.Sheet:
    """The sheet of somebody's newest running plan, as whoever acts now sees it."""
    found = plan.running_plans([stage.people[who].id])[0]
    sheet = plan.sheet(found.id)
    assert sheet is not None, "it was just found"
    return sheet


def period_of(stage: Stage, who: str) -> Period:
    """The days of the cycle in which that plan stands."""
    cycle = plan.running_plans([stage.people[who].id])[0].cycle
    return Period(cycle.starts_on, cycle.ends_on)


def write(stage: Stage, author: str, who: str, change: Change) -> None:
    """The author writes in their private draft of the plan of `who`."""
    by = stage.acting(author)
    draft = plan.take_draft(sheet_of(stage, who), by=by)
    plan.save(draft, change(Plan.from_json(draft.content)), seen=draft.version)


def empty_draft(stage: Stage, author: str, who: str) -> None:
    """The author opens a private draft of the plan of `who` and writes nothing yet."""
    by = stage.acting(author)
    plan.take_draft(sheet_of(stage, who), by=by)


def put(stage: Stage, author: str, who: str, change: Change, *, days: int = 2) -> int:
    """The author writes and proposes; returns the number of the version."""
    with at(stage, days=days):
        write(stage, author, who, change)
        return plan.propose(sheet_of(stage, who), by=stage.acting(author)).no


def ask(stage: Stage, author: str, who: str, no: int, address: str, words: str) -> None:
    """The author asks about a line of version `no`."""
    with at(stage, hours=3):
        by = stage.acting(author)
        plan.ask(sheet_of(stage, who), no, address, words, by=by)


def counter(stage: Stage, author: str, who: str, words: str) -> None:
    """The author says what they would like to see different, and begins to write."""
    with at(stage, hours=5):
        by = stage.acting(author)
        plan.counter(sheet_of(stage, who), words=words, by=by)


def sign(stage: Stage, signer: str, who: str, no: int) -> None:
    """The signer puts the second signature under version `no`."""
    with at(stage, days=1):
        by = stage.acting(signer)
        plan.sign(sheet_of(stage, who), no, by=by)


def call(stage: Stage, caller: str, who: str, words: str) -> None:
    """The caller calls HR in at the plan of `who`."""
    with at(stage, hours=4):
        by = stage.acting(caller)
        plan.call(sheet_of(stage, who), words, by=by)


def read(stage: Stage, reader: str, who: str) -> None:
    """The reader has opened the plan of `who`, and the journal says so."""
    with at(stage, hours=6):
        found = sheet_of(stage, who).plan
        journal.record_reading(by=stage.acting(reader), on=found, about=found.person_id)


def led_by(stage: Stage, who: str, manager: str) -> None:
    """Somebody else leads from that day on."""
    with at(stage, hours=3):
        stage.as_system()
        people.set_manager(stage.people[who], manager=stage.people[manager], by=None)


def hand_over(stage: Stage, who: str, former: str, standing: str, promised: str) -> None:
    """The former manager writes the note that is asked of them at the plan of `who`."""
    with at(stage, days=1):
        by = stage.acting(former)
        mine = stage.people[who].id
        asked = next(each for each in plan.turn_items(by) if each.kind == "handover" and each.plan.person_id == mine)
        passing = plan.passing(UUID(asked.path.rpartition("/")[2]))
        assert passing is not None, "it was just found"
        plan.hand_over(passing, standing=standing, promised=promised, by=by)


def stands_in(stage: Stage, deputy: str, person: str, days: int) -> None:
    """The person names who stands in for them for so many days."""
    with at(stage, hours=2):
        by, today = stage.acting(person), organisations.today()
        people.name_deputy(
            stage.people[person], stage.people[deputy], starts_on=today, ends_on=today + timedelta(days=days), by=by
        )


def prepare(stage: Stage, deputy: str, who: str, change: Change) -> None:
    """Who stands in writes in the plan of `who` and lays it before the manager."""
    with at(stage, hours=2):
        write(stage, deputy, who, change)
        plan.lay_before(sheet_of(stage, who), by=stage.acting(deputy))


def agreed(stage: Stage, who: str, manager: str, content: Plan) -> None:
    """The employee proposes, the manager signs."""
    no = put(stage, who, who, lambda _old: content)
    sign(stage, manager, who, no)


def goal_address(stage: Stage, who: str, place: int, line: str) -> str:
    """The address of a line of the goal at that place in the newest version."""
    version = sheet_of(stage, who).talk.last_version
    assert version is not None, "a version was proposed"
    return f"goals/{Plan.from_json(version.content).goals[place].key}/{line}"


def with_words(place: int, **changes: object) -> Change:
    """The goal at that place gets other words, dates or weights."""

    def change(old: Plan) -> Plan:
        goals = list(old.goals)
        goals[place] = replace(goals[place], **changes)  # type: ignore[arg-type]  # names are fields of Goal
        return replace(old, goals=tuple(goals))

    return change


def with_weights(*percent: int) -> Change:
    """The goals weigh this much, in order."""

    def change(old: Plan) -> Plan:
        pairs = zip(old.goals, percent, strict=True)
        return replace(old, goals=tuple(replace(goal, weight=share * 100) for goal, share in pairs))

    return change


def with_target(place: int, result: int, target: int) -> Change:
    """A key result of the goal at that place aims elsewhere."""

    def change(old: Plan) -> Plan:
        goal = old.goals[place]
        results = list(goal.key_results)
        results[result] = replace(results[result], target=Decimal(target))
        return with_words(place, key_results=tuple(results))(old)

    return change


def with_criterion(place: int, old_words: str, new_words: str) -> Change:
    """A success criterion of the goal at that place says something else."""

    def change(old: Plan) -> Plan:
        told = {key: new_words if words == old_words else words for key, words in old.goals[place].criteria.items()}
        return with_words(place, criteria=told)(old)

    return change


def together(*changes: Change) -> Change:
    """One change after the other."""

    def change(old: Plan) -> Plan:
        for each in changes:
            old = each(old)
        return old

    return change


def goals_of(content: Plan) -> tuple[Goal, ...]:
    """The goals of a content."""
    return content.goals


def agreement_of(stage: Stage, who: str) -> UUID:
    """The id of the agreement behind somebody's running plan."""
    return sheet_of(stage, who).agreement.id


def has_open_amendment(stage: Stage, who: str) -> bool:
    """Whether an amendment is being talked about."""
    return agreements.open_amendment(agreement_of(stage, who)) is not None
