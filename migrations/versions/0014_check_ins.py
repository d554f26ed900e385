"""Check-ins of an employee and their manager: rhythm, what is said, what is answered, drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "check_in_rhythm",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("every_days", sa.SmallInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("employee_id <> manager_id", name=op.f("check_in_rhythm_two_people_ck")),
        sa.CheckConstraint("every_days IN (7, 14, 30)", name=op.f("check_in_rhythm_rhythm_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("check_in_rhythm_pk")),
        sa.UniqueConstraint(
            "tenant_id", "employee_id", "manager_id", name=op.f("check_in_rhythm_tenant_id_employee_id_manager_id_uq")
        ),
    )
    op.create_index(
        op.f("check_in_rhythm_tenant_id_manager_id_ix"), "check_in_rhythm", ["tenant_id", "manager_id"], unique=False
    )
    op.create_index(
        op.f("check_in_rhythm_tenant_id_next_on_id_ix"), "check_in_rhythm", ["tenant_id", "next_on", "id"], unique=False
    )
    op.create_table(
        "check_in",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rhythm_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fell_title", sa.Text(), nullable=True),
        sa.Column("fell_from", sa.SmallInteger(), nullable=True),
        sa.Column("fell_to", sa.SmallInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('due', 'submitted', 'answered', 'closed', 'missed', 'lapsed')", name=op.f("check_in_state_ck")
        ),
        sa.CheckConstraint("fell_from BETWEEN 0 AND 10 AND fell_to BETWEEN 0 AND 10", name=op.f("check_in_confidence_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("check_in_pk")),
        sa.UniqueConstraint("tenant_id", "rhythm_id", "due_on", name=op.f("check_in_tenant_id_rhythm_id_due_on_uq")),
    )
    op.create_index(
        "check_in_of_employee",
        "check_in",
        ["tenant_id", "employee_id"],
        unique=False,
        postgresql_where="state IN ('due', 'submitted')",
    )
    op.create_index(
        "check_in_of_manager",
        "check_in",
        ["tenant_id", "manager_id"],
        unique=False,
        postgresql_where="state IN ('due', 'submitted')",
    )
    op.create_index("check_in_one_due", "check_in", ["tenant_id", "rhythm_id"], unique=True, postgresql_where="state = 'due'")
    op.create_index(op.f("check_in_tenant_id_employee_id_id_ix"), "check_in", ["tenant_id", "employee_id", "id"], unique=False)
    op.create_table(
        "check_in_draft",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_in_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("marks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("check_in_draft_pk")),
        sa.UniqueConstraint(
            "tenant_id", "author_id", "check_in_id", name=op.f("check_in_draft_tenant_id_author_id_check_in_id_uq")
        ),
    )
    op.create_index(
        op.f("check_in_draft_tenant_id_check_in_id_ix"), "check_in_draft", ["tenant_id", "check_in_id"], unique=False
    )
    op.create_table(
        "check_in_statement",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_in_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.SmallInteger(), nullable=False),
        sa.Column("win", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("check_in_statement_pk")),
        sa.UniqueConstraint("tenant_id", "check_in_id", "no", name=op.f("check_in_statement_tenant_id_check_in_id_no_uq")),
    )
    op.create_index(
        op.f("check_in_statement_tenant_id_author_id_ix"), "check_in_statement", ["tenant_id", "author_id"], unique=False
    )
    op.create_table(
        "check_in_goal",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("health", sa.Text(), nullable=False),
        sa.Column("confidence", sa.SmallInteger(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("blocker", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=True),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.CheckConstraint("claim IN ('reached', 'partly_reached', 'not_reached')", name=op.f("check_in_goal_claim_ck")),
        sa.CheckConstraint("health IN ('on_track', 'at_risk', 'off_track')", name=op.f("check_in_goal_health_ck")),
        sa.CheckConstraint("work IN ('own', 'advice', 'together', 'manager')", name=op.f("check_in_goal_work_ck")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 10", name=op.f("check_in_goal_confidence_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("check_in_goal_pk")),
        sa.UniqueConstraint(
            "tenant_id", "statement_id", "goal_id", name=op.f("check_in_goal_tenant_id_statement_id_goal_id_uq")
        ),
    )
    op.create_index(op.f("check_in_goal_tenant_id_goal_id_ix"), "check_in_goal", ["tenant_id", "goal_id"], unique=False)
    op.create_index(op.f("check_in_goal_tenant_id_version_id_ix"), "check_in_goal", ["tenant_id", "version_id"], unique=False)
    op.create_table(
        "check_in_reply",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_in_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=True),
        sa.Column("sees", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(point = 'goal') = (goal_id IS NOT NULL)", name=op.f("check_in_reply_goal_of_a_goal_ck")),
        sa.CheckConstraint("point IN ('', 'win', 'goal')", name=op.f("check_in_reply_point_ck")),
        sa.CheckConstraint("sees IN ('reached', 'partly_reached', 'not_reached')", name=op.f("check_in_reply_sees_ck")),
        sa.CheckConstraint(
            "words <> '' OR work IS NOT NULL OR sees IS NOT NULL", name=op.f("check_in_reply_says_something_ck")
        ),
        sa.CheckConstraint("work IN ('own', 'advice', 'together', 'manager')", name=op.f("check_in_reply_work_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("check_in_reply_pk")),
    )
    op.create_index(op.f("check_in_reply_tenant_id_author_id_ix"), "check_in_reply", ["tenant_id", "author_id"], unique=False)
    op.create_index(
        op.f("check_in_reply_tenant_id_check_in_id_id_ix"), "check_in_reply", ["tenant_id", "check_in_id", "id"], unique=False
    )
    op.create_index(op.f("check_in_reply_tenant_id_goal_id_ix"), "check_in_reply", ["tenant_id", "goal_id"], unique=False)
    op.create_table(
        "check_in_support",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("support_key", sa.Uuid(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("said IN ('kept', 'not_yet', 'not_kept')", name=op.f("check_in_support_said_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("check_in_support_pk")),
        sa.UniqueConstraint(
            "tenant_id", "statement_id", "support_key", name=op.f("check_in_support_tenant_id_statement_id_support_key_uq")
        ),
    )
    op.create_index(op.f("check_in_support_tenant_id_goal_id_ix"), "check_in_support", ["tenant_id", "goal_id"], unique=False)
    op.create_table(
        "check_in_value",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("result_key", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=6), nullable=True),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 10", name=op.f("check_in_value_confidence_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("check_in_value_pk")),
        sa.UniqueConstraint(
            "tenant_id", "statement_id", "result_key", name=op.f("check_in_value_tenant_id_statement_id_result_key_uq")
        ),
    )
    op.create_index(op.f("check_in_value_tenant_id_goal_id_ix"), "check_in_value", ["tenant_id", "goal_id"], unique=False)
    op.fence_table("check_in_rhythm")
    op.fence_table("check_in")
    op.fence_table("check_in_draft", parties="author_id = current_setting('app.person_id')::uuid")
    op.fence_table("check_in_statement", record=True)
    op.fence_table("check_in_goal", record=True)
    op.fence_table("check_in_reply", record=True)
    op.fence_table("check_in_support", record=True)
    op.fence_table("check_in_value", record=True)
    op.tenant_key("check_in_rhythm", "tenant_id", "tenant", "check_in_rhythm_tenant_fk")
    op.tenant_key("check_in", "tenant_id", "tenant", "check_in_tenant_fk")
    op.tenant_key("check_in_draft", "tenant_id", "tenant", "check_in_draft_tenant_fk")
    op.tenant_key("check_in_statement", "tenant_id", "tenant", "check_in_statement_tenant_fk")
    op.tenant_key("check_in_goal", "tenant_id", "tenant", "check_in_goal_tenant_fk")
    op.tenant_key("check_in_reply", "tenant_id", "tenant", "check_in_reply_tenant_fk")
    op.tenant_key("check_in_support", "tenant_id", "tenant", "check_in_support_tenant_fk")
    op.tenant_key("check_in_value", "tenant_id", "tenant", "check_in_value_tenant_fk")
    op.tenant_key("check_in_draft", "author_id", "person", "check_in_draft_author_id_fk")
    op.tenant_key("check_in_draft", "check_in_id", "check_in", "check_in_draft_check_in_id_fk")
    op.tenant_key("check_in", "employee_id", "person", "check_in_employee_id_fk")
    op.tenant_key("check_in_goal", "goal_id", "goal", "check_in_goal_goal_id_fk")
    op.tenant_key("check_in_goal", "statement_id", "check_in_statement", "check_in_goal_statement_id_fk")
    op.tenant_key("check_in_goal", "version_id", "agreement_version", "check_in_goal_version_id_fk")
    op.tenant_key("check_in", "manager_id", "person", "check_in_manager_id_fk")
    op.tenant_key("check_in_reply", "author_id", "person", "check_in_reply_author_id_fk")
    op.tenant_key("check_in_reply", "check_in_id", "check_in", "check_in_reply_check_in_id_fk")
    op.tenant_key("check_in_reply", "goal_id", "goal", "check_in_reply_goal_id_fk")
    op.tenant_key("check_in_rhythm", "employee_id", "person", "check_in_rhythm_employee_id_fk")
    op.tenant_key("check_in", "rhythm_id", "check_in_rhythm", "check_in_rhythm_id_fk")
    op.tenant_key("check_in_rhythm", "manager_id", "person", "check_in_rhythm_manager_id_fk")
    op.tenant_key("check_in_statement", "author_id", "person", "check_in_statement_author_id_fk")
    op.tenant_key("check_in_statement", "check_in_id", "check_in", "check_in_statement_check_in_id_fk")
    op.tenant_key("check_in_support", "goal_id", "goal", "check_in_support_goal_id_fk")
    op.tenant_key("check_in_support", "statement_id", "check_in_statement", "check_in_support_statement_id_fk")
    op.tenant_key("check_in_value", "goal_id", "goal", "check_in_value_goal_id_fk")
    op.tenant_key("check_in_value", "statement_id", "check_in_statement", "check_in_value_statement_id_fk")
