"""Keeping templates: making, changing, publishing, retiring. Each verb checks, changes and records."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _

from saas.plan import Scale
from saas.plan.content import GOALS, ContentError, Goal
from saas.plan_template import events, policy, queries, rules
from saas.plan_template.models import PlanTemplate, PlanTemplatePosition, PlanTemplateVersion
from saas.plan_template.rules import Facts
from saas.plan_template.states import MACHINE
from tenants import journal, organisations
from tenants.isolation import clock, get_locked, session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.organisations import folded, unless_taken
from tenants.people import Actor


def make(facts: Facts, *, by: Actor) -> PlanTemplate:
    """A template is being written, for these positions. Whoever keeps those of its unit, or of all; Invalid."""
    require(policy.may_keep(by, facts.unit_id))
    facts = _checked(facts, None)
    made = PlanTemplate(state="draft", version=1, goals=[], changed_at=clock.now())
    _write(made, facts)
    with unless_taken(title=_taken()):
        session().add(made)
    _write_positions(made, facts)
    journal.record(events.PlanTemplateMade(), by=by, on=made)
    session().flush()
    return made


def change(template: PlanTemplate, facts: Facts, *, by: Actor, seen: int | None = None) -> PlanTemplate:
    """The template is called so and is for these positions, from now on: what is offered under its old title stays so until
    it is published again. Whoever keeps it, and keeps those of the unit it moves to; Invalid, Stale, NotNow.
    """
    require(policy.can_keep(by, template) and policy.may_keep(by, facts.unit_id))
    template = _held(template, seen)
    facts = _checked(facts, template)
    old = Facts(template.title, template.words, template.unit_id, _position_ids(template))
    what = tuple(name for name in ("title", "words", "unit_id", "position_ids") if getattr(old, name) != getattr(facts, name))
    if not what:
        return template
    with unless_taken(title=_taken()):
        _write(template, facts)
    _write_positions(template, facts)
    _changed(template, what, by)
    return template


def write_goals(template: PlanTemplate, goals: Sequence[Goal], *, by: Actor, seen: int | None = None) -> PlanTemplate:
    """The template holds these goals; people are offered them once it is published. Whoever keeps it; Invalid, Stale, NotNow.

    What only two people can say (dates, how hard it is for somebody, what it contributes to) does not stand in a template.
    """
    require(policy.can_keep(by, template))
    template = _held(template, seen)
    if len(goals) > GOALS:
        raise Invalid({"": _("A plan holds at most %(most)s goals.", most=GOALS)})
    try:
        data = [Goal.read(rules.general(each).to_json(), ("goals", each.key)).to_json() for each in goals]
    except ContentError as error:
        raise Invalid(error.field) from None
    if data != template.goals:
        template.goals = data
        _changed(template, ("goals",), by)
    return template


def publish(template: PlanTemplate, *, by: Actor, seen: int | None = None) -> PlanTemplateVersion:
    """Plans of its positions can begin with what is written, as the next version. Whoever keeps it; Stale, NotNow.

    Invalid where a plan of these goals could not be proposed, dates aside; NotNow where nothing differs from the last version.
    """
    require(policy.can_keep(by, template))
    template = _held(template, seen)
    if not MACHINE.may(template, "publish"):
        raise NotNow(_("This template is retired. Take it up again first."))
    if template.state == "published" and not template.differs:
        raise NotNow(_("Nothing differs from what is published."))
    goals = tuple(each.trimmed() for each in template.content)
    scale = Scale.from_json(organisations.scale())
    problems = rules.unready(goals, queries.rows_of(template.id), scale, organisations.today())
    if problems:
        raise Invalid({each.address: each.message for each in problems})
    data = [each.to_json() for each in goals]
    made = PlanTemplateVersion(
        template_id=template.id,
        no=queries.last_number(template.id) + 1,
        title=template.title,
        goals=data,
        author_id=by.id,
        published_at=clock.now(),
    )
    session().add(made)
    session().flush()
    template.goals, template.latest_id, template.latest = data, made.id, made
    MACHINE.move(template, "publish")
    template.changed_at = clock.now()
    journal.record(events.PlanTemplatePublished(made.no), by=by, on=template)
    session().flush()
    return made


def retire(template: PlanTemplate, *, by: Actor, seen: int | None = None) -> PlanTemplate:
    """Nobody is offered it any more; plans that began with it stay as they are. Whoever keeps it; Stale, NotNow."""
    require(policy.can_keep(by, template))
    template = _held(template, seen)
    MACHINE.move(template, "retire")
    template.changed_at = clock.now()
    journal.record(events.PlanTemplateRetired(), by=by, on=template)
    session().flush()
    return template


def reopen(template: PlanTemplate, *, by: Actor, seen: int | None = None) -> PlanTemplate:
    """It is a draft again, to be published as its next version. Whoever keeps it; Stale, NotNow, Invalid where another
    template bears its title by now.
    """
    require(policy.can_keep(by, template))
    template = _held(template, seen)
    if queries.is_title_taken(template.title_key, template.id):
        raise NotNow(_taken())
    MACHINE.move(template, "reopen")
    template.changed_at = clock.now()
    journal.record(events.PlanTemplateReopened(), by=by, on=template)
    session().flush()
    return template


def _taken() -> str:
    return str(_("A template of this title is there already."))


def _held(template: PlanTemplate, seen: int | None) -> PlanTemplate:
    fresh = get_locked(PlanTemplate, template.id)
    if fresh is None or (seen is not None and seen != fresh.version):
        raise Stale(fresh or template, seen)
    return fresh


def _changed(template: PlanTemplate, what: tuple[str, ...], by: Actor) -> None:
    verb = "change" if template.state == "published" else "renew"
    if not MACHINE.may(template, verb):
        raise NotNow(_("This template is retired. Take it up again first."))
    MACHINE.move(template, verb)
    template.changed_at = clock.now()
    journal.record(events.PlanTemplateChanged(what), by=by, on=template)
    session().flush()


def _checked(facts: Facts, mine: PlanTemplate | None) -> Facts:
    """The facts as they are stored; Invalid for a title that is taken, a unit or a position that is not there."""
    facts = rules.tidied(facts)
    errors = rules.problems(facts)
    if "title" not in errors and queries.is_title_taken(folded(facts.title), mine.id if mine else None):
        errors["title"] = _taken()
    unit = organisations.unit(facts.unit_id)
    if facts.unit_id is not None and (unit is None or (unit.state != "open" and (mine is None or mine.unit_id != unit.id))):
        errors["unit"] = _("Choose a unit that is open.")
    known = {each.id for each in organisations.positions(open_only=True)} | (_position_ids(mine) if mine else set())
    if not facts.position_ids <= known:
        errors["positions"] = _("Choose positions that are open.")
    if errors:
        raise Invalid(errors)
    return facts


def _position_ids(template: PlanTemplate) -> frozenset[UUID]:
    return frozenset(row.position_id for row in queries.rows_of(template.id))


def _write(template: PlanTemplate, facts: Facts) -> None:
    template.title, template.title_key = facts.title, folded(facts.title)
    template.words, template.unit_id = facts.words, facts.unit_id


def _write_positions(template: PlanTemplate, facts: Facts) -> None:
    there = {row.position_id: row for row in queries.rows_of(template.id)}
    for position_id, row in there.items():
        if position_id not in facts.position_ids:
            session().delete(row)
    added = sorted(facts.position_ids - set(there))
    session().add_all([PlanTemplatePosition(template_id=template.id, position_id=each) for each in added])
    session().flush()
