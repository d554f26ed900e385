"""What these pages share."""

from __future__ import annotations

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
    return agreements.waits_for(found.agreement, found.agreement)


def plan_url_of(found: plan.Plan) -> str:
    """The address of a plan's page."""
    return f"{request.script_root}/plan/plans/{found.id}"


def by_person(plans: list[plan.Plan]) -> dict[UUID, list[plan.Plan]]:
    """The plans of each person, in their order."""
    found: dict[UUID, list[plan.Plan]] = {}
    for each in plans:
        found.setdefault(each.person_id, []).append(each)
    return found


def helpers() -> dict[str, Any]:
    """Functions for templates of this room."""
    return {"waits_for": waits_for, "whom": plan.whom, "part_of": part_of, "plan_url_of": plan_url_of}


def beside(plan_: plan.Plan, reader_id: UUID) -> Person:
    """The other one of the two, seen from the reader; for anybody else the manager."""
    agreement = plan_.agreement
    return agreement.first if reader_id == agreement.second_id else agreement.second
