"""Policies, their versions, and what was frozen, returned, read and acknowledged of these."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from coaching_library.audience import LABELS
from coaching_library.policies.content import Clause, numbered
from coaching_library.topics import Topic
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "tenancy"
PROVES = "employment + 6 years"
STATES = ("draft", "review", "scheduled", "in_force", "superseded", "withdrawn")
OPEN = ("draft", "review", "scheduled")
"""Of these a policy has one at a time."""
HOLDS = ("scheduled", "in_force")
"""Such a version is in force from its day on, whether or not anybody has noted that the day has come."""
PUBLISHED = ("scheduled", "in_force", "superseded", "withdrawn")
"""What its readers may see. Drafts are of those who keep policies."""
DAYS = (1, 60)
"""Working days in which somebody acknowledges: from, to."""


class Policy(TenantScoped, Base):
    """A rule of the organisation. What it says are its versions; where it stands follows from them and from the day.

    One in another language than its original is a counterpart: it helps to read the original, and is acknowledged with it.
    Forbidden: two of one title; a counterpart of a counterpart (kept by the verb).
    """

    __tablename__ = "policy"
    __table_args__ = (
        tenant_fk("owner_id", "person"),
        tenant_fk("original_id", "policy"),
        UniqueConstraint("tenant_id", "title_key"),
        UniqueConstraint("tenant_id", "original_id", "language"),
        Index(None, "tenant_id", "owner_id"),
        Index(None, "tenant_id", "review_on"),
        CheckConstraint(f"topic IN {tuple(each.value for each in Topic)}", name="topic"),
        CheckConstraint(f"audience IN {tuple(LABELS)}", name="audience"),
        CheckConstraint("original_id <> id", name="not_its_own_counterpart"),
    )

    title: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    title_key: Mapped[str] = mapped_column(Text(collation="C"), info=kept("none", KEPT))
    """The title folded in Python: by it policies are ordered."""
    topic: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    audience: Mapped[str] = mapped_column(Text, default="everyone", info=kept("none", KEPT))
    owner_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """Who answers for it, and looks at its review date."""
    review_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    language: Mapped[str] = mapped_column(Text, default="en", info=kept("none", KEPT))
    original_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    owner: Mapped[Person] = ref("Person", "owner_id")
    original: Mapped[Policy | None] = ref("Policy", "original_id")

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.title


class PolicyVersion(TenantScoped, Base):
    """What a policy says, or is to say. Once published its sections are records, and it only moves on.

    `asks_from` is the number of the version since which acknowledging counts, `asked_on` the day of that one: its own where
    it asks, else those of the version before it; both empty where nobody was ever asked. A draft that was never published
    (`edition` 0) may go again.
    """

    __tablename__ = "policy_version"
    __table_args__ = (
        tenant_fk("policy_id", "policy"),
        tenant_fk("author_id", "person"),
        tenant_fk("approver_id", "person"),
        tenant_fk("withdrawn_by_id", "person"),
        UniqueConstraint("tenant_id", "policy_id", "no"),
        Index("policy_version_one_open", "tenant_id", "policy_id", unique=True, postgresql_where=f"state IN {OPEN}"),
        Index("policy_version_one_in_force", "tenant_id", "policy_id", unique=True, postgresql_where="state = 'in_force'"),
        Index("policy_version_due", "tenant_id", "effective_on", postgresql_where="state = 'scheduled'"),
        Index(None, "tenant_id", "author_id"),
        Index(None, "tenant_id", "approver_id"),
        Index(None, "tenant_id", "withdrawn_by_id"),
        CheckConstraint("no >= 1", name="no"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(
            f"state NOT IN {PUBLISHED} OR (edition > 0 AND num_nulls(effective_on, approver_id, published_at) = 0)",
            name="published",
        ),
        CheckConstraint(
            "(state = 'withdrawn') = (num_nonnulls(withdrawn_at, withdrawn_by_id) = 2)"
            " AND (state = 'withdrawn') = (withdrawn_why <> '')",
            name="withdrawn",
        ),
        CheckConstraint(f"acknowledge_days BETWEEN {DAYS[0]} AND {DAYS[1]}", name="acknowledge_days"),
        CheckConstraint("(asks_from IS NULL) = (asked_on IS NULL) AND asks_from <= no", name="asks_from"),
    )

    policy_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    state: Mapped[str] = mapped_column(Text, default="draft", info=kept("none", KEPT))
    note: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """What changed, and why: read by everybody who reads the policy."""
    sections: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, info=kept("none", KEPT))
    effective_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    """The first day on which it holds, on the organisation's wall."""
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """Who wrote in it last."""
    writers: Mapped[list[str]] = mapped_column(JSONB, default=list, info=kept("pseudonymous", KEPT))
    """The ids of all who wrote in it: where the two-person rule is on, none of them publishes it."""
    approver_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    edition: Mapped[int] = mapped_column(Integer, default=0, info=kept("none", KEPT))
    """How often it was published: what was taken back before its day and published again is another edition."""
    hash: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """Of all that was published last; empty before."""
    asks_acknowledgement: Mapped[bool] = mapped_column(Boolean, default=False, info=kept("none", KEPT))
    acknowledge_days: Mapped[int] = mapped_column(Integer, default=10, info=kept("none", KEPT))
    asks_from: Mapped[int | None] = mapped_column(Integer, info=kept("none", KEPT))
    asked_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    original_no: Mapped[int | None] = mapped_column(Integer, info=kept("none", KEPT))
    """Of a counterpart: which version of the original it says."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    withdrawn_why: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    policy: Mapped[Policy] = ref("Policy", "policy_id")
    author: Mapped[Person] = ref("Person", "author_id")
    approver: Mapped[Person | None] = ref("Person", "approver_id")
    withdrawn_by: Mapped[Person | None] = ref("Person", "withdrawn_by_id")

    @property
    def content(self) -> tuple[Clause, ...]:
        """What it says, section by section."""
        return numbered(Clause.read(each) for each in self.sections)


class PolicySection(Record, Base):
    """A section as it was published: what answers and guides cite. It counts where its edition is the version's last."""

    __tablename__ = "policy_section"
    __table_args__ = (
        tenant_fk("version_id", "policy_version"),
        tenant_fk("policy_id", "policy"),
        UniqueConstraint("tenant_id", "version_id", "edition", "key"),
        UniqueConstraint("tenant_id", "version_id", "edition", "no"),
        Index(None, "tenant_id", "policy_id", "key"),
        CheckConstraint("no >= 1 AND edition >= 1", name="no"),
    )

    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    policy_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    edition: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    key: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    """The same in every version that has this section."""
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    title: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    body: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    binding: Mapped[bool] = mapped_column(Boolean, info=kept("none", KEPT))
    hash: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))

    version: Mapped[PolicyVersion] = ref("PolicyVersion", "version_id")
    policy: Mapped[Policy] = ref("Policy", "policy_id")

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.title

    @property
    def clause(self) -> Clause:
        """What it says."""
        return Clause(self.key, self.title, self.body, self.binding, self.no)


class PolicyReturn(Record, Base):
    """A publisher gave a version back to whoever wrote it, with what is to be changed."""

    __tablename__ = "policy_return"
    __table_args__ = (
        tenant_fk("version_id", "policy_version"),
        tenant_fk("by_id", "person"),
        Index(None, "tenant_id", "version_id", "id"),
        Index(None, "tenant_id", "by_id"),
        CheckConstraint("words <> ''", name="words"),
    )

    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    words: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    by: Mapped[Person] = ref("Person", "by_id")


class PolicyReading(Record, Base):
    """Somebody who is asked to acknowledge a version has opened it."""

    __tablename__ = "policy_reading"
    __table_args__ = (
        tenant_fk("policy_id", "policy"),
        tenant_fk("version_id", "policy_version"),
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "policy_id", "person_id", "no"),
        Index(None, "tenant_id", "version_id"),
        Index(None, "tenant_id", "person_id"),
    )

    policy_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", PROVES))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", PROVES))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", PROVES))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", PROVES))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", PROVES))


class PolicyAcknowledgement(Record, Base):
    """Somebody said of a version that they have read it: that, and not that they agree. It stays; where a later version asks
    anew, it does not count any more.
    """

    __tablename__ = "policy_acknowledgement"
    __table_args__ = (
        tenant_fk("policy_id", "policy"),
        tenant_fk("version_id", "policy_version"),
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "policy_id", "person_id", "no"),
        Index(None, "tenant_id", "version_id"),
        Index(None, "tenant_id", "person_id"),
    )

    policy_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", PROVES))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", PROVES))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", PROVES))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", PROVES))
    hash: Mapped[str] = mapped_column(Text, info=kept("none", PROVES))
    """Of what was acknowledged: the version's."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", PROVES))
