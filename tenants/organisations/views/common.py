"""What the pages of the structure share: their blueprint, and lists to choose from."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from tenants.organisations import queries

bp = Blueprint("organisations", __name__)


def company_choices() -> list[tuple[Any, str]]:
    """The open companies."""
    return [(company.id, company.name) for company in queries.companies(open_only=True)]
