"""Requests for feedback, feedback with its words, what was said to it and with whom it was shared, and drafts of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "feedback_request",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=False),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'accepted', 'given', 'declined', 'expired')", name=op.f("feedback_request_state_ck")
        ),
        sa.CheckConstraint("topic IN ('together', 'work', 'talk', 'leading')", name=op.f("feedback_request_topic_ck")),
        sa.CheckConstraint("giver_id <> asker_id AND giver_id <> subject_id", name=op.f("feedback_request_not_oneself_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("feedback_request_pk")),
    )
    op.create_index(
        "feedback_request_due",
        "feedback_request",
        ["tenant_id", "due_on"],
        unique=False,
        postgresql_where="state IN ('asked', 'accepted')",
    )
    op.create_index(
        "feedback_request_once",
        "feedback_request",
        ["tenant_id", "asker_id", "giver_id", "subject_id"],
        unique=True,
        postgresql_where="state IN ('asked', 'accepted')",
    )
    op.create_index(
        op.f("feedback_request_tenant_id_asker_id_id_ix"), "feedback_request", ["tenant_id", "asker_id", "id"], unique=False
    )
    op.create_index(
        op.f("feedback_request_tenant_id_giver_id_id_ix"), "feedback_request", ["tenant_id", "giver_id", "id"], unique=False
    )
    op.create_index(
        op.f("feedback_request_tenant_id_subject_id_id_ix"), "feedback_request", ["tenant_id", "subject_id", "id"], unique=False
    )
    op.create_table(
        "feedback",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'shown') = (shown_at IS NOT NULL)", name=op.f("feedback_shown_ck")),
        sa.CheckConstraint("state IN ('given', 'shown')", name=op.f("feedback_state_ck")),
        sa.CheckConstraint(
            "topic IN ('praise', 'observation', 'suggestion', 'together', 'work', 'talk', 'leading')",
            name=op.f("feedback_topic_ck"),
        ),
        sa.CheckConstraint("asker_id <> giver_id AND asker_id <> subject_id", name=op.f("feedback_asker_is_a_third_ck")),
        sa.CheckConstraint("asker_id IS NULL OR request_id IS NOT NULL", name=op.f("feedback_asked_by_a_request_ck")),
        sa.CheckConstraint("giver_id <> subject_id", name=op.f("feedback_not_to_oneself_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("feedback_pk")),
        sa.UniqueConstraint("tenant_id", "draft_id", name=op.f("feedback_tenant_id_draft_id_uq")),
        sa.UniqueConstraint("tenant_id", "request_id", name=op.f("feedback_tenant_id_request_id_uq")),
    )
    op.create_index(op.f("feedback_tenant_id_asker_id_ix"), "feedback", ["tenant_id", "asker_id"], unique=False)
    op.create_index(op.f("feedback_tenant_id_giver_id_id_ix"), "feedback", ["tenant_id", "giver_id", "id"], unique=False)
    op.create_index(op.f("feedback_tenant_id_subject_id_id_ix"), "feedback", ["tenant_id", "subject_id", "id"], unique=False)
    op.create_table(
        "feedback_draft",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "topic IN ('praise', 'observation', 'suggestion', 'together', 'work', 'talk', 'leading')",
            name=op.f("feedback_draft_topic_ck"),
        ),
        sa.CheckConstraint("author_id <> subject_id", name=op.f("feedback_draft_not_about_oneself_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("feedback_draft_pk")),
        sa.UniqueConstraint(
            "tenant_id",
            "author_id",
            "subject_id",
            "topic",
            "request_id",
            name=op.f("feedback_draft_tenant_id_author_id_subject_id_topic_request_id_uq"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "feedback_answer",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("feedback_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(kind = 'thanks') = (words = '')", name=op.f("feedback_answer_words_ck")),
        sa.CheckConstraint("kind IN ('response', 'thanks')", name=op.f("feedback_answer_kind_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("feedback_answer_pk")),
    )
    op.create_index(op.f("feedback_answer_tenant_id_author_id_ix"), "feedback_answer", ["tenant_id", "author_id"], unique=False)
    op.create_index(
        op.f("feedback_answer_tenant_id_feedback_id_id_ix"), "feedback_answer", ["tenant_id", "feedback_id", "id"], unique=False
    )
    op.create_index(
        "feedback_answer_thanks_once",
        "feedback_answer",
        ["tenant_id", "feedback_id", "author_id"],
        unique=True,
        postgresql_where="kind = 'thanks'",
    )
    op.create_table(
        "feedback_sharing",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("feedback_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("feedback_sharing_pk")),
        sa.UniqueConstraint(
            "tenant_id", "feedback_id", "manager_id", name=op.f("feedback_sharing_tenant_id_feedback_id_manager_id_uq")
        ),
    )
    op.create_index(
        op.f("feedback_sharing_tenant_id_manager_id_ix"), "feedback_sharing", ["tenant_id", "manager_id"], unique=False
    )
    op.create_table(
        "feedback_wording",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("feedback_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("no >= 1", name=op.f("feedback_wording_no_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("feedback_wording_pk")),
        sa.UniqueConstraint("tenant_id", "feedback_id", "no", name=op.f("feedback_wording_tenant_id_feedback_id_no_uq")),
    )
    op.fence_table("feedback_request")
    op.fence_table("feedback")
    op.fence_table("feedback_draft", parties="author_id = current_setting('app.person_id')::uuid")
    op.fence_table("feedback_answer", record=True)
    op.fence_table("feedback_sharing", record=True)
    op.fence_table("feedback_wording", record=True)
    op.tenant_key("feedback_request", "tenant_id", "tenant", "feedback_request_tenant_fk")
    op.tenant_key("feedback", "tenant_id", "tenant", "feedback_tenant_fk")
    op.tenant_key("feedback_draft", "tenant_id", "tenant", "feedback_draft_tenant_fk")
    op.tenant_key("feedback_answer", "tenant_id", "tenant", "feedback_answer_tenant_fk")
    op.tenant_key("feedback_sharing", "tenant_id", "tenant", "feedback_sharing_tenant_fk")
    op.tenant_key("feedback_wording", "tenant_id", "tenant", "feedback_wording_tenant_fk")
    op.tenant_key("feedback_answer", "author_id", "person", "feedback_answer_author_id_fk")
    op.tenant_key("feedback_answer", "feedback_id", "feedback", "feedback_answer_feedback_id_fk")
    op.tenant_key("feedback", "asker_id", "person", "feedback_asker_id_fk")
    op.tenant_key("feedback_draft", "author_id", "person", "feedback_draft_author_id_fk")
    op.tenant_key("feedback_draft", "request_id", "feedback_request", "feedback_draft_request_id_fk")
    op.tenant_key("feedback_draft", "subject_id", "person", "feedback_draft_subject_id_fk")
    op.tenant_key("feedback", "giver_id", "person", "feedback_giver_id_fk")
    op.tenant_key("feedback_request", "asker_id", "person", "feedback_request_asker_id_fk")
    op.tenant_key("feedback_request", "giver_id", "person", "feedback_request_giver_id_fk")
    op.tenant_key("feedback", "request_id", "feedback_request", "feedback_request_id_fk")
    op.tenant_key("feedback_request", "subject_id", "person", "feedback_request_subject_id_fk")
    op.tenant_key("feedback_sharing", "feedback_id", "feedback", "feedback_sharing_feedback_id_fk")
    op.tenant_key("feedback_sharing", "manager_id", "person", "feedback_sharing_manager_id_fk")
    op.tenant_key("feedback", "subject_id", "person", "feedback_subject_id_fk")
    op.tenant_key("feedback_wording", "feedback_id", "feedback", "feedback_wording_feedback_id_fk")
