"""The page of the search, and the part of it that comes while one types."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from tenants import organisations
from tenants.find import policy, queries, rules
from tenants.web import answer, current, gate, searched

bp = Blueprint("find", __name__)


@bp.get("/find")
@gate(None, policy.can_find)
def find() -> Any:
    """What fits the words of `q`: people, pages and records that the reader may read."""
    q = organisations.clean(searched()[: rules.TYPED])
    return answer("find/find.html", "find/_found.html", q=q, groups=queries.search(current.actor(), q))
