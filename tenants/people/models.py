"""People, where they are placed, who leads whom, whose HR partner is who, grants and deputies. All of it with dates.

`starts_on` and `ends_on` are whole days, both included; an open end is in force until further notice.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid, event
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk
from tenants.organisations import Company, Position, Unit
from tenants.people.spelling import words_of

GRANTS = ("tenant_admin", "hr_head", "cycle_design", "publish", "panel")
"""Rights beside relations. The HR partner's are an `HrAssignment`."""

PARTNER = "hr_partner"
"""What a wish to be HR partner is called, beside the names of grants."""

EMPLOYMENT = "employment + 6 years"


class Person(TenantScoped, Base):
    """A person, who is also the account: invited, active, or left. Names are never split; `called` is how we speak to them."""

    __tablename__ = "person"
    __chores__ = "SELECT"
    __table_args__ = (
        UniqueConstraint("tenant_id", "email_key"),
        UniqueConstraint("tenant_id", "external_id"),
        Index(None, "tenant_id", "sort_key", "id"),
        CheckConstraint("state IN ('invited', 'active', 'left')", name="state"),
        CheckConstraint("(state = 'left') = (left_on IS NOT NULL)", name="left"),
    )

    name: Mapped[str] = mapped_column(Text, info=kept("personal", EMPLOYMENT, erased="pseudonym"))
    called: Mapped[str] = mapped_column(Text, default="", info=kept("personal", EMPLOYMENT, erased="pseudonym"))
    sort_key: Mapped[str] = mapped_column(Text(collation="C"), info=kept("personal", EMPLOYMENT, erased="pseudonym"))
    """The name folded in Python: no database locale decides the order."""
    email: Mapped[str] = mapped_column(Text, info=kept("personal", EMPLOYMENT, erased="pseudonym"))
    email_key: Mapped[str] = mapped_column(Text(collation="C"), info=kept("personal", EMPLOYMENT, erased="pseudonym"))
    """The address folded to lower case: unique inside the organisation."""
    words: Mapped[str] = mapped_column(Text(collation="C"), default="", info=kept("personal", EMPLOYMENT, erased="pseudonym"))
    """What the person is found by (`spelling.words_of`): follows name, called and e-mail by itself."""
    external_id: Mapped[str | None] = mapped_column(Text, info=kept("pseudonymous", EMPLOYMENT, erased="null"))
    language: Mapped[str | None] = mapped_column(Text, info=kept("personal", EMPLOYMENT, erased="null"))
    time_zone: Mapped[str | None] = mapped_column(Text, info=kept("personal", EMPLOYMENT, erased="null"))
    state: Mapped[str] = mapped_column(Text, default="invited", info=kept("personal", EMPLOYMENT))
    leaves_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    """The last day of somebody whose leaving is agreed and still to come."""
    left_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none"))


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _spell(_mapper: Any, _connection: Any, person: Person) -> None:
    """Whoever writes a name or an address, by whichever way: the words to find it by are written with it."""
    person.words = words_of(person.name, person.called or "", person.email)


class EmailChange(TenantScoped, Base):
    """Somebody asked that a person sign in with another address; it holds once a second person has confirmed it."""

    __tablename__ = "person_email_change"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("asked_by_id", "person"),
        UniqueConstraint("tenant_id", "person_id"),
        Index(None, "tenant_id", "asked_by_id"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    email: Mapped[str] = mapped_column(Text, info=kept("personal", EMPLOYMENT, erased="row"))
    asked_by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    asked_on: Mapped[date] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none"))

    person: Mapped[Person] = ref("Person", "person_id")
    asked_by: Mapped[Person] = ref("Person", "asked_by_id")


class Placement(TenantScoped, Base):
    """Where a person works from a day on: company, unit, position. At most one open one a person."""

    __tablename__ = "placement"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("company_id", "company"),
        tenant_fk("unit_id", "unit"),
        tenant_fk("position_id", "position"),
        UniqueConstraint("tenant_id", "person_id", "starts_on"),
        Index("placement_open", "tenant_id", "person_id", unique=True, postgresql_where="ends_on IS NULL"),
        Index(None, "tenant_id", "unit_id"),
        Index(None, "tenant_id", "company_id"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    company_id: Mapped[UUID] = mapped_column(Uuid, info=kept("personal", EMPLOYMENT))
    unit_id: Mapped[UUID] = mapped_column(Uuid, info=kept("personal", EMPLOYMENT))
    position_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("personal", EMPLOYMENT))
    starts_on: Mapped[date] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    ends_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", EMPLOYMENT))

    person: Mapped[Person] = ref("Person", "person_id")
    company: Mapped[Company] = ref("Company", "company_id")
    unit: Mapped[Unit] = ref("Unit", "unit_id")
    position: Mapped[Position | None] = ref("Position", "position_id")


class ReportingLine(TenantScoped, Base):
    """`manager` is the direct superior of `person` on these days. Rights follow it the same day, both ways."""

    __tablename__ = "reporting_line"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("manager_id", "person"),
        UniqueConstraint("tenant_id", "person_id", "starts_on"),
        Index("reporting_line_open", "tenant_id", "person_id", unique=True, postgresql_where="ends_on IS NULL"),
        Index(None, "tenant_id", "manager_id"),
        CheckConstraint("manager_id <> person_id", name="not_oneself"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    starts_on: Mapped[date] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    ends_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", EMPLOYMENT))

    person: Mapped[Person] = ref("Person", "person_id")
    manager: Mapped[Person] = ref("Person", "manager_id")


class HrAssignment(TenantScoped, Base):
    """`partner` is the HR partner of a unit (with all below it) or of one manager (with their reports) on these days."""

    __tablename__ = "hr_assignment"
    __table_args__ = (
        tenant_fk("partner_id", "person"),
        tenant_fk("unit_id", "unit"),
        tenant_fk("manager_id", "person"),
        Index(None, "tenant_id", "partner_id"),
        Index(None, "tenant_id", "unit_id"),
        Index(None, "tenant_id", "manager_id"),
        CheckConstraint("(unit_id IS NULL) <> (manager_id IS NULL)", name="one_of_two"),
        CheckConstraint("manager_id <> partner_id", name="not_oneself"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
    )

    partner_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    unit_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", EMPLOYMENT))
    manager_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    starts_on: Mapped[date] = mapped_column(Date, info=kept("none", EMPLOYMENT))
    ends_on: Mapped[date | None] = mapped_column(Date, info=kept("none", EMPLOYMENT))
    opens_from: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", EMPLOYMENT))
    """Set where the partner asked for it themselves: what was proposed before stays closed to them."""

    partner: Mapped[Person] = ref("Person", "partner_id")
    unit: Mapped[Unit | None] = ref("Unit", "unit_id")
    manager: Mapped[Person | None] = ref("Person", "manager_id")


class Deputyship(TenantScoped, Base):
    """`deputy` stands in for `person` on these days, as a manager and HR partner: reads and prepares, and never signs.

    It always has a last day. Nobody gives one to themselves.
    """

    __tablename__ = "deputyship"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("deputy_id", "person"),
        tenant_fk("given_by_id", "person"),
        Index(None, "tenant_id", "person_id"),
        Index(None, "tenant_id", "deputy_id"),
        CheckConstraint("deputy_id <> person_id", name="not_oneself"),
        CheckConstraint("given_by_id <> deputy_id", name="given_by_another"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    deputy_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    given_by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    """Null where the operator's command gave it."""
    starts_on: Mapped[date] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    ends_on: Mapped[date] = mapped_column(Date, info=kept("personal", EMPLOYMENT))

    person: Mapped[Person] = ref("Person", "person_id")
    deputy: Mapped[Person] = ref("Person", "deputy_id")
    given_by: Mapped[Person | None] = ref("Person", "given_by_id")


class Grant(TenantScoped, Base):
    """A right beside relations, given to a person by another person. Nobody gives one to themselves."""

    __tablename__ = "person_grant"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("given_by_id", "person"),
        Index("person_grant_open", "tenant_id", "person_id", "kind", unique=True, postgresql_where="ends_on IS NULL"),
        CheckConstraint(f"kind IN {GRANTS}", name="kind"),
        CheckConstraint("given_by_id <> person_id", name="not_oneself"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    kind: Mapped[str] = mapped_column(Text, info=kept("personal", EMPLOYMENT))
    given_by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    """Null where the operator's command gave it to the first admin."""
    starts_on: Mapped[date] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    ends_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    opens_from: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", EMPLOYMENT))
    """Set where the person asked for it themselves: what was proposed before stays closed to them."""

    person: Mapped[Person] = ref("Person", "person_id")


class RightWish(TenantScoped, Base):
    """A tenant admin asked for a right for themselves: a grant, or to be HR partner of a unit or manager.

    It opens nothing. Where a second person confirms it, a `Grant` or an `HrAssignment` holds from that day on, given by that
    person. What was asked, and what became of it, stays.
    """

    __tablename__ = "person_right_wish"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("unit_id", "unit"),
        tenant_fk("manager_id", "person"),
        tenant_fk("decided_by_id", "person"),
        Index(
            "person_right_wish_waiting",
            "tenant_id",
            "person_id",
            "kind",
            "unit_id",
            "manager_id",
            unique=True,
            postgresql_where="state = 'waiting'",
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "tenant_id", "unit_id"),
        Index(None, "tenant_id", "manager_id"),
        Index(None, "tenant_id", "decided_by_id"),
        CheckConstraint(f"kind IN {(*GRANTS, PARTNER)}", name="kind"),
        CheckConstraint("state IN ('confirmed', 'declined', 'dropped', 'waiting')", name="state"),
        CheckConstraint("(state = 'waiting') = (decided_on IS NULL)", name="decided"),
        CheckConstraint(
            "state NOT IN ('confirmed', 'declined') OR (decided_by_id IS NOT NULL AND decided_by_id <> person_id)",
            name="by_another",
        ),
        CheckConstraint("num_nonnulls(unit_id, manager_id) = CASE kind WHEN 'hr_partner' THEN 1 ELSE 0 END", name="of_what"),
        CheckConstraint("(kind = 'hr_partner') = (starts_on IS NOT NULL)", name="from_when"),
        CheckConstraint("manager_id <> person_id", name="not_oneself"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    """Who asked, for themselves."""
    kind: Mapped[str] = mapped_column(Text, info=kept("personal", EMPLOYMENT))
    unit_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", EMPLOYMENT))
    manager_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    starts_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    """The first day asked for; it begins on a later one where the second person comes later."""
    asked_on: Mapped[date] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    decided_by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", EMPLOYMENT))
    """Null while it waits, and where it ended with the account of whoever asked."""
    decided_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", EMPLOYMENT))
    state: Mapped[str] = mapped_column(Text, default="waiting", info=kept("personal", EMPLOYMENT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none"))

    person: Mapped[Person] = ref("Person", "person_id")
    unit: Mapped[Unit | None] = ref("Unit", "unit_id")
    manager: Mapped[Person | None] = ref("Person", "manager_id")
    decided_by: Mapped[Person | None] = ref("Person", "decided_by_id")

    @property
    def asked_by_id(self) -> UUID:
        """Who asked: nobody asks for a right for somebody else, they give it."""
        return self.person_id
