"""Rights that somebody asks for themselves wait for a second person; what was tried and refused is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Both tables."""
    _wishes()
    _refusals()


def _wishes() -> None:
    op.create_table(
        "person_right_wish",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('tenant_admin', 'hr_head', 'cycle_design', 'publish', 'panel', 'hr_partner')",
            name=op.f("person_right_wish_kind_ck"),
        ),
        sa.CheckConstraint("state IN ('confirmed', 'declined', 'dropped', 'waiting')", name=op.f("person_right_wish_state_ck")),
        sa.CheckConstraint("(state = 'waiting') = (decided_on IS NULL)", name=op.f("person_right_wish_decided_ck")),
        sa.CheckConstraint(
            "state NOT IN ('confirmed', 'declined') OR (decided_by_id IS NOT NULL AND decided_by_id <> person_id)",
            name=op.f("person_right_wish_by_another_ck"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(unit_id, manager_id) = CASE kind WHEN 'hr_partner' THEN 1 ELSE 0 END",
            name=op.f("person_right_wish_of_what_ck"),
        ),
        sa.CheckConstraint("(kind = 'hr_partner') = (starts_on IS NOT NULL)", name=op.f("person_right_wish_from_when_ck")),
        sa.CheckConstraint("manager_id <> person_id", name=op.f("person_right_wish_not_oneself_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("person_right_wish_pk")),
    )
    op.create_index(
        "person_right_wish_waiting",
        "person_right_wish",
        ["tenant_id", "person_id", "kind", "unit_id", "manager_id"],
        unique=True,
        postgresql_where="state = 'waiting'",
        postgresql_nulls_not_distinct=True,
    )
    for column in ("unit_id", "manager_id", "decided_by_id"):
        op.create_index(op.f(f"person_right_wish_tenant_id_{column}_ix"), "person_right_wish", ["tenant_id", column])
    op.fence_table("person_right_wish")
    op.tenant_key("person_right_wish", "tenant_id", "tenant", "person_right_wish_tenant_fk")
    op.tenant_key("person_right_wish", "person_id", "person", "person_right_wish_person_id_fk")
    op.tenant_key("person_right_wish", "manager_id", "person", "person_right_wish_manager_id_fk")
    op.tenant_key("person_right_wish", "decided_by_id", "person", "person_right_wish_decided_by_id_fk")
    op.tenant_key("person_right_wish", "unit_id", "unit", "person_right_wish_unit_id_fk")


def _refusals() -> None:
    op.create_table(
        "journal_refusal",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("object_kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN (403, 404)", name=op.f("journal_refusal_status_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("journal_refusal_pk")),
        sa.UniqueConstraint(
            "tenant_id",
            "person_id",
            "day",
            "route",
            "method",
            "object_id",
            name="journal_refusal_once",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("journal_refusal_tenant_id_at_ix"), "journal_refusal", ["tenant_id", "at"])
    op.create_index(op.f("journal_refusal_tenant_id_about_id_ix"), "journal_refusal", ["tenant_id", "about_id"])
    op.fence_table("journal_refusal", record=True)
    op.tenant_key("journal_refusal", "tenant_id", "tenant", "journal_refusal_tenant_fk")
    op.tenant_key("journal_refusal", "about_id", "person", "journal_refusal_about_id_fk")
    op.tenant_key("journal_refusal", "person_id", "person", "journal_refusal_person_id_fk")
