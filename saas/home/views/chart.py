"""The organisation chart: it opens one step at a time, with scripts in place and without them page by page."""

from __future__ import annotations

from typing import Any

from flask import request

from saas.home import policy, queries
from saas.home.rules import Sight
from saas.home.views.common import bp
from tenants.people import Person
from tenants.web import answer, gate, paged, wants_fragment
from tenants.web.gates import anybody

KEYS = [Person.sort_key, Person.id]


@bp.get("/people/chart")
@gate(None, anybody)
def chart() -> Any:
    """Those whom nobody leads; each opens into those who report to them."""
    return answer("home/chart.html", person=None, line=[], page=_page(queries.roots()))


@bp.get("/people/<uuid:person_id>/reports")
@gate(queries.sight, policy.can_find)
def reports(sight: Sight) -> Any:
    """Those who report to somebody, below the line from the top down to them."""
    line = [] if wants_fragment() else queries.line_up(sight.person.id)
    page = _page(queries.reports(sight.person.id))
    return answer("home/chart.html", "home/_branch.html", person=sight.person, line=line, page=page)


def _page(query: Any) -> Any:
    return paged(query, KEYS, after=request.args.get("after"), before=request.args.get("before"))
