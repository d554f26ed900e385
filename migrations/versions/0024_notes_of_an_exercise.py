"""What somebody adds in an exercise before the day on which it comes back: notes, which move nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "exercise_note",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("times >= 1 AND no >= 1", name=op.f("exercise_note_numbers_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("exercise_note_pk")),
        sa.UniqueConstraint(
            "tenant_id",
            "author_id",
            "item_id",
            "times",
            "no",
            name=op.f("exercise_note_tenant_id_author_id_item_id_times_no_uq"),
        ),
    )
    op.create_index(op.f("exercise_note_tenant_id_item_id_ix"), "exercise_note", ["tenant_id", "item_id"], unique=False)
    op.create_index(op.f("exercise_note_tenant_id_version_id_ix"), "exercise_note", ["tenant_id", "version_id"], unique=False)
    op.fence_table("exercise_note", record=True, parties="author_id = current_setting('app.person_id')::uuid")
    op.tenant_key("exercise_note", "tenant_id", "tenant", "exercise_note_tenant_fk")
    op.tenant_key("exercise_note", "author_id", "person", "exercise_note_author_id_fk")
    op.tenant_key("exercise_note", "item_id", "library_item", "exercise_note_item_id_fk")
    op.tenant_key("exercise_note", "version_id", "library_version", "exercise_note_version_id_fk")
