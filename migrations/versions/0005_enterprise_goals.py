"""Goals of companies and units with their check-ins, and what agreed goals of people contribute to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "enterprise_goal",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("parent_result_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_key", sa.Text(collation="C"), nullable=False),
        sa.Column("find_words", sa.Text(collation="C"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("every_days", sa.SmallInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("confidence", sa.SmallInteger(), nullable=True),
        sa.Column("closing_words", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (due_on IS NOT NULL)", name=op.f("enterprise_goal_due_while_open_ck")),
        sa.CheckConstraint(
            "(state IN ('reached', 'partly_reached', 'not_reached', 'dropped')) = (closed_on IS NOT NULL)",
            name=op.f("enterprise_goal_closed_on_a_day_ck"),
        ),
        sa.CheckConstraint("closed_on IS NULL OR closing_words <> ''", name=op.f("enterprise_goal_closed_with_words_ck")),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'reached', 'partly_reached', 'not_reached', 'dropped')",
            name=op.f("enterprise_goal_state_ck"),
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 10", name=op.f("enterprise_goal_confidence_ck")),
        sa.CheckConstraint("every_days IN (7, 14, 30, 91)", name=op.f("enterprise_goal_rhythm_ck")),
        sa.CheckConstraint("parent_id <> id", name=op.f("enterprise_goal_not_itself_ck")),
        sa.CheckConstraint(
            "parent_result_id IS NULL OR parent_id IS NOT NULL", name=op.f("enterprise_goal_result_of_a_goal_ck")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("enterprise_goal_days_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("enterprise_goal_pk")),
    )
    op.create_index(
        "enterprise_goal_one_title",
        "enterprise_goal",
        ["tenant_id", "company_id", "unit_id", "title_key"],
        unique=True,
        postgresql_where="state IN ('draft', 'open')",
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        op.f("enterprise_goal_tenant_id_company_id_unit_id_ix"),
        "enterprise_goal",
        ["tenant_id", "company_id", "unit_id"],
        unique=False,
    )
    op.create_index(op.f("enterprise_goal_tenant_id_cycle_id_ix"), "enterprise_goal", ["tenant_id", "cycle_id"], unique=False)
    op.create_index(
        op.f("enterprise_goal_tenant_id_owner_id_due_on_ix"),
        "enterprise_goal",
        ["tenant_id", "owner_id", "due_on"],
        unique=False,
    )
    op.create_index(op.f("enterprise_goal_tenant_id_parent_id_ix"), "enterprise_goal", ["tenant_id", "parent_id"], unique=False)
    op.create_index(
        op.f("enterprise_goal_tenant_id_parent_result_id_ix"),
        "enterprise_goal",
        ["tenant_id", "parent_result_id"],
        unique=False,
    )
    op.create_index(
        op.f("enterprise_goal_tenant_id_title_key_id_ix"), "enterprise_goal", ["tenant_id", "title_key", "id"], unique=False
    )
    op.create_index(op.f("enterprise_goal_tenant_id_unit_id_ix"), "enterprise_goal", ["tenant_id", "unit_id"], unique=False)
    op.create_table(
        "enterprise_check_in",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 10", name=op.f("enterprise_check_in_confidence_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("enterprise_check_in_pk")),
    )
    op.create_index(
        op.f("enterprise_check_in_tenant_id_author_id_ix"), "enterprise_check_in", ["tenant_id", "author_id"], unique=False
    )
    op.create_index(
        op.f("enterprise_check_in_tenant_id_goal_id_id_ix"), "enterprise_check_in", ["tenant_id", "goal_id", "id"], unique=False
    )
    op.create_table(
        "enterprise_key_result",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("find_words", sa.Text(collation="C"), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("start", sa.Numeric(precision=20, scale=6), nullable=True),
        sa.Column("target", sa.Numeric(precision=20, scale=6), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("levels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("value", sa.Numeric(precision=20, scale=6), nullable=True),
        sa.Column("confidence", sa.SmallInteger(), nullable=True),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.CheckConstraint("direction IN ('up', 'down', 'hold')", name=op.f("enterprise_key_result_direction_ck")),
        sa.CheckConstraint(
            "measure IN ('number', 'percent', 'currency', 'yes_no', 'milestone', 'levels')",
            name=op.f("enterprise_key_result_measure_ck"),
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 10", name=op.f("enterprise_key_result_confidence_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("enterprise_key_result_pk")),
    )
    op.create_index(
        op.f("enterprise_key_result_tenant_id_goal_id_place_ix"),
        "enterprise_key_result",
        ["tenant_id", "goal_id", "place"],
        unique=False,
    )
    op.create_table(
        "enterprise_value",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_in_id", sa.Uuid(), nullable=False),
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=6), nullable=True),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 10", name=op.f("enterprise_value_confidence_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("enterprise_value_pk")),
        sa.UniqueConstraint(
            "tenant_id", "check_in_id", "result_id", name=op.f("enterprise_value_tenant_id_check_in_id_result_id_uq")
        ),
    )
    op.create_index(
        op.f("enterprise_value_tenant_id_result_id_ix"), "enterprise_value", ["tenant_id", "result_id"], unique=False
    )
    op.create_table(
        "enterprise_wording",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("results", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("enterprise_wording_pk")),
    )
    op.create_index(
        op.f("enterprise_wording_tenant_id_changed_by_id_ix"),
        "enterprise_wording",
        ["tenant_id", "changed_by_id"],
        unique=False,
    )
    op.create_index(
        op.f("enterprise_wording_tenant_id_goal_id_id_ix"), "enterprise_wording", ["tenant_id", "goal_id", "id"], unique=False
    )
    op.create_index(
        op.f("enterprise_wording_tenant_id_owner_id_ix"), "enterprise_wording", ["tenant_id", "owner_id"], unique=False
    )
    op.create_table(
        "plan_contribution",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("result_key", sa.Uuid(), nullable=True),
        sa.Column("to_goal_id", sa.Uuid(), nullable=False),
        sa.Column("to_result_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("plan_contribution_pk")),
        sa.UniqueConstraint(
            "tenant_id",
            "goal_id",
            "result_key",
            name=op.f("plan_contribution_tenant_id_goal_id_result_key_uq"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(
        op.f("plan_contribution_tenant_id_person_id_ix"), "plan_contribution", ["tenant_id", "person_id"], unique=False
    )
    op.create_index(op.f("plan_contribution_tenant_id_plan_id_ix"), "plan_contribution", ["tenant_id", "plan_id"], unique=False)
    op.create_index(
        op.f("plan_contribution_tenant_id_to_goal_id_id_ix"),
        "plan_contribution",
        ["tenant_id", "to_goal_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("plan_contribution_tenant_id_to_result_id_ix"), "plan_contribution", ["tenant_id", "to_result_id"], unique=False
    )
    op.create_index(
        op.f("plan_contribution_tenant_id_version_id_ix"), "plan_contribution", ["tenant_id", "version_id"], unique=False
    )
    op.fence_table("enterprise_goal")
    op.fence_table("enterprise_check_in", record=True)
    op.fence_table("enterprise_key_result")
    op.fence_table("enterprise_value", record=True)
    op.fence_table("enterprise_wording", record=True)
    op.fence_table("plan_contribution")
    op.tenant_key("enterprise_goal", "tenant_id", "tenant", "enterprise_goal_tenant_fk")
    op.tenant_key("enterprise_check_in", "tenant_id", "tenant", "enterprise_check_in_tenant_fk")
    op.tenant_key("enterprise_key_result", "tenant_id", "tenant", "enterprise_key_result_tenant_fk")
    op.tenant_key("enterprise_value", "tenant_id", "tenant", "enterprise_value_tenant_fk")
    op.tenant_key("enterprise_wording", "tenant_id", "tenant", "enterprise_wording_tenant_fk")
    op.tenant_key("plan_contribution", "tenant_id", "tenant", "plan_contribution_tenant_fk")
    op.tenant_key("enterprise_check_in", "author_id", "person", "enterprise_check_in_author_id_fk")
    op.tenant_key("enterprise_check_in", "goal_id", "enterprise_goal", "enterprise_check_in_goal_id_fk")
    op.tenant_key("enterprise_goal", "company_id", "company", "enterprise_goal_company_id_fk")
    op.tenant_key("enterprise_goal", "cycle_id", "cycle", "enterprise_goal_cycle_id_fk")
    op.tenant_key("enterprise_goal", "owner_id", "person", "enterprise_goal_owner_id_fk")
    op.tenant_key("enterprise_goal", "parent_id", "enterprise_goal", "enterprise_goal_parent_id_fk")
    op.tenant_key("enterprise_goal", "parent_result_id", "enterprise_key_result", "enterprise_goal_parent_result_id_fk")
    op.tenant_key("enterprise_goal", "unit_id", "unit", "enterprise_goal_unit_id_fk")
    op.tenant_key("enterprise_key_result", "goal_id", "enterprise_goal", "enterprise_key_result_goal_id_fk")
    op.tenant_key("enterprise_value", "check_in_id", "enterprise_check_in", "enterprise_value_check_in_id_fk")
    op.tenant_key("enterprise_value", "result_id", "enterprise_key_result", "enterprise_value_result_id_fk")
    op.tenant_key("enterprise_wording", "changed_by_id", "person", "enterprise_wording_changed_by_id_fk")
    op.tenant_key("enterprise_wording", "goal_id", "enterprise_goal", "enterprise_wording_goal_id_fk")
    op.tenant_key("enterprise_wording", "owner_id", "person", "enterprise_wording_owner_id_fk")
    op.tenant_key("plan_contribution", "goal_id", "goal", "plan_contribution_goal_id_fk")
    op.tenant_key("plan_contribution", "person_id", "person", "plan_contribution_person_id_fk")
    op.tenant_key("plan_contribution", "plan_id", "plan", "plan_contribution_plan_id_fk")
    op.tenant_key("plan_contribution", "to_goal_id", "enterprise_goal", "plan_contribution_to_goal_id_fk")
    op.tenant_key("plan_contribution", "to_result_id", "enterprise_key_result", "plan_contribution_to_result_id_fk")
    op.tenant_key("plan_contribution", "version_id", "agreement_version", "plan_contribution_version_id_fk")
