"""Goals of companies and units in the demo, through the verbs, and the contributions of people to them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from saas import enterprise
from saas.demo.stage import Stage, at
from saas.demo.talks import Change, together
from saas.enterprise import EnterpriseGoal, Facts, Said
from saas.measures import KeyResult, new_key
from saas.plan.content import Contribution, Plan
from tenants import organisations

Numbers = tuple[Decimal | None, int]


@dataclass
class Raised:
    """The goals of one demo by their short names."""

    goals: dict[str, EnterpriseGoal] = field(default_factory=dict)


def result(title: str, measure: str, start: float | None = None, target: float | None = None, unit: str = "") -> KeyResult:
    """A key result that goes up or down, as its numbers say."""
    way = "down" if start is not None and target is not None and target < start else "up"
    ends = [None if value is None else Decimal(str(value)) for value in (start, target)]
    return KeyResult(new_key(), title, measure, way, ends[0], ends[1], unit)


def goal(
    stage: Stage,
    raised: Raised,
    key: str,
    by: str,
    owner: str,
    *,
    unit: str | None = None,
    company: str = "",
    title: str,
    words: str = "",
    results: tuple[KeyResult, ...] = (),
    parent: str | None = None,
    by_result: int | None = None,
    every: int = 30,
    open_it: bool = True,
) -> None:
    """Somebody enters a goal, and opens it a day later."""
    actor = stage.acting(by)
    units = [branch.unit for branch in organisations.flat(organisations.unit_tree())]
    where = next((each for each in units if each.name == unit), None)
    of = organisations.company(where.company_id) if where else None
    of = of or next(each for each in organisations.companies() if each.name == company)
    first = stage.now.date() - timedelta(days=20)
    above = raised.goals[parent] if parent else None
    to = enterprise.results_of([above.id])[by_result] if above is not None and by_result is not None else None
    facts = Facts(
        title, words, stage.people[owner].id, first, first + timedelta(days=235), every,
        None, above.id if above else None, to.id if to else None, results,
    )  # fmt: skip
    with at(stage, hours=2):
        made = enterprise.make(facts, company=of, unit=where, by=actor)
    raised.goals[key] = made
    if open_it:
        with at(stage, hours=1):
            enterprise.open_goal(_sheet(made.id), by=actor)


def check_in(stage: Stage, raised: Raised, key: str, words: str, *values: Numbers, confidence: int | None = None) -> None:
    """The owner says how it goes: words, and a value with a confidence for each key result in order."""
    made = raised.goals[key]
    who = next(short for short, person in stage.people.items() if person.id == made.owner_id)
    with at(stage, hours=1):
        by = stage.acting(who)
        sheet = _sheet(made.id)
        said = {str(row.id): Said(*each) for row, each in zip(sheet.results, values, strict=True)}
        enterprise.check_in(sheet, words=words, said=said, confidence=confidence, by=by)


def reword(stage: Stage, raised: Raised, key: str, by: str, **changes: str) -> None:
    """Somebody who keeps an open goal says it otherwise; how it read before is kept."""
    with at(stage, hours=1):
        actor = stage.acting(by)
        sheet = _sheet(raised.goals[key].id)
        made = sheet.goal
        facts = Facts(
            made.title, made.words, made.owner_id, made.starts_on, made.ends_on, made.every_days, made.cycle_id,
            made.parent_id, made.parent_result_id, tuple(row.result for row in sheet.results),
        )  # fmt: skip
        enterprise.change(sheet, replace(facts, **changes), by=actor)  # type: ignore[arg-type]  # texts only


def close(stage: Stage, raised: Raised, key: str, by: str, ending: str, words: str) -> None:
    """Somebody closes a goal."""
    with at(stage, hours=1):
        actor = stage.acting(by)
        enterprise.close(_sheet(raised.goals[key].id), ending, words, by=actor)


def contributing(raised: Raised, place: int, key: str, result_no: int | None = None, *, own: int | None = None) -> Change:
    """The goal at that place (or its key result `own`) contributes to a goal, or to a key result of it."""
    made = raised.goals[key]
    row = enterprise.results_of([made.id])[result_no] if result_no is not None else None
    pair = (made.id, row.id if row else None)
    found = enterprise.targets([pair])[pair]
    to = Contribution(str(made.id), str(row.id) if row else None, found.label)

    def change(old: Plan) -> Plan:
        goals = list(old.goals)
        if own is None:
            goals[place] = replace(goals[place], contributes=to)
        else:
            results = list(goals[place].key_results)
            results[own] = replace(results[own], contributes=to)
            goals[place] = replace(goals[place], key_results=tuple(results))
        return replace(old, goals=tuple(goals))

    return change


def _sheet(goal_id: UUID) -> enterprise.GoalSheet:
    found = enterprise.sheet(goal_id)
    assert found is not None, "a goal is never deleted"
    return found


def northlight(stage: Stage) -> Raised:
    """Northlight's goals: of both companies, and of the units below them."""
    raised = Raised()
    energy, asia = "Northlight Energy", "Northlight Asia"
    field_, house, shanghai = "Field Engineering", "People and Finance", "Operations Shanghai 上海运营"
    goal(stage, raised, "trust", "dara", "ingrid", company=energy, title="Customers trust that the lights stay on",
         words="Every outage that a customer notices costs us a year of trust. We want fewer, shorter, and explained.",
         results=(result("Minutes without power per customer and year", "number", 96, 60, "min"),
                  result("Customers who would recommend us", "percent", 41, 55)))  # fmt: skip
    goal(stage, raised, "fleet", "dara", "mira", company=energy, title="Our own fleet drives without diesel",
         results=(result("Vans without diesel", "percent", 22, 70),
                  result("Depots that charge overnight", "number", 1, 8, "depots")))  # fmt: skip
    goal(stage, raised, "asia", "dara", "min", company=asia, title="订单准时交付，客户不再等待",
         words="客户最常抱怨的是等待。今年我们要让每一个承诺的日期都算数。",
         results=(result("按承诺日期交付的订单", "percent", 74, 92),
                  result("平均交付周期", "number", 21, 12, "天")))  # fmt: skip
    goal(stage, raised, "faults", "bo", "bo", unit=field_, title="Half as many faults come back", parent="trust", by_result=0,
         every=14, words="What the first visit misses, the second one costs twice.",
         results=(result("Repairs that come back within 30 days", "percent", 21, 10),
                  result("Cost of second visits a month", "currency", 64000, 30000, "EUR")))  # fmt: skip
    goal(stage, raised, "depots", "mira", "mira", unit=field_, title="The northern depots charge their own vans",
         parent="fleet", by_result=1, results=(result("Depots that charge overnight", "number", 1, 4, "depots"),))  # fmt: skip
    goal(stage, raised, "handover", "bo", "mira", unit=field_, title="Any of us can take over any site", parent="trust",
         results=(result("Sites with a sheet that a stranger understands", "number", 12, 40, "sites"),))  # fmt: skip
    goal(stage, raised, "shanghai", "min", "min", unit=shanghai, title="仓库到客户的两段等待减半", parent="asia", by_result=1,
         results=(result("仓库等待", "number", 6, 3, "天"), result("物流交接等待", "number", 4, 2, "天")))  # fmt: skip
    goal(stage, raised, "partners", "dara", "dara", unit=house, title="HR is asked before it has to be called",
         results=(result("Managers who asked HR a question this quarter", "percent", 35, 70),), every=91)  # fmt: skip
    goal(stage, raised, "books", "ingrid", "martin", unit=house, title="The books close in four days",
         results=(result("Working days to close a month", "number", 9, 4, "days"),), open_it=False)  # fmt: skip
    goal(stage, raised, "paper", "dara", "martin", unit=house, title="No invoice on paper")
    return raised


def northlight_later(stage: Stage, raised: Raised) -> None:
    """What their owners said on the way, and one that is over."""
    many = Decimal
    stage.day(16)
    check_in(stage, raised, "faults", "We listened to forty repairs: most of what comes back was seen on the first visit and "
             "not written down.", (many(19), 6), (many(61000), 5))  # fmt: skip
    check_in(stage, raised, "trust", "The winter was kind. I do not trust the number yet.", (many(88), 7), (many(42), 5))
    stage.day(18)
    reword(stage, raised, "depots", "mira", title="The northern depots charge their own vans overnight")
    stage.day(20)
    close(stage, raised, "paper", "dara", "reach", "The last one came in on Tuesday. We kept the printer for the labels.")
    check_in(stage, raised, "depots", "Aalborg waits for the grid company.", (many(2), 6))
    check_in(stage, raised, "asia", "旺季前还差两家物流公司。", (many(79), 6), (many(18), 7))
    stage.day(31)
    check_in(
        stage, raised, "faults", "The new handover sheet is in use at both teams. It shows.", (many(15), 8), (many(48000), 7)
    )
    check_in(stage, raised, "fleet", "The eight vans of the south are late by a quarter.", (many(31), 3), (many(3), 6))
    check_in(stage, raised, "shanghai", "仓库那一段已经缩短到四天。", (many("4.5"), 8), (many(4), 5))


def tidewater(stage: Stage) -> Raised:
    """Tidewater's goals: one of the company, one of its crew."""
    raised = Raised()
    goal(stage, raised, "safe", "ivy", "wim", company="Tidewater Ferries", title="Nobody is hurt on board",
         results=(result("Days since the last injury", "number", 12, 365, "days"),))  # fmt: skip
    goal(stage, raised, "time", "finn", "finn", unit="Crew", title="We leave on time", parent="safe",
         results=(result("Departures within five minutes", "percent", 81, 95),), every=7)  # fmt: skip
    return raised


__all__ = ["Change", "Raised", "contributing", "northlight", "northlight_later", "tidewater", "together"]
