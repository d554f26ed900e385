"""Explanations: who can see this and why, and what somebody can see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from saas import home, plan
from saas.audit import around, forms, policy, readers, sight
from saas.audit.views.common import bp
from tenants import people
from tenants.law import Invalid
from tenants.web import answer, current, gate


def _sheet(plan_id: UUID, **_address: object) -> plan.Sheet | None:
    """The plan of an address."""
    return plan.sheet(plan_id)


@bp.get("/plan/plans/<uuid:plan_id>/readers")
@gate(_sheet, plan.policy.can_see_readers)
def plan_readers(sheet: plan.Sheet) -> Any:
    """Who can read a plan, and why: names, relations and numbers of versions, nothing out of it."""
    actor = current.actor()
    may_open = plan.policy.can_read(actor, sheet)
    return answer("audit/plan_readers.html", sheet=sheet, readers=readers.readers_of_plan(sheet), may_open=may_open)


@bp.get("/people/<uuid:person_id>/readers")
@gate(home.sight, policy.can_see_readers)
def person_readers(found: home.Sight) -> Any:
    """Who sees how a person's cycle stands, and who their entries, and why."""
    return answer("audit/person_readers.html", person=found.person, readers=readers.readers_of_person(found))


@bp.get("/settings/sight")
@gate(None, policy.can_ask)
def what_is_seen() -> Any:
    """What somebody can see, and whether they see the things of a given person. Everybody asks about themselves."""
    actor = current.actor()
    form = forms.SightForm(request.args)
    asks_of_others = people.policy.can_list(actor)
    try:
        reader = people.whom(form.reader.data, "reader") if asks_of_others and form.reader.data else actor.person
        of = people.whom(form.of.data, "of") if form.of.data else None
        where = around.standings_of(reader, of)
        if not sight.allowed(reader, actor, where[reader.id]):
            raise Invalid({"reader": _("You can ask about yourself and about those you accompany.")})
    except Invalid as no:
        form.refuse(no)
        return answer(
            "audit/sight.html", status=422, form=form, reader=None, seen=None, follows=(), asks_of_others=asks_of_others
        )
    return answer(
        "audit/sight.html",
        form=form,
        reader=reader,
        seen=sight.seen(reader, of, actor, where[of.id]) if of is not None else None,
        follows=sight.follows(reader) if of is None else (),
        asks_of_others=asks_of_others,
    )
