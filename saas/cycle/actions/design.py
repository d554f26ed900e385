"""Designing HR's cycle: its name, its days, its scale in words, and whom it takes in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete

from saas.cycle import events, policy, queries, rules
from saas.cycle.actions.expecting import expect
from saas.cycle.actions.holding import held, in_state
from saas.cycle.actions.telling import tell_participants
from saas.cycle.models import Cycle, CycleScope
from saas.cycle.rules import Phases
from tenants import journal, organisations
from tenants.isolation import session
from tenants.law import Invalid, require
from tenants.people import Actor


def draft(
    *,
    name: str,
    phases: Phases,
    words: str = "",
    scale: list[dict[str, Any]] | None = None,
    company_ids: Collection[UUID] = (),
    unit_ids: Collection[UUID] = (),
    by: Actor,
) -> Cycle:
    """There is a draft of a cycle for everybody in these companies and units, with the organisation's scale unless
    another is given. Head of HR, tenant admin; an HR partner with `cycle_design` for units they accompany. Invalid.
    """
    require(policy.can_design(by))
    default = organisations.scale()
    levels = [dict(level) for level in default] if scale is None else rules.tidy_scale(scale, default)
    name, words = rules.clean(name), rules.tidy_words(words)
    _check(name, words, phases, levels, company_ids, unit_ids, by)
    made = Cycle(kind="shared", name=name, words=words, scale=levels, state="draft", version=1, **phases.as_dict())
    session().add(made)
    session().flush()
    _set_scope(made, company_ids, unit_ids)
    journal.record(events.CycleMade("shared"), by=by, on=made)
    session().flush()
    return made


def change(
    cycle: Cycle,
    *,
    name: str,
    phases: Phases,
    words: str,
    scale: list[dict[str, Any]],
    company_ids: Collection[UUID],
    unit_ids: Collection[UUID],
    by: Actor,
    seen: int | None = None,
) -> Cycle:
    """The draft is as given. Whoever manages the cycle; NotNow after it was made ready; Stale, Invalid."""
    frame = held(cycle, seen)
    require(policy.can_manage(by, frame))
    cycle = frame.cycle
    in_state(cycle, "draft")
    name, words = rules.clean(name), rules.tidy_words(words)
    levels = rules.tidy_scale(scale, cycle.scale)
    _check(name, words, phases, levels, company_ids, unit_ids, by)
    new: dict[str, Any] = {"name": name, "words": words, "scale": levels, **phases.as_dict()}
    what = [key for key, value in new.items() if getattr(cycle, key) != value]
    for key in what:
        setattr(cycle, key, new[key])
    if (frozenset(company_ids), frozenset(unit_ids)) != (frame.company_ids, frame.unit_ids):
        _set_scope(cycle, company_ids, unit_ids)
        what.append("scope")
    if what:
        cycle.version += 1
        journal.record(events.CycleChanged(tuple(sorted(what))), by=by, on=cycle)
        session().flush()
    return cycle


def move_phases(cycle: Cycle, phases: Phases, *, by: Actor, seen: int | None = None) -> Cycle:
    """The days of a running cycle lie elsewhere, and those who take part are told. Whoever manages the cycle.

    Invalid for a day that is over, and for one that comes sooner than the organisation's notice allows; Stale, NotNow.
    """
    frame = held(cycle, seen)
    require(policy.can_manage(by, frame))
    cycle = frame.cycle
    in_state(cycle, "planning", "working", "appraising", "diagnosing")
    old = Phases.of(cycle)
    errors = rules.move_problems(old, phases, queries.day(), queries.notice_day(frame))
    if errors:
        raise Invalid(errors)
    moved = old.differing(phases)
    if moved:
        for name in moved:
            setattr(cycle, name, getattr(phases, name))
        cycle.version += 1
        journal.record(events.PhasesMoved(moved), by=by, on=cycle)
        session().flush()
        tell_participants("phases_moved", cycle, by)
        expect(cycle)
    return cycle


def _check(
    name: str,
    words: str,
    phases: Phases,
    levels: list[dict[str, Any]],
    company_ids: Collection[UUID],
    unit_ids: Collection[UUID],
    by: Actor,
) -> None:
    errors = rules.name_problems(name, words) | rules.order_problems(phases) | rules.scale_problems(levels)
    if not policy.is_unbounded(by):
        if company_ids:
            errors["companies"] = _("Whole companies are chosen by the head of HR or the tenant admin.")
        if not unit_ids or not set(unit_ids) <= by.partner_unit_ids:
            errors["units"] = _("Choose at least one unit, and only units whose HR partner you are.")
    known = {c.id for c in organisations.companies()} if company_ids else set()
    if not set(company_ids) <= known:
        errors["companies"] = _("Choose companies from the list.")
    units = {branch.unit.id for branch in organisations.flat(organisations.unit_tree())} if unit_ids else set()
    if not set(unit_ids) <= units:
        errors["units"] = _("Choose units from the list.")
    if errors:
        raise Invalid(errors)


def _set_scope(cycle: Cycle, company_ids: Collection[UUID], unit_ids: Collection[UUID]) -> None:
    session().execute(delete(CycleScope).where(CycleScope.cycle_id == cycle.id))
    session().add_all([CycleScope(cycle_id=cycle.id, company_id=company) for company in sorted(set(company_ids))])
    session().add_all([CycleScope(cycle_id=cycle.id, unit_id=unit) for unit in sorted(set(unit_ids))])
    session().flush()
