"""Templates of plans in the demo, through the verbs: of all, of a unit, in Chinese, and one that is not published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from saas import plan, plan_template
from saas.demo import talks, texts
from saas.demo.stage import Stage, at
from saas.plan.content import Goal, Period, Plan
from saas.plan.drafts import with_even_weights
from saas.plan_template import Facts, PlanTemplate
from tenants import isolation, organisations


def goals_of(stage: Stage, *goals: Goal) -> tuple[Goal, ...]:
    """These goals with even weights."""
    day = stage.now.date()
    return with_even_weights(Plan(Period(day, day + timedelta(days=300)), goals)).goals


def published(
    stage: Stage,
    title: str,
    by: str,
    positions: Collection[str],
    goals: tuple[Goal, ...] = (),
    *,
    unit: str | None = None,
    words: str = "",
    ends: str = "published",
) -> PlanTemplate:
    """Somebody writes a template, and publishes it; it ends as a draft, published, or retired."""
    actor = stage.acting(by)
    known = {each.title: each.id for each in organisations.positions()}
    units = {each.unit.name: each.unit.id for each in organisations.flat(organisations.unit_tree())}
    day = stage.now.date()
    period = Period(day, day + timedelta(days=300))
    whole = goals or goals_of(stage, texts.faults(period), texts.handover(period))
    facts = Facts(title, words, units[unit] if unit else None, frozenset(known[each] for each in positions))
    made = plan_template.make(facts, by=actor)
    plan_template.write_goals(made, whole, by=actor)
    if ends != "draft":
        plan_template.publish(made, by=actor)
    if ends == "retired":
        plan_template.retire(made, by=actor)
    return made


def northlight(stage: Stage) -> None:
    """Before the cycle opens: one for engineers, one in Chinese for Shanghai, and one that is still being written."""
    day = stage.now.date()
    period = Period(day, day + timedelta(days=300))
    faults, handover, talking = (each(period) for each in (texts.faults, texts.handover, texts.talking))
    with at(stage, hours=3):
        published(
            stage, "A first year in the field", "dara", ("Field engineer",), goals_of(stage, faults, handover),
            words="Two goals that nearly every engineer has. Take what fits, and write the rest yourselves.",
        )  # fmt: skip
    with at(stage, hours=1):
        published(
            stage, "运营专员的计划模板", "dara", ("Operations specialist 运营专员",), goals_of(stage, *texts.shanghai(period)),
            unit="Operations Shanghai 上海运营",
        )  # fmt: skip
    with at(stage, hours=1):
        published(stage, "Leading a team", "dara", ("Team lead",), goals_of(stage, talking), ends="draft")


def northlight_later(stage: Stage) -> None:
    """The template for engineers gets a second version; Siobhán begins with it and makes it her own."""
    stage.day(9)
    with at(stage, hours=2):
        by = stage.acting("dara")
        made = _called("A first year in the field")
        first, second = made.content
        changed = replace(first, title="Faults are found the first time")
        plan_template.write_goals(made, (changed, second), by=by)
        plan_template.publish(_called(made.title), by=by)
    stage.day(25)
    begun(stage, "siobhan", "A first year in the field")
    talks.put(stage, "siobhan", "siobhan", talks.with_words(0, title="At my sites faults are found the first time"))


def tidewater(stage: Stage) -> None:
    """An HR partner who may design cycles writes one for the unit that he accompanies."""
    day = stage.now.date()
    period = Period(day, day + timedelta(days=180))
    with at(stage, hours=2):
        published(
            stage, "A season on board", "gus", ("Deckhand",), goals_of(stage, texts.faults(period), texts.handover(period)),
            unit="Crew",
        )  # fmt: skip


def begun(stage: Stage, who: str, title: str) -> None:
    """Somebody begins their own draft with that template."""
    with at(stage, hours=1):
        by = stage.acting(who)
        sheet = talks.sheet_of(stage, who)
        draft = plan.take_draft(sheet, by=by)
        latest = _called(title).latest
        assert latest is not None, "it is published"
        plan.begin_with(sheet, draft, str(latest.id), by=by, seen=draft.version)


def _called(title: str) -> PlanTemplate:
    found = isolation.session().scalars(select(PlanTemplate.id).where(PlanTemplate.title == title)).one()
    made = plan_template.template(found)
    assert made is not None, "it was just found"
    return made
