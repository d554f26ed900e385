"""The job row: the truth about a late effect."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, DateTime, Index, Integer, Text, Uuid, false
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, TenantScoped, kept, tenant_fk
from tenants.law import Machine, Move

ACTIVE = ("queued", "running")
ATTEMPTS = 3

MACHINE = Machine(
    "job",
    Move("claim", {"queued", "running"}, "running", "worker", "due: its time has come, or the lease of the last claim is over"),
    Move("finish", {"running"}, "ready", "worker", "the attempt is still mine"),
    Move("retry", {"running"}, "queued", "worker", "attempts are left"),
    Move("fail", {"running"}, "failed", "worker", "the work says no for good"),
    Move("bury", {"queued", "running"}, "dead", "worker", "three attempts are used up"),
    Move("cancel", {"queued", "running"}, "cancelled", "requester"),
    Move("expire", {"ready"}, "expired", "system", "the file's days are over"),
)


class Job(TenantScoped, Base):
    """One late effect. `ask_hash` makes the same ask while queued, running or ready the same job; `awaited` is what somebody
    sits and waits for.
    """

    __tablename__ = "job"
    __chores__ = "SELECT"
    __table_args__ = (
        tenant_fk("requester_id", "person"),
        CheckConstraint(f"state IN {tuple(MACHINE.states)}", name="state"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease"),
        Index(None, "tenant_id", "state", "due_at"),
        Index(None, "tenant_id", "requester_id"),
        Index("job_chores", "tenant_id", "asked_at", postgresql_where="kind = 'chores'"),
        Index(
            "job_ask_hash_open",
            "tenant_id",
            "ask_hash",
            unique=True,
            postgresql_where="ask_hash IS NOT NULL AND state IN ('queued', 'running', 'ready')",
        ),
    )

    kind: Mapped[str] = mapped_column(Text, info=kept("none", "90 days"))
    state: Mapped[str] = mapped_column(Text, default="queued", info=kept("none", "90 days"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", "90 days"))
    requester_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", "90 days"))
    locale: Mapped[str] = mapped_column(Text, default="en", info=kept("none", "90 days"))
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB, info=kept("personal", "90 days", exported=False, erased="row"))
    ask_hash: Mapped[str | None] = mapped_column(Text, info=kept("none", "90 days"))
    awaited: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false(), info=kept("none", "90 days"))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("pseudonymous", "90 days"))
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", "90 days"))
    attempt: Mapped[int] = mapped_column(Integer, default=0, info=kept("none", "90 days"))
    lease_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", "90 days"))
    progress: Mapped[int] = mapped_column(Integer, default=0, info=kept("none", "90 days"))
    error: Mapped[str] = mapped_column(Text, default="", info=kept("none", "90 days"))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", "90 days"))
