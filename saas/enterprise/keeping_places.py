"""Why a company or a unit may not be closed yet: goals of it are open, and would be nobody's."""

from __future__ import annotations

from typing import Any

from flask_babel import ngettext
from sqlalchemy import func, select

from saas.enterprise.models import EnterpriseGoal
from tenants.isolation import session


def reasons_to_keep_unit(*, unit: Any) -> list[str]:
    """The reason in words where goals of the unit are still open."""
    return _reasons(EnterpriseGoal.unit_id == unit.id)


def reasons_to_keep_company(*, company: Any) -> list[str]:
    """The reason in words where goals of the company or of its units are still open."""
    return _reasons(EnterpriseGoal.company_id == company.id)


def _reasons(here: Any) -> list[str]:
    n = session().scalar(select(func.count()).where(here, EnterpriseGoal.state == "open")) or 0
    return (
        [ngettext("%(num)s goal of it is open. Close it first.", "%(num)s goals of it are open. Close them first.", n)]
        if n
        else []
    )
