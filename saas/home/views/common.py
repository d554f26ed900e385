"""What these pages share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, request

from saas import plan
from saas.home.rules import part_of
from tenants import agreements
from tenants.people import Person

bp = Blueprint("home", __name__)


def uuid_arg(name: str) -> UUID | None:
    """An id from the address; anything else counts as none."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def waits_for(found: plan.Plan) -> UUID | None:
    """Whose turn it is in a plan, or None."""
    return found.waits_for()


def plan_url_of(found: plan.Plan) -> str:
    """The address of a plan's page."""
    return f"{request.script_root}/plan/plans/{found.id}"


def by_person(plans: list[plan.Plan]) -> dict[UUID, list[plan.Plan]]:
    """The plans of each person, in their order."""
    found: dict[UUID, list[plan.Plan]] = {}
    for each in plans:
        found.setdefault(each.person_id, []).append(each)
    return found


@dataclass(frozen=True)
class Change:
    """An amendment that both are talking about: who has the next move, and whether anything is put forward."""

    turn: Person
    put: bool


def changes_of(plans: Iterable[plan.Plan]) -> dict[UUID, Change]:
    """The change that is under way in each of these plans that has one, by the plan's id: one statement for all of them,
    and none where none is agreed.
    """
    agreed = [each for each in plans if each.state == "agreed" and not each.rests]
    found = agreements.open_amendments(each.agreement_id for each in agreed) if agreed else {}
    return {each.id: _change(each, found[each.agreement_id]) for each in agreed if each.agreement_id in found}


def _change(found: plan.Plan, amendment: agreements.Amendment) -> Change:
    """Whose turn it is: before the first proposal that of whoever opened it."""
    who = agreements.waits_for(found.agreement, amendment) or amendment.opened_by_id
    put = amendment.state != "drafting"
    return Change(found.agreement.first if who == found.agreement.first_id else found.agreement.second, put)


def helpers() -> dict[str, Any]:
    """Functions for templates of this room."""
    return {"waits_for": waits_for, "whom": plan.whom, "part_of": part_of, "plan_url_of": plan_url_of}


def beside(plan_: plan.Plan, reader_id: UUID) -> Person:
    """The other one of the two, seen from the reader; for anybody else the manager."""
    agreement = plan_.agreement
    return agreement.first if reader_id == agreement.second_id else agreement.second
