"""Policies, their versions and sections, what was given back, opened and acknowledged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "policy",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_key", sa.Text(collation="C"), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("original_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("audience IN ('everyone', 'managers', 'hr')", name=op.f("policy_audience_ck")),
        sa.CheckConstraint(
            "topic IN ('plan', 'talk', 'file', 'appraise', 'improve', 'partnership')", name=op.f("policy_topic_ck")
        ),
        sa.CheckConstraint("original_id <> id", name=op.f("policy_not_its_own_counterpart_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("policy_pk")),
        sa.UniqueConstraint("tenant_id", "original_id", "language", name=op.f("policy_tenant_id_original_id_language_uq")),
        sa.UniqueConstraint("tenant_id", "title_key", name=op.f("policy_tenant_id_title_key_uq")),
    )
    op.create_index(op.f("policy_tenant_id_owner_id_ix"), "policy", ["tenant_id", "owner_id"], unique=False)
    op.create_index(op.f("policy_tenant_id_review_on_ix"), "policy", ["tenant_id", "review_on"], unique=False)
    op.create_table(
        "policy_version",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sections", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("writers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("approver_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("asks_acknowledgement", sa.Boolean(), nullable=False),
        sa.Column("acknowledge_days", sa.Integer(), nullable=False),
        sa.Column("asks_from", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("original_no", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (num_nonnulls(withdrawn_at, withdrawn_by_id) = 2) AND (state = 'withdrawn') = (withdrawn_why <> '')",
            name=op.f("policy_version_withdrawn_ck"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'review', 'scheduled', 'in_force', 'superseded', 'withdrawn')",
            name=op.f("policy_version_state_ck"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('scheduled', 'in_force', 'superseded', 'withdrawn') OR (edition > 0 AND num_nulls(effective_on, approver_id, published_at) = 0)",
            name=op.f("policy_version_published_ck"),
        ),
        sa.CheckConstraint(
            "(asks_from IS NULL) = (asked_on IS NULL) AND asks_from <= no", name=op.f("policy_version_asks_from_ck")
        ),
        sa.CheckConstraint("acknowledge_days BETWEEN 1 AND 60", name=op.f("policy_version_acknowledge_days_ck")),
        sa.CheckConstraint("no >= 1", name=op.f("policy_version_no_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("policy_version_pk")),
        sa.UniqueConstraint("tenant_id", "policy_id", "no", name=op.f("policy_version_tenant_id_policy_id_no_uq")),
    )
    op.create_index(
        "policy_version_due",
        "policy_version",
        ["tenant_id", "effective_on"],
        unique=False,
        postgresql_where="state = 'scheduled'",
    )
    op.create_index(
        "policy_version_one_in_force",
        "policy_version",
        ["tenant_id", "policy_id"],
        unique=True,
        postgresql_where="state = 'in_force'",
    )
    op.create_index(
        "policy_version_one_open",
        "policy_version",
        ["tenant_id", "policy_id"],
        unique=True,
        postgresql_where="state IN ('draft', 'review', 'scheduled')",
    )
    op.create_index(
        op.f("policy_version_tenant_id_approver_id_ix"), "policy_version", ["tenant_id", "approver_id"], unique=False
    )
    op.create_index(op.f("policy_version_tenant_id_author_id_ix"), "policy_version", ["tenant_id", "author_id"], unique=False)
    op.create_index(
        op.f("policy_version_tenant_id_withdrawn_by_id_ix"), "policy_version", ["tenant_id", "withdrawn_by_id"], unique=False
    )
    op.create_table(
        "policy_acknowledgement",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("policy_acknowledgement_pk")),
        sa.UniqueConstraint(
            "tenant_id", "policy_id", "person_id", "no", name=op.f("policy_acknowledgement_tenant_id_policy_id_person_id_no_uq")
        ),
    )
    op.create_index(
        op.f("policy_acknowledgement_tenant_id_person_id_ix"),
        "policy_acknowledgement",
        ["tenant_id", "person_id"],
        unique=False,
    )
    op.create_index(
        op.f("policy_acknowledgement_tenant_id_version_id_ix"),
        "policy_acknowledgement",
        ["tenant_id", "version_id"],
        unique=False,
    )
    op.create_table(
        "policy_reading",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("policy_reading_pk")),
        sa.UniqueConstraint(
            "tenant_id", "policy_id", "person_id", "no", name=op.f("policy_reading_tenant_id_policy_id_person_id_no_uq")
        ),
    )
    op.create_index(op.f("policy_reading_tenant_id_person_id_ix"), "policy_reading", ["tenant_id", "person_id"], unique=False)
    op.create_index(op.f("policy_reading_tenant_id_version_id_ix"), "policy_reading", ["tenant_id", "version_id"], unique=False)
    op.create_table(
        "policy_return",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("policy_return_words_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("policy_return_pk")),
    )
    op.create_index(op.f("policy_return_tenant_id_by_id_ix"), "policy_return", ["tenant_id", "by_id"], unique=False)
    op.create_index(
        op.f("policy_return_tenant_id_version_id_id_ix"), "policy_return", ["tenant_id", "version_id", "id"], unique=False
    )
    op.create_table(
        "policy_section",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("binding", sa.Boolean(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("no >= 1 AND edition >= 1", name=op.f("policy_section_no_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("policy_section_pk")),
        sa.UniqueConstraint(
            "tenant_id", "version_id", "edition", "key", name=op.f("policy_section_tenant_id_version_id_edition_key_uq")
        ),
        sa.UniqueConstraint(
            "tenant_id", "version_id", "edition", "no", name=op.f("policy_section_tenant_id_version_id_edition_no_uq")
        ),
    )
    op.create_index(
        op.f("policy_section_tenant_id_policy_id_key_ix"), "policy_section", ["tenant_id", "policy_id", "key"], unique=False
    )
    op.fence_table("policy")
    op.fence_table("policy_version")
    op.fence_table("policy_acknowledgement", record=True)
    op.fence_table("policy_reading", record=True)
    op.fence_table("policy_return", record=True)
    op.fence_table("policy_section", record=True)
    op.tenant_key("policy", "tenant_id", "tenant", "policy_tenant_fk")
    op.tenant_key("policy_version", "tenant_id", "tenant", "policy_version_tenant_fk")
    op.tenant_key("policy_acknowledgement", "tenant_id", "tenant", "policy_acknowledgement_tenant_fk")
    op.tenant_key("policy_reading", "tenant_id", "tenant", "policy_reading_tenant_fk")
    op.tenant_key("policy_return", "tenant_id", "tenant", "policy_return_tenant_fk")
    op.tenant_key("policy_section", "tenant_id", "tenant", "policy_section_tenant_fk")
    op.tenant_key("policy_acknowledgement", "person_id", "person", "policy_acknowledgement_person_id_fk")
    op.tenant_key("policy_acknowledgement", "policy_id", "policy", "policy_acknowledgement_policy_id_fk")
    op.tenant_key("policy_acknowledgement", "version_id", "policy_version", "policy_acknowledgement_version_id_fk")
    op.tenant_key("policy", "original_id", "policy", "policy_original_id_fk")
    op.tenant_key("policy", "owner_id", "person", "policy_owner_id_fk")
    op.tenant_key("policy_reading", "person_id", "person", "policy_reading_person_id_fk")
    op.tenant_key("policy_reading", "policy_id", "policy", "policy_reading_policy_id_fk")
    op.tenant_key("policy_reading", "version_id", "policy_version", "policy_reading_version_id_fk")
    op.tenant_key("policy_return", "by_id", "person", "policy_return_by_id_fk")
    op.tenant_key("policy_return", "version_id", "policy_version", "policy_return_version_id_fk")
    op.tenant_key("policy_section", "policy_id", "policy", "policy_section_policy_id_fk")
    op.tenant_key("policy_section", "version_id", "policy_version", "policy_section_version_id_fk")
    op.tenant_key("policy_version", "approver_id", "person", "policy_version_approver_id_fk")
    op.tenant_key("policy_version", "author_id", "person", "policy_version_author_id_fk")
    op.tenant_key("policy_version", "policy_id", "policy", "policy_version_policy_id_fk")
    op.tenant_key("policy_version", "withdrawn_by_id", "person", "policy_version_withdrawn_by_id_fk")
