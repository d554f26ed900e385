"""What the pages of this room share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask_babel import gettext as _

from saas import enterprise
from tenants import organisations
from tenants.organisations import Company, Unit

bp = Blueprint("alignment", __name__, url_prefix="/alignment")


def company_of(company_id: UUID) -> Company | None:
    """The company of an address."""
    return organisations.company(company_id)


def unit_of(unit_id: UUID) -> Unit | None:
    """The unit of an address."""
    return organisations.unit(unit_id)


def where() -> dict[str, Any]:
    """Where in the list of goals the reader is, out of the address."""
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def helpers() -> dict[str, Any]:
    """Functions for templates of this room."""
    sees = _(
        "Everybody in %(name)s sees goals of companies and units. Goals of plans are shown to those who may read the plan; to "
        "others they are a number of people, and below the threshold “a few”.",
        name=organisations.organisation().name,
    )
    return {"mood": enterprise.mood, "who_sees": sees}
