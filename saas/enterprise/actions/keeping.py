"""Keeping goals of companies and units: making, changing, opening and closing them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _

from saas.enterprise import events, policy, queries, rules
from saas.enterprise.models import EnterpriseGoal, EnterpriseKeyResult, EnterpriseWording
from saas.enterprise.rules import Facts
from saas.enterprise.sheets import GoalSheet
from saas.enterprise.states import ENDINGS, MACHINE
from saas.measures import KeyResult, tidy
from tenants import journal, notices, organisations, people
from tenants.isolation import clock, get_locked, session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.organisations import Company, Unit, unless_taken
from tenants.people import Actor


def make(facts: Facts, *, company: Company, unit: Unit | None = None, by: Actor) -> EnterpriseGoal:
    """There is a draft of a goal of the unit, or without one of the company. Whoever keeps its goals; Invalid."""
    require(policy.may_keep(by, unit.id if unit else None, queries.leads_unit(by, unit.id if unit else None)))
    organisations.hold_structure()
    facts = rules.tidied(facts)
    errors = rules.problems(facts, organisations.today()) | _place_problems(company, unit) | _owner_problems(facts.owner_id)
    errors |= _parent_problems(facts, None)
    if errors:
        raise Invalid(errors)
    made = EnterpriseGoal(company_id=company.id, unit_id=unit.id if unit else None, state="draft", version=1)
    _write(made, facts)
    with unless_taken(title=_("A goal of this name is there already.")):
        session().add(made)
    _write_results(made, (), facts.results)
    journal.record(events.EnterpriseGoalMade(), by=by, on=made)
    session().flush()
    _tell_owner(made, by)
    return made


def change(sheet: GoalSheet, facts: Facts, *, by: Actor, seen: int | None = None) -> EnterpriseGoal:
    """The goal is as given: a draft, or an open one, and everybody sees it at once. Whoever keeps it; Invalid, Stale, NotNow.

    How an open goal read before is kept, with who changed it. A key result that is missing in `facts` goes from a draft, and
    stands no longer in an open goal: what was said of it is kept.
    """
    require(policy.can_change(by, sheet))
    organisations.hold_structure()
    goal = _held(sheet, seen)
    verb = "change" if goal.state == "open" else "renew"
    if not MACHINE.may(goal, verb):
        raise NotNow(_("This goal is closed."))
    facts = rules.tidied(facts)
    errors = rules.problems(facts, organisations.today())
    if facts.owner_id != goal.owner_id:
        errors |= _owner_problems(facts.owner_id)
    if (facts.parent_id, facts.parent_result_id) != (goal.parent_id, goal.parent_result_id):
        errors |= _parent_problems(facts, goal)
    if errors:
        raise Invalid(errors)
    owner = goal.owner_id
    what = rules.differing(goal, facts)
    there = queries.results_of([goal.id])
    if [each.result for each in there] != list(facts.results):
        what.append("key_results")
    if not what:
        return goal
    if goal.state == "open" and rules.WORDING & set(what):
        _keep_wording(goal, there, by)
    with unless_taken(title=_("A goal of this name is there already.")):
        _write(goal, facts)
    _write_results(goal, there, facts.results)
    MACHINE.move(goal, verb)
    journal.record(events.EnterpriseGoalChanged(tuple(sorted(what))), by=by, on=goal)
    session().flush()
    if owner != goal.owner_id:
        _tell_owner(goal, by)
    return goal


def open_goal(sheet: GoalSheet, *, by: Actor, seen: int | None = None) -> EnterpriseGoal:
    """Everybody sees the goal and may contribute to it; its owner is to check in. Whoever keeps it; Stale, NotNow."""
    require(policy.can_change(by, sheet))
    goal = _held(sheet, seen)
    MACHINE.move(goal, "open")
    goal.due_on = max(goal.starts_on, organisations.today()) + timedelta(days=goal.every_days)
    journal.record(events.EnterpriseGoalOpened(), by=by, on=goal)
    session().flush()
    return goal


def close(sheet: GoalSheet, ending: str, words: str, *, by: Actor, seen: int | None = None) -> EnterpriseGoal:
    """The goal is over: reached, partly, not, or dropped, with words that say why. It is kept for ever.

    Whoever keeps it; Invalid without words; Stale, NotNow.
    """
    require(policy.can_change(by, sheet))
    goal = _held(sheet, seen)
    said, errors = tidy(words), {}
    if not said:
        errors["words"] = _("Say in a few words how it ended.")
    elif len(said) > rules.WORDS:
        errors["words"] = _("At most %(most)s characters fit.", most=rules.WORDS)
    if ending not in ENDINGS:
        errors["ending"] = _("Choose one.")
    if errors:
        raise Invalid(errors)
    MACHINE.move(goal, ending)
    goal.closing_words, goal.closed_on, goal.due_on = said, organisations.today(), None
    journal.record(events.EnterpriseGoalClosed(goal.state), by=by, on=goal)
    session().flush()
    notices.tell(
        goal.owner_id,
        "enterprise.closed",
        on=goal,
        url=f"/enterprise/goals/{goal.id}",
        params={"who": by.person, "goal": goal.title},
        by=by,
    )
    return goal


def _held(sheet: GoalSheet, seen: int | None) -> EnterpriseGoal:
    """The goal under its lock. Stale where the actor looked at another version."""
    goal = get_locked(EnterpriseGoal, sheet.id)
    if goal is None:
        raise NotNow("enterprise_goal: it is gone")
    if seen is not None and seen != goal.version:
        raise Stale(goal, seen)
    return goal


def _place_problems(company: Company, unit: Unit | None) -> dict[str, str]:
    if unit is not None and unit.company_id != company.id:
        return {"unit": _("This unit belongs to another company.")}
    if unit is not None and unit.state != "open":
        return {"unit": _("This unit is closed.")}
    return {} if company.state == "open" else {"company": _("This company is closed.")}


def _owner_problems(owner_id: UUID | None) -> dict[str, str]:
    owner = people.person(owner_id)
    if owner_id is not None and (owner is None or owner.state == "left"):
        return {"owner": _("Choose somebody who is here.")}
    return {}


def _parent_problems(facts: Facts, goal: EnterpriseGoal | None) -> dict[str, str]:
    """Why the goal may not contribute there: unknown or closed, a circle, or a line that grows too long."""
    if facts.parent_id is None:
        return {}
    pair = (facts.parent_id, facts.parent_result_id)
    found = queries.targets([pair]).get(pair)
    if found is None or found.goal.state != "open" or (found.result is not None and not found.result.stands):
        return {"contributes": _("No open goal is called so. Type some words of its title and choose.")}
    line = queries.above([facts.parent_id])[facts.parent_id]
    if goal is not None and goal.id in {each.id for each in line}:
        return {"contributes": _("That goal contributes to this one already: a circle leads nowhere.")}
    if len(line) + (queries.height(goal.id) if goal is not None else 1) > rules.DEPTH:
        return {"contributes": _("At most %(most)s goals stand above each other.", most=rules.DEPTH)}
    return {}


def _keep_wording(goal: EnterpriseGoal, there: list[EnterpriseKeyResult], by: Actor) -> None:
    session().add(
        EnterpriseWording(
            goal_id=goal.id,
            changed_by_id=by.id,
            until=clock.now(),
            owner_id=goal.owner_id,
            title=goal.title,
            words=goal.words,
            starts_on=goal.starts_on,
            ends_on=goal.ends_on,
            results=[each.result.to_json() for each in there],
        )
    )


def _write(goal: EnterpriseGoal, facts: Facts) -> None:
    before = goal.every_days
    for name in rules.differing(goal, facts):
        setattr(goal, name, getattr(facts, name))
    if goal.due_on is not None:
        goal.due_on += timedelta(days=goal.every_days - before)


def _write_results(goal: EnterpriseGoal, there: list[EnterpriseKeyResult] | tuple[()], wanted: tuple[KeyResult, ...]) -> None:
    known = {str(each.id): each for each in there}
    for place, result in enumerate(wanted):
        row = known.pop(result.key, None)
        if row is None:
            row = EnterpriseKeyResult(goal_id=goal.id)
            session().add(row)
        row.place = place
        for name in ("title", "measure", "direction", "start", "target", "unit", "due_on"):
            setattr(row, name, getattr(result, name))
        row.levels = list(result.levels)
    for gone in known.values():
        if goal.state == "draft":
            session().delete(gone)
        else:
            gone.stands = False
    session().flush()


def _tell_owner(goal: EnterpriseGoal, by: Actor) -> None:
    url, words = f"/enterprise/goals/{goal.id}", {"who": by.person, "goal": goal.title}
    notices.tell(goal.owner_id, "enterprise.owned", on=goal, url=url, params=words, by=by)
