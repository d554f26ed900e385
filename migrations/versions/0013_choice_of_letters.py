"""Which letters somebody wants beside their inbox, and in which letter of a morning a notice stood."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "notice_choice",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at_once", sa.Boolean(), nullable=False),
        sa.Column("in_the_morning", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("notice_choice_pk")),
        sa.UniqueConstraint("tenant_id", "person_id", name=op.f("notice_choice_tenant_id_person_id_uq")),
    )
    op.add_column("notice", sa.Column("digest_id", sa.Uuid(), nullable=True))
    op.fence_table("notice_choice")
    op.tenant_key("notice_choice", "tenant_id", "tenant", "notice_choice_tenant_fk")
    op.tenant_key("notice_choice", "person_id", "person", "notice_choice_person_id_fk")
