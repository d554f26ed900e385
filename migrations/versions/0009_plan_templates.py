"""Templates of plans, the positions they are for, and the versions that were published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "plan_template",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_key", sa.Text(collation="C"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("goals", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("latest_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'published' OR latest_id IS NOT NULL", name=op.f("plan_template_published_has_a_version_ck")
        ),
        sa.CheckConstraint("state IN ('draft', 'published', 'retired')", name=op.f("plan_template_state_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("plan_template_pk")),
    )
    op.create_index(
        "plan_template_one_title",
        "plan_template",
        ["tenant_id", "title_key"],
        unique=True,
        postgresql_where="state <> 'retired'",
    )
    op.create_index(
        op.f("plan_template_tenant_id_title_key_id_ix"), "plan_template", ["tenant_id", "title_key", "id"], unique=False
    )
    op.create_index(op.f("plan_template_tenant_id_unit_id_ix"), "plan_template", ["tenant_id", "unit_id"], unique=False)
    op.create_table(
        "plan_template_position",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("plan_template_position_pk")),
        sa.UniqueConstraint(
            "tenant_id", "template_id", "position_id", name=op.f("plan_template_position_tenant_id_template_id_position_id_uq")
        ),
    )
    op.create_index(
        op.f("plan_template_position_tenant_id_position_id_ix"),
        "plan_template_position",
        ["tenant_id", "position_id"],
        unique=False,
    )
    op.create_table(
        "plan_template_version",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("goals", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("no >= 1", name=op.f("plan_template_version_no_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("plan_template_version_pk")),
        sa.UniqueConstraint("tenant_id", "template_id", "no", name=op.f("plan_template_version_tenant_id_template_id_no_uq")),
    )
    op.create_index(
        op.f("plan_template_version_tenant_id_author_id_ix"), "plan_template_version", ["tenant_id", "author_id"], unique=False
    )
    op.fence_table("plan_template")
    op.fence_table("plan_template_position")
    op.fence_table("plan_template_version", record=True)
    op.tenant_key("plan_template", "tenant_id", "tenant", "plan_template_tenant_fk")
    op.tenant_key("plan_template_position", "tenant_id", "tenant", "plan_template_position_tenant_fk")
    op.tenant_key("plan_template_version", "tenant_id", "tenant", "plan_template_version_tenant_fk")
    op.tenant_key("plan_template", "latest_id", "plan_template_version", "plan_template_latest_id_fk")
    op.tenant_key("plan_template_position", "position_id", "position", "plan_template_position_position_id_fk")
    op.tenant_key("plan_template_position", "template_id", "plan_template", "plan_template_position_template_id_fk")
    op.tenant_key("plan_template", "unit_id", "unit", "plan_template_unit_id_fk")
    op.tenant_key("plan_template_version", "author_id", "person", "plan_template_version_author_id_fk")
    op.tenant_key("plan_template_version", "template_id", "plan_template", "plan_template_version_template_id_fk")
