"""What a new organisation still lacks, for its admin: seven facts in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from coaching_library import publishers
from coaching_library.library import LibraryItem
from saas.cycle import Cycle
from tenants import organisations
from tenants.isolation import session, tenant_id
from tenants.organisations import Company, Unit
from tenants.people import Grant, HrAssignment, Person


@dataclass(frozen=True)
class Step:
    """One thing to set up. `code` names its words and its page in the template."""

    code: str
    is_done: bool
    number: int = 0


def checklist() -> list[Step]:
    """The steps from an empty organisation to its first cycle. Once one was launched, what still holds up others alone: that
    nobody may publish.
    """
    tenant = tenant_id()
    count = func.count
    row = (
        session()
        .execute(
            select(
                select(count()).select_from(Company).where(Company.tenant_id == tenant).scalar_subquery(),
                select(count()).select_from(Unit).where(Unit.tenant_id == tenant).scalar_subquery(),
                select(count()).select_from(Person).where(Person.tenant_id == tenant, Person.state != "left").scalar_subquery(),
                exists().where(HrAssignment.tenant_id == tenant, HrAssignment.ends_on.is_(None))
                | exists().where(Grant.tenant_id == tenant, Grant.kind == "hr_head", Grant.ends_on.is_(None)),
                exists().where(Grant.tenant_id == tenant, Grant.kind.in_(publishers.RIGHTS), Grant.ends_on.is_(None)),
                exists().where(LibraryItem.tenant_id == tenant, LibraryItem.owner_id.is_not(None)),
                exists().where(Cycle.tenant_id == tenant, Cycle.kind == "shared"),
                exists().where(
                    Cycle.tenant_id == tenant, Cycle.kind == "shared", Cycle.state.not_in(("draft", "ready", "cancelled"))
                ),
            )
        )
        .one()
    )
    companies, units, people, partnered, published, owned, drafted, launched = row
    if launched:
        return [] if published else [Step("publishers", False)]
    scale = organisations.scale()
    return [
        Step("companies", bool(companies and units), companies),
        Step("people", people > 1, people),
        Step("partners", partnered),
        Step("publishers", published),
        Step("library", owned),
        Step("scale", all(level.get("words") for level in scale), len(scale)),
        Step("cycle", drafted),
    ]
