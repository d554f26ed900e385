"""The performance file: entries with every wording, seal, evidence and answer; drafts and private notes apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Performance file."""
    op.create_table(
        "file_note",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_note_pk")),
        sa.UniqueConstraint("tenant_id", "author_id", "id", name=op.f("file_note_tenant_id_author_id_id_uq")),
    )
    op.create_table(
        "performance_file",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("employee_id <> manager_id", name=op.f("performance_file_two_people_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("performance_file_pk")),
        sa.UniqueConstraint(
            "tenant_id", "employee_id", "manager_id", name=op.f("performance_file_tenant_id_employee_id_manager_id_uq")
        ),
    )
    op.create_index(
        op.f("performance_file_tenant_id_manager_id_ix"), "performance_file", ["tenant_id", "manager_id"], unique=False
    )
    op.create_table(
        "file_entry",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("wording_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("visible_to_subject_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seals_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'correction') = (corrects_id IS NOT NULL)", name=op.f("file_entry_corrects_ck")),
        sa.CheckConstraint(
            "kind IN ('achievement', 'shortfall', 'obstacle', 'help_given', 'feedback', 'thanks', 'agreement', 'meeting', 'check_in', 'handover', 'correction')",
            name=op.f("file_entry_kind_ck"),
        ),
        sa.CheckConstraint("state IN ('open', 'sealed', 'withdrawn')", name=op.f("file_entry_state_ck")),
        sa.CheckConstraint("(author_id IS NULL) = (source IS NOT NULL)", name=op.f("file_entry_arrived_ck")),
        sa.CheckConstraint("corrects_id <> id", name=op.f("file_entry_not_itself_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_entry_pk")),
        sa.UniqueConstraint("tenant_id", "file_id", "source", name=op.f("file_entry_tenant_id_file_id_source_uq")),
    )
    op.create_index(op.f("file_entry_tenant_id_author_id_ix"), "file_entry", ["tenant_id", "author_id"], unique=False)
    op.create_index(op.f("file_entry_tenant_id_corrects_id_ix"), "file_entry", ["tenant_id", "corrects_id"], unique=False)
    op.create_index(op.f("file_entry_tenant_id_employee_id_ix"), "file_entry", ["tenant_id", "employee_id"], unique=False)
    op.create_index(
        op.f("file_entry_tenant_id_file_id_happened_on_id_ix"),
        "file_entry",
        ["tenant_id", "file_id", "happened_on", "id"],
        unique=False,
    )
    op.create_index(op.f("file_entry_tenant_id_goal_id_ix"), "file_entry", ["tenant_id", "goal_id"], unique=False)
    op.create_index(op.f("file_entry_tenant_id_manager_id_ix"), "file_entry", ["tenant_id", "manager_id"], unique=False)
    op.create_index(op.f("file_entry_tenant_id_wording_id_ix"), "file_entry", ["tenant_id", "wording_id"], unique=False)
    op.create_index(
        "file_entry_to_seal", "file_entry", ["tenant_id", "seals_at"], unique=False, postgresql_where="state = 'open'"
    )
    op.create_table(
        "file_contest",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("settled_by", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('contested', 'resolved', 'stands', 'fallen')", name=op.f("file_contest_state_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_contest_pk")),
        sa.UniqueConstraint("tenant_id", "entry_id", name=op.f("file_contest_tenant_id_entry_id_uq")),
    )
    op.create_index(op.f("file_contest_tenant_id_by_id_ix"), "file_contest", ["tenant_id", "by_id"], unique=False)
    op.create_table(
        "file_draft",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(purpose = 'new') = (entry_id IS NULL)", name=op.f("file_draft_of_an_entry_ck")),
        sa.CheckConstraint("purpose IN ('new', 'edit', 'correct')", name=op.f("file_draft_purpose_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_draft_pk")),
        sa.UniqueConstraint("tenant_id", "author_id", "id", name=op.f("file_draft_tenant_id_author_id_id_uq")),
    )
    op.create_index(
        op.f("file_draft_tenant_id_author_id_file_id_ix"), "file_draft", ["tenant_id", "author_id", "file_id"], unique=False
    )
    op.create_index(op.f("file_draft_tenant_id_entry_id_ix"), "file_draft", ["tenant_id", "entry_id"], unique=False)
    op.create_index(op.f("file_draft_tenant_id_goal_id_ix"), "file_draft", ["tenant_id", "goal_id"], unique=False)
    op.create_table(
        "file_saying",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("act IN ('response', 'contest', 'settle', 'stand')", name=op.f("file_saying_act_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_saying_pk")),
    )
    op.create_index(op.f("file_saying_tenant_id_author_id_ix"), "file_saying", ["tenant_id", "author_id"], unique=False)
    op.create_index(op.f("file_saying_tenant_id_entry_id_id_ix"), "file_saying", ["tenant_id", "entry_id", "id"], unique=False)
    op.create_table(
        "file_sight",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_sight_pk")),
    )
    op.create_index(
        op.f("file_sight_tenant_id_entry_id_person_id_ix"), "file_sight", ["tenant_id", "entry_id", "person_id"], unique=False
    )
    op.create_index(op.f("file_sight_tenant_id_person_id_ix"), "file_sight", ["tenant_id", "person_id"], unique=False)
    op.create_table(
        "file_wording",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('achievement', 'shortfall', 'obstacle', 'help_given', 'feedback', 'thanks', 'agreement', 'meeting', 'check_in', 'handover', 'correction')",
            name=op.f("file_wording_kind_ck"),
        ),
        sa.CheckConstraint("no >= 1", name=op.f("file_wording_no_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_wording_pk")),
        sa.UniqueConstraint("tenant_id", "entry_id", "no", name=op.f("file_wording_tenant_id_entry_id_no_uq")),
    )
    op.create_index(op.f("file_wording_tenant_id_author_id_ix"), "file_wording", ["tenant_id", "author_id"], unique=False)
    op.create_index(op.f("file_wording_tenant_id_goal_id_ix"), "file_wording", ["tenant_id", "goal_id"], unique=False)
    op.create_table(
        "file_draft_piece",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("stored_id", sa.Uuid(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("(stored_id IS NULL) = (url <> '')", name=op.f("file_draft_piece_file_or_link_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_draft_piece_pk")),
        sa.UniqueConstraint("tenant_id", "author_id", "id", name=op.f("file_draft_piece_tenant_id_author_id_id_uq")),
    )
    op.create_index(op.f("file_draft_piece_tenant_id_draft_id_ix"), "file_draft_piece", ["tenant_id", "draft_id"], unique=False)
    op.create_index(
        op.f("file_draft_piece_tenant_id_stored_id_ix"), "file_draft_piece", ["tenant_id", "stored_id"], unique=False
    )
    op.create_table(
        "file_evidence",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("wording_id", sa.Uuid(), nullable=False),
        sa.Column("stored_id", sa.Uuid(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("(stored_id IS NULL) = (url <> '')", name=op.f("file_evidence_file_or_link_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_evidence_pk")),
    )
    op.create_index(op.f("file_evidence_tenant_id_entry_id_ix"), "file_evidence", ["tenant_id", "entry_id"], unique=False)
    op.create_index(op.f("file_evidence_tenant_id_stored_id_ix"), "file_evidence", ["tenant_id", "stored_id"], unique=False)
    op.create_index(op.f("file_evidence_tenant_id_wording_id_ix"), "file_evidence", ["tenant_id", "wording_id"], unique=False)
    op.create_table(
        "file_seal",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("wording_id", sa.Uuid(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("file_seal_pk")),
        sa.UniqueConstraint("tenant_id", "entry_id", name=op.f("file_seal_tenant_id_entry_id_uq")),
    )
    op.create_index(op.f("file_seal_tenant_id_wording_id_ix"), "file_seal", ["tenant_id", "wording_id"], unique=False)
    op.fence_table("file_note", parties="author_id = current_setting('app.person_id')::uuid")
    op.fence_table("performance_file")
    op.fence_table("file_entry")
    op.fence_table("file_contest")
    op.fence_table("file_draft", parties="author_id = current_setting('app.person_id')::uuid")
    op.fence_table("file_saying", record=True)
    op.fence_table("file_sight", record=True)
    op.fence_table("file_wording", record=True)
    op.fence_table("file_draft_piece", parties="author_id = current_setting('app.person_id')::uuid")
    op.fence_table("file_evidence", record=True)
    op.fence_table("file_seal", record=True)
    op.tenant_key("file_note", "tenant_id", "tenant", "file_note_tenant_fk")
    op.tenant_key("performance_file", "tenant_id", "tenant", "performance_file_tenant_fk")
    op.tenant_key("file_entry", "tenant_id", "tenant", "file_entry_tenant_fk")
    op.tenant_key("file_contest", "tenant_id", "tenant", "file_contest_tenant_fk")
    op.tenant_key("file_draft", "tenant_id", "tenant", "file_draft_tenant_fk")
    op.tenant_key("file_saying", "tenant_id", "tenant", "file_saying_tenant_fk")
    op.tenant_key("file_sight", "tenant_id", "tenant", "file_sight_tenant_fk")
    op.tenant_key("file_wording", "tenant_id", "tenant", "file_wording_tenant_fk")
    op.tenant_key("file_draft_piece", "tenant_id", "tenant", "file_draft_piece_tenant_fk")
    op.tenant_key("file_evidence", "tenant_id", "tenant", "file_evidence_tenant_fk")
    op.tenant_key("file_seal", "tenant_id", "tenant", "file_seal_tenant_fk")
    op.tenant_key("file_contest", "by_id", "person", "file_contest_by_id_fk")
    op.tenant_key("file_contest", "entry_id", "file_entry", "file_contest_entry_id_fk")
    op.tenant_key("file_draft", "author_id", "person", "file_draft_author_id_fk")
    op.tenant_key("file_draft", "entry_id", "file_entry", "file_draft_entry_id_fk")
    op.tenant_key("file_draft", "file_id", "performance_file", "file_draft_file_id_fk")
    op.tenant_key("file_draft", "goal_id", "goal", "file_draft_goal_id_fk")
    op.tenant_key("file_draft_piece", "author_id", "person", "file_draft_piece_author_id_fk")
    op.tenant_key("file_draft_piece", "draft_id", "file_draft", "file_draft_piece_draft_id_fk")
    op.tenant_key("file_draft_piece", "stored_id", "file", "file_draft_piece_stored_id_fk")
    op.tenant_key("file_entry", "author_id", "person", "file_entry_author_id_fk")
    op.tenant_key("file_entry", "corrects_id", "file_entry", "file_entry_corrects_id_fk")
    op.tenant_key("file_entry", "employee_id", "person", "file_entry_employee_id_fk")
    op.tenant_key("file_entry", "file_id", "performance_file", "file_entry_file_id_fk")
    op.tenant_key("file_entry", "goal_id", "goal", "file_entry_goal_id_fk")
    op.tenant_key("file_entry", "manager_id", "person", "file_entry_manager_id_fk")
    op.tenant_key("file_entry", "wording_id", "file_wording", "file_entry_wording_id_fk")
    op.tenant_key("file_evidence", "entry_id", "file_entry", "file_evidence_entry_id_fk")
    op.tenant_key("file_evidence", "stored_id", "file", "file_evidence_stored_id_fk")
    op.tenant_key("file_evidence", "wording_id", "file_wording", "file_evidence_wording_id_fk")
    op.tenant_key("file_note", "author_id", "person", "file_note_author_id_fk")
    op.tenant_key("file_saying", "author_id", "person", "file_saying_author_id_fk")
    op.tenant_key("file_saying", "entry_id", "file_entry", "file_saying_entry_id_fk")
    op.tenant_key("file_seal", "entry_id", "file_entry", "file_seal_entry_id_fk")
    op.tenant_key("file_seal", "wording_id", "file_wording", "file_seal_wording_id_fk")
    op.tenant_key("file_sight", "entry_id", "file_entry", "file_sight_entry_id_fk")
    op.tenant_key("file_sight", "person_id", "person", "file_sight_person_id_fk")
    op.tenant_key("file_wording", "author_id", "person", "file_wording_author_id_fk")
    op.tenant_key("file_wording", "entry_id", "file_entry", "file_wording_entry_id_fk")
    op.tenant_key("file_wording", "goal_id", "goal", "file_wording_goal_id_fk")
    op.tenant_key("performance_file", "employee_id", "person", "performance_file_employee_id_fk")
    op.tenant_key("performance_file", "manager_id", "person", "performance_file_manager_id_fk")
