"""An import of people from a file, its rows, and what the columns of an organisation's files are."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk
from tenants.jobs import Job
from tenants.people import Person

FIELDS = (
    "external_id",
    "name",
    "first_name",
    "last_name",
    "called",
    "email",
    "company",
    "unit",
    "position",
    "manager",
    "starts_on",
    "ends_on",
    "language",
    "time_zone",
)
"""What a column can be. First and last name are joined."""

KINDS = ("add", "change", "back", "leave", "same", "error", "missing")
"""What a row means: somebody new, somebody who differs, is back, leaves, is as they are; can't be taken; is not in the file."""

STATES = ("uploaded", "checking", "checked", "applying", "applied", "undoing", "undone", "dropped")
ALONE = ("applying", "undoing")
"""One of these at a time in an organisation."""

DAYS = "90 days"


class PeopleImport(TenantScoped, Base):
    """One file of people on its way: uploaded, told what its columns are, checked, applied, perhaps undone."""

    __tablename__ = "people_import"
    __table_args__ = (
        tenant_fk("requester_id", "person"),
        tenant_fk("applied_by_id", "person"),
        tenant_fk("job_id", "job"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("kind IN ('csv', 'xlsx')", name="kind"),
        CheckConstraint("date_order IN ('', 'ymd', 'dmy', 'mdy')", name="date_order"),
        Index("people_import_alone", "tenant_id", unique=True, postgresql_where=f"state IN {ALONE}"),
        Index(None, "tenant_id", "made_at"),
        Index(None, "tenant_id", "job_id"),
        Index(None, "tenant_id", "requester_id"),
        Index(None, "tenant_id", "applied_by_id"),
    )

    requester_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", DAYS))
    """Who uploaded it; null where the operator's command did."""
    applied_by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", DAYS))
    job_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", DAYS))
    file_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", DAYS) | {"loose": "the file goes before the import does"})
    name: Mapped[str] = mapped_column(Text, info=kept("none", DAYS))
    kind: Mapped[str] = mapped_column(Text, info=kept("none", DAYS))
    encoding: Mapped[str] = mapped_column(Text, default="", info=kept("none", DAYS))
    separator: Mapped[str] = mapped_column(Text, default="", info=kept("none", DAYS))
    headings: Mapped[list[str]] = mapped_column(JSONB, default=list, info=kept("none", DAYS))
    columns: Mapped[list[str]] = mapped_column(JSONB, default=list, info=kept("none", DAYS))
    """The field of each column, "" for those that are left out."""
    date_order: Mapped[str] = mapped_column(Text, default="", info=kept("none", DAYS))
    structure: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, info=kept("none", DAYS))
    """Companies, units and positions that are not there yet, or closed: {"code", "kind", "name", "needs", "rows"…}, each after
    what it lies in; "opens" is the id of a closed one. "id" once it was made or opened again; "over" once that was taken back,
    and "stays" where it could not be, with why.
    """
    choices: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, info=kept("none", DAYS))
    """What was answered: {"create": [codes of what is to be made or opened again], "missing": last day or null, "rest":
    whether good rows go on without bad ones}.
    """
    counts: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict, info=kept("none", DAYS))
    """Rows of each kind as they were checked; "done", "refused", "undone" and "kept" once they were taken over or back."""
    trouble: Mapped[str] = mapped_column(Text, default="", info=kept("none", DAYS))
    """Why the file could not be read to its end: a code of `words.FILES`."""
    state: Mapped[str] = mapped_column(Text, default="uploaded", info=kept("none", DAYS))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", DAYS))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("pseudonymous", DAYS))
    applied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("pseudonymous", DAYS))
    undo_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", DAYS))
    invited_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", DAYS))

    requester: Mapped[Person | None] = ref("Person", "requester_id")
    job: Mapped[Job | None] = ref("Job", "job_id")


class ImportRow(TenantScoped, Base):
    """One row of the file, or one person who stands in none: what it means, and what became of it."""

    __tablename__ = "people_import_row"
    __table_args__ = (
        tenant_fk("import_id", "people_import"),
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "import_id", "number"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("outcome IN ('', 'done', 'refused', 'undone', 'kept')", name="outcome"),
        Index(None, "tenant_id", "import_id", "kind", "number"),
        Index(None, "tenant_id", "import_id", "outcome", "place"),
        Index(None, "tenant_id", "person_id"),
    )

    import_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", DAYS))
    number: Mapped[int] = mapped_column(Integer, info=kept("none", DAYS))
    """As a spreadsheet counts it; from BEYOND on for people who stand in no row."""
    place: Mapped[int] = mapped_column(Integer, info=kept("none", DAYS))
    """The order of taking over: whoever leads comes before those who are led."""
    kind: Mapped[str] = mapped_column(Text, info=kept("personal", DAYS, erased="row"))
    person_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", DAYS))
    seen: Mapped[int | None] = mapped_column(Integer, info=kept("none", DAYS))
    """The version of the person's entries that was compared; once taken over, the one that was left behind."""
    cells: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict, info=kept("personal", DAYS, erased="row"))
    wanted: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, info=kept("personal", DAYS, erased="row"))
    """What the entries are to be, for the verbs."""
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, info=kept("personal", DAYS, erased="row"))
    """What differs: field -> [now, then], in words."""
    before: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, info=kept("personal", DAYS, erased="row"))
    """What was, for going back."""
    errors: Mapped[list[list[Any]]] = mapped_column(JSONB, default=list, info=kept("personal", DAYS, erased="row"))
    """Why it can't be taken: [field, code, params]."""
    notes: Mapped[list[list[Any]]] = mapped_column(JSONB, default=list, info=kept("personal", DAYS, erased="row"))
    outcome: Mapped[str] = mapped_column(Text, default="", info=kept("personal", DAYS, erased="row"))
    reason: Mapped[str] = mapped_column(Text, default="", info=kept("personal", DAYS, erased="row"))
    """Why the verb said no, in the words of whoever applied it."""
    invited: Mapped[bool] = mapped_column(default=False, info=kept("personal", DAYS, erased="row"))


class ImportHeading(TenantScoped, Base):
    """What a column of this heading was last time in this organisation."""

    __tablename__ = "people_import_heading"
    __table_args__ = (
        UniqueConstraint("tenant_id", "heading"),
        CheckConstraint(f"field IN {('', *FIELDS)}", name="field"),
    )

    heading: Mapped[str] = mapped_column(Text(collation="C"), info=kept("none"))
    """Folded, without signs (`headings.key`)."""
    field: Mapped[str] = mapped_column(Text, info=kept("none"))
    date_order: Mapped[str] = mapped_column(Text, default="", info=kept("none"))
    """How the days of such a column were written."""
