"""HR called in, plans adopted by another manager with a handover note, and deputies."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.isolation.ddl import for_each_tenant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables, widen the lists of states and sides, and mark the plans that another manager has yet to adopt."""
    op.create_table(
        "deputyship",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("deputy_id <> person_id", name=op.f("deputyship_not_oneself_ck")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("deputyship_dates_ck")),
        sa.CheckConstraint("given_by_id <> deputy_id", name=op.f("deputyship_given_by_another_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("deputyship_pk")),
    )
    op.create_index(op.f("deputyship_tenant_id_deputy_id_ix"), "deputyship", ["tenant_id", "deputy_id"], unique=False)
    op.create_index(op.f("deputyship_tenant_id_person_id_ix"), "deputyship", ["tenant_id", "person_id"], unique=False)
    op.create_table(
        "plan_handover",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("former_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'given', 'lapsed')", name=op.f("plan_handover_state_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("plan_handover_pk")),
    )
    op.create_index(
        "plan_handover_open",
        "plan_handover",
        ["tenant_id", "plan_id", "former_id"],
        unique=True,
        postgresql_where="state = 'asked'",
    )
    op.create_index(op.f("plan_handover_tenant_id_former_id_ix"), "plan_handover", ["tenant_id", "former_id"], unique=False)
    op.create_index(op.f("plan_handover_tenant_id_plan_id_ix"), "plan_handover", ["tenant_id", "plan_id"], unique=False)
    op.create_table(
        "agreement_mediation",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("amendment_id", sa.Uuid(), nullable=True),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("called_by_id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("called_by_id <> partner_id", name=op.f("agreement_mediation_not_oneself_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("agreement_mediation_pk")),
    )
    op.create_index(
        op.f("agreement_mediation_tenant_id_agreement_id_id_ix"),
        "agreement_mediation",
        ["tenant_id", "agreement_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("agreement_mediation_tenant_id_partner_id_ix"), "agreement_mediation", ["tenant_id", "partner_id"], unique=False
    )
    op.create_table(
        "agreement_preparation",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("for_id", sa.Uuid(), nullable=False),
        sa.Column("based_on_id", sa.Uuid(), nullable=True),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("laid_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("author_id <> for_id", name=op.f("agreement_preparation_two_people_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("agreement_preparation_pk")),
        sa.UniqueConstraint(
            "tenant_id",
            "author_id",
            "for_id",
            "agreement_id",
            name=op.f("agreement_preparation_tenant_id_author_id_for_id_agreement_id_uq"),
        ),
    )
    op.create_index(
        op.f("agreement_preparation_tenant_id_for_id_ix"), "agreement_preparation", ["tenant_id", "for_id"], unique=False
    )
    op.create_table(
        "plan_handover_answer",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("plan_handover_answer_pk")),
        sa.UniqueConstraint("tenant_id", "handover_id", name=op.f("plan_handover_answer_tenant_id_handover_id_uq")),
    )
    op.create_table(
        "plan_handover_note",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("promised", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("plan_handover_note_pk")),
        sa.UniqueConstraint("tenant_id", "handover_id", name=op.f("plan_handover_note_tenant_id_handover_id_uq")),
    )
    op.add_column("agreement", sa.Column("mediation_id", sa.Uuid(), nullable=True))
    op.add_column("agreement", sa.Column("adoption_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("agreement_line_comment", sa.Column("for_id", sa.Uuid(), nullable=True))
    op.add_column("agreement_line_comment", sa.Column("mediation_id", sa.Uuid(), nullable=True))
    op.drop_constraint(op.f("agreement_signature_tenant_id_version_id_side_uq"), "agreement_signature", type_="unique")
    op.create_index(
        "agreement_signature_one_a_side",
        "agreement_signature",
        ["tenant_id", "version_id", "side"],
        unique=True,
        postgresql_where="side <> 'adopted'",
    )
    op.add_column("amendment", sa.Column("mediation_id", sa.Uuid(), nullable=True))
    op.add_column("journal_reading", sa.Column("for_id", sa.Uuid(), nullable=True))
    op.fence_table("deputyship")
    op.fence_table("plan_handover")
    op.fence_table("agreement_mediation", record=True)
    op.fence_table(
        "agreement_preparation",
        parties="author_id = current_setting('app.person_id')::uuid OR for_id = current_setting('app.person_id')::uuid",
    )
    op.fence_table("plan_handover_answer", record=True)
    op.fence_table("plan_handover_note", record=True)
    op.tenant_key("deputyship", "tenant_id", "tenant", "deputyship_tenant_fk")
    op.tenant_key("plan_handover", "tenant_id", "tenant", "plan_handover_tenant_fk")
    op.tenant_key("agreement_mediation", "tenant_id", "tenant", "agreement_mediation_tenant_fk")
    op.tenant_key("agreement_preparation", "tenant_id", "tenant", "agreement_preparation_tenant_fk")
    op.tenant_key("plan_handover_answer", "tenant_id", "tenant", "plan_handover_answer_tenant_fk")
    op.tenant_key("plan_handover_note", "tenant_id", "tenant", "plan_handover_note_tenant_fk")
    op.tenant_key("agreement_line_comment", "for_id", "person", "agreement_line_comment_for_id_fk")
    op.tenant_key("agreement_line_comment", "mediation_id", "agreement_mediation", "agreement_line_comment_mediation_id_fk")
    op.tenant_key("agreement_mediation", "agreement_id", "agreement", "agreement_mediation_agreement_id_fk")
    op.tenant_key("agreement_mediation", "amendment_id", "amendment", "agreement_mediation_amendment_id_fk")
    op.tenant_key("agreement_mediation", "called_by_id", "person", "agreement_mediation_called_by_id_fk")
    op.tenant_key("agreement", "mediation_id", "agreement_mediation", "agreement_mediation_id_fk")
    op.tenant_key("agreement_mediation", "partner_id", "person", "agreement_mediation_partner_id_fk")
    op.tenant_key("agreement_mediation", "version_id", "agreement_version", "agreement_mediation_version_id_fk")
    op.tenant_key("agreement_preparation", "agreement_id", "agreement", "agreement_preparation_agreement_id_fk")
    op.tenant_key("agreement_preparation", "author_id", "person", "agreement_preparation_author_id_fk")
    op.tenant_key("agreement_preparation", "based_on_id", "agreement_version", "agreement_preparation_based_on_id_fk")
    op.tenant_key("agreement_preparation", "for_id", "person", "agreement_preparation_for_id_fk")
    op.tenant_key("amendment", "mediation_id", "agreement_mediation", "amendment_mediation_id_fk")
    op.tenant_key("deputyship", "deputy_id", "person", "deputyship_deputy_id_fk")
    op.tenant_key("deputyship", "given_by_id", "person", "deputyship_given_by_id_fk")
    op.tenant_key("deputyship", "person_id", "person", "deputyship_person_id_fk")
    op.tenant_key("journal_reading", "for_id", "person", "journal_reading_for_id_fk")
    op.tenant_key("plan_handover_answer", "author_id", "person", "plan_handover_answer_author_id_fk")
    op.tenant_key("plan_handover_answer", "handover_id", "plan_handover", "plan_handover_answer_handover_id_fk")
    op.tenant_key("plan_handover", "former_id", "person", "plan_handover_former_id_fk")
    op.tenant_key("plan_handover_note", "author_id", "person", "plan_handover_note_author_id_fk")
    op.tenant_key("plan_handover_note", "handover_id", "plan_handover", "plan_handover_note_handover_id_fk")
    op.tenant_key("plan_handover", "plan_id", "plan", "plan_handover_plan_id_fk")
    for table, states in (
        ("agreement", "'drafting', 'proposed', 'countered', 'mediation', 'agreed', 'superseded', 'ended'"),
        ("amendment", "'drafting', 'proposed', 'countered', 'mediation', 'agreed', 'discarded'"),
    ):
        op.drop_constraint(op.f(f"{table}_state_ck"), table, type_="check")
        op.create_check_constraint(op.f(f"{table}_state_ck"), table, f"state IN ({states})")
        op.create_check_constraint(
            op.f(f"{table}_mediation_was_called_ck"), table, "state <> 'mediation' OR mediation_id IS NOT NULL"
        )
    op.create_check_constraint(
        op.f("agreement_only_what_stands_is_adopted_ck"), "agreement", "adoption_since IS NULL OR state = 'agreed'"
    )
    op.drop_constraint(op.f("agreement_signature_side_ck"), "agreement_signature", type_="check")
    op.create_check_constraint(
        op.f("agreement_signature_side_ck"), "agreement_signature", "side IN ('first', 'second', 'adopted')"
    )
    op.create_check_constraint(op.f("agreement_line_comment_for_another_ck"), "agreement_line_comment", "for_id <> author_id")
    op.drop_index("amendment_open", table_name="amendment")
    op.create_index(
        "amendment_open",
        "amendment",
        ["tenant_id", "agreement_id"],
        unique=True,
        postgresql_where="state IN ('drafting', 'proposed', 'countered', 'mediation')",
    )
    for_each_tenant(op, _mark_what_is_to_be_adopted)


def _mark_what_is_to_be_adopted(operations: Any, _tenant: Any) -> None:
    """Where a line had changed before, the plan stands and its manager has not signed it: adoption is due."""
    operations.execute("""
        UPDATE agreement a SET adoption_since = now()
        WHERE a.state = 'agreed' AND NOT EXISTS (
          SELECT FROM agreement_signature s
          WHERE s.tenant_id = a.tenant_id AND s.version_id = a.active_version_id AND s.person_id = a.second_id)""")
